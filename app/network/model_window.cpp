#include "app/network/model_window.h"

#include <algorithm>

#include "app/network/sentences.h"

namespace network {
namespace {

constexpr std::int64_t k_most = 1'024;  // of any of these numbers

core::Error bad(const ModelNode& node, std::string_view setting) {
    return error("error.model_attribute", {}, {{"op", shown(node)}, {"setting", std::string(setting)}});
}

// Two or four whole numbers from `least` to k_most into `to`, if the node has them. False: it has something else.
template <std::size_t N>
bool read_setting(const ModelNode& node, std::string_view key, std::int64_t least, std::array<std::int64_t, N>& to) {
    if (!node.attributes.contains(key)) return true;
    const auto* numbers = node.attribute<std::vector<std::int64_t>>(key);
    if (numbers == nullptr || numbers->size() != N) return false;
    if (std::any_of(numbers->begin(), numbers->end(), [&](std::int64_t n) { return n < least || n > k_most; }))
        return false;
    std::copy(numbers->begin(), numbers->end(), to.begin());
    return true;
}

void pad_to_same(Window& window, const Dims& in, bool more_at_end) {
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const std::int64_t reach = window.dilation[axis] * (window.kernel[axis] - 1) + 1;
        const std::int64_t out = (in[axis + 2] + window.stride[axis] - 1) / window.stride[axis];
        const std::int64_t pad = std::max<std::int64_t>(0, (out - 1) * window.stride[axis] + reach - in[axis + 2]);
        window.pad_begin[axis] = more_at_end ? pad / 2 : pad - pad / 2;
        window.pad_end[axis] = pad - window.pad_begin[axis];
    }
}

}  // namespace

core::Result<Window> window_of(const ModelNode& node, const Dims& in,
                               const std::optional<std::array<std::int64_t, 2>>& kernel) {
    const bool pooling = !kernel;
    Window window;
    if (kernel) window.kernel = *kernel;
    if (pooling && !node.attributes.contains("kernel_shape")) return bad(node, "kernel_shape");
    if (!read_setting(node, "kernel_shape", 1, window.kernel)) return bad(node, "kernel_shape");
    if (kernel && window.kernel != *kernel) return bad(node, "kernel_shape");
    for (const std::int64_t side : window.kernel) {
        if (side > k_most) return bad(node, "kernel_shape");
    }
    if (!read_setting(node, "strides", 1, window.stride)) return bad(node, "strides");
    if (!read_setting(node, "dilations", 1, window.dilation)) return bad(node, "dilations");
    if (pooling && window.dilation != std::array<std::int64_t, 2>{1, 1}) return bad(node, "dilations");
    const std::int64_t ceil = node.whole("ceil_mode", 0);
    if (ceil != 0 && ceil != 1) return bad(node, "ceil_mode");
    window.ceil = ceil == 1;

    const std::string mode = node.text("auto_pad", "NOTSET");
    if (mode == "SAME_UPPER" || mode == "SAME_LOWER") {
        window.ceil = false;
        pad_to_same(window, in, mode == "SAME_UPPER");
    } else if (mode == "NOTSET" || mode.empty()) {
        std::array<std::int64_t, 4> pads{};
        if (!read_setting(node, "pads", 0, pads)) return bad(node, "pads");
        window.pad_begin = {pads[0], pads[1]};
        window.pad_end = {pads[2], pads[3]};
    } else if (mode != "VALID") {
        return bad(node, "auto_pad");
    }
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const std::int64_t reach = window.dilation[axis] * (window.kernel[axis] - 1) + 1;
        const std::int64_t room = in[axis + 2] + window.pad_begin[axis] + window.pad_end[axis] - reach;
        if (room < 0)
            return error("error.model_window", {},
                         {{"op", shown(node)},
                          {"window", shown(Dims{window.kernel[0], window.kernel[1]})},
                          {"shape", shown(in)}});
        const std::int64_t stride = window.stride[axis];
        window.out[axis] = (window.ceil ? (room + stride - 1) / stride : room / stride) + 1;
        // A pooling window that sees nothing but padding has no maximum and no mean.
        if (pooling && (window.pad_begin[axis] >= window.kernel[axis] || window.pad_end[axis] >= window.kernel[axis]))
            return bad(node, "pads");
        if (pooling && (window.out[axis] - 1) * stride >= in[axis + 2] + window.pad_begin[axis])
            return bad(node, "ceil_mode");
    }
    return window;
}

}  // namespace network
