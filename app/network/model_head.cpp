#include "app/network/model_head.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/network/model_fold.h"
#include "app/network/model_shape_rules.h"
#include "app/network/sentences.h"

namespace network {
namespace {

// y = scale * x + shift, one pair of numbers per channel; empty: y = x.
struct Affine {
    std::vector<double> scale;
    std::vector<double> shift;

    bool trivial() const { return scale.empty(); }
    void start(std::size_t channels) {
        if (!trivial()) return;
        scale.assign(channels, 1.0);
        shift.assign(channels, 0.0);
    }
    // x itself turns out to be inner_scale * u + inner_shift.
    void follow(std::size_t channel, double inner_scale, double inner_shift) {
        shift[channel] += scale[channel] * inner_shift;
        scale[channel] *= inner_scale;
    }
};

bool is_one_of(std::string_view op, std::span<const std::string_view> list) {
    return std::find(list.begin(), list.end(), op) != list.end();
}

constexpr std::array<std::string_view, 3> k_same_values{"Identity", "Dropout", "Cast"};
constexpr std::array<std::string_view, 4> k_same_numbers{"Reshape", "Flatten", "Squeeze", "Unsqueeze"};

// The one axis of a pooled value that is longer than 1: [1, C], [1, C, 1, 1], [C]. Nothing: there are several.
std::optional<std::size_t> channel_axis(const Dims& dims) {
    std::optional<std::size_t> found;
    for (std::size_t axis = 0; axis < dims.size(); ++axis) {
        if (dims[axis] > 1 && found) return std::nullopt;
        if (dims[axis] > 1) found = axis;
    }
    return found ? found : std::optional<std::size_t>(std::min<std::size_t>(1, dims.empty() ? 0 : dims.size() - 1));
}

class HeadSearch {
public:
    explicit HeadSearch(const ModelGraph& graph) : graph_(graph) {}

    core::Result<ModelHead> find(int output) {
        int at = after_softmax(output);
        Affine logits;
        at = follow_affine(at, logits);
        const ModelNode* node = graph_.maker(at);
        if (node == nullptr) return error("error.cam_no_gap");
        if (const auto maps = pooled_maps(at)) return class_maps(*maps, logits);
        if (!is_dense(*node)) return not_dense(*node, at);
        ModelHead head;
        head.linear = dense_layer(graph_, *node);
        apply_after(logits, head.linear);

        Affine means;
        at = follow_affine(node->inputs[0], means);
        const auto maps = pooled_maps(at);
        if (!maps) return no_pooling(at);
        if ((*graph_.dims(*maps))[1] != head.linear.channels) return error("error.cam_no_gap");
        apply_before(means, head.linear);
        head.features = *maps;
        return finished(std::move(head));
    }

private:
    const Dims& dims(int value) const { return *graph_.dims(value); }

    // --- Steps towards the input that change nothing that matters
    // ------------------------------------------------------

    // Values that hold the same numbers in the same order as `value`, as far as they are those of pooled maps.
    int same_numbers(int value) const {
        for (const ModelNode* node = graph_.maker(value); node != nullptr; node = graph_.maker(value)) {
            const bool alike = is_one_of(node->op, k_same_values) ||
                               (is_one_of(node->op, k_same_numbers) && channel_axis(dims(node->inputs[0])));
            if (!alike && !pools_one_place(*node)) break;
            value = node->inputs[0];
        }
        return value;
    }

    bool pools_one_place(const ModelNode& node) const {
        const bool mean = node.op == "GlobalAveragePool" || node.op == "AveragePool" || node.op == "ReduceMean";
        return mean && count_of(dims(node.inputs[0])) == count_of(dims(node.outputs[0]));
    }

    int after_softmax(int output) const {
        const int at = same_numbers(output);
        const ModelNode* node = graph_.maker(at);
        if (node == nullptr || (node->op != "Softmax" && node->op != "LogSoftmax")) return at;
        const Dims& x = dims(node->inputs[0]);
        const auto classes = channel_axis(x);
        const bool over_one_axis = graph_.opset >= 13;
        const auto axis = axis_of(node->whole("axis", over_one_axis ? -1 : 1), x.size());
        const bool over_classes = classes && axis && (over_one_axis ? *axis == *classes : *axis <= *classes);
        return over_classes ? same_numbers(node->inputs[0]) : at;
    }

