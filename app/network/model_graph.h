// ModelGraph: a network as the model check sees it, after reading and before writing ONNX. Values (what flows) and
// nodes (operators) refer to each other by index, so that names of the file are only ever shown, never followed.
// Invariant after read_model(): every index is in range, every value has at most one origin (input, constant or node),
// every constant has as many numbers as its dims say.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"

namespace network {

using Dims = std::vector<std::int64_t>;  // each >= 1; empty: one number without axes

struct Constant {
    Dims dims;
    bool whole = false;  // integers, else float32
    std::vector<float> reals = {};
    std::vector<std::int64_t> wholes = {};

    std::int64_t count() const { return static_cast<std::int64_t>(whole ? wholes.size() : reals.size()); }
};
using ConstantRef = std::shared_ptr<const Constant>;

ConstantRef whole_constant(Dims dims, std::vector<std::int64_t> numbers);
ConstantRef real_constant(Dims dims, std::vector<float> numbers);

using AttributeValue =
    std::variant<std::int64_t, float, std::string, std::vector<std::int64_t>, std::vector<float>, ConstantRef>;

inline constexpr int k_absent = -1;  // an optional input or output that is not there

struct ModelNode {
    std::string op;
    std::string name;
    std::vector<int> inputs;   // values, or k_absent
    std::vector<int> outputs;  // values, or k_absent
    std::map<std::string, AttributeValue, std::less<>> attributes = {};

    int input(std::size_t index) const { return index < inputs.size() ? inputs[index] : k_absent; }
    // The attribute if it is there and of this type.
    template <class T>
    const T* attribute(std::string_view key) const {
        const auto found = attributes.find(key);
        return found == attributes.end() ? nullptr : std::get_if<T>(&found->second);
    }
    std::int64_t whole(std::string_view key, std::int64_t otherwise) const;
    float real(std::string_view key, float otherwise) const;
    std::string text(std::string_view key, std::string_view otherwise) const;
};

struct ModelValue {
    std::string name;
    int maker = k_absent;           // node; none for the input and for weights
    ConstantRef constant = {};      // weights, or what shape inference could work out
    std::optional<Dims> dims = {};  // known after shape inference
};

struct ModelGraph {
    std::int64_t opset = 0;
    std::string producer;
    std::vector<ModelNode> nodes = {};
    std::vector<ModelValue> values = {};
    int input = k_absent;
    std::vector<int> outputs = {};

    const Constant* constant(int value) const {
        return value == k_absent ? nullptr : values[index(value)].constant.get();
    }
    const Dims* dims(int value) const {
        return value == k_absent || !values[index(value)].dims ? nullptr : &*values[index(value)].dims;
    }
    // The node that makes `value`, if one does and it is not known beforehand.
    const ModelNode* maker(int value) const;

    static std::size_t index(int i) { return static_cast<std::size_t>(i); }
};

// Product of dims; nothing beyond `most`, or for a dim below 1.
std::optional<std::int64_t> product(const Dims& dims, std::int64_t most);
std::int64_t count_of(const Dims& dims);  // of dims that are known to be reasonable

// The nodes that `value` depends on, each after those it needs; or the sentence that they go in a circle, or that an
// input is made by nothing.
core::Result<std::vector<int>> nodes_before(const ModelGraph& graph, int value);

// For sentences: short, printable ASCII whatever the file says; "1 x 3 x 224 x 224".
std::string shown(std::string_view name);
std::string shown(const Dims& dims);
std::string shown(const ModelNode& node);  // "Conv" or "Conv /layer1/conv1"

}  // namespace network
