// The part of App that saves what is shown: the two sheets, and the export under way.
#include "app/app.h"
#include "app/io/files.h"

namespace app {

void App::register_export_commands(ui::Ui& ui) {
    const auto add = [&](std::string id, std::vector<ui::KeyPress> keys, std::function<void()> run,
                         std::function<bool()> enabled) {
        ui.command({.id = std::move(id),
                    .keys = std::move(keys),
                    .enabled = std::move(enabled),
                    .run = std::move(run),
                    .group = "command.group.scene_file"});
    };
    const auto on_scene = [this] { return !check_.is_open(); };
    add(
        "app.save_picture", {{"E", true}}, [this] { export_sheet_.open(); }, on_scene);
    add(
        "app.save_again", {{"E", true, true}},
        [this, &ui] {
            notice_.reset();
            start_export(export_sheet_.order(ui.view()), {});
        },
        [this, on_scene] { return on_scene() && !exporter_.busy(); });
    add(
        "app.code", {{"K"}}, [this] { code_sheet_.open(); }, on_scene);
}

std::vector<std::string> App::sheets() {
    std::vector<std::string> names{"export-picture", "export-animation", "export-numbers", "code", "hide", "lessons"};
    for (std::size_t level = 0; level < check::k_levels.size(); ++level)
        names.push_back("check-" + std::to_string(level + 1));
    return names;
}

void App::show_sheet(std::string_view name) {
    export_sheet_.close();
    code_sheet_.close();
    hide_sheet_.close();
    check_.close();
    lesson_sheet_.close();
    if (name == "export-picture") export_sheet_.open_at(ExportKind::png);
    if (name == "export-animation") export_sheet_.open_at(ExportKind::gif);
    if (name == "export-numbers") export_sheet_.open_at(ExportKind::csv);
    if (name == "code") code_sheet_.open();
    if (name == "hide") hide_sheet_.open();
    for (std::size_t level = 0; level < check::k_levels.size(); ++level) {
        if (name == "check-" + std::to_string(level + 1)) check_.show_example(check::k_levels[level]);
    }
    if (name == "lessons") lesson_sheet_.open();
}

// An empty path: a free name in the pictures folder.
void App::start_export(ExportOrder order, const std::filesystem::path& path) {
    if (exporter_.busy()) return;
    const std::string_view extension = k_export_extensions[static_cast<std::size_t>(order.kind)];
    order.path = path.empty() ? new_picture_path(scene().id(), extension) : path;
    exporter_.start(order);
}

void App::draw_export_sheets(ui::Ui& ui) {
    switch (export_sheet_.draw(ui, *this, exporter_.busy() ? exporter_.progress() : -1.0)) {
        case ExportSheet::Wish::save:
            start_export(export_sheet_.order(ui.view()), {});
            break;
        case ExportSheet::Wish::save_as:
            ask_where_to_export(export_sheet_.order(ui.view()));
            break;
        case ExportSheet::Wish::cancel:
            if (exporter_.cancel()) say(std::string(ui.words("export.cancelled")));
            break;
        case ExportSheet::Wish::none:
            break;
    }
    switch (code_sheet_.draw(ui, scene())) {
        case CodeSheet::Wish::copy:
            wishes_.copy = scene().code(code_sheet_.framework(), ui.text());
            break;
        case CodeSheet::Wish::save: {
            ExportOrder order = export_sheet_.order(ui.view());
            order.kind = ExportKind::code;
            order.framework = code_sheet_.framework();
            ask_where_to_export(order);
            break;
        }
        case CodeSheet::Wish::none:
            break;
    }
}

void App::ask_where_to_export(const ExportOrder& order) {
    export_to_name_ = order;
    const std::string_view extension = k_export_extensions[static_cast<std::size_t>(order.kind)];
    browser_.open(ui::FileUse::save_view, "poolscope-" + std::string(scene().id()) + std::string(extension));
}

void App::advance_export(PictureSource* pictures) {
    constexpr double k_seconds_a_frame = 0.012;  // most of a frame is left to the interface
    exporter_.advance(*this, pictures, k_seconds_a_frame);
    const auto ended = exporter_.poll();
    if (!ended) return;
    export_sheet_.close();
    if (!ended->result && ended->result.error().key == "error.export_cancelled")
        return say(std::string(text().get("export.cancelled")));
    if (!ended->result) return say_error(ended->result.error());
    say(text().format("toast.picture_saved", {{"name", io::path_text(ended->order.path)}}));
}

}  // namespace app
