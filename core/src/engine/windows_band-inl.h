// One band of windows.h: finds the rows that each group of windows reads, folds them with the kernels of
// windows_fold-inl.h and writes the output rows. Included once for each instruction set.
// Invariant: where groups and blocks of rows begin is fixed by the plane, not by the band.

#if defined(CORE_ENGINE_WINDOWS_BAND_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef CORE_ENGINE_WINDOWS_BAND_INL
#undef CORE_ENGINE_WINDOWS_BAND_INL
#else
#define CORE_ENGINE_WINDOWS_BAND_INL
#endif

#include "engine/windows_along-inl.h"
#include "engine/windows_fold-inl.h"
#include "engine/windows_scratch.h"
#include "hwy/cache_control.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {

// Plain: the operation where no row has a NaN or a -0; Ordered: where one may.
template <class In, class T, class Plain, class Ordered>
class WindowsBand {
public:
    WindowsBand(const WindowsCall<In, T>& call, const Band& band, std::byte* scratch)
        : call_(call),
          plan_(call.plan),
          h_(call.work.geometry.h),
          w_(call.work.geometry.w),
          width_(static_cast<std::size_t>(w_.input)),
          out_width_(static_cast<std::size_t>(w_.output)),
          plane_(call.work.input.plane(band.plane)),
          out_(call.work.out.values + band.plane * h_.output * w_.output),
          band_(band),
          scratch_(call, scratch) {
        fill_identity(scratch_.columns, k_vector_room);
        fill_identity(scratch_.identity);
        fill_identity(scratch_.one);
    }

    void run() {
        for (std::int64_t phase = 0; phase < plan_.phases; ++phase) {
            first_row_ = phase * h_.stride - h_.pad_begin;
            phase_ = phase;
            scratch_.forget();
            looked_at_ = 0;
            last_wanting_order_ = -1;
            run_phase();
        }
        if (call_.past_caches) hwy::FlushStream();
    }

private:
    enum class Order { columns_first, rows_first };

    // ---- which windows

    // The windows n of this phase whose output row phase + n * phases lies before `row`.
    std::int64_t windows_before(std::int64_t row) const {
        return row <= phase_ ? 0 : (row - phase_ - 1) / plan_.phases + 1;
    }

    void run_phase() {
        const std::int64_t first = windows_before(band_.first_row);
        const std::int64_t end = windows_before(band_.end_row);
        if (first >= end) return;
        const std::int64_t step = plan_.group == 1 ? plan_.lattice_step : plan_.group;
        const std::int64_t last_start = (end - 1) * plan_.lattice_step;
        for (std::int64_t start = first * plan_.lattice_step / step * step; start <= last_start; start += step) {
            run_group(start, first, end);
        }
    }

    // The output row of the window that starts at lattice row `start`; null if it is none of [first, end).
    float* output_row(std::int64_t start, std::int64_t first, std::int64_t end) const {
        if (start % plan_.lattice_step != 0) return nullptr;
        const std::int64_t window = start / plan_.lattice_step;
        if (window < first || window >= end) return nullptr;
        return out_ + (phase_ + window * plan_.phases) * w_.output;
    }

    void run_group(std::int64_t start, std::int64_t first, std::int64_t end) {
        const bool rows_first = wants_rows_first(start);
        const Rows<T>& folded = rows_first ? scratch_.ordered : scratch_.columns;
        bool any = false;
        for (std::int64_t i = 0; i < plan_.group; ++i) {
            const bool wanted = output_row(start + i, first, end) != nullptr;
            scratch_.out_rows[i] = wanted ? folded.at(i) + (rows_first ? 0 : w_.pad_begin) : nullptr;
            any = any || wanted;
        }
        if (!any) return;
        if (rows_first) {
            fold_down<Ordered, Order::rows_first>(start);
        } else {
            fold_down<Plain, Order::columns_first>(start);
        }
        if (!rows_first && w_.stride == 1 && rows_fold_together(row_fold())) {
            return call_.past_caches ? write_together<true>(start, first, end)
                                     : write_together<false>(start, first, end);
        }
        for (std::int64_t i = 0; i < plan_.group; ++i) {
            if (float* const row = output_row(start + i, first, end)) write(start + i, rows_first, folded.at(i), row);
        }
    }

