// EfficientNet-Lite0 on the sample photos: what a person would call them, and where a person would point. Runs where
// `./dev test` could fetch the weights and the photos; elsewhere a warning says what is missing.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "app/io/npy.h"
#include "app/network/network.h"
#include "support/catch.h"
#include "support/run_program.h"

namespace {

using Json = nlohmann::json;

// The photos lie beside the program. Empty: something is missing, and a warning has said so.
std::string photo(const std::string& name) {
    if (const auto missing = network::missing(core::k_network_lite0)) {
        WARN("skipped: " + missing->sentence());
        return {};
    }
    const auto path = std::filesystem::path(POOLSCOPE_PROGRAM).parent_path() / "assets" / "photos" / name;
    if (std::filesystem::exists(path)) return path.string();
    WARN("skipped: the sample photo " + path.string() + " has not been fetched; run ./dev test");
    return {};
}

struct Seen {
    Json answer;
    double x = 0.0, y = 0.0;  // of the map's largest value, in photo pixels
};

Seen look_at(const std::string& path, std::vector<std::string> more = {}) {
    const test::TempFolder folder;
    const std::vector<std::string> arguments{"cam",    path, "--model", "lite0",
                                             "--json", "-",  "--map",   folder.file("m.npy")};
    more.insert(more.begin(), arguments.begin(), arguments.end());
    const test::ProgramRun run = test::run_program(POOLSCOPE_PROGRAM, more);
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    Seen seen{.answer = Json::parse(run.out)};
    const auto map = io::read_npy(folder.file("m.npy"));
    REQUIRE(map);
    REQUIRE(map.value().shape == std::vector<std::int64_t>{7, 7});
    const auto& values = std::get<std::vector<float>>(map.value().values);
    const auto place = std::max_element(values.begin(), values.end()) - values.begin();
    const auto row = place / 7, col = place % 7;
    const Json& crop = seen.answer["crop"];
    seen.x = double(crop["x"]) + (double(col) + 0.5) / 7.0 * double(crop["width"]);
    seen.y = double(crop["y"]) + (double(row) + 0.5) / 7.0 * double(crop["height"]);
    return seen;
}

void check_inside(const Seen& seen, double left, double top, double right, double bottom) {
    CAPTURE(seen.x, seen.y);
    CHECK(seen.x > left);
    CHECK(seen.x < right);
    CHECK(seen.y > top);
    CHECK(seen.y < bottom);
}

}  // namespace

TEST_CASE("cam on EfficientNet-Lite0: the cat is a cat, and its face says so") {
    const std::string chelsea = photo("chelsea.png");
    if (chelsea.empty()) return;
    const std::set<int> cats{281, 282, 283, 284, 285};
    for (const char* crop : {"center", "squash", "pad"}) {
        CAPTURE(crop);
        const Seen seen = look_at(chelsea, {"--crop", crop});
        CHECK(cats.count(seen.answer["top"][0]["index"]) == 1);
        double probability = 0.0;
        for (const Json& each : seen.answer["top"])
            if (cats.count(each["index"]) == 1) probability += double(each["probability"]);
        CHECK(probability > 0.6);
        if (std::string(crop) != "pad") check_inside(seen, 110, 40, 360, 280);  // brow to chin, cheek to cheek
    }
}

TEST_CASE("cam on EfficientNet-Lite0: the coffee is an espresso, in the cup") {
    const std::string coffee = photo("coffee.png");
    if (coffee.empty()) return;
    for (const char* crop : {"center", "squash"}) {
        CAPTURE(crop);
        const Seen seen = look_at(coffee, {"--crop", crop});
        CHECK(std::set<int>{967, 968}.count(seen.answer["top"][0]["index"]) == 1);
        check_inside(seen, 172, 18, 412, 300);
    }
    // The box of the paper holds most of the cup: its middle is the cup's, give or take a quarter of it.
    const Seen seen = look_at(coffee, {"--class", "espresso", "--box", "20"});
    const Json& box = seen.answer["classes"][0]["box"];
    REQUIRE_FALSE(box.is_null());
    CHECK(std::abs(double(box["x"]) + double(box["width"]) / 2.0 - 292.0) < 60.0);
    CHECK(std::abs(double(box["y"]) + double(box["height"]) / 2.0 - 159.0) < 70.0);
}

TEST_CASE("cam on EfficientNet-Lite0: both routes give the same score on every sample photo") {
    for (const char* name : {"chelsea.png", "coffee.png", "rocket.jpg", "astronaut.png"}) {
        const std::string path = photo(name);
        if (path.empty()) return;
        for (const char* crop : {"center", "squash", "pad"}) {
            CAPTURE(name, crop);
            const Seen seen = look_at(path, {"--crop", crop, "--class", "0", "--class", "281", "--class", "999"});
            CHECK(seen.answer["model"]["parameters"] == 4'652'008 - 21'008);  // its batch norms are in its convolutions
            REQUIRE(seen.answer["classes"].size() == 3);
            for (const Json& each : seen.answer["classes"]) {
                CHECK(double(each["identity_error"]) <= double(each["identity_tolerance"]));
                CHECK(double(each["identity_tolerance"]) < 0.01);  // 1e-4 of the largest logit
                CHECK(each["identity_holds"] == true);
            }
        }
    }
}