    // Additions and multiplications with constants, and BatchNormalization: what they do to each channel.
    int follow_affine(int value, Affine& affine) const {
        for (int at = same_numbers(value);; at = same_numbers(at)) {
            const ModelNode* node = graph_.maker(at);
            if (node == nullptr || !channel_axis(dims(at))) return at;
            const int next = follow_step(*node, at, affine);
            if (next == k_absent) return at;
            at = next;
        }
    }

    int follow_step(const ModelNode& node, int at, Affine& affine) const {
        const auto channels = static_cast<std::size_t>(count_of(dims(at)));
        if (node.op == "BatchNormalization") {
            std::array<const Constant*, 4> parts{};
            for (std::size_t i = 0; i < 4; ++i) parts[i] = graph_.constant(node.inputs[i + 1]);
            affine.start(channels);
            for (std::size_t c = 0; c < channels; ++c) {
                const double scale =
                    parts[0]->reals[c] / std::sqrt(parts[3]->reals[c] + double{node.real("epsilon", 1e-5F)});
                affine.follow(c, scale, parts[1]->reals[c] - scale * parts[2]->reals[c]);
            }
            return node.inputs[0];
        }
        if (node.op != "Add" && node.op != "Sub" && node.op != "Mul" && node.op != "Div") return k_absent;
        const bool first = graph_.constant(node.inputs[0]) != nullptr;
        const int x = node.inputs[first ? 1 : 0];
        const Constant* number = graph_.constant(node.inputs[first ? 0 : 1]);
        if (number == nullptr || number->whole || (first && node.op == "Div")) return k_absent;
        if (dims(x) != dims(at)) return k_absent;  // the constant is the larger one
        const std::int64_t count = number->count();
        if (count != 1 && count != count_of(dims(at))) return k_absent;
        affine.start(channels);
        for (std::size_t c = 0; c < channels; ++c) {
            const double n = number->reals[count == 1 ? 0 : c];
            if (node.op == "Add") affine.follow(c, 1.0, n);
            if (node.op == "Sub") affine.follow(c, first ? -1.0 : 1.0, first ? n : -n);
            if (node.op == "Mul") affine.follow(c, n, 0.0);
            if (node.op == "Div") affine.follow(c, 1.0 / n, 0.0);
        }
        return x;
    }

    // --- The pooling
    // ----------------------------------------------------------------------------------------------------

    // The maps [1, C, H, W] whose means over all places `value` is.
    std::optional<int> pooled_maps(int value) const {
        const ModelNode* node = graph_.maker(value);
        if (node == nullptr) return std::nullopt;
        const int x = node->inputs[0];
        if (node->op == "GlobalAveragePool") return x;
        if (node->op == "AveragePool") {
            const bool whole_map = dims(value)[2] == 1 && dims(value)[3] == 1;
            const auto* kernel = node->attribute<std::vector<std::int64_t>>("kernel_shape");
            if (!whole_map || kernel == nullptr || (*kernel)[0] != dims(x)[2] || (*kernel)[1] != dims(x)[3]) return {};
            const auto* pads = node->attribute<std::vector<std::int64_t>>("pads");
            const bool padded =
                pads != nullptr && std::any_of(pads->begin(), pads->end(), [](auto p) { return p > 0; });
            return padded ? std::nullopt : std::optional<int>(x);
        }
        return node->op == "ReduceMean" ? reduced_maps(*node) : std::nullopt;
    }

