#include "picture_compare.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "app/io/image_decode.h"
#include "app/io/image_write.h"

namespace test {
namespace {

constexpr int k_reduction = 4;
constexpr double k_largest_mean = 1.0;
constexpr double k_largest_share = 0.004;
constexpr int k_clear_difference = 32;

const std::filesystem::path k_goldens = std::filesystem::path(POOLSCOPE_TEST_DATA) / "golden" / "pictures";
const std::filesystem::path k_failures = std::filesystem::path(POOLSCOPE_PROGRAM).parent_path() / "golden-failures";

std::size_t offset(const Picture& picture, int x, int y, int channel) {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x)) * 3 +
           static_cast<std::size_t>(channel);
}

Picture absolute_difference(const Picture& a, const Picture& b) {
    Picture result = a;
    for (std::size_t i = 0; i < a.rgb.size(); ++i) {
        result.rgb[i] = static_cast<std::uint8_t>(std::min(255, 4 * std::abs(int(a.rgb[i]) - int(b.rgb[i]))));
    }
    return result;
}

}  // namespace

Picture read_picture(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto decoded = io::decode_picture(std::as_bytes(std::span(bytes)));
    if (!decoded) return {};
    return {static_cast<int>(decoded.value().size.width), static_cast<int>(decoded.value().size.height),
            decoded.value().pixels};
}

void write_picture(const std::filesystem::path& path, const Picture& picture) {
    std::filesystem::create_directories(path.parent_path());
    static_cast<void>(io::write_png(path, core::make_image(picture.width, picture.height, 3, picture.rgb)));
}

Picture reduced(const Picture& picture, int factor) {
    Picture result{picture.width / factor, picture.height / factor, {}};
    result.rgb.resize(static_cast<std::size_t>(result.width) * static_cast<std::size_t>(result.height) * 3);
    for (int y = 0; y < result.height; ++y) {
        for (int x = 0; x < result.width; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                int sum = 0;
                for (int i = 0; i < factor * factor; ++i) {
                    sum += picture.rgb[offset(picture, x * factor + i % factor, y * factor + i / factor, channel)];
                }
                result.rgb[offset(result, x, y, channel)] = static_cast<std::uint8_t>(sum / (factor * factor));
            }
        }
    }
    return result;
}

Difference difference(const Picture& a, const Picture& b) {
    double sum = 0.0;
    std::size_t clear = 0;
    for (std::size_t i = 0; i < a.rgb.size(); i += 3) {
        int largest = 0;
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const int step = std::abs(int(a.rgb[i + channel]) - int(b.rgb[i + channel]));
            sum += step;
            largest = std::max(largest, step);
        }
        if (largest > k_clear_difference) ++clear;
    }
    const double pixels = static_cast<double>(a.rgb.size()) / 3.0;
    return {sum / (3.0 * pixels), static_cast<double>(clear) / pixels};
}

std::string compare_with_golden(const Picture& actual, const std::string& name) {
    if (actual.rgb.empty()) return name + ": no picture was made";
    const Picture small = reduced(actual, k_reduction);
    const Picture golden = read_picture(k_goldens / (name + ".png"));
    const std::filesystem::path candidate = k_failures / (name + ".png");
    if (golden.rgb.empty()) {
        write_picture(candidate, small);
        return name + ": no golden picture; look at " + candidate.string() +
               " and copy it to tests/golden/pictures if it is right";
    }
    if (golden.width != small.width || golden.height != small.height) {
        write_picture(candidate, small);
        return name + ": the size changed; see " + candidate.string();
    }
    const Difference found = difference(small, golden);
    if (found.mean <= k_largest_mean && found.clearly_different <= k_largest_share) return {};
    write_picture(candidate, small);
    write_picture(k_failures / (name + "-expected.png"), golden);
    write_picture(k_failures / (name + "-difference.png"), absolute_difference(small, golden));
    std::ostringstream sentence;
    sentence << name << ": mean difference " << found.mean << " (at most " << k_largest_mean << "), clearly different "
             << 100.0 * found.clearly_different << " % (at most " << 100.0 * k_largest_share << " %); see "
             << candidate.string() << " with -expected and -difference";
    return sentence.str();
}

}  // namespace test
