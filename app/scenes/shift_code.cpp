// The shift experiment as a program: the input, the move, each pooling of both, and how alike the outputs stay. NumPy
// moves and pads (torch has no move that brings zeros); pooling and blur are the framework's own where it has both.
#include <cstdlib>

#include "app/scenes/python.h"
#include "app/scenes/scene_exports.h"
#include "app/scenes/shift_state.h"

namespace scenes {
namespace {

using core::Size2;

std::string_view variable(core::ShiftMethod method) {
    if (method == core::ShiftMethod::max) return "max";
    return method == core::ShiftMethod::max_blur ? "blur" : "average";
}

// Writes the programs of one grid: sizes are those of core::ShiftPool on it.
class ShiftProgram {
public:
    ShiftProgram(const ShiftDocument& document, Framework framework)
        : document_(document), torch_(framework == Framework::pytorch), grid_(document.input.grid) {
        const core::ShiftPool pool = shift_pooling(document, core::ShiftMethod::max);
        kernel_ = core::shift_kernel(pool, grid_.rows);
        stride_ = core::shift_stride(pool, grid_.rows);
    }

    std::string imports(const ui::Text& text) const {
        if (!torch_) return "import numpy as np\n\n";
        return "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n"
               "def tensor(x):\n    return torch.from_numpy(x)[None, None]  # " +
               std::string(text.get("code.batch")) + "\n\n";
    }

    // Zeros stand where the input has left.
    std::string move() const {
        const std::int64_t down = shift_down(document_);
        const std::int64_t right = document_.right;
        std::string code = "moved = np.roll(x, " + python::pair({down, right}) + ", (0, 1))\n";
        if (document_.edge == core::ShiftEdge::wrap) return code;
        const auto left_over = [](std::int64_t cells) {
            return cells > 0 ? ":" + std::to_string(cells) : std::to_string(cells) + ":";
        };
        if (down != 0) code += "moved[" + left_over(down) + "] = 0\n";
        if (right != 0) code += "moved[:, " + left_over(right) + "] = 0\n";
        return code;
    }

    std::string windows() const {
        if (torch_) return {};
        return "def windows(x, kernel, stride):\n"
               "    return np.lib.stride_tricks.sliding_window_view(x, kernel)[::stride[0], ::stride[1]]\n\n";
    }

    std::string pooling(core::ShiftMethod method) const {
        std::string code = "def " + std::string(variable(method)) + "_pool(x):\n";
        if (document_.edge == core::ShiftEdge::wrap && kernel_ != Size2{1, 1}) {
            code += pad({0, 0}, {kernel_.h - 1, kernel_.w - 1}, "wrap");
        }
        if (method == core::ShiftMethod::max_blur) return code + blurred() + "\n";
        return code + "    return " + pooled(method == core::ShiftMethod::max, stride_) + "\n\n";
    }

private:
    static std::string pad(Size2 before, Size2 after, std::string_view mode) {
        return "    x = np.pad(x, (" + python::pair({before.h, after.h}) + ", " + python::pair({before.w, after.w}) +
               "), mode=\"" + std::string(mode) + "\")\n";
    }

    std::string pooled(bool max, Size2 stride) const {
        const std::string kernel = python::pair(kernel_);
        if (torch_) {
            return std::string(max ? "F.max_pool2d" : "F.avg_pool2d") + "(tensor(x), " + kernel +
                   ", stride=" + python::pair(stride) + ")[0, 0].numpy()";
        }
        return "windows(x, " + kernel + ", " + python::pair(stride) + ")" + (max ? ".max" : ".mean") + "((2, 3))";
    }

    // Along an axis of one row there is nothing to blur.
    std::string blurred() const {
        const std::int64_t size = document_.blur;
        const bool row = grid_.rows == 1;
        const Size2 before{row ? 0 : (size - 1) / 2, (size - 1) / 2};
        const Size2 after{row ? 0 : size / 2, size / 2};
        const std::string mode = document_.edge == core::ShiftEdge::wrap ? "wrap" : "reflect";
        std::string code = "    x = " + pooled(true, {1, 1}) + "\n";
        if (size > 1) code += pad(before, after, mode);
        std::string weights;
        for (const int weight : core::binomial_filter(static_cast<int>(size))) {
            weights += (weights.empty() ? "" : ", ") + std::to_string(weight);
        }
        const int sum = core::binomial_sum(static_cast<int>(size));
        code += "    blur = np.outer([" + (row ? "1" : weights) + "], [" + weights + "]).astype(np.float32) / " +
                std::to_string(row ? sum : sum * sum) + "\n";
        if (torch_) {
            return code + "    return F.conv2d(tensor(x), tensor(blur), stride=" + python::pair(stride_) +
                   ")[0, 0].numpy()\n";
        }
        return code + "    return (windows(x, blur.shape, " + python::pair(stride_) + ") * blur).sum((2, 3))\n";
    }

    const ShiftDocument& document_;
    bool torch_ = false;
    const core::Grid& grid_;
    Size2 kernel_{1, 1};
    Size2 stride_{1, 1};
};

std::string both_results(const std::string& name) {
    return name + "_before, " + name + "_after = " + name + "_pool(x), " + name + "_pool(moved)\nprint(" + name +
           "_before, " + name + "_after, sep=\"\\n\")\n";
}

// 1 - mean |after - before| / range, as the meter shows it; a grid of one value has no range.
std::string likeness(const std::string& name, bool known) {
    if (!known) return {};
    return "print(1 - np.abs(" + name + "_after - " + name + "_before).mean() / value_range)\n";
}

}  // namespace

std::string shift_code(const ShiftState& state, Framework framework, const ui::Text& text) {
    const ShiftDocument& document = state.document;
    const ShiftProgram program(document, framework);
    std::string code;
    if (framework == Framework::keras || framework == Framework::onnx) {
        const std::vector<ui::Arg> args{{"framework", std::string(framework_name(framework))}};
        code += python::comment(text.format("code.by_hand", args));
    }
    code += program.imports(text);
    code += "x = np.array(\n    " + python::rows(document.input.grid) + ", dtype=np.float32)\n" + program.move() +
            "\n" + program.windows();
    const bool in_place = document.compare == core::ShiftCompare::in_place && state.facts.range > 0.0;
    std::string results;
    for (const ShiftLane& lane : state.facts.lanes) {
        if (lane.problem) {
            code += python::comment(text.sentence(*lane.problem));
            continue;
        }
        const std::string name(variable(lane.method));
        code += program.pooling(lane.method);
        results += both_results(name);
        results += likeness(name, in_place);
    }
    if (in_place && !results.empty()) {
        code += "value_range = " + python::number(state.facts.range) + "\n";
    }
    return code + results;
}

}  // namespace scenes