    // ReduceMean over both spatial axes, at once or one after the other, of maps with the channels first or last, or of
    // maps with their places in one row.
    std::optional<int> reduced_maps(const ModelNode& last) const {
        std::vector<bool> gone;  // by axis of the maps
        const ModelNode* node = &last;
        const auto* inner = graph_.maker(last.inputs[0]);
        const bool two_steps = inner != nullptr && inner->op == "ReduceMean";
        if (two_steps) node = inner;
        int maps = node->inputs[0];
        gone = reduced_axes(*node);
        if (two_steps) {
            const std::vector<bool> outer = reduced_axes(last);
            const bool kept = node->whole("keepdims", 1) != 0;
            std::size_t at = 0;
            for (std::size_t axis = 0; axis < gone.size(); ++axis) {
                if (gone[axis] && !kept) continue;
                if (at < outer.size() && outer[at++]) gone[axis] = true;
            }
        }
        const ModelNode* shaped = graph_.maker(maps);
        if (shaped != nullptr && shaped->op == "Transpose" && gone == std::vector<bool>{false, true, true, false}) {
            const auto* perm = shaped->attribute<std::vector<std::int64_t>>("perm");
            if (perm == nullptr || *perm != std::vector<std::int64_t>{0, 2, 3, 1}) return std::nullopt;
            return shaped->inputs[0];
        }
        if (shaped != nullptr && is_one_of(shaped->op, k_same_numbers) &&
            gone == std::vector<bool>{false, false, true}) {
            maps = shaped->inputs[0];
            if (dims(maps).size() != 4 || dims(maps)[1] != dims(node->inputs[0])[1]) return std::nullopt;
            return maps;
        }
        return gone == std::vector<bool>{false, false, true, true} ? std::optional<int>(maps) : std::nullopt;
    }

    std::vector<bool> reduced_axes(const ModelNode& node) const {
        const std::size_t axes = dims(node.inputs[0]).size();
        const auto given = whole_list(graph_, node, "axes", 1);
        std::vector<bool> gone(axes, !given || given->empty());
        for (const std::int64_t each : given.value_or(Dims{})) gone[*axis_of(each, axes)] = true;
        return gone;
    }

    // --- The linear layer
    // -----------------------------------------------------------------------------------------------

    bool is_dense(const ModelNode& node) const {
        if (node.op == "Gemm" || node.op == "MatMul") return dims(node.inputs[0]).size() == 2;
        if (node.op != "Conv") return false;
        const Dims &x = dims(node.inputs[0]), &w = dims(node.inputs[1]), &y = dims(node.outputs[0]);
        return x[2] == 1 && x[3] == 1 && w[2] == 1 && w[3] == 1 && y[2] == 1 && y[3] == 1 &&
               node.whole("group", 1) == 1;
    }

    static void apply_after(const Affine& affine, core::LinearHead& head) {
        if (affine.trivial()) return;
        const auto channels = static_cast<std::size_t>(head.channels);
        for (std::size_t c = 0; c < head.bias.size(); ++c) {
            for (std::size_t k = 0; k < channels; ++k) {
                float& weight = head.weights[c * channels + k];
                weight = static_cast<float>(affine.scale[c] * weight);
            }
            head.bias[c] = static_cast<float>(affine.scale[c] * head.bias[c] + affine.shift[c]);
        }
    }

    static void apply_before(const Affine& affine, core::LinearHead& head) {
        if (affine.trivial()) return;
        const auto channels = static_cast<std::size_t>(head.channels);
        for (std::size_t c = 0; c < head.bias.size(); ++c) {
            double bias = head.bias[c];
            for (std::size_t k = 0; k < channels; ++k) {
                float& weight = head.weights[c * channels + k];
                bias += double{weight} * affine.shift[k];
                weight = static_cast<float>(affine.scale[k] * weight);
            }
            head.bias[c] = static_cast<float>(bias);
        }
    }

