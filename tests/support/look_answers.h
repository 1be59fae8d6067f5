// Plays the network in tests of scenes: answers every LookAtPhoto that a scene has posted with the fixture's look of
// the photo that was asked for. The rest of what was posted is handed back.
#pragma once

#include <chrono>
#include <variant>
#include <vector>

#include "support/gui_harness.h"
#include "support/look_fixture.h"

namespace test {

inline std::shared_ptr<const core::Look> fixture_answer(const ui::LookAtPhoto& wish) {
    auto plain = fixture_look(wish.settings);
    if (wish.photo.empty()) return plain;
    const core::InputPlacement placement =
        core::place_input(wish.settings.crop, plain->network->input, wish.photo.width, wish.photo.height);
    return std::make_shared<const core::Look>(core::make_look(wish.photo, wish.photo_name, wish.settings,
                                                              plain->network, placement, plain->maps, plain->logits));
}

inline std::vector<ui::Request> answer_looks(GuiHarness& g) {
    std::vector<ui::Request> others;
    for (ui::Request& request : g.requests()) {
        if (const auto* wish = std::get_if<ui::LookAtPhoto>(&request)) {
            g.send(ui::LookArrived{fixture_answer(*wish)});
        } else {
            others.push_back(std::move(request));
        }
    }
    return others;
}

// Frames until nothing beside the interface is under way any more, looks answered.
inline void wait_for(scenes::Scene& scene, GuiHarness& g) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (scene.waiting() && std::chrono::steady_clock::now() < deadline) {
        answer_looks(g);
        g.frame();
    }
}

}  // namespace test
