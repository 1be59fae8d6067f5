// Ui: the controls of the program, immediate mode: each call draws a control into a rectangle and says what the reader
// did. State is the caller's. Every control has a text key that names it: its words, its tooltip (<key>.tip) and its
// name in tests. The only class that talks to Dear ImGui; its header does not show it.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/canvas.h"
#include "app/ui/commands.h"
#include "app/ui/icons.h"
#include "app/ui/requests.h"

namespace ui {

// The mouse over one region of the stage. Positions are window pixels.
struct Pointer {
    Vec2 position;
    bool hovered = false;  // inside the region, nothing above it, and the mouse was used since the last key
    bool pressed = false;  // went down in the region this frame
    bool down = false;     // is held since it went down in the region
    bool released = false;
    bool clicked = false;  // went up again within 4 px
    bool double_clicked = false;
    Vec2 press_position;
    float wheel = 0.0F;  // notches, while hovered
    bool ctrl = false;
    bool shift = false;
};

enum class Cursor { arrow, hand, move, resize, text };

// A control as tests and the focus ring see it.
struct ControlRecord {
    std::string key;    // text key, made unique by the caller where a control repeats ("lane.max")
    std::string label;  // what the reader sees
    Rect rect;
    std::string value;  // current value as text, "" for buttons
    bool enabled = true;
};

// A control outside overlays, as drawn this frame: what a teacher can keep from the class.
struct HideableControl {
    std::string key;
    Rect rect;
};

struct ButtonLook {
    Icon icon = Icon::none;
    bool label = true;     // false: icon only (the words are the tooltip)
    bool primary = false;  // the one main button of the screen
    bool selected = false;
    bool enabled = true;
    bool repeat = false;        // again while held: after 400 ms, every 120 ms
    std::string value = {};     // text instead of the key's words
    std::string shortcut = {};  // shown in the tooltip; command_button() fills it in
};

struct SliderLook {
    std::optional<Parameter> parameter = {};  // glyph, colour and symbol
    std::string symbol = {};                  // "k"
    int decimals = 0;
    double step = 1.0;
    bool logarithmic = false;  // equal ways multiply by equal factors; `step` is the factor of a button press
    bool enabled = true;
    bool compact = false;     // one row: no track
    std::string suffix = {};  // "×"
};

class Ui {
public:
    Ui();
    ~Ui();
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    // ---- frame: called by the program, once each per frame, between ImGui::NewFrame() and ImGui::Render().
    void begin_frame(const View& view, Canvas& canvas);
    void end_frame();  // draws tooltip and focus ring

    const View& view() const;
    const Text& text() const { return *view().text; }
    std::string_view words(std::string_view key) const { return text().get(key); }
    // The canvas controls are drawn on. Scenes draw the stage on their own canvas call.
    Canvas& canvas();

    // ---- controls. `rect` is the whole control; sizes come from the design (48 bars, 44 segmented, 40 fields, 32
    // steps).
    bool button(const Rect& rect, std::string_view key, const ButtonLook& look = {});
    // The mouse went down on this control and is still held (a button that works as long as it is pressed).
    bool held(std::string_view key) const;
    // A place that can be clicked, hovered and focused like a button, drawn by the caller (rail items, links).
    bool hit_area(const Rect& rect, std::string_view key, std::string_view label, bool* hovered = nullptr);
    // `label`: in place of the key's words.
    bool checkbox(const Rect& rect, std::string_view key, bool& on, bool enabled = true, std::string_view label = {});
    // Several options, one chosen: `keys` are the text keys of the options; returns true on change.
    bool segmented(const Rect& rect, std::string_view key, std::span<const std::string> keys, int& chosen);
    bool combo(const Rect& rect, std::string_view key, std::span<const std::string> keys, int& chosen);
    // Of a combo whose list is open: the option under the mouse or reached by keys, not yet chosen.
    std::optional<int> marked_option(std::string_view key) const;
    // Row 1: glyph, name, symbol, − [value] +; row 2: track. Needs slider_height(). Never refuses: clamps to [low,
    // high].
    bool slider(const Rect& rect, std::string_view key, double& value, double low, double high,
                const SliderLook& look = {});
    bool slider(const Rect& rect, std::string_view key, std::int64_t& value, std::int64_t low, std::int64_t high,
                const SliderLook& look = {});
    float slider_height(const SliderLook& look = {}) const;
    // A number typed by hand; Enter or leaving accepts, Esc restores. `invalid` text is kept and marked.
    bool number_field(const Rect& rect, std::string_view key, float& value);
    // `value` follows the typing. True in the frame in which Enter ends it.
    bool text_field(const Rect& rect, std::string_view key, std::string& value, bool focus_now = false,
                    TextStyle style = {});
    void label(const Rect& rect, std::string_view key, Token token = Token::text2, TextStyle style = {},
               Align align = Align::left);

