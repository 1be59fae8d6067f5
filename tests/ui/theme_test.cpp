// Every pair of colours that carries words or shapes keeps the contrast the design promises (WCAG 2: 4.5 and 3).
#include "app/ui/theme.h"

#include "support/catch.h"

namespace {

using ui::Color;
using ui::contrast;
using ui::Theme;
using ui::ThemeId;
using ui::Token;

constexpr float k_words = 4.5F;
constexpr float k_shapes = 3.0F;
constexpr std::array k_grounds{Token::bg, Token::panel, Token::raised, Token::rail, Token::cover};

}  // namespace

TEST_CASE("contrast is WCAG's ratio") {
    CHECK(contrast({0, 0, 0}, {255, 255, 255}) == Approx(21.0F));
    CHECK(contrast({255, 255, 255}, {255, 255, 255}) == Approx(1.0F));
    CHECK(contrast({0x76, 0x76, 0x76}, {255, 255, 255}) == Approx(4.54F).margin(0.01));
    CHECK(contrast({255, 0, 0}, {255, 255, 255}) == contrast({255, 255, 255}, {255, 0, 0}));
}

TEST_CASE("colours are mixed in sRGB and held at their ends") {
    CHECK(ui::mix({0, 100, 200}, {100, 200, 0}, 0.5F) == Color{50, 150, 100});
    CHECK(ui::mix({0, 0, 0}, {10, 10, 10}, -1.0F) == Color{0, 0, 0});
    CHECK(ui::mix({0, 0, 0}, {10, 10, 10}, 2.0F) == Color{10, 10, 10});
    CHECK(Color{1, 2, 3}.with_alpha(0.5F) == Color{1, 2, 3, 128});
}

TEST_CASE("words are readable on every ground in every theme") {
    for (const ThemeId id : ui::k_themes) {
        const Theme& theme = ui::theme(id);
        for (const Token ground : k_grounds) {
            for (const Token words : {Token::text, Token::text2, Token::text3}) {
                CAPTURE(ui::theme_name(id), static_cast<int>(ground), static_cast<int>(words));
                CHECK(contrast(theme[words], theme[ground]) >= k_words);
            }
        }
        for (const Token words : {Token::text, Token::text2}) {
            CHECK(contrast(theme[words], theme[Token::raised_hi]) >= k_words);
        }
        CHECK(contrast(theme[Token::onfill], theme[Token::fill]) >= k_words);
    }
}

TEST_CASE("parameters, signs and states are readable as words on stage and panel") {
    for (const ThemeId id : ui::k_themes) {
        const Theme& theme = ui::theme(id);
        for (const Token ground : {Token::bg, Token::panel}) {
            for (const Token token : {Token::accent, Token::stride, Token::padding, Token::dilation, Token::input,
                                      Token::output, Token::pos, Token::neg, Token::ok, Token::warn, Token::err}) {
                CAPTURE(ui::theme_name(id), static_cast<int>(ground), static_cast<int>(token));
                CHECK(contrast(theme[token], theme[ground]) >= k_words);
            }
        }
    }
}

TEST_CASE("outlines and the focus ring stand out from what they lie on") {
    for (const ThemeId id : ui::k_themes) {
        const Theme& theme = ui::theme(id);
        for (const Token ground : {Token::bg, Token::panel, Token::raised}) {
            CAPTURE(ui::theme_name(id), static_cast<int>(ground));
            CHECK(contrast(theme[Token::edge], theme[ground]) >= k_shapes);
            CHECK(contrast(theme[Token::focus], theme[ground]) >= k_shapes);
            CHECK(contrast(theme[Token::fill], theme[ground]) >= k_shapes);
        }
    }
    CHECK(contrast(ui::theme(ThemeId::projector)[Token::track], ui::theme(ThemeId::projector)[Token::panel]) >=
          k_shapes);
}

TEST_CASE("digits are readable at every point of every ramp") {
    for (const ThemeId id : ui::k_themes) {
        const Theme& theme = ui::theme(id);
        for (int i = 0; i <= 1000; ++i) {
            const float t = static_cast<float>(i) / 1000.0F;
            for (const Color cell : {theme.input_cell(t), theme.output_cell(t)}) {
                CAPTURE(ui::theme_name(id), t);
                CHECK(contrast(Theme::ink_on(cell), cell) >= 4.58F);
            }
        }
        CHECK(theme.input_cell(0) == theme[Token::in0]);
        CHECK(theme.input_cell(1) == theme[Token::in1]);
        CHECK(theme.output_cell(0) == theme[Token::out0]);
        CHECK(theme.output_cell(1) == theme[Token::out1]);
    }
}

TEST_CASE("the accent stands out where the design says it needs no casing") {
    const Theme& dark = ui::theme(ThemeId::dark);
    CHECK(contrast(dark[Token::accent], dark[Token::in0]) >= 9.0F);
    const Theme& projector = ui::theme(ThemeId::projector);
    for (const Token cell : {Token::in0, Token::in1, Token::out0, Token::out1}) {
        CHECK(contrast(projector[Token::accent], projector[cell]) >= k_shapes);
    }
}

TEST_CASE("each theme has its name and the projector its heavy lines") {
    CHECK(ui::theme_name(ThemeId::dark) == "dark");
    CHECK(ui::theme_name(ThemeId::light) == "light");
    CHECK(ui::theme_name(ThemeId::projector) == "projector");
    CHECK(ui::theme(ThemeId::projector).stroke_scale == 1.5F);
    CHECK(ui::theme(ThemeId::dark).stroke_scale == 1.0F);
}
