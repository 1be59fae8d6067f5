#include "app/scenes/stack_code.h"

#include <algorithm>
#include <optional>

#include "app/scenes/pooling_code.h"
#include "app/scenes/python.h"
#include "core/check.h"
#include "core/small_convolution.h"

namespace scenes {
namespace {

using Kind = StackLayer::Kind;

// ONNX runs one layer at a time: each level is wanted, not the last alone. Opset 19 is the first in which average
// pooling knows dilations; older runtimes know 17.
constexpr std::string_view k_onnx_run =
    "def run(nodes, x, opset):\n"
    "    def tensor(name):\n"
    "        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1, None, None])\n"
    "    graph = helper.make_graph(nodes, \"layer\", [tensor(\"x\")], [tensor(\"y\")])\n"
    "    model = helper.make_model(graph, opset_imports=[helper.make_opsetid(\"\", opset)])\n"
    "    onnx.checker.check_model(model)\n"
    "    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=[\"CPUExecutionProvider\"])\n"
    "    return session.run(None, {\"x\": x[None, None]})[0][0, 0]\n\n";

std::string weights_name(Kind kind) { return kind == Kind::box ? "box" : "edge"; }

// "box = np.array([[1, 1, 1], [1, 1, 1], [1, 1, 1]], dtype=np.float32) / 9"
std::string weights(Kind kind) {
    const core::SmallWeights of =
        core::small_weights(kind == Kind::box ? core::SmallKernel::box : core::SmallKernel::edge);
    std::string code = weights_name(kind) + " = np.array([";
    for (std::size_t i = 0; i < of.numerators.size(); ++i) {
        const bool first = i % core::k_small_kernel_side == 0;
        const bool last = (i + 1) % core::k_small_kernel_side == 0;
        code += (first ? "[" : "") + std::to_string(of.numerators[i]) + (last ? "]" : "");
        code += i + 1 < of.numerators.size() ? ", " : "";
    }
    code += "], dtype=np.float32)";
    return of.divisor == 1 ? code + "\n" : code + " / " + std::to_string(of.divisor) + "\n";
}

// The convolution of `x`: an expression, for ONNX its nodes.
std::string convolution(Framework framework, const StackLayer& layer) {
    const std::string w = weights_name(layer.kind);
    const std::string p = std::to_string(layer.padding);
    switch (framework) {
        case Framework::pytorch:
            return "F.conv2d(x, torch.from_numpy(" + w + ")[None, None], padding=" + p + ")";
        case Framework::keras:
            return "tf.nn.conv2d(tf.pad(x, [[0, 0], [" + p + ", " + p + "], [" + p + ", " + p + "], [0, 0]]), " + w +
                   "[:, :, None, None],\n                 strides=1, padding=\"VALID\")";
        case Framework::onnx:
            return "[helper.make_node(\"Constant\", [], [\"w\"], value=numpy_helper.from_array(" + w +
                   "[None, None])),\n         helper.make_node(\"Conv\", [\"x\", \"w\"], [\"y\"], pads=[" + p + ", " +
                   p + ", " + p + ", " + p + "])]";
        case Framework::numpy:
            break;
    }
    return "(np.lib.stride_tricks.sliding_window_view(np.pad(x, " + p + "), " + w + ".shape) * " + w +
           ").sum(axis=(2, 3))";
}

// What the framework says itself; nothing where NumPy has to do it window by window.
std::optional<std::string> said(Framework framework, const StackLayer& layer, const core::Grid& below) {
    if (is_convolution(layer.kind)) return convolution(framework, layer);
    return framework_statement(framework, layer_spec(layer), below);
}

// Writes layer after layer, and knows whether `x` is NumPy's array or the framework's tensor by then.
class StackWriter {
public:
    StackWriter(Framework framework, const ui::Text& text) : framework_(framework), text_(text) {}

    void layer(std::size_t number, const StackLayer& layer, const core::Grid& below) {
        const std::string level = "level_" + std::to_string(number);
        code_ += "\n" + python::comment(std::to_string(number) + " " + std::string(text_.get(kind_key(layer.kind))));
        if (const auto own = said(framework_, layer, below)) {
            by_framework(level, *own, layer);
        } else {
            as_array();
            const core::PoolSpec spec = layer_spec(layer);
            code_ += by_hand_comment(framework_, spec, below, text_);
            code_ += python::numpy_pooling(level, spec, core::geometry(spec, below.rows, below.cols));
            code_ += "x = " + level + "\n";
        }
        shown_ += "print(" + level + ")\n";
    }

    bool framework_used() const { return framework_used_; }
    std::string code() const { return code_ + (shown_.empty() ? "" : "\n" + shown_); }

private:
    // Back from the tensor to rows and columns.
    std::string array() const { return framework_ == Framework::keras ? "x[0, :, :, 0].numpy()" : "x[0, 0].numpy()"; }

    void as_array() {
        if (tensor_) code_ += "x = " + array() + "\n";
        tensor_ = false;
    }

    void as_tensor() {
        const std::string make = tensor_of_input(framework_);
        if (tensor_ || make.empty()) return;
        code_ += make + "  # " + std::string(text_.get("code.batch")) + "\n";
        tensor_ = true;
    }

    void by_framework(const std::string& level, const std::string& own, const StackLayer& layer) {
        framework_used_ = true;
        if (framework_ == Framework::onnx) {
            const bool newer = layer.kind == Kind::average && layer.dilation > 1;
            code_ += "nodes = " + own + "\nx = run(nodes, x, " + (newer ? "19" : "17") + ")\n" + level + " = x\n";
            return;
        }
        as_tensor();
        code_ += "x = " + own + "\n" + level + " = " + (tensor_ ? array() : "x") + "\n";
    }

    Framework framework_;
    const ui::Text& text_;
    std::string code_;
    std::string shown_;
    bool tensor_ = false;
    bool framework_used_ = false;
};

}  // namespace

std::string stack_program(std::span<const core::Grid> values, std::span<const StackLayer> layers, Framework framework,
                          const ui::Text& text) {
    CORE_CHECK_EQ(values.size(), layers.size() + 1);
    StackWriter writer(framework, text);
    for (std::size_t i = 0; i < layers.size(); ++i) writer.layer(i + 1, layers[i], values[i]);
    std::string code = framework_imports(framework, writer.framework_used());
    if (framework == Framework::onnx && writer.framework_used()) code += "from onnx import numpy_helper\n";
    code += "\nx = np.array(\n    " + python::rows(values.front()) + ", dtype=np.float32)\n";
    for (const Kind kind : {Kind::box, Kind::edge}) {
        if (std::ranges::find(layers, kind, &StackLayer::kind) != layers.end()) code += weights(kind);
    }
    if (framework == Framework::onnx && writer.framework_used()) code += "\n\n" + std::string(k_onnx_run);
    return code + writer.code();
}

}  // namespace scenes
