#include "app/scenes/pooling_code.h"

#include <cmath>
#include <optional>

#include "app/scenes/python.h"
#include "core/geometry.h"
#include "core/problem.h"

namespace scenes {
namespace {

using core::Op;
using python::number;
using python::pair;

std::string text_of(std::int64_t value) { return std::to_string(value); }

// A pooling laid out: sizes and the padding that is really there, whoever asked for it.
struct Pooling {
    std::string name;
    core::PoolSpec spec;
    core::Geometry geometry;

    const core::Axis& h() const { return geometry.h; }
    const core::Axis& w() const { return geometry.w; }
    bool slides() const { return core::uses_window_settings(spec.op); }
    bool padded() const { return h().pad_begin + h().pad_end + w().pad_begin + w().pad_end > 0; }
    bool even() const { return h().pad_begin == h().pad_end && w().pad_begin == w().pad_end; }
    bool dilated() const { return spec.dilation != core::Size2{1, 1}; }
    bool counts_padding() const { return spec.count_include_pad && spec.rule != core::Rule::keras; }
    // Other windows than floor gives: ceil lets some reach beyond the padded input, and takes away a last one that
    // would start behind the input.
    bool needs_ceil() const {
        const auto differs = [](const core::Axis& axis) {
            const std::int64_t reach = (axis.kernel - 1) * axis.dilation + 1;
            const std::int64_t floor = (axis.input + axis.pad_begin + axis.pad_end - reach) / axis.stride + 1;
            return axis.output != floor;
        };
        return slides() && (differs(h()) || differs(w()));
    }
    // Some window holds padding alone.
    bool has_empty_window() const {
        const auto empty = [](const core::Axis& axis) {
            return core::clipped(core::span(axis, 0), 0, axis.input).count == 0 ||
                   core::clipped(core::span(axis, axis.output - 1), 0, axis.input).count == 0;
        };
        return slides() && (empty(h()) || empty(w()));
    }
    std::int64_t cells() const { return spec.kernel.h * spec.kernel.w; }
};

// The one statement that pools, `x` standing for the input: nothing where the framework has none.
using Statement = std::optional<std::string>;

// ---- PyTorch: torch.nn.functional, version 1.13 on. Padding is the same at both ends and at most half of the kernel;
// other padding is put on first, with what the operator takes for nothing.

bool torch_padding(const Pooling& of) {
    return of.even() && of.h().pad_begin <= of.spec.kernel.h / 2 && of.w().pad_begin <= of.spec.kernel.w / 2;
}

struct TorchInput {
    std::string x;
    core::Size2 padding;
};

// `x` and the padding that is left to the operator. Ceil's last window goes by the input's own end, so that padding put
// on before would change it.
std::optional<TorchInput> torch_input(const Pooling& of, const std::string& x, std::string_view nothing) {
    if (torch_padding(of)) return TorchInput{x, {of.h().pad_begin, of.w().pad_begin}};
    if (of.needs_ceil()) return std::nullopt;
    const std::string sides = text_of(of.w().pad_begin) + ", " + text_of(of.w().pad_end) + ", " +
                              text_of(of.h().pad_begin) + ", " + text_of(of.h().pad_end);
    return TorchInput{"F.pad(" + x + ", (" + sides + "), value=" + std::string(nothing) + ")", {0, 0}};
}

std::string torch_window(const Pooling& of, core::Size2 padding) {
    std::string code = ", kernel_size=" + pair(of.spec.kernel) + ", stride=" + pair(of.spec.stride);
    if (padding != core::Size2{0, 0}) code += ", padding=" + pair(padding);
    if (of.dilated()) code += ", dilation=" + pair(of.spec.dilation);
    if (of.needs_ceil()) code += ", ceil_mode=True";
    return code;
}

Statement torch_max(const Pooling& of, const std::string& x) {
    const auto input = torch_input(of, x, "-torch.inf");
    if (!input) return std::nullopt;
    return "F.max_pool2d(" + input->x + torch_window(of, input->padding) + ")";
}

Statement torch_average(const Pooling& of, const std::string& x, bool counts, std::optional<std::int64_t> divisor) {
    if (of.dilated()) return std::nullopt;
    const auto input = torch_input(of, x, "0.0");
    if (!input) return std::nullopt;
    if (input->padding == core::Size2{0, 0} && of.padded() && !counts && !divisor) return std::nullopt;
    std::string code = "F.avg_pool2d(" + input->x + torch_window(of, input->padding);
    if (!counts && of.padded() && !divisor) code += ", count_include_pad=False";
    if (divisor) code += ", divisor_override=" + text_of(*divisor);
    return code + ")";
}

Statement torch_lp(const Pooling& of) {
    const std::string p = number(of.spec.p);
    if (std::isinf(of.spec.p)) return of.padded() || of.needs_ceil() ? std::nullopt : torch_max(of, "x.abs()");
    const Statement sum = torch_average(of, "x.abs() ** " + p, true, 1);
    return sum ? Statement(*sum + " ** (1 / " + p + ")") : std::nullopt;
}

Statement torch_statement(const Pooling& of) {
    const std::string size = pair({of.h().output, of.w().output});
    switch (of.spec.op) {
        case Op::max:
            return torch_max(of, "x");
        case Op::min: {
            const Statement turned = torch_max(of, "-x");
            return turned ? Statement("-" + *turned) : std::nullopt;
        }
        case Op::average:
            return torch_average(of, "x", of.counts_padding(), of.spec.divisor);
        case Op::sum:
            return torch_average(of, "x", true, 1);
        case Op::lp:
            return torch_lp(of);
        case Op::global_max:
        case Op::adaptive_max:
            return "F.adaptive_max_pool2d(x, " + size + ")";
        case Op::global_average:
        case Op::adaptive_average:
            return "F.adaptive_avg_pool2d(x, " + size + ")";
    }
    return std::nullopt;
}

// ---- Keras: "valid" or "same", and padding never takes part. Padding that counts is put on as zeros first.

Statement keras_layer(const Pooling& of, std::string_view layer, const std::string& x, std::string_view nothing) {
    if (of.dilated() || of.needs_ceil()) return std::nullopt;
    std::string input = x;
    std::string mode = "valid";
    if (of.padded() && of.spec.auto_pad == core::AutoPad::same_upper && nothing != "0.0") {
        mode = "same";
    } else if (of.padded()) {
        input = "tf.pad(" + x + ", [[0, 0], [" + text_of(of.h().pad_begin) + ", " + text_of(of.h().pad_end) + "], [" +
                text_of(of.w().pad_begin) + ", " + text_of(of.w().pad_end) +
                "], [0, 0]], constant_values=" + std::string(nothing) + ")";
    }
    return "layers." + std::string(layer) + "(pool_size=" + pair(of.spec.kernel) + ", strides=" + pair(of.spec.stride) +
           ", padding=\"" + mode + "\")(" + input + ")";
}

// TensorFlow's largest of nothing but -inf is float32's least number.
Statement keras_max(const Pooling& of, const std::string& x) {
    if (of.has_empty_window()) return std::nullopt;
    return keras_layer(of, "MaxPooling2D", x, "-np.inf");
}

// The sum over each window, padding as zeros.
Statement keras_sum(const Pooling& of, const std::string& x) {
    const Statement mean = keras_layer(of, "AveragePooling2D", x, "0.0");
    return mean ? Statement(*mean + " * " + text_of(of.cells())) : std::nullopt;
}

Statement keras_average(const Pooling& of) {
    if (of.spec.divisor) {
        const Statement sum = keras_sum(of, "x");
        return sum ? Statement(*sum + " / " + text_of(*of.spec.divisor)) : std::nullopt;
    }
    if (!of.padded() || of.counts_padding()) return keras_layer(of, "AveragePooling2D", "x", "0.0");
    if (of.spec.auto_pad == core::AutoPad::same_upper) return keras_layer(of, "AveragePooling2D", "x", "");
    const Statement values = keras_layer(of, "AveragePooling2D", "x", "0.0");
    const Statement cells = keras_layer(of, "AveragePooling2D", "tf.ones_like(x)", "0.0");
    if (!values || !cells) return std::nullopt;
    return "tf.math.divide_no_nan(" + *values + ",\n                            " + *cells + ")";
}

Statement keras_statement(const Pooling& of) {
    const std::string p = number(of.spec.p);
    switch (of.spec.op) {
        case Op::max:
            return keras_max(of, "x");
        case Op::min: {
            const Statement turned = keras_max(of, "-x");
            return turned ? Statement("-" + *turned) : std::nullopt;
        }
        case Op::average:
            return keras_average(of);
        case Op::sum:
            return keras_sum(of, "x");
        case Op::lp: {
            if (std::isinf(of.spec.p)) return of.padded() ? std::nullopt : keras_max(of, "tf.abs(x)");
            const Statement sum = keras_sum(of, "tf.abs(x) ** " + p);
            return sum ? Statement("(" + *sum + ") ** (1 / " + p + ")") : std::nullopt;
        }
        case Op::global_max:
            return "layers.GlobalMaxPooling2D(keepdims=True)(x)";
        case Op::global_average:
            return "layers.GlobalAveragePooling2D(keepdims=True)(x)";
        case Op::adaptive_max:
        case Op::adaptive_average:
            return std::nullopt;
    }
    return std::nullopt;
}

// ---- ONNX: nodes made by onnx.helper. Opset 19 is the first in which average pooling knows dilations, 18 in which Lp
// pooling knows them and ceil.

std::string onnx_list(std::int64_t a, std::int64_t b) { return "[" + text_of(a) + ", " + text_of(b) + "]"; }

std::string onnx_window(const Pooling& of) {
    std::string code = ", kernel_shape=" + onnx_list(of.spec.kernel.h, of.spec.kernel.w) +
                       ", strides=" + onnx_list(of.spec.stride.h, of.spec.stride.w);
    if (of.padded()) {
        code += ", pads=[" + text_of(of.h().pad_begin) + ", " + text_of(of.w().pad_begin) + ", " +
                text_of(of.h().pad_end) + ", " + text_of(of.w().pad_end) + "]";
    }
    if (of.dilated()) code += ", dilations=" + onnx_list(of.spec.dilation.h, of.spec.dilation.w);
    if (of.needs_ceil()) code += ", ceil_mode=1";
    return code;
}

bool onnx_padding(const Pooling& of) {
    return std::max(of.h().pad_begin, of.h().pad_end) < of.spec.kernel.h &&
           std::max(of.w().pad_begin, of.w().pad_end) < of.spec.kernel.w;
}

std::string onnx_node(const std::string& attributes) { return "[helper.make_node(" + attributes + ")]"; }

// The nodes from "x" to "y".
Statement onnx_nodes(const Pooling& of) {
    if (of.slides() && !onnx_padding(of)) return std::nullopt;
    switch (of.spec.op) {
        case Op::max:
            return onnx_node("\"MaxPool\", [\"x\"], [\"y\"]" + onnx_window(of));
        case Op::min:
            return "[helper.make_node(\"Neg\", [\"x\"], [\"turned\"]),\n         helper.make_node(\"MaxPool\", "
                   "[\"turned\"], [\"largest\"]" +
                   onnx_window(of) + "),\n         helper.make_node(\"Neg\", [\"largest\"], [\"y\"])]";
        case Op::average:
            if (of.spec.divisor) return std::nullopt;
            return onnx_node("\"AveragePool\", [\"x\"], [\"y\"]" + onnx_window(of) +
                             (of.counts_padding() && of.padded() ? ", count_include_pad=1" : ""));
        case Op::lp: {
            const bool whole = std::isfinite(of.spec.p) && of.spec.p == std::floor(of.spec.p);
            if (!whole) return std::nullopt;
            return onnx_node("\"LpPool\", [\"x\"], [\"y\"], p=" + number(of.spec.p) + onnx_window(of));
        }
        case Op::global_max:
            return onnx_node("\"GlobalMaxPool\", [\"x\"], [\"y\"]");
        case Op::global_average:
            return onnx_node("\"GlobalAveragePool\", [\"x\"], [\"y\"]");
        case Op::sum:
        case Op::adaptive_max:
        case Op::adaptive_average:
            return std::nullopt;
    }
    return std::nullopt;
}

int onnx_opset(const Pooling& of) {
    if (of.spec.op == Op::average && of.dilated()) return 19;
    return of.spec.op == Op::lp && (of.dilated() || of.needs_ceil()) ? 18 : 17;
}

std::string onnx_tensor(std::string_view name, const core::Axis& h, const core::Axis& w, bool output) {
    return "helper.make_tensor_value_info(\"" + std::string(name) + "\", TensorProto.FLOAT, [1, 1, " +
           text_of(output ? h.output : h.input) + ", " + text_of(output ? w.output : w.input) + "])";
}

std::string onnx_program(const Pooling& of, const std::string& nodes) {
    std::string code = "nodes = " + nodes + "\n";
    code += "graph = helper.make_graph(nodes, \"pooling\",\n    [" + onnx_tensor("x", of.h(), of.w(), false) +
            "],\n    [" + onnx_tensor("y", of.h(), of.w(), true) + "])\n";
    code += "model = helper.make_model(graph, opset_imports=[helper.make_opsetid(\"\", " + text_of(onnx_opset(of)) +
            ")])\n";
    code += "onnx.checker.check_model(model)\n";
    code +=
        "session = onnxruntime.InferenceSession(model.SerializeToString(), "
        "providers=[\"CPUExecutionProvider\"])\n";
    return code + of.name + " = session.run(None, {\"x\": x[None, None]})[0][0, 0]\n";
}

// ---- put together

Statement statement(Framework framework, const Pooling& of) {
    switch (framework) {
        case Framework::pytorch:
            return torch_statement(of);
        case Framework::keras:
            return keras_statement(of);
        case Framework::onnx:
            return onnx_nodes(of);
        case Framework::numpy:
            break;
    }
    return std::nullopt;
}

// Why the framework has no statement: its own refusal if it is that, else the general sentence.
std::string reason(Framework framework, const Pooling& of, const ui::Text& text) {
    const std::string prefix = "refusal." + std::string(k_framework_words[static_cast<std::size_t>(framework)]);
    for (const core::Problem& refusal : core::refusals(of.spec, of.h().input, of.w().input)) {
        if (refusal.key.starts_with(prefix)) return text.sentence(refusal);
    }
    return {};
}

std::string hand_comment(Framework framework, const Pooling& of, const ui::Text& text) {
    if (framework == Framework::numpy) return {};
    const std::string why = reason(framework, of, text);
    return (why.empty() ? std::string() : python::comment(why)) +
           python::comment(text.format("code.by_hand", {{"framework", std::string(framework_name(framework))}}));
}

std::string by_framework(Framework framework, const Pooling& of, const std::string& said) {
    switch (framework) {
        case Framework::pytorch:
            return of.name + " = " + said + "\n" + of.name + " = " + of.name + "[0, 0].numpy()\n";
        case Framework::keras:
            return of.name + " = " + said + "\n" + of.name + " = " + of.name + "[0, :, :, 0].numpy()\n";
        case Framework::onnx:
            return onnx_program(of, said);
        case Framework::numpy:
            break;
    }
    return {};
}

}  // namespace

std::optional<std::string> framework_statement(Framework framework, const core::PoolSpec& spec,
                                               const core::Grid& input) {
    return statement(framework, {"y", spec, core::geometry(spec, input.rows, input.cols)});
}

std::string framework_imports(Framework framework, bool framework_used) {
    std::string code = "import numpy as np\n";
    if (!framework_used) return code;
    switch (framework) {
        case Framework::pytorch:
            return code + "import torch\nimport torch.nn.functional as F\n";
        case Framework::keras:
            return code + "import tensorflow as tf\nfrom tensorflow.keras import layers\n";
        case Framework::onnx:
            return code + "import onnx\nimport onnxruntime\nfrom onnx import TensorProto, helper\n";
        case Framework::numpy:
            break;
    }
    return code;
}

std::string tensor_of_input(Framework framework) {
    if (framework == Framework::pytorch) return "x = torch.from_numpy(x)[None, None]";
    if (framework == Framework::keras) return "x = tf.constant(x)[None, :, :, None]";
    return {};
}

std::string by_hand_comment(Framework framework, const core::PoolSpec& spec, const core::Grid& input,
                            const ui::Text& text) {
    return hand_comment(framework, {{}, spec, core::geometry(spec, input.rows, input.cols)}, text);
}

std::string pooling_code(const core::Grid& input, std::span<const NamedPooling> poolings, Framework framework,
                         const ui::Text& text) {
    std::string hand;
    std::string said;
    std::string shown;
    for (const NamedPooling& pooling : poolings) {
        if (const auto problem = core::problem(pooling.spec, input.rows, input.cols)) {
            hand += python::comment(text.sentence(*problem));
            continue;
        }
        const Pooling of{pooling.name, pooling.spec, core::geometry(pooling.spec, input.rows, input.cols)};
        shown += "print(" + of.name + ")\n";
        if (const Statement own = statement(framework, of)) {
            said += by_framework(framework, of, *own);
        } else {
            hand += hand_comment(framework, of, text) + python::numpy_pooling(of.name, of.spec, of.geometry);
        }
    }
    std::string code = framework_imports(framework, !said.empty()) + "\n";
    code += "x = np.array(\n    " + python::rows(input) + ", dtype=np.float32)\n\n";
    // By hand first: afterwards x is the framework's own.
    code += hand;
    if (!said.empty()) {
        const std::string tensor = tensor_of_input(framework);
        if (!hand.empty()) code += "\n";
        if (!tensor.empty()) code += tensor + "  # " + std::string(text.get("code.batch")) + "\n";
        code += said;
    }
    return code + shown;
}

}  // namespace scenes
