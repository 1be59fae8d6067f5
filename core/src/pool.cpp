// The seam: which method pools, and on how many threads.
#include "core/pool.h"

#include <algorithm>
#include <array>
#include <optional>
#include <thread>

#include "core/problem.h"
#include "engine/adaptive.h"
#include "engine/global.h"
#include "engine/method.h"
#include "engine/power.h"
#include "engine/stem.h"
#include "engine/windows.h"
#include "engine/winners.h"
#include "pool_rows.h"

namespace core {
namespace engine {
namespace {

template <class T>
bool suits_everything(const Work<T>&) {
    return true;
}

template <class T>
void run_reference(const Work<T>& work, Workspace& workspace) {
    const std::int64_t oh = work.geometry.h.output;
    const Bands bands(work.input.planes, oh, workspace.threads(), 1);
    workspace.run(bands.count(), 0, [&](std::int64_t index, std::span<std::byte>) {
        const Band band = bands.at(index);
        reference_rows(work.input, work.spec, work.geometry, work.out, band.plane * oh + band.first_row,
                       band.plane * oh + band.end_row);
    });
}

template <class T>
constexpr Method<T> k_reference{"reference", suits_everything<T>, run_reference<T>};

template <class T>
constexpr Method<T> k_global{"global", global_suits<T>, global_run<T>};
template <class T>
constexpr Method<T> k_adaptive{"adaptive", adaptive_suits<T>, adaptive_run<T>};
template <class T>
constexpr Method<T> k_power{"power", power_suits<T>, power_run<T>};

template <class T>
constexpr Method<T> k_windows{"windows", windows_suits<T>, windows_run<T>};

constexpr Method<float> k_stem{"stem", stem::suits, stem::run};

template <class T>
constexpr Method<T> k_winners{"winners", winners::suits<T>, winners::run<T>};

// Special before general.
constexpr std::array k_float_methods{
    k_stem, k_global<float>, k_adaptive<float>, k_power<float>, k_winners<float>, k_windows<float>, k_reference<float>,
};
constexpr std::array k_double_methods{
    k_global<double>, k_adaptive<double>, k_power<double>, k_windows<double>, k_reference<double>,
};
constexpr std::array k_byte_methods{
    k_global<std::uint8_t>,  k_adaptive<std::uint8_t>, k_power<std::uint8_t>,
    k_winners<std::uint8_t>, k_windows<std::uint8_t>,  k_reference<std::uint8_t>,
};

}  // namespace

template <>
std::span<const Method<float>> methods() {
    return k_float_methods;
}
template <>
std::span<const Method<double>> methods() {
    return k_double_methods;
}
template <>
std::span<const Method<std::uint8_t>> methods() {
    return k_byte_methods;
}

}  // namespace engine

namespace {

// Below this many values read, starting a thread costs more than it saves.
constexpr double k_reads_per_thread = 1 << 18;

template <class T>
int worthwhile_threads(const engine::Work<T>& work) {
    const Geometry& where = work.geometry;
    const double taps = static_cast<double>(std::min(where.h.kernel, where.h.input)) *
                        static_cast<double>(std::min(where.w.kernel, where.w.input));
    const double reads = taps * static_cast<double>(work.input.planes) * static_cast<double>(where.windows());
    const double machine = std::max(1U, std::thread::hardware_concurrency());
    return static_cast<int>(std::clamp(reads / k_reads_per_thread, 1.0, machine));
}

template <class T>
engine::Work<T> checked(const View<T>& input, const PoolSpec& spec, const PoolOut& out, const PoolOptions& options) {
    CORE_CHECK(!problem(spec, input.height, input.width));
    CORE_CHECK(out.indices == nullptr || picks_one_cell(spec.op));
    return {input, spec, geometry(spec, input.height, input.width), out, options.sums};
}

}  // namespace

template <class T>
void pool(const View<T>& input, const PoolSpec& spec, const PoolOut& out, const PoolOptions& options) {
    const engine::Work<T> work = checked(input, spec, out, options);
    if (input.planes == 0 || work.geometry.windows() == 0) return;
    if (options.workspace != nullptr) {
        method_for(work).run(work, *options.workspace);
        return;
    }
    Workspace own(options.threads > 0 ? options.threads : worthwhile_threads(work));
    method_for(work).run(work, own);
}

template <class T>
std::string_view pool_method(const View<T>& input, const PoolSpec& spec, const PoolOut& out,
                             const PoolOptions& options) {
    return method_for(checked(input, spec, out, options)).name;
}

#define CORE_INSTANTIATE(T)                                                                  \
    template void pool(const View<T>&, const PoolSpec&, const PoolOut&, const PoolOptions&); \
    template std::string_view pool_method(const View<T>&, const PoolSpec&, const PoolOut&, const PoolOptions&);
CORE_INSTANTIATE(float)
CORE_INSTANTIATE(double)
CORE_INSTANTIATE(std::uint8_t)
#undef CORE_INSTANTIATE

PooledGrid pool_grid(const Grid& input, const PoolSpec& spec) {
    const Geometry where = geometry(spec, input.rows, input.cols);
    PooledGrid result;
    result.values = Grid(where.h.output, where.w.output);
    PoolOut out{result.values.values.data(), nullptr};
    if (picks_one_cell(spec.op)) {
        result.indices.resize(result.values.values.size());
        out.indices = result.indices.data();
    }
    reference_pool(view_of(input), spec, out);
    return result;
}

}  // namespace core
