#include "app/network/onnx_writer.h"

namespace network {

using poolscope::onnx::Attribute;
using poolscope::onnx::Tensor;

namespace {

void describe(poolscope::onnx::ValueInfo& info, std::string_view name, const Dims& dims) {
    info.set_name(std::string(name));
    auto* type = info.mutable_type()->mutable_tensor_type();
    type->set_elem_type(Tensor::FLOAT);
    for (const std::int64_t dim : dims) type->mutable_shape()->add_dim()->set_dim_value(dim);
}

}  // namespace

NodeSettings& NodeSettings::set(std::string_view key, std::int64_t value) {
    add(key, Attribute::INT).set_i(value);
    return *this;
}

NodeSettings& NodeSettings::set(std::string_view key, float value) {
    add(key, Attribute::FLOAT).set_f(value);
    return *this;
}

NodeSettings& NodeSettings::set(std::string_view key, const std::vector<std::int64_t>& values) {
    Attribute& made = add(key, Attribute::INTS);
    for (const std::int64_t value : values) made.add_ints(value);
    return *this;
}

Attribute& NodeSettings::add(std::string_view key, Attribute::Type type) {
    Attribute* made = node_.add_attribute();
    made->set_name(std::string(key));
    made->set_type(type);
    return *made;
}

OnnxWriter::OnnxWriter(std::string_view input, const Dims& dims) {
    model_.set_ir_version(7);
    // Not "pytorch": OpenCV 4.6 goes by this name, not by count_include_pad, when a mean has padding in its window.
    model_.set_producer_name("poolscope");
    auto* opset = model_.add_opset_import();
    opset->set_domain("");
    opset->set_version(10);
    model_.mutable_graph()->set_name("network");
    describe(*model_.mutable_graph()->add_input(), input, dims);
}

NodeSettings OnnxWriter::node(std::string_view op, const Names& inputs, const Names& outputs) {
    auto* made = model_.mutable_graph()->add_node();
    made->set_op_type(std::string(op));
    made->set_name("n" + std::to_string(model_.graph().node_size()) + "_" + std::string(op));
    for (const std::string& each : inputs) made->add_input(each);
    for (const std::string& each : outputs) made->add_output(each);
    return NodeSettings(*made);
}

std::string OnnxWriter::weights(const Dims& dims, std::span<const float> numbers) {
    return add_tensor(dims, Tensor::FLOAT, numbers.data(), numbers.size_bytes());
}

std::string OnnxWriter::whole(const Dims& numbers) {
    return add_tensor({static_cast<std::int64_t>(numbers.size())}, Tensor::INT64, numbers.data(),
                      numbers.size() * sizeof(std::int64_t));
}

void OnnxWriter::output(std::string_view name, const Dims& dims) {
    describe(*model_.mutable_graph()->add_output(), name, dims);
}

std::vector<std::byte> OnnxWriter::bytes() const {
    std::vector<std::byte> all(model_.ByteSizeLong());
    model_.SerializeToArray(all.data(), static_cast<int>(all.size()));
    return all;
}

std::string OnnxWriter::add_tensor(const Dims& dims, Tensor::DataType type, const void* numbers, std::size_t bytes) {
    Tensor* made = model_.mutable_graph()->add_initializer();
    made->set_name("w" + std::to_string(model_.graph().initializer_size()));
    made->set_data_type(type);
    for (const std::int64_t dim : dims) made->add_dims(dim);
    made->mutable_raw_data()->assign(static_cast<const char*>(numbers), bytes);
    return made->name();
}

}  // namespace network
