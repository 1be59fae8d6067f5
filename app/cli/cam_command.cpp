#include "app/cli/cam_command.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <memory>
#include <new>
#include <utility>

#include "app/cli/cam_answer.h"
#include "app/cli/class_lookup.h"
#include "app/io/files.h"
#include "app/io/image_write.h"
#include "app/io/npy.h"
#include "app/io/photo.h"
#include "app/network/network.h"

namespace cli {
namespace {

constexpr std::string_view k_command = "poolscope cam";

core::Result<std::unique_ptr<network::Network>> load_network(const CamCommand& command) {
    const std::atomic<bool> never = false;
    if (command.network == core::k_network_file) {
        auto loaded = network::load_file(command.model, never, command.labels,
                                         command.input_size != 0 ? command.input_size : core::InputShape{}.width);
        if (loaded) return loaded;
        // A sentence about the model or its labels names the file only; here it was given with its folder.
        core::Error error = loaded.error();
        if (error.where == io::path_text(command.model.filename())) error.where = io::path_text(command.model);
        return error;
    }
    std::string_view id = command.network;
    if (id.empty()) {
        const std::optional<core::Error> missing = network::missing(core::k_network_lite0);
        id = missing ? core::k_network_builtin : core::k_network_lite0;
        if (missing) std::fprintf(stderr, "note: the built-in network looks: %s\n", missing->sentence().c_str());
    }
    return network::load_known(id, never);
}

core::Result<CamAnswer> look(network::Network& network, const core::Image& photo, const CamCommand& command) {
    const core::NetworkCard& card = *network.card();
    const core::Colors colors = command.colors.value_or(card.colors);
    const core::InputPlacement placement = core::place_input(command.crop, card.input, photo.width, photo.height);
    const std::atomic<bool> never = false;
    core::Result<network::Output> output =
        network.run(core::network_input(photo, card.input, placement, colors), never);
    if (!output) return output.error();
    core::LookSettings settings;
    settings.network = card.id;
    settings.crop = command.crop;
    return CamAnswer{core::make_look(photo, io::path_text(command.photo), std::move(settings), network.card(),
                                     placement, std::move(output.value().maps), std::move(output.value().logits)),
                     colors,
                     {}};
}

core::Result<ClassAnswer> explain(const core::Look& look, std::int64_t c, const CamCommand& command) {
    const core::LinearHead& head = look.network->head;
    const core::PlaceMap cam = core::class_map(look.maps, head, c);
    ClassAnswer answer;
    answer.index = c;
    answer.check = core::check_score(cam, static_cast<double>(head.bias_of(c)), look.logits, c);
    std::optional<core::PlaceMap> map = core::method_map(command.method, look.maps, head, c);
    if (!map)
        return core::Error{"Ablation-CAM is not defined for a score of 0", "--method", "use another method or class"};
    answer.map = std::move(*map);
    answer.range = core::range_of(answer.map);
    answer.box = core::box_in_photo(look, answer.map, command.box_percent);
    return answer;
}

core::Result<core::Done> explain_classes(CamAnswer& answer, const CamCommand& command) {
    std::vector<std::int64_t> classes;
    for (const std::string& text : command.classes) {
        const core::Result<std::int64_t> found = find_class(*answer.look.network, command.lang, text);
        if (!found) return found.error();
        classes.push_back(found.value());
    }
    if (classes.empty()) classes.push_back(answer.look.ranking.front());
    for (const std::int64_t c : classes) {
        core::Result<ClassAnswer> explained = explain(answer.look, c, command);
        if (!explained) return explained.error();
        answer.classes.push_back(std::move(explained).value());
    }
    return core::Done{};
}

core::Result<core::Done> write_map(const std::filesystem::path& path, const core::PlaceMap& map) {
    const std::vector<float> values(map.values.begin(), map.values.end());
    return io::write_npy(path, std::array{map.height, map.width}, std::span<const float>(values));
}

core::Result<core::Done> write_features(const std::filesystem::path& path, const core::FeatureMaps& maps) {
    return io::write_npy(path, std::array{maps.channels, maps.height, maps.width}, std::span<const float>(maps.values));
}

core::Result<core::Done> write_overlay(const std::filesystem::path& path, const CamAnswer& answer,
                                       const CamCommand& command) {
    const core::Result<core::Image> picture = answer_picture(answer, command);
    if (!picture) return picture.error();
    return io::write_png(path, picture.value());
}

// All files are complete before the first takes its name.
core::Result<core::Done> write_files(const CamAnswer& answer, const CamCommand& command) {
    std::vector<io::StagedFile> files;
    const auto stage = [&](const std::filesystem::path& path, const auto& write) -> core::Result<core::Done> {
        if (path.empty() || path == "-") return core::Done{};
        core::Result<io::StagedFile> staged = io::StagedFile::create(path);
        if (!staged) return staged.error();
        const core::Result<core::Done> written = write(staged.value().path());
        if (!written) return core::Error{written.error().what, io::path_text(path), written.error().hint};
        files.push_back(std::move(staged).value());
        return core::Done{};
    };
    const std::array results{
        stage(command.overlay, [&](const auto& path) { return write_overlay(path, answer, command); }),
        stage(command.map, [&](const auto& path) { return write_map(path, answer.classes.front().map); }),
        stage(command.features, [&](const auto& path) { return write_features(path, answer.look.maps); }),
        stage(command.json, [&](const auto& path) { return io::write_whole_file(path, answer_json(answer, command)); }),
    };
    for (const core::Result<core::Done>& result : results)
        if (!result) return result.error();
    for (io::StagedFile& file : files)
        if (const core::Result<core::Done> done = file.commit(); !done) return done.error();
    return core::Done{};
}

core::Result<CamAnswer> answer_for(const CamCommand& command) {
    core::Result<io::Photo> photo = io::decode_image_file(command.photo);
    if (!photo) return core::Error{photo.error().what, io::path_text(command.photo), photo.error().hint};
    const core::Result<std::unique_ptr<network::Network>> network = load_network(command);
    if (!network) return network.error();
    const core::InputShape& shape = network.value()->card()->input;
    if (command.input_size != 0 && (shape.height != command.input_size || shape.width != command.input_size))
        return core::Error{network.value()->card()->name + " takes " + std::to_string(shape.height) + "x" +
                               std::to_string(shape.width) + ", not " + std::to_string(command.input_size),
                           "--input-size", "leave it out"};
    core::Result<CamAnswer> answer = look(*network.value(), photo.value().image, command);
    if (!answer) return answer;
    if (const core::Result<core::Done> done = explain_classes(answer.value(), command); !done) return done.error();
    return answer;
}

// People read the table; whoever asked for numbers in files does not.
void print(const CamAnswer& answer, const CamCommand& command) {
    if (command.json == "-") {
        std::fputs(answer_json(answer, command).c_str(), stdout);
    } else if (command.json.empty() && command.map.empty() && command.features.empty()) {
        std::fputs(answer_table(answer, command).c_str(), stdout);
    }
}

}  // namespace

int run_cam(const CamCommand& command) {
    try {
        const core::Result<CamAnswer> answer = answer_for(command);
        if (!answer) return could_not(k_command, answer.error());
        if (const core::Result<core::Done> written = write_files(answer.value(), command); !written)
            return could_not(k_command, written.error());
        print(answer.value(), command);
        return k_exit_done;
    } catch (const std::bad_alloc&) {
        return could_not(k_command, {"there is not enough memory for it", io::path_text(command.photo), ""});
    }
}

}  // namespace cli
