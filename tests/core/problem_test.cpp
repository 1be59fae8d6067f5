#include "core/problem.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "cases.h"
#include "core/explain.h"
#include "core/geometry.h"
#include "support/catch.h"

using core::AutoPad;
using core::Op;
using core::PoolSpec;
using core::Problem;
using core::Rule;
using namespace test;

namespace {

// The sentence, or "" if there is nothing to say.
std::string sentence(const PoolSpec& spec, std::int64_t height, std::int64_t width) {
    const std::optional<Problem> found = core::problem(spec, height, width);
    return found ? found->sentence() : "";
}

std::string first_refusal(const PoolSpec& spec, std::int64_t height = 8, std::int64_t width = 8) {
    const std::vector<Problem> found = core::refusals(spec, height, width);
    return found.empty() ? "" : found.front().sentence();
}

std::vector<std::string> refusal_keys(const PoolSpec& spec) {
    std::vector<std::string> keys;
    for (const Problem& refusal : core::refusals(spec, 8, 8)) keys.push_back(refusal.key);
    return keys;
}

// {name} and {name:particle} places of a sentence.
std::set<std::string> places(const std::string& sentence) {
    std::set<std::string> names;
    for (std::size_t open = sentence.find('{'); open != std::string::npos; open = sentence.find('{', open + 1)) {
        const std::size_t close = sentence.find('}', open);
        REQUIRE(close != std::string::npos);
        names.insert(sentence.substr(open + 1, sentence.find_first_of(":}", open) - open - 1));
    }
    return names;
}

constexpr std::int64_t k_extremes[] = {0,          1,          2,          3,          -1,     1023,    1025,
                                       2147483647, 2147483648, k_huge / 2, k_huge - 1, k_huge, -k_huge, -k_huge - 1};

}  // namespace

TEST_CASE("problem: nothing to say about what can be computed") {
    CHECK(sentence(square_spec(Op::max, 2, 2), 4, 4).empty());
    CHECK(sentence(square_spec(Op::max, 4, 9), 4, 4).empty());
    CHECK(sentence(square_spec(Op::max, 5, 1, 1), 4, 4).empty());
    CHECK(sentence(adaptive_spec(Op::adaptive_max, 5, 5), 3, 3).empty());
    PoolSpec global = square_spec(Op::global_max, -3, 0, -7);  // window settings do not apply
    CHECK(sentence(global, 1, 1).empty());
}

TEST_CASE("problem: a kernel too large, with what would work") {
    CHECK(sentence(square_spec(Op::max, 5, 1), 4, 4) ==
          "Kernel 5 is larger than the padded input 4. Use 1 to 4, or padding 1.");
    PoolSpec tall = square_spec(Op::max, 2, 1);
    tall.kernel.h = 7;
    CHECK(sentence(tall, 4, 4) ==
          "Kernel height 7 is larger than the padded input height 4. Use 1 to 4, or padding 2 above and below.");
    CHECK(sentence(square_spec(Op::max, 5, 1), 9, 3) ==
          "Kernel width 5 is larger than the padded input width 3. Use 1 to 3, or padding 1 left and right.");
    PoolSpec dilated = square_spec(Op::max, 3, 1);
    dilated.dilation = {4, 4};
    CHECK(sentence(dilated, 6, 6) ==
          "Kernel 3 with dilation 4 reaches past the padded input 6. Use kernel 1 to 2 at this dilation.");
    PoolSpec uneven = square_spec(Op::max, 9, 1);
    uneven.padding = {1, 1, 0, 0};
    CHECK(sentence(uneven, 4, 4) == "Kernel 9 is larger than the padded input 5. Use 1 to 5.");
    PoolSpec valid = core::default_spec(Rule::keras, Op::max, {5, 5});
    CHECK(sentence(valid, 4, 4) ==
          "Kernel 5 is larger than the input 4. Use 1 to 4, or \"same\" instead of \"valid\".");
    valid.auto_pad = AutoPad::same_upper;
    CHECK(sentence(valid, 4, 4).empty());
}

TEST_CASE("problem: what a sentence proposes can be computed") {
    for (std::int64_t n = 1; n <= 6; ++n) {
        for (std::int64_t k = n + 1; k <= 12; ++k) {
            PoolSpec spec = square_spec(Op::max, k, 1);
            const std::optional<Problem> found = core::problem(spec, n, n);
            REQUIRE(found);
            REQUIRE(found->key == "problem.kernel_too_large");
            const std::int64_t most = std::stoll(found->args.at(2).second);
            const std::int64_t padding = std::stoll(found->args.at(3).second);
            CHECK(sentence(square_spec(Op::max, most, 1), n, n).empty());
            CHECK_FALSE(sentence(square_spec(Op::max, most + 1, 1), n, n).empty());
            CHECK(sentence(square_spec(Op::max, k, 1, padding), n, n).empty());
            CHECK_FALSE(sentence(square_spec(Op::max, k, 1, padding - 1), n, n).empty());
            CHECK(first_refusal(square_spec(Op::max, k, 1, padding), n, n).find("PyTorch") == std::string::npos);
        }
    }
}

