// The options of `poolscope render`.
#include "app/cli/look_options.h"
#include "app/cli/option_readers.h"
#include "app/cli/values.h"

namespace cli {
namespace {

constexpr std::int64_t k_most_steps = 1'000'000'000;

struct RenderTexts {
    Text input, output, scene, step, scale, width, fps, speed, table, framework;
    LookOptions look;

    // An option that was given MUST belong to the kind of file.
    void check_kind(const std::string& extension) const {
        const auto belongs = [&](const Text& given, const char* option, std::initializer_list<const char*> to) {
            if (!given || std::find(to.begin(), to.end(), extension) != to.end()) return;
            throw UsageError{std::string(option) + " does not belong to -o FILE" + extension};
        };
        belongs(scale, "--scale", {".png", ".svg"});
        belongs(width, "--width", {".gif"});
        belongs(fps, "--fps", {".gif"});
        belongs(speed, "--speed", {".gif"});
        belongs(table, "--table", {".npy"});
        belongs(framework, "--framework", {".py"});
    }
};

void add_render_options(CLI::App& app, RenderTexts& texts, RenderCommand& command, const Choices& choices) {
    const auto add = [&](const char* name, Text& text, const char* type, const std::string& help) {
        app.add_option(name, text, help)->type_name(type);
    };
    add("SCENE", texts.input, "", "Scene file (.poolscope), photo, table or network to show");
    add("-o,--output", texts.output, "OUT", ".png, .gif, .svg, .csv, .npy or .py");
    add("--scene", texts.scene, "ID", "Screen to show, that of the file if not given: " + joined(choices.scenes));
    add("--step", texts.step, "N", "Window to stand at, counted from 1; that of the file if not given");
    texts.look.add_to(app, choices);
    app.add_flag("--window", command.whole_window, "png, svg: the whole window with its controls, not the stage alone");
    add("--scale", texts.scale, "S", "png, svg: so many pixels for one, 0.25 to 4; 1 if not given");
    add("--width", texts.width, "PIXELS", "gif: 160 to 1920 pixels wide; 800 if not given");
    add("--fps", texts.fps, "N", "gif: frames a second while something moves, 1 to 50; 12.5 if not given");
    add("--speed", texts.speed, "S", "gif: speed of the player, 0.25 to 8; 1 if not given");
    add("--table", texts.table, "ID", "npy: which of the view's tables (csv holds them all); its result if not given");
    app.add_option("--framework", texts.framework, "py: " + joined(choices.frameworks))
        ->type_name(with_bars(choices.frameworks));
    app.footer(
        "Examples:\n"
        "  poolscope render lesson.poolscope -o slide.png --scale 4 --theme projector\n"
        "  poolscope render lesson.poolscope -o run.gif --speed 0.5 --width 640\n"
        "  poolscope render lesson.poolscope -o handout.svg --language ko --step 3\n"
        "  poolscope render lesson.poolscope -o numbers.csv\n"
        "  poolscope render lesson.poolscope -o pooled.py --framework keras");
}

}  // namespace

Command parse_render(std::span<const std::string> arguments, const Choices& choices) {
    RenderTexts texts;
    RenderCommand command;
    CLI::App app("Writes what a scene shows as a picture, an animation, numbers or code.");
    add_render_options(app, texts, command, choices);
    if (const auto finish = parse(app, "poolscope render SCENE -o OUT [OPTIONS]", arguments)) return *finish;

    command.input = file_path("SCENE", texts.input, {});
    command.output = file_path("-o", texts.output, {".png", ".gif", ".svg", ".csv", ".npy", ".py"});
    if (command.input.empty()) throw UsageError{"needs SCENE, the file to show"};
    if (command.output.empty()) throw UsageError{"needs -o OUT, the file to write"};
    std::string extension = command.output.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    texts.check_kind(extension);
    if (command.whole_window && extension != ".png" && extension != ".svg")
        throw UsageError{"--window does not belong to -o FILE" + extension};
    texts.look.check(choices);
    command.lang = texts.look.lang.value_or("");
    command.theme = texts.look.theme.value_or("");
    command.text_size = texts.look.text_size_value();
    if (texts.look.size) command.size = parse_window_size(*texts.look.size);
    if (texts.scene) command.scene = one_of("--scene", *texts.scene, choices.scenes);
    if (texts.step) command.step = take("--step", parse_integer(*texts.step, 1, k_most_steps));
    if (texts.scale) command.scale = take("--scale", parse_real(*texts.scale, 0.25, 4.0));
    if (texts.width) command.gif_width = static_cast<int>(take("--width", parse_integer(*texts.width, 160, 1920)));
    if (texts.fps) command.fps = take("--fps", parse_real(*texts.fps, 1.0, 50.0));
    if (texts.speed) command.speed = take("--speed", parse_real(*texts.speed, 0.25, 8.0));
    command.table = texts.table.value_or("");
    if (texts.framework) command.framework = one_of("--framework", *texts.framework, choices.frameworks);
    return command;
}

}  // namespace cli
