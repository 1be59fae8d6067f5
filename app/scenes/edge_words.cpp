#include "app/scenes/edge_words.h"

#include "app/scenes/pool_words.h"
#include "core/edges.h"
#include "core/problem.h"

namespace scenes {

namespace {

// "1 row", "2 columns", "1 row and 2 columns".
std::string rows_and_cols(const ui::Text& text, std::int64_t rows, std::int64_t cols) {
    std::string row_words =
        rows == 1 ? std::string(text.get("edge.rows.one")) : text.format("edge.rows", {ui::arg("n", rows)});
    std::string col_words =
        cols == 1 ? std::string(text.get("edge.cols.one")) : text.format("edge.cols", {ui::arg("n", cols)});
    if (cols == 0) return row_words;
    if (rows == 0) return col_words;
    return text.format("edge.rows_and_cols", {{"rows", row_words}, {"cols", col_words}});
}

// Whether ceil reads on an axis what floor leaves there.
bool ceil_reads(core::PoolSpec spec, const core::Geometry& floor) {
    spec.ceil = true;
    if (core::problem(spec, floor.h.input, floor.w.input)) return false;
    const core::Geometry ceil = core::geometry(spec, floor.h.input, floor.w.input);
    return ceil.h.output > floor.h.output || ceil.w.output > floor.w.output;
}

std::string dropped_sentence(const ui::Text& text, const core::PoolSpec& spec, const core::Geometry& geometry,
                             std::int64_t rows, std::int64_t cols) {
    const std::string part = rows_and_cols(text, rows, cols);
    const bool one = rows + cols == 1;
    std::string words = text.format(one ? "edge.dropped.one" : "edge.dropped.many", {{"part", part}});
    if (spec.auto_pad == core::AutoPad::valid) return words + " " + std::string(text.get("edge.dropped.valid"));
    if (spec.ceil) return words;
    if (!ceil_reads(spec, geometry)) return words + " " + std::string(text.get("edge.dropped.ceil_too"));
    return words + " " + std::string(text.get(one ? "edge.dropped.ceil_one" : "edge.dropped.ceil_many"));
}

}  // namespace

std::string unread_sentence(const ui::Text& text, const core::PoolSpec& spec, const core::Geometry& geometry) {
    const core::AxisEdges h = core::edges(geometry.h);
    const core::AxisEdges w = core::edges(geometry.w);
    if (h.dropped + w.dropped > 0) return dropped_sentence(text, spec, geometry, h.dropped, w.dropped);
    const std::int64_t skipped = core::unread_cells(geometry).skipped;
    if (skipped > 0) {
        const auto jumps = [](const core::Axis& axis) {
            return axis.output > 1 && axis.stride > (axis.kernel - 1) * axis.dilation + 1;
        };
        const bool by_stride = jumps(geometry.h) || jumps(geometry.w);
        return text.format(by_stride ? "edge.skipped.stride" : "edge.skipped.dilation", {ui::arg("count", skipped)});
    }
    if (h.dropped_padding + w.dropped_padding > 0) {
        return text.format("edge.dropped.padding",
                           {{"part", rows_and_cols(text, h.dropped_padding, w.dropped_padding)}});
    }
    return {};
}

std::string removed_sentence(const ui::Text& text, const core::PoolSpec& spec, const core::Geometry& geometry) {
    const auto& [h, w] = geometry;
    if (!h.removed_last && !w.removed_last) return {};
    const core::Axis& axis = w.removed_last ? w : h;
    const bool in_padding = core::removed_window(axis)->start < axis.input + axis.pad_end;
    const std::string_view where = h.removed_last && w.removed_last ? "edge.removed.both"
                                   : w.removed_last                 ? "edge.removed.right"
                                                                    : "edge.removed.below";
    return text.format(in_padding ? "edge.removed.padding" : "edge.removed.outside",
                       {{"where", std::string(text.get(where))}, {"rule", std::string(rule_name(spec.rule))}});
}

// ---- rules

std::string_view rule_key(core::RuleChoice choice) {
    switch (choice) {
        case core::RuleChoice::pytorch:
            return "rule.pytorch";
        case core::RuleChoice::onnx:
            return "rule.onnx";
        case core::RuleChoice::keras_valid:
            return "rule.keras_valid";
        case core::RuleChoice::keras_same:
            return "rule.keras_same";
    }
    return {};
}

std::string size_words(const core::Geometry& geometry) {
    return std::to_string(geometry.h.output) + "×" + std::to_string(geometry.w.output);
}

namespace {

std::string pads(const ui::Text& text, const core::Geometry& geometry) {
    const auto& [h, w] = geometry;
    if (h.pad_begin + h.pad_end + w.pad_begin + w.pad_end == 0) return std::string(text.get("rules.pads.none"));
    const bool alike = h.pad_begin == w.pad_begin && h.pad_end == w.pad_end;
    if (alike && h.pad_begin == h.pad_end) return text.format("rules.pads.all", {ui::arg("n", h.pad_begin)});
    const std::vector<ui::Arg> args{ui::arg("top", h.pad_begin), ui::arg("bottom", h.pad_end),
                                    ui::arg("left", w.pad_begin), ui::arg("right", w.pad_end)};
    return text.format(alike ? "rules.pads.top_bottom" : "rules.pads.sides", args);
}

std::string_view counting_key(const core::PoolSpec& spec) {
    return spec.count_include_pad && spec.rule != core::Rule::keras ? "rules.counts" : "rules.counts_not";
}

}  // namespace

std::string padding_words(const ui::Text& text, const core::RuleOutcome& outcome) {
    std::string words = pads(text, *outcome.geometry);
    const auto& [h, w] = *outcome.geometry;
    const bool padded = h.pad_begin + h.pad_end + w.pad_begin + w.pad_end > 0;
    if (!padded || outcome.spec.op != core::Op::average || outcome.spec.divisor) return words;
    const bool counted = counting_key(outcome.spec) == "rules.counts";
    return text.format(counted ? "rules.counted" : "rules.not_counted", {{"pads", words}});
}

namespace {

std::string first_cell(const ui::Text& text, std::string_view key, const core::RuleDifference::Cell& cell) {
    return text.format(key, {ui::arg("row", cell.row + 1),
                             ui::arg("col", cell.col + 1),
                             {"after", short_number(cell.after)},
                             {"before", short_number(cell.before)}});
}

}  // namespace

std::string value_words(const ui::Text& text, const core::RuleDifference& difference) {
    if (!difference.first) return std::string(text.get(difference.size ? "rules.values.shared" : "rules.values.same"));
    return first_cell(text, "rules.values.short", *difference.first);
}

std::string change_sentence(const ui::Text& text, const core::RuleOutcome& before, const core::RuleOutcome& after) {
    const std::string rule{text.get(rule_key(after.choice))};
    if (after.problem) return text.format("rules.stops", {{"rule", rule}, {"problem", text.sentence(*after.problem)}});
    const core::RuleDifference difference = core::rule_difference(before, after);
    if (difference.nothing()) return text.format("rules.nothing", {{"rule", rule}});
    const bool counting = !difference.padding && !difference.size;
    const std::string does = counting ? std::string(text.get(counting_key(after.spec))) : pads(text, *after.geometry);
    const std::vector<ui::Arg> sizes{{"before", size_words(*before.geometry)}, {"after", size_words(*after.geometry)}};
    std::string words = text.format(
        "rules.changes", {{"rule", rule},
                          {"does", does},
                          {"size", text.format(difference.size ? "rules.size.changed" : "rules.size.same", sizes)}});
    if (difference.first) words += " " + first_cell(text, "rules.values.first", *difference.first);
    return words;
}

}  // namespace scenes
