// What the cam scene knows: the document (what undo and Reset are about), the look, how far the build-up has come, and
// what follows from them. Two slots stand side by side: A, and B or A by another method; one of them is shown large.
// Invariant: after refresh() every map and number fits document, look and player. Nothing here runs a network: another
// class, order or method is worked out from the look.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/scenes/look_state.h"
#include "app/scenes/photo_pictures.h"
#include "app/ui/class_list.h"
#include "core/cam.h"
#include "core/map_picture.h"
#include "core/player.h"

namespace scenes {

// ranked: the network's first (A) or second (B) choice, whatever it is; chosen: by the reader, for one network.
struct ClassPick {
    enum class Kind { ranked, chosen, none };
    Kind kind = Kind::ranked;
    std::int64_t index = 0;
    std::string network = {};  // its name: the index means another class elsewhere
    bool operator==(const ClassPick&) const = default;
};

enum class MapDrawing { bilinear, bicubic, nearest, numbers };
enum class PoolingHead { mean, max };

struct CamDocument {
    core::LookSettings look;
    ClassPick a, b;
    bool second_large = false;  // the second slot is the one shown large
    MapDrawing drawing = MapDrawing::bilinear;
    std::int64_t opacity = 70;  // %
    core::MapSign sign = core::MapSign::signed_about_zero;
    bool shared_scale = true;
    bool box = true;
    std::int64_t box_percent = 20;  // of the map's maximum
    bool probabilities = false;     // in the class list, in place of logits
    core::ChannelOrder order = core::ChannelOrder::size;
    core::CamMethod method = core::CamMethod::cam;  // other than cam: the second slot is A by this method
    PoolingHead head = PoolingHead::mean;
    bool operator==(const CamDocument&) const = default;
};

struct MapPlace {  // of a map: counted from 0
    std::int64_t row = 0;
    std::int64_t col = 0;
    bool operator==(const MapPlace&) const = default;
};

enum class MapKind { cam, method, max_head };

// One class as one map: whole, never a part of the build-up.
struct SlotFacts {
    std::int64_t index = 0;  // class
    MapKind kind = MapKind::cam;
    core::PlaceMap map;  // empty: the method says nothing (Ablation-CAM at a logit of 0)
    double score = 0.0;  // the network's own; with max_head the score of that head
    double probability = 0.0;
    core::ScoreCheck check;  // of the whole CAM, whatever is shown
};

struct CamFacts {
    std::array<std::optional<SlotFacts>, 2> slots;
    std::size_t large = 0;   // which slot is large; it may be empty if both are
    bool builds_up = false;  // the large slot is a CAM under the mean head: the player adds its channels

    // Of the large slot, if it builds up.
    std::vector<core::Contribution> ordered;
    std::vector<double> scores;  // after the bias and the first n channels
    std::int64_t added = 0;      // channels in `shown`
    core::PlaceMap shown;        // what the large frame shows; empty without a class
    core::MapRange shown_range;  // its own least and most
    double shown_mean = 0.0;

    std::array<core::MapRange, 2> colors;  // what the colours of each slot stand for
    core::MapRange large_colors;           // and of the large frame
    std::optional<core::PhotoRect> box;    // in photo pixels
    const std::optional<SlotFacts>& large_slot() const { return slots[large]; }
    bool whole() const { return !builds_up || added == static_cast<std::int64_t>(ordered.size()); }
};

// Heat pictures as they lie over the photo, opacity included.
struct CamPictures {
    core::Image large;
    std::array<core::Image, 2> small;
    core::Image bar;  // colours of the colour bar, top is the most

    struct SmallKey {  // what `small` was made for
        std::int64_t slots = 0;
        std::array<core::MapRange, 2> colors;
        MapDrawing drawing = MapDrawing::bilinear;
        std::int64_t opacity = 0;
        core::MapSign sign = core::MapSign::signed_about_zero;
        bool operator==(const SmallKey&) const = default;
    };
    std::optional<SmallKey> small_key;
};

struct CamState {
    using Document = CamDocument;
    Document document;
    LookState look;
    core::Playback playback;      // window n: the first n + 1 channels are added
    double build_up_ahead = 0.0;  // part of the next channel that has passed while playing

    CamFacts facts;
    CamPictures pictures;
    std::unique_ptr<PhotoPictures> photos;  // large, then small; from the first update on

    std::optional<MapPlace> hover;  // on the large map
    std::optional<MapPlace> pin;
    std::optional<std::int64_t> hovered_class;  // a row of the list or a small map
    double photo_seconds = 0.0;                 // only the photo, by key: keys come as repeats

    ui::ClassList classes;
    float settings_height = 0.0F;
    bool more_open = false;   // the settings show their second page
    bool start_whole = true;  // the player goes to the end when channels are first known
    bool shift = false;       // held in this frame
    bool photo_held = false;  // the reader holds the button: only the photo

    // What `facts` and `pictures` were made for.
    struct SlotKey {
        std::shared_ptr<const core::Look> look;
        std::array<std::optional<std::int64_t>, 2> classes;
        core::ChannelOrder order = core::ChannelOrder::size;
        core::CamMethod method = core::CamMethod::cam;
        PoolingHead head = PoolingHead::mean;
        std::size_t large = 0;
        bool operator==(const SlotKey&) const = default;
    };
    struct ShownKey {
        std::int64_t slots = 0;  // number of the slots' making
        std::int64_t window = 0;
        bool operator==(const ShownKey&) const = default;
    };
    struct PictureKey {
        std::int64_t shown = 0;  // number of the shown map's making
        MapDrawing drawing = MapDrawing::bilinear;
        std::int64_t opacity = 0;
        core::MapSign sign = core::MapSign::signed_about_zero;
        bool shared_scale = true, box = true;
        std::int64_t box_percent = 0;
        bool operator==(const PictureKey&) const = default;
    };
    std::optional<SlotKey> slot_key;
    std::optional<ShownKey> shown_key;
    std::optional<PictureKey> picture_key;
    std::int64_t slots_made = 0, shown_made = 0;
};

// The classes of the two slots, as the document picks them for this look.
std::array<std::optional<std::int64_t>, 2> picked_classes(const CamDocument& document, const core::Look& look);
// MUST have a look. Picked again: none; what the other slot holds: the two change places.
void pick_class(CamState& state, std::size_t slot, std::int64_t index);
void clear_class(CamState& state, std::size_t slot);  // none; where another method stands: class B again

// The player's time. One channel at a time at first, then ever faster, so that 1,280 channels take about 12 s at 1x:
//   4 channels a second up to the 20th, from there max(4/20, ln(all / 20) / 7 s) of what is there, every second.
void advance_build_up(core::Playback& playback, double& ahead, double dt);
double build_up_rate(std::int64_t added, std::int64_t all);  // channels a second at 1x

void refresh(CamState& state);

// Where a place of the map lies in the photo. `map_height` and `map_width` of the map it is a place of.
core::PhotoRect place_in_photo(const core::Look& look, std::int64_t map_height, std::int64_t map_width, MapPlace place);
core::PhotoRect map_in_photo(const core::Look& look);  // all the network saw
// The place under a point of the photo, if the network looked there.
std::optional<MapPlace> place_at(const core::Look& look, const core::PlaceMap& map, double x, double y);

// The channels that give most at a place, of those that are added.
std::vector<core::Contribution> strongest_added(const CamState& state, MapPlace place, std::size_t count);

}  // namespace scenes
