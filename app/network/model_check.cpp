#include "app/network/model_check.h"

#include <utility>

#include "app/network/model_graph.h"
#include "app/network/model_head.h"
#include "app/network/model_read.h"
#include "app/network/model_shapes.h"
#include "app/network/model_write.h"
#include "app/network/sentences.h"

namespace network {
namespace {

// One output of the file with everything it depends on.
core::Result<CheckedModel> check_output(ModelGraph& graph, int output) {
    const auto order = nodes_before(graph, output);
    if (!order) return order.error();
    if (auto problem = infer_shapes(graph, order.value())) return *problem;
    if (graph.dims(output) == nullptr) return error("error.model_no_output");
    auto head = find_head(graph, output);
    if (!head) return head.error();
    auto written = write_model(graph, head.value());
    if (!written) return written.error();

    const Dims &input = *graph.dims(graph.input), &features = *graph.dims(head.value().features);
    CheckedModel model;
    model.onnx = std::move(written.value().onnx);
    model.head = std::move(head.value().linear);
    model.input_height = input[2];
    model.input_width = input[3];
    model.feature_height = features[2];
    model.feature_width = features[3];
    model.feature_name = shown(graph.values[ModelGraph::index(head.value().features)].name);
    model.parameters = written.value().parameters;
    model.opset = graph.opset;
    model.producer = graph.producer;
    return model;
}

}  // namespace

core::Result<CheckedModel> check_model(std::span<const std::byte> onnx, const InputSize& open) {
    auto graph = read_model(onnx, open);
    if (!graph) return graph.error();
    std::optional<core::Error> first;
    for (const int output : std::vector<int>(graph.value().outputs)) {
        auto model = check_output(graph.value(), output);
        if (model) return model;
        if (!first) first = model.error();
    }
    return *first;
}

}  // namespace network
