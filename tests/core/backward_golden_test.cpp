// Against PyTorch itself: tests/golden/pytorch/backward.json, made by make_backward_golden.py beside it.
#include <algorithm>
#include <cmath>

#include "cases.h"
#include "core/backward.h"
#include "core/blur_pool.h"
#include "core/explain.h"
#include "core/geometry.h"
#include "core/unpool.h"
#include "golden_file.h"
#include "support/catch.h"

using core::Grid;
using core::PoolSpec;
using nlohmann::json;
using namespace test;

namespace {

// A float32 rounding of sums that double takes in another order, and where parts of several windows cancel.
void check_close(const std::vector<float>& actual, const std::vector<float>& expected, float scale) {
    REQUIRE(actual.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        INFO("cell " << i);
        CHECK(actual[i] == Approx(expected[i]).epsilon(1e-6).margin(1e-7 * static_cast<double>(scale)));
    }
}

float largest_size(const std::vector<float>& values) {
    float largest = 0.0F;
    for (const float value : values) largest = std::max(largest, std::abs(value));
    return largest;
}

// Where dilation steps over the whole input, PyTorch sends the gradient to a cell that the window does not read.
bool reads_nothing_somewhere(const Grid& input, const PoolSpec& spec) {
    const core::Geometry where = core::geometry(spec, input.rows, input.cols);
    for (std::int64_t window = 0; window < where.windows(); ++window)
        if (core::explain(input, spec, window).inside == 0) return true;
    return false;
}

}  // namespace

TEST_CASE("golden: PyTorch's gradients of max, average, Lp and adaptive pooling") {
    const json all = golden_file("backward.json");
    int compared = 0;
    for (const json& golden : all.at("backward")) {
        const PoolSpec spec = golden_spec(golden);
        const Grid input = golden_grid(all.at("inputs").at(golden.at("input").get<std::string>()));
        INFO(golden.at("input") << ": " << describe(spec, input.rows, input.cols));
        const Grid sent(golden.at("shape").at(0), golden.at("shape").at(1), golden_numbers(golden.at("sent")));
        REQUIRE_FALSE(core::gradient_problem(spec, input.rows, input.cols, sent.rows, sent.cols));
        if (reads_nothing_somewhere(input, spec)) continue;
        check_close(core::backward_grid(input, spec, sent).gradient.values, golden_numbers(golden.at("gradient")),
                    largest_size(sent.values));
        ++compared;
    }
    CHECK(compared > 430);
}

TEST_CASE("golden: PyTorch's unpooling, sizes, collisions and refusals") {
    const json all = golden_file("backward.json");
    int refused = 0;
    for (const json& golden : all.at("unpool")) {
        PoolSpec spec = golden_spec(golden);
        const core::Size2 size = golden_size(golden.at("output_size"));
        const Grid values = golden_grid(golden);
        const auto indices = golden.at("indices").get<std::vector<std::int64_t>>();
        INFO(describe(spec, size.h, size.w) << "\n" << describe(values));
        const auto sizes = core::unpool_sizes(spec, values.rows, values.cols);
        REQUIRE(sizes);
        CHECK(core::Size2{sizes->h.usual, sizes->w.usual} == golden_size(golden.at("usual")));
        CHECK_FALSE(core::unpool_refusal(spec, values.rows, values.cols, size));
        const bool bad = core::unpool_problem(indices, values.rows, values.cols, size).has_value();
        CHECK(bad == golden.contains("refused"));
        if (bad) {
            ++refused;
        } else {
            CHECK(core::unpool_grid(values, indices, size).values.values == golden_numbers(golden.at("unpooled")));
        }
    }
    CHECK(refused > 10);
}

TEST_CASE("golden: BlurPool and max-blur-pool as PyTorch's pad and conv2d give them") {
    const json all = golden_file("backward.json");
    for (const json& golden : all.at("blur")) {
        const Grid input = golden_grid(all.at("inputs").at(golden.at("input").get<std::string>()));
        const bool max = golden.contains("kernel");
        const PoolSpec spec = golden_spec(golden);
        const core::BlurSpec blur{golden.at("size"), golden_size(golden.at("stride"))};
        INFO(golden.at("input") << ": blur " << blur.size << (max ? " after max, " : ", ")
                                << describe(spec, input.rows, input.cols));
        const auto found = max ? core::max_blur_problem(spec, blur.size, input.rows, input.cols)
                               : core::blur_problem(blur, input.rows, input.cols);
        CHECK(found.has_value() == golden.contains("refused"));
        if (found) continue;
        const Grid result = max ? core::max_blur_pool(input, spec, blur.size) : core::blur_pool(input, blur);
        CHECK(result.rows == golden.at("shape").at(0));
        check_close(result.values, golden_numbers(golden.at("values")), largest_size(input.values));
    }
}
