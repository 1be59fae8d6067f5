#include "engine/windows.h"

#include <algorithm>

#include "axis_layout.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/windows.cpp"
#include "hwy/foreach_target.h"
// The first pass of foreach_target.h comes before this.
#include "engine/windows_band-inl.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {
namespace {

template <class In, class T>
void run_band(const WindowsCall<In, T>& call, const Band& band, std::byte* scratch) {
    if (call.work.spec.op == Op::max) return WindowsBand<In, T, PlainMax, OrderedMax>(call, band, scratch).run();
    if (call.work.spec.op == Op::min) return WindowsBand<In, T, PlainMin, OrderedMin>(call, band, scratch).run();
    WindowsBand<In, T, Sum, Sum>(call, band, scratch).run();
}

void floats(const WindowsCall<float, float>& call, const Band& band, std::byte* scratch) {
    run_band(call, band, scratch);
}
void floats_exact(const WindowsCall<float, double>& call, const Band& band, std::byte* scratch) {
    run_band(call, band, scratch);
}
void doubles(const WindowsCall<double, double>& call, const Band& band, std::byte* scratch) {
    run_band(call, band, scratch);
}
void bytes(const WindowsCall<std::uint8_t, float>& call, const Band& band, std::byte* scratch) {
    run_band(call, band, scratch);
}
void bytes_exact(const WindowsCall<std::uint8_t, double>& call, const Band& band, std::byte* scratch) {
    run_band(call, band, scratch);
}

}  // namespace
}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace core::engine {
namespace {

HWY_EXPORT(floats);
HWY_EXPORT(floats_exact);
HWY_EXPORT(doubles);
HWY_EXPORT(bytes);
HWY_EXPORT(bytes_exact);

void run_band(const WindowsCall<float, float>& call, const Band& band, std::byte* scratch) {
    HWY_DYNAMIC_DISPATCH(floats)(call, band, scratch);
}
void run_band(const WindowsCall<float, double>& call, const Band& band, std::byte* scratch) {
    HWY_DYNAMIC_DISPATCH(floats_exact)(call, band, scratch);
}
void run_band(const WindowsCall<double, double>& call, const Band& band, std::byte* scratch) {
    HWY_DYNAMIC_DISPATCH(doubles)(call, band, scratch);
}
void run_band(const WindowsCall<std::uint8_t, float>& call, const Band& band, std::byte* scratch) {
    HWY_DYNAMIC_DISPATCH(bytes)(call, band, scratch);
}
void run_band(const WindowsCall<std::uint8_t, double>& call, const Band& band, std::byte* scratch) {
    HWY_DYNAMIC_DISPATCH(bytes_exact)(call, band, scratch);
}

// The part of an average's divisor that belongs to a column, for all columns.
template <class In, class T>
const T* col_divisors(const Work<In>& work, Workspace& workspace) {
    if (work.spec.op != Op::average) return nullptr;
    const Axis& w = work.geometry.w;
    const auto room = static_cast<std::size_t>(w.output + k_vector_room) * sizeof(T);
    T* const divisors = reinterpret_cast<T*>(workspace.shared(room).data());
    std::fill_n(divisors + w.output, k_vector_room, T{1});
    for (std::int64_t col = 0; col < w.output; ++col) {
        divisors[col] = static_cast<T>(work.spec.divisor ? *work.spec.divisor : divisor_part(work.spec, w, col));
    }
    return divisors;
}

// Short rows go past the caches only if no two of them share a line: its halves would go to memory one by one.
template <class In>
bool past_caches(const Work<In>& work) {
    const std::int64_t cols = work.geometry.w.output;
    return go_past_caches(work.input.planes * work.geometry.windows()) &&
           (cols >= k_short_row || rows_begin_with_lines(work.out.values, cols));
}

template <class T, class In>
void run_in(const Work<In>& work, Workspace& workspace) {
    const WindowsCall<In, T> call{work, WindowsPlan(work.geometry, sizeof(T)), col_divisors<In, T>(work, workspace),
                                  past_caches(work)};
    const Axis& h = work.geometry.h;
    // A band reads the rows of a window once more than it has to.
    const std::int64_t least_rows = 4 * effective_kernel(h.kernel, h.dilation) / h.stride;
    const Bands bands(work.input.planes, h.output, workspace.threads(), least_rows);
    workspace.run(
        bands.count(), WindowsScratch<T>(call, nullptr).bytes(),
        [&](std::int64_t index, std::span<std::byte> scratch) { run_band(call, bands.at(index), scratch.data()); });
}

}  // namespace

template <class T>
bool windows_suits(const Work<T>& work) {
    const Op op = work.spec.op;
    return work.out.indices == nullptr && (op == Op::max || op == Op::min || op == Op::average || op == Op::sum) &&
           within_reason(work.geometry);
}

template <>
void windows_run(const Work<float>& work, Workspace& workspace) {
    const bool sums = !picks_one_cell(work.spec.op);
    if (sums && work.sums == Sums::exact) return run_in<double>(work, workspace);
    run_in<float>(work, workspace);
}
template <>
void windows_run(const Work<double>& work, Workspace& workspace) {
    run_in<double>(work, workspace);
}
template <>
void windows_run(const Work<std::uint8_t>& work, Workspace& workspace) {
    const bool sums = !picks_one_cell(work.spec.op);
    if (sums && work.sums == Sums::exact) return run_in<double>(work, workspace);
    run_in<float>(work, workspace);
}

template bool windows_suits(const Work<float>&);
template bool windows_suits(const Work<double>&);
template bool windows_suits(const Work<std::uint8_t>&);

}  // namespace core::engine
#endif
