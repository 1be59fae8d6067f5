// oneDNN's pooling primitive, on plain NCHW and on the blocked layout it is made for.
#include <omp.h>

#include <dnnl.hpp>
#include <memory>
#include <string_view>

#include "pool_bench_contestants.h"

namespace bench {
namespace {

using Layout = dnnl::memory::format_tag;

// On planes it takes its plain C++ kernel (0.5 to 2.5 ns a tap), which would take minutes above this.
constexpr double k_most_taps = 1e9;

bool has(const Case& which) {
    return !which.shape.bytes && !which.indices && which.sums == core::Sums::single &&
           (which.spec.op == core::Op::max || which.spec.op == core::Op::average ||
            which.spec.op == core::Op::global_average || which.spec.op == core::Op::global_max);
}

// A primitive and its memory, built for one case.
struct Pooling {
    dnnl::engine engine{dnnl::engine::kind::cpu, 0};
    dnnl::stream stream{engine};
    dnnl::memory from;
    dnnl::memory to;
    dnnl::pooling_v2_forward primitive;
    bool vectorised = false;

    Pooling(const Case& which, Layout layout, std::byte* input, std::byte* output);
    void run() {
        primitive.execute(stream, {{DNNL_ARG_SRC, from}, {DNNL_ARG_DST, to}});
        stream.wait();
    }
};

dnnl::memory::desc description(const Case& which, std::int64_t height, std::int64_t width, Layout layout) {
    return {{1, which.shape.planes, height, width}, dnnl::memory::data_type::f32, layout};
}

Pooling::Pooling(const Case& which, Layout layout, std::byte* input, std::byte* output) {
    const core::Geometry where = which.geometry();
    const bool average = core::is_average(which.spec.op);
    const auto axes = [](const core::Axis& h, const core::Axis& w, auto read) {
        return dnnl::memory::dims{read(h), read(w)};
    };
    const dnnl::memory::desc source = description(which, which.shape.height, which.shape.width, layout);
    const dnnl::memory::desc target = description(which, where.h.output, where.w.output, layout);
    const dnnl::pooling_v2_forward::desc wanted(
        dnnl::prop_kind::forward_inference,
        average ? dnnl::algorithm::pooling_avg_include_padding : dnnl::algorithm::pooling_max, source, target,
        axes(where.h, where.w, [](const core::Axis& axis) { return axis.stride; }),
        axes(where.h, where.w, [](const core::Axis& axis) { return axis.kernel; }),
        axes(where.h, where.w, [](const core::Axis& axis) { return axis.dilation - 1; }),
        axes(where.h, where.w, [](const core::Axis& axis) { return axis.pad_begin; }),
        axes(where.h, where.w, [](const core::Axis& axis) { return axis.pad_end; }));
    const dnnl::pooling_v2_forward::primitive_desc found(wanted, engine);
    vectorised = std::string_view(found.impl_info_str()).starts_with("jit");
    primitive = dnnl::pooling_v2_forward(found);
    from = input == nullptr ? dnnl::memory(source, engine) : dnnl::memory(source, engine, input);
    to = output == nullptr ? dnnl::memory(target, engine) : dnnl::memory(target, engine, output);
}

void reorder(Pooling& pooling, dnnl::memory from, dnnl::memory to) {
    dnnl::reorder(from, to).execute(pooling.stream, from, to);
    pooling.stream.wait();
}

// A pooling in its own layout and the way there and back.
struct Blocked {
    std::unique_ptr<Pooling> pooling;
    dnnl::memory plain_from;
    dnnl::memory plain_to;
    void turn_input() { reorder(*pooling, plain_from, pooling->from); }
    void turn_result() { reorder(*pooling, pooling->to, plain_to); }
};

// nullptr where it has no vector code for it.
std::shared_ptr<Blocked> blocked(const Setting& setting) {
    const Case& which = setting.which;
    if (!has(which) || which.shape.planes % 16 != 0) return nullptr;
    omp_set_num_threads(which.threads);
    auto made = std::make_shared<Blocked>();
    for (const Layout layout : {Layout::nChw16c, Layout::nChw8c}) {  // the wider one needs AVX-512
        made->pooling = std::make_unique<Pooling>(which, layout, nullptr, nullptr);
        if (made->pooling->vectorised) break;
    }
    if (!made->pooling->vectorised) return nullptr;
    const core::Geometry where = which.geometry();
    made->plain_from = dnnl::memory(description(which, which.shape.height, which.shape.width, Layout::nchw),
                                    made->pooling->engine, setting.buffers->input.data());
    made->plain_to = dnnl::memory(description(which, where.h.output, where.w.output, Layout::nchw),
                                  made->pooling->engine, setting.buffers->peer.data());
    return made;
}

}  // namespace

std::optional<Contestant> onednn_plain(const Setting& setting) {
    if (!has(setting.which) || setting.which.taps() > k_most_taps) return std::nullopt;
    omp_set_num_threads(setting.which.threads);
    auto pooling = std::make_shared<Pooling>(setting.which, Layout::nchw, setting.buffers->input.data(),
                                             setting.buffers->peer.data());
    return in_process(
        "onednn", setting.clock,
        [pooling, threads = setting.which.threads] {
            omp_set_num_threads(threads);
            pooling->run();
        },
        [setting] { return difference_from_ours(setting); });
}

std::optional<Contestant> onednn_blocked(const Setting& setting) {
    const std::shared_ptr<Blocked> made = blocked(setting);
    if (made == nullptr) return std::nullopt;
    made->turn_input();
    return in_process(
        "onednn_blocked", setting.clock,
        [made, threads = setting.which.threads] {
            omp_set_num_threads(threads);
            made->pooling->run();
        },
        [setting, made] {
            made->turn_result();
            return difference_from_ours(setting);
        });
}

std::optional<Contestant> onednn_turned(const Setting& setting) {
    const std::shared_ptr<Blocked> made = blocked(setting);
    if (made == nullptr) return std::nullopt;
    return in_process(
        "onednn_turned", setting.clock,
        [made, threads = setting.which.threads] {
            omp_set_num_threads(threads);
            made->turn_input();
            made->pooling->run();
            made->turn_result();
        },
        [setting] { return difference_from_ours(setting); });
}

std::string onednn_version() {
    const dnnl_version_t* version = dnnl_version();
    return std::to_string(version->major) + "." + std::to_string(version->minor) + "." + std::to_string(version->patch);
}

}  // namespace bench
