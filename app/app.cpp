#include "app/app.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/io/browse.h"
#include "app/io/files.h"
#include "app/overloaded.h"
#include "app/shell.h"

namespace app {
namespace {

constexpr double k_toast_seconds = 4.0;
constexpr double k_error_seconds = 12.0;       // long enough to read aloud; a click ends it sooner
constexpr std::int64_t k_composed_side = 512;  // pixels of a composed scene

// The element after `current`, round and round.
template <class Range, class T>
T next_of(const Range& range, const T& current) {
    auto found = std::find(std::begin(range), std::end(range), current);
    if (found == std::end(range) || ++found == std::end(range)) return *std::begin(range);
    return *found;
}

// Arrivals that answer what the reader has just done; the others change nothing about which scene is shown.
bool asked_for(const ui::Event& event) {
    if (const auto* networks = std::get_if<ui::NetworksAvailable>(&event)) return !networks->opened.empty();
    return std::holds_alternative<ui::PhotoArrived>(event) || std::holds_alternative<ui::PhotoLoading>(event) ||
           std::holds_alternative<ui::PhotoFailed>(event) || std::holds_alternative<ui::TableArrived>(event) ||
           std::holds_alternative<ui::TableFailed>(event);
}

}  // namespace

core::Result<std::unique_ptr<App>> App::create(const Appearance& appearance, std::function<void()> wake,
                                               std::filesystem::path state_folder) {
    std::map<std::string, ui::Text> texts;
    for (const std::string_view language : ui::Text::languages()) {
        auto text = ui::Text::load(language);
        if (!text) return text.error();
        texts.emplace(std::string(language), std::move(text).value());
    }
    return std::unique_ptr<App>(new App(appearance, std::move(wake), std::move(texts), std::move(state_folder)));
}

App::App(const Appearance& appearance, std::function<void()> wake, std::map<std::string, ui::Text> texts,
         std::filesystem::path state_folder)
    : wake_(std::move(wake)),
      appearance_(appearance),
      texts_(std::move(texts)),
      scenes_(scenes::all_scenes()),
      files_(wake_),
      networks_(wake_),
      scene_files_(std::move(state_folder)),
      lesson_(wake_),
      exporter_(wake_) {
    CORE_CHECK(!scenes_.empty());
    deliver(ui::SamplesAvailable{sample_photos()});
    deliver(ui::NetworksAvailable{networks_.choices()});
}

void App::set_appearance(const Appearance& appearance) { appearance_ = appearance; }

ui::View App::view_for(int width, int height) const {
    ui::View view;
    view.theme = &ui::theme(appearance_.theme);
    view.text = &text();
    view.layout = ui::make_layout(static_cast<float>(width), static_cast<float>(height), appearance_.text_scale,
                                  appearance_.settings_open && !check_.is_open() && !hide_sheet_.hides("app.settings"));
    view.reduced_motion = appearance_.reduced_motion;
    return view;
}

void App::announce_words(ui::FontSet& fonts) {
    if (words_announced_ == appearance_.language) return;
    words_announced_ = appearance_.language;
    for (const auto& [key, sentence] : text().entries()) fonts.expect(sentence);
}

void App::frame(ui::Ui& ui, ui::Canvas& canvas, double dt) {
    update(dt);
    draw_view(ui, canvas);
    draw_overlays(ui);
    carry_out_requests(ui);
    scene_files_.touch();
}

void App::keep_session(double seconds) {
    if (scene_files_.session_due(seconds)) scene_files_.keep_session(content(), scenes_);
}

void App::draw_view(ui::Ui& ui, ui::Canvas& canvas) {
    ui.set_hidden(hide_sheet_.hidden());
    register_commands(ui);
    register_lesson_commands(ui);
    register_appearance_commands(ui);
    register_file_commands(ui);
    register_export_commands(ui);
    draw_shell(ui);
    draw_stage(ui, canvas);
    draw_readout(ui, readout(ui.view()));
    carry_out_requests(ui);
}

void App::draw_stage(ui::Ui& ui, ui::Canvas& canvas) {
    if (!check_.is_open()) {
        scene().controls(ui);
        scene().canvas(canvas);
        return;
    }
    check_.controls(ui);
    check_.canvas(canvas);
    if (auto wish = check_.take_wish()) {
        show_scene("stride");
        deliver(*std::move(wish));
        say(std::string(ui.words("toast.opened_in_stride")));
    }
}

ui::RichText App::readout(const ui::View& view) const {
    return check_.is_open() ? check_.readout(view) : shown().readout(view);
}

void App::carry_out_requests(ui::Ui& ui) {
    for (ui::Request& request : ui.take_requests()) carry_out(std::move(request));
}

void App::update(double dt) {
    for (const ui::Event& event : files_.poll()) deliver(event);
    for (const ui::Event& event : networks_.poll()) deliver(event);
    if (const auto failure = networks_.take_open_failure()) say_error(*failure);
    follow_lesson();
    if (!check_.is_open()) scene().update({.dt = dt, .events = {}, .wake = wake_});
    if (notice_) notice_->seconds_left -= dt;
    if (notice_ && notice_is_over()) notice_.reset();
}

// Something the reader asked for is shown: by the scene that is open if it takes it, else by the first one that does.
void App::show_scene_for(const ui::Event& event) {
    if (scene().accepts(event)) return;
    const auto found = std::find_if(scenes_.begin(), scenes_.end(), [&](const auto& each) {
        return each->accepts(event) && !hide_sheet_.hides("scene." + std::string(each->id()));
    });
    if (found != scenes_.end()) current_ = static_cast<std::size_t>(found - scenes_.begin());
}

// A photo, a network and what it sees belong to all scenes that take them; a table only to the one that shows it.
void App::deliver(const ui::Event& event) {
    if (const auto* failed = std::get_if<ui::PhotoFailed>(&event)) failure_ = failed->error;
    if (const auto* failed = std::get_if<ui::TableFailed>(&event)) failure_ = failed->error;
    if (const auto* photo = std::get_if<ui::PhotoArrived>(&event)) {
        const auto kind = photo->path.empty() ? ScenePicture::Kind::drawn : ScenePicture::Kind::file;
        picture_ = {kind, photo->path};
    }
    const scenes::FrameInput input{.dt = 0.0, .events = std::span(&event, 1), .wake = wake_};
    const bool table =
        std::holds_alternative<ui::TableArrived>(event) || std::holds_alternative<ui::TableFailed>(event);
    if (asked_for(event)) {
        check_.close();
        show_scene_for(event);
    }
    for (const auto& each : scenes_) {
        if (each->accepts(event) && (!table || each.get() == &scene())) each->update(input);
    }
}

void App::register_commands(ui::Ui& ui) {
    const auto add = [&](std::string id, std::vector<ui::KeyPress> keys, std::function<void()> run,
                         std::function<bool()> enabled) {
        ui.command(
            {.id = std::move(id), .keys = std::move(keys), .enabled = std::move(enabled), .run = std::move(run)});
    };
    const auto always = [] { return true; };
    const auto on_scene = [this] { return !check_.is_open(); };
    for (std::size_t i = 0; i < scenes_.size(); ++i) {
        ui.command({.id = "scene." + std::string(scenes_[i]->id()),
                    .keys = {{std::to_string(i + 1)}},
                    .enabled = on_scene,  // there a digit is part of an answer
                    .run =
                        [this, i] {
                            current_ = i;
                            check_.close();
                        },
                    .group = "command.group.scenes"});
    }
    add(
        "app.undo", {{"Z", true}}, [this] { scene().undo(); },
        [this] { return !check_.is_open() && scene().can_undo(); });
    add(
        "app.redo", {{"Z", true, true}, {"Y", true}}, [this] { scene().redo(); },
        [this] { return !check_.is_open() && scene().can_redo(); });
    const auto reset = [this, &ui] {
        const std::uint64_t before = scene().revision();
        scene().reset();
        say(std::string(ui.words("toast.reset")), scene().revision() != before);
    };
    add("app.reset", {{"R"}}, reset, on_scene);
    add(
        "app.copy_readout", {{"C", true}}, [this, &ui] { wishes_.copy = ui::plain(readout(ui.view())); }, always);
    add(
        "app.help", {{"F1"}, {"?"}}, [this] { help_open_ = !help_open_; }, always);
    add(
        "app.check", {{"F3"}}, [this] { check_.is_open() ? check_.close() : check_.open(); }, always);
}

void App::register_appearance_commands(ui::Ui& ui) {
    const auto add = [&](std::string id, std::vector<ui::KeyPress> keys, std::function<void()> run) {
        ui.command(
            {.id = std::move(id), .keys = std::move(keys), .run = std::move(run), .group = "command.group.appearance"});
    };
    add("app.settings", {{"S"}}, [this] {
        if (!check_.is_open()) appearance_.settings_open = !appearance_.settings_open;
    });
    add("app.language", {{"L"}}, [this] {
        std::vector<std::string> languages;
        for (const auto& [language, text] : texts_) languages.push_back(language);
        appearance_.language = next_of(languages, appearance_.language);
    });
    add("app.theme", {{"T"}}, [this] { appearance_.theme = next_of(ui::k_themes, appearance_.theme); });
    add("app.text_size", {{"A"}}, [this] { choose_text_scale(next_of(k_text_scales, appearance_.text_scale)); });
    add("app.motion", {{"M"}}, [this] { appearance_.reduced_motion = !appearance_.reduced_motion; });
    add("app.fullscreen", {{"F11"}}, [this] { wishes_.toggle_fullscreen = true; });
}

// A drawer begins closed, since it would lie over the output; settings beside the stage begin open.
void App::choose_text_scale(float scale) {
    const bool was_drawer = ui::settings_are_drawer(appearance_.text_scale);
    appearance_.text_scale = scale;
    const bool drawer = ui::settings_are_drawer(scale);
    if (drawer != was_drawer) appearance_.settings_open = !drawer;
}

void App::draw_shell(ui::Ui& ui) {
    draw_regions(ui);
    const bool checking = check_.is_open();
    const int chosen = draw_rail(ui, scenes_, checking ? scenes_.size() : current_);
    if (chosen >= 0) {
        current_ = static_cast<std::size_t>(chosen);
        check_.close();
    }
    TopBarWords words{std::string(text().get("scene." + std::string(scene().id()))), scene().question(text())};
    if (lesson_.running())
        words = {text().format("lesson.name", {{"title", lesson_.player().lesson().title}}),
                 lesson_.player().card().question};
    if (checking) words = {std::string(text().get("app.check")), check_.question(text()), checking};
    draw_top_bar(ui, words, file_menu_open_);
}

void App::draw_overlays(ui::Ui& ui) {
    draw_lesson(ui);
    if (notice_) draw_notice(ui);
    if (help_open_) draw_help(ui, help_open_);
    draw_export_sheets(ui);
    draw_lesson_sheet(ui);
    hide_sheet_.draw(ui, "scene." + std::string(scene().id()));
    if (const auto choice = browser_.draw(ui)) finish_browsing(*choice);
    if (const auto scene = composer_.draw(ui)) look_at_scene(*scene);
}

bool App::notice_is_over() const {
    const scenes::Scene& shown = *scenes_[current_];
    const bool outdated = notice_->offer == Notice::Offer::undo &&
                          (notice_->scene != shown.id() || notice_->revision != shown.revision());
    return notice_->seconds_left <= 0.0 || outdated;
}

void App::draw_notice(ui::Ui& ui) {
    if (notice_->error) {
        if (draw_error_notice(ui, text().sentence(*notice_->error))) notice_.reset();
        return;
    }
    constexpr std::array k_offers{"", "app.undo", "app.restore", "lesson.put_back"};
    if (!draw_toast(ui, notice_->sentence, k_offers[static_cast<std::size_t>(notice_->offer)])) return;
    const Notice::Offer accepted = notice_->offer;
    notice_.reset();
    if (accepted == Notice::Offer::undo && scene().can_undo()) scene().undo();
    if (accepted == Notice::Offer::restore) restore_lost_session();
    if (accepted == Notice::Offer::work && lesson_.has_work()) show_scene(lesson_.put_work_back());
}

void App::finish_browsing(const BrowserChoice& choice) {
    if (choice.drawn_picture) return files_.use_drawn_photo();
    switch (choice.use) {
        case ui::FileUse::open_photo:
            return files_.open_photo(choice.path);
        case ui::FileUse::open_table:
            return files_.open_table(choice.path);
        case ui::FileUse::open_network:
            return carry_out(ui::OpenNetwork{choice.path});
        case ui::FileUse::save_table:
            return carry_out(ui::SaveTable{choice.path, std::move(table_to_save_)});
        case ui::FileUse::open_scene:
            return open_scene(choice.path);
        case ui::FileUse::save_scene:
            return save_scene(choice.path);
        case ui::FileUse::open_lesson:
            return open_lesson(choice.path);
        case ui::FileUse::save_view:
            return start_export(export_to_name_, choice.path);
    }
}

// A composed scene arrives like a photo of the class, and brings the network it is made for.
void App::look_at_scene(const core::ShapeScene& scene) {
    deliver(ui::PhotoArrived{.image = core::draw_shape_scene(scene, k_composed_side),
                             .name = std::string(text().get("composer.photo_name")),
                             .network = std::string(core::k_network_builtin)});
}

void App::carry_out(ui::Request request) {
    std::visit(Overloaded{
                   [&](const ui::BrowseFiles& browse) { browser_.open(browse.use); },
                   [&](const ui::OpenPhoto& photo) { files_.open_photo(photo.path); },
                   [&](const ui::UseDrawnPhoto&) { files_.use_drawn_photo(); },
                   [&](const ui::OpenTable& table) { files_.open_table(table.path); },
                   [&](const ui::PasteTable& paste) { files_.paste_table(paste.text); },
                   [&](ui::SaveTable& save) {
                       if (save.path.empty()) {
                           table_to_save_ = std::move(save.grid);
                           return browser_.open(ui::FileUse::save_table, "poolscope.csv");
                       }
                       const auto saved = files_.save_table(save.path, save.grid);
                       if (!saved) return say_error(saved.error());
                       say(text().format("toast.table_saved", {{"name", save.path.filename().string()}}));
                   },
                   [&](const ui::HideControls&) { hide_sheet_.open(); },
                   [&](const ui::SavePicture&) { export_sheet_.open(); },
                   [&](ui::CopyText& copy) { wishes_.copy = std::move(copy.text); },
                   [&](const ui::CancelLoading&) {
                       files_.cancel_loading();
                       networks_.cancel();
                   },
                   [&](const ui::SayToast& toast) { say(toast.sentence, toast.undo); },
                   [&](ui::LookAtPhoto& wish) { networks_.look(std::move(wish)); },
                   [&](const ui::OpenNetwork& network) { networks_.open(network.path); },
                   [&](const ui::ComposeScene&) { composer_.open(); },
                   [&](const ui::OpenSceneFile&) { browser_.open(ui::FileUse::open_scene, {}, scene_files_.recent()); },
                   [&](const ui::SaveSceneFile& save) {
                       const auto current = scene_files_.current();
                       if (!current || save.under_new_name) return ask_where_to_save();
                       save_scene(*current);
                   },
               },
               request);
}

void App::open_file(const std::filesystem::path& path) {
    const auto is_one_of = [extension = io::lower_extension(path)](const std::vector<std::string>& extensions) {
        return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
    };
    if (is_one_of(io::network_extensions())) return networks_.open(path);
    if (is_one_of(io::scene_extensions())) return open_scene(path);
    if (is_one_of(io::lesson_extensions())) return open_lesson(path);
    files_.open_file(path);
}

void App::open_files(std::span<const std::filesystem::path> paths) {
    if (paths.empty()) return;
    open_file(paths.front());
    if (paths.size() > 1)
        say(text().format("toast.first_of_many", {ui::arg("count", static_cast<std::int64_t>(paths.size()))}));
}

bool App::show_scene(std::string_view id) {
    for (std::size_t i = 0; i < scenes_.size(); ++i) {
        if (scenes_[i]->id() != id) continue;
        current_ = i;
        return true;
    }
    return false;
}

bool App::wants_frames() const {
    return (!check_.is_open() && scenes_[current_]->moving()) || lesson_step_ != LessonStep::stay ||
           notice_.has_value() || files_.busy() || networks_.busy() || browser_.busy() || composer_.busy() ||
           exporter_.busy();
}

bool App::waiting() const { return files_.busy() || networks_.busy() || scenes_[current_]->waiting(); }

App::WindowWishes App::take_wishes() { return std::exchange(wishes_, {}); }

void App::say(std::string sentence, bool undo) {
    const Notice::Offer offer = undo ? Notice::Offer::undo : Notice::Offer::nothing;
    notice_ = Notice{std::move(sentence), offer, {}, k_toast_seconds, std::string(scene().id()), scene().revision()};
}

void App::say_error(const core::Error& error) {
    failure_ = error;
    notice_ = Notice{"", Notice::Offer::nothing, error, k_error_seconds};
}

}  // namespace app
