// How long a hand on the kernel slider of the scene `photo` waits for its pictures. Called by ./dev bench.
//
// Usage: photo_bench [WIDTH HEIGHT]
//
// A drawn photo (12 megapixels without arguments) in the lanes of a window of 1920 x 1080, settings open; the kernel
// goes from 1 to 101, with the stride 1, 2 or following it. What is timed begins when the setting changes and ends when
// all lane pictures of it, or of a newer one, are handed to the canvas; no drawing is in it.
//   step: the next kernel when everything of the one before is there. "visible" is the first set of pictures, "final"
//         the one with all samples in each pixel.
//   drag: a new kernel in each frame, 60 frames a second, there and back, as fast as a hand can: a frame takes what is
//         there when it begins, so 17 ms is one frame.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "app/scenes/photo_screen.h"
#include "app/ui/layout.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t k_largest_kernel = 101;
constexpr std::chrono::microseconds k_look_again{100};
constexpr std::chrono::duration<double> k_frame{1.0 / 60.0};

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Waits in ms, and what nearly all of them stay below.
class Waits {
public:
    void add(double ms) { all_.push_back(ms); }
    double share(double part) {
        if (all_.empty()) return 0.0;
        std::sort(all_.begin(), all_.end());
        return all_[static_cast<std::size_t>(part * static_cast<double>(all_.size() - 1))];
    }

private:
    std::vector<double> all_;
};

struct StrideRule {
    const char* name;
    std::int64_t stride;  // 0: follows the kernel
};
constexpr std::array k_strides{StrideRule{"1", 1}, StrideRule{"2", 2}, StrideRule{"k", 0}};

struct LookedAt {
    const char* name;
    double pixel;  // screen pixels per photo pixel; 0: the whole photo
};
constexpr std::array k_looks{LookedAt{"whole photo", 0.0}, LookedAt{"a third of it", -3.0},
                             LookedAt{"pixel by pixel", 1.0}, LookedAt{"enlarged 8 times", 8.0}};

// The scene without its window: what a frame does with the pictures.
class Screen {
public:
    Screen(const core::Image& photo, const LookedAt& looked_at)
        : placed_(scenes::photo_layout(ui::make_layout(1920.0F, 1080.0F, 1.0F, true))) {
        state_.work = std::make_unique<scenes::PhotoWork>([] {});
        scenes::show_photo(state_, photo, "", false);
        const ui::PhotoMap map = scenes::lane_map(state_, placed_.lane(scenes::PhotoLane::original));
        if (looked_at.pixel > 0.0) state_.view = map.zoomed_to(map.view().zoom * looked_at.pixel / map.scale());
        if (looked_at.pixel < 0.0) state_.view = map.zoomed_to(-looked_at.pixel);
    }

    const ui::Rect& lane() const { return placed_.lane(scenes::PhotoLane::original); }

    void choose(std::int64_t kernel, const StrideRule& rule) {
        state_.document.kernel = kernel;
        state_.document.stride = rule.stride == 0 ? kernel : rule.stride;
        state_.document.stride_follows = rule.stride == 0;
        scenes::refresh(state_);
        scenes::want_pictures(state_, placed_);
    }
    void update(double dt) {
        state_.work->lanes.update(dt);
        state_.work->pyramid.update(dt);
    }
    bool settled() const { return !state_.work->lanes.busy() && !state_.work->pyramid.busy(); }
    bool final() const { return !state_.work->lanes.busy(); }
    // The kernel whose pictures are shown.
    std::int64_t shown() const {
        const scenes::PictureSet& set = state_.work->lanes.shown();
        return set.images.empty() ? 0 : set.order.lanes[1].spec.kernel.h;
    }
    void settle() {
        while (!settled()) wait();
    }
    void wait() {
        std::this_thread::sleep_for(k_look_again);
        update(std::chrono::duration<double>(k_look_again).count());
    }

private:
    scenes::PhotoLayout placed_;
    scenes::PhotoState state_;
};

void step(Screen& screen, const StrideRule& rule, Waits& visible, Waits& final) {
    for (std::int64_t kernel = 1; kernel <= k_largest_kernel; ++kernel) {
        const Clock::time_point start = Clock::now();
        screen.choose(kernel, rule);
        while (screen.shown() != kernel) screen.wait();
        visible.add(ms_since(start));
        while (!screen.final()) screen.wait();
        final.add(ms_since(start));
    }
}

void drag(Screen& screen, const StrideRule& rule, Waits& waits) {
    struct Setting {
        std::int64_t kernel;
        Clock::time_point start;
    };
    std::vector<Setting> unseen;
    Clock::time_point due = Clock::now();
    for (std::int64_t frame = 0; frame < 2 * k_largest_kernel || !unseen.empty(); ++frame) {
        screen.update(k_frame.count());
        const auto shown = std::find_if(unseen.begin(), unseen.end(),
                                        [&](const Setting& one) { return one.kernel == screen.shown(); });
        if (shown != unseen.end()) {
            for (auto one = unseen.begin(); one <= shown; ++one) waits.add(ms_since(one->start));
            unseen.erase(unseen.begin(), shown + 1);
        }
        if (frame < 2 * k_largest_kernel) {
            const std::int64_t kernel = frame < k_largest_kernel ? frame + 1 : 2 * k_largest_kernel - frame;
            unseen.push_back({kernel, Clock::now()});
            screen.choose(kernel, rule);
        }
        due = std::max(due + std::chrono::duration_cast<Clock::duration>(k_frame), Clock::now());
        std::this_thread::sleep_until(due);
    }
}

void bench(const core::Image& photo) {
    std::printf("                            step: visible      step: final       drag: visible\n");
    std::printf("                      stride    p50    p99       p50    p99       p50    p99\n");
    for (const LookedAt& looked_at : k_looks) {
        for (const StrideRule& rule : k_strides) {
            Screen screen(photo, looked_at);
            screen.choose(k_largest_kernel, rule);
            screen.settle();
            Waits visible, final, dragged;
            step(screen, rule, visible, final);
            screen.settle();
            drag(screen, rule, dragged);
            screen.settle();
            std::printf("  %-20s  %2s  %6.1f %6.1f    %6.1f %6.1f    %6.1f %6.1f\n", looked_at.name, rule.name,
                        visible.share(0.5), visible.share(0.99), final.share(0.5), final.share(0.99),
                        dragged.share(0.5), dragged.share(0.99));
            std::fflush(stdout);
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::int64_t width = 4000;
    std::int64_t height = 3000;
    if (argc == 3) {
        width = std::atoll(argv[1]);
        height = std::atoll(argv[2]);
    }
    if (argc == 2 || argc > 3 || width < k_largest_kernel || height < k_largest_kernel) {
        std::fprintf(stderr, "usage: photo_bench [WIDTH HEIGHT], at least %lld each\n",
                     static_cast<long long>(k_largest_kernel));
        return 2;
    }
    const core::Image photo = core::draw_sample_photo(width, height);
    const ui::Rect lane = Screen(photo, k_looks[0]).lane();
    std::printf("photo of %lld x %lld in lanes of %.0f x %.0f: ms from a change of the kernel to its pictures\n",
                static_cast<long long>(width), static_cast<long long>(height), static_cast<double>(lane.w),
                static_cast<double>(lane.h));
    bench(photo);
    return 0;
}
