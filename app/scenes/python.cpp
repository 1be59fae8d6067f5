#include "app/scenes/python.h"

#include <array>
#include <charconv>
#include <cmath>

namespace scenes::python {
namespace {

using core::Op;

std::string text(std::int64_t value) { return std::to_string(value); }

// "i * 2 - 1": where window i begins along an axis.
std::string window_start(const core::Axis& axis, std::string_view index) {
    std::string start(index);
    if (axis.stride != 1) start += " * " + text(axis.stride);
    if (axis.pad_begin > 0) start += " - " + text(axis.pad_begin);
    return start;
}

// The places of window `index` along one axis, as a Python range.
std::string taps(const core::Axis& axis, std::string_view index) {
    if (axis.kind == core::Axis::Kind::global) return "range(" + text(axis.input) + ")";
    const std::string i(index);
    if (axis.kind == core::Axis::Kind::adaptive) {
        const std::string n = text(axis.input);
        const std::string o = text(axis.output);
        return "range(" + i + " * " + n + " // " + o + ", -(-(" + i + " + 1) * " + n + " // " + o + "))";
    }
    const std::string start = window_start(axis, index);
    const std::string reach = text((axis.kernel - 1) * axis.dilation + 1);
    const std::string step = axis.dilation == 1 ? std::string() : ", " + text(axis.dilation);
    return "range(" + start + ", " + start + " + " + reach + step + ")";
}

bool plain(const core::Axis& axis) {
    return axis.kind == core::Axis::Kind::sliding && axis.pad_begin == 0 && axis.pad_end == 0 && axis.dilation == 1 &&
           core::span(axis, axis.output - 1).end() <= axis.input;
}

std::string whole_arrays(const std::string& name, const core::PoolSpec& spec) {
    const std::string steps = "[::" + text(spec.stride.h) + ", ::" + text(spec.stride.w) + "]";
    std::string code =
        "windows = np.lib.stride_tricks.sliding_window_view(x, " + pair(spec.kernel) + ")" + steps + "\n";
    const std::string over = "axis=(2, 3))";
    const std::string p = number(spec.p);
    code += name + " = ";
    switch (spec.op) {
        case Op::average:
            if (spec.divisor) return code + "windows.sum(" + over + " / " + text(*spec.divisor) + "\n";
            return code + "windows.mean(" + over + "\n";
        case Op::min:
            return code + "windows.min(" + over + "\n";
        case Op::sum:
            return code + "windows.sum(" + over + "\n";
        case Op::lp:
            if (std::isinf(spec.p)) return code + "np.abs(windows).max(" + over + "\n";
            return code + "(np.abs(windows) ** " + p + ").sum(" + over + " ** (1 / " + p + ")\n";
        default:
            return code + "windows.max(" + over + "\n";
    }
}

// The value of one window from the list `cells` of its numbers.
std::string value_of_cells(const core::PoolSpec& spec, const core::Geometry& geometry) {
    const std::string p = number(spec.p);
    switch (spec.op) {
        case Op::min:
            return "min(cells, default=np.inf)";
        case Op::sum:
            return "sum(cells)";
        case Op::lp:
            if (std::isinf(spec.p)) return "max((abs(v) for v in cells), default=0)";
            return "sum(abs(v) ** " + p + " for v in cells) ** (1 / " + p + ")";
        case Op::average:
            return "sum(cells) / " + divisor(spec, geometry) + " if cells else 0";
        case Op::global_average:
        case Op::adaptive_average:
            return "sum(cells) / len(cells)";
        default:
            return "max(cells, default=-np.inf)";
    }
}

std::string window_by_window(const std::string& name, const core::PoolSpec& spec, const core::Geometry& geometry) {
    std::string code = name + " = np.zeros(" + pair({geometry.h.output, geometry.w.output}) + ", np.float32)\n";
    code += window_loops(geometry);
    code += "        cells = [x[r, c] for r in rows for c in cols if " + inside(geometry) + "]\n";
    return code + "        " + name + "[i, j] = " + value_of_cells(spec, geometry) + "\n";
}

}  // namespace

std::string number(double value) {
    if (std::isnan(value)) return "np.nan";
    if (std::isinf(value)) return value > 0 ? "np.inf" : "-np.inf";
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return {digits.data(), end.ptr};
}

std::string divisor(const core::PoolSpec& spec, const core::Geometry& geometry) {
    if (spec.op != Op::average) return "len(cells)";
    if (spec.divisor) return text(*spec.divisor);
    if (!spec.count_include_pad || spec.rule == core::Rule::keras) return "len(cells)";
    const std::string end_h = text(geometry.h.input + geometry.h.pad_end);
    const std::string end_w = text(geometry.w.input + geometry.w.pad_end);
    return "(sum(r < " + end_h + " for r in rows) * sum(c < " + end_w + " for c in cols))";
}

std::string window_loops(const core::Geometry& geometry) {
    std::string code = "for i in range(" + text(geometry.h.output) + "):\n";
    code += "    rows = " + taps(geometry.h, "i") + "\n";
    code += "    for j in range(" + text(geometry.w.output) + "):\n";
    return code + "        cols = " + taps(geometry.w, "j") + "\n";
}

std::string inside(const core::Geometry& geometry) {
    return "0 <= r < " + text(geometry.h.input) + " and 0 <= c < " + text(geometry.w.input);
}

std::string pair(core::Size2 size) { return "(" + text(size.h) + ", " + text(size.w) + ")"; }

std::string rows(const core::Grid& grid) {
    std::string code = "[";
    for (std::int64_t row = 0; row < grid.rows; ++row) {
        code += row == 0 ? "[" : ",\n     [";
        for (std::int64_t col = 0; col < grid.cols; ++col) {
            // The shortest decimal of the float, not of the double it would become.
            std::array<char, 32> digits{};
            const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), grid.at(row, col));
            code += (col == 0 ? "" : ", ") + std::string(digits.data(), end.ptr);
        }
        code += "]";
    }
    return code + "]";
}

std::string comment(std::string_view words) {
    std::string code;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find('\n'), words.size());
        code += "# " + std::string(words.substr(0, end)) + "\n";
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return code;
}

std::string numpy_pooling(const std::string& name, const core::PoolSpec& spec, const core::Geometry& geometry) {
    switch (spec.op) {
        case Op::global_max:
            return name + " = x.max(keepdims=True)\n";
        case Op::global_average:
            return name + " = x.mean(keepdims=True)\n";
        default:
            break;
    }
    const bool whole = plain(geometry.h) && plain(geometry.w);
    return whole ? whole_arrays(name, spec) : window_by_window(name, spec, geometry);
}

}  // namespace scenes::python
