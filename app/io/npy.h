// .npy: one array as NumPy's np.save writes it. Magic "\x93NUMPY", version 1, 2 or 3, a header with descr,
// fortran_order and shape, then the values. Source: numpy.lib.format, NEP 1. Read: float32, float64, bool and signed or
// unsigned integers of 8 to 64 bits, little endian, rank 2 (HxW), 3 (CxHxW) or 4 (NxCxHxW). Fortran order is rearranged
// into C order. Everything else is an Error that names what was found. Invariant: shape.size() is 2 to 4, each axis at
// least 1, and the values are exactly their product, in C order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/result.h"

namespace io {

// Values in the narrowest of three types that holds each of them exactly: bool and 8-bit unsigned as uint8, 8- and
// 16-bit integers as float, 32-bit integers as double. 64-bit integers become double too, and one beyond 2^53, where
// double would lose digits, is an Error.
struct NpyArray {
    using Values = std::variant<std::vector<float>, std::vector<double>, std::vector<std::uint8_t>>;
    std::vector<std::int64_t> shape;
    Values values;
    bool operator==(const NpyArray&) const = default;
};

// `size`: bytes that `in` holds; the values must fill it exactly. `where` (the file name) starts the sentence.
core::Result<NpyArray> parse_npy(std::istream& in, std::uintmax_t size, const std::string& where);
core::Result<NpyArray> read_npy(const std::filesystem::path& path);

// Version 1.0, C order, little endian, byte for byte what np.save writes. MUST have values.size() == product of shape.
core::Result<core::Done> write_npy(const std::filesystem::path& path, std::span<const std::int64_t> shape,
                                   std::span<const float> values);
core::Result<core::Done> write_npy(const std::filesystem::path& path, std::span<const std::int64_t> shape,
                                   std::span<const double> values);
core::Result<core::Done> write_npy(const std::filesystem::path& path, std::span<const std::int64_t> shape,
                                   std::span<const std::int64_t> values);

// "3x224x224"
std::string shape_text(std::span<const std::int64_t> shape);

}  // namespace io
