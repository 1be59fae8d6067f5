#include "app/network/model_fold.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "app/network/model_shape_rules.h"

namespace network {
namespace {

constexpr double k_exact = 9007199254740992.0;  // 2^53: whole numbers beyond it are no sizes
constexpr std::int64_t k_most_sizes = 65'536;   // numbers of one arithmetic constant
constexpr std::int64_t k_onnx_float = 1, k_onnx_int32 = 6, k_onnx_int64 = 7;

using Folded = std::optional<ConstantRef>;
using Inputs = std::span<const ConstantRef>;

ConstantRef with_dims(const Constant& from, Dims dims) {
    auto copy = std::make_shared<Constant>(from);
    copy->dims = std::move(dims);
    return copy;
}

double number(const Constant& from, std::size_t i) {
    return from.whole ? static_cast<double>(from.wholes[i]) : static_cast<double>(from.reals[i]);
}

// Whole or real numbers out of doubles; nothing if one does not fit.
Folded from_numbers(Dims dims, bool whole, std::span<const double> numbers) {
    auto made = std::make_shared<Constant>(Constant{.dims = std::move(dims), .whole = whole});
    for (const double x : numbers) {
        if (!std::isfinite(x) || std::abs(x) > (whole ? k_exact : 3e38)) return std::nullopt;
        if (whole) {
            made->wholes.push_back(static_cast<std::int64_t>(x));
        } else {
            made->reals.push_back(static_cast<float>(x));
        }
    }
    return made;
}

Folded fold_constant(const ModelNode& node) {
    if (const auto* tensor = node.attribute<ConstantRef>("value")) return *tensor;
    if (const auto* whole = node.attribute<std::int64_t>("value_int")) return whole_constant({}, {*whole});
    if (const auto* real = node.attribute<float>("value_float")) {
        if (std::isfinite(*real)) return real_constant({}, {*real});
    }
    if (const auto* wholes = node.attribute<std::vector<std::int64_t>>("value_ints")) {
        if (!wholes->empty()) return whole_constant({static_cast<std::int64_t>(wholes->size())}, *wholes);
    }
    return std::nullopt;
}

// One axis of `from`: the places `indices` of it, in this order.
ConstantRef taken(const Constant& from, std::size_t axis, std::span<const std::int64_t> indices, Dims dims) {
    auto made = std::make_shared<Constant>(Constant{.dims = std::move(dims), .whole = from.whole});
    const std::int64_t length = from.dims[axis];
    std::int64_t inner = 1;
    for (std::size_t i = axis + 1; i < from.dims.size(); ++i) inner *= from.dims[i];
    const std::int64_t outer = from.count() / (length * inner);
    for (std::int64_t o = 0; o < outer; ++o) {
        for (const std::int64_t index : indices) {
            const auto begin = (o * length + index) * inner;
            if (from.whole) {
                made->wholes.insert(made->wholes.end(), from.wholes.begin() + begin,
                                    from.wholes.begin() + begin + inner);
            } else {
                made->reals.insert(made->reals.end(), from.reals.begin() + begin, from.reals.begin() + begin + inner);
            }
        }
    }
    return made;
}

Folded fold_gather(const ModelNode& node, Inputs in) {
    if (in.size() != 2 || !in[1]->whole || in[0]->count() > k_most_sizes || in[1]->count() > k_most_sizes) return {};
    const auto axis = axis_of(node.whole("axis", 0), in[0]->dims.size());
    if (!axis) return std::nullopt;
    std::vector<std::int64_t> indices = in[1]->wholes;
    for (std::int64_t& index : indices) {
        if (index < 0) index += in[0]->dims[*axis];
        if (index < 0 || index >= in[0]->dims[*axis]) return std::nullopt;
    }
    Dims dims(in[0]->dims.begin(), in[0]->dims.begin() + static_cast<std::ptrdiff_t>(*axis));
    dims.insert(dims.end(), in[1]->dims.begin(), in[1]->dims.end());
    dims.insert(dims.end(), in[0]->dims.begin() + static_cast<std::ptrdiff_t>(*axis) + 1, in[0]->dims.end());
    if (!product(dims, k_most_sizes)) return std::nullopt;
    return taken(*in[0], *axis, indices, std::move(dims));
}

Folded fold_concat(const ModelNode& node, Inputs in) {  // of lists: shapes put together
    if (in.empty()) return std::nullopt;
    const auto axis = axis_of(node.whole("axis", 0), 1);
    auto made = std::make_shared<Constant>(Constant{.dims = {0}, .whole = in[0]->whole});
    for (const ConstantRef& each : in) {
        if (!axis || each->dims.size() != 1 || each->whole != made->whole) return std::nullopt;
        if (made->count() + each->count() > k_most_sizes) return std::nullopt;
        made->wholes.insert(made->wholes.end(), each->wholes.begin(), each->wholes.end());
        made->reals.insert(made->reals.end(), each->reals.begin(), each->reals.end());
    }
    made->dims[0] = made->count();
    return made;
}

Folded fold_cast(const ModelNode& node, Inputs in) {
    const std::int64_t to = node.whole("to", 0);
    const bool whole = to == k_onnx_int32 || to == k_onnx_int64;
    if (!whole && to != k_onnx_float) return std::nullopt;
    if (whole == in[0]->whole) return in[0];
    if (in[0]->count() > k_most_sizes) return std::nullopt;
    std::vector<double> numbers;
    for (std::int64_t i = 0; i < in[0]->count(); ++i)
        numbers.push_back(std::trunc(number(*in[0], static_cast<std::size_t>(i))));
    return from_numbers(in[0]->dims, whole, numbers);
}

Folded fold_slice(const ModelGraph& graph, const ModelNode& node, Inputs in) {
    const auto starts = whole_list(graph, node, "starts", 1), ends = whole_list(graph, node, "ends", 2);
    const auto steps = whole_list(graph, node, "steps", 4);
    if (in[0]->dims.size() != 1 || !starts || !ends || starts->size() != 1 || ends->size() != 1) return std::nullopt;
    if (steps && *steps != std::vector<std::int64_t>{1}) return std::nullopt;
    const std::int64_t length = in[0]->dims[0];
    const auto place = [&](std::int64_t at) { return std::clamp<std::int64_t>(at < 0 ? at + length : at, 0, length); };
    std::vector<std::int64_t> indices;
    if ((*starts)[0] < -length || (*ends)[0] < -length) return std::nullopt;
    for (std::int64_t i = place((*starts)[0]); i < place((*ends)[0]); ++i) indices.push_back(i);
    if (indices.empty()) return std::nullopt;
    const auto count = static_cast<std::int64_t>(indices.size());
    return taken(*in[0], 0, indices, {count});
}

// Same shape, or one of the two is a single number.
Folded fold_arithmetic(const ModelNode& node, Inputs in) {
    if (in.size() != 2 || in[0]->whole != in[1]->whole) return std::nullopt;
    const Constant &a = *in[0], &b = *in[1];
    if (a.count() > k_most_sizes || b.count() > k_most_sizes) return std::nullopt;
    if (a.dims != b.dims && a.count() != 1 && b.count() != 1) return std::nullopt;
    const std::int64_t count = std::max(a.count(), b.count());
    std::vector<double> numbers;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        const double x = number(a, a.count() == 1 ? 0 : i), y = number(b, b.count() == 1 ? 0 : i);
        if (node.op == "Div" && y == 0.0) return std::nullopt;
        const double result = node.op == "Add" ? x + y : node.op == "Sub" ? x - y : node.op == "Mul" ? x * y : x / y;
        numbers.push_back(a.whole ? std::trunc(result) : result);
    }
    const bool first = a.count() > b.count() || (a.count() == b.count() && a.dims.size() >= b.dims.size());
    return from_numbers(first ? a.dims : b.dims, a.whole, numbers);
}

Folded fold_rounding(const ModelNode& node, Inputs in) {
    if (in[0]->count() > k_most_sizes) return std::nullopt;
    std::vector<double> numbers;
    for (std::size_t i = 0; i < static_cast<std::size_t>(in[0]->count()); ++i) {
        const double x = number(*in[0], i);
        numbers.push_back(node.op == "Floor" ? std::floor(x) : node.op == "Ceil" ? std::ceil(x) : -x);
    }
    return from_numbers(in[0]->dims, in[0]->whole, numbers);
}

Folded fold_transpose(const ModelNode& node, Inputs in) {
    std::vector<std::size_t> perm(in[0]->dims.size());
    std::iota(perm.rbegin(), perm.rend(), std::size_t{0});
    if (const auto* given = node.attribute<std::vector<std::int64_t>>("perm")) {
        if (given->size() != perm.size()) return std::nullopt;
        std::vector<bool> seen(perm.size());
        for (std::size_t i = 0; i < perm.size(); ++i) {
            const std::int64_t axis = (*given)[i];
            if (axis < 0 || axis >= static_cast<std::int64_t>(perm.size()) || seen[static_cast<std::size_t>(axis)])
                return {};
            perm[i] = static_cast<std::size_t>(axis);
            seen[perm[i]] = true;
        }
    }
    return transposed(*in[0], perm);
}

// Reshape, Flatten, Squeeze, Unsqueeze of a constant: the shape rule has already said which dims come out.
constexpr std::array<std::string_view, 6> k_same_numbers{"Identity", "Reshape",   "Flatten",
                                                         "Squeeze",  "Unsqueeze", "Dropout"};

}  // namespace

