// Against PyTorch itself: tests/golden/pytorch/pooling.json, made by make_golden.py beside it.
#include <fstream>
#include <nlohmann/json.hpp>

#include "cases.h"
#include "core/explain.h"
#include "core/pool.h"
#include "core/problem.h"
#include "support/catch.h"

using core::Grid;
using core::Op;
using core::PoolSpec;
using nlohmann::json;
using namespace test;

namespace {

float number(const json& value) {
    if (value.is_number()) return static_cast<float>(value.get<double>());
    const auto word = value.get<std::string>();
    if (word == "nan") return k_nan;
    REQUIRE((word == "inf" || word == "-inf"));
    return word == "inf" ? k_inf : -k_inf;
}

Grid grid_of(const json& shaped) {
    std::vector<float> values;
    for (const json& value : shaped.at("values")) values.push_back(number(value));
    return {shaped.at("shape").at(0), shaped.at("shape").at(1), std::move(values)};
}

Op op_of(const std::string& name) {
    if (name == "max") return Op::max;
    if (name == "average") return Op::average;
    if (name == "lp") return Op::lp;
    if (name == "adaptive_max") return Op::adaptive_max;
    REQUIRE(name == "adaptive_average");
    return Op::adaptive_average;
}

core::Size2 size_of(const json& pair) { return {pair.at(0), pair.at(1)}; }

PoolSpec spec_of(const json& golden) {
    PoolSpec spec;
    spec.op = op_of(golden.at("op"));
    if (golden.contains("kernel")) spec.kernel = size_of(golden.at("kernel"));
    if (golden.contains("stride")) spec.stride = size_of(golden.at("stride"));
    if (golden.contains("dilation")) spec.dilation = size_of(golden.at("dilation"));
    if (golden.contains("output_size")) spec.output_size = size_of(golden.at("output_size"));
    if (golden.contains("padding")) {
        const core::Size2 padding = size_of(golden.at("padding"));
        spec.padding = {padding.h, padding.w, padding.h, padding.w};
    }
    spec.ceil = golden.value("ceil", false);
    spec.count_include_pad = golden.value("count_include_pad", true);
    if (golden.contains("divisor")) spec.divisor = golden.at("divisor").get<std::int64_t>();
    spec.p = golden.value("p", 2.0);
    return spec;
}

bool pytorch_refuses(const PoolSpec& spec, const Grid& input) {
    if (core::problem(spec, input.rows, input.cols)) return true;
    for (const core::Problem& refusal : core::refusals(spec, input.rows, input.cols)) {
        if (refusal.key.rfind("refusal.pytorch", 0) == 0) return true;
    }
    return false;
}

bool same_float(const PoolSpec& spec, float actual, float expected) {
    if (core::picks_one_cell(spec.op)) return identical(actual, expected);
    if (spec.op != Op::lp) return nearly_identical(actual, expected);
    return actual == Approx(expected).epsilon(1e-6);  // PyTorch takes an average and multiplies it back
}

void compare(const json& golden, const PoolSpec& spec, const Grid& input) {
    const Grid expected = grid_of(golden);
    const core::PooledGrid actual = core::pool_grid(input, spec);
    CHECK(actual.values.rows == expected.rows);
    REQUIRE(actual.values.cols == expected.cols);
    for (std::size_t i = 0; i < expected.values.size(); ++i) {
        if (!same_float(spec, actual.values.values[i], expected.values[i])) {
            FAIL_CHECK("output " << i << ": " << actual.values.values[i] << ", PyTorch " << expected.values[i]);
        }
    }
    if (!golden.contains("indices")) return;
    auto indices = golden.at("indices").get<std::vector<std::int64_t>>();
    for (std::size_t i = 0; i < indices.size(); ++i) {
        // Where dilation steps over the whole input, PyTorch's index names a cell the window does not read.
        if (core::explain(input, spec, static_cast<std::int64_t>(i)).inside == 0) indices[i] = -1;
    }
    CHECK(actual.indices == indices);
}

}  // namespace

TEST_CASE("golden: PyTorch's values, indices, shapes and refusals") {
    std::ifstream file(POOLSCOPE_TEST_DATA "/golden/pytorch/pooling.json");
    REQUIRE(file);
    const json all = json::parse(file);
    int refused = 0, compared = 0;
    for (const json& golden : all.at("cases")) {
        const PoolSpec spec = spec_of(golden);
        const Grid input = grid_of(all.at("inputs").at(golden.at("input").get<std::string>()));
        INFO(golden.at("input") << ": " << describe(spec, input.rows, input.cols));
        CHECK(pytorch_refuses(spec, input) == golden.contains("refused"));
        if (golden.contains("refused")) {
            ++refused;
            continue;
        }
        compare(golden, spec, input);
        ++compared;
    }
    CHECK(refused > 50);
    CHECK(compared > 600);
}
