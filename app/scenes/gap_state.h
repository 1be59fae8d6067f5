// What the gap scene knows: the document (what undo and Reset are about), the look, how many maps have been stepped
// through, and what follows from them.
//   F_k = mean of map k,  contribution_k = weight[c][k] * F_k,  score_c = bias_c + sum of all contributions
// Invariant: after refresh() facts fit document, look and player. Nothing here runs a network: another class, order or
// experiment is worked out from the look.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/scenes/look_state.h"
#include "app/scenes/map_atlas.h"
#include "app/ui/class_list.h"
#include "core/cam.h"
#include "core/latest_job.h"
#include "core/player.h"

namespace scenes {

// What is done to the maps before GAP: nothing, every value its map's mean, the places of every map shuffled.
enum class MapsShown { as_they_are, means, shuffled };

struct ChosenClass {
    std::int64_t index = 0;
    std::string network;  // its name: the index means another class elsewhere
    bool operator==(const ChosenClass&) const = default;
};

struct GapDocument {
    core::LookSettings look;
    std::optional<ChosenClass> chosen;  // nothing: the class with the highest score
    core::ChannelOrder order = core::ChannelOrder::contribution;
    bool scale_per_map = false;  // colours: every map from its own least to its own most
    MapsShown maps = MapsShown::as_they_are;
    bool operator==(const GapDocument&) const = default;
};

struct GapFacts {
    std::int64_t class_index = 0;
    std::shared_ptr<const core::FeatureMaps> maps;  // as shown: changed by the experiment
    core::MapRange range;                           // of all maps as they are, 0 included: what colours stand for
    double score_as_is = 0.0;                       // of the class, from the maps as they are
    double score = 0.0;                             // and from the maps as shown
    std::vector<core::Contribution> ordered;        // of the maps as shown
    std::vector<double> running;                    // 0, then the sum of the first n contributions: without the bias
    std::vector<std::int64_t> rank;                 // by channel: its place in `ordered`
    double bias = 0.0;
    core::HeadParameters parameters;
};

// A part of the waterfall that the mouse points at.
enum class WaterfallPart { channel, before, rest, bias, score };

struct GapHover {
    WaterfallPart part = WaterfallPart::channel;
    std::int64_t channel = 0;  // for WaterfallPart::channel
    std::int64_t count = 1;    // channels in the part
    double sum = 0.0;          // of their contributions
    bool operator==(const GapHover&) const = default;
};

struct MapCell {
    std::int64_t row = 0, col = 0;
    bool operator==(const MapCell&) const = default;
};

// The wall's place under its frame, in rows of tiles.
struct WallScroll {
    double at = 0.0;
    double target = 0.0;  // the wheel and the player set it, time brings `at` there
    double grip = 0.0;    // `at` when the drag began
    bool dragging = false;
    bool on_bar = false;
    std::int64_t followed = -1;  // the player's position the wall has been brought to
};

// Work beside the interface; exists from the first update on.
struct GapWork {
    struct Seen {
        std::shared_ptr<const core::Look> look;
        core::Image picture;
    };
    explicit GapWork(const std::function<void()>& wake);
    core::LatestJob<std::shared_ptr<const core::Look>, Seen> seen;
    std::shared_ptr<const core::Look> wanted;
};

struct GapState {
    using Document = GapDocument;
    Document document;
    LookState look;
    core::Playback playback;  // window n: the maps 0 ... n of the order are stepped through

    GapFacts facts;
    MapAtlas atlas;
    std::optional<GapWork::Seen> seen;  // what the network sees of the photo
    std::unique_ptr<GapWork> work;

    bool sums_page = false;  // where there are two pages: waterfall and parameters are shown
    WallScroll wall;
    std::optional<GapHover> hover;
    std::optional<MapCell> hovered_cell;  // of the large map
    ui::ClassList classes;
    float settings_height = 0.0F;

    // What `facts` were made for.
    struct MapsKey {
        std::shared_ptr<const core::Look> look;
        MapsShown maps = MapsShown::as_they_are;
        bool operator==(const MapsKey&) const = default;
    };
    struct OrderKey {
        MapsKey maps;
        std::int64_t class_index = 0;
        core::ChannelOrder order = core::ChannelOrder::contribution;
        bool operator==(const OrderKey&) const = default;
    };
    std::optional<MapsKey> maps_key;
    std::optional<OrderKey> order_key;
    std::vector<double> means;   // of facts.maps
    std::vector<double> scores;  // of every class, from facts.maps
    std::vector<double> as_is;   // of every class, from the look's own maps
};

// Which class the document means for this look.
std::int64_t shown_class(const GapDocument& document, const core::Look& look);
void choose_class(GapState& state, std::int64_t index);      // MUST have a look
void choose_channel(GapState& state, std::int64_t channel);  // brings the player to it

// The channel the player stands at, and the one everything is about: the hovered one, else the player's.
const core::Contribution& current(const GapState& state);
const core::Contribution& in_focus(const GapState& state);
bool in_focus_is_current(const GapState& state);

void refresh(GapState& state);

}  // namespace scenes
