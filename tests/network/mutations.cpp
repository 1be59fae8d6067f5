#include "network/mutations.h"

#include <algorithm>
#include <array>
#include <limits>
#include <random>

namespace test {
namespace {

constexpr std::array<std::int64_t, 22> k_sizes{0,
                                               1,
                                               2,
                                               3,
                                               4,
                                               5,
                                               6,
                                               7,
                                               8,
                                               -1,
                                               -2,
                                               -3,
                                               16,
                                               31,
                                               64,
                                               1'000,
                                               65'536,
                                               2'147'483'647,
                                               2'147'483'648,
                                               1LL << 40,
                                               std::numeric_limits<std::int64_t>::max(),
                                               std::numeric_limits<std::int64_t>::min()};
constexpr std::array k_reals{0.0F,
                             1.0F,
                             -1.0F,
                             0.5F,
                             1e-30F,
                             3e38F,
                             -3e38F,
                             std::numeric_limits<float>::infinity(),
                             std::numeric_limits<float>::quiet_NaN()};
constexpr std::array k_operators{"Abs",           "Add",
                                 "AveragePool",   "BatchNormalization",
                                 "Cast",          "Clip",
                                 "Concat",        "Constant",
                                 "Conv",          "Div",
                                 "Dropout",       "Elu",
                                 "Exp",           "Flatten",
                                 "Floor",         "Gather",
                                 "Gemm",          "GlobalAveragePool",
                                 "GlobalMaxPool", "HardSigmoid",
                                 "HardSwish",     "Identity",
                                 "LRN",           "LeakyRelu",
                                 "Loop",          "MatMul",
                                 "MaxPool",       "Mul",
                                 "Neg",           "PRelu",
                                 "Pad",           "Pow",
                                 "ReduceMean",    "Relu",
                                 "Reshape",       "Resize",
                                 "Shape",         "Sigmoid",
                                 "Slice",         "Softmax",
                                 "Split",         "Sqrt",
                                 "Squeeze",       "Sub",
                                 "Sum",           "Tanh",
                                 "Transpose",     "Unsqueeze"};
constexpr std::array k_settings{"axes",
                                "axis",
                                "kernel_shape",
                                "strides",
                                "pads",
                                "dilations",
                                "group",
                                "perm",
                                "split",
                                "keepdims",
                                "alpha",
                                "beta",
                                "epsilon",
                                "transA",
                                "transB",
                                "ceil_mode",
                                "count_include_pad",
                                "min",
                                "max",
                                "size",
                                "value",
                                "to",
                                "auto_pad",
                                "starts",
                                "ends",
                                "shape"};

class Mutator {
public:
    explicit Mutator(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t limit) {
        return limit == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
    }
    int index(int limit) { return static_cast<int>(below(static_cast<std::size_t>(limit))); }
    template <class List>
    auto one_of(const List& list) {
        return list[below(list.size())];
    }

    void bytes(std::vector<std::byte>& file) {
        const std::size_t at = below(file.size()), length = std::min(file.size() - at, 1 + below(40));
        const auto begin = file.begin() + static_cast<std::ptrdiff_t>(at);
        const auto end = begin + static_cast<std::ptrdiff_t>(length);
        switch (below(7)) {
            case 0:
                file[at] ^= static_cast<std::byte>(1U << below(8));
                break;
            case 1:
                file[at] = static_cast<std::byte>(below(256));
                break;
            case 2:
                file.resize(at);
                break;
            case 3:
                file.erase(begin, end);
                break;
            case 4: {
                const std::vector<std::byte> copy(begin, end);
                file.insert(file.begin() + static_cast<std::ptrdiff_t>(below(file.size())), copy.begin(), copy.end());
                break;
            }
            case 5:
                file[at] = static_cast<std::byte>(static_cast<unsigned>(file[at]) + 1 + below(3));
                break;  // lengths
            default:
                std::fill(begin, end, static_cast<std::byte>(0xff));
                break;  // long numbers
        }
    }

