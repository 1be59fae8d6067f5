// The options of `poolscope cam`.
#include <array>
#include <cmath>

#include "app/cli/option_readers.h"
#include "app/cli/values.h"
#include "app/io/files.h"
#include "core/look.h"

namespace cli {
namespace {

constexpr std::int64_t k_most_classes = 64;  // asked for, or listed
constexpr std::int64_t k_most_top = 100'000;
constexpr std::int64_t k_smallest_input = 16;
constexpr std::int64_t k_largest_input = 2048;

constexpr Named<core::CropMode> k_crops[] = {
    {"center", core::CropMode::center}, {"squash", core::CropMode::squash}, {"pad", core::CropMode::pad}};
constexpr Named<core::Upsample> k_upsamples[] = {
    {"nearest", core::Upsample::nearest}, {"bilinear", core::Upsample::bilinear}, {"bicubic", core::Upsample::bicubic}};
constexpr Named<core::CamMethod> k_methods[] = {{"cam", core::CamMethod::cam},
                                                {"gradcam", core::CamMethod::grad_cam},
                                                {"gradcam++", core::CamMethod::grad_cam_pp},
                                                {"layercam", core::CamMethod::layer_cam},
                                                {"ablation", core::CamMethod::ablation_cam}};
constexpr Named<bool> k_scales[] = {{"own", false}, {"shared", true}};

// As typed.
struct CamTexts {
    Text photo, overlay, model, labels, top, json, map, features, crop, mean, std, input_size, upsample, scale, method,
        opacity, lang;
    std::vector<std::string> classes, box;
};

void add_cam_options(CLI::App& app, CamTexts& texts, const Choices& choices) {
    const auto option = [&app](const char* name, auto& text, const char* type, const std::string& help) {
        return app.add_option(name, text, help)->type_name(type);
    };
    option("PHOTO", texts.photo, "", "The photo to look at");
    option("-o,--output", texts.overlay, "OVERLAY.png",
           "The photo under its map, at its own size; several classes side by\nside");
    option("--model", texts.model, "MODEL", "lite0 (if it is there), builtin, or a file of your own (.onnx)");
    option("--labels", texts.labels, "FILE",
           "Names of its classes, one a line or JSON; those beside the model\nif not given");
    option("--class", texts.classes, "NAME|INDEX",
           "A class to explain, again for more; the one with the highest score\nif not given. Part of a name will do "
           "if no other class has it")
        ->allow_extra_args(false);
    option("--top", texts.top, "N", "How many classes to list, 5 if not given");
    option("--json", texts.json, "FILE|-", "Everything in numbers; - is standard output");
    option("--map", texts.map, "FILE.npy", "Map of the first class, signed, in logits: float32, HxW");
    option("--features", texts.features, "FILE.npy", "What enters the global average pooling: float32, CxHxW");
    option("--crop", texts.crop, "MODE", "center (the default), squash or pad: how the photo fits the network");
    option("--mean", texts.mean, "R,G,B",
           "Together: input = (pixel - mean) / std, of pixels 0..1; for a\nmodel of your");
    option("--std", texts.std, "R,G,B", "own 0.485,0.456,0.406 and 0.229,0.224,0.225 if not given");
    option(
        "--input-size", texts.input_size, "N",
        "Height and width of what the model sees, where its file leaves\nthem open (dynamic axes); 224 if not given");
    option("--method", texts.method, "METHOD", "cam (the default), gradcam, gradcam++, layercam or ablation");
    option("--upsample", texts.upsample, "MODE", "-o: nearest, bilinear (the default) or bicubic");
    option("--scale", texts.scale, "own|shared",
           "-o: colours by each class's own range, or one for all; own if not\ngiven");
    option("--opacity", texts.opacity, "0..1", "-o: of the strongest evidence over the photo, 0.7 if not given");
    option("--box", texts.box, "[PERCENT]",
           "Draw the box around the largest part above so much of the map's\nmaximum, 20 if not given; put PHOTO first")
        ->expected(0, 1);
    option("--lang", texts.lang, with_bars(choices.languages).c_str(), "Language of the names");
}

// "0.485,0.456,0.406"
std::array<double, 3> three_reals(const char* option, const std::string& text, double low, double high) {
    std::array<double, 3> values{};
    std::size_t start = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const std::size_t comma = i < 2 ? text.find(',', start) : text.size();
        if (comma == std::string::npos)
            throw UsageError{std::string(option) + " \"" + text + "\" is not three numbers R,G,B"};
        values[i] = take(option, parse_real(std::string_view(text).substr(start, comma - start), low, high));
        start = comma + 1;
    }
    return values;
}

std::optional<core::Colors> colors_from(const CamTexts& texts) {
    if (!texts.mean && !texts.std) return std::nullopt;
    if (!texts.mean || !texts.std) throw UsageError{"--mean and --std belong together: give both"};
    core::Colors colors{.divisor = 255.0};
    colors.mean = three_reals("--mean", *texts.mean, 0.0, 1.0);
    colors.std = three_reals("--std", *texts.std, 0.0001, 1.0);
    return colors;
}

// lite0, builtin or a path.
void choose_network(const CamTexts& texts, CamCommand& command) {
    if (texts.model && *texts.model != core::k_network_lite0 && *texts.model != core::k_network_builtin) {
        if (io::lower_extension(*texts.model) != ".onnx")
            throw UsageError{"--model \"" + *texts.model + "\" is not lite0, builtin or a file that ends in .onnx"};
        command.network = core::k_network_file;
        command.model = *texts.model;
    } else {
        command.network = texts.model.value_or("");
    }
    command.labels = file_path("--labels", texts.labels, {});
    if (!command.labels.empty() && command.model.empty())
        throw UsageError{"--labels belongs to --model FILE.onnx: the other networks know the names of their classes"};
}

void read_picture_options(const CamTexts& texts, CamCommand& command) {
    const auto refuse = [&](const Text& text, const char* option) {
        if (text && command.overlay.empty()) throw UsageError{std::string(option) + " belongs to -o OVERLAY.png"};
    };
    refuse(texts.upsample, "--upsample");
    refuse(texts.scale, "--scale");
    refuse(texts.opacity, "--opacity");
    if (texts.upsample) command.upsample = named("--upsample", *texts.upsample, k_upsamples);
    if (texts.scale) command.shared_scale = named("--scale", *texts.scale, k_scales);
    if (texts.opacity) command.opacity = take("--opacity", parse_real(*texts.opacity, 0.0, 1.0));
    command.draw_box = !texts.box.empty();
    if (command.draw_box && !texts.box.front().empty())
        command.box_percent = take("--box", parse_real(texts.box.front(), 0.0, 100.0));
}

// Each file once: of two results under one name the second would take the place of the first.
void check_outputs(const CamCommand& command) {
    const std::pair<const char*, const std::filesystem::path*> outputs[] = {{"-o", &command.overlay},
                                                                            {"--json", &command.json},
                                                                            {"--map", &command.map},
                                                                            {"--features", &command.features}};
    for (std::size_t i = 0; i < std::size(outputs); ++i)
        for (std::size_t j = i + 1; j < std::size(outputs); ++j)
            if (!outputs[i].second->empty() &&
                outputs[i].second->lexically_normal() == outputs[j].second->lexically_normal())
                throw UsageError{std::string(outputs[i].first) + " and " + outputs[j].first + " name the same file"};
}

}  // namespace

