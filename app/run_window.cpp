// poolscope [FILE]: the window. Draws when something has happened or moves, and sleeps otherwise.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <utility>

#include "app/cli/command_line.h"
#include "app/display.h"
#include "app/io/files.h"
#include "app/io/image_write.h"
#include "app/run.h"
#include "app/start.h"
#include "app/stats.h"

namespace app {
namespace {

using Clock = std::chrono::steady_clock;

// After the last event a few frames more, so that what an event set in motion (hover, layout) comes to rest.
constexpr int k_frames_after_event = 5;
constexpr double k_longest_sleep = 60.0;
constexpr double k_stats_sleep = 0.25;  // measuring goes on while nothing moves
constexpr std::chrono::duration<double> k_frame_time{1.0 / 60.0};
// A frame after a long sleep is one frame, not a jump through the animation.
constexpr double k_longest_step = 0.1;

void carry_out_wishes(Screen& screen, App& app) {
    const App::WindowWishes wishes = app.take_wishes();
    if (wishes.copy) {
        screen.window().set_clipboard(*wishes.copy);
        app.say(std::string(app.text().get("toast.copied")));
    }
    if (wishes.toggle_fullscreen) screen.window().toggle_fullscreen();
}

// Waits until there is something to draw. Returns how many frames are due at least.
int wait_for_work(Window& window, bool moving, int frames_due, double longest_sleep) {
    if (moving || frames_due > 0) {
        window.poll();
    } else {
        window.wait(longest_sleep);
    }
    return window.take_activity() ? k_frames_after_event : frames_due;
}

// Swapping does not wait for the screen everywhere (virtual displays): sixty frames a second are enough. Each frame is
// due a sixtieth after the one before was due, so that a sleep that lasts too long is made up for by the next.
Clock::time_point pace(Clock::time_point due) {
    const auto step = std::chrono::duration_cast<Clock::duration>(k_frame_time);
    const Clock::time_point next = std::max(due + step, Clock::now());
    std::this_thread::sleep_until(next);
    return next;
}

// Since `before`, which becomes now.
double seconds_since(Clock::time_point& before) {
    const Clock::time_point now = Clock::now();
    return std::chrono::duration<double>(now - std::exchange(before, now)).count();
}

void run_loop(Screen& screen, App& app, const cli::WindowCommand& command, Stats* stats) {
    Window& window = screen.window();
    Clock::time_point last = Clock::now();
    Clock::time_point due = last;
    Clock::time_point looked = last;  // at the session
    int frames_due = k_frames_after_event;
    int frames_drawn = 0;
    const auto wants_frames = [&] { return app.wants_frames() || screen.wants_frame(); };
    while (!window.should_close()) {
        const double sleep = stats != nullptr ? k_stats_sleep : std::min(k_longest_sleep, app.longest_sleep());
        frames_due = wait_for_work(window, wants_frames(), frames_due, sleep);
        app.keep_session(seconds_since(looked));
        app.open_files(window.take_drops());
        std::vector<ui::KeyPress> keys = window.take_keys();
        if (stats != nullptr && !stats->direct(app, keys)) break;
        if (!keys.empty() || (stats != nullptr && stats->moves())) frames_due = k_frames_after_event;
        const bool draw = !window.minimized() && (frames_due > 0 || wants_frames());
        const Clock::time_point now = Clock::now();
        if (!draw) continue;
        const double dt = command.fixed_dt > 0.0
                              ? command.fixed_dt
                              : std::min(std::chrono::duration<double>(now - last).count(), k_longest_step);
        last = now;
        const FrameCost cost = screen.draw(app, dt, keys);
        carry_out_wishes(screen, app);
        if (app.exporting()) app.advance_export(&screen.off_screen());
        window.swap();
        if (frames_drawn == 0 && command.frames == 0) app.preload_network();
        if (stats != nullptr) stats->frame(cost, app.scene());
        frames_due = std::max(0, frames_due - 1);
        if (++frames_drawn >= command.frames && command.frames > 0) break;
        due = pace(due);
    }
}

int take_screenshot(const cli::WindowCommand& command, Started& started) {
    const int frames = std::max(1, command.frames);
    const double dt = command.fixed_dt > 0.0 ? command.fixed_dt : k_frame_time.count();
    const auto picture = picture_when_settled(*started.screen, *started.app, command.size, frames, dt);
    if (!picture) return cli::could_not("screenshot", picture.error());
    const auto saved = io::write_png(command.screenshot, picture.value());
    return saved ? cli::k_exit_done : cli::could_not("screenshot", saved.error());
}

}  // namespace

int run_window(const cli::WindowCommand& command, int argc, char** argv) {
    const bool picture_only = !command.screenshot.empty();
    if (!has_display()) {
        const std::string why_not =
            picture_only || command.stats || command.frames > 0
                ? restart_on_virtual_display(argc, argv)
                : "there is no display; `poolscope tour -o DIR` draws every scene as a picture instead";
        return cli::could_not("", {.what = why_not});
    }
    Stats stats(command);
    auto started = start({.language = command.lang,
                          .theme = command.theme,
                          .text_size = command.text_size,
                          .size = command.size,
                          .visible = !picture_only,
                          .remembered = !picture_only && !command.stats});
    if (!started) return cli::could_not("", started.error());
    App& app = *started.value().app;
    if (!command.scene.empty()) app.show_scene(command.scene);
    app.offer_lost_session();
    if (!command.file.empty()) app.open_file(command.file);
    if (picture_only) return take_screenshot(command, started.value());
    const Appearance before = app.appearance();
    run_loop(*started.value().screen, app, command, command.stats ? &stats : nullptr);
    if (!command.stats && app.appearance() != before) save_appearance(app.appearance());
    if (command.stats) stats.print();
    return cli::k_exit_done;
}

}  // namespace app
