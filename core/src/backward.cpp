// The way back, window by window, in the order of the definition.
#include "core/backward.h"

#include <algorithm>

#include "core/check.h"
#include "problem_on_side.h"
#include "window_derivative.h"

namespace core {
namespace {

// One window sends its gradient to the cells it read.
template <class T>
void send_back(const WindowDerivative<T>& window, double gradient, double* plane_gradient, std::int64_t width,
               GradientSums& sums) {
    const Span rows = window.rows();
    const Span cols = window.cols();
    const bool evenly = window.shares_evenly();
    const double part = evenly && window.inside() > 0 ? window.factor(rows.start, cols.start) * gradient : 0.0;
    for (std::int64_t i = 0; i < rows.count; ++i) {
        const std::int64_t row = rows.start + i * rows.step;
        double* const line = plane_gradient + row * width;
        for (std::int64_t j = 0; j < cols.count; ++j) {
            const std::int64_t col = cols.start + j * cols.step;
            if (evenly) {
                line[col] += part;
            } else if (const double factor = window.factor(row, col); factor != 0.0) {
                line[col] += factor * gradient;  // 0 times an infinite gradient would be NaN for a cell without a say
            }
        }
    }
    const double on_padding = window.padding_factor() * static_cast<double>(window.padding_taps());
    if (on_padding != 0.0) {
        sums.on_padding += on_padding * gradient;
    } else if (window.inside() == 0) {
        sums.dropped += gradient;
    }
}

std::vector<double> doubles(const Grid& grid) { return {grid.values.begin(), grid.values.end()}; }

void check_sizes(const Grid& input, const PoolSpec& spec, const Grid& output_gradient) {
    CORE_CHECK(!gradient_problem(spec, input.rows, input.cols, output_gradient.rows, output_gradient.cols));
}

GradientPart make_part(const WindowDerivative<float>& derivative, const Grid& output_gradient, std::int64_t window,
                       const WindowCell& cell) {
    GradientPart part{window, cell.row, cell.col, cell.kind, 0.0, 0.0};
    if (cell.kind == WindowCell::Kind::inside) part.factor = derivative.factor(cell.row, cell.col);
    if (cell.kind == WindowCell::Kind::padding) part.factor = derivative.padding_factor();
    const double gradient = static_cast<double>(output_gradient.values[static_cast<std::size_t>(window)]);
    part.amount = part.factor == 0.0 ? 0.0 : part.factor * gradient;
    return part;
}

}  // namespace

std::optional<Problem> gradient_problem(const PoolSpec& spec, std::int64_t height, std::int64_t width,
                                        std::int64_t rows, std::int64_t cols) {
    if (std::optional<Problem> found = problem(spec, height, width)) return found;
    const Geometry where = geometry(spec, height, width);
    if (rows == where.h.output && cols == where.w.output) return std::nullopt;
    return make_problem("problem.gradient_size",
                        {{"rows", rows}, {"cols", cols}, {"out_rows", where.h.output}, {"out_cols", where.w.output}});
}

template <class T>
GradientSums pool_backward(const View<T>& input, const PoolSpec& spec, const View<double>& output_gradient,
                           double* input_gradient, Ties ties) {
    CORE_CHECK(!gradient_problem(spec, input.height, input.width, output_gradient.height, output_gradient.width));
    CORE_CHECK_EQ(input.planes, output_gradient.planes);
    const Geometry where = geometry(spec, input.height, input.width);
    GradientSums sums;
    for (std::int64_t p = 0; p < input.planes; ++p) {
        const View<T> plane = input.plane(p);
        double* const plane_gradient = input_gradient + p * input.height * input.width;
        std::fill_n(plane_gradient, input.height * input.width, 0.0);
        for (std::int64_t window = 0; window < where.windows(); ++window) {
            const double gradient = output_gradient.at(p, window / where.w.output, window % where.w.output);
            sums.sent += gradient;
            send_back(WindowDerivative<T>(plane, spec, where, window, ties), gradient, plane_gradient, input.width,
                      sums);
        }
        for (std::int64_t cell = 0; cell < input.height * input.width; ++cell) sums.arrived += plane_gradient[cell];
    }
    return sums;
}

#define CORE_INSTANTIATE(T) \
    template GradientSums pool_backward(const View<T>&, const PoolSpec&, const View<double>&, double*, Ties);
CORE_INSTANTIATE(float)
CORE_INSTANTIATE(double)
CORE_INSTANTIATE(std::uint8_t)
#undef CORE_INSTANTIATE

BackwardGrid backward_grid(const Grid& input, const PoolSpec& spec, const Grid& output_gradient, Ties ties) {
    check_sizes(input, spec, output_gradient);
    const std::vector<double> sent = doubles(output_gradient);
    std::vector<double> arrived(input.values.size());
    BackwardGrid result;
    result.sums =
        pool_backward(view_of(input), spec, dense_view(sent.data(), 1, output_gradient.rows, output_gradient.cols),
                      arrived.data(), ties);
    result.gradient = Grid(input.rows, input.cols);
    std::ranges::transform(arrived, result.gradient.values.begin(), [](double x) { return static_cast<float>(x); });
    return result;
}

std::vector<GradientPart> parts_of_window(const Grid& input, const PoolSpec& spec, const Grid& output_gradient,
                                          std::int64_t window, Ties ties) {
    check_sizes(input, spec, output_gradient);
    const WindowDerivative<float> derivative(view_of(input), spec, geometry(spec, input.rows, input.cols), window,
                                             ties);
    std::vector<GradientPart> parts;
    for (const WindowCell& cell : explain(input, spec, window).cells)
        parts.push_back(make_part(derivative, output_gradient, window, cell));
    return parts;
}

std::vector<GradientPart> parts_of_cell(const Grid& input, const PoolSpec& spec, const Grid& output_gradient,
                                        std::int64_t row, std::int64_t col, Ties ties) {
    check_sizes(input, spec, output_gradient);
    const Geometry where = geometry(spec, input.rows, input.cols);
    WindowCell cell;
    cell.row = row;
    cell.col = col;
    std::vector<GradientPart> parts;
    for (const std::int64_t window : windows_using(where, row, col)) {
        const WindowDerivative<float> derivative(view_of(input), spec, where, window, ties);
        parts.push_back(make_part(derivative, output_gradient, window, cell));
    }
    return parts;
}

}  // namespace core