    // An editor lying over a cell of the grid. Open until Enter, Tab, arrows at the ends, Esc or a click elsewhere.
    // Enter and a click elsewhere accept; Tab and Right at the end go to the next cell, Shift+Tab and Left at the start
    // to the previous one, Down and Up to the one below and above; pasted: a block of several cells was pasted and
    // `typed` holds it as it came (tabs, commas, lines).
    enum class EditEnd { open, accepted, cancelled, next, previous, below, above, pasted };
    EditEnd cell_editor(const Rect& rect, std::string& typed, bool just_opened);

    // A list of choices under `anchor` (menus of buttons). `open` is the caller's; returns the chosen index or -1.
    int menu(const Rect& anchor, std::string_view key, std::span<const std::string> keys, bool& open);

    // ---- the stage
    Pointer pointer(const Rect& region, std::string_view key);
    void cursor(Cursor cursor);
    // Keeps the mouse from everything drawn so far that lies under `rect`.
    void block(std::string_view key, const Rect& rect);
    void tooltip(std::string_view sentence);  // at the mouse, this frame

    // ---- overlays: everything between begin and end lies above the rest and takes the mouse; Esc or a click outside
    // closes.
    bool begin_overlay(std::string_view key, const Rect& rect, bool& open);
    void end_overlay();
    // A region with its own scroll bar. content_height is what it needs; returns the rect to draw in (shifted by
    // scrolling).
    Rect begin_scroll(std::string_view key, const Rect& rect, float content_height);
    void end_scroll();

    // ---- hidden controls: a control or command whose key is among them is not drawn, not reached and not run.
    void set_hidden(std::span<const std::string> keys);  // for this frame and the following ones
    // Whether `key` is hidden, for callers that then leave no room for it. Overlays hide nothing.
    bool hides(const Rect& rect, std::string_view key);
    const std::vector<HideableControl>& hideable() const;  // of this frame so far: hidden or not, each key once

    // ---- commands and requests
    std::string clipboard() const;  // what another program has copied
    void post(Request request);
    std::vector<Request> take_requests();
    // Shortcuts: the program hands over the keys that went down or repeated since the last frame, typing or not
    // (arrows, Backspace, Ctrl+C and so on move within fields); a scene adds its commands each frame. The first that
    // can be done runs. A shown focus ring takes the keys of its control, an open list or overlay all of them.
    void set_keys(const std::vector<KeyPress>& keys);
    void command(Command command);  // registers for this frame and runs it if its key was pressed
    // The button of a command of this frame, wherever in the frame it is registered.
    bool command_button(const Rect& rect, std::string_view id, const ButtonLook& look = {});
    const std::vector<Command>& commands() const;  // of this frame so far
    bool typing() const;                           // a text field has the keyboard: shortcuts wait
    bool editing() const;                          // mouse held on a control or typing: undo waits for the end
    bool wants_frame() const;                      // something of the interface itself is still moving

    // ---- for tests
    const std::vector<ControlRecord>& controls() const;  // of the last finished frame
    const std::string& last_tooltip() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ui
