// Blur-pooling: a small binomial blur before cells are skipped, so that a picture moved by one cell gives nearly the
// same output. Max-blur-pooling: max over every window (stride 1), then blur-pool with the stride.
//   filter of size f: row f of Pascal's triangle over 2^(f-1): 1-1, 1-2-1, 1-3-3-1, ... in both directions
//   padding: floor((f - 1) / 2) cells before, ceil((f - 1) / 2) after, reflected without the edge cell: c b | a b c | b
//   a o = ceil(n / s);   out(i) = sum over j of filter(j) * x(i s + j - before)
// Invariant: max_blur_pool() has the size of ordinary max pooling without ceil.
// Source: Zhang, "Making Convolutional Networks Shift-Invariant Again" (ICML 2019) and its code, BlurPool with
// pad_type "reflect", pad_off 0. Sums in double, rounded to float32 once.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/grid.h"
#include "core/pool.h"
#include "core/pool_spec.h"
#include "core/problem.h"
#include "core/view.h"

namespace core {

inline constexpr int k_largest_blur = 7;

enum class BlurEdge {
    reflect,  // as in the paper's code; needs more cells than it reflects
    circular  // the other side: no edge at all, for shifts that go round
};

struct BlurSpec {
    int size = 3;  // 1 (no blur, only the stride) to k_largest_blur
    Size2 stride{2, 2};
    BlurEdge edge = BlurEdge::reflect;
    bool operator==(const BlurSpec&) const = default;
};

// 1, 2, 1 for 3: the whole numbers, and what they add up to. MUST have 1 <= size <= k_largest_blur.
std::vector<int> binomial_filter(int size);
int binomial_sum(int size);

std::optional<Problem> blur_problem(const BlurSpec& spec, std::int64_t height, std::int64_t width);
Size2 blurred_size(const BlurSpec& spec, std::int64_t height, std::int64_t width);

// out: planes x blurred_size(), C order. MUST have no blur_problem(). T: float, double, uint8_t.
template <class T>
void blur_pool(const View<T>& input, const BlurSpec& spec, float* out);
Grid blur_pool(const Grid& input, const BlurSpec& spec);

// The same windows at every place: stride 1, no ceil.
PoolSpec dense(PoolSpec spec);

// Max (or min) over the windows of dense(spec), then a blur of `blur_size` with spec.stride. Global and adaptive forms
// have no stride to blur for: MUST be max or min.
std::optional<Problem> max_blur_problem(const PoolSpec& spec, int blur_size, std::int64_t height, std::int64_t width,
                                        BlurEdge edge = BlurEdge::reflect);
// out: planes x the output size of `spec` without ceil. One plane of the dense result is held at a time.
template <class T>
void max_blur_pool(const View<T>& input, const PoolSpec& spec, int blur_size, float* out,
                   BlurEdge edge = BlurEdge::reflect, const PoolOptions& options = {});
Grid max_blur_pool(const Grid& input, const PoolSpec& spec, int blur_size, BlurEdge edge = BlurEdge::reflect);

}  // namespace core
