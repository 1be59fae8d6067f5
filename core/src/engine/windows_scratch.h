// What a band of windows.h works on: the call it belongs to and its rows of scratch memory, carved from one piece.
// Rows have room for whole vectors behind their cells (WindowsPlan::padded; `columns` behind the last one) and start on
// a cache line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "engine/windows_plan.h"

namespace core::engine {

// In: what is read. T: in what is calculated, float or double.
template <class In, class T>
struct WindowsCall {
    const Work<In>& work;
    WindowsPlan plan;
    const T* col_divisors = nullptr;  // averages: one for each output column, with room behind
    bool past_caches = false;         // write the output past them

    // Whether rows of the input can be worked on where they are.
    bool in_place() const { return std::is_same_v<In, T> && work.input.col_stride == 1; }
    // Whether it may matter which of two cells comes first (bytes have neither -0 nor NaN, sums no order).
    bool may_want_order() const { return !std::is_same_v<In, std::uint8_t> && picks_one_cell(work.spec.op); }
};

// Rows of equal length, one behind the other.
template <class T>
struct Rows {
    T* first = nullptr;
    std::int64_t pitch = 0;
    std::int64_t count = 0;
    T* at(std::int64_t index) const { return first + index * pitch; }
};

template <class T>
class WindowsScratch {
public:
    // With `memory` null only bytes() is of use.
    template <class In>
    WindowsScratch(const WindowsCall<In, T>& call, std::byte* memory) : memory_(memory) {
        const WindowsPlan& plan = call.plan;
        const Axis& h = call.work.geometry.h;
        const std::int64_t slots = ring_slots(plan, h);
        const std::int64_t blocks = plan.shared_blocks(h.kernel) + 1;
        columns = close_rows(plan, call.work.geometry.w);
        identity = rows(plan.padded, 1);
        step = rows(plan.padded, 1);
        line = rows(plan.padded, 1);
        rest = rows(plan.padded, 1);
        shared = rows(plan.padded, 1);
        folded_blocks = rows(plan.padded, plan.group > 1 ? blocks : 0);
        converted = rows(plan.padded, call.in_place() ? 0 : slots);
        if (call.may_want_order()) {
            one = rows(plan.padded, 1);
            along = rows(plan.padded, slots);
            ordered = rows(plan.padded, plan.group);
        }
        block_tags = take<std::int64_t>(blocks);
        converted_tags = take<std::int64_t>(slots);
        along_tags = take<std::int64_t>(slots);
        shared_rows = take<const T*>(std::max(plan.group == 1 ? h.kernel : 0, blocks + plan.group));
        head_rows = take<const T*>(plan.group);
        tail_rows = take<const T*>(plan.group);
        out_rows = take<T*>(plan.group);
        tags_ = {block_tags, blocks, converted_tags, slots, along_tags};
    }

    std::size_t bytes() const { return used_; }

    // Forgets which rows the rings hold.
    void forget() const {
        std::fill_n(tags_.block, tags_.blocks, std::int64_t{-1});
        std::fill_n(tags_.converted, tags_.slots, std::int64_t{-1});
        std::fill_n(tags_.along, tags_.slots, std::int64_t{-1});
    }

    Rows<T> columns;        // R: rows of the input folded down the columns, with their padding
    Rows<T> identity;       // a row outside of the input
    Rows<T> step;           // between two steps along a row
    Rows<T> line;           // windows of a cache line's cells
    Rows<T> rest;           // windows of the cells that are left over
    Rows<T> shared;         // what the windows of a group share, if that is many rows
    Rows<T> folded_blocks;  // ring: whole blocks of R rows
    Rows<T> converted;      // ring: rows of the input as T
    Rows<T> one;            // one row of the input with its padding
    Rows<T> along;          // ring: rows of the input folded along the row
    Rows<T> ordered;        // R: those folded down the columns
    std::int64_t* block_tags = nullptr;
    std::int64_t* converted_tags = nullptr;
    std::int64_t* along_tags = nullptr;
    const T** shared_rows = nullptr;
    const T** head_rows = nullptr;
    const T** tail_rows = nullptr;
    T** out_rows = nullptr;

private:
    // The rows that a group of windows reads, as far as they lie in the input.
    static std::int64_t ring_slots(const WindowsPlan& plan, const Axis& h) {
        return std::min(h.kernel + plan.group - 1, (h.input - 1) / h.dilation + 1);
    }

    template <class Item>
    Item* take(std::int64_t count) {
        constexpr std::size_t k_line = 64;
        Item* const start = memory_ == nullptr ? nullptr : reinterpret_cast<Item*>(memory_ + used_);
        used_ += (static_cast<std::size_t>(count) * sizeof(Item) + k_line - 1) / k_line * k_line;
        return start;
    }
    Rows<T> rows(std::int64_t padded, std::int64_t count) {
        constexpr std::int64_t k_line_cells = 64 / sizeof(T);
        const std::int64_t pitch = (padded + k_line_cells - 1) / k_line_cells * k_line_cells;
        return {take<T>(pitch * count), pitch, count};
    }

    // Close together, so that a sweep over all of them reads little else: whole vectors written to the end of one must
    // only not touch the next. The room behind is for all of them.
    Rows<T> close_rows(const WindowsPlan& plan, const Axis& w) {
        constexpr std::int64_t k_line_cells = 64 / sizeof(T);
        const std::int64_t length = std::max(plan.reach, w.pad_begin + w.input + k_line_cells);
        const std::int64_t pitch = (length + k_line_cells - 1) / k_line_cells * k_line_cells;
        return {take<T>(pitch * plan.group + k_vector_room), pitch, plan.group};
    }

    struct Tags {
        std::int64_t* block = nullptr;
        std::int64_t blocks = 0;
        std::int64_t* converted = nullptr;
        std::int64_t slots = 0;
        std::int64_t* along = nullptr;
    };

    std::byte* memory_ = nullptr;
    std::size_t used_ = 0;
    Tags tags_;
};

}  // namespace core::engine
