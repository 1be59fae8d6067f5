#include "network/run_checked.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>
#include <string>

namespace test {

Ran run_checked(const network::CheckedModel& model, std::span<const float> input) {
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    cv::dnn::Net net = cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(model.onnx.data()), model.onnx.size());
    const std::array size{1, 3, static_cast<int>(model.input_height), static_cast<int>(model.input_width)};
    std::vector<float> copy(input.begin(), input.end());
    net.setInput(cv::Mat(4, size.data(), CV_32F, copy.data()), std::string(network::k_input_name));
    std::vector<cv::Mat> outputs;
    net.forward(outputs,
                std::vector<cv::String>{std::string(network::k_features_name), std::string(network::k_logits_name)});
    Ran ran;
    ran.maps.channels = model.head.channels;
    ran.maps.height = model.feature_height;
    ran.maps.width = model.feature_width;
    ran.maps.values.assign(outputs[0].ptr<float>(), outputs[0].ptr<float>() + outputs[0].total());
    ran.logits.assign(outputs[1].ptr<float>(), outputs[1].ptr<float>() + outputs[1].total());
    return ran;
}

std::vector<float> sample_input(const network::CheckedModel& model) {
    std::vector<float> input(static_cast<std::size_t>(3 * model.input_height * model.input_width));
    for (std::size_t i = 0; i < input.size(); ++i) input[i] = std::sin(static_cast<float>(i * i % 1'013));
    return input;
}

double identity_error(const network::CheckedModel& model, const Ran& ran) {
    const std::vector<double> scores = core::scores(core::map_means(ran.maps), model.head);
    double largest = 1.0, error = 0.0;
    for (std::size_t c = 0; c < scores.size(); ++c) {
        largest = std::max(largest, std::abs(double{ran.logits[c]}));
        error = std::max(error, std::abs(scores[c] - double{ran.logits[c]}));
    }
    return error / largest;
}

}  // namespace test
