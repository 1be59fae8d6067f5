#include "app/ui/formula_band.h"

#include <algorithm>
#include <array>

#include "core/number_text.h"

namespace ui {

namespace {

constexpr float k_note_share = 0.36F;  // of the band, at most
constexpr float k_line_share = 0.6F;   // of the band's height that one line may take
constexpr int k_most_terms = 16;
constexpr int k_some_terms = 6;
constexpr int k_fewest_terms = 3;

TextStyle piece_style(const core::FormulaPiece& piece, TextStyle base) {
    using Role = core::FormulaPiece::Role;
    base.bold = piece.role == Role::winner || piece.role == Role::result || piece.role == Role::divisor;
    return base;
}

Token piece_token(const core::FormulaPiece& piece, bool show_winner) {
    using Role = core::FormulaPiece::Role;
    switch (piece.role) {
        case Role::function:
        case Role::operation:
            return Token::text2;
        case Role::winner:
            return show_winner ? Token::accent : Token::text;
        case Role::padding:
            return Token::padding;
        case Role::divisor:
            return Token::accent;
        case Role::result:
            return Token::output;
        case Role::value:
            break;
    }
    return Token::text;
}

float width_of(const Canvas& canvas, const std::vector<core::FormulaPiece>& pieces, TextStyle base) {
    float width = 0.0F;
    for (const auto& piece : pieces) width += canvas.text_width(piece.text, piece_style(piece, base));
    return width;
}

// After which piece a formula goes on in a second line: where both lines are as even as can be. 0 if none fits.
std::size_t break_point(const Canvas& canvas, const std::vector<core::FormulaPiece>& pieces, TextStyle base,
                        float width) {
    const float whole = width_of(canvas, pieces, base);
    float first = 0.0F;
    float least = whole;
    std::size_t best = 0;
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
        first += canvas.text_width(pieces[i].text, piece_style(pieces[i], base));
        const float longer = std::max(first, whole - first);
        if (pieces[i].role != core::FormulaPiece::Role::operation || longer > width || longer >= least) continue;
        least = longer;
        best = i + 1;
    }
    return best;
}

struct Lines {
    TextStyle style;
    std::vector<core::FormulaPiece> pieces;
    std::size_t break_after = 0;  // 0: one line
};

// 36, 28, 20 on one line, then 20 on two, then fewer terms.
Lines choose_lines(const Canvas& canvas, const core::WindowExplanation& window, const core::PoolSpec& spec,
                   const Rect& room) {
    // Where some must be left out anyway, few and large ones.
    const bool all = std::ssize(window.cells) <= k_most_terms;
    for (int terms = all ? k_most_terms : k_some_terms; terms >= k_fewest_terms; --terms) {
        Lines lines{{Type::t36, Family::numbers}, core::formula(window, spec, terms), 0};
        for (const Type type : {Type::t36, Type::t28, Type::t20}) {
            lines.style.type = type;
            if (canvas.text_size(lines.style) > room.h * k_line_share) continue;
            if (width_of(canvas, lines.pieces, lines.style) <= room.w) return lines;
        }
        lines.style.type = Type::t20;
        const bool two_high = canvas.text_size(lines.style) * 2.4F <= room.h;
        if (two_high) lines.break_after = break_point(canvas, lines.pieces, lines.style, room.w);
        if (lines.break_after > 0) return lines;
        lines.style.type = Type::t16;
        if (terms == k_fewest_terms) return lines;
    }
    return {};
}

float place_line(PlacedFormula& placed, const Canvas& canvas, const Lines& lines, std::size_t from, std::size_t to,
                 const Rect& room, float center_y) {
    const float height = canvas.text_size(placed.style);
    float width = 0.0F;
    for (std::size_t i = from; i < to; ++i) {
        width += canvas.text_width(lines.pieces[i].text, piece_style(lines.pieces[i], placed.style));
    }
    float x = room.x + std::max(0.0F, (room.w - width) / 2);
    for (std::size_t i = from; i < to; ++i) {
        const float advance = canvas.text_width(lines.pieces[i].text, piece_style(lines.pieces[i], placed.style));
        placed.pieces.push_back({lines.pieces[i], {x, center_y - height / 2, advance, height}});
        x += advance;
    }
    return width;
}

}  // namespace

