// The canvas's own helpers, seen through what a recorder writes down.
#include "app/ui/canvas.h"

#include <array>
#include <sstream>

#include "app/ui/icons.h"
#include "app/ui/record_canvas.h"
#include "support/catch.h"
#include "support/gui_harness.h"

namespace {

struct Desk {
    ui::View view;
    Desk() {
        view.theme = &ui::theme(ui::ThemeId::dark);
        view.layout = ui::make_layout(1280, 800, 1, true);
    }
};

std::vector<std::string> lines_of(const std::string& dump, const std::string& kind) {
    std::vector<std::string> found;
    std::istringstream in(dump);
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(kind + " ")) found.push_back(line);
    }
    return found;
}

}  // namespace

TEST_CASE("the recorder writes every primitive exactly and without -0") {
    const Desk desk;
    ui::RecordCanvas canvas(desk.view);
    canvas.fill_rect({-0.04F, 1.25F, 10, 20.06F}, {1, 2, 255, 128}, 6);
    canvas.stroke_rect({0, 0, 1, 1}, {0, 0, 0}, 1.5F);
    canvas.line({0, 0}, {3, 4}, {255, 255, 255}, 2);
    canvas.fill_circle({5, 5}, 2, {9, 9, 9});
    canvas.glyphs({1, 2}, "20", {ui::Type::t36, ui::Family::numbers, true}, {0, 0, 0});
    CHECK(canvas.dump() ==
          "fill 0,1.3 10x20.1 #0102ff80 radius 6\n"
          "stroke 0,0 1x1 #000000 width 1.5\n"
          "line 0,0 3,4 #ffffff width 2\n"
          "disc 5,5 r 2 #090909\n"
          "text 1,2 36 numbers bold #000000 \"20\"\n");
}

TEST_CASE("recorded widths: 0.6 em a character, 1 em a Hangul syllable") {
    const Desk desk;
    const ui::RecordCanvas canvas(desk.view);
    CHECK(canvas.text_width("abc", {ui::Type::t20}) == Approx(36));
    CHECK(canvas.text_width("보폭", {ui::Type::t20}) == Approx(40));
    CHECK(canvas.text_width("−∞", {ui::Type::t20}) == Approx(24));
}

TEST_CASE("text stands on its baseline, half a cap height below the centre") {
    const Desk desk;
    ui::RecordCanvas canvas(desk.view);
    CHECK(canvas.text(100, 50, "ab", {ui::Type::t20}, ui::Token::text, ui::Align::right) == Approx(24));
    canvas.text(100, 50, "ab", {ui::Type::t20}, ui::Token::text, ui::Align::center);
    const auto texts = lines_of(canvas.dump(), "text");
    CHECK(texts[0].starts_with("text 76,57.3 20 words"));
    CHECK(texts[1].starts_with("text 88,57.3 20 words"));
}

TEST_CASE("the size of text follows scale and text scale, the steps go down to 14") {
    Desk desk;
    desk.view.layout = ui::make_layout(1920, 1080, 2.0F, true);
    const ui::RecordCanvas canvas(desk.view);
    CHECK(canvas.text_size({ui::Type::t16}) == 40);
    CHECK(ui::step_down(ui::Type::t36) == ui::Type::t28);
    CHECK(ui::step_down(ui::Type::t14) == ui::Type::t14);
}

TEST_CASE("words wrap at spaces, long ones are cut, the last line ends in an ellipsis") {
    const Desk desk;
    ui::RecordCanvas canvas(desk.view);
    const ui::TextStyle style{ui::Type::t20};  // 12 px a character
    SECTION("wrapping") {
        const float height = canvas.wrapped(0, 0, 100, "one two three", style, ui::Token::text);
        CHECK(height == 52);
        CHECK(test::count_of(canvas.dump(), "0,20.3 ") == 1);
        CHECK(canvas.wrapped_size(100, "one two three", style) == ui::Vec2{84, 52});
    }
    SECTION("a file name without spaces") { CHECK(canvas.wrapped_size(60, "abcdefghijk", style) == ui::Vec2{60, 78}); }
    SECTION("too many lines") {
        canvas.wrapped(0, 0, 100, "one two three four five six", style, ui::Token::text, 2);
        const auto texts = lines_of(canvas.dump(), "text");
        CHECK(texts.back().ends_with("\"…\""));
        CHECK(canvas.dump().find("five") == std::string::npos);
    }
    SECTION("colours stay with their words, and no word breaks between two colours") {
        const ui::RichText rich{{"the sum is "}, {"20", ui::Token::output, true}, {"."}};
        canvas.rich_wrapped(0, 0, 130, rich, style, ui::Token::text);
        const auto texts = lines_of(canvas.dump(), "text");
        REQUIRE(texts.size() >= 2);
        CHECK(texts[texts.size() - 2].find("bold #5edbc4 \"20\"") != std::string::npos);
        CHECK(texts.back().ends_with("\".\""));
        CHECK(texts.back().starts_with("text 24,46.3"));  // beside the 20 on the second line
    }
    SECTION("elided") {
        CHECK(canvas.elided("Backward", style, 200) == "Backward");
        CHECK(canvas.elided("Backward", style, 61) == "Back…");
        CHECK(canvas.elided("고양이 사진", style, 60) == "고양…");
        CHECK(canvas.elided("Backward", style, 1) == "…");
    }
}