TEST_CASE("problem: zero and negative settings") {
    CHECK(sentence(square_spec(Op::max, 0, 1), 4, 4) == "Kernel 0 holds no cell. Use 1 or more.");
    CHECK(sentence(square_spec(Op::max, 2, 0), 4, 4) == "Stride 0 does not move the window on. Use 1 or more.");
    CHECK(sentence(square_spec(Op::max, 2, -2), 4, 4) == "Stride −2 does not move the window on. Use 1 or more.");
    CHECK(sentence(square_spec(Op::max, 2, 1, -1), 4, 4) == "Padding −1 is below 0. Use 0 or more.");
    PoolSpec spec = square_spec(Op::max, 2, 1);
    spec.padding.left = -3;
    CHECK(sentence(spec, 4, 4) == "Padding −3 at the left or right is less than 0. Use 0 or more.");
    spec = square_spec(Op::max, 2, 1);
    spec.dilation.w = 0;
    CHECK(sentence(spec, 4, 4) == "Horizontal dilation 0 does not spread the window. Use 1 or more.");
    CHECK(sentence(adaptive_spec(Op::adaptive_max, 0, 2), 4, 4) == "Output height 0 leaves nothing. Use 1 or more.");
    CHECK(sentence(square_spec(Op::max, 1, 1), 0, 4) ==
          "The input is 0 × 4, without a single cell. Give it a row and a column.");
}

TEST_CASE("problem: divisor 0 and p below 1, only where they apply") {
    PoolSpec spec = square_spec(Op::average, 2, 2);
    spec.divisor = 0;
    CHECK(sentence(spec, 4, 4) == "Divisor 0 divides by nothing. Use any other whole number, or none.");
    spec.op = Op::max;
    CHECK(sentence(spec, 4, 4).empty());
    spec.op = Op::lp;
    spec.p = 0.5;
    CHECK(sentence(spec, 4, 4) == "p is 0.5. Use 1 or more; ∞ takes the largest size.");
    spec.p = static_cast<double>(k_nan);
    CHECK(sentence(spec, 4, 4) == "p is NaN. Use 1 or more; ∞ takes the largest size.");
    spec.op = Op::sum;
    CHECK(sentence(spec, 4, 4).empty());
}

TEST_CASE("problem: settings too large to count with") {
    CHECK(sentence(square_spec(Op::max, k_huge, 1), 4, 4) ==
          "Kernel 9223372036854775807 is larger than the padded input 4. Use 1 to 4.");
    CHECK(sentence(square_spec(Op::max, 2, k_huge), 4, 4) ==
          "Stride 9223372036854775807 is too large to count with. Use 1 to 2147483647.");
    CHECK(sentence(square_spec(Op::max, 2, 1, k_huge), 4, 4) ==
          "Padding 9223372036854775807 is too much around an input of 4. Use 0 to 1024.");
    PoolSpec spec = square_spec(Op::max, 2, 1);
    spec.dilation = {k_huge, 1};
    CHECK(sentence(spec, 4, 4) ==
          "Vertical dilation 9223372036854775807 is too large to count with. Use 1 to 2147483647.");
    spec.dilation = {2147483647, 2147483647};
    CHECK(sentence(spec, 4, 4) ==
          "Kernel 2 with dilation 2147483647 reaches past the padded input 4. Use kernel 1 to 1 at this dilation.");
    CHECK(sentence(adaptive_spec(Op::adaptive_max, k_huge, k_huge), 4, 4) ==
          "Output size 9223372036854775807 is too large for an input of 4. Use 1 to 1024.");
    CHECK(core::problem(square_spec(Op::max, 1, 1), k_huge, 1)->key == "problem.input_too_large");
    CHECK(core::problem(square_spec(Op::max, 1, 1), 2147483647, 2)->key == "problem.output_too_large");
    spec = square_spec(Op::max, 2000, 2147483647);
    spec.ceil = true;
    CHECK(sentence(spec, 4, 4) == "Kernel 2000 is too large to draw. Use 1 to 1024.");
    spec.stride = {3, 3};
    CHECK(sentence(spec, 4, 4) == "Kernel 2000 is too large to draw. Use 1 to 6.");
    CHECK(sentence(square_spec(Op::max, 6, 3), 4, 4) ==
          "Kernel 6 is larger than the padded input 4. Use 1 to 4, or padding 1.");
    spec.kernel = {6, 6};
    CHECK(sentence(spec, 4, 4).empty());
}

