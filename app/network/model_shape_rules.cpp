#include "app/network/model_shape_rules.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "app/network/model_read.h"
#include "app/network/model_window.h"
#include "app/network/sentences.h"

namespace network {
namespace {

using At = NodeInputs;

// --- One number in, one number out
// --------------------------------------------------------------------------------------

Shape same(const At& at) { return at.in(0); }

Shape batch_normalization(const At& at) {
    const Dims& x = at.in(0);
    if (x.size() < 2) return at.bad_input();
    if (at.node.whole("training_mode", 0) != 0) return at.bad("training_mode");
    if (at.node.whole("spatial", 1) != 1) return at.bad("spatial");
    for (std::size_t i = 1; i < 5; ++i) {
        if (at.in(i) != Dims{x[1]}) return at.misfit(x, at.in(i));
    }
    return x;
}

Shape prelu(const At& at) {  // one slope for all, or one per channel
    const Dims &x = at.in(0), &slope = at.in(1);
    if (count_of(slope) == 1) return x;
    if (x.size() < 2 || slope.size() > x.size()) return at.misfit(x, slope);
    Dims aligned(x.size() - slope.size(), 1);
    aligned.insert(aligned.end(), slope.begin(), slope.end());
    Dims channels(x.size(), 1);
    channels[1] = x[1];
    if (aligned != channels) return at.misfit(x, slope);
    return x;
}

Shape broadcast(const At& at) {
    Dims out = at.in(0);
    for (std::size_t i = 1; i < at.inputs(); ++i) {
        Dims other = at.in(i);
        const std::size_t axes = std::max(out.size(), other.size());
        const Dims before = out;
        out.insert(out.begin(), axes - out.size(), 1);
        other.insert(other.begin(), axes - other.size(), 1);
        for (std::size_t axis = 0; axis < axes; ++axis) {
            if (out[axis] != other[axis] && out[axis] != 1 && other[axis] != 1) return at.misfit(before, at.in(i));
            out[axis] = std::max(out[axis], other[axis]);
        }
    }
    return out;
}

// --- Windows
// ------------------------------------------------------------------------------------------------------------

Shape conv(const At& at) {
    const Dims &x = at.in(0), &w = at.in(1);
    if (x.size() != 4) return at.bad_input(0);
    if (w.size() != 4) return at.bad_input(1);
    const std::int64_t group = at.node.whole("group", 1);
    if (group < 1 || x[1] % group != 0 || w[0] % group != 0) return at.bad("group");
    if (w[1] != x[1] / group) return at.misfit(x, w);
    if (at.has(2) && at.in(2) != Dims{w[0]}) return at.misfit(w, at.in(2));
    const auto window = window_of(at.node, x, std::array<std::int64_t, 2>{w[2], w[3]});
    if (!window) return window.error();
    return Dims{x[0], w[0], window.value().out[0], window.value().out[1]};
}

Shape pool(const At& at) {
    const Dims& x = at.in(0);
    if (x.size() != 4) return at.bad_input();
    const auto window = window_of(at.node, x, std::nullopt);
    if (!window) return window.error();
    return Dims{x[0], x[1], window.value().out[0], window.value().out[1]};
}

Shape global_pool(const At& at) {
    if (at.in(0).size() != 4) return at.bad_input();
    return Dims{at.in(0)[0], at.in(0)[1], 1, 1};
}

Shape pad(const At& at) {
    Dims x = at.in(0);
    auto pads = whole_list(at.graph, at.node, "pads", 1);
    if (!pads || pads->size() != 2 * x.size() || at.node.text("mode", "constant") != "constant" || at.has(3))
        return at.bad("pads");
    for (std::size_t axis = 0; axis < x.size(); ++axis) {
        const std::int64_t begin = (*pads)[axis], end = (*pads)[axis + x.size()];
        if (begin < 0 || end < 0 || begin > k_most_side || end > k_most_side) return at.bad("pads");
        x[axis] += begin + end;
    }
    return x;
}

// --- Other shapes for the same numbers
// ----------------------------------------------------------------------------------

Shape reshape(const At& at) {
    const auto wanted = whole_list(at.graph, at.node, "shape", 1);
    if (!wanted || wanted->size() > k_most_axes || at.node.whole("allowzero", 0) != 0) return at.bad("shape");
    Dims out = *wanted;
    const std::int64_t count = count_of(at.in(0));
    std::optional<std::size_t> open;
    std::int64_t rest = 1;
    for (std::size_t axis = 0; axis < out.size(); ++axis) {
        if (axis < at.in(0).size() && out[axis] == 0) out[axis] = at.in(0)[axis];
        if (out[axis] == -1 && !open) {
            open = axis;
        } else if (out[axis] < 1 || out[axis] > count / rest) {
            return at.misfit(at.in(0), out);
        } else {
            rest *= out[axis];
        }
    }
    if (open) out[*open] = count / rest;
    if (count_of(out) != count) return at.misfit(at.in(0), out);
    return out;
}

Shape flatten(const At& at) {
    const Dims& x = at.in(0);
    const std::int64_t given = at.node.whole("axis", 1), axes = static_cast<std::int64_t>(x.size());
    const std::int64_t axis = given < 0 ? given + axes : given;
    if (axis < 0 || axis > axes) return at.bad("axis");
    const std::int64_t outer = count_of(Dims(x.begin(), x.begin() + axis));
    return Dims{outer, count_of(x) / outer};
}

Shape squeeze(const At& at) {
    const Dims& x = at.in(0);
    const auto given = whole_list(at.graph, at.node, "axes", 1);
    std::vector<bool> away(x.size());
    for (std::size_t axis = 0; !given && axis < x.size(); ++axis) away[axis] = x[axis] == 1;
    for (const std::int64_t each : given.value_or(Dims{})) {
        const auto axis = axis_of(each, x.size());
        if (!axis || x[*axis] != 1) return at.bad("axes");
        away[*axis] = true;
    }
    Dims out;
    for (std::size_t axis = 0; axis < x.size(); ++axis) {
        if (!away[axis]) out.push_back(x[axis]);
    }
    return out;
}

Shape unsqueeze(const At& at) {
    const Dims& x = at.in(0);
    const auto given = whole_list(at.graph, at.node, "axes", 1);
    if (!given || x.size() + given->size() > k_most_axes) return at.bad("axes");
    std::vector<bool> fresh(x.size() + given->size());
    for (const std::int64_t each : *given) {
        const auto axis = axis_of(each, fresh.size());
        if (!axis || fresh[*axis]) return at.bad("axes");
        fresh[*axis] = true;
    }
    Dims out;
    auto next = x.begin();
    for (const bool one : fresh) out.push_back(one ? 1 : *next++);
    return out;
}

Shape transpose(const At& at) {
    const Dims& x = at.in(0);
    std::vector<std::int64_t> perm(x.size());
    std::iota(perm.rbegin(), perm.rend(), 0);
    if (const auto* given = at.node.attribute<std::vector<std::int64_t>>("perm")) perm = *given;
    std::vector<std::int64_t> sorted = perm;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t axis = 0; axis < std::max(sorted.size(), x.size()); ++axis) {
        if (sorted.size() != x.size() || sorted[axis] != static_cast<std::int64_t>(axis)) return at.bad("perm");
    }
    Dims out;
    for (const std::int64_t axis : perm) out.push_back(x[static_cast<std::size_t>(axis)]);
    return out;
}

// --- Parts
// --------------------------------------------------------------------------------------------------------------

Shape concat(const At& at) {
    Dims out = at.in(0);
    const auto axis = axis_of(at.node.whole("axis", 1), out.size());
    if (!axis) return at.bad("axis");
    for (std::size_t i = 1; i < at.inputs(); ++i) {
        Dims other = at.in(i);
        if (other.size() != out.size()) return at.misfit(out, other);
        const std::int64_t more = std::exchange(other[*axis], out[*axis]);
        if (other != out) return at.misfit(out, at.in(i));
        out[*axis] += more;
    }
    return out;
}

Shape slice(const At& at) {
    Dims x = at.in(0);
    const auto starts = whole_list(at.graph, at.node, "starts", 1), ends = whole_list(at.graph, at.node, "ends", 2);
    const auto axes = whole_list(at.graph, at.node, "axes", 3), steps = whole_list(at.graph, at.node, "steps", 4);
    if (!starts || !ends || starts->size() != ends->size() || starts->size() > x.size()) return at.bad("starts");
    if (axes && axes->size() != starts->size()) return at.bad("axes");
    if (steps && *steps != std::vector<std::int64_t>(starts->size(), 1)) return at.bad("steps");
    std::vector<bool> cut(x.size());
    for (std::size_t i = 0; i < starts->size(); ++i) {
        const auto axis = axis_of(axes ? (*axes)[i] : static_cast<std::int64_t>(i), x.size());
        if (!axis || cut[*axis]) return at.bad("axes");
        cut[*axis] = true;
        const std::int64_t length = at.in(0)[*axis];
        const auto place = [&](std::int64_t n) {
            return std::clamp<std::int64_t>(n < 0 ? std::max(n, -length) + length : n, 0, length);
        };
        x[*axis] = place((*ends)[i]) - place((*starts)[i]);
        if (x[*axis] < 1) return at.bad("ends");
    }
    return x;
}

Shape gather(const At& at) {  // one place of an axis, or several
    const Dims& x = at.in(0);
    const Constant& index = *at.graph.constant(at.node.inputs[1]);
    const auto axis = axis_of(at.node.whole("axis", 0), x.size());
    if (!axis) return at.bad("axis");
    for (const std::int64_t each : index.wholes) {
        if (each < -x[*axis] || each >= x[*axis]) return at.bad("indices");
    }
    if (!index.whole) return at.bad("indices");
    Dims out(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(*axis));
    out.insert(out.end(), index.dims.begin(), index.dims.end());
    out.insert(out.end(), x.begin() + static_cast<std::ptrdiff_t>(*axis) + 1, x.end());
    return out;
}

Shape reduce_mean(const At& at) {
    const Dims& x = at.in(0);
    const auto given = whole_list(at.graph, at.node, "axes", 1);
    const bool keep = at.node.whole("keepdims", 1) != 0;
    if (at.node.whole("noop_with_empty_axes", 0) != 0) return at.bad("noop_with_empty_axes");
    std::vector<bool> gone(x.size(), !given || given->empty());
    for (const std::int64_t each : given.value_or(Dims{})) {
        const auto axis = axis_of(each, x.size());
        if (!axis) return at.bad("axes");
        gone[*axis] = true;
    }
    Dims out;
    for (std::size_t axis = 0; axis < x.size(); ++axis) {
        if (!gone[axis]) out.push_back(x[axis]);
        if (gone[axis] && keep) out.push_back(1);
    }
    return out;
}

// --- Dense
// --------------------------------------------------------------------------------------------------------------

Shape gemm(const At& at) {
    const Dims &a = at.in(0), &b = at.in(1);
    if (a.size() != 2) return at.bad_input(0);
    if (b.size() != 2) return at.bad_input(1);
    if (at.node.whole("transA", 0) != 0) return at.bad("transA");
    const std::int64_t turned = at.node.whole("transB", 0);
    if (turned != 0 && turned != 1) return at.bad("transB");
    const std::int64_t in = turned == 1 ? b[1] : b[0], out = turned == 1 ? b[0] : b[1];
    if (in != a[1]) return at.misfit(a, b);
    if (at.has(2)) {
        const Dims& c = at.in(2);
        const std::int64_t count = count_of(c);
        if (c.size() > 2 || (count != 1 && (count != out || c.back() != out))) return at.misfit(b, c);
    }
    return Dims{a[0], out};
}

Shape mat_mul(const At& at) {
    Dims a = at.in(0);
    const Dims& b = at.in(1);
    if (a.size() < 2) return at.bad_input(0);
    if (b.size() != 2) return at.bad_input(1);
    if (a.back() != b[0]) return at.misfit(a, b);
    a.back() = b[1];
    return a;
}

// --- The table
// ----------------------------------------------------------------------------------------------------------

constexpr std::size_t k_many = 4'096;
constexpr std::array k_rules{
    ShapeRule{"Abs", 1, 1, 1, same},
    ShapeRule{"Add", 2, 2, 2, broadcast},
    ShapeRule{"AveragePool", 1, 1, 1, pool},
    ShapeRule{"BatchNormalization", 5, 5, 1, batch_normalization},
    ShapeRule{"Cast", 1, 1, 1, same},
    ShapeRule{"Ceil", 1, 1, 1, same},
    ShapeRule{"Celu", 1, 1, 1, same},
    ShapeRule{"Clip", 1, 3, 1, same},
    ShapeRule{"Concat", 1, k_many, k_many, concat},
    ShapeRule{"Conv", 2, 3, 1, conv},
    ShapeRule{"Div", 2, 2, 2, broadcast},
    ShapeRule{"Dropout", 1, 3, 1, same},
    ShapeRule{"Elu", 1, 1, 1, same},
    ShapeRule{"Erf", 1, 1, 1, same},
    ShapeRule{"Exp", 1, 1, 1, same},
    ShapeRule{"Flatten", 1, 1, 1, flatten},
    ShapeRule{"Floor", 1, 1, 1, same},
    ShapeRule{"Gather", 2, 2, 1, gather},
    ShapeRule{"Gelu", 1, 1, 1, same},
    ShapeRule{"Gemm", 2, 3, 1, gemm},
    ShapeRule{"GlobalAveragePool", 1, 1, 1, global_pool},
    ShapeRule{"GlobalMaxPool", 1, 1, 1, global_pool},
    ShapeRule{"HardSigmoid", 1, 1, 1, same},
    ShapeRule{"HardSwish", 1, 1, 1, same},
    ShapeRule{"Identity", 1, 1, 1, same},
    ShapeRule{"LRN", 1, 1, 1, same},
    ShapeRule{"LayerNormalization", 2, 3, 1, same},
    ShapeRule{"LeakyRelu", 1, 1, 1, same},
    ShapeRule{"Log", 1, 1, 1, same},
    ShapeRule{"LogSoftmax", 1, 1, 1, same},
    ShapeRule{"MatMul", 2, 2, 1, mat_mul},
    ShapeRule{"MaxPool", 1, 1, 1, pool},
    ShapeRule{"Mish", 1, 1, 1, same},
    ShapeRule{"Mul", 2, 2, 2, broadcast},
    ShapeRule{"Neg", 1, 1, 1, same},
    ShapeRule{"PRelu", 2, 2, 1, prelu},
    ShapeRule{"Pad", 1, 4, 1, pad},
    ShapeRule{"Pow", 2, 2, 1, broadcast},
    ShapeRule{"ReduceMean", 1, 2, 1, reduce_mean},
    ShapeRule{"Relu", 1, 1, 1, same},
    ShapeRule{"Reshape", 1, 2, 1, reshape},
    ShapeRule{"Selu", 1, 1, 1, same},
    ShapeRule{"Sigmoid", 1, 1, 1, same},
    ShapeRule{"Slice", 1, 5, 1, slice},
    ShapeRule{"Softmax", 1, 1, 1, same},
    ShapeRule{"Softplus", 1, 1, 1, same},
    ShapeRule{"Softsign", 1, 1, 1, same},
    ShapeRule{"Sqrt", 1, 1, 1, same},
    ShapeRule{"Squeeze", 1, 2, 1, squeeze},
    ShapeRule{"Sub", 2, 2, 2, broadcast},
    ShapeRule{"Sum", 1, 64, 64, broadcast},
    ShapeRule{"Tanh", 1, 1, 1, same},
    ShapeRule{"ThresholdedRelu", 1, 1, 1, same},
    ShapeRule{"Transpose", 1, 1, 1, transpose},
    ShapeRule{"Unsqueeze", 1, 2, 1, unsqueeze},
};

// --- Settings
// -----------------------------------------------------------------------------------------------------------

enum class SettingKind { whole, real, text, wholes, real_or_tensor };
struct Setting {
    std::string_view name;
    SettingKind kind;
};
// Those that this check goes by, wherever they occur. One of another type would be taken for absent.
constexpr std::array k_settings{
    Setting{"allowzero", SettingKind::whole},
    Setting{"alpha", SettingKind::real},
    Setting{"auto_pad", SettingKind::text},
    Setting{"axes", SettingKind::wholes},
    Setting{"axis", SettingKind::whole},
    Setting{"beta", SettingKind::real},
    Setting{"bias", SettingKind::real},
    Setting{"ceil_mode", SettingKind::whole},
    Setting{"count_include_pad", SettingKind::whole},
    Setting{"dilations", SettingKind::wholes},
    Setting{"ends", SettingKind::wholes},
    Setting{"epsilon", SettingKind::real},
    Setting{"group", SettingKind::whole},
    Setting{"keepdims", SettingKind::whole},
    Setting{"kernel_shape", SettingKind::wholes},
    Setting{"max", SettingKind::real},
    Setting{"min", SettingKind::real},
    Setting{"mode", SettingKind::text},
    Setting{"noop_with_empty_axes", SettingKind::whole},
    Setting{"pads", SettingKind::wholes},
    Setting{"perm", SettingKind::wholes},
    Setting{"shape", SettingKind::wholes},
    Setting{"size", SettingKind::whole},
    Setting{"spatial", SettingKind::whole},
    Setting{"split", SettingKind::wholes},
    Setting{"starts", SettingKind::wholes},
    Setting{"steps", SettingKind::wholes},
    Setting{"strides", SettingKind::wholes},
    Setting{"to", SettingKind::whole},
    Setting{"training_mode", SettingKind::whole},
    Setting{"transA", SettingKind::whole},
    Setting{"transB", SettingKind::whole},
    Setting{"value", SettingKind::real_or_tensor},
};

bool is_of_kind(const AttributeValue& value, SettingKind kind) {
    switch (kind) {
        case SettingKind::whole:
            return std::holds_alternative<std::int64_t>(value);
        case SettingKind::real:
            return std::holds_alternative<float>(value);
        case SettingKind::text:
            return std::holds_alternative<std::string>(value);
        case SettingKind::wholes:
            return std::holds_alternative<std::vector<std::int64_t>>(value);
        case SettingKind::real_or_tensor:
            return std::holds_alternative<float>(value) || std::holds_alternative<ConstantRef>(value);
    }
    return false;
}

}  // namespace

