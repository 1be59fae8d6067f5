#include "cases.h"

#include <sstream>

namespace test {

std::string describe(const core::PoolSpec& spec, std::int64_t height, std::int64_t width) {
    constexpr const char* k_ops[] = {
        "max", "average", "min", "lp", "sum", "global_max", "global_average", "adaptive_max", "adaptive_average"};
    constexpr const char* k_rules[] = {"pytorch", "onnx", "keras"};
    constexpr const char* k_auto_pads[] = {"explicit", "valid", "same_upper", "same_lower"};
    std::ostringstream out;
    out << k_ops[static_cast<int>(spec.op)] << " input " << height << "x" << width << " kernel " << spec.kernel.h << "x"
        << spec.kernel.w << " stride " << spec.stride.h << "x" << spec.stride.w << " padding " << spec.padding.top
        << "," << spec.padding.left << "," << spec.padding.bottom << "," << spec.padding.right << " dilation "
        << spec.dilation.h << "x" << spec.dilation.w << (spec.ceil ? " ceil" : " floor") << " count_include_pad "
        << spec.count_include_pad << " divisor " << (spec.divisor ? std::to_string(*spec.divisor) : "none") << " p "
        << spec.p << " output_size " << spec.output_size.h << "x" << spec.output_size.w << " rule "
        << k_rules[static_cast<int>(spec.rule)] << " auto_pad " << k_auto_pads[static_cast<int>(spec.auto_pad)];
    return out.str();
}

std::string describe(const core::Grid& grid) {
    std::ostringstream out;
    out << grid.rows << "x" << grid.cols << ":";
    for (std::size_t i = 0; i < grid.values.size(); ++i) {
        out << (i % static_cast<std::size_t>(grid.cols) == 0 ? " / " : " ") << grid.values[i];
    }
    return out.str();
}

}  // namespace test
