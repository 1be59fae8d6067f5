// Tens of thousands of damaged models through the check: none brings it down, and what it lets pass OpenCV loads and
// runs without a signal.
#include <sys/wait.h>
#include <unistd.h>

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "app/network/model_check.h"
#include "network/mutations.h"
#include "network/run_checked.h"
#include "network/small_models.h"
#include "support/catch.h"

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t k_most_run = 200;  // a forked child costs more under the sanitizer
#else
constexpr std::size_t k_most_run = 2'000;
#endif
constexpr unsigned k_seconds = 60;
constexpr std::int64_t k_most_pixels = 40'000;  // of an input; larger ones are the same model again, only slower

struct Kept {
    std::uint64_t seed;
    network::CheckedModel model;
};

// Loads and runs the models in a child of this process. How many OpenCV refused by an exception; -1: it died.
int refused_by_opencv(std::span<const Kept> models) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::alarm(k_seconds);
        cv::setNumThreads(1);
        int refused = 0;
        for (const Kept& each : models) {
            try {
                test::run_checked(each.model, test::sample_input(each.model));
            } catch (const std::exception&) {
                ++refused;
            }
        }
        ::_exit(std::min(refused, 100));
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) && WEXITSTATUS(status) <= 100 ? WEXITSTATUS(status) : -1;
}

void check_in_opencv(const std::vector<Kept>& models) {
    constexpr std::size_t k_batch = 50;
    int refused = 0;
    for (std::size_t begin = 0; begin < models.size(); begin += k_batch) {
        const auto batch = std::span(models).subspan(begin, std::min(k_batch, models.size() - begin));
        const int result = refused_by_opencv(batch);
        refused += std::max(result, 0);
        for (std::size_t i = 0; result < 0 && i < batch.size(); ++i) {
            INFO("seed " << batch[i].seed);
            CHECK(refused_by_opencv(batch.subspan(i, 1)) >= 0);
        }
    }
    CHECK(static_cast<std::size_t>(refused) * 100 <= models.size());  // what passes the check, OpenCV knows how to run
}

// `damage` makes the file of a seed.
template <class Damage>
void check_mutations(std::uint64_t count, std::size_t least_passing, const Damage& damage) {
    std::vector<Kept> kept;
    std::size_t passing = 0;
    for (std::uint64_t seed = 0; seed < count; ++seed) {
        auto checked = network::check_model(damage(seed));
        if (!checked) {
            if (checked.error().key.empty() || checked.error().what.empty())
                FAIL_CHECK("no sentence for seed " << seed);
            continue;
        }
        ++passing;
        const network::CheckedModel& model = checked.value();
        if (kept.size() < k_most_run && model.input_height * model.input_width <= k_most_pixels)
            kept.push_back({seed, std::move(checked).value()});
    }
    CHECK(passing >= least_passing);
    CHECK(passing < count);
    check_in_opencv(kept);
}

}  // namespace

TEST_CASE("models with damaged bytes end in a sentence or run") {
    std::vector<std::vector<std::byte>> files;
    for (const test::SmallModel& each : test::small_models()) files.push_back(each.make().bytes());
    check_mutations(15'000, 1'000,
                    [&](std::uint64_t seed) { return test::mutated_bytes(files[seed % files.size()], seed); });
}

TEST_CASE("well-formed models with another meaning end in a sentence or run") {
    const std::vector<test::SmallModel>& models = test::small_models();
    check_mutations(15'000, 1'000, [&](std::uint64_t seed) {
        return test::mutated_meaning(models[seed % models.size()].make(), seed).bytes();
    });
}

TEST_CASE("a model cut off anywhere is no model") {
    const std::vector<std::byte> whole = test::plain_model().bytes();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto checked = network::check_model(std::span(whole).first(length));
        if (checked) FAIL_CHECK("passed with " << length << " of " << whole.size() << " bytes");
    }
}
