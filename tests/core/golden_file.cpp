#include "golden_file.h"

#include <fstream>

#include "cases.h"
#include "support/catch.h"

using nlohmann::json;

namespace test {
namespace {

core::Op op_of(const std::string& name) {
    if (name == "max") return core::Op::max;
    if (name == "average") return core::Op::average;
    if (name == "lp") return core::Op::lp;
    if (name == "adaptive_max") return core::Op::adaptive_max;
    REQUIRE(name == "adaptive_average");
    return core::Op::adaptive_average;
}

}  // namespace

json golden_file(const std::string& name) {
    std::ifstream file(POOLSCOPE_TEST_DATA "/golden/pytorch/" + name);
    REQUIRE(file);
    return json::parse(file);
}

float golden_number(const json& value) {
    if (value.is_number()) return static_cast<float>(value.get<double>());
    const auto word = value.get<std::string>();
    if (word == "nan") return k_nan;
    REQUIRE((word == "inf" || word == "-inf"));
    return word == "inf" ? k_inf : -k_inf;
}

std::vector<float> golden_numbers(const json& list) {
    std::vector<float> values;
    for (const json& value : list) values.push_back(golden_number(value));
    return values;
}

core::Size2 golden_size(const json& pair) { return {pair.at(0), pair.at(1)}; }

core::Grid golden_grid(const json& shaped) {
    return {shaped.at("shape").at(0), shaped.at("shape").at(1), golden_numbers(shaped.at("values"))};
}

core::PoolSpec golden_spec(const json& golden) {
    core::PoolSpec spec;
    if (golden.contains("op")) spec.op = op_of(golden.at("op"));
    if (golden.contains("kernel")) spec.kernel = golden_size(golden.at("kernel"));
    if (golden.contains("stride")) spec.stride = golden_size(golden.at("stride"));
    if (golden.contains("dilation")) spec.dilation = golden_size(golden.at("dilation"));
    if (golden.contains("output_size")) spec.output_size = golden_size(golden.at("output_size"));
    if (golden.contains("padding")) {
        const core::Size2 padding = golden_size(golden.at("padding"));
        spec.padding = {padding.h, padding.w, padding.h, padding.w};
    }
    spec.ceil = golden.value("ceil", false);
    spec.count_include_pad = golden.value("count_include_pad", true);
    if (golden.contains("divisor")) spec.divisor = golden.at("divisor").get<std::int64_t>();
    spec.p = golden.value("p", 2.0);
    return spec;
}

}  // namespace test
