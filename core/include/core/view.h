// View<T>: planes of H x W values that someone else owns, read through strides (in elements).
// A plane is one channel of one image: NxCxHxW has N*C planes; interleaved RGB has 3 with col_stride 3.
// Invariant: element (p, y, x) is data[p*plane_stride + y*row_stride + x*col_stride].
#pragma once

#include <cstdint>

#include "core/grid.h"

namespace core {

template <class T>
struct View {
    const T* data = nullptr;
    std::int64_t planes = 1;
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::int64_t plane_stride = 0;
    std::int64_t row_stride = 0;
    std::int64_t col_stride = 1;

    const T& at(std::int64_t plane, std::int64_t row, std::int64_t col) const {
        return data[plane * plane_stride + row * row_stride + col * col_stride];
    }
    View plane(std::int64_t index) const {
        View one = *this;
        one.data += index * plane_stride;
        one.planes = 1;
        return one;
    }
};

// Contiguous C order: planes x height x width.
template <class T>
View<T> dense_view(const T* data, std::int64_t planes, std::int64_t height, std::int64_t width) {
    return {data, planes, height, width, height * width, width, 1};
}

// Interleaved channels (RGBRGB...): height x width x channels.
template <class T>
View<T> interleaved_view(const T* data, std::int64_t channels, std::int64_t height, std::int64_t width) {
    return {data, channels, height, width, 1, width * channels, channels};
}

inline View<float> view_of(const Grid& grid) { return dense_view(grid.values.data(), 1, grid.rows, grid.cols); }

}  // namespace core
