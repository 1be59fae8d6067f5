// What the reader changes in the cam scene: the settings in three pages, the mouse on the stage, the keys.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/scenes/cam_screen.h"
#include "app/scenes/cam_words.h"
#include "app/ui/build_up.h"
#include "app/ui/pool_settings.h"

namespace scenes {

namespace {

// A key that is held comes again and again, the first time after about half a second.
constexpr double k_first_hold_seconds = 0.7;
constexpr double k_next_hold_seconds = 0.15;

// px at scale 1: so that the whole page is seen at 1280 x 800
constexpr float k_lower_rows = 13.0F;
constexpr float k_small_gap = 6.0F;

template <class Value, std::size_t Count>
bool choose(ui::SettingsColumn& column, std::string_view key, const std::array<std::string, Count>& options,
            const std::array<Value, Count>& values, Value& value) {
    const auto at = std::find(values.begin(), values.end(), value);
    int chosen = static_cast<int>(at - values.begin());
    if (!column.segmented(key, options, chosen)) return false;
    value = values[static_cast<std::size_t>(chosen)];
    return true;
}

// ---- settings: class

void class_rows(CamState& state, ui::SettingsColumn& column) {
    ui::Ui& ui = column.ui();
    const core::Look& look = *state.look.look;
    const auto picked = picked_classes(state.document, look);
    std::vector<ui::ClassMark> marks;
    if (picked[0]) marks.push_back({*picked[0], "A"});
    if (picked[1] && picked[1] != picked[0]) marks.push_back({*picked[1], "B"});
    const bool percent = state.document.probabilities;
    std::vector<double> logits(look.logits.begin(), look.logits.end());
    const ui::ClassListLook list{.names = &look.network->classes,
                                 .ranking = look.ranking,
                                 .scores = percent ? std::span<const double>(look.probabilities) : logits,
                                 .score_key = percent ? "cam.probability" : "cam.score",
                                 .percent = percent,
                                 .marks = marks,
                                 .pointed = state.hovered_class,
                                 .second = true};
    const float less = column.compact() ? 0.0F : k_lower_rows * static_cast<float>(ui::k_class_rows);
    const float base = ui::class_list_height(ui.view()) / ui.view().layout.control(1.0F) - less;
    const ui::ClassChoice choice =
        ui::class_list(ui, column.row(base, k_small_gap), "cam.classes", "cam.search", state.classes, list);
    if (choice.hovered) state.hovered_class = choice.hovered;
    if (choice.clicked) pick_class(state, choice.second || state.shift ? 1 : 0, *choice.clicked);
}

// What the colours leave out, and whether two maps share them.
void color_rows(CamDocument& document, ui::SettingsColumn& column) {
    ui::Rect line = column.row(32.0F, k_small_gap);
    const float gap = column.ui().view().px(12.0F);
    const ui::Rect left = ui::cut_left(line, (line.w - gap) / 2);
    ui::cut_left(line, gap);
    bool clip = document.sign == core::MapSign::positive;
    if (column.ui().checkbox(left, "cam.clip", clip)) {
        document.sign = clip ? core::MapSign::positive : core::MapSign::signed_about_zero;
    }
    column.ui().checkbox(line, "cam.shared", document.shared_scale);
}

void map_rows(CamState& state, ui::SettingsColumn& column) {
    CamDocument& document = state.document;
    ui::SliderLook percent;
    percent.step = 5.0;
    percent.suffix = "%";
    column.slider("cam.opacity", document.opacity, 0, 100, percent);
    percent.step = 1.0;
    percent.enabled = document.box;
    column.slider("cam.box_percent", document.box_percent, 0, 100, percent);
    choose(column, "cam.drawing",
           std::array<std::string, 4>{"cam.drawing.bilinear", "cam.drawing.bicubic", "cam.drawing.nearest",
                                      "cam.drawing.numbers"},
           std::array{MapDrawing::bilinear, MapDrawing::bicubic, MapDrawing::nearest, MapDrawing::numbers},
           document.drawing);
    color_rows(document, column);
    ui::Rect line = column.row(44.0F, 0.0F);
    const ui::Rect more = ui::cut_right(line, line.h);
    ui::cut_right(line, column.ui().view().px(8.0F));
    column.ui().button(line, "cam.hold", {.icon = ui::Icon::eye});
    if (column.ui().button(more, "cam.more", {.icon = ui::Icon::settings, .label = false})) state.more_open = true;
}

// ---- settings: more

void more_head(CamState& state, ui::SettingsColumn& column) {
    ui::Rect line = column.row(40.0F);
    const ui::Rect back = ui::cut_left(line, line.h);
    if (column.ui().button(back, "cam.back", {.icon = ui::Icon::chevron_left, .label = false})) state.more_open = false;
    ui::cut_left(line, column.ui().view().layout.px(12.0F));
    column.ui().label(line, "cam.more", ui::Token::text, {ui::Type::t16, ui::Family::words, true});
}

void more_rows(CamState& state, ui::SettingsColumn& column) {
    CamDocument& document = state.document;
    const ui::Text& text = column.ui().text();
    more_head(state, column);
    column.checkbox("cam.box", document.box);
    column.checkbox("cam.probabilities", document.probabilities);
    column.space(4.0F);
    column.heading("cam.order");
    choose(column, "cam.order", std::array<std::string, 2>{"cam.order.size", "cam.order.value"},
           std::array{core::ChannelOrder::size, core::ChannelOrder::contribution}, document.order);
    column.heading("cam.method");
    constexpr std::array k_methods{core::CamMethod::cam, core::CamMethod::grad_cam, core::CamMethod::grad_cam_pp,
                                   core::CamMethod::layer_cam, core::CamMethod::ablation_cam};
    std::array<std::string, k_methods.size()> names;
    for (std::size_t i = 0; i < k_methods.size(); ++i) names[i] = method_key(k_methods[i]);
    names[0] = "cam.method.none";
    ui::Rect line = column.row(40.0F);
    int chosen = static_cast<int>(std::find(k_methods.begin(), k_methods.end(), document.method) - k_methods.begin());
    if (column.ui().combo(line, "cam.method", names, chosen)) {
        document.method = k_methods[static_cast<std::size_t>(chosen)];
        document.second_large = document.method != core::CamMethod::cam;
    }
    column.words(text.get("cam.method.note"));
    column.heading("cam.head");
    choose(column, "cam.head", std::array<std::string, 2>{"cam.head.mean", "cam.head.max"},
           std::array{PoolingHead::mean, PoolingHead::max}, document.head);
    column.words(text.get("cam.head.note"), 5);
}

// ---- the stage

bool showing_photo(const CamState& state) { return state.look.look != nullptr; }

void frame_input(CamState& state, ui::Ui& ui, const CamLayout& placed) {
    const core::Look& look = *state.look.look;
    const ui::PhotoMap map = photo_in(state, placed.frame);
    const ui::Pointer pointer = ui.pointer(placed.frame, "cam.stage");
    state.shift = pointer.shift;
    if (!pointer.hovered || state.facts.shown.empty() || !map.over_photo(pointer.position)) {
        if (pointer.clicked) state.pin.reset();
        return;
    }
    const ui::PhotoPoint point = map.to_photo(pointer.position);
    const auto place = place_at(look, state.facts.shown, point.x, point.y);
    state.hover = place;
    if (place) ui.cursor(ui::Cursor::hand);
    if (pointer.clicked) state.pin = place == state.pin ? std::nullopt : place;
}

void small_input(CamState& state, ui::Ui& ui, const CamLayout& placed) {
    static constexpr std::array<std::string_view, 2> k_keys{"cam.large_a", "cam.large_b"};
    static constexpr std::array<std::string_view, 2> k_clear_keys{"cam.clear_a", "cam.clear_b"};
    for (std::size_t i = 0; i < placed.small_frames.size(); ++i) {
        if (!state.facts.slots[i]) continue;
        if (ui.button(placed.small_clear[i], k_clear_keys[i], {.icon = ui::Icon::cross, .label = false})) {
            clear_class(state, i);
        }
        bool hovered = false;
        if (ui.hit_area(placed.small_frames[i], k_keys[i], ui.words(k_keys[i]), &hovered)) {
            state.document.second_large = i == 1;
        }
        if (!hovered) continue;
        state.hovered_class = state.facts.slots[i]->index;
        ui.cursor(ui::Cursor::hand);
    }
}

void curve_input(CamState& state, ui::Ui& ui, const CamLayout& placed) {
    if (!state.facts.builds_up) return;
    const auto all = static_cast<std::int64_t>(state.facts.ordered.size());
    const ui::Rect plot = ui::build_up_plot(ui.view(), placed.curve_area);
    const ui::Pointer pointer = ui.pointer(plot.grown(ui.view().px(8.0F)), "cam.curve");
    if (pointer.hovered) {
        ui.cursor(ui::Cursor::hand);
        ui.tooltip(ui.words("cam.curve.tip"));
    }
    if (!pointer.pressed && !pointer.down) return;
    const std::int64_t channels = std::max<std::int64_t>(1, ui::build_up_at(plot, all, pointer.position.x));
    core::seek(state.playback, channels - 1);
}

void hold_photo(CamState& state) {
    state.photo_seconds = state.photo_seconds > 0.0 ? k_next_hold_seconds : k_first_hold_seconds;
}

}  // namespace

bool photo_only(const CamState& state) { return state.photo_held || state.photo_seconds > 0.0; }

void cam_settings(CamState& state, ui::Ui& ui) {
    ui::SettingsColumn column(ui, "cam.settings", ui.view().layout.settings, state.settings_height);
    if (state.more_open && showing_photo(state)) {
        more_rows(state, column);
    } else if (!look_rows(state.look, state.document.look, column) && showing_photo(state)) {
        class_rows(state, column);
        map_rows(state, column);
    }
    state.settings_height = column.used();
    state.photo_held = ui.held("cam.hold");
}

void cam_stage(CamState& state, ui::Ui& ui) {
    state.hover.reset();
    state.hovered_class.reset();
    const CamLayout placed = cam_layout(ui.view().layout);
    look_panel(state.look, state.document.look, ui, ui.view().layout.stage);
    if (!showing_photo(state)) return;
    frame_input(state, ui, placed);
    if (placed.small) small_input(state, ui, placed);
    if (placed.curve) curve_input(state, ui, placed);
}

void cam_commands(CamState& state, ui::Ui& ui) {
    const std::string group = "command.group.cam";
    const auto add = [&](std::string id, std::vector<ui::KeyPress> keys, bool enabled, std::function<void()> run) {
        ui.command({.id = std::move(id),
                    .keys = std::move(keys),
                    .enabled = [enabled] { return enabled; },
                    .run = std::move(run),
                    .group = group});
    };
    CamState* my = &state;
    add("cam.photo_only", {{.key = "V"}}, true, [my] { hold_photo(*my); });
    const bool both = state.facts.slots[0] && state.facts.slots[1];
    add("cam.swap", {{.key = "X"}}, both, [my] { my->document.second_large = !my->document.second_large; });
    add("cam.unpin", {{.key = "Esc"}}, state.pin.has_value(), [my] { my->pin.reset(); });
}

}  // namespace scenes
