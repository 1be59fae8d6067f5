#include "app/cli/unpool_command.h"

#include <cmath>

#include "app/cli/array_files.h"
#include "app/io/csv.h"
#include "app/io/files.h"
#include "core/unpool.h"

namespace cli {
namespace {

constexpr double k_exact_in_double = 9007199254740992.0;  // 2^53

// The indices as whole numbers, in C order of the planes.
core::Result<std::vector<std::int64_t>> whole_numbers(const InputArray& array, const std::string& where) {
    std::vector<std::int64_t> numbers;
    std::optional<double> wrong;
    array.visit_view([&](const auto& view) {
        for (std::int64_t row = 0; row < view.planes * view.height; ++row) {
            for (std::int64_t col = 0; col < view.width; ++col) {
                const auto value = static_cast<double>(view.at(row / view.height, row % view.height, col));
                const bool whole = value == std::floor(value) && std::abs(value) <= k_exact_in_double;
                if (!whole && !wrong) wrong = value;
                numbers.push_back(whole ? static_cast<std::int64_t>(value) : -1);
            }
        }
    });
    if (!wrong) return numbers;
    return core::Error{"holds " + io::number_text(static_cast<float>(*wrong)) + ", which is no index", where,
                       "indices are whole numbers, row * W + column"};
}

core::Size2 output_size(const UnpoolCommand& command, const InputArray& values) {
    if (command.output_size) {
        if (command.spec)
            if (const auto refusal =
                    core::unpool_refusal(*command.spec, values.height(), values.width(), *command.output_size))
                print_note(refusal->sentence());
        return *command.output_size;
    }
    const auto sizes = core::unpool_sizes(*command.spec, values.height(), values.width());
    return {sizes->h.usual, sizes->w.usual};
}

core::Result<OutputArray> unpool_file(const UnpoolCommand& command) {
    const core::Result<InputArray> input = load_array(command.input);
    if (!input) return input.error();
    const core::Result<InputArray> array = load_array(command.indices);
    if (!array) return array.error();
    const InputArray& values = input.value();
    if (array.value().shape != values.shape)
        return core::Error{
            "has " + io::shape_text(array.value().shape) + " indices for " + io::shape_text(values.shape) + " values",
            io::path_text(command.indices), "give each value one index"};
    const auto indices = whole_numbers(array.value(), io::path_text(command.indices));
    if (!indices) return indices.error();
    const core::Size2 size = output_size(command, values);
    if (const auto found = core::unpool_problem(indices.value(), values.height(), values.width(), size))
        return core::Error{found->sentence(), io::path_text(command.indices), ""};
    core::Result<OutputArray> output = make_output(values, size);
    if (!output) return output.error();
    std::int64_t covered = 0;
    values.visit_view([&](const auto& view) {
        covered = core::max_unpool(view, indices.value(), size, output.value().values.data());
    });
    if (covered > 0)
        print_note(std::to_string(covered) + (covered == 1 ? " value was" : " values were") +
                   " covered by a later one with the same index");
    if (const auto written = write_output(output.value(), command.output); !written) return written.error();
    return output;
}

}  // namespace

int run_unpool(const UnpoolCommand& command) {
    return run_array_command("poolscope unpool", command.input, command.print, [&] { return unpool_file(command); });
}

}  // namespace cli
