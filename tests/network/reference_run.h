// An ONNX model worked out slowly by the rules of the operators, in double and apart from the program: what the file
// means, to compare with what the mended file gives. Knows the operators of small_models.cpp.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "app/network/onnx.pb.h"

namespace test {

struct Numbers {
    std::vector<std::int64_t> dims;
    std::vector<double> values;
};

// All values of the graph by name. An operator it does not know is an exception.
std::map<std::string, Numbers> reference_run(const poolscope::onnx::Model& model, std::span<const float> input);

}  // namespace test
