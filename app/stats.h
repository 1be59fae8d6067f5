// Stats: what `poolscope --stats` measures by itself and prints: time to the first frame, frames per second and cost of
// the interface while an 8x8 grid plays, and the processor's share while nothing moves.
#pragma once

#include <chrono>
#include <vector>

#include "app/app.h"
#include "app/screen.h"

namespace app {

class Stats {
public:
    Stats();
    // Before each turn of the loop: hands the program a table, presses keys, rests. False when all has been measured.
    bool direct(App& app, std::vector<ui::KeyPress>& keys);
    void frame(const FrameCost& cost);
    void print() const;

private:
    using Clock = std::chrono::steady_clock;
    enum class Part { starting, loading, playing, settling, resting, done };
    double seconds_in_part() const;
    void enter(Part part);

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
};

}  // namespace app
