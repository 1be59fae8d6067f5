// The programs of each scene: pooling of its table, or the score and the map of a class from feature maps.
#include "app/scenes/cam_state.h"
#include "app/scenes/compare_state.h"
#include "app/scenes/gap_state.h"
#include "app/scenes/photo_state.h"
#include "app/scenes/pooling_code.h"
#include "app/scenes/python.h"
#include "app/scenes/scene_exports.h"
#include "app/scenes/stack_code.h"
#include "app/scenes/stack_screen.h"
#include "app/scenes/stride_state.h"
#include "app/scenes/way_back_code.h"

namespace scenes {
namespace {

std::string lane_name(Lane lane) { return std::string(lane_key(lane).substr(std::string_view("lane.").size())); }
std::string lane_variable(Lane lane) { return "y_" + lane_name(lane); }

// Of the way back, if that is what is shown; else empty.
std::string back_code(const WayBack& back, const PoolFacts& facts, const WayBackFacts& on_the_way, Framework framework,
                      const ui::Text& text) {
    if (facts.geometry && back.direction == Direction::backward && !on_the_way.sent.empty())
        return backward_code(facts.input, facts.spec, on_the_way.sent, back.ties, framework, text);
    if (back.direction == Direction::unpool && !on_the_way.unpooled.values.empty())
        return unpool_code(facts.pooled.values, facts.pooled.indices, on_the_way.size, framework, text);
    return {};
}

// One program after the other; each leaves its result under the name of its lane too.
std::string lanes_back_code(const CompareState& state, Framework framework, const ui::Text& text) {
    const WayBack& back = state.document.back;
    const std::string result = back.direction == Direction::backward ? "gradient" : "unpooled";
    std::string code;
    for (const Lane lane : k_lanes) {
        if (lane == Lane::difference || !state.shows(lane)) continue;
        const std::string of_lane =
            back_code(back, state.lane(lane), state.back[static_cast<std::size_t>(lane)], framework, text);
        if (of_lane.empty()) continue;
        if (!code.empty()) code += '\n';
        code += python::comment(text.get(lane_key(lane)));
        code += of_lane;
        code += result;
        code += "_";
        code += lane_name(lane);
        code += " = ";
        code += result;
        code += '\n';
    }
    return code;
}

// Reads what `poolscope render SCENE --table NAME -o NAME.npy` has written; `f` and `w` are arrays of NumPy.
std::string head_input(const ui::Text& text) {
    std::string code = "import numpy as np\n\n" + python::comment(text.get("code.head_files"));
    for (const char* name : {"maps", "weights", "bias"}) {
        code += "#   poolscope render SCENE.poolscope --table " + std::string(name) + " -o " + name + ".npy\n";
    }
    code += "f = np.load(\"maps.npy\")\nw = np.load(\"weights.npy\")\nb = np.load(\"bias.npy\")[0]\n\n";
    return code;
}

std::string head_code(Framework framework, const ui::Text& text, const std::string& name) {
    std::string code = python::comment(text.format("code.head_title", {{"name", name}})) + head_input(text);
    switch (framework) {
        case Framework::pytorch:
            return code +
                   "import torch\n\n"
                   "maps, weights = torch.from_numpy(f), torch.from_numpy(w)\n"
                   "means = torch.nn.functional.adaptive_avg_pool2d(maps, 1).flatten()  # GAP\n"
                   "score = (means @ weights + b).item()\n"
                   "cam = torch.einsum(\"k,khw->hw\", weights, maps).numpy()  # CAM\n"
                   "print(score, cam.mean() + b)\nprint(cam)\n";
        case Framework::keras:
            return code +
                   "import tensorflow as tf\n\n"
                   "maps = tf.transpose(f, (1, 2, 0))[None]\n"
                   "means = tf.keras.layers.GlobalAveragePooling2D()(maps)[0]  # GAP\n"
                   "score = float(tf.tensordot(means, w, 1) + b)\n"
                   "cam = tf.tensordot(maps[0], w, 1).numpy()  # CAM\n"
                   "print(score, cam.mean() + b)\nprint(cam)\n";
        case Framework::onnx:
            return code +
                   "import onnx\nimport onnxruntime\nfrom onnx import TensorProto, helper, numpy_helper\n\n"
                   "kernel = numpy_helper.from_array(w[None, :, None, None], \"kernel\")\n"
                   "bias = numpy_helper.from_array(np.array([b], np.float32), \"bias\")\n"
                   "nodes = [helper.make_node(\"Conv\", [\"maps\", \"kernel\"], [\"cam\"]),  # CAM\n"
                   "         helper.make_node(\"GlobalAveragePool\", [\"cam\"], [\"mean\"]),  # GAP\n"
                   "         helper.make_node(\"Add\", [\"mean\", \"bias\"], [\"score\"])]\n"
                   "def tensor(name, shape):\n"
                   "    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)\n"
                   "graph = helper.make_graph(nodes, \"cam\", [tensor(\"maps\", [1, *f.shape])],\n"
                   "    [tensor(\"score\", [1, 1, 1, 1]), tensor(\"cam\", [1, 1, *f.shape[1:]])], [kernel, bias])\n"
                   "model = helper.make_model(graph, opset_imports=[helper.make_opsetid(\"\", 17)])\n"
                   "onnx.checker.check_model(model)\n"
                   "session = onnxruntime.InferenceSession(model.SerializeToString(), "
                   "providers=[\"CPUExecutionProvider\"])\n"
                   "score, cam = session.run(None, {\"maps\": f[None]})\n"
                   "score, cam = score.item(), cam[0, 0]\n"
                   "print(score, cam.mean() + b)\nprint(cam)\n";
        case Framework::numpy:
            return code +
                   "means = f.mean(axis=(1, 2))  # GAP\n"
                   "score = means @ w + b\n"
                   "cam = np.tensordot(w, f, axes=1)  # CAM\n"
                   "print(score, cam.mean() + b)\nprint(cam)\n";
    }
    return code;
}

}  // namespace

std::string stride_code(const StrideState& state, Framework framework, const ui::Text& text) {
    std::string back = back_code(state.document.back, state.facts, state.back, framework, text);
    if (!back.empty()) return back;
    const NamedPooling pooling{"y", state.document.spec};
    return pooling_code(state.document.input.grid, std::span(&pooling, 1), framework, text);
}

std::string compare_code(const CompareState& state, Framework framework, const ui::Text& text) {
    if (std::string back = lanes_back_code(state, framework, text); !back.empty()) return back;
    std::vector<NamedPooling> poolings;
    const auto add = [&](Lane lane) {
        core::PoolSpec spec = state.document.spec;
        spec.op = lane_op(lane);
        poolings.push_back({lane_variable(lane), spec});
    };
    for (const Lane lane : k_lanes) {
        const bool for_difference = state.shows(Lane::difference) && (lane == Lane::max || lane == Lane::average);
        if (lane != Lane::difference && (state.shows(lane) || for_difference)) add(lane);
    }
    std::string code = pooling_code(state.document.input.grid, poolings, framework, text);
    if (!state.shows(Lane::difference) || state.difference.empty()) return code;
    const std::string name = lane_variable(Lane::difference);
    return code + name + " = " + lane_variable(Lane::max) + " - " + lane_variable(Lane::average) + "\nprint(" + name +
           ")\n";
}

std::string photo_code(const PhotoState& state, Framework framework, const ui::Text& text) {
    if (state.photo.empty()) return {};
    const std::vector<NamedPooling> poolings{{"y_max", photo_spec(state.document, core::Op::max)},
                                             {"y_average", photo_spec(state.document, core::Op::average)}};
    return python::comment(text.get("code.crop")) + pooling_code(state.facts.numbers, poolings, framework, text);
}

std::string gap_code(const GapState& state, Framework framework, const ui::Text& text) {
    if (!state.look.look) return {};
    return head_code(framework, text, class_name(*state.look.look, text, state.facts.class_index));
}

std::string cam_code(const CamState& state, Framework framework, const ui::Text& text) {
    if (!state.look.look || !state.facts.large_slot()) return {};
    return head_code(framework, text, class_name(*state.look.look, text, state.facts.large_slot()->index));
}

std::string stack_code(const StackState& state, Framework framework, const ui::Text& text) {
    const StackFacts& facts = state.facts;
    if (facts.values.empty() || photo_pending(state)) return {};
    const std::size_t laid = facts.values.size() - 1;
    std::string code = stack_program(facts.values, std::span(facts.layers).first(laid), framework, text);
    return facts.problem ? code + python::comment(problem_sentence(text, *facts.problem)) : code;
}

}  // namespace scenes
