// The model check on valid files: every form of head and layer is found, mended where OpenCV 4.6 needs it, and gives
// the numbers that the file means; networks without a head for CAM say why.
#include "app/network/model_check.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "network/reference_run.h"
#include "network/run_checked.h"
#include "network/small_models.h"
#include "support/catch.h"

namespace {

using Whole = std::vector<std::int64_t>;

network::CheckedModel checked(const test::ModelBuilder& model) {
    auto result = network::check_model(model.bytes());
    if (!result) FAIL(result.error().sentence());
    return std::move(result).value();
}

core::Error refused(const test::ModelBuilder& model) {
    const auto result = network::check_model(model.bytes());
    if (result) FAIL("accepted");
    return result.error();
}

// As a share of max(1, largest number).
double largest_difference(const std::vector<float>& ours, const std::vector<double>& meant) {
    REQUIRE(ours.size() == meant.size());
    double difference = 0.0, largest = 1.0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        difference = std::max(difference, std::abs(double{ours[i]} - meant[i]));
        largest = std::max(largest, std::abs(meant[i]));
    }
    return difference / largest;
}

// "features" -> pooling -> dense -> `between` -> dense.
test::ModelBuilder two_dense(const std::string& between) {
    test::ModelBuilder model = test::with_features();
    test::add_row(model);
    model.weights("first", {4, 4}, test::numbers(16, 2));
    model.node("MatMul", {"row", "first"}, "hidden");
    if (!between.empty()) model.node(between, {"hidden"}, "active");
    test::add_gemm(model, between.empty() ? "hidden" : "active");
    return model;
}

}  // namespace

TEST_CASE("every small model gives the numbers that its file means") {
    REQUIRE(test::small_models().size() > 50);
    for (const test::SmallModel& each : test::small_models()) {
        CAPTURE(each.name);
        const test::ModelBuilder file = each.make();
        const auto result = network::check_model(file.bytes());
        if (!result) {
            FAIL_CHECK(each.name << ": " << result.error().sentence());
            continue;
        }
        const network::CheckedModel& model = result.value();
        CHECK(model.feature_name == each.features);
        const std::vector<float> input = test::sample_input(model);
        const auto meant = test::reference_run(file.model, input);
        const test::Numbers& features = meant.at(std::string(each.features));
        CHECK(Whole{1, model.head.channels, model.feature_height, model.feature_width} == features.dims);
        const test::Ran ran = test::run_checked(model, input);
        CHECK(largest_difference(ran.maps.values, features.values) < 1e-5);
        CHECK(largest_difference(ran.logits, meant.at(std::string(each.logits)).values) < 1e-5);
        CHECK(test::identity_error(model, ran) < 1e-6);
        CHECK(model.head.class_maps == (each.name == "class maps"));
    }
}

TEST_CASE("a checked model tells what is in the file") {
    test::ModelBuilder file = test::plain_model(12);
    file.model.set_producer_name("by hand");
    const network::CheckedModel model = checked(file);
    CHECK(model.input_height == 6);
    CHECK(model.input_width == 5);
    CHECK(model.feature_height == 6);
    CHECK(model.feature_width == 5);
    CHECK(model.head.classes == 3);
    CHECK(model.head.channels == 4);
    CHECK(model.head.weights == test::numbers(12, 5));
    CHECK(model.head.bias == test::numbers(3, 6));
    CHECK(model.parameters == (4 * 27 + 4) + (12 + 3));
    CHECK(model.opset == 12);
    CHECK(model.producer == "by hand");
}

TEST_CASE("the file that is handed on has one input and the outputs features and logits, in this order") {
    for (const test::SmallModel& each : test::small_models()) {
        const network::CheckedModel model = checked(each.make());
        test::onnx::Model written;
        REQUIRE(written.ParseFromArray(model.onnx.data(), static_cast<int>(model.onnx.size())));
        REQUIRE(written.graph().input_size() == 1);
        CHECK(written.graph().input(0).name() == network::k_input_name);
        REQUIRE(written.graph().output_size() == 2);
        CHECK(written.graph().output(0).name() == network::k_features_name);
        CHECK(written.graph().output(1).name() == network::k_logits_name);
        for (const test::onnx::Node& node : written.graph().node()) CHECK_FALSE(node.name().empty());
        // What has been checked once passes again and stays the same.
        const auto again = network::check_model(model.onnx);
        if (!again) FAIL(each.name << ": " << again.error().sentence());
        CHECK(again.value().head.weights == model.head.weights);
        CHECK(again.value().parameters == model.parameters);
    }
}

