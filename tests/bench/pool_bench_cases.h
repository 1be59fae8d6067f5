// The matrix of the pooling benchmark: operation x shape x kernel x stride x threads, as data. A case's name says all
// of it, SHAPE/OPERATION/kK/sS/pP/THREADSt, and report.py finds its rows by that name. Shapes: A 1x64x224x224 (a
// network's early layer, fits the last cache), B 1x3x3000x4000 (a photo of 12 megapixels as float planes), C
// 1x3x750x1000 (a sixteenth of B, for what takes a peer minutes on B), D 3000x4000x3 interleaved bytes (the photo as it
// is decoded), E 1x2048x7x7 (what GAP reads).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/geometry.h"
#include "core/pool.h"

namespace bench {

struct Shape {
    char name = 'A';
    std::int64_t planes = 1;
    std::int64_t height = 1;
    std::int64_t width = 1;
    bool bytes = false;  // interleaved, 8 bits; else float32 planes
    std::int64_t values() const { return planes * height * width; }
    std::size_t size_in_bytes() const { return static_cast<std::size_t>(values()) * (bytes ? 1 : sizeof(float)); }
    bool operator==(const Shape&) const = default;
};

struct Case {
    Shape shape;
    core::PoolSpec spec;  // kernel, stride, padding and dilation the same on both axes
    bool indices = false;
    core::Sums sums = core::Sums::single;
    int threads = 1;

    core::Geometry geometry() const { return core::geometry(spec, shape.height, shape.width); }
    std::int64_t outputs() const { return shape.planes * geometry().windows(); }
    // Reads of a method that goes through each window anew: what most peers' time grows with.
    double taps() const;
    std::string name() const;
};

// max, average, ... as in a case's name and in what torch_pool.py is asked.
std::string operation_word(core::Op op);

// `quick`: the cases that most targets are judged by, without the slowest.
std::vector<Case> all_cases(bool quick);

}  // namespace bench
