#include "app/network/model_read.h"

#include <google/protobuf/io/coded_stream.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "app/network/onnx.pb.h"
#include "app/network/sentences.h"

namespace network {
namespace {

using Problem = std::optional<core::Error>;
static_assert(std::endian::native == std::endian::little, "raw_data of ONNX is little endian");

constexpr int k_most_axes = 8;

std::string type_name(int type) {
    using poolscope::onnx::Tensor;
    return Tensor::DataType_IsValid(type) ? Tensor::DataType_Name(static_cast<Tensor::DataType>(type))
                                          : std::to_string(type);
}

// --- Counting before building
// ------------------------------------------------------------------------------------------

constexpr std::int64_t k_most_parts = 2'000'000;

// The messages that may repeat or hold what repeats, and the fields that lead from one to the next.
enum class Message { model, graph, node, attribute, tensor, value_info, type, tensor_type, shape };
struct Inside {
    Message outer;
    std::uint32_t field;
    Message inner;
};
constexpr std::array k_inside{
    Inside{Message::model, 7, Message::graph},       Inside{Message::graph, 1, Message::node},
    Inside{Message::graph, 5, Message::tensor},      Inside{Message::graph, 11, Message::value_info},
    Inside{Message::graph, 12, Message::value_info}, Inside{Message::node, 5, Message::attribute},
    Inside{Message::attribute, 5, Message::tensor},  Inside{Message::value_info, 2, Message::type},
    Inside{Message::type, 1, Message::tensor_type},  Inside{Message::tensor_type, 2, Message::shape},
};

bool count_parts(google::protobuf::io::CodedInputStream& in, Message message, std::int64_t& parts);

bool count_inside(google::protobuf::io::CodedInputStream& in, Message message, std::uint32_t field, int bytes,
                  std::int64_t& parts) {
    const auto* inside = std::find_if(k_inside.begin(), k_inside.end(),
                                      [&](const Inside& each) { return each.outer == message && each.field == field; });
    if (inside == k_inside.end()) return in.Skip(bytes);
    const auto limit = in.PushLimit(bytes);
    if (!count_parts(in, inside->inner, parts)) return false;
    const bool whole = in.BytesUntilLimit() == 0 || parts > k_most_parts;
    in.PopLimit(limit);
    return whole;
}

// Steps over the wire format alone and counts its parts, so that a file of millions of empty nodes (two bytes each
// here, hundreds as objects) is refused before any of them is built. False: not the wire format.
bool count_parts(google::protobuf::io::CodedInputStream& in, Message message, std::int64_t& parts) {
    while (const std::uint32_t tag = in.ReadTag()) {
        if (++parts > k_most_parts) return true;
        std::uint64_t number = 0;
        int bytes = 0;
        bool good = false;
        switch (tag & 7U) {
            case 0:
                good = in.ReadVarint64(&number);
                break;
            case 1:
                good = in.Skip(8);
                break;
            case 2:
                good = in.ReadVarintSizeAsInt(&bytes) && count_inside(in, message, tag >> 3U, bytes, parts);
                break;
            case 5:
                good = in.Skip(4);
                break;
            default:
                break;  // groups: ONNX has none
        }
        if (!good) return false;
    }
    return true;
}

// --- Tensors
// -----------------------------------------------------------------------------------------------------------

Problem payload_error(std::string_view name, const Dims& dims, std::int64_t wanted, std::size_t found) {
    return error("error.model_weights_payload", {},
                 {{"name", shown(name)},
                  {"shape", shown(dims)},
                  {"wanted", std::to_string(wanted)},
                  {"found", std::to_string(found)}});
}

template <class From, class To, class Field>
Problem read_numbers(const poolscope::onnx::Tensor& tensor, std::string_view name, const Dims& dims, std::int64_t count,
                     const Field& field, std::vector<To>& to) {
    const auto n = static_cast<std::size_t>(count);
    if (tensor.has_raw_data()) {
        const std::string& raw = tensor.raw_data();
        if (raw.size() != n * sizeof(From) || !field.empty())
            return payload_error(name, dims, count * static_cast<std::int64_t>(sizeof(From)), raw.size());
        std::vector<From> numbers(n);
        std::memcpy(numbers.data(), raw.data(), raw.size());
        if constexpr (std::is_same_v<From, To>) {
            to = std::move(numbers);
        } else {
            to.assign(numbers.begin(), numbers.end());
        }
        return std::nullopt;
    }
    if (static_cast<std::int64_t>(field.size()) != count)
        return payload_error(name, dims, count * static_cast<std::int64_t>(sizeof(From)),
                             static_cast<std::size_t>(field.size()) * sizeof(From));
    to.assign(field.begin(), field.end());
    return std::nullopt;
}

core::Result<ConstantRef> read_tensor(const poolscope::onnx::Tensor& tensor, std::string_view name) {
    using poolscope::onnx::Tensor;
    const core::Places named{{"name", shown(name)}};
    if (tensor.data_location() == Tensor::EXTERNAL || tensor.external_data_size() > 0)
        return error("error.model_weights_elsewhere");
    auto constant = std::make_shared<Constant>();
    constant->dims.assign(tensor.dims().begin(), tensor.dims().end());
    const std::optional<std::int64_t> count = product(constant->dims, k_most_numbers);
    if (!count || tensor.dims_size() > k_most_axes || tensor.has_segment())
        return error("error.model_weights_shape", {}, {{"name", shown(name)}, {"shape", shown(constant->dims)}});
    Problem problem;
    switch (tensor.data_type()) {
        case Tensor::FLOAT:
            problem = read_numbers<float>(tensor, name, constant->dims, *count, tensor.float_data(), constant->reals);
            break;
        case Tensor::INT64:
            constant->whole = true;
            problem =
                read_numbers<std::int64_t>(tensor, name, constant->dims, *count, tensor.int64_data(), constant->wholes);
            break;
        case Tensor::INT32:
            constant->whole = true;
            problem =
                read_numbers<std::int32_t>(tensor, name, constant->dims, *count, tensor.int32_data(), constant->wholes);
            break;
        default:
            return error("error.model_weights_type", {},
                         {{"name", shown(name)}, {"type", type_name(tensor.data_type())}});
    }
    if (problem) return *problem;
    if (!std::all_of(constant->reals.begin(), constant->reals.end(), [](float x) { return std::isfinite(x); }))
        return error("error.model_weights_not_finite", {}, named);
    return ConstantRef(std::move(constant));
}

// --- Nodes
// -------------------------------------------------------------------------------------------------------------

core::Result<AttributeValue> read_attribute(const poolscope::onnx::Attribute& attribute, const ModelNode& node) {
    using poolscope::onnx::Attribute;
    Attribute::Type type = attribute.type();
    if (type == Attribute::UNDEFINED) {  // files of before 2018 leave it out
        type = attribute.has_f()              ? Attribute::FLOAT
               : attribute.has_i()            ? Attribute::INT
               : attribute.has_s()            ? Attribute::STRING
               : attribute.has_t()            ? Attribute::TENSOR
               : attribute.floats_size() > 0  ? Attribute::FLOATS
               : attribute.ints_size() > 0    ? Attribute::INTS
               : attribute.strings_size() > 0 ? Attribute::STRINGS
                                              : Attribute::UNDEFINED;
    }
    if (type == Attribute::GRAPH || type == Attribute::GRAPHS || attribute.has_g() || attribute.graphs_size() > 0)
        return error("error.model_subgraph", {}, {{"op", shown(node)}});
    const bool too_long = attribute.ints_size() > k_most_in_a_list || attribute.floats_size() > k_most_in_a_list;
    switch (too_long ? Attribute::UNDEFINED : type) {
        case Attribute::INT:
            return AttributeValue(attribute.i());
        case Attribute::FLOAT:
            if (std::isnan(attribute.f())) break;
            return AttributeValue(attribute.f());
        case Attribute::STRING:
            return AttributeValue(attribute.s());
        case Attribute::INTS:
            return AttributeValue(std::vector<std::int64_t>(attribute.ints().begin(), attribute.ints().end()));
        case Attribute::FLOATS:
            return AttributeValue(std::vector<float>(attribute.floats().begin(), attribute.floats().end()));
        case Attribute::STRINGS:
            return AttributeValue(std::string());  // no operator that is run here has one
        case Attribute::TENSOR: {
            auto tensor =
                read_tensor(attribute.t(), attribute.t().name().empty() ? attribute.name() : attribute.t().name());
            if (!tensor) return tensor.error();
            return AttributeValue(std::move(tensor).value());
        }
        default:
            break;
    }
    return error("error.model_attribute", {}, {{"op", shown(node)}, {"setting", shown(attribute.name())}});
}

// Values by the names of the file, made on first sight.
class Reader {
public:
    Reader(ModelGraph& graph, const InputSize& open) : graph_(graph), open_(open) {}

