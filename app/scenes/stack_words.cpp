// Words of the stack scene: what stands above and below each level, and the sentence that says what one output has
// seen.
#include <array>
#include <optional>
#include <utility>

#include "app/scenes/stack_screen.h"
#include "core/number_text.h"

namespace scenes {

using ui::Token;

std::string size_words(std::int64_t rows, std::int64_t cols) {
    return std::to_string(rows) + "×" + std::to_string(cols);
}

namespace {

const core::Reach& reach_of(const StackFacts& facts, std::size_t level) { return *facts.stack.levels[level].h; }

ui::RichPiece size_cell(const StackFacts& facts, std::size_t level) {
    const core::Grid& grid = facts.values[level];
    return {size_words(grid.rows, grid.cols), level == 0 ? Token::input : Token::output, false, true};
}

ui::RichPiece field_cell(const StackFacts& facts, std::size_t level) {
    const std::int64_t field = reach_of(facts, level).field;
    return {size_words(field, field), Token::text, false, true};
}

ui::RichPiece jump_cell(const StackFacts& facts, std::size_t level) {
    return {std::to_string(reach_of(facts, level).jump), Token::stride, false, true};
}

ui::RichPiece start_cell(const StackFacts& facts, std::size_t level) {
    const auto start = static_cast<float>(reach_of(facts, level).start);
    return {core::exact_decimal(start, core::Minus::typographic), Token::text2, false, true};
}

constexpr std::array k_rows{StackRow{"stack.row.size", size_cell}, StackRow{"stack.row.field", field_cell},
                            StackRow{"stack.row.jump", jump_cell}, StackRow{"stack.row.start", start_cell}};

}  // namespace

std::span<const StackRow> stack_rows() { return k_rows; }

std::string level_name(const ui::Text& text, const StackFacts& facts, std::size_t level) {
    if (level == 0) return std::string(text.get(facts.photo ? "stack.level.photo" : "stack.level.input"));
    return std::to_string(level) + " " + std::string(text.get(kind_key(facts.layers[level - 1].kind)));
}

ui::RichText layer_details(const StackLayer& layer, bool tight) {
    const core::PoolSpec spec = layer_spec(layer);
    ui::RichText words;
    const auto add = [&](const char* symbol, std::int64_t value, Token token) {
        const std::string blank = tight || words.empty() ? "" : " ";
        words.push_back({blank + symbol + std::to_string(value), token, false, true});
    };
    add("k", spec.kernel.h, Token::accent);
    add("s", spec.stride.h, Token::stride);
    if (spec.padding.top > 0) add("p", spec.padding.top, Token::padding);
    if (spec.dilation.h > 1) add("d", spec.dilation.h, Token::dilation);
    return words;
}

ui::RichText colored_symbols(std::string_view formula) {
    ui::RichText pieces;
    std::string plain;
    for (const char symbol : formula) {
        const auto token = [&]() -> std::optional<Token> {
            if (symbol == 'k') return Token::accent;
            if (symbol == 's') return Token::stride;
            if (symbol == 'p') return Token::padding;
            if (symbol == 'd') return Token::dilation;
            return std::nullopt;
        }();
        if (!token) {
            plain += symbol;
            continue;
        }
        if (!plain.empty()) pieces.push_back({std::exchange(plain, {}), std::nullopt, false, true});
        pieces.push_back({std::string(1, symbol), token, false, true});
    }
    if (!plain.empty()) pieces.push_back({plain, std::nullopt, false, true});
    return pieces;
}

std::string problem_sentence(const ui::Text& text, const core::StackProblem& problem) {
    return text.format("stack.problem", {ui::arg("layer", static_cast<std::int64_t>(problem.layer) + 1),
                                         {"why", text.sentence(problem.problem)}});
}

namespace {

void append(ui::RichText& words, const ui::RichText& more) { words.insert(words.end(), more.begin(), more.end()); }

// What there is to say about how the cells of a level lie, after their number and place.
void add_shape(ui::RichText& words, const ui::Text& text, const StackFacts& facts, const ShownCone& shown,
               std::size_t level) {
    const core::Cone::Slice& slice = shown.cone.slices[level];
    const core::Grid& grid = facts.values[level];
    const bool hangs_over =
        slice.first_row < 0 || slice.first_col < 0 || slice.end_row > grid.rows || slice.end_col > grid.cols;
    const std::int64_t height = slice.rows.back() - slice.rows.front() + 1;
    const std::int64_t width = slice.cols.back() - slice.cols.front() + 1;
    const bool gaps = height > std::ssize(slice.rows) || width > std::ssize(slice.cols);
    if (gaps) append(words, text.rich("stack.readout.gaps", {}));
    const core::Reach& reach = *facts.stack.levels[static_cast<std::size_t>(shown.cell.level)].h;
    if (level == 0 && (height < reach.field || width < reach.field)) {
        append(words, text.rich("stack.readout.narrow", {{"field", size_words(reach.field, reach.field)}}));
    } else if (hangs_over) {
        append(words, text.rich("stack.readout.padding", {}));
    }
}

ui::RichText cone_sentence(const ui::Text& text, const StackFacts& facts, const ShownCone& shown) {
    const auto level = static_cast<std::size_t>(shown.cell.level - shown.depth);
    const core::Cone::Slice& slice = shown.cone.slices[level];
    std::vector<ui::Arg> args{ui::arg("layer", shown.cell.level), ui::arg("row", shown.cell.row + 1),
                              ui::arg("col", shown.cell.col + 1)};
    const float value = facts.values[static_cast<std::size_t>(shown.cell.level)].at(shown.cell.row, shown.cell.col);
    args.push_back({"value", core::exact_decimal(value, core::Minus::typographic), Token::output, true, true});
    if (shown.cell.level == 0) return text.rich("stack.readout.input", args);
    if (shown.depth == 0) return text.rich("stack.readout.output", args);
    if (slice.rows.empty() || slice.cols.empty()) return text.rich("stack.readout.only_padding", args);
    const auto count = std::ssize(slice.rows) * std::ssize(slice.cols);
    args.push_back({"count", core::grouped(count), Token::accent, true, true});
    args.push_back({"rows", std::to_string(slice.rows.front() + 1) + "–" + std::to_string(slice.rows.back() + 1)});
    args.push_back({"cols", std::to_string(slice.cols.front() + 1) + "–" + std::to_string(slice.cols.back() + 1)});
    args.push_back({"level", level_name(text, facts, level)});
    ui::RichText words = text.rich(level == 0 ? "stack.readout.cone" : "stack.readout.part", args);
    add_shape(words, text, facts, shown, level);
    return words;
}

}  // namespace

ui::RichText stack_readout(const StackState& state, const ui::View& view) {
    const ui::Text& text = *view.text;
    const StackFacts& facts = state.facts;
    if (state.loading) return text.rich("photo.readout.loading", {{"name", *state.loading}});
    if (photo_pending(state) || facts.values.empty()) return text.rich("photo.readout.drawing", {});
    if (state.hover && state.hover->level == 0 && facts.contains(*state.hover)) {
        const float value = facts.values.front().at(state.hover->row, state.hover->col);
        return text.rich("stack.readout.input",
                         {ui::arg("row", state.hover->row + 1),
                          ui::arg("col", state.hover->col + 1),
                          {"value", core::exact_decimal(value, core::Minus::typographic), Token::input, true, true}});
    }
    if (facts.problem && !state.hover) return {{problem_sentence(text, *facts.problem)}};
    const auto shown = shown_cone(state);
    return shown ? cone_sentence(text, facts, *shown) : ui::RichText{};
}

}  // namespace scenes
