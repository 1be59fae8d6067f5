#include "network/reference_run.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace test {
namespace {

namespace onnx = poolscope::onnx;
using Whole = std::vector<std::int64_t>;

std::int64_t product(const Whole& dims) {
    return std::accumulate(dims.begin(), dims.end(), std::int64_t{1}, std::multiplies<>());
}
std::size_t index(std::int64_t i) { return static_cast<std::size_t>(i); }

Numbers of_tensor(const onnx::Tensor& tensor) {
    Numbers made{.dims = {tensor.dims().begin(), tensor.dims().end()}, .values = {}};
    if (tensor.has_raw_data()) {
        std::vector<float> raw(tensor.raw_data().size() / sizeof(float));
        std::memcpy(raw.data(), tensor.raw_data().data(), raw.size() * sizeof(float));
        made.values.assign(raw.begin(), raw.end());
    } else {
        made.values.assign(tensor.float_data().begin(), tensor.float_data().end());
        for (const std::int64_t each : tensor.int64_data()) made.values.push_back(static_cast<double>(each));
    }
    return made;
}

// One node and its inputs.
class Step {
public:
    Step(const onnx::Node& node, std::vector<const Numbers*> inputs) : node_(node), in_(std::move(inputs)) {}

    std::vector<Numbers> run() const;

private:
    const onnx::Attribute* find(const std::string& name) const {
        for (const onnx::Attribute& each : node_.attribute()) {
            if (each.name() == name) return &each;
        }
        return nullptr;
    }
    double real(const std::string& name, double otherwise) const {
        return find(name) != nullptr ? double{find(name)->f()} : otherwise;
    }
    std::int64_t whole(const std::string& name, std::int64_t otherwise) const {
        return find(name) != nullptr ? find(name)->i() : otherwise;
    }
    bool has(std::size_t i) const { return i < in_.size() && in_[i] != nullptr; }
    // From the attribute, else the input, else nothing.
    Whole list(const std::string& name, std::size_t input) const {
        if (const auto* given = find(name)) return {given->ints().begin(), given->ints().end()};
        Whole made;
        if (has(input)) {
            for (const double each : in_[input]->values) made.push_back(static_cast<std::int64_t>(each));
        }
        return made;
    }
    Whole list_or(const std::string& name, const Whole& otherwise) const {
        return find(name) != nullptr ? list(name, 99) : otherwise;
    }

    Numbers each(const std::function<double(double)>& rule) const {
        Numbers made = *in_[0];
        for (double& x : made.values) x = rule(x);
        return made;
    }
    static Numbers pairs(const Numbers& a, const Numbers& b, const std::function<double(double, double)>& rule);
    double bound(std::size_t i, const std::string& name, double otherwise) const {
        return has(i) ? in_[i]->values[0] : real(name, otherwise);
    }

    // top, left, bottom, right
    Whole pads(const Whole& kernel, const Whole& stride, const Whole& dilation) const;
    Numbers window(const Whole& kernel, bool ceil,
                   const std::function<double(std::int64_t channel,
                                              const std::function<double(std::int64_t y, std::int64_t x)>& at,
                                              const std::function<bool(std::int64_t y, std::int64_t x)>& inside)>& rule,
                   std::int64_t out_channels) const;
    Numbers conv() const;
    Numbers pool(bool mean) const;
    Numbers mean_over(const Whole& axes, bool keep) const;
    Numbers reshaped(Whole dims) const;
    Numbers normalized() const;
    Numbers response_normalized() const;
    Numbers gemm() const;
    Numbers transposed(const Whole& perm) const;
    Numbers part(std::int64_t axis, std::int64_t begin, std::int64_t end) const;
    Numbers concatenated() const;
    Numbers padded() const;
    std::vector<Numbers> split() const;
    Numbers sliced() const;

