#include "app/cli/command_line.h"

#include <cstdio>
#include <optional>

#include "app/cli/look_options.h"
#include "app/cli/option_readers.h"
#include "app/cli/values.h"

namespace cli {
namespace {

constexpr int k_most_frames = 1'000'000;
constexpr int k_screenshot_frames = 10;
constexpr double k_longest_frame_seconds = 10.0;

Command parse_window(std::span<const std::string> arguments, const Choices& choices) {
    WindowCommand command;
    LookOptions look;
    Text file, scene, screenshot, frames, fixed_dt;
    CLI::App app("Poolscope: see how convolutional networks pool.");
    app.set_version_flag("--version", "poolscope " + choices.version);
    app.add_option("FILE", file, "Photo, .csv table, .onnx network or scene to open")->type_name("");
    app.add_option("--scene", scene, "Scene to start with: " + joined(choices.scenes))->type_name("ID");
    look.add_to(app, choices);
    app.add_option("--frames", frames, "Draw so many frames, then end")->type_name("N");
    app.add_option("--screenshot", screenshot,
                   "Write the last frame as PNG (of " + std::to_string(k_screenshot_frames) +
                       " frames if --frames is not given)")
        ->type_name("FILE.png");
    app.add_option("--fixed-dt", fixed_dt, "Seconds that each frame counts as, instead of the clock")->type_name("S");
    app.add_flag("--stats", command.stats, "Print start-up and frame times at the end");
    app.footer(
        "Commands, each with its own --help:\n"
        "  poolscope pool IN -o OUT [options]           pool a .npy, .csv or picture in a script\n"
        "  poolscope backward IN GRAD -o OUT [options]  send a gradient back through a pooling\n"
        "  poolscope unpool IN --indices I -o OUT       put pooled values back where they came from\n"
        "  poolscope cam PHOTO [options]                where a network looks in a photo\n"
        "  poolscope render SCENE -o OUT [options]      what a scene shows as a picture, animation, numbers or code\n"
        "  poolscope tour -o DIR [options]              every scene as pictures\n"
        "A file named as a command opens as ./pool. Exit codes: 0 done, 1 could not do it, 2 bad usage.");
    if (const std::optional<Finish> finish = parse(app, "poolscope [FILE] [OPTIONS]", arguments)) return *finish;

    look.check(choices);
    command.file = file_path("FILE", file, {});
    command.lang = look.lang.value_or("");
    command.theme = look.theme.value_or("");
    if (scene) command.scene = one_of("--scene", *scene, choices.scenes);
    command.size_given = look.size.has_value();
    if (look.size) command.size = parse_window_size(*look.size);
    command.text_size = look.text_size_value();
    if (frames) command.frames = static_cast<int>(take("--frames", parse_integer(*frames, 1, k_most_frames)));
    if (fixed_dt) {
        command.fixed_dt = take("--fixed-dt", parse_real(*fixed_dt, 0.0, k_longest_frame_seconds));
        if (command.fixed_dt == 0.0) throw UsageError{"--fixed-dt \"" + *fixed_dt + "\" is not above 0"};
    }
    command.screenshot = file_path("--screenshot", screenshot, {".png"});
    if (screenshot && command.frames == 0) command.frames = k_screenshot_frames;
    return command;
}

Command parse_tour(std::span<const std::string> arguments, const Choices& choices) {
    TourCommand command;
    LookOptions look;
    Text out;
    CLI::App app("Draws every scene in several states, each as a PNG in DIR.");
    app.add_option("-o,--output", out, "Folder for the pictures; it is made if missing")->type_name("DIR");
    look.add_to(app, choices);
    if (const std::optional<Finish> finish = parse(app, "poolscope tour -o DIR [OPTIONS]", arguments)) return *finish;

    command.out = file_path("-o", out, {});
    if (!out) throw UsageError{"needs -o DIR, the folder for the pictures"};
    look.check(choices);
    command.lang = look.lang.value_or(choices.languages.front());
    command.theme = look.theme.value_or(choices.themes.front());
    command.text_size = look.text_size_value();
    if (look.size) command.size = parse_window_size(*look.size);
    return command;
}

struct Subcommand {
    const char* word;
    Command (*parse)(std::span<const std::string>, const Choices&);
};
constexpr Subcommand k_subcommands[] = {{"pool", parse_pool}, {"backward", parse_backward}, {"unpool", parse_unpool},
                                        {"cam", parse_cam},   {"render", parse_render},     {"tour", parse_tour}};

// One line, whatever a file name holds.
std::string as_line(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
    return text + "\n";
}

}  // namespace

Command parse_command_line(std::span<const std::string> arguments, const Choices& choices) {
    // First of all: a worker starts often, and nobody types its arguments.
    if (arguments.size() == 2 && arguments[0] == "--worker") return WorkerCommand{arguments[1]};
    std::string program = "poolscope";
    try {
        const std::string word = arguments.empty() ? "" : arguments[0];
        const auto* const subcommand = std::find_if(std::begin(k_subcommands), std::end(k_subcommands),
                                                    [&](const Subcommand& each) { return word == each.word; });
        if (subcommand == std::end(k_subcommands)) return parse_window(arguments, choices);
        program += " " + word;
        return subcommand->parse(arguments.subspan(1), choices);
    } catch (const UsageError& error) {
        return Finish{as_line(program + ": " + error.sentence + "; see " + program + " --help"), k_exit_usage};
    }
}

Command parse_command_line(int argc, const char* const* argv, const Choices& choices) {
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    return parse_command_line(arguments, choices);
}

int finish(const Finish& finish) {
    std::fputs(finish.text.c_str(), finish.exit_code == k_exit_done ? stdout : stderr);
    return finish.exit_code;
}

int could_not(std::string_view command, const core::Error& error) {
    std::fputs(as_line(std::string(command) + ": " + error.sentence()).c_str(), stderr);
    return k_exit_could_not;
}

}  // namespace cli
