// What comes out of each ONNX operator for what goes in: its rule of shapes, with everything that its inputs and
// settings must be. The table of these rules is the list of operators that the model check knows.
#pragma once

#include "app/network/model_graph.h"
#include "core/result.h"

namespace network {

inline constexpr std::size_t k_most_axes = 8;

using Shape = core::Result<Dims>;

// One node whose inputs are known.
struct NodeInputs {
    const ModelGraph& graph;
    const ModelNode& node;

    const Dims& in(std::size_t i) const { return *graph.dims(node.inputs[i]); }
    std::size_t inputs() const { return node.inputs.size(); }
    bool has(std::size_t i) const { return node.input(i) != k_absent; }

    core::Error bad(std::string_view setting) const;
    core::Error misfit(const Dims& one, const Dims& other) const;
    core::Error bad_input(std::size_t i = 0) const;
};

struct ShapeRule {
    std::string_view op;
    std::size_t least, most;            // inputs
    std::size_t fixed_from;             // inputs from here on must be known without the photo
    Shape (*shape)(const NodeInputs&);  // of the first output
};

const ShapeRule* shape_rule(std::string_view op);  // null: not known

// The whole numbers that a node gets as an attribute (older ONNX) or as a constant input (newer): axes, starts, pads.
std::optional<std::vector<std::int64_t>> whole_list(const ModelGraph& graph, const ModelNode& node,
                                                    std::string_view key, std::size_t input);
// An axis counted from the end if negative; nothing if there is no such axis.
std::optional<std::size_t> axis_of(std::int64_t axis, std::size_t axes);

// A setting that the check goes by, of another type than it should be: it would be taken for absent.
std::optional<core::Error> check_settings(const ModelNode& node);

}  // namespace network