    Problem weights(poolscope::onnx::Graph& graph) {
        for (poolscope::onnx::Tensor& tensor : *graph.mutable_initializer()) {
            auto read = read_tensor(tensor, tensor.name());
            if (!read) return read.error();
            ModelValue& value = graph_.values[ModelGraph::index(named(tensor.name()))];
            if (value.constant || tensor.name().empty()) return twice(tensor.name());
            value.constant = std::move(read).value();
            value.dims = value.constant->dims;
            tensor.Clear();  // its numbers are kept once
        }
        return std::nullopt;
    }

    Problem node(const poolscope::onnx::Node& from) {
        ModelNode node{.op = from.op_type(), .name = from.name(), .inputs = {}, .outputs = {}};
        if (!from.domain().empty() && from.domain() != "ai.onnx")
            return error("error.model_domain", {}, {{"op", shown(node)}, {"domain", shown(from.domain())}});
        if (from.input_size() > k_most_in_a_list || from.output_size() > k_most_in_a_list || from.output_size() == 0 ||
            from.attribute_size() > k_most_in_a_list)
            return error("error.model_node", {}, {{"op", shown(node)}});
        for (const std::string& input : from.input()) node.inputs.push_back(input.empty() ? k_absent : named(input));
        const int self = static_cast<int>(graph_.nodes.size());
        for (const std::string& output : from.output()) {
            node.outputs.push_back(output.empty() ? k_absent : named(output));
            if (output.empty()) continue;
            ModelValue& value = graph_.values[ModelGraph::index(node.outputs.back())];
            if (value.constant || value.maker != k_absent || node.outputs.back() == graph_.input) return twice(output);
            value.maker = self;
        }
        for (const poolscope::onnx::Attribute& attribute : from.attribute()) {
            auto value = read_attribute(attribute, node);
            if (!value) return value.error();
            if (!node.attributes.emplace(attribute.name(), std::move(value).value()).second)
                return twice(attribute.name());
        }
        graph_.nodes.push_back(std::move(node));
        return std::nullopt;
    }

