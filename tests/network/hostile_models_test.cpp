// Models that are damaged or made to do harm: each case gives its sentence. Most of them end OpenCV 4.6 by a signal, or
// are computed wrongly without a word, when they are loaded unchecked.
#include <algorithm>
#include <limits>
#include <span>
#include <string>

#include "app/network/model_check.h"
#include "app/network/model_read.h"
#include "network/small_models.h"
#include "support/catch.h"

namespace {

using Whole = std::vector<std::int64_t>;
using test::ModelBuilder;
namespace onnx = test::onnx;

std::string key_of(std::span<const std::byte> bytes) {
    const auto result = network::check_model(bytes);
    if (result) return "accepted";
    CHECK_FALSE(result.error().what.empty());
    return result.error().key;
}

std::string key_of(std::string_view text) { return key_of(std::as_bytes(std::span(text))); }

core::Error refusal(const ModelBuilder& model) {
    const auto result = network::check_model(model.bytes());
    if (result) FAIL("accepted");
    return result.error();
}

// plain_model() with one thing changed.
std::string changed(const std::function<void(ModelBuilder&)>& change, std::int64_t opset = 11) {
    ModelBuilder model = test::plain_model(opset);
    change(model);
    return key_of(model.bytes());
}

onnx::Tensor& weights(ModelBuilder& model, std::string_view name) {
    for (onnx::Tensor& each : *model.model.mutable_graph()->mutable_initializer()) {
        if (each.name() == name) return each;
    }
    throw std::runtime_error("no such weights");
}

onnx::Node& node(ModelBuilder& model, std::string_view name) {
    for (onnx::Node& each : *model.model.mutable_graph()->mutable_node()) {
        if (each.name() == name) return each;
    }
    throw std::runtime_error("no such node");
}

void set_dims(onnx::Tensor& tensor, const Whole& dims) {
    tensor.clear_dims();
    for (const std::int64_t dim : dims) tensor.add_dims(dim);
}

// The setting of the convolution replaced.
std::string with_conv_setting(const std::string& name, const Whole& values) {
    return changed([&](ModelBuilder& model) {
        onnx::Node& conv = node(model, "conv");
        for (onnx::Attribute& each : *conv.mutable_attribute()) {
            if (each.name() == name) each.set_name("not_" + name);
        }
        test::set(conv, name, values);
    });
}

// `op` put between features and pooling.
std::string with_layer(const std::string& op, const std::function<void(ModelBuilder&, onnx::Node&)>& settings,
                       std::int64_t opset = 11) {
    ModelBuilder model = test::with_features(opset);
    settings(model, model.node(op, {"features"}, "layer"));
    test::add_row(model, "layer");
    test::add_gemm(model);
    return key_of(model.bytes());
}

}  // namespace

TEST_CASE("files that are no models") {
    CHECK(key_of("") == "error.model_empty");
    CHECK(key_of("This is a text, not a network.") == "error.model_not_onnx");
    CHECK(key_of("\x89PNG\r\n\x1a\n") == "error.model_not_onnx");
    CHECK(key_of(std::string(64, '\0')) == "error.model_not_onnx");
    ModelBuilder model;
    CHECK(key_of(model.bytes()) == "error.model_no_graph");
    model.model.clear_graph();
    CHECK(key_of(model.bytes()) == "error.model_no_graph");
    const std::vector<std::byte> whole = test::plain_model().bytes();
    for (const std::size_t length : {std::size_t{1}, whole.size() / 10, whole.size() / 2, whole.size() - 1}) {
        CHECK(key_of(std::span(whole).first(length)).starts_with("error.model_"));
    }
}

