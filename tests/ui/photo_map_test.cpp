// Where photo pixels lie on the screen: fitting, zooming around the mouse, panning, photos of any shape.
#include <cmath>
#include <random>

#include "app/ui/photo_lane.h"
#include "support/catch.h"

namespace {

constexpr ui::Rect k_frame{100.0F, 50.0F, 270.0F, 180.0F};

struct Size {
    std::int64_t width, height;
};
constexpr Size k_sizes[] = {{451, 300}, {300, 451}, {1, 1}, {1, 5000}, {5000, 1}, {8000, 6000}, {20, 10}};

}  // namespace

TEST_CASE("a photo at zoom 1 is whole, in the middle, as large as the frame allows") {
    const ui::PhotoMap map(k_frame, 451, 300, {});
    CHECK(map.shows_all());
    const ui::Rect photo = map.photo_rect();
    CHECK(std::abs(photo.w - 270.0F) < 0.01F);
    CHECK(std::abs(photo.h - 270.0F * 300.0F / 451.0F) < 0.01F);
    CHECK(std::abs(photo.center().x - k_frame.center().x) < 0.01F);
    CHECK(std::abs(photo.center().y - k_frame.center().y) < 0.01F);
}

TEST_CASE("the thin side of a very long photo stays visible") {
    for (const Size size : {Size{1, 5000}, Size{5000, 1}, Size{5000, 2}}) {
        const ui::Rect photo = ui::PhotoMap(k_frame, size.width, size.height, {}).photo_rect();
        INFO(size.width << " x " << size.height);
        CHECK(std::min(photo.w, photo.h) >= 15.99F);
    }
}

TEST_CASE("screen and photo are inverse to each other") {
    for (const Size size : k_sizes) {
        const ui::PhotoMap map(k_frame, size.width, size.height, {3.0, 0.3, 0.8});
        for (const ui::Vec2 point : {ui::Vec2{100.0F, 50.0F}, ui::Vec2{233.0F, 141.0F}, ui::Vec2{370.0F, 230.0F}}) {
            const ui::PhotoPoint place = map.to_photo(point);
            const ui::Rect back = map.to_screen({place.x, place.y, 1.0, 1.0});
            INFO(size.width << " x " << size.height);
            CHECK(std::abs(back.x - point.x) < 0.01F);
            CHECK(std::abs(back.y - point.y) < 0.01F);
        }
    }
}

TEST_CASE("zooming keeps the place under the mouse") {
    const ui::PhotoMap before(k_frame, 4000, 3000, {8.0, 0.5, 0.5});
    const ui::Vec2 mouse{180.0F, 200.0F};
    const ui::PhotoPoint place = before.to_photo(mouse);
    for (const double factor : {1.25, 0.8, 3.0}) {
        const ui::PhotoMap after(k_frame, 4000, 3000, before.zoomed(factor, mouse));
        const ui::PhotoPoint now = after.to_photo(mouse);
        CHECK(std::abs(now.x - place.x) < 1e-6);
        CHECK(std::abs(now.y - place.y) < 1e-6);
        CHECK(std::abs(after.view().zoom - 8.0 * factor) < 1e-9);
    }
}

TEST_CASE("panning moves the photo with the mouse and stops at its edge") {
    const ui::PhotoMap map(k_frame, 4000, 3000, {8.0, 0.5, 0.5});
    const ui::Rect before = map.to_screen({2000.0, 1500.0, 1.0, 1.0});
    const ui::Rect after =
        ui::PhotoMap(k_frame, 4000, 3000, map.panned({12.0F, -7.0F})).to_screen({2000.0, 1500.0, 1.0, 1.0});
    CHECK(std::abs(after.x - before.x - 12.0F) < 0.01F);
    CHECK(std::abs(after.y - before.y + 7.0F) < 0.01F);

    const ui::PhotoMap corner(k_frame, 4000, 3000, map.panned({1e6F, 1e6F}));
    CHECK(std::abs(corner.shown().x) < 1e-6);
    CHECK(std::abs(corner.shown().y) < 1e-6);
}

TEST_CASE("any wish gives a view within its limits") {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> share(-2.0, 3.0);
    std::uniform_real_distribution<double> zoom(-5.0, 1e5);
    for (const Size size : k_sizes) {
        for (int i = 0; i < 200; ++i) {
            const ui::PhotoMap map(k_frame, size.width, size.height, {zoom(random), share(random), share(random)});
            const core::PhotoRect shown = map.shown();
            const auto width = static_cast<double>(size.width);
            const auto height = static_cast<double>(size.height);
            INFO(size.width << " x " << size.height << " zoom " << map.view().zoom);
            CHECK(map.view().zoom >= 1.0);
            CHECK(map.view().zoom <= map.largest_zoom());
            // No empty edge where the photo is larger than the frame; in the middle where it is smaller.
            if (shown.width <= width) {
                CHECK(shown.x >= -1e-6);
                CHECK(shown.x + shown.width <= width + 1e-6);
            } else {
                CHECK(std::abs(shown.x + shown.width / 2 - width / 2) < 1e-6);
            }
            if (shown.height <= height) {
                CHECK(shown.y >= -1e-6);
                CHECK(shown.y + shown.height <= height + 1e-6);
            } else {
                CHECK(std::abs(shown.y + shown.height / 2 - height / 2) < 1e-6);
            }
        }
    }
}

TEST_CASE("the largest zoom shows at least four pixels of the photo") {
    for (const Size size : k_sizes) {
        const ui::PhotoMap map(k_frame, size.width, size.height, {1e9, 0.5, 0.5});
        INFO(size.width << " x " << size.height);
        if (map.largest_zoom() > 1.0) CHECK(std::abs(map.scale() - 45.0) < 1e-6);
    }
}