ConstantRef transposed(const Constant& from, std::span<const std::size_t> perm) {
    auto made = std::make_shared<Constant>(Constant{.dims = {}, .whole = from.whole});
    const std::size_t axes = perm.size();
    std::vector<std::int64_t> from_stride(axes, 1), stride(axes), place(axes, 0);
    for (std::size_t i = axes; i-- > 1;) from_stride[i - 1] = from_stride[i] * from.dims[i];
    for (std::size_t i = 0; i < axes; ++i) {
        made->dims.push_back(from.dims[perm[i]]);
        stride[i] = from_stride[perm[i]];
    }
    const auto count = static_cast<std::size_t>(from.count());
    (from.whole ? made->wholes.reserve(count) : made->reals.reserve(count));
    std::int64_t at = 0;
    for (std::size_t n = 0; n < count; ++n) {
        if (from.whole) {
            made->wholes.push_back(from.wholes[static_cast<std::size_t>(at)]);
        } else {
            made->reals.push_back(from.reals[static_cast<std::size_t>(at)]);
        }
        for (std::size_t i = axes; i-- > 0;) {
            at += stride[i];
            if (++place[i] < made->dims[i]) break;
            at -= stride[i] * made->dims[i];
            place[i] = 0;
        }
    }
    return made;
}

