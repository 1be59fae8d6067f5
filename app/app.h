// App: the program without a window: its scenes, how it looks, what is open over them. A frame is
//   view_for(size) -> [Ui::begin_frame] -> frame(ui, canvas, dt) -> [Ui::end_frame].
// It knows neither GLFW nor OpenGL, so a test drives it as the window does. Invariant: the current scene exists.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/appearance.h"
#include "app/check_screen.h"
#include "app/code_sheet.h"
#include "app/export_sheet.h"
#include "app/exporter.h"
#include "app/file_browser.h"
#include "app/file_service.h"
#include "app/hide_sheet.h"
#include "app/lesson_desk.h"
#include "app/lesson_sheet.h"
#include "app/network_service.h"
#include "app/scene_composer.h"
#include "app/scene_files.h"
#include "app/scenes/scene.h"
#include "app/ui/fonts.h"
#include "app/ui/ui.h"

namespace app {

// At the foot of the stage for some seconds: that something was done, or why it could not be.
struct Notice {
    enum class Offer { nothing, undo, restore, work };  // what its button does
    std::string sentence;                               // already in the reader's language
    Offer offer = Offer::nothing;
    std::optional<core::Error> error = {};  // takes the place of the sentence
    double seconds_left = 0.0;
    std::string scene = {};      // where it was said, and
    std::uint64_t revision = 0;  // in which state: its Undo takes back nothing else
};

class App {
public:
    // `wake` asks for another frame from any thread. Fails when a text file of the program is damaged.
    // `state_folder`: where recent files and the copy of the session lie; empty: nothing is kept.
    static core::Result<std::unique_ptr<App>> create(const Appearance& appearance, std::function<void()> wake,
                                                     std::filesystem::path state_folder = {});

    ui::View view_for(int width, int height) const;
    void frame(ui::Ui& ui, ui::Canvas& canvas, double dt);
    // The program without what lies over it (sheets, notices), at no time: what a picture of the window shows.
    void draw_view(ui::Ui& ui, ui::Canvas& canvas);
    // Tells `fonts` all words of the language in use, once for each change of it.
    void announce_words(ui::FontSet& fonts);
    bool wants_frames() const;  // something moves
    // Copies the session from time to time; `seconds` since the last call, frames or none. longest_sleep(): until then.
    void keep_session(double seconds);
    double longest_sleep() const { return scene_files_.seconds_until_due(); }
    bool waiting() const;  // work beside the interface is not done

    void open_file(const std::filesystem::path& path);
    void open_scene(const std::filesystem::path& path);
    void save_scene(const std::filesystem::path& path);
    void open_lesson(const std::filesystem::path& path);  // a teacher's own
    void start_lesson(std::string_view shipped);          // of lessons::k_shipped_lessons
    // Offers a session that ended without being asked to, if there is one.
    void offer_lost_session();
    // Makes the network ready that a first look needs, beside everything else.
    void preload_network() { networks_.preload(); }
    void open_files(std::span<const std::filesystem::path> paths);  // dropped on the window: the first one counts
    void deliver(const ui::Event& event);                           // something has arrived from outside
    bool show_scene(std::string_view id);
    scenes::Scene& scene() { return *scenes_[current_]; }
    const scenes::Scene& shown() const { return *scenes_[current_]; }
    const std::vector<std::unique_ptr<scenes::Scene>>& all() const { return scenes_; }

    // Keys of controls and commands that the class does not see; those that must stay within reach are left out.
    void set_hidden(std::vector<std::string> keys) { hide_sheet_.set_hidden(std::move(keys)); }
    const Appearance& appearance() const { return appearance_; }
    void set_appearance(const Appearance& appearance);

    // What only the window can do; asked for in frame(), done by the caller afterwards.
    struct WindowWishes {
        bool toggle_fullscreen = false;
        std::optional<std::string> copy;
    };
    WindowWishes take_wishes();
    // A little of the export under way; between frames. `pictures` may be null: only numbers and code go on then.
    void advance_export(PictureSource* pictures);
    const LessonDesk& lesson() const { return lesson_; }
    void turn_lesson_to(std::size_t index);  // MUST run
    void leave_lesson();
    bool exporting() const { return exporter_.busy(); }
    CheckScreen& check() { return check_; }
    // The overlays over the scene that is shown, as the tour shows them.
    static std::vector<std::string> sheets();
    void show_sheet(std::string_view name);                                   // of sheets(); any other closes them
    const ui::Text& text() const { return texts_.at(appearance_.language); }  // of the chosen language, at any time
    void say(std::string sentence, bool undo = false);
    void say_error(const core::Error& error);
    // The last thing that could not be done, for a program without a reader.
    const std::optional<core::Error>& failure() const { return failure_; }

private:
    App(const Appearance& appearance, std::function<void()> wake, std::map<std::string, ui::Text> texts,
        std::filesystem::path state_folder);
    void update(double dt);
    void register_commands(ui::Ui& ui);
    void register_appearance_commands(ui::Ui& ui);
    void register_file_commands(ui::Ui& ui);
    void draw_stage(ui::Ui& ui, ui::Canvas& canvas);
    ui::RichText readout(const ui::View& view) const;
    void register_export_commands(ui::Ui& ui);
    void draw_export_sheets(ui::Ui& ui);
    void register_lesson_commands(ui::Ui& ui);
    void go_on_in_lesson();
    void take_lesson_step();
    void follow_lesson();
    void say_lesson_errors();
    void draw_lesson(ui::Ui& ui);
    void draw_lesson_sheet(ui::Ui& ui);
    void start_export(ExportOrder order, const std::filesystem::path& path);
    void ask_where_to_export(const ExportOrder& order);
    void ask_where_to_save();
    SceneContent content() const;
    void show(const OpenedScene& opened);
    void restore_lost_session();
    void choose_text_scale(float scale);
    void draw_shell(ui::Ui& ui);
    void draw_overlays(ui::Ui& ui);
    void draw_notice(ui::Ui& ui);
    bool notice_is_over() const;
    void show_scene_for(const ui::Event& event);
    void carry_out(ui::Request request);
    void carry_out_requests(ui::Ui& ui);
    void look_at_scene(const core::ShapeScene& scene);
    void finish_browsing(const BrowserChoice& choice);

    std::function<void()> wake_;
    Appearance appearance_;
    std::map<std::string, ui::Text> texts_;
    std::vector<std::unique_ptr<scenes::Scene>> scenes_;
    std::size_t current_ = 0;
    FileService files_;
    NetworkService networks_;
    FileBrowser browser_;
    SceneFiles scene_files_;
    ScenePicture picture_;                               // of the photo that the scenes have
    std::optional<std::filesystem::path> lost_session_;  // offered
    bool file_menu_open_ = false;
    HideSheet hide_sheet_;
    CheckScreen check_;
    SceneComposer composer_;
    ExportSheet export_sheet_;
    CodeSheet code_sheet_;
    LessonDesk lesson_;
    // Asked for by a key or button of the card, done between frames: the card is drawn from the player.
    enum class LessonStep { stay, onward, back, leave };
    LessonStep lesson_step_ = LessonStep::stay;
    LessonSheet lesson_sheet_;
    Exporter exporter_;
    ExportOrder export_to_name_;  // waits for the browser
    core::Grid table_to_save_;
    bool help_open_ = false;
    std::string words_announced_;  // the language
    std::optional<Notice> notice_;
    std::optional<core::Error> failure_;
    WindowWishes wishes_;
};

}  // namespace app
