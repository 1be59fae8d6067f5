// What the scenes that show a network's look have in common: the photo, the networks to choose from, the look that is
// there, and the one that is wished for. The wish's settings are part of the scene's document (undo reaches them); a
// LookState lies beside it. Invariant: the look on the screen stays until the next one is there; a wish is posted once,
// by the scene that is looked at; what fails says so and is tried again only when the reader asks.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/ui/pool_settings.h"
#include "app/ui/requests.h"
#include "app/ui/ui.h"
#include "core/look.h"
#include "core/number_text.h"

namespace scenes {

// What a look is made of. Equal wishes give equal looks.
struct LookWish {
    std::uint64_t photo = 0;  // its revision; 0: the network's own example
    core::LookSettings settings;
    std::int64_t opened = 0;  // networks opened so far: another file is another network
    bool operator==(const LookWish&) const = default;
};

struct LookState {
    core::Image photo;  // empty: the network's own example
    std::string photo_name;
    std::shared_ptr<const core::Look> look;  // what is on the screen
    std::optional<LookWish> shown;           // what it was made for
    std::optional<LookWish> asked;           // the newest wish that was posted
    ui::LookStarted::Stage stage = ui::LookStarted::Stage::loading_network;
    std::optional<core::Error> failure;        // of the newest wish
    std::optional<core::Error> photo_failure;  // of the photo that was to be opened
    double waited = 0.0;                       // seconds since the wish was posted; 0 if none is under way

    std::optional<std::string> loading;  // name of the photo being opened
    std::vector<ui::NetworkChoice> networks;
    std::int64_t opened = 0;                          // networks opened so far
    std::optional<std::string> network_before_scene;  // chosen before a scene was drawn for the built-in network
    std::vector<ui::SamplePhoto> samples;
    bool samples_open = false;  // the menu of pictures
    bool page_open = false;     // the settings show the page of photo and network
};

// ---- update
bool look_accepts(const ui::Event& event);
// Takes what arrived; may change the wish: a network that was opened is chosen, a drawn scene chooses its network.
void receive(LookState& state, core::LookSettings& wish, const ui::Event& event);
void advance_look(LookState& state, double dt);

bool look_pending(const LookState& state);  // a wish is under way
// For Scene::waiting(): until the first look or its failure is there, and while a newer one is under way.
bool look_waiting(const LookState& state);
// For Scene::moving(): frames while something is under way.
bool look_moving(const LookState& state);

// ---- controls
// Posts LookAtPhoto when what is wished for is neither there nor under way. Call once a frame.
void want_look(LookState& state, const core::LookSettings& wish, ui::Ui& ui);

// The rows at the head of the settings: open a photo, pictures, draw a scene; the network and its page. True while that
// page is open: it has then drawn all rows, and the scene draws none.
bool look_rows(LookState& state, core::LookSettings& wish, ui::SettingsColumn& column);

// Over `stage`: what is being waited for with a Cancel button, or what has failed with Try again; closing it wishes for
// what is on the screen. Nothing while the wished-for look is there; nothing in the first moments if an older one is.
void look_panel(LookState& state, core::LookSettings& wish, ui::Ui& ui, const ui::Rect& stage);

// Ctrl+O and Esc (back from the page).
void look_commands(LookState& state, ui::Ui& ui);

// What is going on, for the read-out while no look is there.
ui::RichText look_readout(const LookState& state, const ui::Text& text);

// ---- words
std::string class_name(const core::Look& look, const ui::Text& text, std::int64_t c);
std::string network_name(const core::NetworkCard& network, const ui::Text& text);
std::string photo_title(const LookState& state, const ui::Text& text);  // of the look's photo; MUST have a look
using core::grouped;

}  // namespace scenes