TEST_CASE("a file of more bytes, nodes, weights or parts than networks have") {
    const std::vector<std::byte> large(static_cast<std::size_t>(network::k_most_megabytes) * 1'000'000 + 1);
    CHECK(key_of(large) == "error.model_too_large");
    CHECK(changed([](ModelBuilder& model) {
              for (std::int64_t i = 0; i < network::k_most_nodes; ++i) model.model.mutable_graph()->add_node();
          }) == "error.model_too_many_nodes");
    CHECK(changed([](ModelBuilder& model) {
              for (std::int64_t i = 0; i < network::k_most_weights; ++i) model.model.mutable_graph()->add_initializer();
          }) == "error.model_too_many_weights");
    // Two bytes each in the file, hundreds in memory.
    std::string nodes;
    for (int i = 0; i < 2'100'000; ++i) nodes += std::string_view("\x0a\x00", 2);
    std::string file = "\x3a";
    for (std::size_t length = nodes.size(); length > 0; length >>= 7U) {
        file += static_cast<char>((length & 0x7fU) | (length > 0x7fU ? 0x80U : 0U));
    }
    CHECK(key_of(file + nodes) == "error.model_too_many_parts");
}

TEST_CASE("weights whose sizes do not fit") {
    const auto with_dims = [](std::string_view name, const Whole& dims) {
        return changed([&](ModelBuilder& model) { set_dims(weights(model, name), dims); });
    };
    CHECK(with_dims("head", {4'000'000, 4}) == "error.model_weights_payload");  // far more than there are
    CHECK(with_dims("head", {4, 4}) == "error.model_weights_payload");          // a little more
    CHECK(with_dims("head", {2, 4}) == "error.model_weights_payload");          // fewer
    CHECK(with_dims("head", {std::int64_t{1} << 40, 4}) == "error.model_weights_shape");
    CHECK(with_dims("head", {(std::int64_t{1} << 62) + 3, 4}) == "error.model_weights_shape");
    CHECK(with_dims("head", {0, 4}) == "error.model_weights_shape");
    CHECK(with_dims("head", {-3, -4}) == "error.model_weights_shape");
    CHECK(with_dims("head", {3, 4, 1, 1, 1, 1, 1, 1, 1}) == "error.model_weights_shape");
    CHECK(with_dims("head", {}) == "error.model_weights_payload");
    CHECK(with_dims("head", {12}) == "error.model_operator_input");
    CHECK(with_dims("head", {4, 3}) == "error.model_misfit");
    CHECK(with_dims("head_bias", {3, 1}) == "error.model_misfit");
    CHECK(with_dims("conv.w", {3, 4, 3, 3}) == "error.model_misfit");
    CHECK(with_dims("conv.w", {108}) == "error.model_operator_input");
    CHECK(changed([](ModelBuilder& model) { weights(model, "head").set_raw_data(""); }) ==
          "error.model_weights_payload");
    CHECK(changed([](ModelBuilder& model) { weights(model, "head").clear_raw_data(); }) ==
          "error.model_weights_payload");
    CHECK(changed([](ModelBuilder& model) { weights(model, "head").add_float_data(1.0F); }) ==
          "error.model_weights_payload");
    ModelBuilder model = test::plain_model();
    set_dims(weights(model, "head"), {4'000'000, 4});
    CHECK(refusal(model).sentence() ==
          "the weights head of shape 4000000 x 4 need 64000000 bytes; 48 are there; "
          "the file is damaged; fetch or export it again");
}

TEST_CASE("a constant inside a node is looked at like weights") {
    const auto with_constant = [](const Whole& dims, int type) {
        ModelBuilder model = test::with_features();
        onnx::Node& constant = model.node("Constant", {}, "head");
        constant.clear_input();
        onnx::Attribute& value = *constant.add_attribute();
        value.set_name("value");
        value.set_type(onnx::Attribute::TENSOR);
        value.mutable_t()->set_data_type(type);
        value.mutable_t()->set_raw_data(std::string(48, '\0'));
        set_dims(*value.mutable_t(), dims);
        test::add_row(model);
        model.node("MatMul", {"row", "head"}, "logits");
        model.output("logits");
        return key_of(model.bytes());
    };
    CHECK(with_constant({4, 3}, onnx::Tensor::FLOAT) == "accepted");
    CHECK(with_constant({4'000'000, 4}, onnx::Tensor::FLOAT) == "error.model_weights_payload");
    CHECK(with_constant({0, 4}, onnx::Tensor::FLOAT) == "error.model_weights_shape");
    CHECK(with_constant({4, 6}, onnx::Tensor::FLOAT16) == "error.model_weights_type");
    CHECK(with_constant({3, 2}, onnx::Tensor::INT64) == "error.model_weights_type");
}

