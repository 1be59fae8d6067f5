#include "app/network/model_shapes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/network/model_fold.h"
#include "app/network/model_read.h"
#include "app/network/model_shape_rules.h"
#include "app/network/sentences.h"

namespace network {
namespace {

// --- The pass over the nodes
// --------------------------------------------------------------------------------------------

class ShapePass {
public:
    explicit ShapePass(ModelGraph& graph) : graph_(graph) {}

    std::optional<core::Error> node(const ModelNode& node) {
        if (auto problem = check_settings(node)) return problem;
        if (node.op == "Constant") return known_beforehand(node, {});
        if (node.op == "Shape") return shape_of(node);
        if (node.op == "ConstantOfShape") return filled(node);
        if (node.op == "Split") return split(node);
        const ShapeRule* rule = shape_rule(node.op);
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
        const NodeInputs at{graph_, node};
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

std::optional<core::Error> infer_shapes(ModelGraph& graph, std::span<const int> order) {
    ShapePass pass(graph);
    for (const int each : order) {
        if (auto problem = pass.node(graph.nodes[ModelGraph::index(each)])) return problem;
    }
    return std::nullopt;
}

}  // namespace network
