#include "app/scenes/pool_words.h"

#include <cmath>
#include <vector>

#include "core/number_text.h"

namespace scenes {

namespace {

constexpr std::int64_t k_most_listed = 9;  // values or windows named one by one

using Kind = core::WindowCell::Kind;

std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const std::string& part : parts) {
        if (!all.empty()) all += ", ";
        all += part;
    }
    return all;
}

std::string inside_values(const core::WindowExplanation& window) {
    std::vector<std::string> parts;
    for (const auto& cell : window.cells) {
        if (cell.kind == Kind::inside) parts.push_back(number(cell.value));
    }
    return joined(parts);
}

std::string span_text(const ui::Text& text, std::string_view one, std::string_view several, std::int64_t from,
                      std::int64_t to) {
    if (from == to) return text.format(one, {ui::arg("n", from + 1)});
    return text.format(several, {ui::arg("from", from + 1), ui::arg("to", to + 1)});
}

ui::Arg result_arg(std::string value) { return {"result", std::move(value), ui::Token::output, true, true}; }

std::vector<ui::Arg> common_args(const core::WindowExplanation& window, const core::PoolSpec& spec) {
    return {{"values", inside_values(window)},
            ui::arg("inside", window.inside),
            ui::arg("padding", window.padding),
            ui::arg("outside", window.outside),
            {"sum", number(static_cast<float>(window.sum))},
            {"divisor", number(static_cast<float>(window.divisor))},
            {"p", number(static_cast<float>(spec.p))},
            result_arg(result_text(window, spec))};
}

bool is_max(core::Op op) { return op == core::Op::max || op == core::Op::global_max || op == core::Op::adaptive_max; }

std::string_view pick_key(const core::WindowExplanation& window, bool largest) {
    const bool few = window.inside <= k_most_listed;
    if (window.inside == 0) return largest ? "readout.max.none" : "readout.min.none";
    if (window.inside == 1 && window.padding == 0) return "readout.one";
    if (window.padding > 0) {
        if (!few) return largest ? "readout.max.padded_many" : "readout.min.padded_many";
        return largest ? "readout.max.padded" : "readout.min.padded";
    }
    if (few) return largest ? "readout.max" : "readout.min";
    return largest ? "readout.max.many" : "readout.min.many";
}

std::string_view average_key(const core::WindowExplanation& window) {
    using Reason = core::DivisorReason;
    switch (window.divisor_reason) {
        case Reason::no_cell:
            return "readout.average.none";
        case Reason::padding_left_out:
            return "readout.average.padding_left_out";
        case Reason::override_value:
            return "readout.average.divisor";
        case Reason::outside_left_out:
        case Reason::padding_and_outside:
        case Reason::every_tap:
        case Reason::none:
            break;
    }
    if (window.padding > 0) return "readout.average.padded";
    if (window.inside == 1) return "readout.one";
    return "readout.average";
}

std::string_view norm_key(const core::PoolSpec& spec) {
    if (std::isinf(spec.p)) return "readout.lp.infinite";
    return spec.p == 1.0 ? "readout.lp.one" : "readout.lp";
}

std::string_view answer_key(const core::WindowExplanation& window, const core::PoolSpec& spec) {
    if (core::picks_one_cell(spec.op)) return pick_key(window, is_max(spec.op));
    if (core::is_average(spec.op)) return average_key(window);
    return spec.op == core::Op::sum ? "readout.sum" : norm_key(spec);
}

std::string_view question_key(const core::PoolSpec& spec) {
    if (core::picks_one_cell(spec.op)) return is_max(spec.op) ? "readout.ask.max" : "readout.ask.min";
    if (core::is_average(spec.op)) return "readout.ask.average";
    return spec.op == core::Op::sum ? "readout.ask.sum" : "readout.ask.lp";
}

ui::RichText place_words(const ui::Text& text, const PoolFacts& facts, const core::WindowExplanation& window) {
    if (core::is_global(facts.spec.op)) return text.rich("readout.place.global", {{"size", size_text(facts.input)}});
    const std::vector<ui::Arg> args{ui::arg("n", window.index + 1),
                                    ui::arg("count", facts.windows()),
                                    {"rows", rows_text(text, window)},
                                    {"cols", cols_text(text, window)}};
    const bool at_edge = window.padding > 0 || window.outside > 0;
    return text.rich(at_edge ? "readout.place.edge" : "readout.place", args);
}

ui::RichText tie_words(const ui::Text& text, const PoolFacts& facts, const core::WindowExplanation& window) {
    std::vector<ui::Arg> args{{"value", number(window.result)},
                              ui::arg("times", window.tied + 1),
                              {"rule", std::string(rule_name(facts.spec.rule))}};
    return text.rich(window.tied == 1 ? "readout.tie.twice" : "readout.tie.many", args);
}

}  // namespace

