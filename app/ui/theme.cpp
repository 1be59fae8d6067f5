#include "app/ui/theme.h"

#include <iterator>

namespace ui {
namespace {

// 0xRRGGBB
constexpr Color rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex),
            255};
}

constexpr std::size_t k_token_count = static_cast<std::size_t>(Token::count_);

struct TokenRow {
    Token token;
    Color dark, light, projector;
};

constexpr Color k_black = rgb(0x000000);
constexpr Color k_white = rgb(0xFFFFFF);

// Contrast of every pair that carries words is at least 4.5, of shapes 3; tests/ui/theme_test.cpp computes them.
constexpr TokenRow k_tokens[] = {
    {Token::bg, rgb(0x12151A), rgb(0xF4F5F7), k_white},
    {Token::rail, rgb(0x0B0D11), rgb(0xE6E9EE), k_white},
    {Token::panel, rgb(0x1A1E25), k_white, k_white},
    {Token::raised, rgb(0x272D37), rgb(0xEDF0F4), k_white},
    {Token::raised_hi, rgb(0x3A4351), rgb(0xDCE1E8), rgb(0xD9D9D9)},
    {Token::line, rgb(0x343C48), rgb(0xCDD3DB), k_black},
    {Token::edge, rgb(0x8390A2), rgb(0x66707E), k_black},
    {Token::text, rgb(0xF4F6FA), rgb(0x14171C), k_black},
    {Token::text2, rgb(0xBCC5D2), rgb(0x454E5B), rgb(0x1C1C1C)},
    {Token::text3, rgb(0x96A1B1), rgb(0x5C6673), rgb(0x404040)},
    {Token::fill, rgb(0xDDE4EF), rgb(0x1E2530), k_black},
    {Token::onfill, rgb(0x12151A), k_white, k_white},
    {Token::accent, rgb(0xFFC845), rgb(0xA84B00), rgb(0xB02A00)},
    {Token::stride, rgb(0xFF7DB8), rgb(0xB0186E), rgb(0xA1005E)},
    {Token::padding, rgb(0xB18CFF), rgb(0x7A3BD1), rgb(0x6A1FC7)},
    {Token::dilation, rgb(0x8FE388), rgb(0x0F5A3C), rgb(0x0B5138)},
    {Token::input, rgb(0xB4D3FF), rgb(0x1B4F8F), rgb(0x00318A)},
    {Token::output, rgb(0x5EDBC4), rgb(0x00695C), rgb(0x00574B)},
    {Token::in0, rgb(0x222A36), k_white, k_white},
    {Token::in1, rgb(0xB9CDEB), rgb(0x7EA6DE), rgb(0xA9C8F2)},
    {Token::out0, rgb(0x12382F), rgb(0xF1FBF8), k_white},
    {Token::out1, rgb(0x7FE8D3), rgb(0x45B8A3), rgb(0x86D8C6)},
    {Token::cover, rgb(0x2B323D), rgb(0xE3E7ED), rgb(0xE0E0E0)},
    {Token::neg, rgb(0x5AA9FF), rgb(0x1D69BD), rgb(0x003E9E)},
    {Token::zero, rgb(0x3A414C), rgb(0xD5DAE1), rgb(0xD0D0D0)},
    {Token::pos, rgb(0xFF9A4D), rgb(0xB84A06), rgb(0xB02A00)},
    {Token::ok, rgb(0x7FDDA0), rgb(0x146C2E), rgb(0x005A1E)},
    {Token::warn, rgb(0xFFB84D), rgb(0x8A5A00), rgb(0x6B4300)},
    {Token::err, rgb(0xFF9C92), rgb(0xB3261E), rgb(0xA30000)},
    {Token::focus, rgb(0x7CC4FF), rgb(0x0B57D0), rgb(0x0033CC)},
    {Token::cell_edge, rgb(0x343C48), rgb(0x9AA5B4), k_black},
    {Token::track, rgb(0x3A4351), rgb(0xDCE1E8), rgb(0x8C8C8C)},
    {Token::shadow, k_black, k_black, k_black},
};
static_assert(std::size(k_tokens) == k_token_count, "every token has a row");

Theme make_theme(ThemeId id) {
    Theme theme;
    theme.id = id;
    for (const TokenRow& row : k_tokens) {
        const Color color = id == ThemeId::dark ? row.dark : id == ThemeId::light ? row.light : row.projector;
        theme.colors[static_cast<std::size_t>(row.token)] = color;
    }
    if (id == ThemeId::light) theme.cell_edge_width = 1.0F;
    if (id == ThemeId::projector) {
        theme.stroke_scale = 1.5F;
        theme.cell_edge_width = 1.5F;
        theme.control_edge_width = 1.5F;
    }
    return theme;
}

}  // namespace

Color Theme::input_cell(float t) const { return mix((*this)[Token::in0], (*this)[Token::in1], t); }

Color Theme::output_cell(float t) const { return mix((*this)[Token::out0], (*this)[Token::out1], t); }

Color Theme::ink_on(Color fill) { return contrast(k_white, fill) >= contrast(k_black, fill) ? k_white : k_black; }

const Theme& theme(ThemeId id) {
    static const std::array<Theme, 3> themes{make_theme(ThemeId::dark), make_theme(ThemeId::light),
                                             make_theme(ThemeId::projector)};
    return themes[static_cast<std::size_t>(id)];
}

std::string_view theme_name(ThemeId id) {
    switch (id) {
        case ThemeId::dark:
            return "dark";
        case ThemeId::light:
            return "light";
        case ThemeId::projector:
            return "projector";
    }
    return "dark";
}

}  // namespace ui
