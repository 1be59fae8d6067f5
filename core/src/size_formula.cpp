#include <string>

#include "core/explain.h"

namespace core {
namespace {

using Role = SizePiece::Role;

// Writes symbols and numbers side by side, so that the two lines always have the same shape.
class SizeWriter {
public:
    void text(const std::string& both) {
        add(formula_.symbols, Role::operation, both);
        add(formula_.numbers, Role::operation, both);
    }
    void number(Role role, const std::string& symbol, std::int64_t value) {
        add(formula_.symbols, role, symbol);
        add(formula_.numbers, role, value < 0 ? "−" + std::to_string(-value) : std::to_string(value));
    }
    // 2p and 2·1: a number needs the dot that a letter does without.
    void times() { add(formula_.numbers, Role::operation, "·"); }
    SizeFormula take() { return std::move(formula_); }

private:
    // Neighbouring operations become one piece.
    static void add(std::vector<SizePiece>& pieces, Role role, const std::string& text) {
        if (role == Role::operation && !pieces.empty() && pieces.back().role == role) {
            pieces.back().text += text;
        } else {
            pieces.push_back({role, text});
        }
    }
    SizeFormula formula_;
};

void write_padding(SizeWriter& out, const Axis& axis) {
    if (axis.pad_begin == axis.pad_end) {
        out.text("+2");
        out.times();
        out.number(Role::padding, "p", axis.pad_begin);
        return;
    }
    out.text("+");
    out.number(Role::padding, "p₁", axis.pad_begin);
    out.text("+");
    out.number(Role::padding, "p₂", axis.pad_end);
}

void write_kernel(SizeWriter& out, const Axis& axis) {
    out.text("−");
    if (axis.dilation == 1) {
        out.number(Role::kernel, "k", axis.kernel);
        return;
    }
    out.number(Role::dilation, "d", axis.dilation);
    out.times();
    out.text("(");
    out.number(Role::kernel, "k", axis.kernel);
    out.text("−1)−1");
}

}  // namespace

SizeFormula size_formula(const PoolSpec& spec, const Axis& axis) {
    SizeWriter out;
    if (axis.kind != Axis::Kind::sliding) {
        // The size is given, not worked out: one line says it, and both say the same.
        const SizePiece given{Role::output, std::to_string(axis.output)};
        const std::vector<SizePiece> line{{Role::output, "o"}, {Role::operation, " = "}, given};
        return {line, line};
    }
    out.number(Role::output, "o", axis.output);
    if (spec.auto_pad == AutoPad::same_upper || spec.auto_pad == AutoPad::same_lower) {
        out.text(" = ⌈");
        out.number(Role::input, "n", axis.input);
        out.text("/");
        out.number(Role::stride, "s", axis.stride);
        out.text("⌉");
        return out.take();
    }
    const bool explicit_padding = spec.auto_pad == AutoPad::explicit_padding;
    const bool ceil = explicit_padding && spec.ceil;
    out.text(ceil ? " = ⌈(" : " = ⌊(");
    out.number(Role::input, "n", axis.input);
    if (explicit_padding) write_padding(out, axis);
    write_kernel(out, axis);
    out.text(")/");
    out.number(Role::stride, "s", axis.stride);
    out.text(ceil ? "⌉+1" : "⌋+1");
    if (axis.removed_last) out.text("−1");
    return out.take();
}

}  // namespace core