core::Error NodeInputs::bad(std::string_view setting) const {
    return error("error.model_attribute", {}, {{"op", shown(node)}, {"setting", std::string(setting)}});
}

core::Error NodeInputs::misfit(const Dims& one, const Dims& other) const {
    return error("error.model_misfit", {}, {{"op", shown(node)}, {"shape", shown(one)}, {"other", shown(other)}});
}

core::Error NodeInputs::bad_input(std::size_t i) const {
    return error("error.model_operator_input", {}, {{"op", shown(node)}, {"shape", shown(in(i))}});
}

const ShapeRule* shape_rule(std::string_view op) {
    const auto* found =
        std::find_if(k_rules.begin(), k_rules.end(), [&](const ShapeRule& rule) { return rule.op == op; });
    return found == k_rules.end() ? nullptr : found;
}

std::optional<std::vector<std::int64_t>> whole_list(const ModelGraph& graph, const ModelNode& node,
                                                    std::string_view key, std::size_t input) {
    if (const auto* given = node.attribute<std::vector<std::int64_t>>(key)) return *given;
    const Constant* given = graph.constant(node.input(input));
    if (given == nullptr || !given->whole || given->dims.size() > 1) return std::nullopt;
    return given->wholes;
}

std::optional<std::size_t> axis_of(std::int64_t axis, std::size_t axes) {
    const auto count = static_cast<std::int64_t>(axes);
    if (axis < -count || axis >= count) return std::nullopt;
    return static_cast<std::size_t>(axis < 0 ? axis + count : axis);
}

std::optional<core::Error> check_settings(const ModelNode& node) {
    for (const Setting& setting : k_settings) {
        const auto found = node.attributes.find(setting.name);
        if (found != node.attributes.end() && !is_of_kind(found->second, setting.kind))
            return error("error.model_attribute", {}, {{"op", shown(node)}, {"setting", std::string(setting.name)}});
    }
    return std::nullopt;
}

}  // namespace network
