// Small ONNX models for tests, built through the same messages that the check reads.
//   test::ModelBuilder model;
//   model.input("input", {1, 3, 8, 6});
//   model.node("Relu", {"input"}, "features");
//   model.output("features");
//   std::vector<std::byte> file = model.bytes();
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "app/network/onnx.pb.h"

namespace test {

namespace onnx = poolscope::onnx;

class ModelBuilder {
public:
    explicit ModelBuilder(std::int64_t opset = 9);

    void input(const std::string& name, const std::vector<std::int64_t>& shape);
    void output(const std::string& name);
    // An initialiser with raw data; the data need not fit the shape. Gives it back for further mischief.
    onnx::Tensor& weights(const std::string& name, const std::vector<std::int64_t>& shape,
                          const std::vector<float>& numbers);
    // The node is called after its output.
    onnx::Node& node(const std::string& op, const std::vector<std::string>& inputs, const std::string& output);
    std::vector<std::byte> bytes() const;

    onnx::Model model;
};

void set(onnx::Node& node, const std::string& attribute, std::int64_t value);
void set(onnx::Node& node, const std::string& attribute, const std::vector<std::int64_t>& values);
void set(onnx::Node& node, const std::string& attribute, float value);

// Input [1, 3, 8, 6] -> two maps of 8 x 6 -> three classes:
//   f_0 = scale * ReLU(red), f_1 = scale * ReLU(blue - green + 0.5)
//   logits = F_0 + 2 F_1 + 0.25,  -F_0 + F_1 / 2,  -1
// The nodes: features_conv, features, gap, flat, logits.
ModelBuilder two_maps_model(float scale = 1.0F);

}  // namespace test
