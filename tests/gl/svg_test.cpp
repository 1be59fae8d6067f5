// The SVG of a view beside its PNG: another program (librsvg) draws the file, and both pictures look the same.
#include <string>

#include "picture_compare.h"
#include "support/catch.h"
#include "support/run_program.h"

namespace {

void render(const std::vector<std::string>& arguments) {
    const auto run = test::run_program(POOLSCOPE_PROGRAM, arguments, {"XDG_CACHE_HOME=/nonexistent"});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
}

}  // namespace

TEST_CASE("every scene's SVG looks like its PNG when another program draws it") {
    const test::TempFolder folder;
    const std::string scene = folder.file("scene.poolscope");
    test::write_file(scene, R"({ "poolscope": 1 })");
    struct Look {
        const char* scene;
        std::vector<std::string> options;
    };
    const std::vector<Look> looks{{"stride", {}},
                                  {"stride", {"--window", "--lang", "ko", "--theme", "light"}},
                                  {"compare", {"--theme", "projector", "--step", "2"}},
                                  {"photo", {"--size", "1024x600"}},
                                  {"gap", {"--lang", "ko"}},
                                  {"cam", {"--window"}},
                                  {"shift", {"--theme", "light"}},
                                  {"stack", {"--theme", "light"}}};
    for (const Look& look : looks) {
        const std::string png = folder.file("view.png");
        const std::string svg = folder.file("view.svg");
        for (const std::string& out : {png, svg}) {
            std::vector<std::string> arguments{"render", scene, "-o", out, "--scene", look.scene};
            arguments.insert(arguments.end(), look.options.begin(), look.options.end());
            render(arguments);
        }
        const std::string drawn = folder.file("drawn.png");
        const auto run = test::run_program("/usr/bin/env", {"rsvg-convert", svg, "-o", drawn});
        if (run.exit_code == 127) {
            WARN("skipped: rsvg-convert (package librsvg2-bin) is not installed");
            return;
        }
        INFO(look.scene << " " << run.err);
        REQUIRE(run.exit_code == 0);
        const test::Picture ours = test::reduced(test::read_picture(png), 4);
        const test::Picture theirs = test::reduced(test::read_picture(drawn), 4);
        REQUIRE(ours.width == theirs.width);
        REQUIRE(ours.height == theirs.height);
        const test::Difference difference = test::difference(ours, theirs);
        CAPTURE(difference.mean, difference.clearly_different);
        CHECK(difference.mean < 1.5);
        CHECK(difference.clearly_different < 0.01);
    }
}
