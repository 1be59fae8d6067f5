// Writes the checked graph for OpenCV, one function per operator that has to be mended. Over 500 lines because the
// operators are many and none of them is long: a table of small functions is easier read in one place.
#include "app/network/model_write.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "app/network/model_check.h"
#include "app/network/model_shape_rules.h"
#include "app/network/model_window.h"
#include "app/network/onnx_writer.h"
#include "app/network/sentences.h"

namespace network {
namespace {

using Problem = std::optional<core::Error>;

// --- Node by node
// -------------------------------------------------------------------------------------------------------

class GraphWriter {
public:
    GraphWriter(const ModelGraph& graph, OnnxWriter& out) : graph_(graph), out_(out), names_(graph.values.size()) {
        names_[ModelGraph::index(graph.input)] = k_input_name;
    }

    // Gives `value` a name of its own choice; MUST come before its node.
    void name(int value, std::string_view name) { names_[ModelGraph::index(value)] = name; }
    const std::string& name_of(int value) const { return names_[ModelGraph::index(value)]; }
    std::int64_t parameters() const { return parameters_; }

    Problem node(const ModelNode& node) {
        if (is_same_value(node)) {
            names_[ModelGraph::index(node.outputs[0])] = in(node, 0);
            return std::nullopt;
        }
        const auto* row = std::find_if(k_forms.begin(), k_forms.end(), [&](const Form& f) { return f.op == node.op; });
        if (row == k_forms.end()) return unsupported(node);
        return (this->*row->write)(node);
    }

    // Nodes that give back what they get: no node is written for them.
    bool is_same_value(const ModelNode& node) const {
        if (node.op == "Identity" || node.op == "Dropout" || node.op == "Cast") return true;
        if (node.op == "Split" || node.op == "Sum" || node.op == "Concat") {
            return (node.op == "Split" ? node.outputs.size() : node.inputs.size()) == 1;
        }
        const bool shapes =
            node.op == "Reshape" || node.op == "Flatten" || node.op == "Squeeze" || node.op == "Unsqueeze";
        return shapes && dims(node.inputs[0]) == dims(node.outputs[0]);
    }

private:
    struct Form {
        std::string_view op;
        Problem (GraphWriter::*write)(const ModelNode&);
    };

    const Dims& dims(int value) const { return *graph_.dims(value); }
    const std::string& in(const ModelNode& node, std::size_t i) const { return name_of(node.inputs[i]); }
    std::string out(const ModelNode& node, std::size_t i = 0) {
        if (node.outputs[i] == k_absent) return out_.fresh();
        std::string& name = names_[ModelGraph::index(node.outputs[i])];
        if (name.empty()) name = out_.fresh();
        return name;
    }
    const Constant& constant(const ModelNode& node, std::size_t i) const { return *graph_.constant(node.inputs[i]); }

    static core::Error unsupported(const ModelNode& node) {
        return error("error.model_operator", {}, {{"op", shown(node.op)}});
    }
    static core::Error bad(const ModelNode& node, std::string_view setting) {
        return error("error.model_attribute", {}, {{"op", shown(node)}, {"setting", std::string(setting)}});
    }

    std::string learnt(const ModelNode& node, std::size_t i) {
        const Constant& from = constant(node, i);
        if (counted_.insert(&from).second) parameters_ += from.count();
        return out_.weights(from.dims, from.reals);
    }

    // --- One number in, one number out
    // ---------------------------------------------------------------------------------

    Problem plain(const ModelNode& node) {
        out_.node(node.op, {in(node, 0)}, {out(node)});
        return std::nullopt;
    }

    Problem with_alpha(const ModelNode& node) {
        const float alpha = node.real("alpha", node.op == "LeakyRelu" ? 0.01F : 1.0F);
        if (!std::isfinite(alpha)) return bad(node, "alpha");
        out_.node(node.op, {in(node, 0)}, {out(node)}).set("alpha", alpha);
        return std::nullopt;
    }

    Problem hard_sigmoid(const ModelNode& node) {
        const float alpha = node.real("alpha", 0.2F), beta = node.real("beta", 0.5F);
        if (!std::isfinite(alpha) || !std::isfinite(beta)) return bad(node, "alpha");
        out_.node(node.op, {in(node, 0)}, {out(node)}).set("alpha", alpha).set("beta", beta);
        return std::nullopt;
    }

