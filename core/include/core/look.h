// Look: what one network makes of one photo: everything the scenes gap and cam show follows from it. Made once for each
// photo, network and crop; shared, never changed.
// Invariant: maps, head, logits, means and scores belong together; logits.size() == network->head.classes.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/cam.h"
#include "core/feature_maps.h"
#include "core/image.h"
#include "core/network_input.h"

namespace core {

// Names of the classes in one or more languages. A class without a name is "class 17" in the words of the caller.
struct ClassNames {
    std::map<std::string, std::vector<std::string>, std::less<>> by_language;  // "en", "ko", "" (a file of the user)
    // In `language`, else in "", else in "en"; empty if there is none.
    std::string_view name(std::string_view language, std::int64_t c) const;
};

// Which of the networks: "lite0", "builtin", or "file" (the class's own; the last one opened).
inline constexpr std::string_view k_network_lite0 = "lite0";
inline constexpr std::string_view k_network_builtin = "builtin";
inline constexpr std::string_view k_network_file = "file";

struct NetworkCard {
    std::string id;
    std::string name;  // "EfficientNet-Lite0", "shapes", "resnet18.onnx"
    InputShape input;
    Colors colors;
    LinearHead head;
    ClassNames classes;
    std::int64_t parameters = 0;  // numbers in all weights; 0: not known
};

// What a photo is looked at with. Part of the document of scenes: undo and Reset reach it.
struct LookSettings {
    std::string network;  // empty: the default (lite0 where it can be had, else builtin)
    CropMode crop = CropMode::center;
    ColorPreset colors = ColorPreset::imagenet;  // of the class's own network; the others know theirs
    bool operator==(const LookSettings&) const = default;
};

struct Look {
    Image photo;
    std::string photo_name;  // empty: the network's own example
    LookSettings settings;   // as asked for
    std::shared_ptr<const NetworkCard> network;
    InputPlacement placement;
    FeatureMaps maps;
    std::vector<float> logits;          // as the network gave them
    std::vector<double> means;          // F_k
    std::vector<double> scores;         // from means and head: the second route to the logits
    std::vector<double> probabilities;  // softmax of logits
    std::vector<std::int64_t> ranking;  // all classes by falling logit
};

// Fills in what follows from the rest. `maps` and `logits` MUST fit the network's head.
Look make_look(Image photo, std::string photo_name, LookSettings settings, std::shared_ptr<const NetworkCard> network,
               const InputPlacement& placement, FeatureMaps maps, std::vector<float> logits);

// The box of the paper (class_box) around a map of this look, in photo pixels: found on the map upsampled bilinearly to
// the network's input, cut to the photo. Nothing if there is none, or none of it lies in the photo. `percent` 0..100.
std::optional<PhotoRect> box_in_photo(const Look& look, const PlaceMap& map, double percent);

}  // namespace core
