#include "app/network/model_graph.h"

#include <algorithm>
#include <utility>

#include "app/network/sentences.h"

namespace network {

ConstantRef whole_constant(Dims dims, std::vector<std::int64_t> numbers) {
    return std::make_shared<Constant>(Constant{.dims = std::move(dims), .whole = true, .wholes = std::move(numbers)});
}

ConstantRef real_constant(Dims dims, std::vector<float> numbers) {
    return std::make_shared<Constant>(Constant{.dims = std::move(dims), .whole = false, .reals = std::move(numbers)});
}

std::int64_t ModelNode::whole(std::string_view key, std::int64_t otherwise) const {
    const auto* found = attribute<std::int64_t>(key);
    return found != nullptr ? *found : otherwise;
}

float ModelNode::real(std::string_view key, float otherwise) const {
    const auto* found = attribute<float>(key);
    return found != nullptr ? *found : otherwise;
}

std::string ModelNode::text(std::string_view key, std::string_view otherwise) const {
    const auto* found = attribute<std::string>(key);
    return found != nullptr ? *found : std::string(otherwise);
}

const ModelNode* ModelGraph::maker(int value) const {
    if (value == k_absent) return nullptr;
    const ModelValue& made = values[index(value)];
    return made.constant || made.maker == k_absent ? nullptr : &nodes[index(made.maker)];
}

std::optional<std::int64_t> product(const Dims& dims, std::int64_t most) {
    std::int64_t total = 1;
    for (const std::int64_t dim : dims) {
        if (dim < 1 || dim > most / total) return std::nullopt;
        total *= dim;
    }
    return total;
}

std::int64_t count_of(const Dims& dims) {
    std::int64_t total = 1;
    for (const std::int64_t dim : dims) total *= dim;
    return total;
}

core::Result<std::vector<int>> nodes_before(const ModelGraph& graph, int value) {
    enum class Mark : char { unseen, open, done };
    std::vector<Mark> marks(graph.nodes.size(), Mark::unseen);
    std::vector<int> order;
    struct Visit {
        int node;
        std::size_t next_input;
    };
    std::vector<Visit> path;  // not recursion: a chain may be as long as the file
    const auto enter = [&](int wanted, std::string_view by) -> std::optional<core::Error> {
        const ModelValue& needed = graph.values[ModelGraph::index(wanted)];
        if (wanted == graph.input || needed.constant) return std::nullopt;
        if (needed.maker == k_absent)
            return error("error.model_dangling", {}, {{"op", std::string(by)}, {"name", shown(needed.name)}});
        Mark& mark = marks[ModelGraph::index(needed.maker)];
        if (mark == Mark::open) return error("error.model_circle", {}, {{"name", shown(needed.name)}});
        if (mark == Mark::unseen) {
            mark = Mark::open;
            path.push_back({needed.maker, 0});
        }
        return std::nullopt;
    };
    if (auto problem = enter(value, "output")) return *problem;
    while (!path.empty()) {
        Visit& visit = path.back();
        const ModelNode& node = graph.nodes[ModelGraph::index(visit.node)];
        if (visit.next_input == node.inputs.size()) {
            marks[ModelGraph::index(visit.node)] = Mark::done;
            order.push_back(visit.node);
            path.pop_back();
            continue;
        }
        const int input = node.inputs[visit.next_input++];
        if (input == k_absent) continue;
        if (auto problem = enter(input, shown(node))) return *problem;
    }
    return order;
}

std::string shown(std::string_view name) {
    constexpr std::size_t k_most = 60;
    std::string text(name.substr(0, k_most));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < ' ' || c > '~' || c == '{' || c == '}'; }, '?');
    if (name.size() > k_most) text += "...";
    return text.empty() ? "?" : text;
}

std::string shown(const Dims& dims) {
    constexpr std::size_t k_most = 8;
    if (dims.empty()) return "1";
    std::string text;
    for (std::size_t axis = 0; axis < std::min(dims.size(), k_most); ++axis) {
        text += (axis > 0 ? " x " : "") + std::to_string(dims[axis]);
    }
    return dims.size() > k_most ? text + " x ..." : text;
}

std::string shown(const ModelNode& node) {
    return node.name.empty() ? shown(node.op) : shown(node.op) + " " + shown(node.name);
}

}  // namespace network