    // All rows of a group in one sweep. kPast: past the caches; then every row MUST begin with a cache line, as short
    // ones do.
    template <bool kPast>
    void write_together(std::int64_t start, std::int64_t first, std::int64_t end) {
        for (std::int64_t i = plan_.group; i-- > 0;) refill_padding(scratch_.columns.at(i));
        const auto to_row = [&](std::int64_t i) HWY_ATTR {
            float* const row = output_row(start + i, first, end);
            const T rows = row == nullptr ? T{1} : row_divisor(start + i);
            return ToOutput<Plain, T, kPast>{row, call_.col_divisors, rows};
        };
        fold_rows_along<Plain>(row_fold(), scratch_.columns, to_row);
    }

    // NOLINTNEXTLINE(readability-non-const-parameter): what is written goes through ToOutput
    void write(std::int64_t start, bool rows_first, T* folded, float* row) {
        const ToOutput<Plain, T, false> to{row, call_.col_divisors, row_divisor(start)};
        if (call_.past_caches) {
            write_to(rows_first, folded, ToOutput<Plain, T, true>{to.row, to.cols, to.rows});
        } else {
            write_to(rows_first, folded, to);
        }
    }

    template <class To>
    void write_to(bool rows_first, T* folded, const To& to) {
        if (rows_first) return copy_row(folded, to);
        refill_padding(folded);
        fold_row<Plain>(folded, to);
    }

    T row_divisor(std::int64_t start) const {
        const PoolSpec& spec = call_.work.spec;
        if (call_.col_divisors == nullptr || spec.divisor) return T{1};
        const std::int64_t window = start / plan_.lattice_step;
        return static_cast<T>(divisor_part(spec, h_, phase_ + window * plan_.phases));
    }

    // ---- rows of the input

    // The input row at a lattice row; null outside of the input.
    const In* input_row(std::int64_t lattice) const {
        const std::int64_t row = first_row_ + lattice * h_.dilation;
        return row < 0 || row >= h_.input ? nullptr : plane_.data + row * plane_.row_stride;
    }

    void convert(const In* from, T* to) const {
        const std::int64_t step = plane_.col_stride;
        const auto width = static_cast<std::int64_t>(width_);
        if (step == 1) {
            for (std::int64_t x = 0; x < width; ++x) to[x] = static_cast<T>(from[x]);
        } else {
            for (std::int64_t x = 0; x < width; ++x) to[x] = static_cast<T>(from[x * step]);
        }
    }

    // An input row as T.
    const T* cells(std::int64_t lattice) {
        const In* const from = input_row(lattice);
        if (from == nullptr) return scratch_.identity.at(0);
        if constexpr (std::is_same_v<In, T>) {
            if (call_.in_place()) return from;
        }
        const std::int64_t slot = lattice % scratch_.converted.count;
        T* const row = scratch_.converted.at(slot);
        if (scratch_.converted_tags[slot] != lattice) {
            convert(from, row);
            scratch_.converted_tags[slot] = lattice;
        }
        return row;
    }

    // An input row folded along the row.
    const T* folded_cells(std::int64_t lattice) {
        const In* const from = input_row(lattice);
        if (from == nullptr) return scratch_.identity.at(0);
        const std::int64_t slot = lattice % scratch_.along.count;
        T* const row = scratch_.along.at(slot);
        if (scratch_.along_tags[slot] != lattice) {
            T* const padded = scratch_.one.at(0);
            convert(from, padded + w_.pad_begin);
            fold_row<Ordered>(padded, ToScratch<T>{row});
            scratch_.along_tags[slot] = lattice;
        }
        return row;
    }

    // Looks at each row once; windows only move on, so the last row that wants order decides for a group.
    bool wants_rows_first(std::int64_t start) {
        if (!call_.may_want_order()) return false;
        looked_at_ = std::max(looked_at_, start);
        const std::int64_t end = start + h_.kernel + plan_.group - 1;
        for (; looked_at_ < end; ++looked_at_) {
            if (input_row(looked_at_) == nullptr) continue;
            if (wants_order(cells(looked_at_), width_)) last_wanting_order_ = looked_at_;
        }
        return last_wanting_order_ >= start;
    }

    // ---- down the columns

    template <Order order>
    const T* row(std::int64_t lattice) {
        return order == Order::rows_first ? folded_cells(lattice) : cells(lattice);
    }

