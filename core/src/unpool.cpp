#include "core/unpool.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "axis_layout.h"
#include "core/check.h"
#include "problem_on_side.h"

namespace core {
namespace {

UnpoolSizes sizes_of(const PoolSpec& spec, Side side, std::int64_t outputs) {
    const AxisSettings settings = axis_settings(spec, side);
    const bool padded = spec.auto_pad == AutoPad::explicit_padding;
    const std::int64_t begin = padded ? settings.pad_begin : 0;
    const std::int64_t end = padded ? settings.pad_end : 0;
    const std::int64_t stride = settings.stride;
    UnpoolSizes sizes;
    sizes.usual = (outputs - 1) * stride - begin - end + effective_kernel(settings.kernel, settings.dilation);
    sizes.smallest = sizes.usual;
    sizes.largest = sizes.usual + stride - 1;
    if (spec.ceil && padded) {
        // Rounding up: one stride less and more. The last window must start before the end padding, (o - 1) s < n + pb;
        // where one more window would not, it was taken away, and these inputs give o too.
        const std::int64_t kept = std::max(sizes.usual - stride + 1, (outputs - 1) * stride - begin + 1);
        sizes.smallest = std::min(kept, sizes.usual + 1);
        sizes.largest = std::max(sizes.usual, std::min(sizes.usual + stride, outputs * stride - begin));
    }
    sizes.smallest = std::max<std::int64_t>(sizes.smallest, 1);
    return sizes;
}

bool says_no_size(const PoolSpec& spec) {
    return !uses_window_settings(spec.op) || spec.auto_pad == AutoPad::same_upper ||
           spec.auto_pad == AutoPad::same_lower;
}

// Values in the order that decides: the last in reading order first. visit(number of the value, cell, covered).
template <class Visit>
void last_first(std::span<const std::int64_t> indices, std::size_t cells, const Visit& visit) {
    std::vector<bool> taken(cells, false);
    for (std::size_t i = indices.size(); i-- > 0;) {
        const auto cell = static_cast<std::size_t>(indices[i]);
        visit(i, cell, taken[cell]);
        taken[cell] = true;
    }
}

Problem index_problem(std::int64_t index, std::int64_t number, std::int64_t rows, std::int64_t cols, bool one_plane,
                      Size2 size) {
    const std::int64_t area = rows * cols;
    const NumberArg row{"row", number % area / cols + 1};
    const NumberArg col{"col", number % cols + 1};
    const NumberArg bad{"index", index};
    const NumberArg height{"rows", size.h};
    const NumberArg width{"cols", size.w};
    const NumberArg most{"most", size.h * size.w - 1};
    if (one_plane) return make_problem("problem.unpool_index", {row, col, bad, height, width, most});
    return make_problem("problem.unpool_index_plane",
                        {{"plane", number / area + 1}, row, col, bad, height, width, most});
}

}  // namespace

std::optional<UnpoolRange> unpool_sizes(const PoolSpec& spec, std::int64_t rows, std::int64_t cols) {
    if (says_no_size(spec)) return std::nullopt;
    return UnpoolRange{sizes_of(spec, Side::height, rows), sizes_of(spec, Side::width, cols)};
}

std::optional<Problem> unpool_refusal(const PoolSpec& spec, std::int64_t rows, std::int64_t cols, Size2 size) {
    if (says_no_size(spec)) return std::nullopt;
    return on_either_side([&](Side side) -> std::optional<Problem> {
        const std::int64_t wanted = side == Side::height ? size.h : size.w;
        const std::int64_t outputs = side == Side::height ? rows : cols;
        const std::int64_t usual = sizes_of(spec, side, outputs).usual;
        const std::int64_t stride = axis_settings(spec, side).stride;
        if (wanted > usual - stride && wanted < usual + stride) return std::nullopt;
        return make_problem(
            "refusal.pytorch_unpool_size",
            {{"size", wanted}, {"least", std::max<std::int64_t>(1, usual - stride + 1)}, {"most", usual + stride - 1}});
    });
}

std::optional<Problem> unpool_problem(std::span<const std::int64_t> indices, std::int64_t rows, std::int64_t cols,
                                      Size2 size) {
    if (size.h < 1 || size.w < 1)
        return make_problem("problem.unpool_size_not_positive", {{"rows", size.h}, {"cols", size.w}});
    if (size.h > k_largest_setting / size.w)
        return make_problem("problem.unpool_size_too_large",
                            {{"rows", size.h}, {"cols", size.w}, {"most", k_largest_setting}});
    const std::int64_t cells = size.h * size.w;
    const auto bad = std::ranges::find_if(indices, [&](std::int64_t index) { return index < 0 || index >= cells; });
    if (bad == indices.end()) return std::nullopt;
    const bool one_plane = static_cast<std::int64_t>(indices.size()) == rows * cols;
    return index_problem(*bad, bad - indices.begin(), rows, cols, one_plane, size);
}

template <class T>
std::int64_t max_unpool(const View<T>& values, std::span<const std::int64_t> indices, Size2 size, float* out) {
    const auto area = static_cast<std::size_t>(values.height * values.width);
    const auto cells = static_cast<std::size_t>(size.h * size.w);
    CORE_CHECK_EQ(indices.size(), static_cast<std::size_t>(values.planes) * area);
    CORE_CHECK(!unpool_problem(indices, values.height, values.width, size));
    std::fill_n(out, static_cast<std::size_t>(values.planes) * cells, 0.0F);
    std::int64_t covered_values = 0;
    for (std::int64_t p = 0; p < values.planes; ++p) {
        float* const plane = out + static_cast<std::size_t>(p) * cells;
        last_first(indices.subspan(static_cast<std::size_t>(p) * area, area), cells,
                   [&](std::size_t number, std::size_t cell, bool covered) {
                       const auto at = static_cast<std::int64_t>(number);
                       if (covered) {
                           ++covered_values;
                       } else {
                           plane[cell] = static_cast<float>(values.at(p, at / values.width, at % values.width));
                       }
                   });
    }
    return covered_values;
}

#define CORE_INSTANTIATE(T) \
    template std::int64_t max_unpool(const View<T>&, std::span<const std::int64_t>, Size2, float*);
CORE_INSTANTIATE(float)
CORE_INSTANTIATE(double)
CORE_INSTANTIATE(std::uint8_t)
#undef CORE_INSTANTIATE

void max_unpool_backward(const View<double>& output_gradient, std::span<const std::int64_t> indices, std::int64_t rows,
                         std::int64_t cols, double* input_gradient) {
    const auto area = static_cast<std::size_t>(rows * cols);
    CORE_CHECK_EQ(indices.size(), static_cast<std::size_t>(output_gradient.planes) * area);
    CORE_CHECK(!unpool_problem(indices, rows, cols, {output_gradient.height, output_gradient.width}));
    const auto cells = static_cast<std::size_t>(output_gradient.height * output_gradient.width);
    for (std::int64_t p = 0; p < output_gradient.planes; ++p) {
        const std::size_t first = static_cast<std::size_t>(p) * area;
        last_first(indices.subspan(first, area), cells, [&](std::size_t number, std::size_t cell, bool covered) {
            const auto at = static_cast<std::int64_t>(cell);
            input_gradient[first + number] =
                covered ? 0.0 : output_gradient.at(p, at / output_gradient.width, at % output_gradient.width);
        });
    }
}

UnpooledGrid unpool_grid(const Grid& values, std::span<const std::int64_t> indices, Size2 size) {
    UnpooledGrid result;
    result.values = Grid(size.h, size.w);
    max_unpool(view_of(values), indices, size, result.values.values.data());
    result.writer.assign(result.values.values.size(), -1);
    std::map<std::int64_t, std::vector<std::int64_t>> writers;
    for (std::size_t i = 0; i < indices.size(); ++i) {
        result.writer[static_cast<std::size_t>(indices[i])] = static_cast<std::int64_t>(i);
        writers[indices[i]].push_back(static_cast<std::int64_t>(i));
    }
    const auto value = [&](std::int64_t number) { return values.values[static_cast<std::size_t>(number)]; };
    for (auto& [cell, numbers] : writers) {
        if (numbers.size() < 2) continue;
        const float kept = value(numbers.back());
        const bool same = std::ranges::all_of(numbers, [&](std::int64_t number) {
            return value(number) == kept || (std::isnan(value(number)) && std::isnan(kept));
        });
        result.collisions.push_back({cell, std::move(numbers), same});
    }
    return result;
}

}  // namespace core
