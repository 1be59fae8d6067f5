// EfficientNet-Lite0 as the program runs it, against PyTorch running the same weights through a graph of its own
// (lite0_torch.py). Where the weights or python3-torch are missing there is nothing to compare with, and a warning says
// so.
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "app/io/npy.h"
#include "app/io/paths.h"
#include "app/network/network.h"
#include "app/worker/child_process.h"
#include "core/cam.h"
#include "support/catch.h"
#include "support/run_program.h"

namespace {

constexpr double k_tolerance = 1e-3;
constexpr int k_no_torch = 77;
constexpr std::array<std::int64_t, 3> k_input{3, 224, 224};

const std::atomic<bool> k_never = false;

// Seeded numbers in the range that pixels have, (x - 127) / 128, coarse enough to be no mere noise to the network.
std::vector<float> blocks_input() {
    std::uint32_t state = 2020;
    std::vector<float> input(static_cast<std::size_t>(k_input[0] * k_input[1] * k_input[2]));
    std::vector<float> block(28 * 28);
    for (std::size_t c = 0; c < 3; ++c) {
        for (float& value : block) {
            state = state * 1664525U + 1013904223U;
            value = (static_cast<float>(state >> 24) - 127.0F) / 128.0F;
        }
        for (std::size_t i = 0; i < 224 * 224; ++i) input[c * 224 * 224 + i] = block[i / 224 / 8 * 28 + i % 224 / 8];
    }
    return input;
}

std::filesystem::path weights_file() { return io::cache_folder() / "efficientnet-lite0-57934424.pth"; }

// The Python that has PyTorch: the system's before whatever else comes first in PATH.
std::optional<std::vector<std::string>> run_torch(const test::TempFolder& folder) {
    const std::vector<std::string> arguments{std::string(POOLSCOPE_TEST_DATA) + "/network/lite0_torch.py",
                                             weights_file().string(), folder.file("input.npy"),
                                             folder.file("features.npy"), folder.file("logits.npy")};
    std::string said = "there is no python3";
    for (const auto& python :
         {std::optional<std::filesystem::path>("/usr/bin/python3"), worker::find_in_path("python3")}) {
        if (!python || !std::filesystem::exists(*python)) continue;
        const test::ProgramRun run = test::run_program(python->string(), arguments, {"LD_PRELOAD="});
        if (run.exit_code == 0) return std::vector{folder.file("features.npy"), folder.file("logits.npy")};
        said = run.out + run.err;
        if (run.exit_code != k_no_torch) FAIL(said);
    }
    WARN("skipped: " << said);
    return std::nullopt;
}

std::vector<float> numbers_in(const std::string& path, const std::vector<std::int64_t>& shape) {
    const core::Result<io::NpyArray> array = io::read_npy(path);
    if (!array) FAIL(array.error().sentence());
    CHECK(array.value().shape == shape);
    REQUIRE(std::holds_alternative<std::vector<float>>(array.value().values));
    return std::get<std::vector<float>>(array.value().values);
}

double largest_difference(const std::vector<float>& one, const std::vector<float>& other) {
    REQUIRE(one.size() == other.size());
    double largest = 0.0;
    for (std::size_t i = 0; i < one.size(); ++i)
        largest = std::max(largest, std::abs(double{one[i]} - double{other[i]}));
    return largest;
}

}  // namespace

TEST_CASE("lite0: features and logits are PyTorch's, and the score identity holds for every class") {
    if (const std::optional<core::Error> missing = network::missing(core::k_network_lite0)) {
        WARN("skipped: " << missing->sentence());
        return;
    }
    const auto loaded = network::load_known(core::k_network_lite0, k_never);
    if (!loaded) FAIL(loaded.error().sentence());
    const core::NetworkCard& card = *loaded.value()->card();
    CHECK(card.head.classes == 1000);
    CHECK(card.head.channels == 1280);
    CHECK(card.input.height == 224);
    CHECK(card.input.width == 224);
    const std::vector<float> input = blocks_input();
    const auto output = loaded.value()->run(input, k_never);
    if (!output) FAIL(output.error().sentence());
    const core::FeatureMaps& maps = output.value().maps;
    const std::vector<float>& logits = output.value().logits;
    for (std::int64_t c = 0; c < card.head.classes; ++c) {
        const core::ScoreCheck check =
            core::check_score(core::class_map(maps, card.head, c), card.head.bias_of(c), logits, c);
        if (!check.holds) FAIL_CHECK("class " << c << ": " << check.from_map << " and " << check.from_network);
    }

    if (!std::filesystem::exists(weights_file())) {
        WARN("skipped: " << weights_file() << " is not here; ./dev test fetches it");
        return;
    }
    const test::TempFolder folder;
    REQUIRE(io::write_npy(folder.file("input.npy"), k_input, input));
    if (const auto files = run_torch(folder)) {
        CHECK(largest_difference(maps.values, numbers_in(files->front(), {1280, 7, 7})) < k_tolerance);
        CHECK(largest_difference(logits, numbers_in(files->back(), {1, 1000})) < k_tolerance);
    }
}
