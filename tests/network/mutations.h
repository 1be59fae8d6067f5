// Damaged and malicious variants of a model file: bytes flipped, cut, repeated and moved, lengths and counts changed,
// and well-formed files in which a size, a setting, a name or an operator is another. The same seed gives the same
// file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/model_builder.h"

namespace test {

std::vector<std::byte> mutated_bytes(const std::vector<std::byte>& file, std::uint64_t seed);
ModelBuilder mutated_meaning(ModelBuilder model, std::uint64_t seed);

}  // namespace test