TEST_CASE("problem: no combination of extreme settings overflows, hangs or slips through") {
    std::mt19937_64 random(9);
    const auto any = [&] { return k_extremes[random() % std::size(k_extremes)]; };
    int computed = 0;
    for (int i = 0; i < 20000; ++i) {
        PoolSpec spec;
        spec.op = static_cast<Op>(random() % 9);
        spec.rule = static_cast<Rule>(random() % 3);
        spec.auto_pad = static_cast<AutoPad>(random() % 4);
        spec.kernel = {any(), any()};
        spec.stride = {any(), any()};
        spec.padding = {any(), any(), any(), any()};
        spec.dilation = {any(), any()};
        spec.output_size = {any(), any()};
        spec.ceil = random() % 2 == 0;
        if (random() % 2 == 0) spec.divisor = any();
        if (random() % 3 == 0) {  // mostly harmless settings, so that one extreme at a time gets through
            spec.padding = {};
            spec.dilation = {1, 1};
            spec.kernel = {2, 1};
        }
        const std::int64_t height = random() % 2 == 0 ? 3 : any(), width = random() % 2 == 0 ? 4 : any();
        const std::optional<Problem> found = core::problem(spec, height, width);
        core::with_rule(spec, static_cast<Rule>(random() % 3));
        if (found && found->sentence().find('{') != std::string::npos) FAIL_CHECK(found->sentence());
        if (found) continue;
        const core::Geometry geometry = core::geometry(spec, height, width);
        if (geometry.h.output < 1 || geometry.w.output < 1) FAIL_CHECK(describe(spec, height, width));
        core::size_formula(spec, geometry.h);
        core::refusals(spec, height, width);
        core::nearest_window(geometry, 1e300, -1e300);
        core::windows_using(geometry, height - 1, 0);
        core::cell_use(geometry, 0, width - 1);
        if (height > 4 || width > 4 || geometry.windows() > 20000) continue;
        const core::Grid input = counting_grid(height, width);
        core::pool_grid(input, spec);
        if (computed++ % 20 == 0) core::explain(input, spec, geometry.windows() - 1);
    }
    CHECK(computed > 500);
}

TEST_CASE("refusals: each rule's own defaults are refused by nobody") {
    for (const Rule rule : {Rule::pytorch, Rule::onnx, Rule::keras}) {
        for (const Op op : {Op::max, Op::average, Op::global_max, Op::global_average}) {
            const PoolSpec spec = core::default_spec(rule, op);
            for (const Problem& refusal : core::refusals(spec, 8, 8)) {
                INFO(refusal.sentence());
                CHECK(rule == Rule::keras);  // PyTorch alone has no "valid"; padding 0 does the same
                CHECK(refusal.key == "refusal.pytorch_valid");
            }
        }
    }
}

TEST_CASE("refusals: PyTorch") {
    CHECK(first_refusal(square_spec(Op::max, 3, 1, 2)) ==
          "PyTorch would refuse this: padding 2 is more than half of kernel 3.");
    PoolSpec spec = square_spec(Op::max, 3, 1, 1);
    spec.padding = {0, 2, 0, 2};
    CHECK(first_refusal(spec) ==
          "PyTorch would refuse this: padding 2 left and right is more than half of kernel width 3.");
    spec.padding = {1, 1, 0, 1};
    CHECK(first_refusal(spec) ==
          "PyTorch would refuse this: padding 1, 1, 0, 1 is uneven. It pads opposite sides alike.");
    spec = square_spec(Op::max, 3, 1, 2);
    spec.dilation = {2, 2};
    CHECK(first_refusal(spec) ==
          "Older PyTorch would refuse this: padding 2 is more than half of kernel 3, whatever the dilation.");
    spec = square_spec(Op::average, 2, 1);
    spec.dilation = {2, 2};
    CHECK(first_refusal(spec) == "PyTorch would refuse this: average pooling has no dilation there.");
    CHECK(first_refusal(square_spec(Op::lp, 2, 2, 1)) == "PyTorch would refuse this: Lp pooling has no padding there.");
    CHECK(refusal_keys(square_spec(Op::min, 2, 2)) ==
          std::vector<std::string>{"refusal.pytorch_min", "refusal.onnx_min", "refusal.keras_min"});
    CHECK(refusal_keys(square_spec(Op::sum, 2, 2)) ==
          std::vector<std::string>{"refusal.pytorch_sum", "refusal.onnx_sum", "refusal.keras_sum"});
    CHECK(first_refusal(adaptive_spec(Op::adaptive_max, 3, 3)).find("ONNX has no adaptive") == 0);
    CHECK(first_refusal(adaptive_spec(Op::adaptive_max, 1, 1)).empty());
}