    template <class Op, Order order>
    void fold_down(std::int64_t start) {
        const std::size_t width = order == Order::rows_first ? out_width_ : width_;
        const std::int64_t beside = plan_.group - 1;
        const std::int64_t end = start + h_.kernel;
        for (std::int64_t i = 0; i < beside; ++i) {
            scratch_.head_rows[i] = row<order>(start + i);
            scratch_.tail_rows[i] = row<order>(end + i);
        }
        std::int64_t count = 0;
        std::int64_t lattice = start + beside;
        if (plan_.group > 1) {
            scratch_.shared_rows[count++] = row<order>(lattice++);
            for (; lattice + plan_.group <= end; lattice += plan_.group) {
                scratch_.shared_rows[count++] = block<Op, order>(lattice);
            }
        }
        for (; lattice < end; ++lattice) scratch_.shared_rows[count++] = row<order>(lattice);
        if (plan_.group > 1 && count > k_most_shared) {
            fold_rows<Op>(scratch_.shared_rows, static_cast<std::size_t>(count), width, scratch_.shared.at(0));
            scratch_.shared_rows[0] = scratch_.shared.at(0);
            count = 1;
        }
        fold_columns<Op>(plan_.group,
                         GroupRows<T>{scratch_.shared_rows, static_cast<std::size_t>(count), scratch_.head_rows,
                                      scratch_.tail_rows, scratch_.out_rows},
                         width);
    }

    // The R rows from a multiple of R on, folded.
    template <class Op, Order order>
    const T* block(std::int64_t lattice) {
        const std::int64_t number = lattice / plan_.group;
        const std::int64_t slot = number % scratch_.folded_blocks.count;
        T* const folded = scratch_.folded_blocks.at(slot);
        const std::int64_t tag = 2 * number + (order == Order::rows_first ? 1 : 0);
        if (scratch_.block_tags[slot] == tag) return folded;
        scratch_.block_tags[slot] = tag;
        const T* rows[k_most_group];
        for (std::int64_t i = 0; i < plan_.group; ++i) rows[i] = row<order>(lattice + i);
        fold_rows<Op>(rows, static_cast<std::size_t>(plan_.group), order == Order::rows_first ? out_width_ : width_,
                      folded);
        return folded;
    }

    // ---- along the row

    RowFold<T> row_fold() const {
        return {w_.kernel,
                w_.dilation,
                plan_.reach,
                out_width_,
                plan_.row_steps.steps(),
                plan_.line_steps.steps(),
                scratch_.step.at(0),
                scratch_.line.at(0),
                scratch_.rest.at(0)};
    }

    // The windows of a row with its padding. `padded` stays as it is.
    template <class Op, class To>
    void fold_row(const T* padded, const To& to) const {
        RowFold<T> fold = row_fold();
        if (w_.stride == 1) return fold_along<Op>(fold, padded, to);
        fold.windows = static_cast<std::size_t>(plan_.reach - (w_.kernel - 1) * w_.dilation);
        T* const step = fold.step;
        fold_along<Op>(fold, padded, ToScratch<T>{step});
        for (std::int64_t x = 0; x < w_.output; ++x) step[x] = step[x * w_.stride];
        copy_row(step, to);
    }

    template <class To>
    void copy_row(const T* row, const To& to) const {
        const T* const taps[1] = {row};
        fold_taps<1, Plain>(ColumnVector<T>(), taps, out_width_, to);
    }

    // ---- padding

    void fill_identity(const Rows<T>& rows, std::int64_t room_behind = 0) const {
        if (rows.count == 0) return;
        std::fill_n(rows.first, rows.pitch * rows.count + room_behind, static_cast<T>(Plain::k_identity));
    }

    // Whole vectors were written over the first cells behind a row.
    void refill_padding(T* padded) const {
        std::fill_n(padded + w_.pad_begin + w_.input, hn::Lanes(ColumnVector<T>()), static_cast<T>(Plain::k_identity));
    }

    static constexpr std::int64_t k_most_group = 32;
    static constexpr std::int64_t k_most_shared = 24;

    const WindowsCall<In, T>& call_;
    const WindowsPlan& plan_;
    const Axis& h_;
    const Axis& w_;
    const std::size_t width_;
    const std::size_t out_width_;
    const View<In> plane_;
    float* const out_;
    const Band band_;
    const WindowsScratch<T> scratch_;

    // Of the phase that runs.
    std::int64_t phase_ = 0;
    std::int64_t first_row_ = 0;            // the input row of lattice row 0
    std::int64_t looked_at_ = 0;            // lattice rows before this one
    std::int64_t last_wanting_order_ = -1;  // of them
};

}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
