// What one call of pool_bytes() has to do along each axis, worked out once and kept in the call's shared scratch.
// rows:  the taps of every wanted row inside the input, those that share rows of the input behind one another: windows
//        whose taps have the same remainder modulo the dilation, top to bottom.
// cols:  the same for columns, in the order asked for, and how the folded line that holds their taps is laid out.
// Invariant: divisor of window (i, j) = scale * rows[i].weight * cols[j].weight.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/bytes.h"

namespace core::engine {

// Taps first, first + step, ... (count of them, all inside the input; possibly none).
struct TapRun {
    std::int64_t first = 0;
    std::int64_t count = 0;
    std::int64_t place = 0;   // among the wanted
    std::int64_t weight = 1;  // this axis' part of the divisor
};

// Wanted columns [begin, end) of equal weight.
struct Segment {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t weight = 1;
};

// The folded line: pixels [start, start + pixels) of the input's rows, of which [inside_begin, inside_end) are there.
struct FoldedLine {
    std::int64_t start = 0;
    std::int64_t pixels = 0;
    std::int64_t inside_begin = 0;
    std::int64_t inside_end = 0;

    std::int64_t inside() const { return inside_end - inside_begin; }
};

struct BytesPlan {
    std::span<const TapRun> rows;
    std::span<const TapRun> cols;
    std::span<const Segment> segments;
    std::int64_t row_step = 1;
    std::int64_t col_step = 1;
    std::int64_t most_rows = 0;  // taps of the tallest window
    std::int64_t most_cols = 0;
    std::int64_t scale = 1;
    FoldedLine line;
    // Every window has `most_cols` taps in the line, padding among them, and window j begins at pixel starts[j] of it:
    // the line can be folded at every pixel at once. Otherwise the line holds the inside only.
    bool uniform = false;
    bool adjoining = false;  // uniform and starts[j] == j
    std::span<const std::int64_t> starts;

    std::int64_t positions() const { return starts.empty() ? 0 : starts.back() + 1; }  // pixels to fold at
};

BytesPlan plan_bytes(const BytesWork& work, Workspace& workspace);

// Parts of one piece of scratch, each aligned to 64 bytes. Counting goes with no memory: bytes() is what they take.
class Carver {
public:
    explicit Carver(std::byte* data = nullptr) : data_(data) {}

    template <class T>
    T* take(std::int64_t count) {
        T* const part = data_ == nullptr ? nullptr : reinterpret_cast<T*>(data_ + bytes_);
        bytes_ += (static_cast<std::size_t>(count) * sizeof(T) + 63) / 64 * 64;
        return part;
    }
    std::size_t bytes() const { return bytes_; }

private:
    std::byte* data_ = nullptr;
    std::size_t bytes_ = 0;
};

}  // namespace core::engine
