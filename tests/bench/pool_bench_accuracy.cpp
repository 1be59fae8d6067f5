#include "pool_bench_accuracy.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>
#include <random>
#include <stdexcept>

namespace bench {
namespace {

constexpr std::int64_t k_height = 750;
constexpr std::int64_t k_width = 1000;
constexpr int k_windows = 1500;

using Plane = std::vector<float>;

Plane data(const std::string& kind) {
    Plane plane(static_cast<std::size_t>(k_height * k_width));
    std::mt19937 random(7);
    std::uniform_real_distribution<float> uniform(kind == "cancelling" ? -1.0F : 0.0F, 1.0F);
    for (float& value : plane) value = uniform(random) + (kind == "offset" ? 1e4F : 0.0F);
    if (kind == "patch") {
        constexpr std::int64_t k_side = 60;
        for (std::int64_t row = k_height / 2; row < k_height / 2 + k_side; ++row)
            std::fill_n(plane.begin() + row * k_width + k_width / 2, k_side, 1e7F);
    }
    return plane;
}

Case average(std::int64_t kernel, core::Sums sums) {
    Case made;
    made.shape = {'P', 1, k_height, k_width, false};
    made.spec.op = core::Op::average;
    made.spec.kernel = {kernel, kernel};
    made.spec.stride = {1, 1};
    made.spec.padding = {kernel / 2, kernel / 2, kernel / 2, kernel / 2};
    made.sums = sums;
    return made;
}

Buffers buffers_of(const Plane& plane) {
    Buffers buffers;
    buffers.input = core::PageBuffer(plane.size() * sizeof(float));
    std::copy(plane.begin(), plane.end(), buffers.input.as<float>());
    return buffers;
}

const float* our_average(Buffers& buffers, std::int64_t kernel, core::Sums sums) {
    core::Workspace workspace(1);
    const Setting setting{average(kernel, sums), &buffers, &workspace};
    reserve_results(setting);
    ours("ours", setting).time(1);
    return buffers.ours.as<float>();
}

Plane torch_average(Torch& torch, const Plane& plane, std::int64_t kernel, const std::string& folder) {
    const std::string from = folder + "/accuracy-in.raw";
    const std::string to = folder + "/accuracy-out.raw";
    const auto bytes = static_cast<std::streamsize>(plane.size() * sizeof(float));
    std::ofstream(from, std::ios::binary).write(reinterpret_cast<const char*>(plane.data()), bytes);
    const std::string answer = torch.ask("average " + from + ' ' + to + ' ' + std::to_string(k_height) + ' ' +
                                         std::to_string(k_width) + ' ' + std::to_string(kernel) + " 1");
    Plane result(plane.size());
    std::ifstream file(to, std::ios::binary);
    if (answer != "ok" || !file.read(reinterpret_cast<char*>(result.data()), bytes))
        throw std::runtime_error("PyTorch's averages could not be read from " + to);
    std::remove(from.c_str());
    std::remove(to.c_str());
    return result;
}

struct Mean {
    long double mean = 0;
    long double of_absolutes = 0;
};
// In long double, whose rounding is far below what is measured.
Mean exact_mean(const Plane& plane, std::int64_t row, std::int64_t col, std::int64_t kernel) {
    Mean sums;
    const std::int64_t reach = kernel / 2;
    for (std::int64_t y = std::max<std::int64_t>(0, row - reach); y <= std::min(k_height - 1, row + reach); ++y) {
        for (std::int64_t x = std::max<std::int64_t>(0, col - reach); x <= std::min(k_width - 1, col + reach); ++x) {
            const long double value = plane[static_cast<std::size_t>(y * k_width + x)];
            sums.mean += value;
            sums.of_absolutes += std::abs(value);
        }
    }
    const auto count = static_cast<long double>(kernel * kernel);
    return {sums.mean / count, sums.of_absolutes / count};
}

// Where and what the windows are that errors are taken over.
class Sample {
public:
    Sample(const Plane& plane, std::int64_t kernel, bool cancels) {
        std::mt19937 random(11);
        std::uniform_int_distribution<std::int64_t> any_row(0, k_height - 1);
        std::uniform_int_distribution<std::int64_t> any_col(0, k_width - 1);
        for (int i = 0; i < k_windows; ++i) {
            const std::int64_t row = any_row(random);
            const std::int64_t col = any_col(random);
            const Mean mean = exact_mean(plane, row, col, kernel);
            const auto scale = static_cast<float>(std::abs(cancels ? mean.of_absolutes : mean.mean));
            windows_.push_back({row * k_width + col, mean.mean, std::ldexp(1.0L, std::ilogb(scale) - 23)});
        }
    }
    double worst(const float* averages) const {
        long double most = 0;
        for (const Window& window : windows_)
            most = std::max(most, std::abs(averages[window.at] - window.mean) / window.last_place);
        return static_cast<double>(most);
    }

private:
    struct Window {
        std::int64_t at = 0;
        long double mean = 0;
        long double last_place = 0;
    };
    std::vector<Window> windows_;
};

constexpr std::int64_t k_spread_kernel = 31;
constexpr std::int64_t k_bad_rows[] = {200, 500};
constexpr std::int64_t k_bad_cols[] = {700, 150};

std::int64_t misplaced(const float* averages) {
    std::int64_t count = 0;
    for (std::int64_t row = 0; row < k_height; ++row) {
        for (std::int64_t col = 0; col < k_width; ++col) {
            bool holds = false;
            for (int bad = 0; bad < 2; ++bad)
                holds |=
                    std::max(std::abs(row - k_bad_rows[bad]), std::abs(col - k_bad_cols[bad])) <= k_spread_kernel / 2;
            if (std::isfinite(averages[row * k_width + col]) == holds) ++count;
        }
    }
    return count;
}

}  // namespace

std::vector<AccuracyCase> accuracy_cases() {
    std::vector<AccuracyCase> cases;
    for (const char* kind : {"uniform", "offset", "patch", "cancelling"})
        for (const std::int64_t kernel : {7, 31, 127}) cases.push_back({kind, kernel});
    return cases;
}

Errors measure_errors(const AccuracyCase& which, Torch* torch, const std::string& folder) {
    const Plane plane = data(which.data);
    const Sample sample(plane, which.kernel, which.data == "cancelling");
    Buffers buffers = buffers_of(plane);
    Errors errors;
    errors.single = sample.worst(our_average(buffers, which.kernel, core::Sums::single));
    errors.exact = sample.worst(our_average(buffers, which.kernel, core::Sums::exact));
    if (torch != nullptr) errors.torch = sample.worst(torch_average(*torch, plane, which.kernel, folder).data());
    return errors;
}

Spread measure_spread() {
    Plane plane = data("uniform");
    plane[static_cast<std::size_t>(k_bad_rows[0] * k_width + k_bad_cols[0])] = std::numeric_limits<float>::quiet_NaN();
    plane[static_cast<std::size_t>(k_bad_rows[1] * k_width + k_bad_cols[1])] = std::numeric_limits<float>::infinity();
    Buffers buffers = buffers_of(plane);
    Spread spread;
    spread.ours = misplaced(our_average(buffers, k_spread_kernel, core::Sums::single));
#if defined(POOLSCOPE_BENCH_OPENCV)
    core::Workspace workspace(1);
    if (const auto peer = opencv({average(k_spread_kernel, core::Sums::single), &buffers, &workspace})) {
        peer->time(1);
        spread.opencv = misplaced(buffers.peer.as<float>());
    }
#endif
    return spread;
}

}  // namespace bench
