#include "app/cli/backward_command.h"

#include <algorithm>

#include "app/cli/array_files.h"
#include "app/io/csv.h"
#include "app/io/files.h"
#include "core/backward.h"
#include "core/problem.h"

namespace cli {
namespace {

// The shape that GRAD MUST have: that of the pooled input.
std::vector<std::int64_t> output_shape(const InputArray& input, const core::PoolSpec& spec) {
    const core::Geometry where = core::geometry(spec, input.height(), input.width());
    std::vector<std::int64_t> shape = input.shape;
    shape[shape.size() - 2] = where.h.output;
    shape.back() = where.w.output;
    return shape;
}

std::vector<double> plane_of(const InputArray& array, std::int64_t plane) {
    std::vector<double> values;
    array.visit_view([&](const auto& view) {
        for (std::int64_t row = 0; row < view.height; ++row)
            for (std::int64_t col = 0; col < view.width; ++col)
                values.push_back(static_cast<double>(view.at(plane, row, col)));
    });
    return values;
}

// Plane by plane, so that only one is held in double.
core::GradientSums compute(const BackwardCommand& command, const InputArray& input, const InputArray& gradient,
                           OutputArray& output) {
    const auto area = static_cast<std::size_t>(input.height() * input.width());
    std::vector<double> arrived(area);
    core::GradientSums total;
    for (std::int64_t p = 0; p < input.planes(); ++p) {
        const std::vector<double> sent = plane_of(gradient, p);
        core::GradientSums sums;
        input.visit_view([&](const auto& view) {
            sums = core::pool_backward(view.plane(p), command.spec,
                                       core::dense_view(sent.data(), 1, gradient.height(), gradient.width()),
                                       arrived.data(), command.ties);
        });
        std::transform(arrived.begin(), arrived.end(), output.values.begin() + p * static_cast<std::int64_t>(area),
                       [](double value) { return static_cast<float>(value); });
        total.sent += sums.sent;
        total.on_padding += sums.on_padding;
        total.dropped += sums.dropped;
    }
    return total;
}

void print_losses(const core::GradientSums& sums) {
    const auto number = [](double value) { return io::number_text(static_cast<float>(value)); };
    if (sums.on_padding != 0.0)
        print_note("of " + number(sums.sent) + " sent, " + number(sums.on_padding) + " fell on padding");
    if (sums.dropped != 0.0)
        print_note("of " + number(sums.sent) + " sent, " + number(sums.dropped) +
                   " went to windows that read no cell of the input");
}

core::Result<OutputArray> backward_file(const BackwardCommand& command) {
    const core::Result<InputArray> input = load_array(command.input);
    if (!input) return input.error();
    const core::Result<InputArray> gradient = load_array(command.gradient);
    if (!gradient) return gradient.error();
    const InputArray& x = input.value();
    if (const auto found = core::problem(command.spec, x.height(), x.width()))
        return core::Error{found->sentence(), io::path_text(command.input), ""};
    if (const std::vector<std::int64_t> shape = output_shape(x, command.spec); gradient.value().shape != shape)
        return core::Error{"has " + io::shape_text(gradient.value().shape) + " gradients, the output has " +
                               io::shape_text(shape) + " cells",
                           io::path_text(command.gradient), "give each output one gradient"};
    core::Result<OutputArray> output = make_output(x, {x.height(), x.width()});
    if (!output) return output.error();
    print_refusals(command.spec, x.height(), x.width());
    print_losses(compute(command, x, gradient.value(), output.value()));
    if (const auto written = write_output(output.value(), command.output); !written) return written.error();
    return output;
}

}  // namespace

int run_backward(const BackwardCommand& command) {
    return run_array_command("poolscope backward", command.input, command.print,
                             [&] { return backward_file(command); });
}

}  // namespace cli
