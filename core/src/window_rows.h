// WindowRows: the windows of one output row over an 8-bit interleaved picture, for some of its columns, all channels at
// once. First every photo column is folded over the window's rows, then each window folds its columns, so that a sum or
// a maximum of k x k costs 2k steps and runs in the processor's vector units.
// Invariant: each value is to_eight_bits(pool_window(...)) of that window.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/geometry.h"
#include "core/image.h"
#include "core/pool_bytes.h"
#include "core/pool_spec.h"

namespace core {

class WindowRows {
public:
    // `columns`: output columns wanted, each in [0, geometry.w.output).
    static std::unique_ptr<WindowRows> make(const Image& photo, const PoolSpec& spec, const Geometry& geometry,
                                            std::vector<std::int64_t> columns);
    virtual ~WindowRows() = default;

    // Red, green and blue of each wanted column, 3 x columns values. False if cancelled on the way.
    virtual bool compute(std::int64_t out_row, const std::atomic<bool>& cancel, std::vector<std::uint8_t>& rgb) = 0;
};

}  // namespace core
