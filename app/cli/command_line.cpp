#include "app/cli/command_line.h"

#include <cstdio>
#include <optional>

#include "app/cli/option_readers.h"
#include "app/cli/values.h"

namespace cli {
namespace {

constexpr WindowSize k_smallest_window{320, 240};
constexpr WindowSize k_largest_window{7680, 4320};
constexpr int k_most_threads = 1024;
constexpr int k_most_frames = 1'000'000;
constexpr int k_screenshot_frames = 10;
constexpr double k_longest_frame_seconds = 10.0;

constexpr Named<core::Op> k_ops[] = {
    {"max", core::Op::max},
    {"average", core::Op::average},
    {"min", core::Op::min},
    {"lp", core::Op::lp},
    {"sum", core::Op::sum},
    {"global-max", core::Op::global_max},
    {"global-average", core::Op::global_average},
    {"adaptive-max", core::Op::adaptive_max},
    {"adaptive-average", core::Op::adaptive_average},
};
constexpr Named<core::Rule> k_rules[] = {
    {"pytorch", core::Rule::pytorch}, {"onnx", core::Rule::onnx}, {"keras", core::Rule::keras}};
constexpr Named<core::AutoPad> k_auto_pads[] = {{"valid", core::AutoPad::valid},
                                                {"same-upper", core::AutoPad::same_upper},
                                                {"same-lower", core::AutoPad::same_lower}};
constexpr Named<bool> k_yes_no[] = {{"yes", true}, {"no", false}};

WindowSize parse_window_size(const std::string& text) {
    const auto parsed = parse_size2(text);
    const core::Size2 size = parsed ? parsed.value() : core::Size2{};  // written WIDTHxHEIGHT, so h is the width here
    const bool fits = parsed && text.find('x') != std::string::npos && size.h >= k_smallest_window.width &&
                      size.w >= k_smallest_window.height && size.h <= k_largest_window.width &&
                      size.w <= k_largest_window.height;
    if (!fits) throw UsageError{"--size \"" + text + "\" is not WIDTHxHEIGHT from 320x240 to 7680x4320"};
    return {static_cast<int>(size.h), static_cast<int>(size.w)};
}

// The look that window and tour share.
struct LookOptions {
    Text lang, theme, size, text_size;