Command parse_cam(std::span<const std::string> arguments, const Choices& choices) {
    CamTexts texts;
    CLI::App app("Shows where a network looks in a photo: class activation maps.");
    add_cam_options(app, texts, choices);
    app.footer(
        "Without -o, --json, --map and --features, and with -o alone, the classes and how each score comes about are\n"
        "printed. Examples:\n"
        "  poolscope cam dog.jpg\n"
        "  poolscope cam dog.jpg -o dog.png --class \"golden retriever\" --class 281 --scale shared --box\n"
        "  poolscope cam dog.jpg --model resnet18.onnx --labels imagenet.txt --json - --map map.npy");
    if (const std::optional<Finish> finish = parse(app, "poolscope cam PHOTO [OPTIONS]", arguments)) return *finish;

    CamCommand command;
    command.photo = file_path("PHOTO", texts.photo, {});
    if (command.photo.empty()) throw UsageError{"needs PHOTO, the photo to look at"};
    command.overlay = file_path("-o", texts.overlay, {".png"});
    command.json = texts.json == "-" ? "-" : file_path("--json", texts.json, {".json"});
    command.map = file_path("--map", texts.map, {".npy"});
    command.features = file_path("--features", texts.features, {".npy"});
    check_outputs(command);
    choose_network(texts, command);
    for (const std::string& name : texts.classes)
        if (name.find_first_not_of(" \t") == std::string::npos) throw UsageError{"--class is an empty name"};
    if (texts.classes.size() > static_cast<std::size_t>(k_most_classes))
        throw UsageError{"--class is given " + std::to_string(texts.classes.size()) + " times, at most " +
                         std::to_string(k_most_classes) + " classes are explained at once"};
    command.classes = texts.classes;
    if (texts.top) command.top = take("--top", parse_integer(*texts.top, 1, k_most_top));
    if (texts.crop) command.crop = named("--crop", *texts.crop, k_crops);
    command.colors = colors_from(texts);
    if (texts.input_size)
        command.input_size = take("--input-size", parse_integer(*texts.input_size, k_smallest_input, k_largest_input));
    if (texts.method) command.method = named("--method", *texts.method, k_methods);
    read_picture_options(texts, command);
    command.lang = texts.lang ? one_of("--lang", *texts.lang, choices.languages) : choices.languages.front();
    return command;
}

}  // namespace cli
