// A small Look with hand-made numbers, for tests of scenes and of what follows from a network's output: 12 feature maps
// of 4 x 5 places, 6 classes, a drawn photo of 120 x 80. Nothing in it is random; logits come from maps and head.
#pragma once

#include <cmath>
#include <memory>
#include <string>

#include "core/look.h"

namespace test {

inline std::shared_ptr<const core::NetworkCard> fixture_network() {
    core::NetworkCard card;
    card.id = "builtin";
    card.name = "fixture";
    card.input = {64, 64, 0.875};
    card.colors = core::colors_of(core::ColorPreset::unit);
    card.head.classes = 6;
    card.head.channels = 12;
    for (int c = 0; c < 6; ++c) {
        for (int k = 0; k < 12; ++k) card.head.weights.push_back(static_cast<float>((c * 7 + k * 5) % 13 - 6) / 4.0F);
        card.head.bias.push_back(static_cast<float>(c - 2) / 8.0F);
    }
    card.classes.by_language["en"] = {"cat", "dog", "cup", "rocket", "crane", "fence"};
    card.classes.by_language["ko"] = {"고양이", "개", "컵", "로켓", "두루미", "울타리"};
    card.parameters = 1234;
    return std::make_shared<const core::NetworkCard>(std::move(card));
}

inline core::FeatureMaps fixture_maps() {
    core::FeatureMaps maps{.channels = 12, .height = 4, .width = 5, .values = {}};
    for (int k = 0; k < 12; ++k) {
        for (int y = 0; y < 4; ++y) {
            for (int x = 0; x < 5; ++x) {
                const double hill = std::exp(-0.5 * (std::pow(y - k % 4, 2) + std::pow(x - k % 5, 2)));
                maps.values.push_back(static_cast<float>(hill * (1 + k % 3)));
            }
        }
    }
    return maps;
}

inline std::shared_ptr<const core::Look> fixture_look(core::LookSettings settings = {.network = "builtin"}) {
    const auto card = fixture_network();
    const core::Image photo = core::draw_sample_photo(120, 80);
    core::FeatureMaps maps = fixture_maps();
    std::vector<float> logits;
    for (const double score : core::scores(core::map_means(maps), card->head)) {
        logits.push_back(static_cast<float>(score));
    }
    const core::InputPlacement placement = core::place_input(settings.crop, card->input, photo.width, photo.height);
    return std::make_shared<const core::Look>(
        core::make_look(photo, "class.png", std::move(settings), card, placement, std::move(maps), std::move(logits)));
}

}  // namespace test