std::optional<std::int64_t> PlacedFormula::cell_at(Vec2 point) const {
    for (const Piece& placed : pieces) {
        if (placed.piece.cell >= 0 && placed.rect.contains(point)) return placed.piece.cell;
    }
    return std::nullopt;
}

PlacedFormula place_formula(const Canvas& canvas, const Rect& band, const core::WindowExplanation& window,
                            const core::PoolSpec& spec, bool with_note) {
    const View& view = canvas.view();
    PlacedFormula placed;
    Rect room = band.grown(-view.px(16.0F));
    room.y = band.y;
    room.h = band.h;
    if (with_note) {
        placed.note = cut_right(room, room.w * k_note_share);
        placed.note.x += view.px(16.0F);
        placed.note.w -= view.px(16.0F);
    }
    const Lines lines = choose_lines(canvas, window, spec, room);
    placed.style = lines.style;
    const float middle = room.center().y;
    if (lines.break_after == 0) {
        place_line(placed, canvas, lines, 0, lines.pieces.size(), room, middle);
        return placed;
    }
    const float apart = canvas.text_size(placed.style) * 0.62F;
    place_line(placed, canvas, lines, 0, lines.break_after, room, middle - apart);
    place_line(placed, canvas, lines, lines.break_after, lines.pieces.size(), room, middle + apart);
    return placed;
}

void draw_formula(Canvas& canvas, const PlacedFormula& placed, const FormulaLook& look) {
    const View& view = canvas.view();
    for (const auto& [piece, rect] : placed.pieces) {
        const bool hidden = piece.role == core::FormulaPiece::Role::result && !look.show_result;
        TextStyle style = piece_style(piece, placed.style);
        if (piece.role == core::FormulaPiece::Role::winner && !look.show_winner) style.bold = false;
        const Token token = hidden ? Token::text2 : piece_token(piece, look.show_winner);
        canvas.text(rect.x, rect.center().y, hidden ? std::string_view("?") : std::string_view(piece.text), style,
                    token);
        if (piece.cell >= 0 && piece.cell == look.hovered) {
            const float y = rect.center().y + canvas.text_size(placed.style) * 0.52F;
            canvas.line({rect.x, y}, {rect.right(), y}, canvas.color(Token::text), view.stroke(3.0F));
        }
    }
}

DivisorNote divisor_note(const Text& text, const core::WindowExplanation& window) {
    using Reason = core::DivisorReason;
    std::string_view reason;
    switch (window.divisor_reason) {
        case Reason::none:
        case Reason::every_tap:
            return {};
        case Reason::padding_left_out:
            reason = "divisor.padding_left_out";
            break;
        case Reason::padding_and_outside:
            reason = "divisor.padding_and_outside";
            break;
        case Reason::outside_left_out:
            reason = "divisor.outside_left_out";
            break;
        case Reason::override_value:
            reason = "divisor.override_value";
            break;
        case Reason::no_cell:
            return {std::string(text.get("divisor.no_cell.title")), std::string(text.get("divisor.no_cell"))};
    }
    const auto taps = static_cast<std::int64_t>(window.cells.size());
    const std::string divisor = core::exact_decimal(static_cast<float>(window.divisor), core::Minus::typographic);
    const std::vector<Arg> args{
        {"divisor", divisor}, arg("taps", taps), arg("inside", window.inside), arg("outside", window.outside)};
    return {text.format("divisor.title", args), text.format(reason, args)};
}

void draw_band_box(Canvas& canvas, const Rect& band) {
    const View& view = canvas.view();
    canvas.fill_rect(band, canvas.color(Token::panel), view.px(12.0F));
    canvas.stroke_rect(band, canvas.color(Token::line), std::max(1.0F, view.stroke(1.0F)), view.px(12.0F));
}