TEST_CASE("open sizes of the input become one picture of 224 x 224, or as large as was asked for") {
    test::ModelBuilder file = test::plain_model();
    auto& shape = *file.model.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type()->mutable_shape();
    shape.mutable_dim(0)->set_dim_param("batch");
    CHECK(checked(file).input_height == 6);
    shape.mutable_dim(2)->set_dim_param("height");
    shape.mutable_dim(3)->clear_value();
    const network::CheckedModel model = checked(file);
    CHECK(model.input_height == 224);
    CHECK(model.input_width == 224);
    CHECK(model.feature_height == 224);
    const auto asked = network::check_model(file.bytes(), {96, 64});
    REQUIRE(asked);
    CHECK(asked.value().input_height == 96);
    CHECK(asked.value().input_width == 64);
    CHECK(asked.value().feature_width == 64);
    const auto fixed = network::check_model(test::plain_model().bytes(), {96, 64});
    REQUIRE(fixed);
    CHECK(fixed.value().input_height == 6);
    const auto too_large = network::check_model(file.bytes(), {96, 4096});
    REQUIRE_FALSE(too_large);
    CHECK(too_large.error().key == "error.model_input_size");
    CHECK(test::identity_error(model, test::run_checked(model, test::sample_input(model))) < 1e-4);
}

TEST_CASE("weights may be written as numbers one by one") {
    test::ModelBuilder file = test::plain_model();
    for (test::onnx::Tensor& tensor : *file.model.mutable_graph()->mutable_initializer()) {
        std::vector<float> all(tensor.raw_data().size() / sizeof(float));
        std::copy_n(reinterpret_cast<const float*>(tensor.raw_data().data()), all.size(), all.data());
        tensor.clear_raw_data();
        for (const float number : all) tensor.add_float_data(number);
    }
    CHECK(checked(file).onnx == checked(test::plain_model()).onnx);
}

TEST_CASE("weights named as inputs, names left out, and a head behind a second output are no trouble") {
    test::ModelBuilder file = test::plain_model();
    for (const std::string name : {"head", "head_bias", "conv.w"}) file.input(name, {1});
    for (test::onnx::Node& node : *file.model.mutable_graph()->mutable_node()) node.clear_name();
    CHECK(checked(file).onnx == checked(test::plain_model()).onnx);
}

TEST_CASE("what does not lead to the scores is left out, whatever it is") {
    test::ModelBuilder file = test::plain_model();
    file.node("TopK", {"logits"}, "best");
    file.output("best");
    CHECK(checked(file).onnx == checked(test::plain_model()).onnx);
}

TEST_CASE("CAM is not defined for two dense layers") {
    for (const char* between : {"", "Relu", "HardSwish", "Sigmoid"}) {
        CAPTURE(between);
        CHECK(refused(two_dense(between)).key == "error.cam_two_dense");
    }
    CHECK(refused(two_dense("Relu")).sentence().starts_with("CAM is not defined for this network: two dense layers"));
}

TEST_CASE("CAM is not defined with something nonlinear between pooling and dense layer") {
    test::ModelBuilder model = test::with_features(14);
    test::add_row(model);
    model.node("HardSwish", {"row"}, "active");
    test::add_gemm(model, "active");
    const core::Error error = refused(model);
    CHECK(error.key == "error.cam_between");
    CHECK(error.sentence() ==
          "CAM is not defined for this network: HardSwish stands between its pooling and its dense layer");
}

TEST_CASE("CAM is not defined for flattened maps") {
    test::ModelBuilder model = test::with_features();
    model.node("Flatten", {"features"}, "flat");
    model.weights("head", {120, 3}, test::numbers(360));
    model.node("MatMul", {"flat", "head"}, "logits");
    model.output("logits");
    CHECK(refused(model).key == "error.cam_flattened");
    CHECK(refused(model).sentence().find("1 x 4 x 6 x 5") != std::string::npos);
}

TEST_CASE("CAM is not defined for max pooling before the dense layer") {
    test::ModelBuilder model = test::with_features();
    model.node("GlobalMaxPool", {"features"}, "gap");
    model.node("Flatten", {"gap"}, "row");
    test::add_gemm(model);
    CHECK(refused(model).key == "error.cam_no_gap");
}

TEST_CASE("CAM is not defined for outputs that are no class scores") {
    test::ModelBuilder maps = test::with_features();
    maps.output("features");
    CHECK(refused(maps).key == "error.cam_not_classes");

    test::ModelBuilder pooled;  // ends with the pooling of a residual sum
    pooled.input("input", {1, 3, 6, 5});
    pooled.node("Add", {"input", "input"}, "features");
    pooled.node("GlobalAveragePool", {"features"}, "gap");
    pooled.output("gap");
    CHECK(refused(pooled).key == "error.cam_no_classes");

    test::ModelBuilder several = test::plain_model();
    several.model.mutable_graph()->clear_output();
    several.node("Sigmoid", {"logits"}, "shares");
    several.output("shares");
    CHECK(refused(several).key == "error.cam_no_dense");

    test::ModelBuilder rows = test::plain_model(13);  // softmax over the one row instead of over the classes
    rows.model.mutable_graph()->clear_output();
    test::set(rows.node("Softmax", {"logits"}, "ones"), "axis", std::int64_t{0});
    rows.output("ones");
    CHECK(refused(rows).key == "error.cam_no_dense");
}
