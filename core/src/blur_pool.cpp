#include "core/blur_pool.h"

#include <algorithm>

#include "axis_layout.h"
#include "core/check.h"
#include "problem_on_side.h"

namespace core {
namespace {

std::int64_t cells_before(int size) { return (size - 1) / 2; }
std::int64_t cells_after(int size) { return size / 2; }

// The cell that stands at place `at` of an axis of n cells, which may lie beyond either end.
std::int64_t cell_at(std::int64_t at, std::int64_t n, BlurEdge edge) {
    if (edge == BlurEdge::circular) return ((at % n) + n) % n;
    if (at < 0) return -at;
    return at < n ? at : 2 * (n - 1) - at;
}

// Reflection turns round at the edge cell itself, so it needs one cell more than it reflects.
std::optional<Problem> reflection_problem(const BlurSpec& spec, std::int64_t input) {
    if (spec.edge != BlurEdge::reflect || cells_after(spec.size) < input) return std::nullopt;
    return make_problem("problem.blur_reflection", {{"size", spec.size},
                                                    {"least", cells_after(spec.size) + 1},
                                                    {"input", input},
                                                    {"most", std::min<std::int64_t>(k_largest_blur, 2 * input - 1)}});
}

std::optional<Problem> stride_problem(std::int64_t stride) {
    if (stride < 1) return make_problem("problem.stride_not_positive", {{"stride", stride}});
    if (stride <= k_largest_setting) return std::nullopt;
    return make_problem("problem.stride_beyond_limit", {{"stride", stride}, {"most", k_largest_setting}});
}

BlurSpec blur_after(const PoolSpec& spec, int blur_size, BlurEdge edge) { return {blur_size, spec.stride, edge}; }

}  // namespace

std::vector<int> binomial_filter(int size) {
    CORE_CHECK(size >= 1 && size <= k_largest_blur);
    std::vector<int> row{1};
    while (static_cast<int>(row.size()) < size) {
        row.push_back(0);
        for (std::size_t i = row.size() - 1; i > 0; --i) row[i] += row[i - 1];
    }
    return row;
}

int binomial_sum(int size) { return 1 << (size - 1); }

std::optional<Problem> blur_problem(const BlurSpec& spec, std::int64_t height, std::int64_t width) {
    if (height < 1 || width < 1) return make_problem("problem.input_empty", {{"rows", height}, {"cols", width}});
    if (spec.size < 1 || spec.size > k_largest_blur)
        return make_problem("problem.blur_size", {{"size", spec.size}, {"most", k_largest_blur}});
    if (auto found = on_either_side(
            [&](Side side) { return stride_problem(side == Side::height ? spec.stride.h : spec.stride.w); })) {
        return found;
    }
    return on_either_side([&](Side side) { return reflection_problem(spec, side == Side::height ? height : width); });
}

Size2 blurred_size(const BlurSpec& spec, std::int64_t height, std::int64_t width) {
    return {(height - 1) / spec.stride.h + 1, (width - 1) / spec.stride.w + 1};
}

template <class T>
void blur_pool(const View<T>& input, const BlurSpec& spec, float* out) {
    CORE_CHECK(!blur_problem(spec, input.height, input.width));
    const Size2 size = blurred_size(spec, input.height, input.width);
    const std::vector<int> filter = binomial_filter(spec.size);
    const std::int64_t before = cells_before(spec.size);
    // Dividing by a power of two loses nothing, so one division at the end does for both directions.
    const double scale = 1.0 / (static_cast<double>(binomial_sum(spec.size)) * binomial_sum(spec.size));
    std::vector<double> line(static_cast<std::size_t>(input.width));  // one output row, blurred downwards only
    for (std::int64_t row = 0; row < input.planes * size.h; ++row) {
        const View<T> plane = input.plane(row / size.h);
        std::ranges::fill(line, 0.0);
        for (int j = 0; j < spec.size; ++j) {
            const std::int64_t y = cell_at(row % size.h * spec.stride.h + j - before, input.height, spec.edge);
            const double weight = filter[static_cast<std::size_t>(j)];
            for (std::int64_t x = 0; x < input.width; ++x)
                line[static_cast<std::size_t>(x)] += weight * static_cast<double>(plane.at(0, y, x));
        }
        for (std::int64_t col = 0; col < size.w; ++col) {
            double sum = 0.0;
            for (int j = 0; j < spec.size; ++j) {
                const std::int64_t x = cell_at(col * spec.stride.w + j - before, input.width, spec.edge);
                sum += filter[static_cast<std::size_t>(j)] * line[static_cast<std::size_t>(x)];
            }
            out[row * size.w + col] = static_cast<float>(sum * scale);
        }
    }
}

Grid blur_pool(const Grid& input, const BlurSpec& spec) {
    CORE_CHECK(!blur_problem(spec, input.rows, input.cols));
    const Size2 size = blurred_size(spec, input.rows, input.cols);
    Grid result(size.h, size.w);
    blur_pool(view_of(input), spec, result.values.data());
    return result;
}

PoolSpec dense(PoolSpec spec) {
    spec.stride = {1, 1};
    spec.ceil = false;
    return spec;
}

std::optional<Problem> max_blur_problem(const PoolSpec& spec, int blur_size, std::int64_t height, std::int64_t width,
                                        BlurEdge edge) {
    CORE_CHECK(uses_window_settings(spec.op) && picks_one_cell(spec.op));
    if (auto found = problem(dense(spec), height, width)) return found;
    const Geometry where = geometry(dense(spec), height, width);
    return blur_problem(blur_after(spec, blur_size, edge), where.h.output, where.w.output);
}

template <class T>
void max_blur_pool(const View<T>& input, const PoolSpec& spec, int blur_size, float* out, BlurEdge edge,
                   const PoolOptions& options) {
    CORE_CHECK(!max_blur_problem(spec, blur_size, input.height, input.width, edge));
    const Geometry where = geometry(dense(spec), input.height, input.width);
    const BlurSpec blur = blur_after(spec, blur_size, edge);
    const Size2 size = blurred_size(blur, where.h.output, where.w.output);
    std::vector<float> largest(static_cast<std::size_t>(where.windows()));
    for (std::int64_t p = 0; p < input.planes; ++p) {
        pool(input.plane(p), dense(spec), {largest.data(), nullptr}, options);
        blur_pool(dense_view<float>(largest.data(), 1, where.h.output, where.w.output), blur,
                  out + p * size.h * size.w);
    }
}

#define CORE_INSTANTIATE(T)                                           \
    template void blur_pool(const View<T>&, const BlurSpec&, float*); \
    template void max_blur_pool(const View<T>&, const PoolSpec&, int, float*, BlurEdge, const PoolOptions&);
CORE_INSTANTIATE(float)
CORE_INSTANTIATE(double)
CORE_INSTANTIATE(std::uint8_t)
#undef CORE_INSTANTIATE

Grid max_blur_pool(const Grid& input, const PoolSpec& spec, int blur_size, BlurEdge edge) {
    CORE_CHECK(!max_blur_problem(spec, blur_size, input.rows, input.cols, edge));
    const Geometry where = geometry(dense(spec), input.rows, input.cols);
    const Size2 size = blurred_size(blur_after(spec, blur_size, edge), where.h.output, where.w.output);
    Grid result(size.h, size.w);
    max_blur_pool(view_of(input), spec, blur_size, result.values.data(), edge);
    return result;
}

}  // namespace core
