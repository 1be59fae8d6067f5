#include "core/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.h"
#include "window_derivative.h"

namespace core {
namespace {

constexpr double k_relative_step = 1e-5;     // of the largest value: rounding and curvature stay below the tolerance
constexpr double k_step_beside_zero = 1e-3;  // Lp bends sharply near 0
constexpr double k_tolerance = 1e-4;         // of the gradients sent
constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

// Added up over the windows: each by itself has a lower and a higher slope, which the sums of left and right can hide
// where gradients have different signs.
struct Slopes {
    double left = 0.0;
    double right = 0.0;
    double low = 0.0;
    double high = 0.0;
};

// One cell and the windows that read it, on a copy of the input whose cell can be moved.
class Probe {
public:
    Probe(const Grid& input, const PoolSpec& spec, const Grid& output_gradient, std::int64_t row, std::int64_t col)
        : spec_(spec),
          where_(geometry(spec, input.rows, input.cols)),
          values_(input.values.begin(), input.values.end()),
          plane_(dense_view(values_.data(), 1, input.rows, input.cols)),
          output_gradient_(output_gradient),
          windows_(windows_using(where_, row, col)),
          cell_(static_cast<std::size_t>(row * input.cols + col)),
          row_(row),
          col_(col) {
        for (const std::int64_t window : windows_) look_at(window);
    }
    Probe(const Probe&) = delete;
    Probe& operator=(const Probe&) = delete;

    Smoothness smoothness() const { return smoothness_; }
    double sent() const { return sent_; }

    double step() const {
        const double x = std::abs(values_[cell_]);
        double step = largest_ > 0.0 ? k_relative_step * largest_ : k_relative_step;
        if (lead_ > 0.0) step = std::min(step, lead_ / 2.0);
        if (spec_.op == Op::lp && x > 0.0) step = std::min(step, k_step_beside_zero * x);
        return step;
    }

    // What the outputs gain, weighted with their gradients, per unit that the cell moves by. Window by window, so that
    // a window which does not change gives exactly nothing.
    Slopes slopes(double step) {
        Slopes total;
        const double x = values_[cell_];
        for (const std::int64_t window : windows_) {
            const double here = value(window);
            values_[cell_] = x - step;
            const double left = gradient(window) * (here - value(window)) / step;
            values_[cell_] = x + step;
            const double right = gradient(window) * (value(window) - here) / step;
            values_[cell_] = x;
            total.left += left;
            total.right += right;
            total.low += std::min(left, right);
            total.high += std::max(left, right);
        }
        return total;
    }

private:
    double value(std::int64_t window) const {
        return window_value(plane_, spec_, where_, window / where_.w.output, window % where_.w.output).value;
    }
    double gradient(std::int64_t window) const {
        return static_cast<double>(output_gradient_.values[static_cast<std::size_t>(window)]);
    }

    void look_at(std::int64_t window) {
        sent_ += std::abs(gradient(window));
        const WindowDerivative<double> derivative(plane_, spec_, where_, window, Ties::winner);
        const double x = values_[cell_];
        const bool by_size = spec_.op == Op::lp;
        const auto size = [&](double value) { return by_size ? std::abs(value) : value; };
        for (std::int64_t i = 0; i < derivative.rows().count; ++i) {
            for (std::int64_t j = 0; j < derivative.cols().count; ++j) {
                const double other = plane_.at(0, derivative.rows().start + i * derivative.rows().step,
                                               derivative.cols().start + j * derivative.cols().step);
                if (!std::isfinite(other)) smoothness_ = Smoothness::not_finite;
                largest_ = std::max(largest_, std::abs(other));
                const double lead = std::abs(size(other) - size(x));
                if (derivative.picks() && lead > 0.0 && (lead_ == 0.0 || lead < lead_)) lead_ = lead;
            }
        }
        if (smoothness_ != Smoothness::smooth) return;
        if (by_size && x == 0.0 && (spec_.p == 1.0 || derivative.value() == 0.0)) {
            smoothness_ = Smoothness::at_zero;
        } else if (derivative.picks() && derivative.tied() > 1 && derivative.is_extreme(row_, col_)) {
            smoothness_ = Smoothness::tie;
        }
    }

    const PoolSpec& spec_;
    Geometry where_;
    std::vector<double> values_;
    View<double> plane_;
    const Grid& output_gradient_;
    std::vector<std::int64_t> windows_;
    std::size_t cell_;
    std::int64_t row_;
    std::int64_t col_;
    Smoothness smoothness_ = Smoothness::smooth;
    double sent_ = 0.0;
    double largest_ = 0.0;  // |value| in the windows of the cell
    double lead_ = 0.0;     // smallest difference to a rival; 0: none
};

}  // namespace

GradientCheck check_gradient(const Grid& input, const PoolSpec& spec, const Grid& output_gradient, std::int64_t row,
                             std::int64_t col, Ties ties) {
    CORE_CHECK(!gradient_problem(spec, input.rows, input.cols, output_gradient.rows, output_gradient.cols));
    CORE_CHECK(input.contains(row, col));
    GradientCheck check;
    for (const GradientPart& part : parts_of_cell(input, spec, output_gradient, row, col, ties))
        check.analytic += part.amount;
    Probe probe(input, spec, output_gradient, row, col);
    check.step = probe.step();
    check.smoothness = probe.smoothness();
    if (check.smoothness == Smoothness::not_finite) {
        check.numeric = check.left = check.right = k_nan;
        return check;
    }
    const Slopes slopes = probe.slopes(check.step);
    check.left = slopes.left;
    check.right = slopes.right;
    check.numeric = (check.left + check.right) / 2.0;
    const bool smooth = check.smoothness == Smoothness::smooth;
    const double low = smooth ? check.numeric : slopes.low;
    const double high = smooth ? check.numeric : slopes.high;
    const double tolerance = k_tolerance * probe.sent();
    check.agrees = check.analytic >= low - tolerance && check.analytic <= high + tolerance;
    return check;
}

}  // namespace core
