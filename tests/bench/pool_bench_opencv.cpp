// OpenCV: dilate, boxFilter with zeros around (padding counted) and resize INTER_AREA. Planes one after another, as its
// functions take pictures; bytes as one picture of three channels.
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "pool_bench_contestants.h"

namespace bench {
namespace {

// The pictures that the case's array is made of.
std::vector<cv::Mat> pictures(const Shape& shape, int height, int width, std::byte* data) {
    if (shape.bytes) return {cv::Mat(height, width, CV_8UC(static_cast<int>(shape.planes)), data)};
    std::vector<cv::Mat> all;
    for (std::int64_t plane = 0; plane < shape.planes; ++plane)
        all.emplace_back(height, width, CV_32F, reinterpret_cast<float*>(data) + plane * height * width);
    return all;
}

bool has(const Case& which) {
    const core::PoolSpec& spec = which.spec;
    if (which.indices || which.sums == core::Sums::exact || spec.dilation.h != 1) return false;
    const bool same_size = spec.kernel.h % 2 == 1 && spec.stride.h == 1 && spec.padding.top == spec.kernel.h / 2;
    if (spec.op == core::Op::max) return same_size;
    if (spec.op != core::Op::average) return false;
    const bool tiles = spec.stride.h == spec.kernel.h && spec.padding.top == 0 &&
                       which.shape.height % spec.kernel.h == 0 && which.shape.width % spec.kernel.w == 0;
    return same_size || tiles;
}

void pool(const core::PoolSpec& spec, const cv::Mat& from, cv::Mat& to, const cv::Mat& ones) {
    if (spec.op == core::Op::max)
        cv::dilate(from, to, ones);
    else if (spec.stride.h == 1)
        cv::boxFilter(from, to, -1, ones.size(), {-1, -1}, true, cv::BORDER_CONSTANT);
    else
        cv::resize(from, to, to.size(), 0, 0, cv::INTER_AREA);
}

}  // namespace

std::optional<Contestant> opencv(const Setting& setting) {
    if (!has(setting.which)) return std::nullopt;
    const Shape& shape = setting.which.shape;
    const core::Geometry where = setting.which.geometry();
    const auto kernel = static_cast<int>(setting.which.spec.kernel.h);
    auto work = [spec = setting.which.spec, threads = setting.which.threads,
                 from = pictures(shape, static_cast<int>(shape.height), static_cast<int>(shape.width),
                                 setting.buffers->input.data()),
                 to = pictures(shape, static_cast<int>(where.h.output), static_cast<int>(where.w.output),
                               setting.buffers->peer.data()),
                 ones = cv::Mat(cv::Mat::ones(kernel, kernel, CV_8U))]() mutable {
        cv::setNumThreads(threads);
        for (std::size_t i = 0; i < from.size(); ++i) pool(spec, from[i], to[i], ones);
    };
    return in_process("opencv", setting.clock, std::move(work), [setting] { return difference_from_ours(setting); });
}

std::string opencv_version() { return CV_VERSION; }

}  // namespace bench
