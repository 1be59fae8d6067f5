#include "app/scenes/photo_state.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace scenes {

namespace {

// Sum of squared differences between neighbours in a block: large where something is to be seen.
double liveliness(const core::Grid& block) {
    double sum = 0.0;
    for (std::int64_t row = 0; row < block.rows; ++row) {
        for (std::int64_t col = 0; col < block.cols; ++col) {
            const double here = block.at(row, col);
            if (row > 0) sum += std::pow(here - block.at(row - 1, col), 2);
            if (col > 0) sum += std::pow(here - block.at(row, col - 1), 2);
        }
    }
    return sum;
}

// The multiple of `grid` nearest to `wish` in [0, last].
std::int64_t nearest_on_grid(double wish, std::int64_t grid, std::int64_t last) {
    const auto steps = static_cast<std::int64_t>(std::llround(std::max(wish, 0.0) / static_cast<double>(grid)));
    return std::min(steps, last / grid) * grid;
}

struct CropGrid {
    std::int64_t rows, cols;  // size of the crop
    std::int64_t step;        // its corner lies on multiples of this
};

CropGrid crop_grid(const PhotoState& state) {
    const std::int64_t rows = std::min(state.document.crop_size, state.photo.height);
    const std::int64_t cols = std::min(state.document.crop_size, state.photo.width);
    const bool pools = state.document.kernel <= std::min(rows, cols);
    return {rows, cols, pools ? state.document.stride : 1};
}

void explain_window(PhotoState& state) {
    PhotoFacts& facts = state.facts;
    const std::int64_t window = state.playback.window;
    facts.max = core::explain(facts.numbers, photo_spec(state.document, core::Op::max), window);
    facts.average = core::explain(facts.numbers, photo_spec(state.document, core::Op::average), window);
}

}  // namespace

PixelPlace find_lively_place(const core::Image& photo, std::int64_t side) {
    const std::int64_t rows = std::min(side, photo.height);
    const std::int64_t cols = std::min(side, photo.width);
    constexpr std::int64_t k_places = 9;
    PixelPlace best{(photo.height - rows) / 2, (photo.width - cols) / 2};
    double best_value = 0.0;
    for (std::int64_t down = 0; down < k_places; ++down) {
        for (std::int64_t across = 0; across < k_places; ++across) {
            const std::int64_t row = (photo.height - rows) * (k_places - 1 + 2 * down) / (4 * (k_places - 1));
            const std::int64_t col = (photo.width - cols) * (k_places - 1 + 2 * across) / (4 * (k_places - 1));
            const double value = liveliness(core::crop(photo, row, col, rows, cols, core::Channel::grey));
            if (value > best_value) {
                best_value = value;
                best = {row, col};
            }
        }
    }
    return best;
}

PhotoWork::PhotoWork(const std::function<void()>& wake)
    : lanes(wake),
      pyramid(wake),
      means(
          [](const core::Image& photo, const std::atomic<bool>& cancel, const auto& publish) {
              if (const auto found = core::channel_means(photo, cancel)) publish(MeansOf{photo.revision, *found});
          },
          wake),
      drawing([](const bool&, const std::atomic<bool>&, const auto& publish) { publish(core::draw_sample_photo()); },
              wake) {}

core::PoolSpec photo_spec(const PhotoDocument& document, core::Op op) {
    core::PoolSpec spec;
    spec.op = op;
    spec.kernel = {document.kernel, document.kernel};
    spec.stride = {document.stride, document.stride};
    return spec;
}

core::PoolSpec pyramid_spec(core::Op op, std::int64_t level) {
    core::PoolSpec spec;
    spec.op = op;
    spec.kernel = spec.stride = {std::int64_t{1} << level, std::int64_t{1} << level};
    return spec;
}

std::int64_t pyramid_levels(const core::Image& photo) {
    std::int64_t levels = 1;
    while (levels < k_pyramid_levels && (std::int64_t{1} << levels) <= std::min(photo.width, photo.height)) ++levels;
    return levels;
}

void show_photo(PhotoState& state, core::Image photo, std::string name, bool transparent) {
    if (photo.empty()) return;
    state.photo = std::move(photo);
    state.photo_name = std::move(name);
    state.photo_transparent = transparent;
    state.lively_place = find_lively_place(state.photo, k_crop_smallest);
    state.document.crop_place.reset();
    state.view = {};
    state.loading.reset();
    state.failure.reset();
    state.hover.reset();
    state.hovered_cell.reset();
    state.drag = PhotoDrag::none;
    refresh(state);
}

CropPlace crop_place(const PhotoState& state) {
    const CropGrid grid = crop_grid(state);
    const PixelPlace wish = state.document.crop_place.value_or(state.lively_place);
    return {nearest_on_grid(static_cast<double>(wish.row), grid.step, state.photo.height - grid.rows),
            nearest_on_grid(static_cast<double>(wish.col), grid.step, state.photo.width - grid.cols), grid.rows,
            grid.cols};
}

void move_crop(PhotoState& state, double row, double col) {
    const CropGrid grid = crop_grid(state);
    state.document.crop_place = PixelPlace{nearest_on_grid(row, grid.step, state.photo.height - grid.rows),
                                           nearest_on_grid(col, grid.step, state.photo.width - grid.cols)};
}

void step_crop(PhotoState& state, std::int64_t rows, std::int64_t cols) {
    const CropPlace place = crop_place(state);
    const std::int64_t step = crop_grid(state).step;
    move_crop(state, static_cast<double>(place.top + rows * step), static_cast<double>(place.left + cols * step));
}

void set_kernel(PhotoDocument& document, std::int64_t kernel) {
    document.kernel = std::clamp<std::int64_t>(kernel, 1, k_photo_kernel_limit);
    if (document.stride_follows) document.stride = document.kernel;
}

void set_stride(PhotoDocument& document, std::int64_t stride) {
    document.stride = std::clamp<std::int64_t>(stride, 1, k_photo_kernel_limit);
    if (document.stride != document.kernel) document.stride_follows = false;
}

void refresh(PhotoState& state) {
    if (state.photo.empty()) return;
    PhotoFacts& facts = state.facts;
    const core::Geometry before = facts.crop_geometry;
    const core::PoolSpec spec = photo_spec(state.document, core::Op::max);

    facts.problem = core::problem(spec, state.photo.height, state.photo.width);
    if (!facts.problem) facts.geometry = core::geometry(spec, state.photo.height, state.photo.width);

    facts.crop = crop_place(state);
    facts.numbers = core::crop(state.photo, facts.crop.top, facts.crop.left, facts.crop.rows, facts.crop.cols,
                               state.document.channel);
    facts.crop_problem = core::problem(spec, facts.crop.rows, facts.crop.cols);
    facts.crop_geometry =
        facts.crop_problem ? core::Geometry{} : core::geometry(spec, facts.crop.rows, facts.crop.cols);
    core::retarget(state.playback, before, facts.crop_geometry);
    if (!facts.crop_problem) explain_window(state);
}

PixelPlace window_at(const PhotoState& state, PixelPlace pixel) {
    const core::Geometry& geometry = state.facts.geometry;
    const std::int64_t window =
        core::nearest_window(geometry, static_cast<double>(pixel.row), static_cast<double>(pixel.col));
    return {window / geometry.w.output, window % geometry.w.output};
}

}  // namespace scenes
