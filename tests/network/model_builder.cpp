#include "network/model_builder.h"

namespace test {

ModelBuilder::ModelBuilder(std::int64_t opset) {
    model.set_ir_version(4);
    model.set_producer_name("test");
    model.add_opset_import()->set_version(opset);
    model.mutable_graph()->set_name("test");
}

void ModelBuilder::input(const std::string& name, const std::vector<std::int64_t>& shape) {
    onnx::ValueInfo& info = *model.mutable_graph()->add_input();
    info.set_name(name);
    onnx::TensorType& type = *info.mutable_type()->mutable_tensor_type();
    type.set_elem_type(onnx::Tensor::FLOAT);
    for (const std::int64_t size : shape) type.mutable_shape()->add_dim()->set_dim_value(size);
}

void ModelBuilder::output(const std::string& name) {
    onnx::ValueInfo& info = *model.mutable_graph()->add_output();
    info.set_name(name);
    info.mutable_type()->mutable_tensor_type()->set_elem_type(onnx::Tensor::FLOAT);
}

onnx::Tensor& ModelBuilder::weights(const std::string& name, const std::vector<std::int64_t>& shape,
                                    const std::vector<float>& numbers) {
    onnx::Tensor& tensor = *model.mutable_graph()->add_initializer();
    tensor.set_name(name);
    tensor.set_data_type(onnx::Tensor::FLOAT);
    for (const std::int64_t size : shape) tensor.add_dims(size);
    tensor.set_raw_data(numbers.data(), numbers.size() * sizeof(float));
    return tensor;
}

onnx::Node& ModelBuilder::node(const std::string& op, const std::vector<std::string>& inputs,
                               const std::string& output) {
    onnx::Node& node = *model.mutable_graph()->add_node();
    node.set_op_type(op);
    node.set_name(output);
    for (const std::string& input : inputs) node.add_input(input);
    node.add_output(output);
    return node;
}

std::vector<std::byte> ModelBuilder::bytes() const {
    const std::string text = model.SerializeAsString();
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    return std::vector<std::byte>(first, first + text.size());
}

void set(onnx::Node& node, const std::string& attribute, std::int64_t value) {
    onnx::Attribute& added = *node.add_attribute();
    added.set_name(attribute);
    added.set_type(onnx::Attribute::INT);
    added.set_i(value);
}

void set(onnx::Node& node, const std::string& attribute, const std::vector<std::int64_t>& values) {
    onnx::Attribute& added = *node.add_attribute();
    added.set_name(attribute);
    added.set_type(onnx::Attribute::INTS);
    for (const std::int64_t value : values) added.add_ints(value);
}

void set(onnx::Node& node, const std::string& attribute, float value) {
    onnx::Attribute& added = *node.add_attribute();
    added.set_name(attribute);
    added.set_type(onnx::Attribute::FLOAT);
    added.set_f(value);
}

ModelBuilder two_maps_model(float scale) {
    ModelBuilder builder;
    builder.input("input", {1, 3, 8, 6});
    builder.weights("w", {2, 3, 1, 1}, {scale, 0, 0, 0, -scale, scale});
    builder.weights("b", {2}, {0, 0.5F * scale});
    onnx::Node& conv = builder.node("Conv", {"input", "w", "b"}, "features_conv");
    set(conv, "kernel_shape", std::vector<std::int64_t>{1, 1});
    set(conv, "strides", std::vector<std::int64_t>{1, 1});
    set(conv, "pads", std::vector<std::int64_t>{0, 0, 0, 0});
    set(conv, "dilations", std::vector<std::int64_t>{1, 1});
    set(conv, "group", std::int64_t{1});
    builder.node("Relu", {"features_conv"}, "features");
    builder.node("GlobalAveragePool", {"features"}, "gap");
    set(builder.node("Flatten", {"gap"}, "flat"), "axis", std::int64_t{1});
    builder.weights("head", {3, 2}, {1, 2, -1, 0.5F, 0, 0});
    builder.weights("head_bias", {3}, {0.25F, 0, -1});
    onnx::Node& gemm = builder.node("Gemm", {"flat", "head", "head_bias"}, "logits");
    set(gemm, "alpha", 1.0F);
    set(gemm, "beta", 1.0F);
    set(gemm, "transA", std::int64_t{0});
    set(gemm, "transB", std::int64_t{1});
    builder.output("logits");
    return builder;
}

}  // namespace test