void draw_formula_band(Canvas& canvas, const Rect& band, const core::WindowExplanation& window,
                       const core::PoolSpec& spec, const FormulaLook& look) {
    const DivisorNote note = divisor_note(*canvas.view().text, window);
    const PlacedFormula placed = place_formula(canvas, band, window, spec, !note.empty());
    draw_band_box(canvas, band);
    draw_formula(canvas, placed, look);
    if (note.empty()) return;
    const float size = canvas.text_size({Type::t16});
    const TextStyle title{
        canvas.text_width(note.title, {Type::t16, Family::words, true}) > placed.note.w ? Type::t14 : Type::t16,
        Family::words, true};
    canvas.text(placed.note.x, placed.note.center().y - size * 0.78F, canvas.elided(note.title, title, placed.note.w),
                title, Token::text);
    const TextStyle reason{Type::t14};
    canvas.text(placed.note.x, placed.note.center().y + size * 0.78F, canvas.elided(note.reason, reason, placed.note.w),
                reason, Token::text2);
}

// ---- size formula

namespace {

Token size_token(core::SizePiece::Role role) {
    using Role = core::SizePiece::Role;
    switch (role) {
        case Role::output:
            return Token::output;
        case Role::input:
            return Token::input;
        case Role::padding:
            return Token::padding;
        case Role::kernel:
            return Token::accent;
        case Role::stride:
            return Token::stride;
        case Role::dilation:
            return Token::dilation;
        case Role::operation:
            break;
    }
    return Token::text2;
}

}  // namespace

RichText size_line(const std::vector<core::SizePiece>& pieces) {
    RichText line;
    for (const auto& piece : pieces) {
        line.push_back({piece.text, size_token(piece.role), piece.role != core::SizePiece::Role::operation, true});
    }
    return line;
}

float draw_size_formula(Canvas& canvas, const Rect& room, float x, bool flush_right, const core::PoolSpec& spec,
                        const core::Geometry& geometry) {
    std::vector<RichText> lines;
    // Axes that differ are told apart by name.
    const auto numbers = [&](std::string_view axis_key, const core::SizeFormula& formula) {
        RichText line{{std::string(canvas.view().text->get(axis_key)) + " "}};
        for (RichPiece& piece : size_line(formula.numbers)) line.push_back(std::move(piece));
        return line;
    };
    const core::SizeFormula height = core::size_formula(spec, geometry.h);
    lines.push_back(size_line(height.symbols));
    const bool given = height.symbols == height.numbers;  // the size is not worked out
    if (geometry.h == geometry.w || (given && geometry.h.output == geometry.w.output)) {
        if (!given) lines.push_back(size_line(height.numbers));
    } else {
        lines.push_back(numbers("axis.rows", height));
        const core::SizeFormula across = core::size_formula(spec, geometry.w);
        if (across.symbols != height.symbols) lines.push_back(size_line(across.symbols));
        lines.push_back(numbers("axis.cols", across));
    }
    TextStyle style{lines.size() > 2 ? Type::t16 : Type::t18, Family::words};
    const auto widest = [&] {
        float most = 0.0F;
        for (const RichText& line : lines) most = std::max(most, canvas.rich_width(line, style));
        return most;
    };
    const auto room_for = [&](float from) { return room.right() - from; };
    while (style.type != Type::t16 && widest() > room_for(x)) style.type = step_down(style.type);
    if (style.type == Type::t16 && widest() > room_for(x) && widest() > room.w) style.type = Type::t14;
    const float left = flush_right ? room.right() - widest() : std::min(x, room.right() - widest());
    const float pitch = std::min(canvas.text_size(style) * 1.55F, room.h / static_cast<float>(lines.size()) * 1.15F);
    float at = room.y;
    for (const RichText& line : lines) {
        canvas.rich(std::max(room.x, left), at, line, style, Token::text2);
        at += pitch;
    }
    return pitch * static_cast<float>(lines.size());
}

}  // namespace ui
