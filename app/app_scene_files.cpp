// The part of App that opens and saves scene files.
#include "app/app.h"
#include "app/io/files.h"

namespace app {
namespace {

constexpr double k_offer_seconds = 30.0;

}  // namespace

void App::register_file_commands(ui::Ui& ui) {
    const auto add = [&](std::string id, std::vector<ui::KeyPress> keys, std::function<void()> run) {
        ui.command(
            {.id = std::move(id), .keys = std::move(keys), .run = std::move(run), .group = "command.group.scene_file"});
    };
    add("app.open_scene", {{"O", true, true}}, [&ui] { ui.post(ui::OpenSceneFile{}); });
    add("app.save_scene", {{"S", true}}, [&ui] { ui.post(ui::SaveSceneFile{}); });
    add("app.save_scene_as", {{"S", true, true}}, [&ui] { ui.post(ui::SaveSceneFile{.under_new_name = true}); });
    add("app.hide_controls", {{"H"}}, [this] { hide_sheet_.open(); });
}

void App::ask_where_to_save() {
    const auto& current = scene_files_.current();
    const std::string name = current ? io::path_text(current->filename()) : std::string(scene().id());
    browser_.open(ui::FileUse::save_scene, name);
}

SceneContent App::content() const {
    return {.scene = std::string(scenes_[current_]->id()),
            .appearance = appearance_,
            .picture = picture_,
            .hidden = hide_sheet_.hidden()};
}

// The photo comes after the settings: it is opened beside the interface, like every other.
void App::show(const OpenedScene& opened) {
    lesson_.leave();  // it would give Reset back what it did before
    for (const auto& show_one : opened.show) show_one();
    appearance_ = opened.content.appearance;
    set_hidden(opened.content.hidden);
    show_scene(opened.content.scene);
    check_.close();
    if (opened.content.picture == picture_) return;
    if (opened.content.picture.kind == ScenePicture::Kind::drawn) return files_.use_drawn_photo();
    files_.open_photo(opened.content.picture.path);
}

void App::open_scene(const std::filesystem::path& path) {
    const auto opened = scene_files_.open(path, scenes_, content());
    if (!opened) return say_error(opened.error());
    show(opened.value());
    say(text().format("toast.scene_opened", {{"name", io::path_text(path.filename())}}));
}

void App::save_scene(const std::filesystem::path& path) {
    const auto saved = scene_files_.save(path, content(), scenes_);
    if (!saved) return say_error(saved.error());
    say(text().format("toast.scene_saved", {{"name", io::path_text(path.filename())}}));
}

void App::offer_lost_session() {
    lost_session_ = scene_files_.take_lost_session();
    if (!lost_session_) return;
    notice_ = Notice{.sentence = std::string(text().get("toast.session_lost")),
                     .offer = Notice::Offer::restore,
                     .seconds_left = k_offer_seconds};
}

void App::restore_lost_session() {
    if (!lost_session_) return;
    const auto restored = scene_files_.restore(*lost_session_, scenes_, content());
    lost_session_.reset();
    if (!restored) return say_error(restored.error());
    show(restored.value());
}

}  // namespace app
