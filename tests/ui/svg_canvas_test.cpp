// The SVG of a drawing: one element for each primitive, text that cannot break the file, pictures embedded once.
#include "app/ui/svg_canvas.h"

#include "app/ui/record_canvas.h"
#include "support/catch.h"
#include "support/gui_harness.h"

namespace {

// A canvas over the harness's view; text is measured as the recorder does: 0.6 em a letter, 1 em a syllable.
struct Drawing {
    test::GuiHarness gui;
    ui::RecordCanvas measure{gui.view()};
    int packed = 0;
    ui::SvgCanvas svg{gui.view(), measure, [this](const core::Image&) {
                          ++packed;
                          return std::string("UE5H");
                      }};
    std::string text() const { return svg.document({0, 0, 100, 50}, "Which?", "20 < 30"); }
    int count(std::string_view part) const { return test::count_of(text(), part); }
};

constexpr ui::TextStyle k_words{ui::Type::t20, ui::Family::words, true};

}  // namespace

TEST_CASE("an SVG shows its part of the view, with title and description") {
    const Drawing d;
    const std::string text = d.text();
    CHECK(text.starts_with("<?xml"));
    CHECK(text.find("width=\"100\" height=\"50\" viewBox=\"0 0 100 50\"") != std::string::npos);
    CHECK(text.find("<title>Which?</title>") != std::string::npos);
    CHECK(text.find("<desc>20 &lt; 30</desc>") != std::string::npos);
    CHECK(text.ends_with("</svg>\n"));
}

TEST_CASE("shapes are elements with their colours, opacity apart") {
    Drawing d;
    const ui::Color red = d.svg.color(ui::Token::err);
    d.svg.fill_rect({1, 2.5F, 30, 40}, red.with_alpha(0.5F), 4);
    d.svg.stroke_circle({10, 10}, 5, red, 2);
    d.svg.line({0, 0}, {10, 10}, red, 1.5F);
    const std::vector<ui::Vec2> path{{0, 0}, {4, 0}, {4, 4}};
    d.svg.polyline(path, red, 1, true);
    d.svg.fill_polygon(path, red, false);
    CHECK(d.count("<rect x=\"1\" y=\"2.5\" width=\"30\" height=\"40\" rx=\"4\" fill=\"#") == 1);
    CHECK(d.count("fill-opacity=\"0.502\"") == 1);
    CHECK(d.count("<circle cx=\"10\" cy=\"10\" r=\"5\" fill=\"none\" stroke=\"#") == 1);
    CHECK(d.count("<polygon points=\"0,0 4,0 4,4\"") == 2);
    CHECK(d.count("shape-rendering=\"crispEdges\"") == 1);
}

TEST_CASE("text is escaped, placed stretch by stretch, and named after its face") {
    Drawing d;
    d.svg.glyphs({10.4F, 20.2F}, "a<b & 창\x01", k_words, d.svg.color(ui::Token::text));
    const std::string text = d.text();
    CHECK(text.find(">a&lt;b &amp; </text>") != std::string::npos);
    CHECK(text.find(">창</text>") != std::string::npos);
    CHECK(text.find('\x01') == std::string::npos);
    CHECK(d.count("font-family=\"Inter, sans-serif\" font-weight=\"600\"") == 1);
    CHECK(d.count("font-family=\"NanumSquare, sans-serif\" font-weight=\"700\"") == 1);
    CHECK(d.count("<text x=\"10\" y=\"20\" font-size=\"20\"") == 1);
    CHECK(d.count("<text x=\"82\" y=\"19\"") == 1);  // six letters of 12 further; 0.05 em higher
    d.svg.glyphs({0, 0}, "\xff\xfe", k_words, d.svg.color(ui::Token::text));
    CHECK(d.text().find('\xff') == std::string::npos);
}

TEST_CASE("a picture is packed once, its parts are cut out of it, and blocks stay blocks") {
    Drawing d;
    const core::Image image = core::make_image(4, 2, 3, std::vector<std::uint8_t>(4 * 2 * 3, 7));
    d.svg.image({0, 0, 10, 10}, image, {0, 0, 2, 2}, false);
    d.svg.image({10, 0, 10, 10}, image, {2, 0, 2, 2}, false);
    CHECK(d.packed == 1);
    CHECK(d.count("data:image/png;base64,UE5H") == 1);
    CHECK(d.count("<use ") == 2);
    CHECK(d.count("viewBox=\"2 0 2 2\"") == 1);
    CHECK(d.count("image-rendering:pixelated") == 1);
    d.svg.image({20, 0, 10, 10}, image, {0, 0, 4, 2}, true);
    CHECK(d.packed == 2);
    CHECK(d.count("image-rendering:pixelated") == 1);
}

TEST_CASE("layers lie over each other in their order, clips within theirs") {
    Drawing d;
    const ui::Color ink = d.svg.color(ui::Token::text);
    d.svg.set_layer(ui::Layer::overlay);
    d.svg.line({3, 3}, {4, 4}, ink, 1);
    d.svg.set_layer(ui::Layer::stage);
    d.svg.push_clip({0, 0, 5, 5});
    d.svg.line({1, 1}, {2, 2}, ink, 1);
    d.svg.pop_clip();
    const std::string text = d.text();
    CHECK(text.find("x1=\"1\"") < text.find("x1=\"3\""));
    CHECK(d.count("<g") == d.count("</g>"));
    CHECK(d.count("clip-path=\"url(#clip1)\"") == 1);
}

TEST_CASE("an enlarged layout is the same in larger pixels") {
    const ui::Layout plain = ui::make_layout(1280, 800, 1.0F, true);
    const ui::Layout large = ui::enlarged(plain, 4.0F);
    CHECK(large.u == 4.0F * plain.u);
    CHECK(large.stage.w == 4.0F * plain.stage.w);
    CHECK(large.readout.y == 4.0F * plain.readout.y);
    CHECK(large.compact == plain.compact);
    CHECK(ui::enlarged(large, 0.25F) == plain);
}
