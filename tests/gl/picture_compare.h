// Comparing pictures as a person would: both are reduced 4x4 (which blurs the edges of letters away), then compared
// pixel by pixel. A small mean difference is another driver's rounding; many clearly different pixels are a change.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace test {

struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;
};

Picture read_picture(const std::filesystem::path& path);  // PNG; empty if it cannot be read
void write_picture(const std::filesystem::path& path, const Picture& picture);
Picture reduced(const Picture& picture, int factor);

struct Difference {
    double mean = 0.0;               // of |a - b| per channel, 0..255
    double clearly_different = 0.0;  // share of pixels that differ by more than 32 in some channel
};
Difference difference(const Picture& a, const Picture& b);  // same size

// Holds `actual` (full size) against the golden `name`, which is kept reduced. Empty if it matches; else a sentence
// that says what differs and where the actual, expected and difference pictures were written. A missing golden does not
// match: the candidate is written, to be looked at and copied.
std::string compare_with_golden(const Picture& actual, const std::string& name);

}  // namespace test
