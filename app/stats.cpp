#include "app/stats.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>

#include "app/io/browse.h"
#include "app/io/files.h"

namespace app {
namespace {

constexpr double k_loading_seconds = 0.5;  // the new table is drawn, its letters are made
constexpr double k_playing_seconds = 5.0;
constexpr double k_settling_seconds = 2.0;  // the step under way comes to its end
constexpr double k_resting_seconds = 5.0;
constexpr double k_sliding_seconds = 10.0;

// Processor time of the whole process, all threads.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

core::Grid eight_by_eight() {
    core::Grid grid(8, 8);
    for (std::size_t i = 0; i < grid.values.size(); ++i) grid.values[i] = static_cast<float>((i * 37) % 64);
    return grid;
}

// A photo of 12 megapixels. Each drawn pixel sixteen times: drawing that many takes seconds, and pooling asks only for
// their number.
core::Image large_photo() {
    constexpr std::int64_t k_times = 4;
    const core::Image drawn = core::draw_sample_photo(1000, 750);
    std::vector<std::uint8_t> pixels;
    pixels.reserve(drawn.pixels->size() * k_times * k_times);
    for (std::int64_t row = 0; row < drawn.height * k_times; ++row) {
        for (std::int64_t col = 0; col < drawn.width * k_times; ++col) {
            for (std::int64_t c = 0; c < drawn.channels; ++c)
                pixels.push_back(drawn.view().at(c, row / k_times, col / k_times));
        }
    }
    return core::make_image(drawn.width * k_times, drawn.height * k_times, drawn.channels, std::move(pixels));
}

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0.0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

bool is_scene_file(const std::filesystem::path& file) {
    const std::vector<std::string> extensions = io::scene_extensions();
    return std::find(extensions.begin(), extensions.end(), io::lower_extension(file)) != extensions.end();
}

}  // namespace

Stats::Stats(const cli::WindowCommand& command)
    : scene_(command.scene),
      scene_file_(is_scene_file(command.file)),
      drawn_photo_(command.file.empty() || scene_file_),
      launch_(Clock::now()),
      part_start_(launch_) {}

double Stats::seconds_in_part() const { return std::chrono::duration<double>(Clock::now() - part_start_).count(); }

void Stats::enter(Part part) {
    part_ = part;
    part_start_ = Clock::now();
}

void Stats::begin_playing(App& app) {
    if (!scene_file_ || !scene_.empty()) app.show_scene(scene_.empty() ? "stride" : scene_);
    played_ = app.scene().id();
    const ui::Event table = ui::TableArrived{eight_by_eight(), ""};
    if (!scene_file_ && app.scene().accepts(table)) app.deliver(table);
    enter(Part::loading);
}

void Stats::begin_photo(App& app) {
    app.show_scene("photo");
    if (drawn_photo_) app.deliver(ui::PhotoArrived{.image = large_photo(), .name = ""});
    enter(Part::photo_loading);
}

bool Stats::direct(App& app, std::vector<ui::KeyPress>& keys) {
    const double seconds = seconds_in_part();
    switch (part_) {
        case Part::starting:
            if (first_frame_ms_ == 0.0) return true;
            scene_ == "photo" ? begin_photo(app) : begin_playing(app);
            return true;
        case Part::loading:
            if (app.waiting()) return true;
            keys = {{"Home"}};
            enter(Part::rewinding);
            return true;
        case Part::rewinding:
            if (seconds < k_loading_seconds) return true;
            keys = {{"Space"}};
            enter(Part::playing);
            return true;
        case Part::playing:
            if (seconds < k_playing_seconds) return true;
            playing_seconds_ = seconds;
            // A scene of few steps has come to its end by then, and the key would start it again.
            if (app.scene().moving()) keys = {{"Space"}};
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
            if (scene_file_ || !scene_.empty()) {
                enter(Part::done);
                return false;
            }
            begin_photo(app);
            return true;
        case Part::photo_loading:
            if (seconds >= k_loading_seconds && !app.waiting()) enter(Part::sliding);
            return true;
        case Part::sliding:
            app.scene().rehearse(seconds);
            if (seconds < k_sliding_seconds) return true;
            sliding_seconds_ = seconds;
            enter(Part::photo_settling);
            return true;
        case Part::photo_settling:
            if (app.waiting()) return true;
            enter(Part::done);
            return false;
        case Part::done:
            return false;
    }
    return false;
}

void Stats::frame(const FrameCost& cost, const scenes::Scene& scene) {
    if (part_ == Part::starting && first_frame_ms_ == 0.0) {
        first_frame_ms_ = std::chrono::duration<double, std::milli>(Clock::now() - launch_).count();
    }
    if (part_ == Part::playing) interface_ms_.push_back(cost.interface_ms);
    if (part_ == Part::resting) ++resting_frames_;
    if (part_ == Part::sliding) ++sliding_frames_;
    if (part_ != Part::sliding && part_ != Part::photo_settling) return;
    for (const scenes::PictureDelay& delay : scene.delays()) {
        if (delay.final) {
            final_ms_.push_back(1e3 * delay.finished);
        } else {
            visible_ms_.push_back(1e3 * delay.finished);
            taken_ms_.push_back(1e3 * delay.taken);
        }
    }
}

void Stats::print() const {
    std::printf("first frame            %7.0f ms after launch\n", first_frame_ms_);
    if (!interface_ms_.empty()) print_playing();
    if (!visible_ms_.empty()) print_photo();
}

void Stats::print_playing() const {
    const double frames = static_cast<double>(interface_ms_.size());
    std::printf("playing %-15s%7.1f frames/s\n", played_.c_str(),
                playing_seconds_ > 0 ? frames / playing_seconds_ : 0.0);
    std::printf("interface per frame    %7.2f ms p50, %.2f ms p99 (processor time, without OpenGL)\n",
                percentile(interface_ms_, 0.5), percentile(interface_ms_, 0.99));
    std::printf("nothing moving         %7.2f %% of one core, %d frames in %.1f s\n",
                resting_seconds_ > 0 ? 100.0 * resting_cpu_seconds_ / resting_seconds_ : 0.0, resting_frames_,
                resting_seconds_);
}

void Stats::print_photo() const {
    std::printf("kernel slider of photo %7.1f frames/s, %s\n",
                sliding_seconds_ > 0 ? sliding_frames_ / sliding_seconds_ : 0.0,
                drawn_photo_ ? "drawn photo of 12 megapixels" : "photo of the file");
    std::printf("  to its pictures      %7.1f ms p50, %.1f ms p99 (finished beside the interface)\n",
                percentile(visible_ms_, 0.5), percentile(visible_ms_, 0.99));
    std::printf("  to a frame with them %7.1f ms p50, %.1f ms p99\n", percentile(taken_ms_, 0.5),
                percentile(taken_ms_, 0.99));
    if (final_ms_.empty()) return;
    std::printf("  to the final ones    %7.1f ms p50, %.1f ms p99 (of the %zu settings that stayed long enough)\n",
                percentile(final_ms_, 0.5), percentile(final_ms_, 0.99), final_ms_.size());
}

}  // namespace app
