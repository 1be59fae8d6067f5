#include "network/small_models.h"

#include <cmath>

namespace test {
namespace {

using Whole = std::vector<std::int64_t>;

// conv 3 x 3 -> `op` -> "features" -> pooling -> Gemm.
ModelBuilder activation(const std::string& op, const std::function<void(onnx::Node&)>& settings = {},
                        std::int64_t opset = 11) {
    ModelBuilder model(opset);
    model.input("input", {1, 3, 6, 5});
    add_conv(model, "input", "conv", {4, 3, 3, 3}, 1);
    onnx::Node& node = model.node(op, {"conv"}, "features");
    if (settings) settings(node);
    add_row(model);
    add_gemm(model);
    return model;
}

// "features" -> `add`, which leads on to "row" -> Gemm.
ModelBuilder pooled_by(const std::function<void(ModelBuilder&)>& add, std::int64_t opset = 11) {
    ModelBuilder model = with_features(opset);
    add(model);
    add_gemm(model);
    return model;
}

// "row" -> `add`, which makes "logits".
ModelBuilder classified_by(const std::function<void(ModelBuilder&)>& add, std::int64_t opset = 11) {
    ModelBuilder model = with_features(opset);
    add_row(model);
    add(model);
    model.output("logits");
    return model;
}

// "maps" (4 x 6 x 5) -> `add`, which makes "features".
ModelBuilder layer(const std::function<void(ModelBuilder&)>& add, std::int64_t opset = 11) {
    ModelBuilder model(opset);
    model.input("input", {1, 3, 6, 5});
    add_conv(model, "input", "maps", {4, 3, 3, 3}, 1);
    add(model);
    add_row(model);
    add_gemm(model);
    return model;
}

void constant(ModelBuilder& model, const std::string& name, const Whole& shape, double seed) {
    std::int64_t count = 1;
    for (const std::int64_t dim : shape) count *= dim;
    model.weights(name, shape, numbers(static_cast<std::size_t>(count), seed));
}

onnx::Node& gemm_node(ModelBuilder& model, const Whole& weights, const Whole& bias) {
    constant(model, "head", weights, 5);
    if (bias.empty()) return model.node("Gemm", {"row", "head"}, "logits");
    constant(model, "head_bias", bias, 6);
    return model.node("Gemm", {"row", "head", "head_bias"}, "logits");
}

// --- Forms of the head
// ---------------------------------------------------------------------------------------------------

const std::vector<SmallModel>& heads() {
    static const std::vector<SmallModel> models{
        {"gemm", [] { return plain_model(); }},
        {"gemm transB absent", [] { return classified_by([](auto& m) {
                                        gemm_node(m, {4, 3}, {3});
                                    }); }},
        {"gemm transB absent square", [] { return classified_by([](auto& m) {
                                               gemm_node(m, {4, 4}, {4});
                                           }); }},
        {"gemm transB 0",
         [] { return classified_by([](auto& m) {
                  set(gemm_node(m, {4, 3}, {3}), "transB", std::int64_t{0});
              }); }},
        {"gemm alpha beta",
         [] {
             return classified_by([](auto& m) {
                 onnx::Node& node = gemm_node(m, {4, 3}, {1, 3});
                 set(node, "alpha", 0.5F);
                 set(node, "beta", 2.0F);
             });
         }},
        {"gemm bias one number", [] { return classified_by([](auto& m) {
                                          gemm_node(m, {4, 3}, {1});
                                      }); }},
        {"gemm without bias", [] { return classified_by([](auto& m) {
                                       gemm_node(m, {4, 3}, {});
                                   }); }},
        {"matmul",
         [] {
             return classified_by([](auto& m) {
                 constant(m, "head", {4, 3}, 5);
                 m.node("MatMul", {"row", "head"}, "logits");
             });
         }},
        {"matmul add",
         [] {
             return classified_by([](auto& m) {
                 constant(m, "head", {4, 3}, 5);
                 constant(m, "head_bias", {3}, 6);
                 m.node("MatMul", {"row", "head"}, "product");
                 m.node("Add", {"head_bias", "product"}, "logits");
             });
         }},
        {"transposed weights",
         [] {
             return classified_by([](auto& m) {
                 constant(m, "head", {3, 4}, 5);
                 set(m.node("Transpose", {"head"}, "turned"), "perm", Whole{1, 0});
                 m.node("MatMul", {"row", "turned"}, "logits");
             });
         }},
        {"conv after pooling",
         [] {
             ModelBuilder m = with_features();
             m.node("GlobalAveragePool", {"features"}, "gap");
             add_conv(m, "gap", "scores", {3, 4, 1, 1}, 7);
             m.node("Flatten", {"scores"}, "logits");
             m.output("logits");
             return m;
         }},
        {"scaled and shifted",
         [] {  // a batch norm before, numbers after the dense layer
             ModelBuilder m = with_features();
             m.node("GlobalAveragePool", {"features"}, "gap");
             constant(m, "g", {4}, 8);
             constant(m, "o", {4}, 9);
             constant(m, "u", {4}, 10);
             m.weights("v", {4}, {0.5F, 1.0F, 1.5F, 2.0F});
             set(m.node("BatchNormalization", {"gap", "g", "o", "u", "v"}, "norm"), "epsilon", 0.1F);
             m.node("Flatten", {"norm"}, "row");
             constant(m, "head", {4, 3}, 5);
             m.node("MatMul", {"row", "head"}, "product");
             constant(m, "t", {1}, 2);
             constant(m, "s", {1, 3}, 3);
             m.node("Div", {"product", "t"}, "cool");
             m.node("Sub", {"s", "cool"}, "logits");
             m.output("logits");
             return m;
         }},
        {"class maps",
         [] {
             ModelBuilder m = with_features();
             add_conv(m, "features", "scores", {3, 4, 1, 1}, 7);
             m.node("Relu", {"scores"}, "class_maps");
             m.node("GlobalAveragePool", {"class_maps"}, "gap");
             m.node("Flatten", {"gap"}, "logits");
             m.output("logits");
             return m;
         },
         "class_maps"},
        {"softmax",
         [] {
             ModelBuilder m = with_features();
             add_row(m);
             gemm_node(m, {4, 3}, {3});
             m.node("Softmax", {"logits"}, "probabilities");
             m.output("probabilities");
             return m;
         }},
        {"logsoftmax opset 13",
         [] {
             ModelBuilder m = with_features(13);
             add_row(m);
             gemm_node(m, {4, 3}, {3});
             set(m.node("LogSoftmax", {"logits"}, "probabilities"), "axis", std::int64_t{1});
             m.output("probabilities");
             return m;
         }},
        {"the second output has the head",
         [] {
             ModelBuilder m = with_features();
             m.output("features");
             add_row(m);
             add_gemm(m);
             return m;
         }},
    };
    return models;
}

// --- Forms of the pooling
// ------------------------------------------------------------------------------------------------

const std::vector<SmallModel>& poolings() {
    static const std::vector<SmallModel> models{
        {"reduce mean",
         [] {
             return pooled_by([](auto& m) {
                 onnx::Node& node = m.node("ReduceMean", {"features"}, "row");
                 set(node, "axes", Whole{2, 3});
                 set(node, "keepdims", std::int64_t{0});
             });
         }},
        {"reduce mean from the end",
         [] {
             return pooled_by([](auto& m) {
                 set(m.node("ReduceMean", {"features"}, "gap"), "axes", Whole{-1, -2});
                 m.node("Flatten", {"gap"}, "row");
             });
         }},
        {"reduce mean twice",
         [] {
             return pooled_by([](auto& m) {
                 for (const auto& [from, to, axis] :
                      {std::tuple("features", "rows", 3), std::tuple("rows", "row", 2)}) {
                     onnx::Node& node = m.node("ReduceMean", {from}, to);
                     set(node, "axes", Whole{axis});
                     set(node, "keepdims", std::int64_t{0});
                 }
             });
         }},
        {"reduce mean axes as input",
         [] {
             return pooled_by(
                 [](auto& m) {
                     whole_weights(m, "axes", {2, 3});
                     set(m.node("ReduceMean", {"features", "axes"}, "row"), "keepdims", std::int64_t{0});
                 },
                 18);
         }},
        {"reduce mean channels last",
         [] {
             return pooled_by([](auto& m) {
                 set(m.node("Transpose", {"features"}, "last"), "perm", Whole{0, 2, 3, 1});
                 onnx::Node& node = m.node("ReduceMean", {"last"}, "row");
                 set(node, "axes", Whole{1, 2});
                 set(node, "keepdims", std::int64_t{0});
             });
         }},
        {"reduce mean of rows",
         [] {
             return pooled_by([](auto& m) {
                 whole_weights(m, "shape", {1, 4, -1});
                 m.node("Reshape", {"features", "shape"}, "places");
                 onnx::Node& node = m.node("ReduceMean", {"places"}, "row");
                 set(node, "axes", Whole{2});
                 set(node, "keepdims", std::int64_t{0});
             });
         }},
        {"average pool over the map",
         [] {
             return pooled_by([](auto& m) {
                 set(m.node("AveragePool", {"features"}, "gap"), "kernel_shape", Whole{6, 5});
                 m.node("Flatten", {"gap"}, "row");
             });
         }},
        {"shape arithmetic",
         [] {
             return pooled_by([](auto& m) {
                 m.node("GlobalAveragePool", {"features"}, "gap");
                 m.node("Shape", {"gap"}, "shape");
                 whole_weights(m, "zero", {}).add_int64_data(0);
                 m.node("Gather", {"shape", "zero"}, "batch");
                 set(m.node("Unsqueeze", {"batch"}, "batch_list"), "axes", Whole{0});
                 whole_weights(m, "rest", {-1});
                 set(m.node("Concat", {"batch_list", "rest"}, "wanted"), "axis", std::int64_t{0});
                 m.node("Reshape", {"gap", "wanted"}, "row");
             });
         }},
        {"squeeze and dropout",
         [] {
             return pooled_by([](auto& m) {
                 m.node("GlobalAveragePool", {"features"}, "gap");
                 set(m.node("Squeeze", {"gap"}, "thin"), "axes", Whole{3, -2});
                 m.node("Dropout", {"thin"}, "kept");
                 m.node("Identity", {"kept"}, "row");
             });
         }},
    };
    return models;
}

// --- Layers before the features
// ------------------------------------------------------------------------------------------

const std::vector<SmallModel>& layers() {
    static const std::vector<SmallModel> models{
        {"clip inputs",
         [] {
             return layer([](auto& m) {
                 m.weights("low", {}, {-0.25F});
                 m.weights("high", {}, {0.5F});
                 m.node("Clip", {"maps", "low", "high"}, "features");
             });
         }},
        {"clip one input",
         [] {
             return layer([](auto& m) {
                 m.weights("high", {}, {0.5F});
                 m.node("Clip", {"maps", "", "high"}, "features");
             });
         }},
        {"clip attributes",
         [] {
             return activation(
                 "Clip", [](auto& node) { set(node, "min", -0.5F), set(node, "max", 0.25F); }, 9);
         }},
        {"same lower",
         [] {
             ModelBuilder m(11);
             m.input("input", {1, 3, 6, 5});
             onnx::Node& node = add_conv(m, "input", "features", {4, 3, 2, 3}, 1);
             node.clear_attribute();
             set(node, "auto_pad", std::string("SAME_LOWER"));
             set(node, "strides", Whole{2, 2});
             add_row(m);
             add_gemm(m);
             return m;
         }},
        {"same upper",
         [] {
             ModelBuilder m(11);
             m.input("input", {1, 3, 6, 5});
             onnx::Node& node = add_conv(m, "input", "features", {4, 3, 2, 4}, 1);
             node.clear_attribute();
             set(node, "auto_pad", std::string("SAME_UPPER"));
             set(node, "strides", Whole{1, 2});
             add_row(m);
             add_gemm(m);
             return m;
         }},
        {"same lower pooling",
         [] {
             return layer([](auto& m) {
                 onnx::Node& node = m.node("MaxPool", {"maps"}, "features");
                 set(node, "kernel_shape", Whole{2, 2});
                 set(node, "auto_pad", std::string("SAME_LOWER"));
             });
         }},
        {"identity of weights",
         [] {
             ModelBuilder m = with_features();
             add_row(m);
             constant(m, "bias", {3}, 6);
             m.node("Identity", {"bias"}, "same_bias");
             constant(m, "head", {4, 3}, 5);
             m.node("Gemm", {"row", "head", "same_bias"}, "logits");
             m.output("logits");
             return m;
         }},
        {"depthwise, dilated, asymmetric",
         [] {
             return layer([](auto& m) {
                 constant(m, "dw", {4, 1, 3, 2}, 4);
                 onnx::Node& node = m.node("Conv", {"maps", "dw"}, "features");
                 set(node, "group", std::int64_t{4});
                 set(node, "pads", Whole{0, 1, 2, 3});
                 set(node, "dilations", Whole{1, 2});
             });
         }},
        {"batch norm and relu",
         [] {
             return layer([](auto& m) {
                 constant(m, "g", {4}, 8);
                 constant(m, "o", {4}, 9);
                 constant(m, "u", {4}, 10);
                 m.weights("v", {4}, {0.5F, 1.0F, 1.5F, 2.0F});
                 m.node("BatchNormalization", {"maps", "g", "o", "u", "v"}, "norm");
                 m.node("Relu", {"norm"}, "features");
             });
         }},
        {"residual",
         [] {
             return layer([](auto& m) {
                 add_conv(m, "maps", "branch", {4, 4, 3, 3}, 3);
                 m.node("Add", {"branch", "maps"}, "sum");
                 m.node("Relu", {"sum"}, "features");
             });
         }},
        {"sum of three",
         [] {
             return layer([](auto& m) {
                 m.node("Relu", {"maps"}, "a");
                 m.node("Sigmoid", {"maps"}, "b");
                 m.node("Sum", {"a", "b", "maps"}, "features");
             });
         }},
        {"concat and split",
         [] {
             return layer([](auto& m) {
                 onnx::Node& node = m.node("Split", {"maps"}, "one");
                 node.add_output("three");
                 set(node, "axis", std::int64_t{1});
                 set(node, "split", Whole{1, 3});
                 m.node("Relu", {"one"}, "one_up");
                 set(m.node("Concat", {"three", "one_up"}, "features"), "axis", std::int64_t{-3});
             });
         }},
        {"channel shuffle",
         [] {
             return layer([](auto& m) {
                 whole_weights(m, "apart", {1, 2, 2, 6, 5});
                 whole_weights(m, "together", {1, -1, 6, 5});
                 m.node("Reshape", {"maps", "apart"}, "five");
                 set(m.node("Transpose", {"five"}, "turned"), "perm", Whole{0, 2, 1, 3, 4});
                 m.node("Reshape", {"turned", "together"}, "features");
             });
         }},
        {"squeeze and excitation",
         [] {
             return layer([](auto& m) {
                 m.node("GlobalAveragePool", {"maps"}, "se");
                 add_conv(m, "se", "se_conv", {4, 4, 1, 1}, 3);
                 m.node("Sigmoid", {"se_conv"}, "gate");
                 m.node("Mul", {"gate", "maps"}, "features");
             });
         }},
        {"prelu",
         [] {
             return layer([](auto& m) {
                 constant(m, "slope", {4, 1, 1}, 3);
                 m.node("PRelu", {"maps", "slope"}, "features");
             });
         }},
        {"prelu one slope",
         [] {
             return layer([](auto& m) {
                 m.weights("slope", {1}, {0.25F});
                 m.node("PRelu", {"maps", "slope"}, "features");
             });
         }},
        {"colours put right inside",
         [] {
             ModelBuilder m(11);
             m.input("input", {1, 3, 6, 5});
             constant(m, "mean", {1, 3, 1, 1}, 3);
             constant(m, "std", {3, 1, 1}, 4);
             m.node("Sub", {"input", "mean"}, "centred");
             m.node("Div", {"centred", "std"}, "even");
             add_conv(m, "even", "features", {4, 3, 3, 3}, 1);
             add_row(m);
             add_gemm(m);
             return m;
         }},
        {"numbers of every shape",
         [] {
             return layer([](auto& m) {
                 constant(m, "row_numbers", {5}, 3);
                 constant(m, "column_numbers", {6, 1}, 4);
                 constant(m, "all_numbers", {1, 4, 6, 5}, 5);
                 constant(m, "one_number", {}, 6);
                 m.node("Add", {"maps", "row_numbers"}, "a");
                 m.node("Mul", {"column_numbers", "a"}, "b");
                 m.node("Add", {"b", "all_numbers"}, "c");
                 m.node("Sub", {"one_number", "c"}, "d");
                 m.node("Mul", {"d", "all_numbers"}, "features");
             });
         }},
        {"powers and a quotient",
         [] {
             return layer([](auto& m) {
                 m.node("Sigmoid", {"maps"}, "s");
                 constant(m, "c", {1}, 3);
                 for (const auto& [power, from, to] : {std::tuple(3.0F, "s", "cube"), std::tuple(2.0F, "cube", "sixth"),
                                                       std::tuple(0.5F, "sixth", "root")}) {
                     m.weights(std::string("p_") + to, {}, {power});
                     m.node("Pow", {from, std::string("p_") + to}, std::string("bare_") + to);
                     m.node("Mul", {"c", std::string("bare_") + to}, to);
                 }
                 m.node("Exp", {"maps"}, "e");
                 m.node("Div", {"root", "e"}, "features");
             });
         }},
        {"hard swish of parts",
         [] {
             return layer(
                 [](auto& m) {
                     m.weights("three", {}, {3.0F});
                     m.weights("six", {}, {6.0F});
                     m.node("Add", {"maps", "three"}, "a");
                     onnx::Node& clip = m.node("Clip", {"a"}, "b");
                     set(clip, "min", 0.0F);
                     set(clip, "max", 6.0F);
                     m.node("Mul", {"maps", "b"}, "c");
                     m.node("Div", {"c", "six"}, "features");
                 },
                 9);
         }},
        {"max pool ceil",
         [] {
             return layer([](auto& m) {
                 onnx::Node& node = m.node("MaxPool", {"maps"}, "features");
                 set(node, "kernel_shape", Whole{3, 2});
                 set(node, "strides", Whole{2, 2});
                 set(node, "ceil_mode", std::int64_t{1});
             });
         }},
        {"average pool counting its padding",
         [] {
             return layer([](auto& m) {
                 onnx::Node& node = m.node("AveragePool", {"maps"}, "features");
                 set(node, "kernel_shape", Whole{3, 3});
                 set(node, "pads", Whole{1, 1, 1, 1});
                 set(node, "count_include_pad", std::int64_t{1});
             });
         }},
        {"average pool not counting its padding",
         [] {
             return layer([](auto& m) {
                 onnx::Node& node = m.node("AveragePool", {"maps"}, "features");
                 set(node, "kernel_shape", Whole{3, 3});
                 set(node, "pads", Whole{1, 1, 1, 1});
             });
         }},
        {"padded",
         [] {
             return layer(
                 [](auto& m) {
                     onnx::Node& node = m.node("Pad", {"maps"}, "features");
                     set(node, "pads", Whole{0, 0, 1, 2, 0, 0, 0, 1});
                     set(node, "value", 0.5F);
                 },
                 9);
         }},
        {"slices and one place",
         [] {
             return layer([](auto& m) {
                 whole_weights(m, "starts", {1, -4});
                 whole_weights(m, "ends", {100, -1});
                 whole_weights(m, "axes", {2, 3});
                 m.node("Slice", {"maps", "starts", "ends", "axes"}, "part");
                 whole_weights(m, "third", {-2});
                 set(m.node("Gather", {"part", "third"}, "channel"), "axis", std::int64_t{1});
                 set(m.node("Concat", {"channel", "part"}, "five"), "axis", std::int64_t{1});
                 add_conv(m, "five", "features", {4, 5, 1, 1}, 3);
             });
         }},
        {"response normalization",
         [] {
             return activation("LRN", [](auto& node) {
                 set(node, "size", std::int64_t{3});
                 set(node, "alpha", 0.5F);
                 set(node, "bias", 2.0F);
             });
         }},
        {"leaky relu", [] { return activation("LeakyRelu", [](auto& node) { set(node, "alpha", 0.3F); }); }},
        {"elu", [] { return activation("Elu", [](auto& node) { set(node, "alpha", 0.7F); }); }},
        {"sigmoid", [] { return activation("Sigmoid"); }},
        {"tanh", [] { return activation("Tanh"); }},
        {"absolute", [] { return activation("Abs"); }},
        {"negative", [] { return activation("Neg"); }},
        {"error function", [] { return activation("Erf"); }},
        {"softplus", [] { return activation("Softplus"); }},
        {"mish", [] { return activation("Mish", {}, 18); }},
        {"hard sigmoid", [] { return activation("HardSigmoid", [](auto& node) { set(node, "alpha", 0.3F); }); }},
        {"hard swish", [] { return activation("HardSwish", {}, 14); }},
    };
    return models;
}

}  // namespace

const std::vector<SmallModel>& small_models() {
    static const std::vector<SmallModel> models = [] {
        std::vector<SmallModel> all;
        for (const auto* each : {&heads(), &poolings(), &layers()}) all.insert(all.end(), each->begin(), each->end());
        return all;
    }();
    return models;
}

std::vector<float> numbers(std::size_t count, double seed) {
    std::vector<float> all;
    for (std::size_t i = 0; i < count; ++i) {
        all.push_back(static_cast<float>(std::sin(seed * 12.9898 + static_cast<double>(i) * 78.233)));
    }
    return all;
}

void set(onnx::Node& node, const std::string& attribute, const std::string& value) {
    onnx::Attribute& added = *node.add_attribute();
    added.set_name(attribute);
    added.set_type(onnx::Attribute::STRING);
    added.set_s(value);
}

onnx::Tensor& whole_weights(ModelBuilder& model, const std::string& name, const std::vector<std::int64_t>& numbers) {
    onnx::Tensor& tensor = *model.model.mutable_graph()->add_initializer();
    tensor.set_name(name);
    tensor.set_data_type(onnx::Tensor::INT64);
    if (numbers.empty()) return tensor;  // one number without axes: the caller adds it
    tensor.add_dims(static_cast<std::int64_t>(numbers.size()));
    for (const std::int64_t number : numbers) tensor.add_int64_data(number);
    return tensor;
}

onnx::Node& add_conv(ModelBuilder& model, const std::string& from, const std::string& to,
                     const std::vector<std::int64_t>& weights, double seed) {
    constant(model, to + ".w", weights, seed);
    constant(model, to + ".b", {weights[0]}, seed + 0.5);
    onnx::Node& node = model.node("Conv", {from, to + ".w", to + ".b"}, to);
    set(node, "kernel_shape", Whole{weights[2], weights[3]});
    set(node, "pads", Whole{weights[2] / 2, weights[3] / 2, weights[2] / 2, weights[3] / 2});
    return node;
}

ModelBuilder with_features(std::int64_t opset) {
    ModelBuilder model(opset);
    model.input("input", {1, 3, 6, 5});
    add_conv(model, "input", "conv", {4, 3, 3, 3}, 1);
    model.node("Relu", {"conv"}, "features");
    return model;
}

void add_row(ModelBuilder& model, const std::string& features) {
    model.node("GlobalAveragePool", {features}, "pooled");
    model.node("Flatten", {"pooled"}, "row");
}

onnx::Node& add_gemm(ModelBuilder& model, const std::string& row) {
    constant(model, "head", {3, 4}, 5);
    constant(model, "head_bias", {3}, 6);
    onnx::Node& node = model.node("Gemm", {row, "head", "head_bias"}, "logits");
    set(node, "transB", std::int64_t{1});
    model.output("logits");
    return node;
}

ModelBuilder plain_model(std::int64_t opset) {
    ModelBuilder model = with_features(opset);
    add_row(model);
    add_gemm(model);
    return model;
}

}  // namespace test
