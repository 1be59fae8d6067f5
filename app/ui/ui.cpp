#include "app/ui/ui.h"

#include <algorithm>
#include <utility>

#include "app/ui/ui_impl.h"
#include "core/check.h"

namespace ui {

Ui::Ui() : impl_(std::make_unique<Impl>()) {}
Ui::~Ui() = default;

void Ui::begin_frame(const View& view, Canvas& canvas) {
    Impl& my = *impl_;
    my.view = &view;
    my.canvas = &canvas;
    const Vec2 mouse_before = my.input.mouse;
    my.input = read_input();
    if (my.input.mouse != mouse_before || my.input.pressed || my.input.wheel != 0) my.mouse_rests = false;
    my.depth = 1;
    my.clips.clear();
    my.tip_id.clear();
    my.said.clear();
    my.cursor = Cursor::arrow;
    my.commands.clear();
    my.records.clear();
    my.hideable.clear();
    my.areas.clear();
    my.scroll_areas.clear();
    my.overlays.clear();
    my.overlays_drawn.clear();
    if (my.input.pressed) my.ring = false;
    my.held_time += my.input.dt;
    my.find_hot();
    if (my.editing) my.editing->seen = false;
    if (my.popup) my.popup->seen = false;
    canvas.set_layer(Layer::controls);
    if (view.layout.settings_is_drawer && view.layout.settings_open) my.block("drawer", view.layout.settings);
}

void Ui::end_frame() {
    Impl& my = *impl_;
    CORE_CHECK(my.clips.empty());
    CORE_CHECK(my.overlays.empty());
    my.canvas->set_layer(Layer::top);
    my.closed_popup.clear();
    my.run_popup();
    my.draw_focus_ring();
    my.draw_tooltip();
    my.canvas->set_layer(Layer::stage);
    show_cursor(my.cursor);

    if (my.editing && !my.editing->seen) my.editing.reset();
    if (my.editing) my.editing->fresh = false;
    if (!my.input.down) my.active.clear();
    my.edit_keys.clear();
    my.focus_keys.clear();
    my.command_keys.clear();
    my.escape_overlay = false;
    my.focus_moved = false;
    my.commands_due.clear();
    my.commands_enabled.clear();
    for (const Command& command : my.commands) my.commands_enabled[command.id] = command.enabled();
    my.areas_before.swap(my.areas);
    my.records_before.swap(my.records);
    my.scroll_areas_before.swap(my.scroll_areas);
    if (my.overlays_before != my.overlays_drawn) {  // Tab begins anew in what is on top now
        my.ring = my.ring && my.overlays_drawn.size() < my.overlays_before.size();
        my.focus.clear();
    }
    my.overlays_before = my.overlays_drawn;
}

const View& Ui::view() const { return *impl_->view; }

Canvas& Ui::canvas() { return *impl_->canvas; }

Pointer Ui::pointer(const Rect& region, std::string_view key) {
    Impl& my = *impl_;
    const Touch touch = my.touch(key, region, Kind::pointer);
    my.record(key, my.words(key), region);
    Pointer pointer;
    pointer.position = my.input.mouse;
    pointer.hovered = touch.hovered && !my.mouse_rests;
    pointer.pressed = touch.pressed;
    pointer.down = touch.held;
    pointer.released = touch.released;
    pointer.press_position = my.press_position;
    const Vec2 moved = my.input.mouse - my.press_position;
    const float still = my.view->px(4);
    pointer.clicked = touch.clicked && moved.x * moved.x + moved.y * moved.y <= still * still;
    pointer.double_clicked = touch.pressed && my.input.double_clicked;
    pointer.wheel = touch.hovered ? my.input.wheel : 0.0F;
    pointer.ctrl = my.input.ctrl;
    pointer.shift = my.input.shift;
    return pointer;
}

void Ui::block(std::string_view key, const Rect& rect) { impl_->block(key, rect); }

void Ui::cursor(Cursor cursor) { impl_->cursor = cursor; }

void Ui::tooltip(std::string_view sentence) { impl_->said = sentence; }

std::string Ui::clipboard() const { return read_clipboard(); }

void Ui::post(Request request) { impl_->requests.push_back(std::move(request)); }

std::vector<Request> Ui::take_requests() { return std::exchange(impl_->requests, {}); }

void Ui::set_keys(const std::vector<KeyPress>& keys) {
    if (!keys.empty()) impl_->mouse_rests = true;
    for (const KeyPress& key : keys) impl_->sort_key(key);
}

void Ui::command(Command command) {
    Impl& my = *impl_;
    const bool reachable = my.overlays.size() >= my.overlays_before.size();
    const auto pressed = std::find_if(my.command_keys.begin(), my.command_keys.end(), [&](const KeyPress& press) {
        return std::find(command.keys.begin(), command.keys.end(), press) != command.keys.end();
    });
    bool due = my.commands_due.erase(command.id) > 0;
    if (my.is_hidden(command.id)) return;
    if (reachable && pressed != my.command_keys.end() && command.enabled()) {
        my.command_keys.erase(pressed);
        due = true;
    }
    my.commands.push_back(std::move(command));
    const Command& registered = my.commands.back();
    if (due && registered.enabled()) registered.run();
}

bool Ui::command_button(const Rect& rect, std::string_view id, const ButtonLook& look) {
    Impl& my = *impl_;
    const auto found =
        std::find_if(my.commands.begin(), my.commands.end(), [&](const Command& command) { return command.id == id; });
    const bool here = found != my.commands.end();
    const auto before = my.commands_enabled.find(id);
    ButtonLook shown = look;
    shown.enabled = look.enabled && (here ? found->enabled() : before != my.commands_enabled.end() && before->second);
    if (here && !found->keys.empty()) shown.shortcut = key_text(found->keys.front());
    if (!button(rect, id, shown)) return false;
    if (here) {
        found->run();
    } else {
        my.commands_due.emplace(id);
    }
    return true;
}

bool Ui::Impl::is_hidden(std::string_view key) const {
    return overlays.empty() && std::find(hidden.begin(), hidden.end(), key) != hidden.end();
}

bool Ui::Impl::hides(const Rect& rect, std::string_view key) {
    if (!overlays.empty()) return false;
    const auto same = [&](const HideableControl& control) { return control.key == key; };
    if (view->text->has(key) && std::none_of(hideable.begin(), hideable.end(), same))
        hideable.push_back({std::string(key), rect});
    return is_hidden(key);
}

void Ui::set_hidden(std::span<const std::string> keys) { impl_->hidden.assign(keys.begin(), keys.end()); }
bool Ui::hides(const Rect& rect, std::string_view key) { return impl_->hides(rect, key); }
const std::vector<HideableControl>& Ui::hideable() const { return impl_->hideable; }

const std::vector<Command>& Ui::commands() const { return impl_->commands; }

bool Ui::typing() const { return impl_->editing.has_value(); }

bool Ui::editing() const { return impl_->editing || !impl_->active.empty(); }

bool Ui::wants_frame() const {
    const Impl& my = *impl_;
    return my.tip_pending || !my.active.empty() || my.input.pressed || my.input.released || !my.closed_popup.empty();
}

const std::vector<ControlRecord>& Ui::controls() const { return impl_->records_before; }

const std::string& Ui::last_tooltip() const { return impl_->shown_tooltip; }

}  // namespace ui
