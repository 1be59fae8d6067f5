#include "app/scenes/look_state.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/ui/class_list.h"

namespace scenes {

namespace {

constexpr double k_panel_after = 0.3;  // seconds an older look stays uncovered

// ---- networks

bool is_missing(const LookState& state, std::string_view id) {
    return std::any_of(state.networks.begin(), state.networks.end(),
                       [id](const ui::NetworkChoice& one) { return one.id == id && one.missing; });
}

// Which network a wish means.
std::string network_of(const LookState& state, const core::LookSettings& wish) {
    if (!wish.network.empty()) return wish.network;
    return std::string(is_missing(state, core::k_network_lite0) ? core::k_network_builtin : core::k_network_lite0);
}

std::vector<ui::NetworkChoice> choices(const LookState& state) {
    if (!state.networks.empty()) return state.networks;
    return {{std::string(core::k_network_lite0), "", {}}, {std::string(core::k_network_builtin), "", {}}};
}

std::string name_key(const ui::NetworkChoice& choice) {
    if (choice.id == core::k_network_lite0) return "network.lite0";
    if (choice.id == core::k_network_builtin) return "network.builtin";
    return choice.name;
}

LookWish wish_for(const LookState& state, const core::LookSettings& settings) {
    return {state.photo.empty() ? 0 : state.photo.revision, settings, state.opened};
}

// ---- arrivals

// A scene drawn for the built-in network is looked at by it; the next photo goes to the network chosen before.
void choose_network_for_photo(LookState& state, core::LookSettings& wish, const std::string& made_for) {
    if (!made_for.empty()) {
        if (network_of(state, wish) == made_for) return;
        state.network_before_scene = wish.network;
        wish.network = made_for;
    } else if (state.network_before_scene) {
        wish.network = *state.network_before_scene;
        state.network_before_scene.reset();
    }
}

void take_photo(LookState& state, core::LookSettings& wish, const ui::PhotoArrived& arrived) {
    if (arrived.image.empty()) return;
    state.photo = arrived.image;
    state.photo_name = arrived.name;
    state.loading.reset();
    state.photo_failure.reset();
    choose_network_for_photo(state, wish, arrived.network);
}

void take_networks(LookState& state, core::LookSettings& wish, const ui::NetworksAvailable& available) {
    state.networks = available.networks;
    if (available.opened.empty()) return;
    wish.network = available.opened;
    state.network_before_scene.reset();
    ++state.opened;
}

void take_look(LookState& state, const core::LookSettings& wish, const ui::LookArrived& arrived) {
    const bool of_photo = state.photo.empty() || arrived.look->photo.revision == state.photo.revision;
    if (!of_photo || arrived.look->settings != wish) return;
    state.look = arrived.look;
    state.shown = state.asked = wish_for(state, wish);
    state.failure.reset();
    state.waited = 0.0;
}

// Only one wish is carried out at a time: another scene's takes the place of this one's, which is then asked for again.
void take_start(LookState& state, const core::LookSettings& wish, const ui::LookStarted& started) {
    if (started.settings == wish) {
        state.stage = started.stage;
    } else if (look_pending(state)) {
        state.asked.reset();
    }
}

void take_failure(LookState& state, const core::LookSettings& wish, const ui::LookFailed& failed) {
    if (failed.settings != wish || state.shown == wish_for(state, wish)) return;
    state.asked = wish_for(state, wish);
    state.failure = failed.error;
    state.waited = 0.0;
}

// ---- rows

void photo_row(LookState& state, ui::SettingsColumn& column) {
    ui::Ui& ui = column.ui();
    ui::Rect open = column.row(44.0F);
    const float gap = ui.view().px(8.0F);
    if (state.loading) {
        const ui::Rect stop = ui::cut_right(open, open.h);
        open.w -= gap;
        if (ui.button(stop, "photo.cancel", {.icon = ui::Icon::cross, .label = false})) ui.post(ui::CancelLoading{});
        ui::Canvas& canvas = ui.canvas();
        const ui::TextStyle style{ui::Type::t16, ui::Family::words, false};
        const std::string line = ui.text().format("photo.loading", {{"name", *state.loading}});
        canvas.text(open.x, open.center().y, canvas.elided(line, style, open.w), style, ui::Token::text2);
        return;
    }
    const ui::Rect draw = ui::cut_right(open, open.h);
    open.w -= gap;
    const ui::Rect pictures = ui::cut_right(open, open.h);
    open.w -= gap;
    // In the smallest window the words need the icon's room.
    ui.command_button(open, "photo.open", {.icon = column.compact() ? ui::Icon::none : ui::Icon::folder});
    if (ui.button(pictures, "photo.pictures",
                  {.icon = ui::Icon::image, .label = false, .selected = state.samples_open})) {
        state.samples_open = true;
    }
    if (ui.button(draw, "look.compose", {.icon = ui::Icon::shapes, .label = false})) ui.post(ui::ComposeScene{});
    std::vector<std::string> names{"photo.drawn"};
    for (const ui::SamplePhoto& sample : state.samples) names.push_back(sample.name);
    const int chosen = ui.menu(pictures, "photo.pictures.menu", names, state.samples_open);
    if (chosen == 0) ui.post(ui::UseDrawnPhoto{});
    if (chosen > 0) ui.post(ui::OpenPhoto{state.samples[static_cast<std::size_t>(chosen - 1)].path});
}

void network_row(LookState& state, core::LookSettings& wish, ui::SettingsColumn& column) {
    ui::Ui& ui = column.ui();
    ui::Rect line = column.row(40.0F);
    const ui::Rect page = ui::cut_right(line, line.h);
    line.w -= ui.view().px(8.0F);

    const std::vector<ui::NetworkChoice> networks = choices(state);
    const std::string now = network_of(state, wish);
    std::vector<std::string> options;
    int chosen = -1;
    for (const ui::NetworkChoice& network : networks) {
        if (network.id == now) chosen = static_cast<int>(options.size());
        options.push_back(name_key(network));
    }
    options.emplace_back("look.open_network");
    if (ui.combo(line, "look.network", options, chosen)) {
        if (chosen < static_cast<int>(networks.size())) {
            wish.network = networks[static_cast<std::size_t>(chosen)].id;
            state.network_before_scene.reset();
        } else {
            ui.post(ui::BrowseFiles{ui::FileUse::open_network});
        }
    }
    if (ui.button(page, "look.page", {.icon = ui::Icon::settings, .label = false})) state.page_open = true;
}

// ---- the page of photo and network

void page_head(ui::SettingsColumn& column) {
    ui::Rect line = column.row(40.0F);
    const ui::Rect back = ui::cut_left(line, line.h);
    column.ui().command_button(back, "look.page.back", {.icon = ui::Icon::chevron_left, .label = false});
    ui::cut_left(line, column.ui().view().px(12.0F));
    column.ui().label(line, "look.page", ui::Token::text, {ui::Type::t16, ui::Family::words, true});
}

void crop_rows(core::LookSettings& wish, ui::SettingsColumn& column) {
    const std::array<std::string, 3> options{"look.crop.center", "look.crop.squash", "look.crop.pad"};
    int chosen = static_cast<int>(wish.crop);
    column.heading("look.crop");
    if (column.segmented("look.crop", options, chosen)) wish.crop = static_cast<core::CropMode>(chosen);
}

// Only the class's own network does not say what its numbers mean.
void color_rows(core::LookSettings& wish, ui::SettingsColumn& column) {
    const std::array<std::string, 5> options{"look.colors.imagenet", "look.colors.lite", "look.colors.plus_minus_one",
                                             "look.colors.unit", "look.colors.bytes"};
    int chosen = static_cast<int>(wish.colors);
    column.heading("look.colors");
    if (column.combo("look.colors", options, chosen, 0.0F)) wish.colors = static_cast<core::ColorPreset>(chosen);
}

void fact_rows(const LookState& state, ui::SettingsColumn& column) {
    const ui::Text& text = column.ui().text();
    if (state.look) {
        const core::Look& look = *state.look;
        const core::NetworkCard& network = *look.network;
        column.words(text.format("look.facts.photo", {{"name", photo_title(state, text)},
                                                      {"width", grouped(look.photo.width)},
                                                      {"height", grouped(look.photo.height)}}));
        column.words(text.format(network.parameters > 0 ? "look.facts.network" : "look.facts.network_uncounted",
                                 {{"name", network_name(network, text)},
                                  {"parameters", grouped(network.parameters)},
                                  {"height", grouped(network.input.height)},
                                  {"width", grouped(network.input.width)},
                                  {"classes", grouped(network.head.classes)}}),
                     6);
    }
    for (const ui::NetworkChoice& network : state.networks) {
        if (!network.missing) continue;
        column.words(text.format("look.facts.missing", {{"name", std::string(text.get(name_key(network)))},
                                                        {"why", text.sentence(*network.missing)}}),
                     6);
    }
}

// ---- the panel over the stage

struct Panel {
    std::string title, sentence;
    bool failed = false;
};

std::string wished_network(const LookState& state, const core::LookSettings& wish, const ui::Text& text) {
    std::string id = network_of(state, wish);
    for (const ui::NetworkChoice& network : choices(state)) {
        if (network.id == id) return std::string(text.get(name_key(network)));
    }
    return id;
}

// Three dots, one of them lit; the light goes on every third of a second.
void draw_dots(ui::Canvas& canvas, const ui::Rect& box, double seconds) {
    const auto lit = canvas.view().reduced_motion ? 1 : static_cast<int>(std::fmod(seconds * 3.0, 3.0));
    for (int i = 0; i < 3; ++i) {
        const float x = box.x + box.w * (0.14F + 0.36F * static_cast<float>(i));
        canvas.fill_circle({x, box.center().y}, box.w * 0.12F,
                           canvas.color(i == lit ? ui::Token::text : ui::Token::edge));
    }
}

std::string with_stop(std::string sentence) {
    if (!sentence.ends_with('.')) sentence += '.';
    return sentence;
}

std::optional<Panel> panel_of(const LookState& state, const core::LookSettings& wish, const ui::Text& text) {
    if (state.photo_failure) {
        return Panel{std::string(text.get("look.photo_failed")), with_stop(text.sentence(*state.photo_failure)), true};
    }
    if (state.failure) {
        return Panel{std::string(text.get("look.failed")), with_stop(text.sentence(*state.failure)), true};
    }
    if (state.look && (!look_pending(state) || state.waited < k_panel_after)) return std::nullopt;
    if (state.stage == ui::LookStarted::Stage::loading_network) {
        return Panel{text.format("look.loading", {{"name", wished_network(state, wish, text)}}),
                     std::string(text.get("look.loading.note")), false};
    }
    return Panel{text.format("look.looking", {{"name", wished_network(state, wish, text)}}),
                 std::string(text.get("look.looking.note")), false};
}

void failure_buttons(LookState& state, core::LookSettings& wish, ui::Ui& ui, ui::Rect row) {
    const ui::View& view = ui.view();
    const ui::Rect again = ui::cut_right(row, view.layout.control(136.0F));
    ui::cut_right(row, view.px(8.0F));
    if (state.photo_failure) {
        if (ui.button(again, "look.close")) state.photo_failure.reset();
        return;
    }
    if (ui.button(again, "look.again")) {
        state.asked.reset();
        state.failure.reset();
    }
    if (!state.look) return;
    if (ui.button(ui::cut_right(row, view.layout.control(104.0F)), "look.close")) {
        wish = state.shown->settings;
        state.failure.reset();
        // A photo that cannot be looked at with these settings either is not tried again by itself.
        if (state.asked->settings == wish) state.shown = state.asked;
    }
}

}  // namespace

// ---- update

bool look_accepts(const ui::Event& event) {
    return !std::holds_alternative<ui::TableArrived>(event) && !std::holds_alternative<ui::TableFailed>(event);
}

void receive(LookState& state, core::LookSettings& wish, const ui::Event& event) {
    if (const auto* photo = std::get_if<ui::PhotoArrived>(&event)) {
        take_photo(state, wish, *photo);
    } else if (const auto* loading = std::get_if<ui::PhotoLoading>(&event)) {
        state.loading = loading->name;
        state.photo_failure.reset();
    } else if (const auto* photo_failed = std::get_if<ui::PhotoFailed>(&event)) {
        state.loading.reset();
        state.photo_failure = photo_failed->error;
    } else if (std::holds_alternative<ui::PhotoCancelled>(event)) {
        state.loading.reset();
    } else if (const auto* samples = std::get_if<ui::SamplesAvailable>(&event)) {
        state.samples = samples->samples;
    } else if (const auto* networks = std::get_if<ui::NetworksAvailable>(&event)) {
        take_networks(state, wish, *networks);
    } else if (const auto* started = std::get_if<ui::LookStarted>(&event)) {
        take_start(state, wish, *started);
    } else if (const auto* failed = std::get_if<ui::LookFailed>(&event)) {
        take_failure(state, wish, *failed);
    } else if (const auto* arrived = std::get_if<ui::LookArrived>(&event)) {
        take_look(state, wish, *arrived);
    }
}

void advance_look(LookState& state, double dt) {
    if (look_pending(state)) state.waited += dt;
}

bool look_pending(const LookState& state) { return state.asked && state.asked != state.shown && !state.failure; }

bool look_waiting(const LookState& state) {
    if (state.failure || state.photo_failure) return false;
    return !state.look || look_pending(state) || state.loading;
}

bool look_moving(const LookState& state) { return look_pending(state) || state.loading; }

// ---- controls

void want_look(LookState& state, const core::LookSettings& wish, ui::Ui& ui) {
    if (state.loading) return;  // the photo that is being opened will be wished for soon
    const LookWish now = wish_for(state, wish);
    if (state.shown == now) state.asked = now;
    if (state.asked == now) return;
    state.asked = now;
    state.failure.reset();
    state.waited = 0.0;
    state.stage = ui::LookStarted::Stage::loading_network;
    ui.post(ui::LookAtPhoto{state.photo, state.photo_name, wish});
}

bool look_rows(LookState& state, core::LookSettings& wish, ui::SettingsColumn& column) {
    if (state.page_open) {
        page_head(column);
        crop_rows(wish, column);
        if (network_of(state, wish) == core::k_network_file) color_rows(wish, column);
        fact_rows(state, column);
        return true;
    }
    photo_row(state, column);
    network_row(state, wish, column);
    return false;
}

void look_panel(LookState& state, core::LookSettings& wish, ui::Ui& ui, const ui::Rect& stage) {
    const std::optional<Panel> panel = panel_of(state, wish, ui.text());
    if (!panel) return;
    const ui::View& view = ui.view();
    ui::Canvas& canvas = ui.canvas();
    const float pad = view.px(20.0F);
    const float button = view.layout.control(44.0F);
    const float width = std::min(view.layout.control(480.0F), stage.w - 2 * view.px(16.0F));
    const float icon = view.layout.control(28.0F);
    const float left = pad + icon + view.px(14.0F);
    const ui::TextStyle title{ui::Type::t18, ui::Family::words, true};
    const ui::TextStyle body{ui::Type::t16, ui::Family::words, false};
    const float title_height = canvas.wrapped_size(width - left - pad, panel->title, title, 2).y;
    const float words = canvas.wrapped_size(width - left - pad, panel->sentence, body, 6).y;
    const float height = pad + title_height + view.px(8.0F) + words + view.px(14.0F) + button + pad;
    const ui::Rect box{std::round(stage.center().x - width / 2), std::round(stage.center().y - height / 2), width,
                       height};
    canvas.fill_rect(box, canvas.color(ui::Token::panel), view.px(12.0F));
    canvas.stroke_rect(box, canvas.color(panel->failed ? ui::Token::err : ui::Token::edge), view.stroke(1.5F),
                       view.px(12.0F));
    const ui::Rect mark{box.x + pad, box.y + pad - view.px(2.0F), icon, icon};
    if (panel->failed) {
        ui::draw_icon(canvas, ui::Icon::warning, mark, canvas.color(ui::Token::err));
    } else {
        draw_dots(canvas, mark, state.waited);
    }
    float y = box.y + pad;
    y += canvas.wrapped(box.x + left, y, width - left - pad, panel->title, title, ui::Token::text, 2);
    canvas.wrapped(box.x + left, y + view.px(8.0F), width - left - pad, panel->sentence, body, ui::Token::text2, 6);
    const ui::Rect row{box.x + pad, box.bottom() - pad - button, width - 2 * pad, button};
    if (panel->failed) {
        failure_buttons(state, wish, ui, row);
    } else {
        ui::Rect rest = row;
        if (ui.button(ui::cut_right(rest, view.layout.control(120.0F)), "look.cancel")) ui.post(ui::CancelLoading{});
    }
}

void look_commands(LookState& state, ui::Ui& ui) {
    ui.command({.id = "photo.open",
                .keys = {{.key = "O", .ctrl = true}},
                .run = [&ui] { ui.post(ui::BrowseFiles{ui::FileUse::open_photo}); },
                .group = "command.group.photo"});
    if (!state.page_open) return;
    ui.command({.id = "look.page.back",
                .keys = {{.key = "Esc"}},
                .run = [&state] { state.page_open = false; },
                .group = "command.group.stage"});
}

ui::RichText look_readout(const LookState& state, const ui::Text& text) {
    if (state.failure || state.photo_failure) return text.rich("look.readout.failed", {});
    return text.rich("look.readout.waiting", {});
}

// ---- words

std::string class_name(const core::Look& look, const ui::Text& text, std::int64_t c) {
    return ui::class_name(text, look.network->classes, c);
}

std::string network_name(const core::NetworkCard& network, const ui::Text& text) {
    return std::string(text.get(name_key({network.id, network.name, {}})));
}

std::string photo_title(const LookState& state, const ui::Text& text) {
    if (!state.look->photo_name.empty()) return state.look->photo_name;
    return std::string(text.get(state.photo.empty() ? "look.example" : "photo.drawn"));
}

}  // namespace scenes
