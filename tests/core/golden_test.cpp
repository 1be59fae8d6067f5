// Against PyTorch itself: tests/golden/pytorch/pooling.json, made by make_golden.py beside it.
#include "cases.h"
#include "core/explain.h"
#include "core/pool.h"
#include "core/problem.h"
#include "golden_file.h"
#include "support/catch.h"

using core::Grid;
using core::Op;
using core::PoolSpec;
using nlohmann::json;
using namespace test;

namespace {

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
    const Grid expected = golden_grid(golden);
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
    const json all = golden_file("pooling.json");
    int refused = 0, compared = 0;
    for (const json& golden : all.at("cases")) {
        const PoolSpec spec = golden_spec(golden);
        const Grid input = golden_grid(all.at("inputs").at(golden.at("input").get<std::string>()));
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