    void add_to(CLI::App& app, const Choices& choices) {
        app.add_option("--lang", lang, "Language: " + joined(choices.languages))
            ->type_name(with_bars(choices.languages));
        app.add_option("--theme", theme, "Colours: " + joined(choices.themes))->type_name(with_bars(choices.themes));
        app.add_option("--size", size, "Size in pixels, 1280x800 if not given")->type_name("WIDTHxHEIGHT");
        app.add_option("--text-size", text_size, "Size of text and controls: " + joined(choices.text_sizes))
            ->type_name(with_bars(choices.text_sizes));
    }
    void check(const Choices& choices) const {
        if (lang) one_of("--lang", *lang, choices.languages);
        if (theme) one_of("--theme", *theme, choices.themes);
        if (text_size) one_of("--text-size", *text_size, choices.text_sizes);
    }
    float text_size_value() const { return text_size ? std::stof(*text_size) : 0.0F; }  // after check()
};

Command parse_window(std::span<const std::string> arguments, const Choices& choices) {
    WindowCommand command;
    LookOptions look;
    Text file, scene, screenshot, frames, fixed_dt;
    CLI::App app("Poolscope: see how convolutional networks pool.");
    app.set_version_flag("--version", "poolscope " + choices.version);
    app.add_option("FILE", file, "Photo or .csv table to open")->type_name("");
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
        "  poolscope pool IN -o OUT [options]    pool a .npy, .csv or picture in a script\n"
        "  poolscope cam PHOTO [options]         where a network looks in a photo\n"
        "  poolscope tour -o DIR [options]       every scene as pictures\n"
        "A file named pool, cam or tour opens as ./pool. Exit codes: 0 done, 1 could not do it, 2 bad usage.");
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

// The options of `pool` as typed.
struct PoolTexts {
    std::string op = "max", rule = "pytorch";
    Text input, output, indices, kernel, stride, padding, dilation, auto_pad, count_include_pad, divisor, p,
        output_size, threads;
    bool ceil = false;
    bool print = false;
};

void add_pool_options(CLI::App& app, PoolTexts& texts) {
    const auto option = [&app](const char* name, auto& text, const char* type, const char* help) {
        app.add_option(name, text, help)->type_name(type);
    };
    option("IN", texts.input, "", ".npy (HxW, CxHxW, NxCxHxW), .csv, or a picture, pooled channel by channel");
    option("-o,--output", texts.output, "OUT",
           ".npy (float32, same rank), .csv, or .png (rounded and clamped to 0..255)");
    option("--op", texts.op, "OP",
           "max (the default), average, min, lp, sum, global-max,\n"
           "global-average, adaptive-max or adaptive-average");
    option("--rule", texts.rule, "pytorch|onnx|keras", "Whose defaults and divisor apply; pytorch if not given");
    option("--kernel", texts.kernel, "H[xW]", "Window size, 2x2 if not given");
    option("--stride", texts.stride, "H[xW]", "Step from window to window; the kernel (pytorch, keras) or 1 (onnx)");
    option("--padding", texts.padding, "ALL|V,H|T,L,B,R", "Cells added round the input, 0 if not given");
    option("--auto-pad", texts.auto_pad, "MODE", "valid, same-upper or same-lower: padding from the sizes");
    option("--dilation", texts.dilation, "H[xW]", "Distance between the cells of a window, 1 if not given");
    app.add_flag("--ceil", texts.ceil, "Round the output size up instead of down");
    option("--count-include-pad", texts.count_include_pad, "yes|no",
           "average: padding counts in the divisor; yes for pytorch, no for onnx and keras");
    option("--divisor", texts.divisor, "N", "average: divide by N, whatever the window holds");
    option("--p", texts.p, "P", "lp: the power, 2 if not given; at least 1, or inf");
    option("--output-size", texts.output_size, "H[xW]", "adaptive: size of the result");
    option("--indices", texts.indices, "FILE.npy", "max, min: where each value came from, int64, row * W + column");
    option("--threads", texts.threads, "N", "As many as the machine has if not given");
    app.add_flag("--print", texts.print, "Print a small result; -o may then be left out");
}

// An option that was given MUST belong to the operator.
void check_applies(const PoolTexts& texts, core::Op op) {
    const auto refuse = [&](bool given, bool applies, const char* option, const char* belongs_to) {
        if (given && !applies)
            throw UsageError{std::string(option) + " belongs to " + belongs_to + ", not to " + texts.op};
    };
    const bool window = core::uses_window_settings(op);
    const char* const sliding = "operators with a sliding window";
    refuse(texts.kernel.has_value(), window, "--kernel", sliding);
    refuse(texts.stride.has_value(), window, "--stride", sliding);
    refuse(texts.padding.has_value(), window, "--padding", sliding);
    refuse(texts.auto_pad.has_value(), window, "--auto-pad", sliding);
    refuse(texts.dilation.has_value(), window, "--dilation", sliding);
    refuse(texts.ceil, window, "--ceil", sliding);
    refuse(texts.count_include_pad.has_value(), op == core::Op::average, "--count-include-pad", "average");
    refuse(texts.divisor.has_value(), op == core::Op::average, "--divisor", "average");
    refuse(texts.p.has_value(), op == core::Op::lp, "--p", "lp");
    refuse(texts.output_size.has_value(), core::is_adaptive(op), "--output-size", "adaptive-max and adaptive-average");
    refuse(texts.indices.has_value(), core::picks_one_cell(op), "--indices",
           "max, min, global-max and adaptive-max, which pick one cell");
    if (core::is_adaptive(op) && !texts.output_size) throw UsageError{texts.op + " needs --output-size HxW"};
    if (texts.padding.has_value() && texts.auto_pad.has_value())
        throw UsageError{"--padding and --auto-pad say the same thing twice: give one of them"};
}

core::PoolSpec pool_spec(const PoolTexts& texts) {
    const auto op = named("--op", texts.op, k_ops);
    const auto rule = named("--rule", texts.rule, k_rules);
    check_applies(texts, op);
    const core::Size2 kernel = texts.kernel ? take("--kernel", parse_size2(*texts.kernel)) : core::Size2{2, 2};
    core::PoolSpec spec = core::default_spec(rule, op, kernel);
    if (texts.stride) spec.stride = take("--stride", parse_size2(*texts.stride));
    if (texts.dilation) spec.dilation = take("--dilation", parse_size2(*texts.dilation));
    if (texts.auto_pad) spec.auto_pad = named("--auto-pad", *texts.auto_pad, k_auto_pads);
    if (texts.padding) {
        spec.padding = take("--padding", parse_padding(*texts.padding));
        spec.auto_pad = core::AutoPad::explicit_padding;
    }
    spec.ceil = texts.ceil;
    if (texts.count_include_pad)
        spec.count_include_pad = named("--count-include-pad", *texts.count_include_pad, k_yes_no);
    if (texts.divisor) {
        spec.divisor = take("--divisor", parse_integer(*texts.divisor, -k_max_size, k_max_size));
        if (spec.divisor == 0) throw UsageError{"--divisor 0: nothing can be divided by 0"};
    }
    if (texts.p) spec.p = take("--p", parse_norm_power(*texts.p));
    if (texts.output_size) spec.output_size = take("--output-size", parse_size2(*texts.output_size));
    return spec;
}

Command parse_pool(std::span<const std::string> arguments) {
    PoolTexts texts;
    CLI::App app("Pools a file into a file.");
    add_pool_options(app, texts);
    app.footer(
        "Examples:\n"
        "  poolscope pool in.csv -o out.csv --op average --kernel 3 --stride 2 --padding 1\n"
        "  poolscope pool maps.npy -o out.npy --kernel 2 --indices where.npy\n"
        "  poolscope pool photo.jpg -o small.png --op average --kernel 8");
    if (const std::optional<Finish> finish = parse(app, "poolscope pool IN -o OUT [OPTIONS]", arguments))
        return *finish;

    PoolCommand command;
    command.spec = pool_spec(texts);
    command.input = file_path("IN", texts.input, {});
    command.output = file_path("-o", texts.output, {".npy", ".csv", ".png"});
    command.indices = file_path("--indices", texts.indices, {".npy"});
    command.print = texts.print;
    if (command.input.empty()) throw UsageError{"needs IN, the file to pool"};
    if (command.output.empty() && !command.print) throw UsageError{"needs -o OUT, --print or both"};
    if (!command.indices.empty() && command.indices.lexically_normal() == command.output.lexically_normal())
        throw UsageError{"-o and --indices name the same file"};
    if (texts.threads)
        command.threads = static_cast<int>(take("--threads", parse_integer(*texts.threads, 1, k_most_threads)));
    return command;
}

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
        if (word != "pool" && word != "cam" && word != "tour") return parse_window(arguments, choices);
        program += " " + word;
        if (word == "pool") return parse_pool(arguments.subspan(1));
        if (word == "cam") return parse_cam(arguments.subspan(1), choices);
        return parse_tour(arguments.subspan(1), choices);
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
