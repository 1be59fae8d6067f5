// The options of `poolscope pool`, `backward` and `unpool`.
#include "app/cli/option_readers.h"
#include "app/cli/values.h"
#include "core/blur_pool.h"

namespace cli {
namespace {

constexpr int k_most_threads = 1024;
constexpr int k_usual_blur = 3;
constexpr const char* k_blurmax = "blurmax";

// Explicit padding is --padding.
constexpr auto k_auto_pads = std::span(core::k_auto_pad_words).subspan<1>();
constexpr Named<core::Ties> k_ties[] = {{"winner", core::Ties::winner},
                                        {"last", core::Ties::last},
                                        {"shared", core::Ties::shared},
                                        {"each", core::Ties::each}};
constexpr Named<bool> k_yes_no[] = {{"yes", true}, {"no", false}};

void add_text(CLI::App& app, const char* name, Text& text, const char* type, const char* help) {
    app.add_option(name, text, help)->type_name(type);
}

// Where windows lie, as typed.
struct WindowTexts {
    Text kernel, stride, padding, dilation;

    void add_to(CLI::App& app) {
        add_text(app, "--kernel", kernel, "H[xW]", "Window size, 2x2 if not given");
        add_text(app, "--stride", stride, "H[xW]",
                 "Step from window to window; the kernel (pytorch, keras) or 1 (onnx)");
        add_text(app, "--padding", padding, "ALL|V,H|T,L,B,R", "Cells added round the input, 0 if not given");
        add_text(app, "--dilation", dilation, "H[xW]", "Distance between the cells of a window, 1 if not given");
    }
    core::PoolSpec spec(core::Rule rule, core::Op op) const {
        const core::Size2 size = kernel ? take("--kernel", parse_size2(*kernel)) : core::Size2{2, 2};
        core::PoolSpec result = core::default_spec(rule, op, size);
        if (stride) result.stride = take("--stride", parse_size2(*stride));
        if (dilation) result.dilation = take("--dilation", parse_size2(*dilation));
        if (padding) {
            result.padding = take("--padding", parse_padding(*padding));
            result.auto_pad = core::AutoPad::explicit_padding;
        }
        return result;
    }
};

// What defines a pooling, as typed.
struct SpecTexts {
    std::string op = "max", rule = "pytorch";
    WindowTexts window;
    Text auto_pad, count_include_pad, divisor, p, output_size;
    bool ceil = false;

    void add_to(CLI::App& app, const char* operators) {
        app.add_option("--op", op, operators)->type_name("OP");
        app.add_option("--rule", rule, "Whose defaults and divisor apply; pytorch if not given")
            ->type_name("pytorch|onnx|keras");
        window.add_to(app);
        add_text(app, "--auto-pad", auto_pad, "MODE", "valid, same-upper or same-lower: padding from the sizes");
        app.add_flag("--ceil", ceil, "Round the output size up instead of down");
        add_text(app, "--count-include-pad", count_include_pad, "yes|no",
                 "average: padding counts in the divisor; yes for pytorch, no for onnx\nand keras");
        add_text(app, "--divisor", divisor, "N", "average: divide by N, whatever the window holds");
        add_text(app, "--p", p, "P", "lp: the power, 2 if not given; at least 1, or inf");
        add_text(app, "--output-size", output_size, "H[xW]", "adaptive: size of the result");
    }

    // An option that was given MUST belong to the operator.
    void refuse(bool given, bool applies, const char* option, const char* belongs_to) const {
        if (given && !applies) throw UsageError{std::string(option) + " belongs to " + belongs_to + ", not to " + op};
    }
    void check(core::Op which) const {
        const bool slides = core::uses_window_settings(which);
        const char* const sliding = "operators with a sliding window";
        refuse(window.kernel.has_value(), slides, "--kernel", sliding);
        refuse(window.stride.has_value(), slides, "--stride", sliding);
        refuse(window.padding.has_value(), slides, "--padding", sliding);
        refuse(auto_pad.has_value(), slides, "--auto-pad", sliding);
        refuse(window.dilation.has_value(), slides, "--dilation", sliding);
        refuse(ceil, slides, "--ceil", sliding);
        refuse(count_include_pad.has_value(), which == core::Op::average, "--count-include-pad", "average");
        refuse(divisor.has_value(), which == core::Op::average, "--divisor", "average");
        refuse(p.has_value(), which == core::Op::lp, "--p", "lp");
        refuse(output_size.has_value(), core::is_adaptive(which), "--output-size", "adaptive-max and adaptive-average");
        if (core::is_adaptive(which) && !output_size) throw UsageError{op + " needs --output-size HxW"};
        if (window.padding.has_value() && auto_pad.has_value())
            throw UsageError{"--padding and --auto-pad say the same thing twice: give one of them"};
    }