    Problem input(const poolscope::onnx::Graph& graph) {
        const poolscope::onnx::ValueInfo* photo = nullptr;
        int inputs = 0;
        for (const poolscope::onnx::ValueInfo& info : graph.input()) {
            // Files of before 2019 name their weights as inputs, too.
            if (graph_.constant(named(info.name())) != nullptr) continue;
            ++inputs;
            photo = &info;
        }
        if (inputs != 1) return error("error.model_inputs", {}, {{"count", std::to_string(inputs)}});
        graph_.input = named(photo->name());
        const auto& type = photo->type().tensor_type();
        if (type.elem_type() != poolscope::onnx::Tensor::FLOAT)
            return error("error.model_input_type", {}, {{"type", type_name(type.elem_type())}});
        if (!type.has_shape()) return error("error.model_input_unshaped");
        return input_shape(type.shape());
    }

    Problem outputs(const poolscope::onnx::Graph& graph) {
        if (graph.output_size() == 0) return error("error.model_no_output");
        for (const poolscope::onnx::ValueInfo& info : graph.output()) {
            if (graph_.outputs.size() >= k_most_outputs) break;
            graph_.outputs.push_back(named(info.name()));
        }
        return std::nullopt;
    }

private:
    static constexpr std::size_t k_most_outputs = 16;  // are tried for a head

    int named(const std::string& name) {
        const auto [found, fresh] = names_.emplace(name, static_cast<int>(graph_.values.size()));
        if (fresh) graph_.values.push_back({.name = name});
        return found->second;
    }

    static core::Error twice(std::string_view name) {
        return error("error.model_name_twice", {}, {{"name", shown(name)}});
    }

