// A model that passed the check, run by OpenCV in the test's own process.
#pragma once

#include <span>
#include <vector>

#include "app/network/model_check.h"

namespace test {

struct Ran {
    core::FeatureMaps maps;
    std::vector<float> logits;
};

// Throws what OpenCV throws. `input`: 3 x height x width numbers.
Ran run_checked(const network::CheckedModel& model, std::span<const float> input);

// 3 x height x width numbers between -1 and 1, the same for the same size.
std::vector<float> sample_input(const network::CheckedModel& model);

// The largest |mean(CAM) + bias - logit| over all classes, as a share of max(1, largest |logit|).
double identity_error(const network::CheckedModel& model, const Ran& ran);

}  // namespace test
