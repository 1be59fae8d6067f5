// Where models come from: the user's cache folder, the program itself, a file of the class. See network.h.
#include <algorithm>
#include <array>
#include <cstring>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "app/assets.h"
#include "app/io/files.h"
#include "app/io/paths.h"
#include "app/network/labels.h"
#include "app/network/network.h"
#include "app/network/sentences.h"

namespace network {
namespace {

constexpr std::uintmax_t k_most_model_bytes = 1ULL << 30;
constexpr std::int64_t k_imagenet_classes = 1000;
constexpr double k_torchvision_crop = 0.875;  // 224 of 256
constexpr std::string_view k_builtin_file = "models/builtin.onnx";

struct Known {
    std::string_view id;
    std::string_view name;
    double crop_share;
    core::ColorPreset colors;
    std::string_view labels;
};
constexpr std::array k_known{
    Known{core::k_network_lite0, "EfficientNet-Lite0", 0.875, core::ColorPreset::lite, "imagenet"},
    Known{core::k_network_builtin, "shapes", 1.0, core::ColorPreset::plus_minus_one, "builtin"},
};

const Known* find_known(std::string_view id) {
    const auto* found = std::find_if(k_known.begin(), k_known.end(), [&](const Known& each) { return each.id == id; });
    return found == k_known.end() ? nullptr : found;
}

// The set-up names the file in the list of everything that is fetched, so that both sides look for the same one.
std::filesystem::path lite0_path() {
    const std::filesystem::path folder = io::cache_folder();
    const std::optional<std::string_view> list = find_asset("fetched.json");
    CORE_CHECK(list.has_value());
    if (folder.empty()) return {};
    return folder / nlohmann::json::parse(*list).at("network").at("file").get<std::string>();
}

std::vector<std::byte> as_bytes(std::string_view text) {
    std::vector<std::byte> bytes(text.size());
    if (!text.empty()) std::memcpy(bytes.data(), text.data(), text.size());
    return bytes;
}

core::Result<std::vector<std::byte>> read_model(const std::filesystem::path& path) {
    const core::Result<std::string> text = io::read_whole_file(path, k_most_model_bytes);
    if (!text) return text.error();
    return as_bytes(text.value());
}

core::Result<std::vector<std::byte>> read_known(std::string_view id) {
    if (id == core::k_network_lite0) return read_model(lite0_path());
    const std::optional<std::string_view> model = find_asset(k_builtin_file);
    CORE_CHECK(model.has_value());
    return as_bytes(*model);
}

}  // namespace

std::optional<core::Error> missing(std::string_view id) {
    if (find_known(id) == nullptr) return error("error.network_unknown", "", {{"id", std::string(id)}});
    std::error_code ignored;
    if (id == core::k_network_lite0 && !std::filesystem::is_regular_file(lite0_path(), ignored)) {
        return error("error.network_not_fetched", std::string(find_known(id)->name));
    }
    return std::nullopt;
}

core::Result<std::unique_ptr<Network>> load_known(std::string_view id, const std::atomic<bool>& cancel) {
    if (auto problem = missing(id)) return *problem;
    const Known& known = *find_known(id);
    core::Result<std::vector<std::byte>> model = read_known(id);
    if (!model) return model.error();
    core::NetworkCard card;
    card.id = id;
    card.name = known.name;
    card.input.crop_share = known.crop_share;
    card.colors = core::colors_of(known.colors);
    card.classes = own_names(known.labels);
    return Network::load(std::move(model).value(), std::move(card), cancel);
}

core::Result<std::unique_ptr<Network>> load_file(const std::filesystem::path& path, const std::atomic<bool>& cancel,
                                                 const std::filesystem::path& labels, std::int64_t open_side) {
    core::NetworkCard card;
    card.input.height = card.input.width = open_side;
    card.id = core::k_network_file;
    card.name = io::path_text(path.filename());
    card.input.crop_share = k_torchvision_crop;
    card.colors = core::colors_of(core::ColorPreset::imagenet);
    // The small file first: what is wrong with it need not wait for the network.
    const std::optional<std::filesystem::path> named = labels.empty() ? labels_beside(path) : labels;
    Labels names;
    if (named) {
        core::Result<Labels> read = read_labels(*named);
        if (!read) return read.error();
        names = std::move(read).value();
    }
    core::Result<std::vector<std::byte>> model = read_model(path);
    if (!model) return model.error();
    auto loaded = Network::load(std::move(model).value(), std::move(card), cancel);
    if (!loaded) return loaded;
    const std::int64_t classes = loaded.value()->card()->head.classes;
    if (named) {
        if (auto problem = count_problem(names, classes, io::path_text(named->filename()))) return *problem;
        loaded.value()->name_classes({{{"", std::move(names)}}});
    } else if (classes == k_imagenet_classes) {
        loaded.value()->name_classes(own_names("imagenet"));
    }
    return loaded;
}

}  // namespace network
