// Regions: they tile the window at every size and text scale, and are where the design puts them.
#include "app/ui/layout.h"

#include <cmath>
#include <vector>

#include "support/catch.h"

namespace {

using ui::Layout;
using ui::Rect;

float overlap(const Rect& a, const Rect& b) {
    const float w = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const float h = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    return std::max(0.0F, w) * std::max(0.0F, h);
}

std::vector<Rect> tiles(const Layout& layout) {
    std::vector<Rect> all{layout.rail, layout.top_bar, layout.stage, layout.player, layout.readout};
    if (!layout.settings_is_drawer) all.push_back(layout.settings);
    return all;
}

struct WindowSize {
    float width, height;
};
constexpr WindowSize k_sizes[] = {{640, 400},   {800, 600},   {1024, 600}, {1024, 768}, {1199, 699},
                                  {1200, 700},  {1280, 720},  {1280, 800}, {1366, 768}, {1920, 1080},
                                  {2560, 1440}, {3840, 2160}, {3840, 600}, {700, 2000}, {7680, 4320}};

}  // namespace

TEST_CASE("the regions tile every window without overlap") {
    for (const WindowSize size : k_sizes) {
        for (const float text_scale : {1.0F, 1.25F, 1.5F, 2.0F}) {
            for (const bool open : {true, false}) {
                CAPTURE(size.width, size.height, text_scale, open);
                const Layout layout = ui::make_layout(size.width, size.height, text_scale, open);
                const std::vector<Rect> all = tiles(layout);
                float area = 0;
                for (std::size_t i = 0; i < all.size(); ++i) {
                    CHECK(all[i].x >= 0);
                    CHECK(all[i].y >= 0);
                    CHECK(all[i].right() <= size.width + 0.01F);
                    CHECK(all[i].bottom() <= size.height + 0.01F);
                    area += all[i].w * all[i].h;
                    for (std::size_t j = i + 1; j < all.size(); ++j) CHECK(overlap(all[i], all[j]) == 0);
                }
                CHECK(area == Approx(size.width * size.height));
                CHECK_FALSE(layout.stage.empty());
                CHECK(layout.u * 8 == std::floor(layout.u * 8));
                for (const Rect& one : all) {
                    CHECK(one.x == std::round(one.x));
                    CHECK(one.y == std::round(one.y));
                }
            }
        }
    }
}

TEST_CASE("1280x800 is the design's own size") {
    const Layout layout = ui::make_layout(1280, 800, 1, true);
    CHECK(layout.u == 1);
    CHECK_FALSE(layout.compact);
    CHECK(layout.rail == Rect{0, 0, 96, 800});
    CHECK(layout.top_bar == Rect{96, 0, 1184, 80});
    CHECK(layout.settings == Rect{992, 80, 288, 664});
    CHECK(layout.player == Rect{96, 672, 896, 72});
    CHECK(layout.readout == Rect{96, 744, 1184, 56});
    CHECK(layout.stage == Rect{96, 80, 896, 592});
}

TEST_CASE("1024x600 is compact, at full text size") {
    const Layout layout = ui::make_layout(1024, 600, 1, true);
    CHECK(layout.compact);
    CHECK(layout.u == 1);
    CHECK(layout.rail.w == 72);
    CHECK(layout.top_bar.h == 56);
    CHECK(layout.settings.w == 256);
    CHECK(layout.player.h == 56);
    CHECK(layout.readout.h == 40);
    CHECK(layout.stage == Rect{72, 56, 696, 448});
}

TEST_CASE("larger windows scale by eighths") {
    CHECK(ui::make_layout(1920, 1080, 1, true).u == 1.25F);
    CHECK(ui::make_layout(2560, 1440, 1, true).u == 1.75F);
    CHECK(ui::make_layout(3840, 2160, 1, true).u == 2.625F);
    CHECK(ui::make_layout(7680, 4320, 1, true).u == 3);
    CHECK(ui::make_layout(1200, 750, 1, true).u == 0.875F);
    CHECK_FALSE(ui::make_layout(1200, 700, 1, true).compact);
    CHECK(ui::make_layout(1199, 900, 1, true).compact);
    CHECK(ui::make_layout(1400, 699, 1, true).compact);
}

TEST_CASE("closed settings give their room to the stage") {
    const Layout open = ui::make_layout(1280, 800, 1, true);
    const Layout closed = ui::make_layout(1280, 800, 1, false);
    CHECK(closed.settings.w == 0);
    CHECK(closed.stage.w == open.stage.w + open.settings.w);
    CHECK(open.settings_handle.empty());
}

TEST_CASE("from text scale 1.5 on the settings are a drawer over the stage, with a handle") {
    CHECK_FALSE(ui::make_layout(1280, 800, 1.25F, true).settings_is_drawer);
    for (const WindowSize size : k_sizes) {
        const Layout open = ui::make_layout(size.width, size.height, 1.5F, true);
        const Layout closed = ui::make_layout(size.width, size.height, 1.5F, false);
        CAPTURE(size.width, size.height);
        CHECK(open.settings_is_drawer);
        CHECK(open.stage == closed.stage);
        CHECK(open.settings.right() == open.stage.right());
        CHECK(open.settings.w < open.stage.w);
        CHECK(open.settings.y == open.stage.y);
        CHECK(open.settings.h == open.stage.h);
        CHECK(closed.settings.w == 0);
        CHECK(open.settings_handle.right() == open.settings.x);
        CHECK(closed.settings_handle.right() == closed.stage.right());
        CHECK_FALSE(closed.settings_handle.empty());
    }
}

TEST_CASE("text scale applies to controls and text, not to the stage") {
    const Layout layout = ui::make_layout(1920, 1080, 1.25F, true);
    CHECK(layout.px(8) == 10);
    CHECK(layout.control(8) == 12.5F);
    CHECK(layout.top_bar.h > ui::make_layout(1920, 1080, 1, true).top_bar.h);
}
