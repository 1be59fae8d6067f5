// From a checked ModelGraph to ONNX bytes that OpenCV 4.6 loads and computes rightly. Everything is written anew, each
// operator in the one form that this version is known to get right:
//   Clip with attributes; Gemm with transB = 1 and without alpha and beta; explicit pads; spatial ReduceMean as
//   GlobalAveragePool; every change of shape as Reshape to fixed numbers; nothing that is known beforehand computed
//   again; constants of Add and Mul one number, one per channel, or one per place. The head follows the features:
//   GlobalAveragePool, Reshape, Gemm (or none, for class maps), whatever the file had there.
#pragma once

#include <cstddef>
#include <vector>

#include "app/network/model_graph.h"
#include "app/network/model_head.h"

namespace network {

struct WrittenModel {
    std::vector<std::byte> onnx;
    std::int64_t parameters = 0;  // that the network learnt, those of the head included
};

// An operator or a setting that OpenCV 4.6 has no right form for is a sentence.
core::Result<WrittenModel> write_model(const ModelGraph& graph, const ModelHead& head);

}  // namespace network
