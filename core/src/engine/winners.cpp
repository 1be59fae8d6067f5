// Max and min with indices for every sliding window, by keys (winners_key-inl.h). Since keys may be folded in any order
// and any number of times:
//   along  a row: windows of width w that overlap or touch, two to four of them, give any width up to 4w; so a window
//          takes log4(kw) folds, at stride 1
//   down   the rows: one of three ways (winners_plan.h)
// Only rows of the plane are looked at; columns left and right of it are k_nothing.
// n values read, m written: O(n log kw + m min(kh, 7 sh)) time. Scratch per thread: 8 bytes for each column of a strip
// and each row kept, (kh - 1) dh + 1 rows or (kh + 1) dh; strips are narrowed until that is about 400 kB.
#include "engine/winners.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/winners.cpp"
#include "hwy/foreach_target.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <type_traits>

#include "engine/winners_key-inl.h"
#include "engine/winners_plan.h"
#include "hwy/cache_control.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {
namespace {

using FloatTag = hn::ScalableTag<float>;
using IndexTag = hn::RebindToSigned<FloatTag>;
using KeyTag = hn::ScalableTag<std::int64_t>;
using Key = std::int64_t;

// to[i] = the largest of parts[0][i], parts[1][i] ...; in whole vectors. `to` may be parts[0] or lie before it.
template <int parts_count>
HWY_INLINE void fold_parts(const Key* const* parts, std::int64_t count, Key* to) {
    const KeyTag d;
    const Key* local[parts_count];
    std::copy_n(parts, parts_count, local);
    for (std::int64_t i = 0; i < count; i += static_cast<std::int64_t>(hn::Lanes(d))) {
        auto largest = hn::LoadU(d, local[0] + i);
        for (int part = 1; part < parts_count; ++part) largest = hn::Max(largest, hn::LoadU(d, local[part] + i));
        hn::StoreU(largest, d, to + i);
    }
}

constexpr std::int64_t k_most_parts = 4;

// MUST have 1 to k_most_parts parts.
void fold(const Key* const* parts, std::int64_t parts_count, std::int64_t count, Key* to) {
    switch (parts_count) {
        case 1:
            return fold_parts<1>(parts, count, to);
        case 2:
            return fold_parts<2>(parts, count, to);
        case 3:
            return fold_parts<3>(parts, count, to);
        default:
            return fold_parts<4>(parts, count, to);
    }
}

// f(i) for vectors of floats that cover [0, count); the last one may overlap the one before it, or reach behind the end
// if there is no room for one.
template <class F>
HWY_INLINE void for_vectors(std::int64_t count, const F& f) {
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(FloatTag()));
    const std::int64_t last = std::max<std::int64_t>(count - lanes, 0);
    for (std::int64_t i = 0; i < last; i += lanes) f(i);
    f(last);
}

// A row of values, and the index of its first one.
struct ValueRow {
    const float* data = nullptr;
    std::int32_t index = 0;
};

// The winner of each column of some rows, and before them, unless they are the first, of `values` and `indices`.
// Folding a row twice makes no difference, so vectors may overlap.
template <bool is_max, int rows_count>
void fold_values(const ValueRow* rows, bool first, std::int64_t count, float* values, std::int32_t* indices) {
    const FloatTag d;
    const IndexTag di;
    ValueRow local[rows_count];
    std::copy_n(rows, rows_count, local);
    for_vectors(count, [=](std::int64_t i) HWY_ATTR {
        auto value = hn::LoadU(d, first ? local[0].data + i : values + i);
        const auto column = hn::Iota(di, static_cast<std::int32_t>(i));
        auto index = first ? hn::Add(column, hn::Set(di, local[0].index)) : hn::LoadU(di, indices + i);
        for (int row = first ? 1 : 0; row < rows_count; ++row) {
            const auto later = hn::LoadU(d, local[row].data + i);
            const auto beaten = beats<is_max>(later, value);
            value = hn::IfThenElse(beaten, later, value);
            index = hn::IfThenElse(hn::RebindMask(di, beaten), hn::Add(column, hn::Set(di, local[row].index)), index);
        }
        hn::StoreU(value, d, values + i);
        hn::StoreU(index, di, indices + i);
    });
}