    // The pooling is the last step: a convolution before it made one map per class.
    core::Result<ModelHead> class_maps(int maps, const Affine& logits) const {
        constexpr std::int64_t k_most_classes = 4'096;  // the identity matrix has its square
        constexpr std::array<std::string_view, 6> k_after_conv{"Relu",     "Clip",   "LeakyRelu", "BatchNormalization",
                                                               "Identity", "Dropout"};
        const ModelNode* node = graph_.maker(maps);
        while (node != nullptr && is_one_of(node->op, k_after_conv)) node = graph_.maker(node->inputs[0]);
        const std::int64_t classes = dims(maps)[1];
        if (node == nullptr || node->op != "Conv" || classes > k_most_classes) return error("error.cam_no_classes");
        ModelHead head{.features = maps,
                       .linear = {.classes = classes, .channels = classes, .weights = {}, .bias = {}}};
        const auto n = static_cast<std::size_t>(classes);
        head.linear.weights.assign(n * n, 0.0F);
        head.linear.bias.assign(n, 0.0F);
        for (std::size_t c = 0; c < n; ++c) head.linear.weights[c * n + c] = 1.0F;
        head.linear.class_maps = logits.trivial();
        apply_after(logits, head.linear);
        return finished(std::move(head));
    }

    core::Result<ModelHead> finished(ModelHead head) const {
        if (dims(head.features)[0] != 1) return error("error.cam_no_gap");
        const auto finite = [](float x) { return std::isfinite(x); };
        if (!std::all_of(head.linear.weights.begin(), head.linear.weights.end(), finite) ||
            !std::all_of(head.linear.bias.begin(), head.linear.bias.end(), finite))
            return error("error.model_weights_not_finite", {}, {{"name", "head"}});
        return head;
    }

    // --- Why not
    // --------------------------------------------------------------------------------------------------------

    core::Error not_dense(const ModelNode& node, int at) const {
        if (is_one_of(node.op, k_same_numbers) || dims(at).size() > 2)
            return error("error.cam_not_classes", {}, {{"shape", shown(dims(at))}});
        return error("error.cam_no_dense", {}, {{"op", shown(node.op)}});
    }

    // What stands where the pooling should be, before the dense layer.
    core::Error no_pooling(int at) const {
        std::optional<std::string> between;
        const Dims flat = dims(at);
        for (const ModelNode* node = graph_.maker(at); node != nullptr; node = graph_.maker(at)) {
            if (is_dense(*node)) return error("error.cam_two_dense");
            if (pooled_maps(at)) return error("error.cam_between", {}, {{"op", between.value_or("?")}});
            const Dims& before = dims(node->inputs[0]);
            if (is_one_of(node->op, k_same_numbers) && !channel_axis(before))
                return error("error.cam_flattened", {}, {{"shape", shown(before)}});
            if (!is_one_of(node->op, k_same_values) && !is_one_of(node->op, k_same_numbers) && !between)
                between = shown(node->op);
            at = same_numbers(node->inputs[0]);
            if (graph_.constant(at) != nullptr) break;
        }
        return error("error.cam_no_gap");
    }

    const ModelGraph& graph_;
};

}  // namespace

core::LinearHead dense_layer(const ModelGraph& graph, const ModelNode& node) {
    core::LinearHead head;
    const Constant& w = *graph.constant(node.inputs[1]);
    const Constant* bias = graph.constant(node.input(2));
    const bool by_class = node.op == "Conv" || (node.op == "Gemm" && node.whole("transB", 0) == 1);
    const float alpha = node.op == "Gemm" ? node.real("alpha", 1.0F) : 1.0F;
    const float beta = node.op == "Gemm" ? node.real("beta", 1.0F) : 1.0F;
    head.classes = w.dims[by_class ? 0 : 1];
    head.channels = w.dims[by_class ? 1 : 0];
    if (by_class) {
        head.weights = w.reals;
    } else {
        constexpr std::array<std::size_t, 2> k_turned{1, 0};
        head.weights = transposed(w, k_turned)->reals;
    }
    for (float& each : head.weights) each *= alpha;
    for (std::int64_t c = 0; c < head.classes; ++c) {
        const auto i = static_cast<std::size_t>(bias != nullptr && bias->count() > 1 ? c : 0);
        head.bias.push_back(bias != nullptr ? beta * bias->reals[i] : 0.0F);
    }
    return head;
}

core::Result<ModelHead> find_head(const ModelGraph& graph, int output) { return HeadSearch(graph).find(output); }

}  // namespace network
