// poolscope render: what a scene shows, written by the Exporter that the window saves with.
#include <chrono>
#include <thread>

#include "app/cli/command_line.h"
#include "app/display.h"
#include "app/exporter.h"
#include "app/io/files.h"
#include "app/io/sentences.h"
#include "app/run.h"
#include "app/screen.h"
#include "app/start.h"
#include "app/ui/layout.h"

namespace app {
namespace {

constexpr int k_frames = 4;  // enough for the layout to settle
constexpr double k_frame_seconds = 1.0 / 60.0;
constexpr double k_longest_draw = 10.0;  // at once

ExportOrder order_of(const cli::RenderCommand& command) {
    ExportOrder order;
    order.path = command.output;
    order.kind = *kind_of(io::lower_extension(command.output));
    order.picture = {command.size.width, command.size.height,
                     command.whole_window ? PictureArea::window : PictureArea::stage, command.scale};
    order.gif_width = command.gif_width;
    order.run = {.speed = command.speed, .frames_per_second = command.fps};
    order.table = command.table;
    for (const scenes::Framework framework : scenes::k_frameworks) {
        if (scenes::k_framework_words[static_cast<std::size_t>(framework)] == command.framework)
            order.framework = framework;
    }
    return order;
}

// What the command line says about the look goes before what the file says.
Appearance with_options(Appearance appearance, const cli::RenderCommand& command) {
    if (!command.lang.empty()) appearance.language = command.lang;
    for (const ui::ThemeId id : ui::k_themes) {
        if (ui::theme_name(id) == command.theme) appearance.theme = id;
    }
    if (command.text_size > 0.0F) {
        appearance.text_scale = command.text_size;
        appearance.settings_open = !ui::settings_are_drawer(command.text_size);
    }
    return appearance;
}

// Frames until the scene's work beside the interface is done.
core::Result<core::Done> settle(Screen& screen, App& app, const cli::RenderCommand& command) {
    const auto picture = picture_when_settled(screen, app, command.size, k_frames, k_frame_seconds);
    if (!picture) return picture.error();
    if (const auto failure = app.failure()) return *failure;
    return core::Done{};
}

core::Result<core::Done> go_to_step(App& app, std::int64_t step) {
    core::Playback playback = app.scene().playback();
    if (step > playback.windows)
        return io::error("error.export_no_step", {},
                         {{"step", std::to_string(step)}, {"count", std::to_string(playback.windows)}});
    core::seek(playback, step - 1);
    app.scene().show_moment(playback);
    return core::Done{};
}

core::Result<core::Done> render(Screen& screen, App& app, const cli::RenderCommand& command) {
    app.open_file(command.input);
    if (const auto failure = app.failure()) return *failure;
    app.set_appearance(with_options(app.appearance(), command));
    if (!command.scene.empty()) app.show_scene(command.scene);
    if (auto settled = settle(screen, app, command); !settled) return settled;
    if (command.step > 0) {
        if (auto gone = go_to_step(app, command.step); !gone) return gone;
        if (auto settled = settle(screen, app, command); !settled) return settled;
    }
    Exporter exporter([] {});
    exporter.start(order_of(command));
    while (true) {
        exporter.advance(app, &screen.off_screen(), k_longest_draw);
        if (auto ended = exporter.poll()) return std::move(ended->result);
        if (!exporter.draws()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

}  // namespace

int run_render(const cli::RenderCommand& command, int argc, char** argv) {
    if (auto size = io::regular_file_size(command.input); !size)
        return cli::could_not("poolscope render", size.error());
    if (!has_display()) return cli::could_not("poolscope render", {.what = restart_on_virtual_display(argc, argv)});
    StartOptions options;
    options.size = command.size;
    options.visible = options.remembered = false;
    auto started = start(options);
    if (!started) return cli::could_not("poolscope render", started.error());
    const auto rendered = render(*started.value().screen, *started.value().app, command);
    return rendered ? cli::k_exit_done : cli::could_not("poolscope render", rendered.error());
}

}  // namespace app