// One strip of one band of a plane.
template <class T, bool is_max>
class Strip {
public:
    Strip(const Work<T>& work, const winners::Plan& plan, const Band& band, std::int64_t first_col,
          std::span<std::byte> scratch)
        : plane_(work.input.plane(band.plane)),
          h_(work.geometry.h),
          w_(work.geometry.w),
          plan_(plan),
          first_row_(band.first_row),
          end_row_(band.end_row),
          cols_(std::min(plan.cols, w_.output - first_col)),
          x_(first_col * w_.stride - w_.pad_begin),
          out_cell_(band.plane * work.geometry.windows() + first_col),
          out_(work.out) {
        reach_keys_ = reinterpret_cast<Key*>(scratch.data());
        result_ = reach_keys_ + plan.reach_size();
        kept_ = result_ + plan.row_size();
        kept_number_ = kept_ + plan.kept_rows * plan.row_size();
        column_values_ = reinterpret_cast<float*>(kept_number_ + plan.kept_rows);
        column_indices_ = reinterpret_cast<std::int32_t*>(column_values_ + plan.reach_size());
        floats_ = reinterpret_cast<float*>(column_indices_ + plan.reach_size());
    }

    void write() {
        switch (plan_.down) {
            case winners::Plan::Down::at_once:
                return write_at_once();
            case winners::Plan::Down::kept:
                return write_from_kept();
            case winners::Plan::Down::blocks:
                return write_by_blocks();
        }
    }

private:
    Key* kept(std::int64_t slot) const { return kept_ + slot * plan_.row_size(); }

    // Values x, x + 1 ... of row y as floats: as they are, or copied to `room` where vectors may read behind the last
    // one.
    const float* floats(std::int64_t y, std::int64_t x, std::int64_t count, float* room) const {
        const T* const from = &plane_.at(0, y, x);
        if constexpr (std::is_same_v<T, float>) {
            if (plane_.col_stride == 1 && count >= static_cast<std::int64_t>(hn::Lanes(FloatTag()))) return from;
        }
        for (std::int64_t i = 0; i < count; ++i) room[i] = static_cast<float>(from[i * plane_.col_stride]);
        return room;
    }

    // Keys of the columns under the strip, the winner of `rows` for each; k_nothing left and right of the plane.
    void write_column_keys(const Span& rows, std::int64_t reach) {
        const std::int64_t begin = std::clamp<std::int64_t>(-x_, 0, reach);
        const std::int64_t end = std::clamp<std::int64_t>(plane_.width - x_, begin, reach);
        if (begin < end) {
            if (rows.count == 1) {
                write_keys_of_row(rows.start, x_ + begin, end - begin, reach_keys_ + begin);
            } else {
                write_keys_of_rows(rows, x_ + begin, end - begin, reach_keys_ + begin);
            }
        }
        std::fill_n(reach_keys_, begin, k_nothing);
        std::fill_n(reach_keys_ + end, reach - end, k_nothing);
    }

    void write_keys_of_row(std::int64_t y, std::int64_t x, std::int64_t count, Key* to) {
        const FloatTag d;
        const float* const from = floats(y, x, count, floats_);
        const IndexTag di;
        const auto iota = zip_iota(d);
        const auto index = static_cast<std::int32_t>(y * plane_.width + x);
        for_vectors(count, [&](std::int64_t i) HWY_ATTR {
            const auto place = hn::Add(iota, hn::Set(di, index + static_cast<std::int32_t>(i)));
            write_keys<is_max>(d, in_zip_order(d, hn::LoadU(d, from + i)), place, to + i);
        });
    }

