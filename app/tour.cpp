// poolscope tour: every scene in several states, each as a PNG, drawn off screen with a fixed step of time.
#include <cstdio>
#include <filesystem>

#include "app/cli/command_line.h"
#include "app/display.h"
#include "app/io/files.h"
#include "app/io/image_write.h"
#include "app/lessons/shipped_lessons.h"
#include "app/run.h"
#include "app/screen.h"
#include "app/start.h"

namespace app {
namespace {

constexpr int k_frames = 4;  // enough for the layout to settle
constexpr double k_frame_seconds = 1.0 / 60.0;

core::Result<core::Done> save_page(Screen& screen, App& app, const cli::TourCommand& command,
                                   const std::filesystem::path& file) {
    const auto picture = picture_when_settled(screen, app, command.size, k_frames, k_frame_seconds);
    if (!picture) return picture.error();
    return io::write_png(file, picture.value());
}

core::Result<int> draw_pages(Screen& screen, App& app, const cli::TourCommand& command) {
    int pages = 0;
    for (const auto& scene : app.all()) {
        for (const std::string& stop : scene->tour()) {
            app.show_scene(scene->id());
            scene->reset();
            scene->show_tour_stop(stop);
            const std::string name = std::string(scene->id()) + "-" + stop + ".png";
            if (auto saved = save_page(screen, app, command, command.out / name); !saved) return saved.error();
            std::printf("%s\n", io::path_text(command.out / name).c_str());
            std::fflush(stdout);
            ++pages;
        }
    }
    return pages;
}

// The sheets that lie over a scene, over the first one as it begins.
core::Result<int> draw_sheets(Screen& screen, App& app, const cli::TourCommand& command) {
    app.show_scene(app.all().front()->id());
    app.scene().reset();
    for (const std::string& sheet : App::sheets()) {
        app.show_sheet(sheet);
        const std::filesystem::path file = command.out / ("sheet-" + sheet + ".png");
        if (auto saved = save_page(screen, app, command, file); !saved) return saved.error();
        std::printf("%s\n", io::path_text(file).c_str());
        std::fflush(stdout);
    }
    return static_cast<int>(App::sheets().size());
}

// All cards of the first lesson, and the first card of the others.
core::Result<int> draw_lessons(Screen& screen, App& app, const cli::TourCommand& command) {
    int pages = 0;
    for (const std::string_view lesson : lessons::k_shipped_lessons) {
        app.start_lesson(lesson);
        const bool all = lesson == lessons::k_shipped_lessons.front();
        const std::size_t cards = all ? app.lesson().player().lesson().cards.size() : 1;
        for (std::size_t i = 0; i < cards; ++i) {
            app.turn_lesson_to(i);
            const std::string number = (i < 9 ? "0" : "") + std::to_string(i + 1);
            const auto file = command.out / ("lesson-" + std::string(lesson) + "-" + number + ".png");
            if (auto saved = save_page(screen, app, command, file); !saved) return saved.error();
            std::printf("%s\n", io::path_text(file).c_str());
            std::fflush(stdout);
            ++pages;
        }
    }
    app.leave_lesson();
    return pages;
}

}  // namespace

int run_tour(const cli::TourCommand& command, int argc, char** argv) {
    std::error_code error;
    std::filesystem::create_directories(command.out, error);
    if (error)
        return cli::could_not("tour", {.what = "the folder cannot be made: " + error.message(),
                                       .where = io::path_text(command.out),
                                       .hint = "choose another one with -o"});
    if (!has_display()) return cli::could_not("tour", {.what = restart_on_virtual_display(argc, argv)});
    auto started = start({.language = command.lang,
                          .theme = command.theme,
                          .text_size = command.text_size,
                          .size = command.size,
                          .visible = false,
                          .remembered = false});
    if (!started) return cli::could_not("tour", started.error());
    const auto pages = draw_pages(*started.value().screen, *started.value().app, command);
    if (!pages) return cli::could_not("tour", pages.error());
    const auto sheets = draw_sheets(*started.value().screen, *started.value().app, command);
    if (!sheets) return cli::could_not("tour", sheets.error());
    started.value().app->show_sheet({});
    const auto lessons = draw_lessons(*started.value().screen, *started.value().app, command);
    if (!lessons) return cli::could_not("tour", lessons.error());
    std::printf("%d pictures in %s\n", pages.value() + sheets.value() + lessons.value(),
                io::path_text(command.out).c_str());
    return cli::k_exit_done;
}

}  // namespace app
