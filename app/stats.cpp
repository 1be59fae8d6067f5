#include "app/stats.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>

namespace app {
namespace {

constexpr double k_loading_seconds = 0.5;  // the new table is drawn, its letters are made
constexpr double k_playing_seconds = 5.0;
constexpr double k_settling_seconds = 2.0;  // the step under way comes to its end
constexpr double k_resting_seconds = 5.0;

// Processor time of the whole process, all threads.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

core::Grid eight_by_eight() {
    core::Grid grid(8, 8);
    for (std::size_t i = 0; i < grid.values.size(); ++i) grid.values[i] = static_cast<float>((i * 37) % 64);
    return grid;
}

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0.0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

}  // namespace

Stats::Stats() : launch_(Clock::now()), part_start_(launch_) {}

double Stats::seconds_in_part() const { return std::chrono::duration<double>(Clock::now() - part_start_).count(); }

void Stats::enter(Part part) {
    part_ = part;
    part_start_ = Clock::now();
}

bool Stats::direct(App& app, std::vector<ui::KeyPress>& keys) {
    const double seconds = seconds_in_part();
    switch (part_) {
        case Part::starting:
            if (first_frame_ms_ == 0.0) return true;
            app.show_scene("stride");
            app.deliver(ui::TableArrived{eight_by_eight(), ""});
            enter(Part::loading);
            return true;
        case Part::loading:
            if (seconds < k_loading_seconds) return true;
            keys = {{"Home"}, {"Space"}};
            enter(Part::playing);
            return true;
        case Part::playing:
            if (seconds < k_playing_seconds) return true;
            playing_seconds_ = seconds;
            keys = {{"Space"}};
            enter(Part::settling);
            return true;
        case Part::settling:
            if (seconds < k_settling_seconds) return true;
            cpu_at_rest_start_ = cpu_seconds();
            enter(Part::resting);
            return true;
        case Part::resting:
            if (seconds < k_resting_seconds) return true;
            resting_seconds_ = seconds;
            resting_cpu_seconds_ = cpu_seconds() - cpu_at_rest_start_;
            enter(Part::done);
            return false;
        case Part::done:
            return false;
    }
    return false;
}

void Stats::frame(const FrameCost& cost) {
    if (part_ == Part::starting && first_frame_ms_ == 0.0) {
        first_frame_ms_ = std::chrono::duration<double, std::milli>(Clock::now() - launch_).count();
    }
    if (part_ == Part::playing) interface_ms_.push_back(cost.interface_ms);
    if (part_ == Part::resting) ++resting_frames_;
}

void Stats::print() const {
    const double frames = static_cast<double>(interface_ms_.size());
    std::printf("first frame            %7.0f ms after launch\n", first_frame_ms_);
    std::printf("playing an 8x8 grid    %7.1f frames/s\n", playing_seconds_ > 0 ? frames / playing_seconds_ : 0.0);
    std::printf("interface per frame    %7.2f ms p50, %.2f ms p99 (processor time, without OpenGL)\n",
                percentile(interface_ms_, 0.5), percentile(interface_ms_, 0.99));
    std::printf("nothing moving         %7.2f %% of one core, %d frames in %.1f s\n",
                resting_seconds_ > 0 ? 100.0 * resting_cpu_seconds_ / resting_seconds_ : 0.0, resting_frames_,
                resting_seconds_);
}

}  // namespace app