    const onnx::Node& node_;
    std::vector<const Numbers*> in_;
};

Numbers Step::pairs(const Numbers& a, const Numbers& b, const std::function<double(double, double)>& rule) {
    Whole one = a.dims, other = b.dims;
    const std::size_t axes = std::max(one.size(), other.size());
    one.insert(one.begin(), axes - one.size(), 1);
    other.insert(other.begin(), axes - other.size(), 1);
    Numbers made;
    for (std::size_t i = 0; i < axes; ++i) made.dims.push_back(std::max(one[i], other[i]));
    for (std::int64_t n = 0; n < product(made.dims); ++n) {
        std::int64_t rest = n, at_a = 0, at_b = 0, step_a = 1, step_b = 1;
        for (std::size_t i = axes; i-- > 0;) {
            const std::int64_t place = rest % made.dims[i];
            rest /= made.dims[i];
            at_a += (one[i] == 1 ? 0 : place) * step_a;
            at_b += (other[i] == 1 ? 0 : place) * step_b;
            step_a *= one[i];
            step_b *= other[i];
        }
        made.values.push_back(rule(a.values[index(at_a)], b.values[index(at_b)]));
    }
    return made;
}

Whole Step::pads(const Whole& kernel, const Whole& stride, const Whole& dilation) const {
    const auto* mode = find("auto_pad");
    if (mode == nullptr) return list_or("pads", {0, 0, 0, 0});
    Whole made(4, 0);
    for (std::size_t i = 0; i < 2; ++i) {
        const std::int64_t in = in_[0]->dims[i + 2], out = (in + stride[i] - 1) / stride[i];
        const std::int64_t all =
            std::max<std::int64_t>(0, (out - 1) * stride[i] + dilation[i] * (kernel[i] - 1) + 1 - in);
        const std::int64_t less = all / 2;
        made[i] = mode->s() == "SAME_UPPER" ? less : all - less;
        made[i + 2] = all - made[i];
    }
    return made;
}

Numbers Step::window(const Whole& kernel, bool ceil,
                     const std::function<double(std::int64_t, const std::function<double(std::int64_t, std::int64_t)>&,
                                                const std::function<bool(std::int64_t, std::int64_t)>&)>& rule,
                     std::int64_t out_channels) const {
    const Whole stride = list_or("strides", {1, 1}), dilation = list_or("dilations", {1, 1}),
                pad = pads(kernel, stride, dilation);
    const Numbers& x = *in_[0];
    const std::int64_t height = x.dims[2], width = x.dims[3];
    const auto places = [&](std::size_t i, std::int64_t in) {
        const std::int64_t room = in + pad[i] + pad[i + 2] - (dilation[i] * (kernel[i] - 1) + 1);
        return (ceil ? (room + stride[i] - 1) / stride[i] : room / stride[i]) + 1;
    };
    Numbers made{.dims = {1, out_channels, places(0, height), places(1, width)}, .values = {}};
    for (std::int64_t c = 0; c < out_channels; ++c) {
        for (std::int64_t row = 0; row < made.dims[2]; ++row) {
            for (std::int64_t col = 0; col < made.dims[3]; ++col) {
                const auto y_of = [&](std::int64_t ky) { return row * stride[0] - pad[0] + ky * dilation[0]; };
                const auto x_of = [&](std::int64_t kx) { return col * stride[1] - pad[1] + kx * dilation[1]; };
                const auto inside = [&](std::int64_t ky, std::int64_t kx) {
                    return y_of(ky) >= 0 && y_of(ky) < height && x_of(kx) >= 0 && x_of(kx) < width;
                };
                const auto at = [&](std::int64_t channel_ky, std::int64_t kx) {  // channel * kernel height + ky
                    const std::int64_t channel = channel_ky / kernel[0], ky = channel_ky % kernel[0];
                    return inside(ky, kx) ? x.values[index((channel * height + y_of(ky)) * width + x_of(kx))] : 0.0;
                };
                made.values.push_back(rule(c, at, inside));
            }
        }
    }
    return made;
}

Numbers Step::conv() const {
    const Numbers& w = *in_[1];
    const std::int64_t group = whole("group", 1), per_group = w.dims[1];
    return window(
        {w.dims[2], w.dims[3]}, false,
        [&](std::int64_t c, const auto& at, const auto&) {
            double sum = has(2) ? in_[2]->values[index(c)] : 0.0;
            const std::int64_t first = c / (w.dims[0] / group) * per_group;
            for (std::int64_t k = 0; k < per_group; ++k) {
                for (std::int64_t ky = 0; ky < w.dims[2]; ++ky) {
                    for (std::int64_t kx = 0; kx < w.dims[3]; ++kx) {
                        sum += w.values[index(((c * per_group + k) * w.dims[2] + ky) * w.dims[3] + kx)] *
                               at((first + k) * w.dims[2] + ky, kx);
                    }
                }
            }
            return sum;
        },
        w.dims[0]);
}

Numbers Step::pool(bool mean) const {
    const Whole kernel = list("kernel_shape", 99);
    const bool padding_counts = whole("count_include_pad", 0) != 0;
    return window(
        kernel, whole("ceil_mode", 0) != 0,
        [&](std::int64_t c, const auto& at, const auto& inside) {
            double sum = 0.0, largest = -std::numeric_limits<double>::infinity(), count = 0.0;
            for (std::int64_t ky = 0; ky < kernel[0]; ++ky) {
                for (std::int64_t kx = 0; kx < kernel[1]; ++kx) {
                    if (!inside(ky, kx) && !(mean && padding_counts)) continue;
                    sum += at(c * kernel[0] + ky, kx);
                    largest = std::max(largest, at(c * kernel[0] + ky, kx));
                    count += 1.0;
                }
            }
            return mean ? sum / count : largest;
        },
        in_[0]->dims[1]);
}

Numbers Step::mean_over(const Whole& axes, bool keep) const {
    const Numbers& x = *in_[0];
    const auto count = static_cast<std::int64_t>(x.dims.size());
    std::vector<bool> gone(x.dims.size());
    for (const std::int64_t axis : axes) gone[index(axis < 0 ? axis + count : axis)] = true;
    Whole kept = x.dims;
    double places = 1.0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (!gone[i]) continue;
        places *= static_cast<double>(kept[i]);
        kept[i] = 1;
    }
    Numbers made{.dims = {}, .values = std::vector<double>(index(product(kept)), 0.0)};
    for (std::int64_t n = 0; n < product(x.dims); ++n) {
        std::int64_t rest = n, to = 0, step = 1;
        for (std::size_t i = x.dims.size(); i-- > 0;) {
            to += (gone[i] ? 0 : rest % x.dims[i]) * step;
            step *= kept[i];
            rest /= x.dims[i];
        }
        made.values[index(to)] += x.values[index(n)] / places;
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (keep || !gone[i]) made.dims.push_back(kept[i]);
    }
    return made;
}