    core::PoolSpec spec(core::Op which) const {
        const auto whose = named("--rule", rule, core::k_rule_words);
        check(which);
        core::PoolSpec result = window.spec(whose, which);
        if (auto_pad) result.auto_pad = named("--auto-pad", *auto_pad, k_auto_pads);
        result.ceil = ceil;
        if (count_include_pad) result.count_include_pad = named("--count-include-pad", *count_include_pad, k_yes_no);
        if (divisor) {
            result.divisor = take("--divisor", parse_integer(*divisor, -k_max_size, k_max_size));
            if (result.divisor == 0) throw UsageError{"--divisor 0: nothing can be divided by 0"};
        }
        if (p) result.p = take("--p", parse_norm_power(*p));
        if (output_size) result.output_size = take("--output-size", parse_size2(*output_size));
        return result;
    }
};

// The result of a command MUST be written, printed or both.
void check_result(const std::filesystem::path& output, bool print) {
    if (output.empty() && !print) throw UsageError{"needs -o OUT, --print or both"};
}

// What `pool` knows beyond the pooling itself, as typed.
struct PoolTexts {
    SpecTexts spec;
    Text input, output, blur, indices, threads;

    bool blurs() const { return spec.op == k_blurmax; }
    core::Op op() const {
        std::vector<std::string> words = words_of(core::k_op_words);
        words.emplace_back(k_blurmax);
        return one_of("--op", spec.op, words) == k_blurmax ? core::Op::max : named("--op", spec.op, core::k_op_words);
    }
    void check(core::Op which, bool exact) const {
        spec.refuse(blur.has_value(), blurs(), "--blur", k_blurmax);
        spec.refuse(spec.ceil, !blurs(), "--ceil", "operators that round their size");
        spec.refuse(indices.has_value(), core::picks_one_cell(which) && !blurs(), "--indices",
                    "max, min, global-max and adaptive-max, which pick one cell");
        spec.refuse(exact, core::is_average(which) || which == core::Op::sum, "--exact",
                    "average, sum, global-average and adaptive-average");
    }
};

}  // namespace

Command parse_pool(std::span<const std::string> arguments, const Choices& /*choices*/) {
    PoolTexts texts;
    PoolCommand command;
    CLI::App app("Pools a file into a file.");
    add_text(app, "IN", texts.input, "", ".npy (HxW, CxHxW, NxCxHxW), .csv, or a picture, pooled channel by channel");
    add_text(app, "-o,--output", texts.output, "OUT",
             ".npy (float32, same rank), .csv, or .png (rounded and clamped to 0..255)");
    texts.spec.add_to(app,
                      "max (the default), average, min, lp, sum, global-max,\n"
                      "global-average, adaptive-max, adaptive-average or blurmax");
    add_text(app, "--blur", texts.blur, "N",
             "blurmax: filter of 1 to 7 cells, 3 (1-2-1) if not given; max at every\nplace, then the blur with the "
             "stride, as in Zhang's BlurPool");
    app.add_flag("--exact", command.exact,
                 "average, sum: add up in double (within 0.52 ulp), not in float32\n(within 8 ulp)");
    add_text(app, "--indices", texts.indices, "FILE.npy",
             "max, min: where each value came from, int64, row * W + column");
    add_text(app, "--threads", texts.threads, "N", "As many as the machine has if not given");
    app.add_flag("--print", command.print, "Print a small result; -o may then be left out");
    app.footer(
        "Examples:\n"
        "  poolscope pool in.csv -o out.csv --op average --kernel 3 --stride 2 --padding 1\n"
        "  poolscope pool maps.npy -o out.npy --kernel 2 --indices where.npy\n"
        "  poolscope pool photo.jpg -o small.png --op average --kernel 8");
    if (const std::optional<Finish> finish = parse(app, "poolscope pool IN -o OUT [OPTIONS]", arguments))
        return *finish;

    const core::Op op = texts.op();
    texts.check(op, command.exact);
    command.spec = texts.spec.spec(op);
    if (texts.blurs())
        command.blur = texts.blur
                           ? static_cast<int>(take("--blur", parse_integer(*texts.blur, 1, core::k_largest_blur)))
                           : k_usual_blur;
    command.input = file_path("IN", texts.input, {});
    command.output = file_path("-o", texts.output, {".npy", ".csv", ".png"});
    command.indices = file_path("--indices", texts.indices, {".npy"});
    if (command.input.empty()) throw UsageError{"needs IN, the file to pool"};
    check_result(command.output, command.print);
    if (!command.indices.empty() && command.indices.lexically_normal() == command.output.lexically_normal())
        throw UsageError{"-o and --indices name the same file"};
    if (texts.threads)
        command.threads = static_cast<int>(take("--threads", parse_integer(*texts.threads, 1, k_most_threads)));
    return command;
}

Command parse_backward(std::span<const std::string> arguments, const Choices& /*choices*/) {
    SpecTexts spec;
    Text input, gradient, output;
    std::string ties = "winner";
    BackwardCommand command;
    CLI::App app("Sends the gradient of a pooling's output back to its input.");
    add_text(app, "INPUT", input, "", "What was pooled: .npy (HxW, CxHxW, NxCxHxW), .csv, or a picture");
    add_text(app, "GRAD", gradient, "", "A gradient for each output, in the output's shape: .npy or .csv");
    add_text(app, "-o,--output", output, "OUT", "A gradient for each input: .npy (float32) or .csv");
    spec.add_to(app,
                "max (the default), average, min, lp, sum, global-max,\n"
                "global-average, adaptive-max or adaptive-average");
    app.add_option("--ties", ties,
                   "Equal largest cells: all to the winner, the first (the default),\nall to the last, equal parts, or "
                   "all to each")
        ->type_name("winner|last|shared|each");
    app.add_flag("--print", command.print, "Print a small result; -o may then be left out");
    app.footer(
        "Examples:\n"
        "  poolscope backward in.csv ones.csv --print --kernel 2\n"
        "  poolscope backward maps.npy grad.npy -o back.npy --op average --kernel 3 --stride 2 --padding 1");
    const std::string usage = "poolscope backward INPUT GRAD -o OUT [OPTIONS]";
    if (const std::optional<Finish> finish = parse(app, usage, arguments)) return *finish;

    command.spec = spec.spec(named("--op", spec.op, core::k_op_words));
    command.ties = named("--ties", ties, k_ties);
    command.input = file_path("INPUT", input, {});
    command.gradient = file_path("GRAD", gradient, {".npy", ".csv"});
    command.output = file_path("-o", output, {".npy", ".csv"});
    if (command.input.empty()) throw UsageError{"needs INPUT, the file that was pooled"};
    if (command.gradient.empty()) throw UsageError{"needs GRAD, a gradient for each output"};
    check_result(command.output, command.print);
    return command;
}

Command parse_unpool(std::span<const std::string> arguments, const Choices& /*choices*/) {
    WindowTexts window;
    Text input, indices, output, output_size;
    UnpoolCommand command;
    CLI::App app("Puts pooled values back where they came from, zeros elsewhere.");
    add_text(app, "IN", input, "", "Pooled values: .npy (HxW, CxHxW, NxCxHxW), .csv, or a picture");
    add_text(app, "--indices", indices, "FILE",
             "Where each value came from, row * W + column of the output, in the\nshape of IN: .npy (pool --indices "
             "writes it) or .csv");
    add_text(app, "--output-size", output_size, "H[xW]", "Size before pooling");
    add_text(app, "-o,--output", output, "OUT", ".npy (float32, same rank), .csv, or .png");
    app.add_flag("--print", command.print, "Print a small result; -o may then be left out");
    window.add_to(app);
    app.footer(
        "Without --output-size the window gives it: (n - 1) stride - padding + kernel. A value that shares its\n"
        "index with a later one in reading order is covered by it.\n"
        "Example:\n"
        "  poolscope unpool pooled.npy --indices where.npy --output-size 5x5 -o back.npy");
    const std::string usage = "poolscope unpool IN --indices FILE --output-size HxW -o OUT [OPTIONS]";
    if (const std::optional<Finish> finish = parse(app, usage, arguments)) return *finish;

    command.input = file_path("IN", input, {});
    command.indices = file_path("--indices", indices, {".npy", ".csv"});
    command.output = file_path("-o", output, {".npy", ".csv", ".png"});
    if (command.input.empty()) throw UsageError{"needs IN, the pooled values"};
    if (command.indices.empty()) throw UsageError{"needs --indices FILE, where each value came from"};
    check_result(command.output, command.print);
    if (output_size) command.output_size = take("--output-size", parse_size2(*output_size));
    if (window.kernel) command.spec = window.spec(core::Rule::pytorch, core::Op::max);
    if (!window.kernel && (window.stride || window.padding || window.dilation))
        throw UsageError{"needs --kernel with --stride, --padding or --dilation"};
    if (!command.output_size && !command.spec) throw UsageError{"needs --output-size HxW, or --kernel to work it out"};
    return command;
}

}  // namespace cli