TEST_CASE("weights of other types, elsewhere, or without numbers") {
    for (const int type : {onnx::Tensor::FLOAT16, onnx::Tensor::BFLOAT16, onnx::Tensor::DOUBLE, onnx::Tensor::STRING,
                           onnx::Tensor::UNDEFINED}) {
        CHECK(changed([&](ModelBuilder& model) { weights(model, "head").set_data_type(type); }) ==
              "error.model_weights_type");
    }
    CHECK(changed([](ModelBuilder& model) { weights(model, "head").set_data_type(99); }) == "error.model_weights_type");
    CHECK(changed([](ModelBuilder& model) {
              weights(model, "head_bias").set_data_type(onnx::Tensor::INT32);  // three whole numbers of four bytes
          }) == "error.model_weights_type");
    CHECK(changed([](ModelBuilder& model) { weights(model, "head").set_data_location(onnx::Tensor::EXTERNAL); }) ==
          "error.model_weights_elsewhere");
    CHECK(changed([](ModelBuilder& model) { weights(model, "head").add_external_data("/etc/passwd"); }) ==
          "error.model_weights_elsewhere");
    CHECK(changed([](ModelBuilder& model) { weights(model, "head").set_segment("part"); }) ==
          "error.model_weights_shape");
    CHECK(changed([](ModelBuilder& model) { model.model.mutable_graph()->add_sparse_initializer("x"); }) ==
          "error.model_weights_type");
    for (const float number : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        CHECK(changed([&](ModelBuilder& model) {
                  std::string& raw = *weights(model, "head").mutable_raw_data();
                  std::copy_n(reinterpret_cast<const char*>(&number), sizeof(number), raw.data());
              }) == "error.model_weights_not_finite");
    }
    // Finite ones whose product with alpha is not.
    CHECK(changed([](ModelBuilder& model) { test::set(node(model, "logits"), "alpha", 3e38F); }) == "accepted");
    CHECK(changed([](ModelBuilder& model) {
              test::set(node(model, "logits"), "alpha", 3e38F);
              const float large = 100.0F;
              std::copy_n(reinterpret_cast<const char*>(&large), sizeof(large),
                          weights(model, "head").mutable_raw_data()->data());
          }) == "error.model_weights_not_finite");
}

TEST_CASE("convolutions with impossible settings") {
    for (const std::int64_t group : {-1, 0, 2, 3, 4}) {
        CHECK(changed([&](ModelBuilder& model) { test::set(node(model, "conv"), "group", group); }) ==
              "error.model_attribute");
    }
    CHECK(with_conv_setting("kernel_shape", {3, 2}) == "error.model_attribute");
    CHECK(with_conv_setting("kernel_shape", {3}) == "error.model_attribute");
    CHECK(with_conv_setting("kernel_shape", {0, 0}) == "error.model_attribute");
    CHECK(with_conv_setting("strides", {0, 1}) == "error.model_attribute");
    CHECK(with_conv_setting("strides", {1, -1}) == "error.model_attribute");
    CHECK(with_conv_setting("strides", {1, 1, 1}) == "error.model_attribute");
    CHECK(with_conv_setting("dilations", {0, 0}) == "error.model_attribute");
    CHECK(with_conv_setting("dilations", {5, 5}) == "error.model_window");
    CHECK(with_conv_setting("pads", {-1, 0, 0, 0}) == "error.model_attribute");
    CHECK(with_conv_setting("pads", {1, 1}) == "error.model_attribute");
    CHECK(with_conv_setting("pads", {1'000'000, 1'000'000, 1'000'000, 1'000'000}) == "error.model_attribute");
    CHECK(changed([](ModelBuilder& model) { test::set(node(model, "conv"), "auto_pad", std::string("SOMETIMES")); }) ==
          "error.model_attribute");
    CHECK(changed([](ModelBuilder& model) { set_dims(weights(model, "conv.b"), {2, 2}); }) == "error.model_misfit");
    CHECK(changed([](ModelBuilder& model) {
              node(model, "conv").mutable_input()->RemoveLast(), node(model, "conv").mutable_input()->RemoveLast();
          }) == "error.model_node");
    CHECK(changed([](ModelBuilder& model) { node(model, "conv").set_input(1, "features"); }) == "error.model_circle");
    CHECK(changed([](ModelBuilder& model) { node(model, "conv").set_input(1, "input"); }) == "error.model_not_fixed");
}