TEST_CASE("refusals: ONNX and onnxruntime") {
    PoolSpec spec = core::default_spec(Rule::onnx, Op::max, {3, 3});
    spec.padding = {0, 0, 3, 0};
    CHECK(first_refusal(spec) ==
          "onnxruntime would refuse this: padding 3 above or below is not smaller than kernel height 3.");
    spec = core::default_spec(Rule::onnx, Op::average, {2, 2});
    spec.divisor = 3;
    CHECK(first_refusal(spec) == "ONNX would refuse this: AveragePool has no divisor to set, here 3.");
    spec = core::default_spec(Rule::onnx, Op::lp, {2, 2});
    CHECK(first_refusal(spec) == "Keras has no Lp pooling.");
    spec.p = 2.5;
    CHECK(first_refusal(spec) == "ONNX would refuse this: p of LpPool is a whole number, not 2.5.");
    spec.p = static_cast<double>(k_inf);
    CHECK(first_refusal(spec) == "ONNX would refuse this: p of LpPool is a whole number, not ∞.");
}

TEST_CASE("refusals: Keras") {
    PoolSpec spec = core::default_spec(Rule::keras, Op::average, {3, 3});
    spec.dilation = {2, 2};
    CHECK(first_refusal(spec) == "Keras would refuse this: its pooling layers have no dilation.");
    spec = core::default_spec(Rule::keras, Op::average, {3, 3});
    spec.divisor = 4;
    CHECK(first_refusal(spec) == "Keras would refuse this: there is no divisor to set, here 4.");
    spec = core::default_spec(Rule::keras, Op::average, {3, 3});
    spec.auto_pad = AutoPad::same_lower;
    CHECK(first_refusal(spec) == "Keras would refuse this: its \"same\" puts the odd cell at the end.");
    spec.auto_pad = AutoPad::explicit_padding;
    spec.padding = {1, 1, 1, 1};
    CHECK(first_refusal(spec) == "Keras would refuse this: it knows \"valid\" and \"same\", no padding in numbers.");
    spec.padding = {};
    spec.ceil = true;
    CHECK(first_refusal(spec) == "Keras would refuse this: it has no ceil. \"valid\" rounds down, \"same\" pads.");
    spec = core::default_spec(Rule::onnx, Op::average, {3, 3});
    spec.auto_pad = AutoPad::same_upper;
    spec.count_include_pad = true;
    CHECK(refusal_keys(spec) == std::vector<std::string>{"refusal.pytorch_same", "refusal.keras_count_include_pad"});
}

TEST_CASE("refusals: the spec's own rule speaks first, and nobody speaks where nothing can be computed") {
    PoolSpec spec = square_spec(Op::average, 2, 2, 1);
    spec.divisor = 3;
    spec.dilation = {2, 2};
    const std::vector<std::string> keys = {"refusal.pytorch_average_dilation", "refusal.onnx_divisor",
                                           "refusal.keras_padding"};
    CHECK(refusal_keys(spec) == keys);
    spec.rule = Rule::keras;
    CHECK(refusal_keys(spec) == std::vector<std::string>{keys[2], keys[0], keys[1]});
    spec.rule = Rule::onnx;
    CHECK(refusal_keys(spec) == std::vector<std::string>{keys[1], keys[0], keys[2]});
    spec.divisor = 0;
    CHECK(core::refusals(spec, 8, 8).empty());
}

TEST_CASE("problem sentences: Korean has the same keys and places as English") {
    std::ifstream file(POOLSCOPE_SOURCE "/assets/text/problems.ko.json");
    REQUIRE(file);
    const auto korean = nlohmann::json::parse(file).get<std::map<std::string, std::string>>();
    CHECK(korean.size() == core::problem_sentences().size());
    const std::set<std::string> particles = {"은/는", "이/가", "을/를", "으로/로", "과/와"};
    for (const auto& [key, english] : core::problem_sentences()) {
        INFO(key);
        REQUIRE(korean.count(key) == 1);
        const std::string& sentence = korean.at(key);
        CHECK(places(sentence) == places(english));
        for (std::size_t colon = sentence.find(':'); colon != std::string::npos;
             colon = sentence.find(':', colon + 1)) {
            CHECK(particles.count(sentence.substr(colon + 1, sentence.find('}', colon) - colon - 1)) == 1);
        }
    }
}

TEST_CASE("problem sentences: every one is well formed and none leaves a place open") {
    for (const auto& [key, english] : core::problem_sentences()) {
        INFO(key << ": " << english);
        CHECK((key.rfind("problem.", 0) == 0 || key.rfind("refusal.", 0) == 0));
        CHECK(english.back() == '.');
        CHECK(english.find('!') == std::string::npos);
        CHECK(english.find("  ") == std::string::npos);
        Problem problem{key, {}};
        for (const std::string& name : places(english)) problem.args.emplace_back(name, "7");
        CHECK(problem.sentence().find_first_of("{}") == std::string::npos);
    }
}