std::string number(float value) { return core::exact_decimal(value, core::Minus::typographic); }

std::string short_number(float value) {
    constexpr int k_decimals = 4;
    if (core::is_exact(value, k_decimals)) return number(value);
    return core::fixed_decimal(value, k_decimals, core::Minus::typographic);
}

std::string size_text(const core::Grid& grid) { return std::to_string(grid.rows) + "×" + std::to_string(grid.cols); }

std::string_view rule_name(core::Rule rule) {
    switch (rule) {
        case core::Rule::pytorch:
            return "PyTorch";
        case core::Rule::onnx:
            return "ONNX";
        case core::Rule::keras:
            return "Keras";
    }
    return {};
}

void append(ui::RichText& to, ui::RichText more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string result_text(const core::WindowExplanation& window, const core::PoolSpec& spec) {
    for (const auto& piece : core::formula(window, spec)) {
        if (piece.role == core::FormulaPiece::Role::result) return piece.text;
    }
    return number(window.result);
}

std::string rows_text(const ui::Text& text, const core::WindowExplanation& window) {
    if (window.cells.empty()) return {};
    return span_text(text, "place.row", "place.rows", window.cells.front().row, window.cells.back().row);
}

std::string cols_text(const ui::Text& text, const core::WindowExplanation& window) {
    if (window.cells.empty()) return {};
    return span_text(text, "place.col", "place.cols", window.cells.front().col, window.cells.back().col);
}

ui::RichText window_sentence(const ui::Text& text, const PoolFacts& facts, const core::WindowExplanation& window,
                             bool known) {
    ui::RichText words = place_words(text, facts, window);
    const std::vector<ui::Arg> args = common_args(window, facts.spec);
    append(words, text.rich(known ? answer_key(window, facts.spec) : question_key(facts.spec), args));
    if (known && window.tied > 0) {
        words.push_back({" "});
        append(words, tie_words(text, facts, window));
    }
    // An average says it where it says what it is divided by.
    if (known && window.outside > 0 && !core::is_average(facts.spec.op)) {
        words.push_back({" "});
        append(words, text.rich(window.outside == 1 ? "readout.outside.one" : "readout.outside", args));
    }
    return words;
}

namespace {

// Beyond the last window: the place of one that was taken away.
bool nobody_reaches(const core::Geometry& geometry, std::int64_t row, std::int64_t col) {
    const auto beyond = [](const core::Axis& axis, std::int64_t at) {
        return axis.removed_last && at >= core::span(axis, axis.output - 1).end();
    };
    return beyond(geometry.h, row) || beyond(geometry.w, col);
}

}  // namespace

ui::RichText cell_sentence(const ui::Text& text, const PoolFacts& facts, std::int64_t row, std::int64_t col) {
    if (!facts.geometry) return {};
    const core::Geometry& geometry = *facts.geometry;
    if (!facts.input.contains(row, col)) {
        const bool outside =
            row >= geometry.h.input + geometry.h.pad_end || col >= geometry.w.input + geometry.w.pad_end;
        if (outside && nobody_reaches(geometry, row, col)) {
            return text.rich("readout.cell.removed", {{"rule", std::string(rule_name(facts.spec.rule))}});
        }
        if (outside) return text.rich("readout.cell.outside", {});
        if (core::picks_one_cell(facts.spec.op)) return text.rich("readout.cell.padding_picks", {});
        if (facts.spec.op == core::Op::average && !facts.spec.divisor) {
            const bool counted = facts.spec.count_include_pad && facts.spec.rule != core::Rule::keras;
            return text.rich(counted ? "readout.cell.padding_counted" : "readout.cell.padding_left_out", {});
        }
        return text.rich("readout.cell.padding_zero", {});
    }
    std::vector<ui::Arg> args{
        ui::arg("row", row + 1), ui::arg("col", col + 1), {"value", number(facts.input.at(row, col))}};
    const auto windows = core::windows_using(geometry, row, col);
    std::vector<std::string> names;
    for (const std::int64_t window : windows) names.push_back(std::to_string(window + 1));
    args.push_back(ui::arg("count", static_cast<std::int64_t>(windows.size())));
    args.push_back({"windows", joined(names)});
    if (windows.size() == 1) return text.rich("readout.cell.one", args);
    if (!windows.empty()) {
        const bool few = static_cast<std::int64_t>(windows.size()) <= k_most_listed;
        return text.rich(few ? "readout.cell.several" : "readout.cell.many", args);
    }
    const bool dropped = core::cell_use(geometry, row, col) == core::CellUse::dropped;
    return text.rich(dropped ? "readout.cell.dropped" : "readout.cell.skipped", args);
}

}  // namespace scenes