    void write_keys_of_rows(const Span& rows, std::int64_t x, std::int64_t count, Key* to) {
        for (std::int64_t done = 0; done < rows.count; done += winners::Plan::k_rows_at_once) {
            ValueRow some[winners::Plan::k_rows_at_once];
            const std::int64_t more = std::min(winners::Plan::k_rows_at_once, rows.count - done);
            for (std::int64_t i = 0; i < more; ++i) {
                const std::int64_t y = rows.start + (done + i) * rows.step;
                some[i] = {floats(y, x, count, floats_ + i * plan_.reach_size()),
                           static_cast<std::int32_t>(y * plane_.width + x)};
            }
            fold_values_of(some, more, done == 0, count);
        }
        const FloatTag d;
        const IndexTag di;
        for_vectors(count, [&](std::int64_t i) HWY_ATTR {
            const auto values = in_zip_order(d, hn::LoadU(d, column_values_ + i));
            write_keys<is_max>(d, values, in_zip_order(di, hn::LoadU(di, column_indices_ + i)), to + i);
        });
    }

    void fold_values_of(const ValueRow* rows, std::int64_t rows_count, bool first, std::int64_t count) {
        switch (rows_count) {
            case 1:
                return fold_values<is_max, 1>(rows, first, count, column_values_, column_indices_);
            case 2:
                return fold_values<is_max, 2>(rows, first, count, column_values_, column_indices_);
            case 3:
                return fold_values<is_max, 3>(rows, first, count, column_values_, column_indices_);
            default:
                return fold_values<is_max, 4>(rows, first, count, column_values_, column_indices_);
        }
    }

    // Windows that take all of `rows`.
    void write_along(const Span& rows, Key* to) {
        std::int64_t reach = (cols_ - 1) * w_.stride + winners::reach_of(w_);
        write_column_keys(rows, reach);
        std::int64_t width = 1;
        while (width < w_.kernel) {
            const std::int64_t wider = std::min(k_most_parts * width, w_.kernel);
            const std::int64_t parts_count = (wider - 1) / width + 1;
            const Key* parts[k_most_parts];
            for (std::int64_t i = 0; i < parts_count; ++i)
                parts[i] = reach_keys_ + std::min(i * width, wider - width) * w_.dilation;
            reach -= (wider - width) * w_.dilation;
            const bool last = wider == w_.kernel && w_.stride == 1;
            fold(parts, parts_count, reach, last ? to : reach_keys_);
            width = wider;
            if (last) return;
        }
        for (std::int64_t col = 0; col < cols_; ++col) to[col] = reach_keys_[col * w_.stride];
    }

    void write_at_once() {
        for (std::int64_t row = first_row_; row < end_row_; ++row) {
            const Span taps = clipped(span(h_, row), 0, h_.input);
            if (taps.count == 0) {
                std::fill_n(result_, plan_.row_size(), k_nothing);
            } else {
                write_along(taps, result_);
            }
            write_results(row);
        }
    }

    // A row is kept in slot y mod kept_rows.
    void write_from_kept() {
        std::fill_n(kept_number_, plan_.kept_rows, Key{-1});
        for (std::int64_t row = first_row_; row < end_row_; ++row) {
            const Span taps = clipped(span(h_, row), 0, h_.input);
            if (taps.count == 0) std::fill_n(result_, plan_.row_size(), k_nothing);
            for (std::int64_t done = 0; done < taps.count;) {
                const Key* parts[k_most_parts] = {result_};
                std::int64_t count = done == 0 ? 0 : 1;
                for (; count < k_most_parts && done < taps.count; ++count, ++done)
                    parts[count] = row_at(taps.start + done * taps.step);
                fold(parts, count, cols_, result_);
            }
            write_results(row);
        }
    }

    const Key* row_at(std::int64_t y) {
        const std::int64_t slot = y % plan_.kept_rows;
        if (kept_number_[slot] != y) {
            write_along({y, 1, 1}, kept(slot));
            kept_number_[slot] = y;
        }
        return kept(slot);
    }

