// Small valid networks, one for each form of head and of layer that the model check reads or mends. Input 1 x 3 x 6 x
// 5, weights from a fixed rule, so that every number of them differs.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "network/model_builder.h"

namespace test {

struct SmallModel {
    std::string_view name;
    std::function<ModelBuilder()> make;
    std::string_view features = "features";  // the value that enters the pooling
    std::string_view logits = "logits";      // the scores before any softmax
};
const std::vector<SmallModel>& small_models();

// Different numbers between -1 and 1.
std::vector<float> numbers(std::size_t count, double seed = 1.0);

void set(onnx::Node& node, const std::string& attribute, const std::string& value);
onnx::Tensor& whole_weights(ModelBuilder& model, const std::string& name, const std::vector<std::int64_t>& numbers);

// The pieces: conv 3 x 3 to 4 maps and Relu, called "features"; pooling and flattening, called "row"; Gemm to 3
// classes, called "logits", which is also the output.
ModelBuilder with_features(std::int64_t opset = 11);
void add_row(ModelBuilder& model, const std::string& features = "features");
onnx::Node& add_gemm(ModelBuilder& model, const std::string& row = "row");
ModelBuilder plain_model(std::int64_t opset = 11);
onnx::Node& add_conv(ModelBuilder& model, const std::string& from, const std::string& to,
                     const std::vector<std::int64_t>& weights, double seed);

}  // namespace test
