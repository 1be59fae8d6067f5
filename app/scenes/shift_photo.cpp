#include "app/scenes/shift_photo.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/scenes/shift_state.h"

namespace scenes {

namespace {

// Values 0..255 as a grey picture, a pixel per value.
core::Image grey_image(const core::Grid& grid) {
    std::vector<std::uint8_t> pixels;
    pixels.reserve(3 * grid.values.size());
    for (const float value : grid.values) {
        const auto grey = static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
        pixels.insert(pixels.end(), 3, grey);
    }
    return core::make_image(grid.cols, grid.rows, 3, std::move(pixels));
}

ShiftPhotoLane photo_lane(const core::Grid& given, const core::Grid& moved, const ShiftDocument& document,
                          core::ShiftMethod method) {
    ShiftPhotoLane lane;
    lane.method = method;
    const core::ShiftPool pool = shift_pooling(document, method);
    lane.problem = core::shift_problem(pool, given.rows, given.cols);
    if (lane.problem) return lane;
    lane.before = core::shift_pool(given, pool);
    lane.after = core::shift_pool(moved, pool);
    const core::ShiftRule rule = shift_rule(document, given);
    const core::Grid expected = core::expected_after(lane.before, shift_down(document), document.right, rule);
    lane.change = core::shift_change(expected, lane.after, rule.tolerance);
    lane.before_picture = grey_image(lane.before);
    lane.after_picture = grey_image(lane.after);
    return lane;
}

}  // namespace

bool is_photo_event(const ui::Event& event) {
    return std::holds_alternative<ui::PhotoArrived>(event) || std::holds_alternative<ui::PhotoLoading>(event) ||
           std::holds_alternative<ui::PhotoFailed>(event) || std::holds_alternative<ui::PhotoCancelled>(event) ||
           std::holds_alternative<ui::SamplesAvailable>(event);
}

void receive(ShiftSource& source, const ui::Event& event) {
    if (const auto* arrived = std::get_if<ui::PhotoArrived>(&event)) {
        take_photo(source, arrived->image, arrived->name);
        source.loading.reset();
        source.failure.reset();
    } else if (const auto* loading = std::get_if<ui::PhotoLoading>(&event)) {
        source.loading = loading->name;
        source.failure.reset();
    } else if (const auto* failed = std::get_if<ui::PhotoFailed>(&event)) {
        source.loading.reset();
        source.failure = failed->error;
    } else if (std::holds_alternative<ui::PhotoCancelled>(event)) {
        source.loading.reset();
    } else if (const auto* available = std::get_if<ui::SamplesAvailable>(&event)) {
        source.samples = available->samples;
    }
}

void take_photo(ShiftSource& source, core::Image photo, std::string name) {
    if (photo.empty()) return;
    const std::int64_t rows = std::min(k_shift_piece, photo.height);
    const std::int64_t cols = std::min(k_shift_piece, photo.width);
    const PixelPlace place = find_lively_place(photo, k_shift_piece);
    source.piece = core::crop(photo, place.row, place.col, rows, cols, core::Channel::grey);
    source.photo = std::move(photo);
    source.name = std::move(name);
}

ShiftPhoto shift_photo(const ShiftSource& source, const ShiftDocument& document) {
    ShiftPhoto facts;
    if (source.photo.empty()) return facts;
    facts.revision = source.photo.revision;
    facts.range = core::shift_range(source.piece, document.edge);
    facts.moved = core::shifted(source.piece, shift_down(document), document.right, document.edge);
    facts.given_picture = grey_image(source.piece);
    facts.moved_picture = grey_image(facts.moved);
    for (const core::ShiftMethod method : k_shift_methods) {
        if (method == core::ShiftMethod::average && !document.average) continue;
        facts.lanes.push_back(photo_lane(source.piece, facts.moved, document, method));
    }
    return facts;
}

}  // namespace scenes
