#include "app/cli/pool_command.h"

#include "app/cli/array_files.h"
#include "app/io/files.h"
#include "core/blur_pool.h"
#include "core/pool.h"
#include "core/problem.h"

namespace cli {
namespace {

std::optional<core::Problem> problem(const PoolCommand& command, const InputArray& input) {
    if (command.blur == 0) return core::problem(command.spec, input.height(), input.width());
    return core::max_blur_problem(command.spec, command.blur, input.height(), input.width());
}

core::Size2 result_size(const PoolCommand& command, const InputArray& input) {
    if (command.blur == 0) {
        const core::Geometry where = core::geometry(command.spec, input.height(), input.width());
        return {where.h.output, where.w.output};
    }
    const core::Geometry dense = core::geometry(core::dense(command.spec), input.height(), input.width());
    return core::blurred_size({command.blur, command.spec.stride}, dense.h.output, dense.w.output);
}

void compute(const PoolCommand& command, const InputArray& input, OutputArray& output) {
    core::PoolOptions options;
    options.threads = command.threads;
    options.sums = command.exact ? core::Sums::exact : core::Sums::single;
    const core::PoolOut out{output.values.data(), output.indices.empty() ? nullptr : output.indices.data()};
    input.visit_view([&](const auto& view) {
        if (command.blur == 0) {
            core::pool(view, command.spec, out, options);
        } else {
            core::max_blur_pool(view, command.spec, command.blur, out.values, core::BlurEdge::reflect, options);
        }
    });
}

core::Result<OutputArray> pool_file(const PoolCommand& command) {
    const core::Result<InputArray> input = load_array(command.input);
    if (!input) return input.error();
    if (const std::optional<core::Problem> found = problem(command, input.value()))
        return core::Error{found->sentence(), io::path_text(command.input), ""};
    core::Result<OutputArray> output = make_output(input.value(), result_size(command, input.value()));
    if (!output) return output.error();
    if (!command.indices.empty()) output.value().indices.resize(output.value().values.size());
    print_refusals(command.spec, input.value().height(), input.value().width());
    compute(command, input.value(), output.value());
    if (const auto written = write_output(output.value(), command.output, command.indices); !written)
        return written.error();
    return output;
}

}  // namespace

int run_pool(const PoolCommand& command) {
    return run_array_command("poolscope pool", command.input, command.print, [&] { return pool_file(command); });
}

}  // namespace cli
