#include "app/network/model_shapes.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "app/network/model_fold.h"
#include "app/network/model_read.h"
#include "app/network/model_window.h"
#include "app/network/sentences.h"

namespace network {
namespace {

using Shape = core::Result<Dims>;

constexpr std::size_t k_most_axes = 8;

// One node whose inputs are known.
struct At {
    const ModelGraph& graph;
    const ModelNode& node;

    const Dims& in(std::size_t i) const { return *graph.dims(node.inputs[i]); }
    std::size_t inputs() const { return node.inputs.size(); }
    bool has(std::size_t i) const { return node.input(i) != k_absent; }

    core::Error bad(std::string_view setting) const {
        return error("error.model_attribute", {}, {{"op", shown(node)}, {"setting", std::string(setting)}});
    }
    core::Error misfit(const Dims& one, const Dims& other) const {
        return error("error.model_misfit", {}, {{"op", shown(node)}, {"shape", shown(one)}, {"other", shown(other)}});
    }
    core::Error bad_input(std::size_t i = 0) const {
        return error("error.model_operator_input", {}, {{"op", shown(node)}, {"shape", shown(in(i))}});
    }
};

// --- One number in, one number out
// --------------------------------------------------------------------------------------

Shape same(const At& at) { return at.in(0); }

Shape batch_normalization(const At& at) {
    const Dims& x = at.in(0);
    if (x.size() < 2) return at.bad_input();
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
        if (out[axis] == 0 && axis < at.in(0).size()) out[axis] = at.in(0)[axis];
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
    for (std::size_t i = 0; i < starts->size(); ++i) {
        const auto axis = axis_of(axes ? (*axes)[i] : static_cast<std::int64_t>(i), x.size());
        if (!axis) return at.bad("axes");
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

struct Rule {
    std::string_view op;
    std::size_t least, most;    // inputs
    std::size_t fixed_from;     // inputs from here on must be known without the photo
    Shape (*shape)(const At&);  // of the first output
};
constexpr std::size_t k_many = 4'096;
constexpr std::array k_rules{
    Rule{"Abs", 1, 1, 1, same},
    Rule{"Add", 2, 2, 2, broadcast},
    Rule{"AveragePool", 1, 1, 1, pool},
    Rule{"BatchNormalization", 5, 5, 1, batch_normalization},
    Rule{"Cast", 1, 1, 1, same},
    Rule{"Ceil", 1, 1, 1, same},
    Rule{"Celu", 1, 1, 1, same},
    Rule{"Clip", 1, 3, 1, same},
    Rule{"Concat", 1, k_many, k_many, concat},
    Rule{"Conv", 2, 3, 1, conv},
    Rule{"Div", 2, 2, 2, broadcast},
    Rule{"Dropout", 1, 3, 1, same},
    Rule{"Elu", 1, 1, 1, same},
    Rule{"Erf", 1, 1, 1, same},
    Rule{"Exp", 1, 1, 1, same},
    Rule{"Flatten", 1, 1, 1, flatten},
    Rule{"Floor", 1, 1, 1, same},
    Rule{"Gather", 2, 2, 1, gather},
    Rule{"Gelu", 1, 1, 1, same},
    Rule{"Gemm", 2, 3, 1, gemm},
    Rule{"GlobalAveragePool", 1, 1, 1, global_pool},
    Rule{"GlobalMaxPool", 1, 1, 1, global_pool},
    Rule{"HardSigmoid", 1, 1, 1, same},
    Rule{"HardSwish", 1, 1, 1, same},
    Rule{"Identity", 1, 1, 1, same},
    Rule{"LRN", 1, 1, 1, same},
    Rule{"LayerNormalization", 2, 3, 1, same},
    Rule{"LeakyRelu", 1, 1, 1, same},
    Rule{"Log", 1, 1, 1, same},
    Rule{"LogSoftmax", 1, 1, 1, same},
    Rule{"MatMul", 2, 2, 1, mat_mul},
    Rule{"MaxPool", 1, 1, 1, pool},
    Rule{"Mish", 1, 1, 1, same},
    Rule{"Mul", 2, 2, 2, broadcast},
    Rule{"Neg", 1, 1, 1, same},
    Rule{"PRelu", 2, 2, 1, prelu},
    Rule{"Pad", 1, 4, 1, pad},
    Rule{"Pow", 2, 2, 1, broadcast},
    Rule{"ReduceMean", 1, 2, 1, reduce_mean},
    Rule{"Relu", 1, 1, 1, same},
    Rule{"Reshape", 1, 2, 1, reshape},
    Rule{"Selu", 1, 1, 1, same},
    Rule{"Sigmoid", 1, 1, 1, same},
    Rule{"Slice", 1, 5, 1, slice},
    Rule{"Softmax", 1, 1, 1, same},
    Rule{"Softplus", 1, 1, 1, same},
    Rule{"Softsign", 1, 1, 1, same},
    Rule{"Sqrt", 1, 1, 1, same},
    Rule{"Squeeze", 1, 2, 1, squeeze},
    Rule{"Sub", 2, 2, 2, broadcast},
    Rule{"Sum", 1, 64, 64, broadcast},
    Rule{"Tanh", 1, 1, 1, same},
    Rule{"ThresholdedRelu", 1, 1, 1, same},
    Rule{"Transpose", 1, 1, 1, transpose},
    Rule{"Unsqueeze", 1, 2, 1, unsqueeze},
};

const Rule* rule_of(std::string_view op) {
    const auto* found = std::find_if(k_rules.begin(), k_rules.end(), [&](const Rule& rule) { return rule.op == op; });
    return found == k_rules.end() ? nullptr : found;
}

// --- The pass over the nodes
// --------------------------------------------------------------------------------------------

class ShapePass {
public:
    explicit ShapePass(ModelGraph& graph) : graph_(graph) {}

    std::optional<core::Error> node(const ModelNode& node) {
        if (node.op == "Constant") return known_beforehand(node, {});
        if (node.op == "Shape") return shape_of(node);
        if (node.op == "ConstantOfShape") return filled(node);
        if (node.op == "Split") return split(node);
        const Rule* rule = rule_of(node.op);
        if (rule == nullptr) return error("error.model_operator", {}, {{"op", shown(node.op)}});
        if (auto problem = check_inputs(node, rule->least, rule->most, rule->fixed_from)) return problem;
        if (auto problem = check_kinds(node)) return problem;
        Shape shape = rule->shape({graph_, node});
        if (!shape) return shape.error();
        if (node.outputs[0] == k_absent) return std::nullopt;
        if (auto problem = set(node, node.outputs[0], std::move(shape).value())) return problem;
        if (auto problem = count_multiplications(node)) return problem;
        return known_beforehand(node, constants(node));
    }

private:
    const Dims& in(const ModelNode& node, std::size_t i) const { return *graph_.dims(node.inputs[i]); }
    ModelValue& value(int index) { return graph_.values[ModelGraph::index(index)]; }

    std::vector<ConstantRef> constants(const ModelNode& node) const {
        std::vector<ConstantRef> all;
        for (const int input : node.inputs) {
            all.push_back(input == k_absent ? nullptr : graph_.values[ModelGraph::index(input)].constant);
        }
        return all;
    }

    std::optional<core::Error> check_inputs(const ModelNode& node, std::size_t least, std::size_t most,
                                            std::size_t fixed_from) const {
        bool good = node.inputs.size() >= least && node.inputs.size() <= most;
        for (std::size_t i = 0; good && i < node.inputs.size(); ++i) {
            if (node.inputs[i] == k_absent) {
                good = i >= least;
                continue;
            }
            if (graph_.dims(node.inputs[i]) == nullptr) good = false;  // a second output that has no rule
            if (good && i >= fixed_from && graph_.constant(node.inputs[i]) == nullptr)
                return error("error.model_not_fixed", {}, {{"op", shown(node)}});
        }
        if (good) return std::nullopt;
        return error("error.model_node", {}, {{"op", shown(node)}});
    }

    // Numbers that meet numbers of the photo are float32; those that say where and how many are whole.
    std::optional<core::Error> check_kinds(const ModelNode& node) const {
        constexpr std::array<std::string_view, 9> k_whole_inputs{
            "Dropout", "Gather", "Pad", "ReduceMean", "Reshape", "Slice", "Split", "Squeeze", "Unsqueeze"};
        if (graph_.constant(node.inputs[0]) != nullptr && node.inputs.size() == 1) return std::nullopt;
        if (std::find(k_whole_inputs.begin(), k_whole_inputs.end(), node.op) != k_whole_inputs.end())
            return std::nullopt;
        const auto whole = [&](int input) {
            return graph_.constant(input) != nullptr && graph_.constant(input)->whole;
        };
        const bool all_constant = std::all_of(node.inputs.begin(), node.inputs.end(),
                                              [&](int input) { return graph_.constant(input) != nullptr; });
        if (all_constant || std::none_of(node.inputs.begin(), node.inputs.end(), whole)) return std::nullopt;
        return error("error.model_weights_type", {}, {{"name", shown(node)}, {"type", "INT64"}});
    }

    std::optional<core::Error> set(const ModelNode& node, int output, Dims dims) {
        const auto count = product(dims, k_most_numbers);
        if (!count || dims.size() > k_most_axes)
            return error("error.model_operator_output", {}, {{"op", shown(node)}, {"shape", shown(dims)}});
        activations_ += *count;
        if (activations_ > k_most_activations)
            return error("error.model_too_wide", {}, {{"most", std::to_string(k_most_activations / 1'000'000)}});
        value(output).dims = std::move(dims);
        return std::nullopt;
    }

    // The output's constant if all inputs are constants. An operator on constants that is not worked out would reach
    // OpenCV as one that has no input from the photo.
    std::optional<core::Error> known_beforehand(const ModelNode& node, const std::vector<ConstantRef>& inputs) {
        if (!inputs.empty() &&
            (!inputs[0] ||
             (node.op != "Clip" && std::any_of(inputs.begin(), inputs.end(), [](const auto& each) { return !each; }) &&
              node.op != "Slice" && node.op != "Dropout")))
            return std::nullopt;
        const auto folded = fold(graph_, node, inputs);
        if (!folded) return error("error.model_not_folded", {}, {{"op", shown(node)}});
        folded_ += (*folded)->count();
        if (folded_ > k_most_folded) return error("error.model_not_folded", {}, {{"op", shown(node)}});
        if (node.outputs[0] == k_absent) return std::nullopt;
        value(node.outputs[0]).dims = (*folded)->dims;
        value(node.outputs[0]).constant = *folded;
        return std::nullopt;
    }

    std::optional<core::Error> shape_of(const ModelNode& node) {
        if (auto problem = check_inputs(node, 1, 1, 1)) return problem;
        if (node.outputs[0] == k_absent) return std::nullopt;
        const Dims dims = in(node, 0);
        if (dims.empty() || node.attributes.contains("start") || node.attributes.contains("end"))
            return error("error.model_not_folded", {}, {{"op", shown(node)}});
        value(node.outputs[0]).dims = Dims{static_cast<std::int64_t>(dims.size())};
        value(node.outputs[0]).constant = whole_constant({static_cast<std::int64_t>(dims.size())}, dims);
        return std::nullopt;
    }

    std::optional<core::Error> filled(const ModelNode& node) {  // ConstantOfShape, for small ones
        constexpr std::int64_t k_most_filled = 65'536;
        if (auto problem = check_inputs(node, 1, 1, 0)) return problem;
        const Constant& shape = *graph_.constant(node.inputs[0]);
        const auto* given = node.attribute<ConstantRef>("value");
        const auto count = product(shape.wholes, k_most_filled);
        if (!shape.whole || !count || node.outputs[0] == k_absent || (given != nullptr && (*given)->count() != 1))
            return error("error.model_not_folded", {}, {{"op", shown(node)}});
        const auto n = static_cast<std::size_t>(*count);
        const bool whole = given != nullptr && (*given)->whole;
        value(node.outputs[0]).dims = shape.wholes;
        value(node.outputs[0]).constant =
            whole ? whole_constant(shape.wholes, std::vector<std::int64_t>(n, (*given)->wholes[0]))
                  : real_constant(shape.wholes, std::vector<float>(n, given != nullptr ? (*given)->reals[0] : 0.0F));
        return std::nullopt;
    }

    std::optional<core::Error> split(const ModelNode& node) {
        if (auto problem = check_inputs(node, 1, 2, 1)) return problem;
        const At at{graph_, node};
        const Dims x = in(node, 0);
        const auto axis = axis_of(node.whole("axis", 0), x.size());
        const auto parts = static_cast<std::int64_t>(node.outputs.size());
        if (!axis) return at.bad("axis");
        if (graph_.constant(node.inputs[0]) != nullptr)
            return error("error.model_not_folded", {}, {{"op", shown(node)}});
        auto sizes = whole_list(graph_, node, "split", 1);
        if (!sizes && x[*axis] % parts == 0) sizes = Dims(node.outputs.size(), x[*axis] / parts);
        if (!sizes || sizes->size() != node.outputs.size()) return at.bad("split");
        std::int64_t rest = x[*axis];
        for (const std::int64_t size : *sizes) {
            if (size < 1 || size > rest) return at.bad("split");
            rest -= size;
        }
        if (rest != 0) return at.bad("split");
        for (std::size_t i = 0; i < sizes->size(); ++i) {
            Dims part = x;
            part[*axis] = (*sizes)[i];
            if (node.outputs[i] == k_absent) continue;
            if (auto problem = set(node, node.outputs[i], std::move(part))) return problem;
        }
        return std::nullopt;
    }

    std::optional<core::Error> count_multiplications(const ModelNode& node) {
        const bool dense = node.op == "Gemm" || node.op == "MatMul";
        if (!dense && node.op != "Conv") return std::nullopt;
        const Dims &out = *graph_.dims(node.outputs[0]), &w = in(node, 1);
        const std::int64_t per_number = dense ? in(node, 0).back() : count_of(w) / w[0];
        // Both are below 2^28, so the product does not overflow.
        multiplications_ += count_of(out) * per_number;
        if (multiplications_ <= k_most_multiplications) return std::nullopt;
        return error("error.model_too_slow", {}, {{"most", std::to_string(k_most_multiplications / 1'000'000'000)}});
    }

    ModelGraph& graph_;
    std::int64_t activations_ = 0;
    std::int64_t multiplications_ = 0;
    std::int64_t folded_ = 0;
};

}  // namespace

bool known_operator(std::string_view op) {
    return rule_of(op) != nullptr || op == "Constant" || op == "Shape" || op == "ConstantOfShape" || op == "Split";
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

std::optional<core::Error> infer_shapes(ModelGraph& graph, std::span<const int> order) {
    ShapePass pass(graph);
    for (const int each : order) {
        if (auto problem = pass.node(graph.nodes[ModelGraph::index(each)])) return problem;
    }
    return std::nullopt;
}

}  // namespace network
