// GuiHarness: the interface without window, display or OpenGL: runs frames of a callback or a scene with real mouse and
// key input, and finds controls by key or by what they say, never by raw pixel.
//   GuiHarness g;  g.show(scene);  g.click("player.play");  g.drag("settings.kernel", 0.9F);  CHECK(g.value(...) ==
//   "4");
// A name is a control's key, the end of one after '/', or its visible words if only one control has them. An unknown
// name fails the test with the list of what there is. One harness exists at a time (Dear ImGui has one context).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/scenes/scene.h"
#include "app/ui/record_canvas.h"
#include "app/ui/ui.h"

namespace test {

struct GuiOptions {
    float width = 1280.0F;
    float height = 800.0F;
    float text_scale = 1.0F;
    bool settings_open = true;
    std::string language = "en";
    ui::ThemeId theme = ui::ThemeId::dark;
    bool reduced_motion = false;
};

class GuiHarness {
public:
    using Draw = std::function<void(ui::Ui&, ui::Canvas&)>;

    explicit GuiHarness(const GuiOptions& options = {});
    ~GuiHarness();
    GuiHarness(const GuiHarness&) = delete;
    GuiHarness& operator=(const GuiHarness&) = delete;

    // What the following frames show; three frames are run, so that everything is in place. `scene` MUST outlive the
    // harness or the next show().
    void show(Draw draw);
    void show(scenes::Scene& scene);
    void send(ui::Event event);  // arrives in the scene's next update

    void frame(double dt = 1.0 / 60.0);
    void frames(int count, double dt = 1.0 / 60.0);

    // ---- the reader's hands
    void click(std::string_view name);
    void click_at(ui::Vec2 position);
    void double_click_at(ui::Vec2 position);
    void press_at(ui::Vec2 position);  // goes down and stays
    void move_to(ui::Vec2 position);   // with the button as it is
    void release();
    void drag(std::string_view slider, float part);  // to a part 0..1 of its track
    void drag(ui::Vec2 from, ui::Vec2 to);
    void hover(std::string_view name);  // long enough for its tooltip
    void hover_at(ui::Vec2 position);
    void wheel(ui::Vec2 position, float notches);
    void key(std::string_view name);  // "Space", "Ctrl+Z", "Shift+Tab"
    void type(std::string_view utf8);
    void copy(const std::string& text);  // another program puts it on the clipboard

    // ---- what there is to see
    bool has(std::string_view name) const;
    const ui::ControlRecord& control(std::string_view name) const;
    const std::string& value(std::string_view name) const { return control(name).value; }
    const std::vector<ui::ControlRecord>& controls() const;
    const std::string& tooltip() const;
    const std::string& dump() const;  // of the last frame's drawing
    std::vector<ui::Request> requests();
    ui::Ui& ui();
    const ui::View& view() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Number of times `part` occurs in `text`.
int count_of(std::string_view text, std::string_view part);

}  // namespace test
