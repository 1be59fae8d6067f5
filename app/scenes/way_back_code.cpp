#include "app/scenes/way_back_code.h"

#include <cmath>
#include <optional>

#include "app/scenes/pooling_code.h"
#include "app/scenes/python.h"
#include "core/geometry.h"

namespace scenes {
namespace {

using core::Op;
using core::Ties;

std::string array(const std::string& name, const core::Grid& grid) {
    return name + " = np.array(\n    " + python::rows(grid) + ", dtype=np.float32)\n";
}

// What each cell `at` of a window's `cells` is given of `g[i, j]`, by NumPy.
std::string shares(const core::PoolSpec& spec, const core::Geometry& geometry, Ties ties) {
    const std::string p = python::number(spec.p);
    const bool smallest = spec.op == Op::min;
    const bool largest_size = spec.op == Op::lp && std::isinf(spec.p);
    const std::string size = largest_size ? "abs(x[at])" : "x[at]";
    if (core::picks_one_cell(spec.op) || largest_size) {
        const std::string best = smallest ? "min" : "max";
        if (ties == Ties::winner || ties == Ties::last) {
            const std::string order = ties == Ties::last ? "reversed(cells)" : "cells";
            const std::string sign = largest_size ? " * np.sign(x[at])" : "";
            return "        at = " + best + "(" + order + ", key=lambda at: " + size +
                   ")\n        gradient[at] += g[i, j]" + sign + "\n";
        }
        const std::string part = ties == Ties::shared ? " / len(best)" : "";
        const std::string sign = largest_size ? " * np.sign(x[at])" : "";
        return "        best = [at for at in cells if " + size + " == " + best + "(" + size + " for at in cells)]\n" +
               "        for at in best:\n            gradient[at] += g[i, j]" + part + sign + "\n";
    }
    std::string share;
    if (spec.op == Op::sum) share = "g[i, j]";
    if (spec.op == Op::lp)
        share = "g[i, j] * np.sign(x[at]) * abs(x[at]) ** (" + p + " - 1) * y ** (1 - " + p + ") if y else 0";
    if (core::is_average(spec.op)) share = "g[i, j] / " + python::divisor(spec, geometry);
    const std::string norm = spec.op == Op::lp
                                 ? "        y = sum(abs(x[at]) ** " + p + " for at in cells) ** (1 / " + p + ")\n"
                                 : std::string();
    return norm + "        for at in cells:\n            gradient[at] += " + share + "\n";
}

std::string by_hand(const core::PoolSpec& spec, const core::Geometry& geometry, Ties ties) {
    std::string code = "gradient = np.zeros_like(x)\n" + python::window_loops(geometry);
    code += "        cells = [(r, c) for r in rows for c in cols if " + python::inside(geometry) + "]\n";
    if (core::picks_one_cell(spec.op) || spec.op == Op::lp) code += "        if not cells:\n            continue\n";
    return code + shares(spec, geometry, ties);
}

// The framework's own gradient: that of its rule for ties, the first of the largest.
std::optional<std::string> by_framework(Framework framework, const core::PoolSpec& spec, const core::Grid& input,
                                        Ties ties) {
    const bool ties_matter = core::picks_one_cell(spec.op);
    if (spec.op == Op::lp || (ties_matter && ties != Ties::winner) || framework != Framework::pytorch)
        return std::nullopt;
    const auto said = framework_statement(framework, spec, input);
    if (!said) return std::nullopt;
    return "x = torch.from_numpy(x)[None, None].requires_grad_()\ny = " + *said +
           "\ny.backward(torch.from_numpy(g)[None, None])\ngradient = x.grad[0, 0].numpy()\n";
}

std::string hand_comment(Framework framework, const ui::Text& text) {
    if (framework == Framework::numpy) return {};
    return python::comment(text.format("code.by_hand", {{"framework", std::string(framework_name(framework))}}));
}

}  // namespace

std::string backward_code(const core::Grid& input, const core::PoolSpec& spec, const core::Grid& sent, Ties ties,
                          Framework framework, const ui::Text& text) {
    const auto own = by_framework(framework, spec, input, ties);
    std::string code = "import numpy as np\n";
    if (own) code += "import torch\nimport torch.nn.functional as F\n";
    code += "\n" + array("x", input) + array("g", sent) + "\n";
    code +=
        own ? *own : hand_comment(framework, text) + by_hand(spec, core::geometry(spec, input.rows, input.cols), ties);
    return code + "print(gradient)\n";
}

std::string unpool_code(const core::Grid& pooled, std::span<const std::int64_t> indices, core::Size2 size,
                        Framework framework, const ui::Text& text) {
    std::string code = "import numpy as np\n\n" + array("y", pooled) + "where = np.array([";
    for (std::size_t i = 0; i < indices.size(); ++i) code += (i == 0 ? "" : ", ") + std::to_string(indices[i]);
    code += "])\n\n" + hand_comment(framework, text);
    code += "unpooled = np.zeros(" + python::pair(size) + ", np.float32)\n";
    code += "for index, value in zip(where, y.flat):\n    unpooled.flat[index] = value\n";
    return code + "print(unpooled)\n";
}

}  // namespace scenes
