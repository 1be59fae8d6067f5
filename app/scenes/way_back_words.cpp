#include "app/scenes/way_back_words.h"

#include <algorithm>
#include <cmath>

#include "app/scenes/number_words.h"
#include "app/scenes/pool_words.h"
#include "app/scenes/way_back_draw.h"
#include "core/gradient_check.h"
#include "core/number_text.h"

namespace scenes {

namespace {

using ui::Token;
using Kind = core::WindowCell::Kind;

constexpr std::size_t k_most_terms = 6;
constexpr double k_smallest_difference = 1e-6;  // smaller ones are said to be below it

std::string size_words(core::Size2 size) { return std::to_string(size.h) + "×" + std::to_string(size.w); }

ui::Arg gradient_arg(std::string name, double value) {
    return {std::move(name), gradient_text(value), value == 0.0 ? Token::text : sign_token(value), true, true};
}

ui::RichText place_words(const ui::Text& text, const PoolFacts& pool, const core::WindowExplanation& window) {
    if (core::is_global(pool.spec.op)) return text.rich("readout.place.global", {{"size", size_text(pool.input)}});
    return text.rich("readout.place.edge", {ui::arg("n", window.index + 1), ui::arg("count", pool.windows())});
}

// The largest part in size: of a winner, of equal parts, of the strongest in a norm.
const core::GradientPart* strongest(std::span<const core::GradientPart> parts) {
    const core::GradientPart* found = nullptr;
    for (const core::GradientPart& part : parts) {
        if (part.kind != Kind::inside || part.factor == 0.0) continue;
        if (found == nullptr || std::abs(part.factor) > std::abs(found->factor)) found = &part;
    }
    return found;
}

std::string_view tie_key(core::Ties ties) {
    if (ties == core::Ties::shared) return "back.readout.shared";
    if (ties == core::Ties::each) return "back.readout.each";
    return ties == core::Ties::last ? "back.readout.tie_last" : "back.readout.tie_first";
}

std::string_view answer_key(const PoolFacts& pool, const WayBackFacts& back, const BackStep& step) {
    if (step.window.inside == 0) return "back.readout.none";
    if (core::picks_one_cell(pool.spec.op))
        return step.window.tied > 0 ? tie_key(back.choice.ties) : "back.readout.winner";
    if (core::is_average(pool.spec.op)) {
        const bool lost = std::ranges::any_of(
            step.parts, [](const auto& part) { return part.kind == Kind::padding && part.factor != 0.0; });
        return lost ? "back.readout.average.lost" : "back.readout.average";
    }
    return pool.spec.op == core::Op::sum ? "back.readout.sum" : "back.readout.lp";
}

}  // namespace

std::string_view direction_key(Direction direction) {
    switch (direction) {
        case Direction::forward:
            return "direction.forward";
        case Direction::backward:
            return "direction.backward";
        case Direction::unpool:
            break;
    }
    return "direction.unpool";
}

std::string way_back_question(const core::PoolSpec& spec, Direction direction) {
    if (direction == Direction::unpool)
        return core::picks_one_cell(spec.op) ? "question.unpool" : "question.unpool.none";
    if (core::picks_one_cell(spec.op)) return "question.back.max";
    if (core::is_average(spec.op)) return "question.back.average";
    return spec.op == core::Op::sum ? "question.back.sum" : "question.back.lp";
}

std::string_view share_key(const core::PoolSpec& spec, const core::WindowExplanation& window, core::Ties ties) {
    if (core::picks_one_cell(spec.op)) {
        if (window.tied > 0 && ties == core::Ties::shared) return "back.lens.shared";
        return window.tied > 0 && ties == core::Ties::each ? "back.lens.sum" : "back.lens.winner";
    }
    if (core::is_average(spec.op)) return "back.lens.equal";
    return spec.op == core::Op::sum ? "back.lens.sum" : "back.lens.norm";
}

ui::RichText backward_sentence(const ui::Text& text, const PoolFacts& pool, const WayBackFacts& back,
                               const BackStep& step) {
    ui::RichText words = place_words(text, pool, step.window);
    if (!step.known) {
        append(words, text.rich("back.readout.ask", {gradient_arg("gradient", step.gradient)}));
        return words;
    }
    const core::GradientPart* part = strongest(step.parts);
    double least = 0.0;
    double most = 0.0;
    for (const core::GradientPart& one : step.parts) {
        least = std::min(least, one.amount);
        most = std::max(most, one.amount);
    }
    const std::vector<ui::Arg> args{gradient_arg("gradient", step.gradient),
                                    gradient_arg("part", part == nullptr ? 0.0 : part->amount),
                                    {"value", number(step.window.result)},
                                    ui::arg("times", step.window.tied + 1),
                                    ui::arg("inside", step.window.inside),
                                    ui::arg("padding", step.window.padding),
                                    {"divisor", number(static_cast<float>(step.window.divisor))},
                                    gradient_arg("least", least),
                                    gradient_arg("most", most)};
    append(words, text.rich(answer_key(pool, back, step), args));
    return words;
}

ui::RichText backward_cell_sentence(const ui::Text& text, const PoolFacts& pool, const WayBackFacts& back,
                                    std::int64_t row, std::int64_t col) {
    if (!pool.input.contains(row, col)) return text.rich("back.readout.cell.padding", {});
    const auto parts = arrived_parts(back, row, col);
    std::vector<ui::Arg> args{ui::arg("row", row + 1),
                              ui::arg("col", col + 1),
                              {"value", number(pool.input.at(row, col))},
                              gradient_arg("gradient", static_cast<double>(back.so_far.gradient.at(row, col))),
                              ui::arg("count", std::ssize(parts))};
    if (parts.empty()) return text.rich("back.readout.cell.zero", args);
    args.push_back(ui::arg("window", parts.front().window + 1));
    return text.rich(parts.size() == 1 ? "back.readout.cell.one" : "back.readout.cell", args);
}

ui::RichText unpool_sentence(const ui::Text& text, const PoolFacts& pool, const WayBackFacts& back,
                             const core::WindowExplanation& window, bool known) {
    if (!back.can_unpool) return {{std::string(text.get("unpool.none"))}};
    if (back.problem) return {{text.sentence(*back.problem)}};
    ui::RichText words = place_words(text, pool, window);
    const std::int64_t cell = window.winner_index;
    const ui::Arg value{"value", number(window.result), Token::output, true, true};
    if (!known) {
        append(words, text.rich("unpool.readout.ask", {value}));
        return words;
    }
    std::vector<ui::Arg> args{value, ui::arg("row", cell / back.size.w + 1), ui::arg("col", cell % back.size.w + 1),
                              ui::arg("index", cell)};
    for (const core::Collision& collision : back.unpooled.collisions) {
        if (collision.cell != cell) continue;
        args.push_back(ui::arg("count", std::ssize(collision.writers)));
        args.push_back(ui::arg("last", collision.writers.back() + 1));
        append(words, text.rich("unpool.readout.collision", args));
        return words;
    }
    append(words, text.rich("unpool.readout", args));
    return words;
}

// ---- symbols

namespace {

ui::RichPiece symbol(std::string words) { return {std::move(words), Token::text2}; }
ui::RichPiece amount(double value) {
    return {gradient_text(value), value == 0.0 ? Token::text : sign_token(value), true};
}
ui::RichPiece equals(double value) { return symbol(core::is_exact(static_cast<float>(value), 4) ? " = " : " ≈ "); }

void append_list(ui::RichText& to, std::span<const core::GradientPart> parts, bool factors) {
    to.push_back(symbol("("));
    std::size_t shown = 0;
    for (const core::GradientPart& part : parts) {
        if (part.kind != Kind::inside) continue;
        if (shown == k_most_terms) {
            to.push_back(symbol(", …"));
            break;
        }
        if (shown++ > 0) to.push_back(symbol(", "));
        const std::string words =
            core::fixed_decimal(static_cast<float>(factors ? part.factor : part.amount), 2, core::Minus::typographic);
        to.push_back({words, factors ? Token::accent : part.amount == 0.0 ? Token::text : sign_token(part.amount)});
    }
    to.push_back(symbol(")"));
}

}  // namespace

ui::RichText backward_formula(const BackStep& step, const core::PoolSpec& spec, core::Ties ties, bool list) {
    const core::GradientPart* part = strongest(step.parts);
    ui::RichText line;
    if (list && spec.op == core::Op::lp && step.window.inside > 1) {
        line = {amount(step.gradient), symbol(" × ")};
        append_list(line, step.parts, true);
        line.push_back(symbol(" ≈ "));
        if (step.known) append_list(line, step.parts, false);
        if (!step.known) line.push_back(symbol("?"));
        return line;
    }
    if (part == nullptr) return {amount(step.gradient), symbol(" × 0 = "), amount(0.0)};
    const bool parts_of_one = core::is_average(spec.op) && step.window.divisor > 1.0;
    const bool shared = core::picks_one_cell(spec.op) && ties == core::Ties::shared && step.window.tied > 0;
    line = {amount(step.gradient)};
    if (parts_of_one || shared) {
        line.push_back(symbol(" / "));
        const std::string count =
            parts_of_one ? number(static_cast<float>(step.window.divisor)) : std::to_string(step.window.tied + 1);
        line.push_back({count, Token::accent, true});
    } else {
        line.push_back(symbol(" × "));
        line.push_back({gradient_text(part->factor), Token::accent, true});
    }
    line.push_back(equals(part->amount));
    line.push_back(step.known ? amount(part->amount) : symbol("?"));
    return line;
}

ui::RichText sum_formula(const WayBackFacts& back, std::int64_t row, std::int64_t col) {
    const auto parts = arrived_parts(back, row, col);
    if (parts.size() < 2) return {};
    ui::RichText line;
    for (std::size_t i = 0; i < parts.size() && i < k_most_terms; ++i) {
        const bool plus = i > 0 && parts[i].amount >= 0.0;
        if (plus) line.push_back(symbol(" + "));
        if (i > 0 && !plus) line.push_back(symbol(" "));
        line.push_back({gradient_text(parts[i].amount), Token::text});
    }
    if (parts.size() > k_most_terms) line.push_back(symbol(" + …"));
    const auto sum = static_cast<double>(back.so_far.gradient.at(row, col));
    line.push_back(equals(sum));
    line.push_back(amount(sum));
    return line;
}

ui::RichText index_formula(std::int64_t index, std::int64_t cols, bool known) {
    if (!known) return {symbol("? = ? × "), {std::to_string(cols), Token::input, true}, symbol(" + ?")};
    return {{std::to_string(index), Token::accent, true}, symbol(" = "),
            {std::to_string(index / cols), Token::text},  symbol(" × "),
            {std::to_string(cols), Token::input, true},   symbol(" + "),
            {std::to_string(index % cols), Token::text}};
}

// ---- notes

namespace {

NoteLine good(std::string words) { return {ui::Icon::check, Token::ok, std::move(words)}; }
NoteLine careful(std::string words) { return {ui::Icon::warning, Token::warn, std::move(words)}; }

NoteLine sums_line(const ui::Text& text, const core::GradientSums& sums) {
    const double lost = sums.on_padding + sums.dropped;
    const std::vector<ui::Arg> args{
        {"sent", gradient_text(sums.sent)}, {"arrived", gradient_text(sums.arrived)}, {"lost", gradient_text(lost)}};
    if (lost != 0.0) return {ui::Icon::none, Token::text, text.format("back.sums.lost", args)};
    return {ui::Icon::none, Token::text, text.format("back.sums", args)};
}

NoteLine cell_line(const ui::Text& text, const WayBackFacts& back, ui::GridPlace::Cell cell) {
    const core::GradientCheck check =
        core::check_gradient(back.input, back.spec, back.sent_so_far, cell.row, cell.col, back.choice.ties);
    const std::vector<ui::Arg> args{ui::arg("row", cell.row + 1),
                                    ui::arg("col", cell.col + 1),
                                    {"step", core::exact_decimal(static_cast<float>(check.step))},
                                    {"slope", gradient_text(check.numeric)},
                                    {"left", gradient_text(check.left)},
                                    {"right", gradient_text(check.right)},
                                    {"gradient", gradient_text(check.analytic)}};
    if (check.smoothness == core::Smoothness::tie) return careful(text.format("back.check.tie", args));
    if (check.smoothness == core::Smoothness::at_zero) return careful(text.format("back.check.corner", args));
    const std::string words = text.format("back.check.cell", args);
    return check.agrees ? good(words) : careful(words);
}

NoteLine all_line(const ui::Text& text, const GradientChecks& checks) {
    if (!checks.complete()) {
        return {ui::Icon::none, Token::text2,
                text.format("back.check.running", {ui::arg("done", checks.done), ui::arg("cells", checks.cells)})};
    }
    if (checks.wrong > 0) return careful(text.format("back.check.wrong", {ui::arg("wrong", checks.wrong)}));
    const std::string difference = checked_to(std::max(checks.largest_difference, k_smallest_difference));
    const std::int64_t without = checks.ties + checks.corners + checks.unmeasured;
    const std::vector<ui::Arg> args{
        ui::arg("cells", checks.smooth), {"difference", difference}, ui::arg("without", without)};
    if (without > 0) return careful(text.format("back.check.some", args));
    return good(text.format("back.check.all", args));
}

}  // namespace

std::vector<NoteLine> backward_notes(const ui::Text& text, const WayBackFacts& back,
                                     std::optional<ui::GridPlace::Cell> cell) {
    std::vector<NoteLine> lines{sums_line(text, back.so_far.sums)};
    if (cell && back.input.contains(cell->row, cell->col)) lines.push_back(cell_line(text, back, *cell));
    lines.push_back(all_line(text, back.checks));
    return lines;
}

std::string zeros_words(const ui::Text& text, const WayBackFacts& back) {
    const auto zeros = std::ranges::count(back.unpooled.writer, std::int64_t{-1});
    return text.format("unpool.zeros", {ui::arg("zeros", zeros), ui::arg("cells", std::ssize(back.unpooled.writer))});
}

std::vector<NoteLine> unpool_notes(const ui::Text& text, const PoolFacts& pool, const WayBackFacts& back) {
    if (!back.can_unpool || back.problem) return {};
    std::vector<NoteLine> lines;
    if (back.refusal) lines.push_back(careful(text.sentence(*back.refusal)));
    if (back.size.w != back.input.cols) {
        lines.push_back(
            careful(text.format("unpool.moved", {ui::arg("cols", back.size.w), ui::arg("input", back.input.cols)})));
    }
    lines.push_back({ui::Icon::none, Token::text, zeros_words(text, back)});
    const auto& collisions = back.unpooled_so_far.collisions;
    if (!collisions.empty()) {
        const bool same = std::ranges::all_of(collisions, [](const auto& one) { return one.same_value; });
        lines.push_back(careful(text.format(same ? "unpool.collisions" : "unpool.collisions.lost",
                                            {ui::arg("count", std::ssize(collisions))})));
    }
    if (back.sizes && back.sizes->h.largest > back.sizes->h.smallest) {
        const core::Size2 least{back.sizes->h.smallest, back.sizes->w.smallest};
        const core::Size2 most{back.sizes->h.largest, back.sizes->w.largest};
        lines.push_back({ui::Icon::none, Token::text2,
                         text.format("unpool.sizes", {{"least", size_words(least)},
                                                      {"most", size_words(most)},
                                                      {"size", size_text(pool.pooled.values)}})});
    }
    return lines;
}

}  // namespace scenes