    // Row y is number t = (y - first) / dh of its phase and j = t mod kh of its block. The window that ends with it is
    // the suffix of the block before from j + 1 on, and the prefix of its own.
    void write_by_blocks() {
        const std::int64_t first = first_row_ * h_.stride - h_.pad_begin;
        const std::int64_t rows = (end_row_ - first_row_ - 1) * h_.stride + winners::reach_of(h_);
        const std::int64_t used_phases = std::gcd(h_.stride, h_.dilation);  // windows begin in no other
        for (std::int64_t u = 0; u < rows; ++u) {
            const std::int64_t phase = u % h_.dilation;
            if (phase % used_phases != 0) continue;
            const std::int64_t j = u / h_.dilation % h_.kernel;
            Key* const block = kept(phase * (h_.kernel + 1));
            Key* const prefix = kept(phase * (h_.kernel + 1) + h_.kernel);
            take_row(first + u, j, block, prefix);
            const std::int64_t behind = u - (winners::reach_of(h_) - 1);
            if (behind >= 0 && behind % h_.stride == 0) {
                const Key* const parts[] = {prefix, block + (j + 1) * plan_.row_size()};
                fold(parts, j + 1 < h_.kernel ? 2 : 1, cols_, result_);
                write_results(first_row_ + behind / h_.stride);
            }
            if (j + 1 == h_.kernel) turn_into_suffixes(block);
        }
    }

    void take_row(std::int64_t y, std::int64_t j, Key* block, Key* prefix) {
        Key* const row = block + j * plan_.row_size();
        if (y >= 0 && y < h_.input) {
            write_along({y, 1, 1}, row);
        } else {
            std::fill_n(row, plan_.row_size(), k_nothing);
        }
        const Key* const parts[] = {row, prefix};
        fold(parts, j == 0 ? 1 : 2, cols_, prefix);
    }

    void turn_into_suffixes(Key* block) {
        for (std::int64_t j = h_.kernel - 2; j >= 0; --j) {
            Key* const row = block + j * plan_.row_size();
            const Key* const parts[] = {row, row + plan_.row_size()};
            fold(parts, 2, cols_, row);
        }
    }

    void write_results(std::int64_t row) {
        const std::int64_t cell = out_cell_ + row * w_.output;
        float* const values = out_.values + cell;
        std::int64_t* const indices = out_.indices + cell;
        const FloatTag d;
        const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
        const auto write = [&](std::int64_t i, auto how) HWY_ATTR {
            if (!read_keys<is_max, decltype(how)>(d, result_ + i, values + i, indices + i))
                set_right(i, lanes, values + i, indices + i);
        };
        if (plan_.streams && cols_ >= 2 * lanes) {
            write(0, Cached());
            std::int64_t i = lanes - cell % lanes;
            for (; i + lanes <= cols_; i += lanes) write(i, Streamed());
            if (i < cols_) write(cols_ - lanes, Cached());
            return;
        }
        if (cols_ >= lanes) {
            for_vectors(cols_, [&](std::int64_t i) HWY_ATTR { write(i, Cached()); });
            return;
        }
        HWY_ALIGN float few_values[HWY_MAX_BYTES / sizeof(float)];
        HWY_ALIGN std::int64_t few_indices[HWY_MAX_BYTES / sizeof(float)];
        if (!read_keys<is_max, Cached>(d, result_, few_values, few_indices))
            set_right(0, cols_, few_values, few_indices);
        std::copy_n(few_values, cols_, values);
        std::copy_n(few_indices, cols_, indices);
    }

    void set_right(std::int64_t first, std::int64_t count, float* values, std::int64_t* indices) const {
        for (std::int64_t i = 0; i < count; ++i) {
            read_strange<is_max>(result_[first + i], values[i], indices[i], [&](std::int64_t index) {
                return static_cast<float>(plane_.at(0, index / plane_.width, index % plane_.width));
            });
        }
    }

