// The small values of core: specs and their rules, results and errors.
#include "cases.h"
#include "core/pool_spec.h"
#include "core/problem.h"
#include "core/result.h"
#include "support/catch.h"

using core::AutoPad;
using core::Error;
using core::Op;
using core::PoolSpec;
using core::Rule;
using namespace test;

TEST_CASE("spec: each rule's defaults") {
    const PoolSpec pytorch = core::default_spec(Rule::pytorch, Op::average, {3, 2});
    CHECK(pytorch.stride == core::Size2{3, 2});
    CHECK(pytorch.count_include_pad);
    CHECK(pytorch.auto_pad == AutoPad::explicit_padding);
    const PoolSpec onnx = core::default_spec(Rule::onnx, Op::average, {3, 2});
    CHECK(onnx.stride == core::Size2{1, 1});
    CHECK_FALSE(onnx.count_include_pad);
    const PoolSpec keras = core::default_spec(Rule::keras, Op::max, {3, 2});
    CHECK(keras.stride == core::Size2{3, 2});
    CHECK(keras.auto_pad == AutoPad::valid);
    CHECK_FALSE(keras.count_include_pad);
    CHECK(core::default_spec(Rule::pytorch) == PoolSpec{});
}

TEST_CASE("spec: moving to Keras leaves valid or same, no ceil, no counted padding") {
    PoolSpec spec = square_spec(Op::average, 3, 2, 1);
    spec.ceil = true;
    const PoolSpec keras = core::with_rule(spec, Rule::keras);
    CHECK(keras.auto_pad == AutoPad::same_upper);
    CHECK(keras.padding == core::Padding{});
    CHECK_FALSE(keras.ceil);
    CHECK_FALSE(keras.count_include_pad);
    CHECK(keras.kernel == spec.kernel);
    CHECK(keras.stride == spec.stride);
    CHECK(core::with_rule(square_spec(Op::max, 3, 2), Rule::keras).auto_pad == AutoPad::valid);
    CHECK(core::refusals(keras, 8, 8).front().key == "refusal.pytorch_same");
}

TEST_CASE("spec: moving back to PyTorch turns same into half the kernel, valid into none") {
    PoolSpec spec = core::default_spec(Rule::keras, Op::average, {3, 5});
    spec.auto_pad = AutoPad::same_upper;
    const PoolSpec pytorch = core::with_rule(spec, Rule::pytorch);
    CHECK(pytorch.auto_pad == AutoPad::explicit_padding);
    CHECK(pytorch.padding == core::Padding{1, 2, 1, 2});
    CHECK(pytorch.count_include_pad);
    CHECK(core::refusals(pytorch, 8, 8).front().key == "refusal.keras_padding");
    spec.auto_pad = AutoPad::valid;
    CHECK(core::with_rule(spec, Rule::pytorch).padding == core::Padding{});
}

TEST_CASE("spec: moving to ONNX keeps the padding and stops counting it, the same rule changes nothing") {
    const PoolSpec spec = square_spec(Op::average, 3, 2, 1);
    const PoolSpec onnx = core::with_rule(spec, Rule::onnx);
    CHECK(onnx.padding == spec.padding);
    CHECK_FALSE(onnx.count_include_pad);
    CHECK(onnx.stride == spec.stride);
    CHECK(core::with_rule(spec, Rule::pytorch) == spec);
}

TEST_CASE("spec: what the operators have in common") {
    CHECK(core::picks_one_cell(Op::max));
    CHECK(core::picks_one_cell(Op::min));
    CHECK(core::picks_one_cell(Op::adaptive_max));
    CHECK_FALSE(core::picks_one_cell(Op::lp));
    CHECK(core::is_average(Op::global_average));
    CHECK_FALSE(core::is_average(Op::sum));
    CHECK(core::uses_window_settings(Op::lp));
    CHECK_FALSE(core::uses_window_settings(Op::adaptive_average));
    CHECK_FALSE(core::uses_window_settings(Op::global_max));
}

TEST_CASE("error: where, what and hint in one sentence, empty parts left out") {
    CHECK(Error{"is cut off after 12 kB", "cat.png", "save it again"}.sentence() ==
          "cat.png: is cut off after 12 kB; save it again");
    CHECK(Error{"is cut off", "", ""}.sentence() == "is cut off");
    CHECK(Error{"is cut off", "", "save it again"}.sentence() == "is cut off; save it again");
    CHECK(Error{"", "cat.png", "save it again"}.sentence() == "cat.png; save it again");
    CHECK(Error{}.sentence().empty());
}

TEST_CASE("result: a value or an error") {
    const core::Result<int> good = 7;
    REQUIRE(good);
    CHECK(good.value() == 7);
    const core::Result<int> bad = Error{"is not a number", "line 3", ""};
    REQUIRE_FALSE(bad);
    CHECK(bad.error().sentence() == "line 3: is not a number");
}