    Problem clip(const ModelNode& node) {
        constexpr float k_all = std::numeric_limits<float>::max();
        const auto bound = [&](std::size_t i, std::string_view key, float otherwise) -> std::optional<float> {
            if (node.input(i) == k_absent) return node.real(key, otherwise);
            if (constant(node, i).count() != 1) return std::nullopt;
            return constant(node, i).reals[0];
        };
        const auto low = bound(1, "min", -k_all), high = bound(2, "max", k_all);
        if (!low || !high || *low > *high) return bad(node, "min");
        out_.node("Clip", {in(node, 0)}, {out(node)})
            .set("min", std::clamp(*low, -k_all, k_all))
            .set("max", std::clamp(*high, -k_all, k_all));
        return std::nullopt;
    }

    Problem prelu(const ModelNode& node) {
        const Constant& slope = constant(node, 1);
        const std::size_t axes = dims(node.inputs[0]).size();
        if (slope.count() == 1) {
            out_.node("LeakyRelu", {in(node, 0)}, {out(node)}).set("alpha", slope.reals[0]);
            return std::nullopt;
        }
        if (axes != 4) return unsupported(node);
        if (counted_.insert(&slope).second) parameters_ += slope.count();
        out_.node("PRelu", {in(node, 0), out_.weights({slope.count(), 1, 1}, slope.reals)}, {out(node)});
        return std::nullopt;
    }

    Problem batch_normalization(const ModelNode& node) {
        const float epsilon = node.real("epsilon", 1e-5F);
        const Constant& variance = constant(node, 4);
        if (!std::isfinite(epsilon) ||
            std::any_of(variance.reals.begin(), variance.reals.end(), [&](float v) { return !(v + epsilon > 0.0F); }))
            return bad(node, "epsilon");
        if (dims(node.inputs[0]).size() != 4) return unsupported(node);
        const Names inputs{in(node, 0), learnt(node, 1), learnt(node, 2),
                           out_.weights(constant(node, 3).dims, constant(node, 3).reals),
                           out_.weights(variance.dims, variance.reals)};
        out_.node(node.op, inputs, {out(node)}).set("epsilon", epsilon);
        return std::nullopt;
    }

