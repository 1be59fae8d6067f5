// Window: kernel, stride, dilation and padding of a Conv or pooling node, checked and with auto_pad worked out.
//   out = floor or ceil((in + pad_begin + pad_end - (dilation * (kernel - 1) + 1)) / stride) + 1
//   SAME: out = ceil(in / stride); the padding that this takes is shared, an odd one left over goes to the end
//   (SAME_UPPER) or to the beginning (SAME_LOWER).
#pragma once

#include <array>

#include "app/network/model_graph.h"
#include "core/result.h"

namespace network {

struct Window {
    std::array<std::int64_t, 2> kernel{1, 1};  // height, width
    std::array<std::int64_t, 2> stride{1, 1};
    std::array<std::int64_t, 2> dilation{1, 1};
    std::array<std::int64_t, 2> pad_begin{0, 0};  // top, left
    std::array<std::int64_t, 2> pad_end{0, 0};    // bottom, right
    std::array<std::int64_t, 2> out{1, 1};
    bool ceil = false;

    bool padded() const { return pad_begin[0] + pad_begin[1] + pad_end[0] + pad_end[1] > 0; }
};

// `in`: [N, C, height, width]. `kernel`: of the weights; for pooling nothing, then the node says it.
core::Result<Window> window_of(const ModelNode& node, const Dims& in,
                               const std::optional<std::array<std::int64_t, 2>>& kernel);

}  // namespace network