TEST_CASE("layers with impossible settings or weights") {
    CHECK(with_layer("PRelu", [](auto& model, auto& op) {
              model.weights("slope", {2, 1, 1}, {0.1F, 0.2F});
              op.add_input("slope");
          }) == "error.model_misfit");
    CHECK(with_layer("Gather", [](auto& model, auto& op) {
              test::whole_weights(model, "place", {4});
              op.add_input("place");
              test::set(op, "axis", std::int64_t{1});
          }) == "error.model_attribute");
    CHECK(with_layer("BatchNormalization", [](auto& model, auto& op) {
              for (const char* name : {"s", "o", "m", "v"}) {
                  model.weights(name, {3}, {1, 1, 1});
                  op.add_input(name);
              }
          }) == "error.model_misfit");
    CHECK(with_layer("BatchNormalization", [](auto& model, auto& op) {
              for (const char* name : {"s", "o", "m", "v"}) {
                  model.weights(name, {4}, {1, 1, 1, -1});
                  op.add_input(name);
              }
          }) == "error.model_attribute");
    CHECK(with_layer("Clip", [](auto&, auto& op) {
              test::set(op, "min", 1.0F);
              test::set(op, "max", 0.0F);
          }) == "error.model_attribute");
    CHECK(with_layer("Clip", [](auto&, auto& op) { test::set(op, "max", std::numeric_limits<float>::quiet_NaN()); }) ==
          "error.model_attribute");
    CHECK(with_layer("MaxPool", [](auto&, auto&) {}) == "error.model_attribute");
    CHECK(with_layer("MaxPool", [](auto&, auto& op) {
              test::set(op, "kernel_shape", Whole{7, 7});
          }) == "error.model_window");
    CHECK(with_layer("MaxPool", [](auto&, auto& op) {
              test::set(op, "kernel_shape", Whole{2, 2});
              test::set(op, "pads", Whole{2, 2, 2, 2});
          }) == "error.model_attribute");
    CHECK(with_layer("MaxPool", [](auto&, auto& op) {
              test::set(op, "kernel_shape", Whole{2, 2});
              test::set(op, "dilations", Whole{2, 2});
          }) == "error.model_attribute");
    CHECK(with_layer("LRN", [](auto&, auto& op) { test::set(op, "size", std::int64_t{0}); }) ==
          "error.model_attribute");
    CHECK(with_layer("Concat", [](auto&, auto& op) {
              op.add_input("input");
              test::set(op, "axis", std::int64_t{2});
          }) == "error.model_misfit");
    CHECK(with_layer("Concat", [](auto&, auto& op) { test::set(op, "axis", std::int64_t{4}); }) ==
          "error.model_attribute");
    CHECK(with_layer("Transpose", [](auto&, auto& op) {
              test::set(op, "perm", Whole{0, 1, 1, 3});
          }) == "error.model_attribute");
    CHECK(with_layer("Reshape", [](auto& model, auto& op) {
              test::whole_weights(model, "shape", {1, 4, 7, -1});
              op.add_input("shape");
          }) == "error.model_misfit");
    CHECK(with_layer("Reshape", [](auto& model, auto& op) {
              test::whole_weights(model, "shape", {-1, -1, 6, 5});
              op.add_input("shape");
          }) == "error.model_misfit");
    CHECK(with_layer("Pad", [](auto&, auto& op) {
              test::set(op, "pads", Whole{0, 0, -1, 0, 0, 0, 0, 0});
          }) == "error.model_attribute");
    CHECK(with_layer("Pad", [](auto&, auto& op) {
              test::set(op, "pads", Whole{0, 0, 0, 0, 0, 0, 1LL << 40, 0});
          }) == "error.model_attribute");
    CHECK(with_layer("Split", [](auto&, auto& op) {
              test::set(op, "axis", std::int64_t{1});
              test::set(op, "split", Whole{5});
          }) == "error.model_attribute");
    CHECK(with_layer("Add", [](auto& model, auto& op) {
              model.weights("other", {7}, test::numbers(7));
              op.add_input("other");
          }) == "error.model_misfit");
    CHECK(with_layer("Div", [](auto& model, auto& op) {
              model.weights("zero", {1}, {0.0F});
              op.add_input("zero");
          }) == "error.model_attribute");
    CHECK(with_layer("Pow", [](auto& model, auto& op) {
              model.weights("power", {1}, {1.5F});
              op.add_input("power");
          }) == "error.model_attribute");
}

