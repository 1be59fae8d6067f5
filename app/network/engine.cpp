#include "app/network/engine.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <exception>
#include <new>
#include <opencv2/core/utility.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/network/sentences.h"

namespace network {
namespace {

constexpr int k_max_threads = 4;
constexpr std::size_t k_max_message = 160;

// OpenCV's words as one short line of plain characters: they may quote names from the file.
std::string plain(std::string_view message) {
    std::string line;
    for (const char c : message) {
        const bool space = static_cast<unsigned char>(c) <= ' ';
        if (space && (line.empty() || line.back() == ' ')) continue;
        line += space ? ' ' : static_cast<unsigned char>(c) < 0x7F ? c : '?';
    }
    if (line.size() > k_max_message) line.replace(k_max_message, std::string::npos, "...");
    return line;
}

// Carries out `work`; what OpenCV or the standard library throws becomes the Error of `key`.
template <class Value, class Work>
core::Result<Value> guarded(std::string_view key, Work work) {
    try {
        return work();
    } catch (const cv::Exception& exception) {
        if (exception.code == cv::Error::StsNoMem) throw std::bad_alloc();
        return error(key, "", {{"message", plain(exception.err)}});
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& exception) {
        return error(key, "", {{"message", plain(exception.what())}});
    }
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const std::int64_t size : shape) text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text.empty() ? "nothing" : text;
}

// The numbers of `blob`, which MUST have the shape `wanted`.
core::Result<std::vector<float>> numbers_of(const cv::Mat& blob, std::string_view name,
                                            const std::vector<std::int64_t>& wanted) {
    std::vector<std::int64_t> shape;
    for (int axis = 0; axis < blob.dims; ++axis) shape.push_back(blob.size[axis]);
    if (shape != wanted || blob.type() != CV_32F || !blob.isContinuous())
        return error("error.engine_shape", "",
                     {{"output", std::string(name)}, {"given", shape_text(shape)}, {"wanted", shape_text(wanted)}});
    const auto* first = blob.ptr<float>();
    return std::vector<float>(first, first + blob.total());
}

}  // namespace

struct Engine::Impl {
    cv::dnn::Net net;
    ModelFacts facts;
    std::int64_t feature_height = 0;
    std::int64_t feature_width = 0;

    core::Result<Output> forward(std::span<const float> input) {
        const std::array<int, 4> shape{1, 3, static_cast<int>(facts.input_height), static_cast<int>(facts.input_width)};
        // setInput copies, so the numbers are safe from OpenCV.
        const cv::Mat blob(static_cast<int>(shape.size()), shape.data(), CV_32F, const_cast<float*>(input.data()));
        net.setInput(blob, std::string(k_input_name));
        // Always the same two names: another set would make OpenCV plan its memory anew.
        std::vector<cv::Mat> outputs;
        net.forward(outputs, std::vector<cv::String>{std::string(k_features_name), std::string(k_logits_name)});
        if (outputs.size() != 2) return error("error.engine_run", "", {{"message", "two outputs are missing"}});

        const core::LinearHead& head = facts.head;
        core::Result<std::vector<float>> maps =
            numbers_of(outputs[0], k_features_name, {1, head.channels, feature_height, feature_width});
        if (!maps) return maps.error();
        core::Result<std::vector<float>> logits = numbers_of(outputs[1], k_logits_name, {1, head.classes});
        if (!logits) return logits.error();
        return Output{{head.channels, feature_height, feature_width, std::move(maps).value()},
                      std::move(logits).value()};
    }
};

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine::~Engine() = default;

core::Result<Engine> Engine::load(CheckedModel model) {
    return guarded<Engine>("error.engine_load", [&]() -> core::Result<Engine> {
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        cv::setNumThreads(std::clamp(cv::getNumberOfCPUs(), 1, k_max_threads));
        auto impl = std::make_unique<Impl>();
        impl->net = cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(model.onnx.data()), model.onnx.size());
        model.onnx = {};  // the layers have copies
        impl->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        impl->net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        impl->facts = {model.input_height, model.input_width, model.parameters, std::move(model.head)};
        impl->feature_height = model.feature_height;
        impl->feature_width = model.feature_width;
        const std::vector<float> zeros(static_cast<std::size_t>(3 * model.input_height * model.input_width));
        if (const core::Result<Output> first = impl->forward(zeros); !first) return first.error();
        return Engine(std::move(impl));
    });
}

const ModelFacts& Engine::facts() const { return impl_->facts; }

core::Result<Output> Engine::run(std::span<const float> input) {
    const std::int64_t height = impl_->facts.input_height;
    const std::int64_t width = impl_->facts.input_width;
    if (static_cast<std::int64_t>(input.size()) != 3 * height * width)
        return error("error.network_input_length", "",
                     {{"wanted", std::to_string(3 * height * width)},
                      {"height", std::to_string(height)},
                      {"width", std::to_string(width)},
                      {"given", std::to_string(input.size())}});
    return guarded<Output>("error.engine_run", [&] { return impl_->forward(input); });
}

}  // namespace network