Numbers Step::reshaped(Whole dims) const {
    Numbers made = *in_[0];
    std::int64_t known = 1;
    for (std::size_t i = 0; i < dims.size(); ++i) {
        if (dims[i] == 0) dims[i] = made.dims[i];
        if (dims[i] > 0) known *= dims[i];
    }
    for (std::int64_t& dim : dims) {
        if (dim == -1) dim = product(made.dims) / known;
    }
    made.dims = dims;
    return made;
}

Numbers Step::normalized() const {
    Numbers made = *in_[0];
    const std::int64_t places = made.dims.size() == 4 ? made.dims[2] * made.dims[3] : 1;
    for (std::size_t i = 0; i < made.values.size(); ++i) {
        const std::size_t c = i / index(places) % index(made.dims[1]);
        const double deviation = std::sqrt(in_[4]->values[c] + real("epsilon", 1e-5));
        made.values[i] = (made.values[i] - in_[3]->values[c]) / deviation * in_[1]->values[c] + in_[2]->values[c];
    }
    return made;
}

Numbers Step::response_normalized() const {
    const Numbers& x = *in_[0];
    Numbers made = x;
    const std::int64_t channels = x.dims[1], places = x.dims[2] * x.dims[3], size = whole("size", 1);
    for (std::int64_t c = 0; c < channels; ++c) {
        for (std::int64_t p = 0; p < places; ++p) {
            double squares = 0.0;
            for (std::int64_t k = std::max<std::int64_t>(0, c - (size - 1) / 2);
                 k <= std::min(channels - 1, c + size / 2); ++k) {
                squares += std::pow(x.values[index(k * places + p)], 2);
            }
            made.values[index(c * places + p)] /= std::pow(
                real("bias", 1.0) + real("alpha", 1e-4) / static_cast<double>(size) * squares, real("beta", 0.75));
        }
    }
    return made;
}

Numbers Step::gemm() const {
    const Numbers &a = *in_[0], &b = *in_[1];
    const bool turned = whole("transB", 0) != 0, matmul = node_.op_type() == "MatMul";
    const std::int64_t in = a.dims[1], out = turned ? b.dims[0] : b.dims[1];
    Numbers made{.dims = {1, out}, .values = {}};
    for (std::int64_t c = 0; c < out; ++c) {
        double sum = 0.0;
        for (std::int64_t k = 0; k < in; ++k)
            sum += a.values[index(k)] * b.values[index(turned ? c * in + k : k * out + c)];
        if (!matmul) sum *= real("alpha", 1.0);
        if (has(2)) sum += real("beta", 1.0) * in_[2]->values[in_[2]->values.size() == 1 ? 0 : index(c)];
        made.values.push_back(sum);
    }
    return made;
}