    View<T> plane_;
    Axis h_;
    Axis w_;
    winners::Plan plan_;
    std::int64_t first_row_;
    std::int64_t end_row_;
    std::int64_t cols_;
    std::int64_t x_;  // of the first tap of the first window, which may be padding
    std::int64_t out_cell_;
    PoolOut out_;
    Key* reach_keys_ = nullptr;       // of the columns under the strip
    Key* result_ = nullptr;           // of one row of the output
    Key* kept_ = nullptr;             // of rows of the input
    Key* kept_number_ = nullptr;      // which row is in a slot
    float* column_values_ = nullptr;  // at_once: the winners of the columns
    std::int32_t* column_indices_ = nullptr;
    float* floats_ = nullptr;  // of rows of the input that are no dense rows of floats
};

template <class T>
void write_band(const Work<T>& work, const winners::Plan& plan, const Band& band, std::span<std::byte> scratch) {
    for (std::int64_t col = 0; col < work.geometry.w.output; col += plan.cols) {
        if (work.spec.op == Op::max) {
            Strip<T, true>(work, plan, band, col, scratch).write();
        } else {
            Strip<T, false>(work, plan, band, col, scratch).write();
        }
    }
    if (plan.streams) hwy::FlushStream();
}

void winners_band_of_floats(const Work<float>& work, const winners::Plan& plan, const Band& band,
                            std::span<std::byte> scratch) {
    write_band(work, plan, band, scratch);
}

void winners_band_of_bytes(const Work<std::uint8_t>& work, const winners::Plan& plan, const Band& band,
                           std::span<std::byte> scratch) {
    write_band(work, plan, band, scratch);
}

}  // namespace
}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace core::engine {
HWY_EXPORT(winners_band_of_floats);
HWY_EXPORT(winners_band_of_bytes);

namespace winners {
namespace {

// Far larger windows than the plane would need scratch for padding alone.
bool suits_axis(const Axis& axis) {
    constexpr std::int64_t k_small = 256;
    return axis.kind == Axis::Kind::sliding && reach_of(axis) <= 4 * std::max(axis.input, k_small);
}

bool streams(const PoolOut& out, std::int64_t cells) {
    constexpr std::int64_t k_larger_than_caches = 2 << 20;
    constexpr std::uintptr_t k_vector = 64;
    const auto aligned = [](const void* data) { return reinterpret_cast<std::uintptr_t>(data) % k_vector == 0; };
    return cells >= k_larger_than_caches && aligned(out.values) && aligned(out.indices);
}

}  // namespace

template <class T>
bool suits(const Work<T>& work) {
    constexpr std::int64_t k_most_cells = std::int64_t{1} << 31;  // an index has 31 bits of a key
    return (work.spec.op == Op::max || work.spec.op == Op::min) && work.out.indices != nullptr &&
           suits_axis(work.geometry.h) && suits_axis(work.geometry.w) &&
           work.input.height * work.input.width <= k_most_cells;
}

template <class T>
void run(const Work<T>& work, Workspace& workspace) {
    Plan how = plan(work.geometry);
    how.streams = streams(work.out, work.input.planes * work.geometry.windows());
    // A band computes the rows again that its first windows share with the band before it.
    const std::int64_t shared = 4 * reach_of(work.geometry.h) / work.geometry.h.stride;
    const Bands bands(work.input.planes, work.geometry.h.output, workspace.threads(), shared);
    workspace.run(bands.count(), how.scratch_bytes(), [&](std::int64_t index, std::span<std::byte> scratch) {
        if constexpr (std::is_same_v<T, float>) {
            HWY_DYNAMIC_DISPATCH(winners_band_of_floats)(work, how, bands.at(index), scratch);
        } else {
            HWY_DYNAMIC_DISPATCH(winners_band_of_bytes)(work, how, bands.at(index), scratch);
        }
    });
}

template bool suits(const Work<float>&);
template bool suits(const Work<std::uint8_t>&);
template void run(const Work<float>&, Workspace&);
template void run(const Work<std::uint8_t>&, Workspace&);

}  // namespace winners
}  // namespace core::engine
#endif
