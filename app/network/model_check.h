// A model file is hostile until checked: reads ONNX bytes without trusting any of them, finds the head that CAM needs,
// and writes a new, mended model that OpenCV 4.6 loads and computes rightly. Nothing of the file reaches OpenCV except
// numbers and names of operators that this check understood.
//   features [1, channels, height, width] -> mean over places -> one linear layer -> logits [1, classes]
// Invariant of CheckedModel: `onnx` has the one input `input` and exactly the outputs `features` and `logits`, in this
// order; `head` comes from the file's own weights, so that mean(CAM) + bias = logit checks OpenCV instead of echoing
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/feature_maps.h"
#include "core/result.h"

namespace network {

struct InputSize {
    std::int64_t height = 224;
    std::int64_t width = 224;
};

struct CheckedModel {
    std::vector<std::byte> onnx;  // load with cv::dnn::readNetFromONNX(buffer, size)
    core::LinearHead head;        // class_maps: 1x1 convolution to classes before the GAP (SqueezeNet)
    std::int64_t input_height =
        0;  // of the input [1, 3, height, width]; what the caller says where the file leaves it open
    std::int64_t input_width = 0;
    std::int64_t feature_height = 0;  // of the maps that enter the GAP
    std::int64_t feature_width = 0;
    std::string feature_name;     // of the tensor that enters the GAP, as the file calls it
    std::int64_t parameters = 0;  // weights and biases that the network learnt
    std::int64_t opset = 0;
    std::string producer;  // the program that wrote the file, as it calls itself; may be empty
};

inline constexpr std::string_view k_input_name = "input";
inline constexpr std::string_view k_features_name = "features";
inline constexpr std::string_view k_logits_name = "logits";

// Errors: error.model_* (damaged, or not for this program) and error.cam_* (CAM is not defined for this network, with
// the reason). Never crashes, whatever the bytes are; memory stays within a few times the file's size. `open` is the
// height and width of an input whose size the file leaves open.
core::Result<CheckedModel> check_model(std::span<const std::byte> onnx, const InputSize& open = {});

}  // namespace network
