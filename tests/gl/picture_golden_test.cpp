// What the shipped program draws, pixel by pixel within a threshold: the whole tour in one look, and the first page of
// every scene in the others. Runs on Mesa's software renderer under a virtual display.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "picture_compare.h"
#include "support/catch.h"
#include "support/run_program.h"

namespace {

// The goldens show the built-in network: an empty cache hides the one that this machine may have fetched.
test::ProgramRun run_poolscope(const std::vector<std::string>& arguments) {
    const test::TempFolder cache;
    return test::run_program(POOLSCOPE_PROGRAM, arguments, {"XDG_CACHE_HOME=" + cache.path().string()},
                             std::chrono::seconds(240));
}

// The tour's pages by name, in `folder`.
std::set<std::string> pages(const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) names.insert(entry.path().stem().string());
    return names;
}

}  // namespace

TEST_CASE("every page of the tour looks as it did") {
    const test::TempFolder folder;
    const auto run = run_poolscope({"tour", "-o", folder.path().string(), "--lang", "en", "--theme", "dark"});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    const std::set<std::string> drawn = pages(folder.path());
    CHECK(drawn.size() >= 12);
    for (const std::string& name : drawn) {
        const std::string complaint = test::compare_with_golden(test::read_picture(folder.file(name + ".png")), name);
        INFO(complaint);
        CHECK(complaint.empty());
    }
}

TEST_CASE("every golden of the tour is still drawn") {
    const test::TempFolder folder;
    const auto run = run_poolscope({"tour", "-o", folder.path().string(), "--size", "640x400"});
    REQUIRE(run.exit_code == 0);
    const std::set<std::string> drawn = pages(folder.path());
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(POOLSCOPE_TEST_DATA) / "golden" / "pictures")) {
        const std::string name = entry.path().stem().string();
        if (name.starts_with("look-")) continue;
        CHECK(drawn.contains(name));
    }
}

TEST_CASE("other palettes and sizes and Korean look as they did") {
    struct Look {
        const char* theme;
        const char* lang;
        const char* size;
    };
    for (const char* scene : {"stride", "compare", "photo", "gap", "cam", "shift", "stack"}) {
        for (const Look& look : {Look{"light", "ko", "1280x800"}, Look{"projector", "en", "1280x800"},
                                 Look{"light", "en", "1024x600"}, Look{"dark", "ko", "1920x1080"}}) {
            const test::TempFolder folder;
            const std::string file = folder.file("page.png");
            const auto run = run_poolscope({"--scene", scene, "--theme", look.theme, "--lang", look.lang, "--size",
                                            look.size, "--frames", "4", "--fixed-dt", "0.016", "--screenshot", file});
            INFO(run.err);
            REQUIRE(run.exit_code == 0);
            const std::string name =
                std::string("look-") + scene + "-" + look.theme + "-" + look.lang + "-" + look.size;
            const std::string complaint = test::compare_with_golden(test::read_picture(file), name);
            INFO(complaint);
            CHECK(complaint.empty());
        }
    }
}

TEST_CASE("the same picture twice is the same pixel for pixel") {
    const test::TempFolder folder;
    for (const char* name : {"a.png", "b.png"}) {
        const auto run = run_poolscope(
            {"--scene", "stride", "--frames", "10", "--fixed-dt", "0.016", "--screenshot", folder.file(name)});
        REQUIRE(run.exit_code == 0);
    }
    CHECK(test::read_file(folder.file("a.png")) == test::read_file(folder.file("b.png")));
}

TEST_CASE("comparing pictures finds a change and lets rounding pass") {
    test::Picture plain{64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 100)};
    test::Picture rounded = plain;
    for (std::size_t i = 0; i < rounded.rgb.size(); i += 7) rounded.rgb[i] = 101;
    test::Picture changed = plain;
    std::fill_n(changed.rgb.begin(), 64 * 3 * 4, std::uint8_t{200});
    CHECK(test::difference(plain, rounded).mean < 0.5);
    CHECK(test::difference(plain, rounded).clearly_different == 0.0);
    CHECK(test::difference(plain, changed).clearly_different == Approx(4.0 / 64.0));
}