    Problem lrn(const ModelNode& node) {
        const std::int64_t size = node.whole("size", 0);
        const float alpha = node.real("alpha", 1e-4F), beta = node.real("beta", 0.75F), bias = node.real("bias", 1.0F);
        const Dims& x = dims(node.inputs[0]);
        if (x.size() != 4 || size < 1 || size > 1'024 || size % 2 == 0) return bad(node, "size");
        if (!std::isfinite(alpha) || !std::isfinite(beta) || !std::isfinite(bias)) return bad(node, "alpha");
        out_.node("LRN", {in(node, 0)}, {out(node)})
            .set("size", size)
            .set("alpha", alpha)
            .set("beta", beta)
            .set("bias", bias);
        return std::nullopt;
    }

    // --- Windows
    // --------------------------------------------------------------------------------------------------------

    static std::vector<std::int64_t> pads_of(const Window& w) {
        return {w.pad_begin[0], w.pad_begin[1], w.pad_end[0], w.pad_end[1]};
    }

    Problem conv(const ModelNode& node) {
        const Dims& w = dims(node.inputs[1]);
        const auto window = window_of(node, dims(node.inputs[0]), std::array<std::int64_t, 2>{w[2], w[3]});
        if (!window) return window.error();
        const Window& at = window.value();
        Names inputs{in(node, 0), learnt(node, 1)};
        if (node.input(2) != k_absent) inputs.push_back(learnt(node, 2));
        out_.node("Conv", inputs, {out(node)})
            .set("kernel_shape", {at.kernel[0], at.kernel[1]})
            .set("strides", {at.stride[0], at.stride[1]})
            .set("dilations", {at.dilation[0], at.dilation[1]})
            .set("pads", pads_of(at))
            .set("group", node.whole("group", 1));
        return std::nullopt;
    }

    Problem pool(const ModelNode& node) {
        const auto found = window_of(node, dims(node.inputs[0]), std::nullopt);
        if (!found) return found.error();
        Window window = found.value();
        const bool mean = node.op == "AveragePool";
        std::string from = in(node, 0);
        if (window.ceil && window.pad_begin != window.pad_end) return bad(node, "pads");
        if (mean && window.padded() && node.whole("count_include_pad", 0) != 0) {  // then the padding is data
            const std::string padded = out_.fresh();
            write_pad(from, padded,
                      {0, 0, window.pad_begin[0], window.pad_begin[1], 0, 0, window.pad_end[0], window.pad_end[1]},
                      0.0F);
            from = padded;
            window.pad_begin = window.pad_end = {0, 0};
        }
        out_.node(node.op, {from}, {out(node)})
            .set("kernel_shape", {window.kernel[0], window.kernel[1]})
            .set("strides", {window.stride[0], window.stride[1]})
            .set("pads", pads_of(window))
            .set("ceil_mode", std::int64_t{window.ceil ? 1 : 0});
        return std::nullopt;
    }

    Problem reduce_mean(const ModelNode& node) {
        const Dims& x = dims(node.inputs[0]);
        auto axes = whole_list(graph_, node, "axes", 1).value_or(Dims{});
        for (std::int64_t& axis : axes) axis = axis < 0 ? axis + 4 : axis;
        std::sort(axes.begin(), axes.end());
        if (x.size() != 4 || axes != Dims{2, 3}) return unsupported(node);
        const bool keep = node.whole("keepdims", 1) != 0;
        const std::string mean = keep ? out(node) : out_.fresh();
        out_.node("GlobalAveragePool", {in(node, 0)}, {mean});
        if (!keep) write_reshape(mean, out(node), dims(node.outputs[0]));
        return std::nullopt;
    }

    void write_pad(const std::string& from, const std::string& to, const std::vector<std::int64_t>& pads, float value) {
        out_.node("Pad", {from}, {to}).set("pads", pads).set("value", value);
    }

    Problem pad(const ModelNode& node) {
        float value = node.real("value", 0.0F);
        if (const Constant* given = graph_.constant(node.input(2))) {
            if (given->whole || given->count() != 1) return bad(node, "value");
            value = given->reals[0];
        }
        if (!std::isfinite(value)) return bad(node, "value");
        write_pad(in(node, 0), out(node), *whole_list(graph_, node, "pads", 1), value);
        return std::nullopt;
    }

    // --- Other shapes, parts
    // --------------------------------------------------------------------------------------------

    void write_reshape(const std::string& from, const std::string& to, const Dims& shape) {
        out_.node("Reshape", {from, out_.whole(shape)}, {to});
    }

    Problem reshape(const ModelNode& node) {
        if (dims(node.outputs[0]).empty()) return unsupported(node);
        write_reshape(in(node, 0), out(node), dims(node.outputs[0]));
        return std::nullopt;
    }

    Problem transpose(const ModelNode& node) {
        std::vector<std::int64_t> perm;
        for (std::size_t axis = dims(node.inputs[0]).size(); axis-- > 0;)
            perm.push_back(static_cast<std::int64_t>(axis));
        if (const auto* given = node.attribute<std::vector<std::int64_t>>("perm")) perm = *given;
        out_.node("Transpose", {in(node, 0)}, {out(node)}).set("perm", perm);
        return std::nullopt;
    }

    Problem concat(const ModelNode& node) {
        Names inputs;
        for (std::size_t i = 0; i < node.inputs.size(); ++i) {
            if (graph_.constant(node.inputs[i]) != nullptr) return unsupported(node);
            inputs.push_back(in(node, i));
        }
        const auto axis = axis_of(node.whole("axis", 1), dims(node.inputs[0]).size());
        out_.node("Concat", inputs, {out(node)}).set("axis", static_cast<std::int64_t>(*axis));
        return std::nullopt;
    }

    // Places begin to end of one axis.
    void write_slice(const std::string& from, const std::string& to, std::size_t axis, std::int64_t begin,
                     std::int64_t end) {
        out_.node("Slice", {from}, {to})
            .set("axes", std::vector<std::int64_t>{static_cast<std::int64_t>(axis)})
            .set("starts", std::vector<std::int64_t>{begin})
            .set("ends", std::vector<std::int64_t>{end});
    }

    Problem split(const ModelNode& node) {
        const Dims& x = dims(node.inputs[0]);
        const auto axis = axis_of(node.whole("axis", 0), x.size());
        auto sizes = whole_list(graph_, node, "split", 1);
        const auto parts = static_cast<std::int64_t>(node.outputs.size());
        if (!sizes) sizes = Dims(node.outputs.size(), x[*axis] / parts);
        std::int64_t begin = 0;
        for (std::size_t i = 0; i < sizes->size(); ++i) {
            if (node.outputs[i] != k_absent) write_slice(in(node, 0), out(node, i), *axis, begin, begin + (*sizes)[i]);
            begin += (*sizes)[i];
        }
        return std::nullopt;
    }

    Problem slice(const ModelNode& node) {
        const Dims& x = dims(node.inputs[0]);
        const auto starts = whole_list(graph_, node, "starts", 1), axes = whole_list(graph_, node, "axes", 3);
        std::string from = in(node, 0);
        for (std::size_t i = 0; i < starts->size(); ++i) {
            const std::size_t axis = *axis_of(axes ? (*axes)[i] : static_cast<std::int64_t>(i), x.size());
            const std::int64_t given = (*starts)[i], length = x[axis];
            const std::int64_t begin =
                std::clamp<std::int64_t>(given < 0 ? std::max(given, -length) + length : given, 0, length);
            const std::string to = i + 1 == starts->size() ? out(node) : out_.fresh();
            write_slice(from, to, axis, begin, begin + dims(node.outputs[0])[axis]);
            from = to;
        }
        return starts->empty() ? std::optional(unsupported(node)) : std::nullopt;
    }

    Problem gather(const ModelNode& node) {  // one place: a slice
        const Constant& index = constant(node, 1);
        if (index.count() != 1 || dims(node.outputs[0]).empty()) return unsupported(node);
        const Dims& x = dims(node.inputs[0]);
        const std::size_t axis = *axis_of(node.whole("axis", 0), x.size());
        const std::int64_t begin = index.wholes[0] < 0 ? index.wholes[0] + x[axis] : index.wholes[0];
        const std::string part = out_.fresh();
        write_slice(in(node, 0), part, axis, begin, begin + 1);
        write_reshape(part, out(node), dims(node.outputs[0]));
        return std::nullopt;
    }

    // --- Two values
    // -----------------------------------------------------------------------------------------------------

    Problem arithmetic(const ModelNode& node) {
        const Constant *left = graph_.constant(node.inputs[0]), *right = graph_.constant(node.inputs[1]);
        if (left == nullptr && right == nullptr) return two_values(node);
        const int x = node.inputs[left != nullptr ? 1 : 0];
        const Constant& number = left != nullptr ? *left : *right;
        if (dims(x) != dims(node.outputs[0])) return misfit(node);
        std::vector<float> numbers = number.reals;
        std::string from = name_of(x);
        if (node.op == "Div" && left != nullptr) return unsupported(node);  // would be a Pow, see power()
        if (node.op == "Sub" && left != nullptr) {                          // c - x = -1 * x + c
            const std::string negative = out_.fresh();
            out_.node("Mul", {from, out_.weights({1}, std::array{-1.0F})}, {negative});
            from = negative;
        } else if (node.op == "Sub") {
            for (float& each : numbers) each = -each;
        } else if (node.op == "Div") {
            for (float& each : numbers) each = 1.0F / each;
        }
        if (!std::all_of(numbers.begin(), numbers.end(), [](float n) { return std::isfinite(n); }))
            return bad(node, "0");
        return with_constant(node, from, number.dims, std::move(numbers));
    }

    // x + numbers or x * numbers, in one of the three forms that OpenCV 4.6 reads as ONNX means them.
    Problem with_constant(const ModelNode& node, const std::string& x, const Dims& shape, std::vector<float> numbers) {
        const std::string_view op = node.op == "Sub" ? "Add" : node.op == "Div" ? "Mul" : std::string_view(node.op);
        const Dims& to = dims(node.outputs[0]);
        Dims aligned(to.size() - shape.size(), 1);
        aligned.insert(aligned.end(), shape.begin(), shape.end());
        Dims channels(to.size(), 1);
        if (to.size() > 1) channels[1] = to[1];
        Dims written{1};
        if (numbers.size() > 1 && aligned == channels) {
            written.assign(channels.begin() + 1, channels.end());  // axis 1 by its number of axes
        } else if (numbers.size() > 1) {
            constexpr std::int64_t k_most_spread = 10'000'000;
            if (to.size() < 2 || to[0] != 1 || count_of(to) > k_most_spread) return misfit(node);
            numbers = spread(aligned, numbers, to);
            written = to;
        }
        out_.node(op, {x, out_.weights(written, numbers)}, {out(node)});
        return std::nullopt;
    }

    // `numbers` of shape `from` repeated along its axes of length 1.
    static std::vector<float> spread(const Dims& from, std::span<const float> numbers, const Dims& to) {
        std::vector<float> all;
        all.reserve(static_cast<std::size_t>(count_of(to)));
        Dims place(to.size(), 0);
        for (std::int64_t n = count_of(to); n > 0; --n) {
            std::int64_t at = 0;
            for (std::size_t axis = 0; axis < to.size(); ++axis)
                at = at * from[axis] + (from[axis] == 1 ? 0 : place[axis]);
            all.push_back(numbers[static_cast<std::size_t>(at)]);
            for (std::size_t axis = to.size(); axis-- > 0;) {
                if (++place[axis] < to[axis]) break;
                place[axis] = 0;
            }
        }
        return all;
    }

    Problem two_values(const ModelNode& node) {
        std::size_t larger = 0;
        const Dims &a = dims(node.inputs[0]), &b = dims(node.inputs[1]);
        if (a != b) {  // a number per channel times maps (squeeze and excitation)
            larger = dims(node.outputs[0]) == a ? 0 : 1;
            const Dims &maps = larger == 0 ? a : b, &numbers = larger == 0 ? b : a;
            if (node.op != "Mul" || maps.size() != 4 || numbers != Dims{1, maps[1], 1, 1} || maps[0] != 1)
                return misfit(node);
        }
        out_.node(node.op, {in(node, larger), in(node, 1 - larger)}, {out(node)});
        return std::nullopt;
    }

    Problem sum(const ModelNode& node) {
        std::string total = in(node, 0);
        for (std::size_t i = 1; i < node.inputs.size(); ++i) {
            if (dims(node.inputs[i]) != dims(node.inputs[0]) || name_of(node.inputs[i]).empty() || total.empty())
                return misfit(node);
            const std::string next = i + 1 == node.inputs.size() ? out(node) : out_.fresh();
            out_.node("Add", {total, in(node, i)}, {next});
            total = next;
        }
        return std::nullopt;
    }

    // Powers in other forms: OpenCV 4.6 gets a Pow wrong that a multiplication or addition follows (it fuses the two).
    Problem power(const ModelNode& node) {
        const Constant& exponent = constant(node, 1);
        const float power = exponent.count() == 1 ? exponent.reals[0] : 0.0F;
        const std::string& x = in(node, 0);
        if (power == 2.0F) {
            out_.node("Mul", {x, x}, {out(node)});
        } else if (power == 3.0F) {
            const std::string square = out_.fresh();
            out_.node("Mul", {x, x}, {square});
            out_.node("Mul", {square, x}, {out(node)});
        } else if (power == 0.5F) {
            out_.node("Sqrt", {x}, {out(node)});
        } else {
            return bad(node, "exponent");
        }
        return std::nullopt;
    }

    core::Error misfit(const ModelNode& node) const {
        return error(
            "error.model_misfit", {},
            {{"op", shown(node)}, {"shape", shown(dims(node.inputs[0]))}, {"other", shown(dims(node.inputs[1]))}});
    }

    // --- Dense
    // ----------------------------------------------------------------------------------------------------------

    Problem dense(const ModelNode& node) {
        if (dims(node.inputs[0]).size() != 2) return unsupported(node);
        const core::LinearHead linear = dense_layer(graph_, node);
        if (!std::all_of(linear.weights.begin(), linear.weights.end(), [](float w) { return std::isfinite(w); }))
            return bad(node, "alpha");
        parameters_ += static_cast<std::int64_t>(linear.weights.size() + linear.bias.size());
        out_.node("Gemm",
                  {in(node, 0), out_.weights({linear.classes, linear.channels}, linear.weights),
                   out_.weights({linear.classes}, linear.bias)},
                  {out(node)})
            .set("transB", std::int64_t{1});
        return std::nullopt;
    }

    static const std::array<Form, 42> k_forms;

    const ModelGraph& graph_;
    OnnxWriter& out_;
    std::vector<std::string> names_;  // by value; empty: not written yet
    std::set<const Constant*> counted_;
    std::int64_t parameters_ = 0;
};

const std::array<GraphWriter::Form, 42> GraphWriter::k_forms{{
    {"Abs", &GraphWriter::plain},
    {"Add", &GraphWriter::arithmetic},
    {"AveragePool", &GraphWriter::pool},
    {"BatchNormalization", &GraphWriter::batch_normalization},
    {"Clip", &GraphWriter::clip},
    {"Concat", &GraphWriter::concat},
    {"Conv", &GraphWriter::conv},
    {"Div", &GraphWriter::arithmetic},
    {"Elu", &GraphWriter::with_alpha},
    {"Erf", &GraphWriter::plain},
    {"Exp", &GraphWriter::plain},
    {"Flatten", &GraphWriter::reshape},
    {"Gather", &GraphWriter::gather},
    {"Gemm", &GraphWriter::dense},
    {"GlobalAveragePool", &GraphWriter::plain},
    {"GlobalMaxPool", &GraphWriter::plain},
    {"HardSigmoid", &GraphWriter::hard_sigmoid},
    {"HardSwish", &GraphWriter::plain},
    {"LRN", &GraphWriter::lrn},
    {"LeakyRelu", &GraphWriter::with_alpha},
    {"MatMul", &GraphWriter::dense},
    {"MaxPool", &GraphWriter::pool},
    {"Mish", &GraphWriter::plain},
    {"Mul", &GraphWriter::arithmetic},
    {"Neg", &GraphWriter::plain},
    {"PRelu", &GraphWriter::prelu},
    {"Pad", &GraphWriter::pad},
    {"Pow", &GraphWriter::power},
    {"ReduceMean", &GraphWriter::reduce_mean},
    {"Relu", &GraphWriter::plain},
    {"Reshape", &GraphWriter::reshape},
    {"Sigmoid", &GraphWriter::plain},
    {"Slice", &GraphWriter::slice},
    {"Softplus", &GraphWriter::plain},
    {"Split", &GraphWriter::split},
    {"Sqrt", &GraphWriter::plain},
    {"Squeeze", &GraphWriter::reshape},
    {"Sub", &GraphWriter::arithmetic},
    {"Sum", &GraphWriter::sum},
    {"Tanh", &GraphWriter::plain},
    {"Transpose", &GraphWriter::transpose},
    {"Unsqueeze", &GraphWriter::reshape},
}};

// Where `value` really comes from: past the nodes that are not written.
int origin(const ModelGraph& graph, const GraphWriter& writer, int value) {
    for (const ModelNode* node = graph.maker(value); node != nullptr && writer.is_same_value(*node);
         node = graph.maker(value)) {
        value = node->inputs[0];
    }
    return value;
}

void write_head(OnnxWriter& out, const core::LinearHead& head, const Dims& features) {
    const std::string means = out.fresh(), row = head.class_maps ? std::string(k_logits_name) : out.fresh();
    out.node("GlobalAveragePool", {std::string(k_features_name)}, {means});
    out.node("Reshape", {means, out.whole({1, head.channels})}, {row});
    if (!head.class_maps) {
        const std::string weights = out.weights({head.classes, head.channels}, head.weights);
        out.node("Gemm", {row, weights, out.weights({head.classes}, head.bias)}, {std::string(k_logits_name)})
            .set("transB", std::int64_t{1});
    }
    out.output(k_features_name, features);
    out.output(k_logits_name, {1, head.classes});
}

}  // namespace

core::Result<WrittenModel> write_model(const ModelGraph& graph, const ModelHead& head) {
    OnnxWriter out(k_input_name, *graph.dims(graph.input));
    GraphWriter writer(graph, out);
    const int features = origin(graph, writer, head.features);
    if (features == graph.input) {
        out.node("Identity", {std::string(k_input_name)}, {std::string(k_features_name)});
    } else {
        writer.name(features, k_features_name);
    }
    const auto order = nodes_before(graph, features);
    if (!order) return order.error();
    for (const int each : order.value()) {
        const ModelNode& node = graph.nodes[ModelGraph::index(each)];
        if (auto problem = writer.node(node)) return *problem;
    }
    write_head(out, head.linear, *graph.dims(head.features));
    const auto learnt = static_cast<std::int64_t>(head.linear.weights.size() + head.linear.bias.size());
    return WrittenModel{.onnx = out.bytes(), .parameters = writer.parameters() + (head.linear.class_maps ? 0 : learnt)};
}

}  // namespace network