    // 1 x 3 x height x width; what is open gets 1, 3 and the caller's size.
    Problem input_shape(const poolscope::onnx::Shape& shape) {
        const std::array<std::int64_t, 4> usual{1, 3, open_.height, open_.width};
        Dims dims;
        for (int axis = 0; axis < std::min(shape.dim_size(), k_most_axes); ++axis) {
            const poolscope::onnx::Dimension& dim = shape.dim(axis);
            const bool open = dim.value_case() != poolscope::onnx::Dimension::kDimValue || dim.dim_value() <= 0;
            dims.push_back(open && axis < 4 ? usual[static_cast<std::size_t>(axis)] : dim.dim_value());
        }
        if (dims.size() != 4 || shape.dim_size() != 4 || dims[0] != 1 || dims[1] != 3)
            return error("error.model_input_shape", {}, {{"shape", shown(dims)}});
        const auto [least, most] = std::minmax(dims[2], dims[3]);
        if (least < k_least_side || most > k_most_side)
            return error("error.model_input_size", {},
                         {{"shape", shown(Dims{dims[2], dims[3]})},
                          {"least", std::to_string(k_least_side)},
                          {"most", std::to_string(k_most_side)}});
        graph_.values[ModelGraph::index(graph_.input)].dims = dims;
        return std::nullopt;
    }

    ModelGraph& graph_;
    InputSize open_;
    std::unordered_map<std::string, int> names_;
};

Problem read_opset(const poolscope::onnx::Model& model, ModelGraph& graph) {
    graph.opset = 0;
    for (const poolscope::onnx::OperatorSet& set : model.opset_import()) {
        if (set.domain().empty() || set.domain() == "ai.onnx") graph.opset = std::max(graph.opset, set.version());
    }
    if (graph.opset >= k_least_opset && graph.opset <= k_most_opset) return std::nullopt;
    return error("error.model_opset", {},
                 {{"opset", std::to_string(graph.opset)},
                  {"least", std::to_string(k_least_opset)},
                  {"most", std::to_string(k_most_opset)}});
}

Problem too_many(std::string_view key, std::int64_t count, std::int64_t most) {
    if (count <= most) return std::nullopt;
    return error(key, {}, {{"count", std::to_string(count)}, {"most", std::to_string(most)}});
}

Problem read_graph(poolscope::onnx::Graph& from, ModelGraph& graph, const InputSize& open) {
    if (auto problem = too_many("error.model_too_many_nodes", from.node_size(), k_most_nodes)) return problem;
    if (auto problem = too_many("error.model_too_many_weights", from.initializer_size(), k_most_weights))
        return problem;
    if (from.sparse_initializer_size() > 0)
        return error("error.model_weights_type", {}, {{"name", "sparse_initializer"}, {"type", "SPARSE"}});
    Reader reader(graph, open);
    if (auto problem = reader.weights(from)) return problem;
    if (auto problem = reader.input(from)) return problem;
    for (const poolscope::onnx::Node& node : from.node()) {
        if (auto problem = reader.node(node)) return problem;
    }
    return reader.outputs(from);
}

}  // namespace

core::Result<ModelGraph> read_model(std::span<const std::byte> onnx, const InputSize& open) {
    constexpr std::int64_t k_megabyte = 1'000'000;
    if (onnx.empty()) return error("error.model_empty");
    const auto size = static_cast<std::int64_t>(onnx.size());
    if (size > k_most_megabytes * k_megabyte)
        return error("error.model_too_large", {},
                     {{"size", std::to_string(size / k_megabyte)}, {"most", std::to_string(k_most_megabytes)}});
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(onnx.data());
    {
        google::protobuf::io::CodedInputStream in(bytes, static_cast<int>(size));
        std::int64_t parts = 0;
        if (!count_parts(in, Message::model, parts)) return error("error.model_not_onnx");
        if (auto problem = too_many("error.model_too_many_parts", parts, k_most_parts)) return *problem;
    }
    poolscope::onnx::Model model;
    if (!model.ParseFromArray(bytes, static_cast<int>(size))) return error("error.model_not_onnx");
    if (!model.has_graph() || model.graph().node_size() == 0) return error("error.model_no_graph");
    ModelGraph graph;
    graph.producer = model.producer_name().empty() ? "" : shown(model.producer_name());
    if (auto problem = read_opset(model, graph)) return *problem;
    if (auto problem = read_graph(*model.mutable_graph(), graph, open)) return *problem;
    return graph;
}

}  // namespace network
