// Stats: what `poolscope --stats` measures by itself and prints: time to the first frame; frames per second and cost of
// the interface while one scene plays (stride, with an 8x8 grid where nothing else is asked for), and the processor's
// share while nothing moves; in the scene photo how long the lanes take to follow the kernel slider.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/cli/command_line.h"
#include "app/screen.h"

namespace app {

class Stats {
public:
    // command.scene: this one alone. command.file: a scene file, which plays alone, or the photo; else one is drawn.
    explicit Stats(const cli::WindowCommand& command);
    // Before each turn of the loop: hands the program a table or photo, presses keys, draws the slider, rests. False
    // when all has been measured.
    bool direct(App& app, std::vector<ui::KeyPress>& keys);
    bool moves() const { return part_ == Part::sliding; }  // frames are needed, though no key says so
    void frame(const FrameCost& cost, const scenes::Scene& scene);
    void print() const;

private:
    using Clock = std::chrono::steady_clock;
    enum class Part {
        starting,
        loading,
        rewinding,
        playing,
        settling,
        resting,
        photo_loading,
        sliding,
        photo_settling,
        done
    };
    double seconds_in_part() const;
    void enter(Part part);
    void begin_playing(App& app);
    void begin_photo(App& app);
    void print_playing() const;
    void print_photo() const;

    std::string scene_;   // asked for
    std::string played_;  // its id
    bool scene_file_ = false;
    bool drawn_photo_ = true;

    Clock::time_point launch_;
    Clock::time_point part_start_;
    Part part_ = Part::starting;
    double first_frame_ms_ = 0.0;
    std::vector<double> interface_ms_;
    double playing_seconds_ = 0.0;
    double resting_seconds_ = 0.0;
    double cpu_at_rest_start_ = 0.0;
    double resting_cpu_seconds_ = 0.0;
    int resting_frames_ = 0;

    std::vector<double> visible_ms_, taken_ms_, final_ms_;
    double sliding_seconds_ = 0.0;
    int sliding_frames_ = 0;
};

}  // namespace app
