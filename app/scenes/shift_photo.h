// The photo of the shift scene: a grey piece of it, pooled before and after the same move as the numbers.
// Invariant: the piece is k_shift_piece pixels a side, or all of a smaller photo's; edges, kernel, stride and what
// counts as changed are those of the numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/scenes/photo_state.h"
#include "app/ui/requests.h"
#include "core/image.h"
#include "core/shift_pool.h"

namespace scenes {

struct ShiftDocument;

inline constexpr std::int64_t k_shift_piece = 24;

// Where the photo comes from; outside of the document, as in the photo scene.
struct ShiftSource {
    core::Image photo;
    std::string name;  // empty: the picture the program draws
    core::Grid piece;  // grey, 0..255, of the liveliest place near the middle
    std::vector<ui::SamplePhoto> samples;
    bool samples_open = false;
    std::optional<std::string> loading;  // name of the photo being opened
    std::optional<core::Error> failure;  // of the last photo that could not be opened
};
bool is_photo_event(const ui::Event& event);
void receive(ShiftSource& source, const ui::Event& event);
void take_photo(ShiftSource& source, core::Image photo, std::string name);

struct ShiftPhotoLane {
    core::ShiftMethod method = core::ShiftMethod::max;
    std::optional<core::Problem> problem;
    core::Grid before, after;  // 0..255
    core::Image before_picture, after_picture;
    core::ShiftChange change;
};

struct ShiftPhoto {
    std::uint64_t revision = 0;  // of the photo; 0: there is none
    core::Grid moved;            // 0..255, as the source's piece
    core::Image given_picture, moved_picture;
    double range = 0.0;
    std::vector<ShiftPhotoLane> lanes;
};
ShiftPhoto shift_photo(const ShiftSource& source, const ShiftDocument& document);

}  // namespace scenes