    void meaning(onnx::Graph& graph) {
        if (graph.node_size() == 0) return;
        onnx::Node& node = *graph.mutable_node(index(graph.node_size()));
        onnx::Node& other = *graph.mutable_node(index(graph.node_size()));
        switch (below(12)) {
            case 0:
            case 1:
            case 2:
            case 3:
                setting(node);
                break;
            case 4:
                node.set_op_type(one_of(k_operators));
                break;
            case 5:
                tensor(graph);
                break;
            case 6:
                shape(graph);
                break;
            case 7:
                if (node.input_size() > 0 && other.output_size() > 0)
                    node.set_input(index(node.input_size()), other.output(0));
                break;
            case 8:
                if (node.input_size() > 0 && graph.initializer_size() > 0)
                    node.set_input(index(node.input_size()), graph.initializer(index(graph.initializer_size())).name());
                break;
            case 9:
                if (below(2) == 0 && node.input_size() > 0) {
                    node.mutable_input()->RemoveLast();
                } else if (other.output_size() > 0) {
                    node.add_input(other.output(0));
                }
                break;
            case 10: {
                const onnx::Node copy = node;
                *graph.add_node() = copy;
                break;
            }
            default:
                if (node.output_size() > 0) graph.add_output()->set_name(node.output(0));
        }
    }

private:
    void setting(onnx::Node& node) {
        const bool fresh = node.attribute_size() == 0 || below(3) == 0;
        onnx::Attribute& attribute =
            fresh ? *node.add_attribute() : *node.mutable_attribute(index(node.attribute_size()));
        if (fresh) attribute.set_name(one_of(k_settings));
        switch (below(6)) {
            case 0:
                attribute.set_type(onnx::Attribute::INT);
                attribute.set_i(one_of(k_sizes));
                break;
            case 1:
                attribute.set_type(onnx::Attribute::FLOAT);
                attribute.set_f(one_of(k_reals));
                break;
            case 2:
                attribute.set_type(onnx::Attribute::STRING);
                attribute.set_s(below(2) == 0 ? "SAME_LOWER" : "reflect");
                break;
            case 3:
                if (attribute.ints_size() > 1) attribute.mutable_ints()->RemoveLast();
                break;
            default:
                attribute.set_type(onnx::Attribute::INTS);
                if (attribute.ints_size() == 0 || below(3) == 0) {
                    attribute.add_ints(one_of(k_sizes));
                } else {
                    attribute.set_ints(index(attribute.ints_size()),
                                       k_sizes[below(below(2) == 0 ? 9 : k_sizes.size())]);
                }
        }
    }

    void tensor(onnx::Graph& graph) {
        if (graph.initializer_size() == 0) return;
        onnx::Tensor& tensor = *graph.mutable_initializer(index(graph.initializer_size()));
        switch (below(7)) {
            case 0:
                tensor.add_dims(one_of(k_sizes));
                break;
            case 1:
                tensor.set_data_type(index(18));
                break;
            case 2:
                tensor.mutable_raw_data()->resize(below(200));
                break;
            case 3:
                tensor.add_int64_data(one_of(k_sizes));
                break;
            case 4:
                if (tensor.int64_data_size() > 0)
                    tensor.set_int64_data(index(tensor.int64_data_size()), one_of(k_sizes));
                break;
            case 5:
                if (tensor.dims_size() > 1) {  // as many numbers, in another shape
                    std::swap(*tensor.mutable_dims()->begin(), *(tensor.mutable_dims()->end() - 1));
                }
                break;
            default:
                if (tensor.dims_size() > 0) tensor.set_dims(index(tensor.dims_size()), one_of(k_sizes));
        }
    }

    void shape(onnx::Graph& graph) {
        if (graph.input_size() == 0) return;
        auto& dims = *graph.mutable_input(0)->mutable_type()->mutable_tensor_type()->mutable_shape();
        if (dims.dim_size() > 0) dims.mutable_dim(index(dims.dim_size()))->set_dim_value(k_sizes[below(16)]);
    }

    std::mt19937_64 random_;
};

}  // namespace

std::vector<std::byte> mutated_bytes(const std::vector<std::byte>& file, std::uint64_t seed) {
    Mutator mutator(seed);
    std::vector<std::byte> made = file;
    for (std::size_t count = 1 + mutator.below(3); count > 0 && !made.empty(); --count) mutator.bytes(made);
    return made;
}

ModelBuilder mutated_meaning(ModelBuilder model, std::uint64_t seed) {
    Mutator mutator(seed);
    for (std::size_t count = 1 + mutator.below(3); count > 0; --count) mutator.meaning(*model.model.mutable_graph());
    return model;
}

}  // namespace test
