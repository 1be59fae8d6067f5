#include "app/check_words.h"

#include <array>
#include <utility>

namespace app {
namespace {

using check::Level;
using check::SlipKind;

constexpr std::array<std::pair<SlipKind, std::string_view>, 40> k_slip_keys{
    {{SlipKind::forgot_padding, "check.slip.forgot_padding"},
     {SlipKind::padded_one_side, "check.slip.padded_one_side"},
     {SlipKind::rounded_up, "check.slip.rounded_up"},
     {SlipKind::rounded_down, "check.slip.rounded_down"},
     {SlipKind::forgot_stride, "check.slip.forgot_stride"},
     {SlipKind::forgot_last_step, "check.slip.forgot_last_step"},
     {SlipKind::forgot_dilation, "check.slip.forgot_dilation"},
     {SlipKind::kept_input_size, "check.slip.kept_input_size"},
     {SlipKind::swapped_sides, "check.slip.swapped_sides"},
     {SlipKind::averaged, "check.slip.averaged"},
     {SlipKind::took_largest, "check.slip.took_largest"},
     {SlipKind::took_smallest, "check.slip.took_smallest"},
     {SlipKind::added_up, "check.slip.added_up"},
     {SlipKind::counted_padding, "check.slip.counted_padding"},
     {SlipKind::divided_by_padding, "check.slip.divided_by_padding"},
     {SlipKind::left_padding_out, "check.slip.left_padding_out"},
     {SlipKind::divided_by_all, "check.slip.divided_by_all"},
     {SlipKind::other_window, "check.slip.other_window"},
     {SlipKind::later_tie, "check.slip.later_tie"},
     {SlipKind::ignored_sign, "check.slip.ignored_sign"},
     {SlipKind::outside_window, "check.slip.outside_window"},
     {SlipKind::padding_cell, "check.slip.padding_cell"},
     {SlipKind::not_largest, "check.slip.not_largest"},
     {SlipKind::not_smallest, "check.slip.not_smallest"},
     {SlipKind::only_rows, "check.slip.only_rows"},
     {SlipKind::only_columns, "check.slip.only_columns"},
     {SlipKind::wrong_end, "check.slip.wrong_end"},
     {SlipKind::cell_is_read, "check.slip.cell_is_read"},
     {SlipKind::cells_missing, "check.slip.cells_missing"},
     {SlipKind::lane_max, "check.slip.lane_max"},
     {SlipKind::lane_min, "check.slip.lane_min"},
     {SlipKind::lane_lp, "check.slip.lane_lp"},
     {SlipKind::kept_whole, "check.slip.kept_whole"},
     {SlipKind::one_window_only, "check.slip.one_window_only"},
     {SlipKind::every_window, "check.slip.every_window"},
     {SlipKind::largest_mean, "check.slip.largest_mean"},
     {SlipKind::largest_weight, "check.slip.largest_weight"},
     {SlipKind::largest_value, "check.slip.largest_value"},
     {SlipKind::ignored_minus, "check.slip.ignored_minus"},
     {SlipKind::not_most, "check.slip.not_most"}}};

std::string two_sides(std::string_view symbol, const core::Size2& size) {
    std::string words = std::string(symbol) + " = " + std::to_string(size.h);
    if (size.w != size.h) words += "×" + std::to_string(size.w);
    return words;
}

std::string_view op_key(core::Op op) {
    return op == core::Op::average ? "op.average" : op == core::Op::min ? "op.min" : "op.max";
}

}  // namespace

std::string_view level_key(Level level) {
    constexpr std::array<std::string_view, check::k_levels.size()> k_keys{
        "check.level.output_size", "check.level.fill_cell", "check.level.find_winner", "check.level.dropped",
        "check.level.which_lane",  "check.level.gradient",  "check.level.evidence"};
    return k_keys[static_cast<std::size_t>(level)];
}

std::string_view question_key(const check::Question& question) {
    if (question.level == Level::find_winner && question.spec.op == core::Op::min)
        return "check.question.find_smallest";
    if (question.level == Level::gradient && question.ask == check::Ask::cell) return "check.question.receiver";
    constexpr std::array<std::string_view, check::k_levels.size()> k_keys{
        "check.question.output_size", "check.question.fill_cell",  "check.question.find_winner",
        "check.question.dropped",     "check.question.which_lane", "check.question.gradient",
        "check.question.evidence"};
    return k_keys[static_cast<std::size_t>(question.level)];
}

std::string_view slip_key(SlipKind kind) {
    for (const auto& [each, key] : k_slip_keys) {
        if (each == kind) return key;
    }
    return "check.slip.unknown";
}

std::vector<SettingFact> setting_facts(const ui::Text& text, const check::Question& question) {
    const core::PoolSpec& spec = question.spec;
    std::vector<SettingFact> facts;
    if (question.level == Level::evidence) return {{{}, std::string(text.get("check.fact.evidence"))}};
    const bool sizes = question.level == Level::output_size || question.level == Level::dropped;
    if (sizes) {
        const std::string n = std::to_string(question.input.rows) + "×" + std::to_string(question.input.cols);
        facts.push_back({{}, text.format("check.fact.input", {{"size", n}})});
    } else if (question.level != Level::which_lane) {
        facts.push_back({{}, std::string(text.get(op_key(spec.op)))});
    }
    facts.push_back({ui::Parameter::kernel, two_sides("k", spec.kernel)});
    facts.push_back({ui::Parameter::stride, two_sides("s", spec.stride)});
    if (spec.padding.top > 0) facts.push_back({ui::Parameter::padding, "p = " + std::to_string(spec.padding.top)});
    if (spec.dilation.h > 1) facts.push_back({ui::Parameter::dilation, two_sides("d", spec.dilation)});
    if (question.level == Level::output_size)
        facts.push_back({{}, std::string(text.get(spec.ceil ? "check.fact.ceil" : "check.fact.floor"))});
    if (question.level == Level::fill_cell && spec.op == core::Op::average && spec.padding.top > 0) {
        const bool counts = spec.count_include_pad;
        facts.push_back({{}, std::string(text.get(counts ? "check.fact.counted" : "check.fact.not_counted"))});
    }
    return facts;
}

std::string_view hint_key(const check::Question& question) {
    switch (question.ask) {
        case check::Ask::size:
            return "check.hint.size";
        case check::Ask::number:
            return "check.hint.number";
        case check::Ask::cell:
            return "check.hint.cell";
        case check::Ask::cells:
            return "check.hint.cells";
        case check::Ask::choice:
            break;
    }
    return "check.hint.choice";
}

std::string verdict_title(const ui::Text& text, const check::Session& session) {
    switch (session.phase) {
        case check::Phase::right:
            return std::string(text.get("check.right"));
        case check::Phase::wrong:
            return std::string(text.get("check.wrong"));
        case check::Phase::shown:
            return std::string(text.get("check.shown"));
        case check::Phase::asking:
            break;
    }
    return {};
}

std::string verdict_sentence(const ui::Text& text, const check::Session& session) {
    if (session.phase != check::Phase::wrong || !session.finding) return {};
    std::vector<ui::Arg> args;
    for (const auto& [name, value] : session.finding->places) args.push_back({name, value});
    return text.format(slip_key(session.finding->kind), args);
}

ui::RichText check_readout(const ui::Text& text, const check::Session& session) {
    std::string facts;
    for (const SettingFact& fact : setting_facts(text, session.question))
        facts += (facts.empty() ? "" : ", ") + fact.words;
    return text.rich("check.readout", {{"level", std::string(text.get(level_key(session.level)))},
                                       ui::arg("number", session.number + 1),
                                       ui::arg("count", check::k_questions),
                                       ui::arg("seed", static_cast<std::int64_t>(session.seed)),
                                       {"setting", facts}});
}

}  // namespace app
