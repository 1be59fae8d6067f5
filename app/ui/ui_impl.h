// The inside of Ui, shared by the files that implement it. How a frame works:
//   Controls announce areas as they are drawn; the topmost area of the last frame under the mouse is `hot`, so that
//   only one control answers, whatever the order of drawing. `active` is the one the mouse went down on, until it goes
//   up. Keys are sorted when they come in: to the line being typed, the open list, the control with the focus ring, or
//   commands.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/text_edit.h"
#include "app/ui/ui.h"
#include "app/ui/ui_input.h"

namespace ui {

// What an area does with keys and whether Tab stops there.
enum class Kind { button, choice, slider, field, part, pointer, block };

struct Area {
    std::string id;
    Rect rect;      // as drawn
    Rect hit;       // what is left of it inside scroll regions
    int depth = 0;  // higher lies above
    Kind kind = Kind::block;
    bool enabled = true;
};

// The mouse on one area.
struct Touch {
    bool hovered = false;
    bool pressed = false;
    bool held = false;
    bool released = false;
    bool clicked = false;
};

// A line being typed, in the control `id`.
struct Editing {
    std::string id;
    TextEdit line;
    std::string original;
    bool invalid = false;
    bool fresh = true;    // opened this frame: what was typed to open it is already in it
    bool seen = true;     // its control was drawn this frame
    float scroll = 0.0F;  // px
};

// A list of choices hanging on a control; drawn at the end of the frame.
struct Popup {
    std::string id;
    Rect anchor;
    std::vector<std::string> keys;
    int chosen = -1;
    int marked = -1;
    bool seen = true;
    float scroll = 0.0F;
};

struct SliderCall;

struct Ui::Impl {
    const View* view = nullptr;
    Canvas* canvas = nullptr;
    Input input;

    // ---- areas
    std::vector<Area> areas;         // of this frame
    std::vector<Area> areas_before;  // of the last one
    std::string hot;
    std::string active;
    Vec2 press_position;
    double held_time = 0.0;  // since the press, seconds
    double next_repeat = 0.0;
    int depth = 1;
    std::vector<Rect> clips;

    // ---- keyboard
    std::string focus;
    bool ring = false;
    bool mouse_rests = false;  // keys are used, the mouse lies still: it does not point at the stage
    bool focus_moved = false;
    std::vector<KeyPress> edit_keys, popup_keys, focus_keys, command_keys;
    bool escape_overlay = false;

    // ---- what is open
    std::optional<Editing> editing;
    std::optional<Popup> popup;
    std::string closed_popup;  // closed in the last frame: its control reads the result
    int closed_choice = -1;
    std::vector<std::string> overlays;         // begun and not ended
    std::vector<std::string> overlays_drawn;   // of this frame
    std::vector<std::string> overlays_before;  // of the last frame
    struct Scroll {
        std::string key;
        Rect rect;
        float content = 0.0F;
    };
    std::vector<Scroll> scrolls;
    struct ScrollArea {
        Rect rect;
        std::size_t level = 0;  // how many scroll regions it lies in: the innermost one takes the wheel
    };
    std::vector<ScrollArea> scroll_areas, scroll_areas_before;  // with something hidden, of this and the last frame
    std::map<std::string, float, std::less<>> scroll_offsets;

    // ---- words beside the mouse
    std::string tip_id;
    std::string tip_title, tip_body;
    Rect tip_anchor;
    std::string tip_before;
    std::string tip_done;  // no tooltip for this control until another one is under the mouse
    double tip_time = 0.0;
    bool tip_pending = false;
    std::string said;  // tooltip() of this frame
    std::string shown_tooltip;
    Cursor cursor = Cursor::arrow;

    // ---- hidden controls
    std::vector<std::string> hidden;
    std::vector<HideableControl> hideable;

    // ---- the rest
    std::vector<ControlRecord> records, records_before;
    std::vector<Command> commands;
    std::set<std::string, std::less<>> commands_due;  // their button was clicked before they were registered
    std::map<std::string, bool, std::less<>> commands_enabled;
    std::vector<Request> requests;

    // ---- helpers: geometry and looks
    float control(float base) const { return view->layout.control(base); }
    float line_width(float base) const { return view->stroke(base); }
    float edge_width() const;  // outlines of controls: 1 px, more in projector
    Color ink(Token token, bool enabled = true) const;
    std::string_view words(std::string_view key) const { return view->text->get(key); }
    // The style, one step smaller at a time, in which `text` fits; the smallest if none does.
    TextStyle fitting(std::string_view text, TextStyle style, float width) const;
    void fitted_text(const Rect& rect, std::string_view text, TextStyle style, Color color, Align align);
    void draw_segments(std::span<const Rect> cells, std::span<const Touch> touches, std::span<const std::string> keys,
                       int chosen, Type type);
    std::string draw_button_content(const Rect& rect, std::string_view label, const ButtonLook& look, Color color);
    void draw_field(const Rect& rect, bool editing_it, bool invalid, bool enabled);

    // ---- helpers: areas, keys, records (ui_areas.cpp)
    Touch touch(std::string_view id, const Rect& rect, Kind kind, bool enabled = true);
    void block(std::string_view id, const Rect& rect);
    void find_hot();
    bool repeats(std::string_view id, const Touch& touch);  // at the press and again while held
    bool has_ring(std::string_view id) const { return ring && focus == id; }
    bool take_focus_key(std::string_view id, std::string_view name);
    bool activated_by_key(std::string_view id);
    int arrow_steps(std::string_view id);  // -1, +1 for each arrow pressed
    void move_focus(int direction);
    void sort_key(const KeyPress& key);
    int modal_depth() const;
    void record(std::string_view key, std::string_view label, const Rect& rect, std::string value = "",
                bool enabled = true);
    void hover_tip(const Touch& touch, std::string_view key, const Rect& rect, bool name_it,
                   std::string_view shortcut = "");
    void draw_tooltip();
    void draw_focus_ring();
    bool is_hidden(std::string_view key) const;
    bool hides(const Rect& rect, std::string_view key);  // also lists it in `hideable`

    // ---- helpers: typing (ui_fields.cpp)
    bool is_editing(std::string_view id) const { return editing && editing->id == id; }
    void begin_editing(std::string_view id, const std::string& text, bool select_all);
    // Runs and draws the open line in `rect`.
    EditEnd edit_line(const Rect& rect, TextStyle style, Align align, bool leave_at_ends);
    EditEnd edit_key(const KeyPress& press, bool leave_at_ends);
    bool edit_clipboard_key(const KeyPress& press, bool leave_at_ends, EditEnd& end);
    void place_caret(const Rect& inner, float left, TextStyle style);
    void draw_line(const Rect& inner, TextStyle style, Align align);

    // The open line as a number: its value when accepted, nothing while open, cancelled or no number.
    std::optional<double> edit_number(const Rect& rect, TextStyle style);

    // ---- helpers: the parts of a slider (ui_slider.cpp)
    void place_slider(SliderCall& call, const Rect& rect) const;
    void slider_keys(const SliderCall& call);
    void slider_step_button(const SliderCall& call, bool up);
    void slider_track(const SliderCall& call);
    void slider_name(const SliderCall& call);
    void slider_field(const SliderCall& call);

    // ---- helpers: lists (ui_lists.cpp)
    void open_popup(std::string_view id, const Rect& anchor, std::span<const std::string> keys, int chosen);
    void close_popup(int choice);
    void run_popup();
    void popup_take_keys();                           // may close it
    int popup_rows(const Rect& inner, bool by_keys);  // the row clicked, or -1
};

}  // namespace ui
