// torchvision's networks through the model check and OpenCV, compared with PyTorch's own numbers: each either gives the
// same features and scores and satisfies the score identity, or the reason why CAM is not defined for it.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "app/network/model_check.h"
#include "network/run_checked.h"
#include "support/catch.h"
#include "support/run_program.h"

namespace {

struct Wanted {
    std::string name;     // name:opset[:plain], as export_torchvision.py takes it
    std::string refusal;  // the key of the reason; empty: CAM is defined
    bool slow = false;    // only with POOLSCOPE_ALL_NETWORKS set
    bool class_maps = false;
};

const std::vector<Wanted> k_wanted{
    {"squeezenet1_1:13", "", false, true},
    {"squeezenet1_1:11:plain", "", false, true},
    {"mobilenet_v2:9", ""},
    {"mobilenet_v2:11", ""},
    {"mobilenet_v2:13", ""},
    {"shufflenet_v2_x0_5:11", ""},
    {"resnet18:13", ""},
    {"mobilenet_v3_small:13", "error.cam_two_dense"},
    {"mnasnet0_5:11", "", true},
    {"mnasnet1_0:13", "", true},
    {"shufflenet_v2_x1_0:9", "", true},
    {"shufflenet_v2_x1_0:13", "", true},
    {"shufflenet_v2_x1_0:16", "", true},
    {"squeezenet1_0:9", "", true, true},
    {"squeezenet1_0:16", "", true, true},
    {"resnet18:9:plain", "", true},
    {"resnet50:9", "", true},
    {"resnet50:13", "", true},
    {"resnext50_32x4d:13", "", true},
    {"densenet121:9", "", true},
    {"densenet121:13", "", true},
    {"densenet121:16:plain", "", true},
    {"googlenet:11", "", true},
    {"googlenet:13", "", true},
    {"inception_v3:11", "", true},
    {"efficientnet_b0:9", "", true},
    {"efficientnet_b0:13", "", true},
    {"efficientnet_b0:16:plain", "", true},
    {"regnet_x_400mf:13", "", true},
    {"regnet_y_400mf:13", "", true},
    {"mobilenet_v2:16:plain", "", true},
    {"mobilenet_v3_large:9:plain", "error.cam_two_dense", true},
    {"vgg11:13", "error.cam_two_dense", true},
    {"alexnet:11", "error.cam_two_dense", true},
    {"convnext_tiny:13", "error.cam_between", true},
};

std::vector<float> numbers(const std::string& path) {
    const std::string bytes = test::read_file(path);
    std::vector<float> all(bytes.size() / sizeof(float));
    std::memcpy(all.data(), bytes.data(), all.size() * sizeof(float));
    return all;
}

double relative_error(const std::vector<float>& ours, const std::vector<float>& theirs) {
    REQUIRE(ours.size() == theirs.size());
    double largest = 1e-6, error = 0.0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        largest = std::max(largest, std::abs(double{theirs[i]}));
        error = std::max(error, std::abs(double{ours[i]} - double{theirs[i]}));
    }
    return error / largest;
}

void check_network(const Wanted& wanted, const std::string& stem) {
    CAPTURE(wanted.name);
    const std::string file = test::read_file(stem + ".onnx");
    const auto checked = network::check_model(std::as_bytes(std::span(file)));
    if (!wanted.refusal.empty()) {
        REQUIRE_FALSE(checked);
        CHECK(checked.error().key == wanted.refusal);
        return;
    }
    if (!checked) {
        FAIL_CHECK(wanted.name << ": " << checked.error().sentence());
        return;
    }
    const network::CheckedModel& model = checked.value();
    CHECK(model.head.class_maps == wanted.class_maps);
    CHECK(model.head.classes == 1000);
    CHECK(model.producer == "pytorch");
    const test::Ran ran = test::run_checked(model, numbers(stem + ".input"));
    const double features = relative_error(ran.maps.values, numbers(stem + ".features"));
    const double logits = relative_error(ran.logits, numbers(stem + ".logits"));
    const double identity = test::identity_error(model, ran);
    CHECK(features < 1e-3);
    CHECK(logits < 1e-3);
    CHECK(identity < 1e-4);
    if (std::getenv("POOLSCOPE_ALL_NETWORKS") != nullptr) {
        WARN(wanted.name << ": features " << features << ", logits " << logits << ", identity " << identity << ", "
                         << model.parameters << " parameters, maps of " << model.feature_height << " x "
                         << model.feature_width);
    }
}

}  // namespace

TEST_CASE("torchvision's networks give PyTorch's numbers or say why CAM is not defined") {
    const bool all = std::getenv("POOLSCOPE_ALL_NETWORKS") != nullptr;
    for (std::size_t begin = 0; begin < k_wanted.size();) {  // a few at a time: their files are large
        const test::TempFolder folder;
        std::vector<std::string> arguments{POOLSCOPE_TEST_DATA "/network/export_torchvision.py",
                                           folder.path().string()};
        std::vector<const Wanted*> batch;
        for (; begin < k_wanted.size() && batch.size() < 8; ++begin) {
            if (k_wanted[begin].slow && !all) continue;
            batch.push_back(&k_wanted[begin]);
            arguments.push_back(k_wanted[begin].name);
        }
        if (batch.empty()) break;
        // The sanitizers' own settings are not for Python.
        const test::ProgramRun run = test::run_program("/usr/bin/python3", arguments, {}, std::chrono::seconds(280));
        if (run.exit_code == 77 || run.exit_code == 127) {
            WARN("skipped: " << run.out);
            return;
        }
        INFO(run.err);
        REQUIRE(run.exit_code == 0);
        for (const Wanted* each : batch) {
            const std::size_t colon = each->name.find(':');
            std::string stem = each->name.substr(0, colon) + "-" + each->name.substr(colon + 1);
            std::replace(stem.begin(), stem.end(), ':', '-');
            check_network(*each, folder.file(stem));
        }
    }
}