std::optional<ConstantRef> fold(const ModelGraph& graph, const ModelNode& node, std::span<const ConstantRef> inputs) {
    if (node.op == "Constant") return fold_constant(node);
    if (inputs.empty() || !inputs[0]) return std::nullopt;
    if (std::find(k_same_numbers.begin(), k_same_numbers.end(), node.op) != k_same_numbers.end()) {
        const Dims* dims = graph.dims(node.outputs[0]);
        if (dims == nullptr || count_of(*dims) != inputs[0]->count()) return std::nullopt;
        return *dims == inputs[0]->dims ? inputs[0] : with_dims(*inputs[0], *dims);
    }
    if (node.op == "Slice") return fold_slice(graph, node, inputs);
    if (std::any_of(inputs.begin(), inputs.end(), [](const ConstantRef& each) { return !each; })) return std::nullopt;
    if (node.op == "Gather") return fold_gather(node, inputs);
    if (node.op == "Concat") return fold_concat(node, inputs);
    if (node.op == "Cast") return fold_cast(node, inputs);
    if (node.op == "Transpose") return fold_transpose(node, inputs);
    if (node.op == "Floor" || node.op == "Ceil" || node.op == "Neg") return fold_rounding(node, inputs);
    if (node.op == "Add" || node.op == "Sub" || node.op == "Mul" || node.op == "Div")
        return fold_arithmetic(node, inputs);
    return std::nullopt;
}

}  // namespace network