Numbers Step::transposed(const Whole& perm) const {
    const Numbers& x = *in_[0];
    Numbers made;
    for (const std::int64_t axis : perm) made.dims.push_back(x.dims[index(axis)]);
    for (std::int64_t n = 0; n < product(made.dims); ++n) {
        Whole place(perm.size());
        std::int64_t rest = n;
        for (std::size_t i = perm.size(); i-- > 0;) {
            place[index(perm[i])] = rest % made.dims[i];
            rest /= made.dims[i];
        }
        std::int64_t from = 0;
        for (std::size_t i = 0; i < place.size(); ++i) from = from * x.dims[i] + place[i];
        made.values.push_back(x.values[index(from)]);
    }
    return made;
}

Numbers Step::part(std::int64_t axis, std::int64_t begin, std::int64_t end) const {
    const Numbers& x = *in_[0];
    if (axis < 0) axis += static_cast<std::int64_t>(x.dims.size());
    Numbers made{.dims = x.dims, .values = {}};
    made.dims[index(axis)] = end - begin;
    const std::int64_t inner = product(Whole(x.dims.begin() + axis + 1, x.dims.end())), length = x.dims[index(axis)];
    for (std::int64_t n = 0; n < product(x.dims); ++n) {
        const std::int64_t place = n / inner % length;
        if (place >= begin && place < end) made.values.push_back(x.values[index(n)]);
    }
    return made;
}

Numbers Step::concatenated() const {
    const std::int64_t given = whole("axis", 1),
                       axis = given < 0 ? given + static_cast<std::int64_t>(in_[0]->dims.size()) : given;
    Numbers made{.dims = in_[0]->dims, .values = {}};
    made.dims[index(axis)] = 0;
    for (const Numbers* each : in_) made.dims[index(axis)] += each->dims[index(axis)];
    const std::int64_t outer = product(Whole(made.dims.begin(), made.dims.begin() + axis));
    for (std::int64_t o = 0; o < outer; ++o) {
        for (const Numbers* each : in_) {
            const std::int64_t run = static_cast<std::int64_t>(each->values.size()) / outer;
            made.values.insert(made.values.end(), each->values.begin() + o * run, each->values.begin() + (o + 1) * run);
        }
    }
    return made;
}

Numbers Step::padded() const {
    const Numbers& x = *in_[0];
    const Whole pads = list("pads", 1);
    const std::size_t axes = x.dims.size();
    Numbers made;
    for (std::size_t i = 0; i < axes; ++i) made.dims.push_back(x.dims[i] + pads[i] + pads[i + axes]);
    for (std::int64_t n = 0; n < product(made.dims); ++n) {
        std::int64_t rest = n, from = 0, step = 1;
        bool inside = true;
        for (std::size_t i = axes; i-- > 0;) {
            const std::int64_t place = rest % made.dims[i] - pads[i];
            rest /= made.dims[i];
            inside = inside && place >= 0 && place < x.dims[i];
            from += place * step;
            step *= x.dims[i];
        }
        made.values.push_back(inside ? x.values[index(from)] : real("value", 0.0));
    }
    return made;
}

std::vector<Numbers> Step::split() const {
    std::vector<Numbers> made;
    std::int64_t begin = 0;
    for (const std::int64_t size : list("split", 1)) {
        made.push_back(part(whole("axis", 0), begin, begin + size));
        begin += size;
    }
    return made;
}

Numbers Step::sliced() const {
    const Whole starts = list("starts", 1), ends = list("ends", 2), axes = list("axes", 3);
    Numbers now = *in_[0];
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::int64_t length = now.dims[index(axes[i])];
        const auto place = [&](std::int64_t at) {
            return std::clamp<std::int64_t>(at < 0 ? at + length : at, 0, length);
        };
        now = Step(node_, {&now}).part(axes[i], place(starts[i]), place(ends[i]));
    }
    return now;
}