TEST_CASE("a dashed frame closes evenly and its dashes have the asked length, nearly") {
    const Desk desk;
    ui::RecordCanvas canvas(desk.view);
    canvas.dashed_rect({0, 0, 88, 88}, {0, 0, 0}, 1, 6, 5);
    const auto dashes = lines_of(canvas.dump(), "path");
    CHECK(dashes.size() == 32);  // 352 / 11
    CHECK(dashes[0] == "path 0,0 6,0 #000000 width 1");
    ui::RecordCanvas round(desk.view);
    round.dashed_rect({0, 0, 88, 88}, {0, 0, 0}, 1, 6, 5, 6);
    CHECK(lines_of(round.dump(), "path").size() == 31);
    ui::RecordCanvas line(desk.view);
    line.dashed_line({0, 0}, {60, 0}, {0, 0, 0}, 1, 8, 5);
    CHECK(lines_of(line.dump(), "path").size() == 5);
    CHECK(lines_of(line.dump(), "path").back().find(" 60,0 ") != std::string::npos);
}

TEST_CASE("hatching stays inside its rectangle") {
    const Desk desk;
    ui::RecordCanvas canvas(desk.view);
    canvas.hatch({10, 20, 88, 40}, {0, 0, 0});
    const auto strokes = lines_of(canvas.dump(), "line");
    CHECK(strokes.size() == 15);  // every 8 px of 88 + 40
    for (const std::string& stroke : strokes) {
        float ax = 0, ay = 0, bx = 0, by = 0;
        REQUIRE(std::sscanf(stroke.c_str(), "line %f,%f %f,%f", &ax, &ay, &bx, &by) == 4);
        CAPTURE(stroke);
        CHECK(ui::Rect{10, 20, 88, 40}.grown(0.01F).contains({ax, ay}));
        CHECK(ui::Rect{10, 20, 88, 40}.grown(0.01F).contains({bx, by}));
        CHECK(ax + ay == Approx(bx + by));
    }
}

TEST_CASE("a bezier begins and ends where it should") {
    const Desk desk;
    ui::RecordCanvas canvas(desk.view);
    canvas.bezier({0, 0}, {50, 0}, {50, 100}, {100, 100}, {0, 0, 0}, 2);
    const std::string curve = lines_of(canvas.dump(), "path").at(0);
    CHECK(curve.starts_with("path 0,0 "));
    CHECK(curve.find(" 50,50 ") != std::string::npos);
    CHECK(curve.find(" 100,100 ") != std::string::npos);
}

TEST_CASE("layers are named in the dump and come back at the end of a scope") {
    const Desk desk;
    ui::RecordCanvas canvas(desk.view);
    {
        const ui::LayerScope above(canvas, ui::Layer::overlay);
        CHECK(canvas.layer() == ui::Layer::overlay);
    }
    CHECK(canvas.dump() == "layer overlay\nlayer stage\n");
}

TEST_CASE("every icon, rail picture and parameter glyph draws something inside its box") {
    const Desk desk;
    const ui::Rect box{100, 100, 24, 24};
    for (int icon = 1; icon <= static_cast<int>(ui::Icon::up); ++icon) {
        CAPTURE(icon);
        ui::RecordCanvas canvas(desk.view);
        ui::draw_icon(canvas, static_cast<ui::Icon>(icon), box, {0, 0, 0});
        CHECK_FALSE(canvas.dump().empty());
    }
    ui::RecordCanvas nothing(desk.view);
    ui::draw_icon(nothing, ui::Icon::none, box, {0, 0, 0});
    CHECK(nothing.dump().empty());
    for (const auto parameter :
         {ui::Parameter::kernel, ui::Parameter::stride, ui::Parameter::padding, ui::Parameter::dilation}) {
        ui::RecordCanvas canvas(desk.view);
        ui::draw_parameter_glyph(canvas, parameter, {0, 0, 20, 14});
        CHECK_FALSE(canvas.dump().empty());
    }
}