TEST_CASE("a network that would fill the memory or take for ever") {
    CHECK(with_layer("Pad", [](auto&, auto& op) {
              test::set(op, "pads", Whole{0, 0, 2'000, 2'000, 0, 0, 2'000, 2'000});
          }) == "accepted");
    CHECK(with_layer("Pad", [](auto&, auto& op) {
              test::set(op, "pads", Whole{0, 60, 2'000, 2'000, 0, 0, 2'000, 2'000});
          }) == "error.model_operator_output");
    ModelBuilder wide = test::with_features();
    std::string last = "features";
    for (int i = 0; i < 10; ++i) {
        const std::string next = "wider" + std::to_string(i);
        test::set(wide.node("Concat", {last, last, last, last}, next), "axis", std::int64_t{1});
        last = next;
    }
    for (const char* next : {"again", "and again"}) {
        wide.node("Relu", {last}, next);
        last = next;
    }
    test::add_row(wide, last);
    test::add_gemm(wide);
    CHECK(key_of(wide.bytes()) == "error.model_too_wide");
    ModelBuilder slow = test::with_features();
    slow.model.mutable_graph()
        ->mutable_input(0)
        ->mutable_type()
        ->mutable_tensor_type()
        ->mutable_shape()
        ->mutable_dim(2)
        ->set_dim_value(2'000);
    slow.model.mutable_graph()
        ->mutable_input(0)
        ->mutable_type()
        ->mutable_tensor_type()
        ->mutable_shape()
        ->mutable_dim(3)
        ->set_dim_value(2'000);
    test::add_conv(slow, "features", "more", {12, 4, 1, 1}, 1);
    test::add_conv(slow, "more", "most", {12, 12, 31, 31}, 2);
    test::add_row(slow, "most");
    test::add_gemm(slow);
    CHECK(key_of(slow.bytes()) == "error.model_too_slow");
}

TEST_CASE("operators that are unknown, foreign or hide others") {
    CHECK(changed([](ModelBuilder& model) { node(model, "features").set_op_type("Explode"); }) ==
          "error.model_operator");
    CHECK(changed([](ModelBuilder& model) { node(model, "features").clear_op_type(); }) == "error.model_operator");
    CHECK(changed([](ModelBuilder& model) { node(model, "features").set_domain("com.microsoft"); }) ==
          "error.model_domain");
    CHECK(changed([](ModelBuilder& model) { node(model, "features").set_domain("ai.onnx"); }) == "accepted");
    CHECK(changed([](ModelBuilder& model) {
              node(model, "features").set_op_type("If");
              onnx::Attribute& branch = *node(model, "features").add_attribute();
              branch.set_name("then_branch");
              branch.set_type(onnx::Attribute::GRAPH);
              branch.set_g("");
          }) == "error.model_subgraph");
    CHECK(changed([](ModelBuilder& model) {
              test::set(node(model, "conv"), "pads", Whole{1, 1, 1, 1});
          }) == "error.model_name_twice");
    CHECK(changed([](ModelBuilder& model) { test::set(node(model, "features"), "long", Whole(5'000, 1)); }) ==
          "error.model_attribute");
    CHECK(changed([](ModelBuilder& model) { node(model, "features").clear_output(); }) == "error.model_node");
    for (const std::int64_t opset : {0, 6, 22, 99, -1}) {
        CHECK(changed([](ModelBuilder&) {}, opset) == "error.model_opset");
    }
}

TEST_CASE("inputs, outputs and names that lead nowhere") {
    CHECK(changed([](ModelBuilder& model) { node(model, "features").set_input(0, "nothing"); }) ==
          "error.model_dangling");
    CHECK(changed([](ModelBuilder& model) { node(model, "conv").set_input(0, "row"); }) == "error.model_circle");
    CHECK(changed([](ModelBuilder& model) { node(model, "features").set_input(0, "features"); }) ==
          "error.model_circle");
    CHECK(changed([](ModelBuilder& model) { node(model, "features").set_output(0, "conv"); }) ==
          "error.model_name_twice");
    CHECK(changed([](ModelBuilder& model) { node(model, "conv").set_output(0, "input"); }) == "error.model_name_twice");
    CHECK(changed([](ModelBuilder& model) { node(model, "conv").set_output(0, "head"); }) == "error.model_name_twice");
    CHECK(changed([](ModelBuilder& model) { weights(model, "head_bias").set_name("head"); }) ==
          "error.model_name_twice");
    CHECK(changed([](ModelBuilder& model) { model.model.mutable_graph()->clear_output(); }) == "error.model_no_output");
    CHECK(changed([](ModelBuilder& model) { model.model.mutable_graph()->mutable_output(0)->set_name("none"); }) ==
          "error.model_dangling");
    CHECK(changed([](ModelBuilder& model) { model.model.mutable_graph()->mutable_output(0)->set_name("input"); }) ==
          "error.cam_no_gap");
    CHECK(changed([](ModelBuilder& model) { model.model.mutable_graph()->mutable_output(0)->set_name("head"); }) ==
          "error.cam_no_gap");
    CHECK(changed([](ModelBuilder& model) {  // the second output of a pooling
              onnx::Node& pool = model.node("MaxPool", {"features"}, "pool");
              test::set(pool, "kernel_shape", Whole{2, 2});
              pool.add_output("places");
              model.model.mutable_graph()->mutable_output(0)->set_name("places");
          }) == "error.model_no_output");
    CHECK(changed([](ModelBuilder& model) { model.input("second", {1, 3, 6, 5}); }) == "error.model_inputs");
    CHECK(changed([](ModelBuilder& model) { model.model.mutable_graph()->clear_input(); }) == "error.model_inputs");
}

TEST_CASE("inputs that are no photo") {
    const auto with_input = [](const Whole& shape) {
        return changed([&](ModelBuilder& model) {
            model.model.mutable_graph()->clear_input();
            model.input("input", shape);
        });
    };
    CHECK(with_input({1, 1, 6, 5}) == "error.model_input_shape");
    CHECK(with_input({1, 6, 5, 3}) == "error.model_input_shape");
    CHECK(with_input({16, 3, 6, 5}) == "error.model_input_shape");
    CHECK(with_input({3, 6, 5}) == "error.model_input_shape");
    CHECK(with_input({1, 3, 6, 5, 1}) == "error.model_input_shape");
    CHECK(with_input({}) == "error.model_input_unshaped");
    CHECK(with_input({1, 3, 4'000, 5}) == "error.model_input_size");
    CHECK(with_input({1, 3, 1LL << 40, 1LL << 40}) == "error.model_input_size");
    CHECK(with_input({1, 3, 60, 50}) == "accepted");
    const auto type = [](ModelBuilder& model) {
        return model.model.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type();
    };
    CHECK(changed([&](ModelBuilder& model) { type(model)->set_elem_type(onnx::Tensor::UINT8); }) ==
          "error.model_input_type");
    CHECK(changed([&](ModelBuilder& model) { type(model)->clear_shape(); }) == "error.model_input_unshaped");
}

TEST_CASE("names of the file are shown short and printable") {
    ModelBuilder model = test::plain_model();
    node(model, "features").set_op_type(std::string("B\0\x1b[31m{name}\n", 14) + std::string(10'000, 'x'));
    const core::Error error = refusal(model);
    CHECK(error.sentence().size() < 200);
    CHECK(std::all_of(error.what.begin(), error.what.end(), [](char c) { return c >= ' ' && c <= '~'; }));
}

TEST_CASE("a chain of thousands of layers") {
    ModelBuilder model = test::with_features();
    std::string last = "features";
    for (int i = 0; i < 9'000; ++i) {
        const std::string next = "r" + std::to_string(i);
        model.node("Identity", {last}, next);
        last = next;
    }
    test::add_row(model, last);
    test::add_gemm(model);
    CHECK(key_of(model.bytes()) == "accepted");
}
