// OnnxWriter: an ONNX file under construction. Nodes and weights get names of our own; every node has one, as OpenCV
// names its layers after them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/network/model_graph.h"
#include "app/network/onnx.pb.h"

namespace network {

using Names = std::vector<std::string>;

// The settings of the node just added.
class NodeSettings {
public:
    explicit NodeSettings(poolscope::onnx::Node& node) : node_(node) {}
    NodeSettings& set(std::string_view key, std::int64_t value);
    NodeSettings& set(std::string_view key, float value);
    NodeSettings& set(std::string_view key, const std::vector<std::int64_t>& values);

private:
    poolscope::onnx::Attribute& add(std::string_view key, poolscope::onnx::Attribute::Type type);
    poolscope::onnx::Node& node_;
};

class OnnxWriter {
public:
    OnnxWriter(std::string_view input, const Dims& dims);

    std::string fresh() { return "t" + std::to_string(++values_); }  // a name for a value
    NodeSettings node(std::string_view op, const Names& inputs, const Names& outputs);
    std::string weights(const Dims& dims, std::span<const float> numbers);  // their name
    std::string whole(const Dims& numbers);                                 // a list of whole numbers
    void output(std::string_view name, const Dims& dims);
    std::vector<std::byte> bytes() const;

private:
    std::string add_tensor(const Dims& dims, poolscope::onnx::Tensor::DataType type, const void* numbers,
                           std::size_t bytes);

    poolscope::onnx::Model model_;
    int values_ = 0;
};

}  // namespace network