std::vector<Numbers> Step::run() const {
    const std::string& op = node_.op_type();
    const double infinity = std::numeric_limits<double>::infinity();
    if (op == "Conv") return {conv()};
    if (op == "MaxPool" || op == "AveragePool") return {pool(op == "AveragePool")};
    if (op == "GlobalAveragePool") return {mean_over({2, 3}, true)};
    if (op == "ReduceMean") return {mean_over(list("axes", 1), whole("keepdims", 1) != 0)};
    if (op == "Gemm" || op == "MatMul") return {gemm()};
    if (op == "BatchNormalization") return {normalized()};
    if (op == "LRN") return {response_normalized()};
    if (op == "Relu") return {each([](double x) { return std::max(x, 0.0); })};
    if (op == "LeakyRelu") return {each([&](double x) { return x < 0 ? x * real("alpha", 0.01) : x; })};
    if (op == "Elu") return {each([&](double x) { return x < 0 ? real("alpha", 1.0) * (std::exp(x) - 1) : x; })};
    if (op == "Sigmoid") return {each([](double x) { return 1 / (1 + std::exp(-x)); })};
    if (op == "Exp") return {each([](double x) { return std::exp(x); })};
    if (op == "Erf") return {each([](double x) { return std::erf(x); })};
    if (op == "Sqrt") return {each([](double x) { return std::sqrt(x); })};
    if (op == "Abs") return {each([](double x) { return std::abs(x); })};
    if (op == "Neg") return {each([](double x) { return -x; })};
    if (op == "Softplus") return {each([](double x) { return std::log1p(std::exp(x)); })};
    if (op == "Mish") return {each([](double x) { return x * std::tanh(std::log1p(std::exp(x))); })};
    if (op == "Pow") return {pairs(*in_[0], *in_[1], [](double x, double y) { return std::pow(x, y); })};
    if (op == "Tanh") return {each([](double x) { return std::tanh(x); })};
    if (op == "HardSigmoid")
        return {each([&](double x) { return std::clamp(real("alpha", 0.2) * x + real("beta", 0.5), 0.0, 1.0); })};
    if (op == "HardSwish") return {each([](double x) { return x * std::clamp(x / 6 + 0.5, 0.0, 1.0); })};
    if (op == "Clip")
        return {each([&](double x) { return std::clamp(x, bound(1, "min", -infinity), bound(2, "max", infinity)); })};
    if (op == "PRelu") return {pairs(*in_[0], *in_[1], [](double x, double slope) { return x < 0 ? slope * x : x; })};
    if (op == "Add") return {pairs(*in_[0], *in_[1], std::plus<>())};
    if (op == "Sub") return {pairs(*in_[0], *in_[1], std::minus<>())};
    if (op == "Mul") return {pairs(*in_[0], *in_[1], std::multiplies<>())};
    if (op == "Div") return {pairs(*in_[0], *in_[1], std::divides<>())};
    if (op == "Sum") return {pairs(pairs(*in_[0], *in_[1], std::plus<>()), *in_[2], std::plus<>())};
    if (op == "Identity" || op == "Dropout") return {*in_[0]};
    if (op == "Flatten") return {reshaped({in_[0]->dims[0], -1})};
    if (op == "Reshape") return {reshaped(list("shape", 1))};
    if (op == "Squeeze") return {reshaped({1, -1})};
    if (op == "Unsqueeze") return {reshaped({1})};
    if (op == "Transpose") return {transposed(list("perm", 99))};
    if (op == "Concat") return {concatenated()};
    if (op == "Split") return split();
    if (op == "Slice") return {sliced()};
    if (op == "Pad") return {padded()};
    if (op == "Shape")
        return {{{static_cast<std::int64_t>(in_[0]->dims.size())}, {in_[0]->dims.begin(), in_[0]->dims.end()}}};
    if (op == "Gather") {
        const auto place = static_cast<std::int64_t>(in_[1]->values[0]), axis = whole("axis", 0),
                   length = in_[0]->dims[index(axis)];
        Numbers made = part(axis, place < 0 ? place + length : place, (place < 0 ? place + length : place) + 1);
        if (in_[1]->dims.empty()) made.dims.erase(made.dims.begin() + axis);
        return {made};
    }
    if (op == "Softmax" || op == "LogSoftmax") return {*in_[0]};  // nobody looks behind the scores
    throw std::runtime_error("the reference does not know " + op);
}

}  // namespace

std::map<std::string, Numbers> reference_run(const poolscope::onnx::Model& model, std::span<const float> input) {
    std::map<std::string, Numbers> values;
    for (const onnx::Tensor& each : model.graph().initializer()) values[each.name()] = of_tensor(each);
    const onnx::ValueInfo& photo = model.graph().input(0);
    Numbers& first = values[photo.name()];
    for (const onnx::Dimension& dim : photo.type().tensor_type().shape().dim()) first.dims.push_back(dim.dim_value());
    first.values.assign(input.begin(), input.end());
    for (const onnx::Node& node : model.graph().node()) {
        std::vector<const Numbers*> inputs;
        for (const std::string& each : node.input()) inputs.push_back(each.empty() ? nullptr : &values.at(each));
        std::vector<Numbers> outputs = Step(node, std::move(inputs)).run();
        for (int i = 0; i < std::min(node.output_size(), static_cast<int>(outputs.size())); ++i)
            values[node.output(i)] = std::move(outputs[static_cast<std::size_t>(i)]);
    }
    return values;
}

}  // namespace test
