// `poolscope render` as a script uses it: every kind of file, opened by another program where there is one, and what it
// says when it cannot. Needs a display or xvfb-run, as the window does.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "app/io/image_bytes.h"
#include "app/io/npy.h"
#include "support/catch.h"
#include "support/run_program.h"

namespace {

constexpr const char* k_article = R"({ "poolscope": 1, "scene": "stride" })";

struct Scene {
    test::TempFolder folder;
    std::string file = folder.file("scene.poolscope");
    explicit Scene(const std::string& json = k_article) { test::write_file(file, json); }
    std::string out(const std::string& name) const { return folder.file(name); }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(folder.path()), std::filesystem::directory_iterator()));
    }
};

test::ProgramRun render(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "render");
    return test::run_program(POOLSCOPE_PROGRAM, arguments, {"XDG_CACHE_HOME=/nonexistent"});
}

void check_rendered(const std::vector<std::string>& arguments) {
    const auto run = render(arguments);
    INFO(run.out << run.err);
    REQUIRE(run.exit_code == 0);
    CHECK(run.err.empty());
}

// Width and height from a PNG's header (IHDR).
std::pair<int, int> png_size(const std::string& path) {
    const std::string bytes = test::read_file(path);
    REQUIRE(bytes.size() > 24);
    const auto number = [&](std::size_t at) {
        int value = 0;
        for (std::size_t i = 0; i < 4; ++i) value = value * 256 + static_cast<unsigned char>(bytes[at + i]);
        return value;
    };
    return {number(16), number(20)};
}

// What another program says about the file; nothing where it is not installed.
std::string ask(const std::string& program, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), program);
    const auto run = test::run_program("/usr/bin/env", arguments);
    if (run.exit_code == 127) {
        WARN("skipped: " << program << " is not installed");
        return {};
    }
    INFO(run.err);
    CHECK(run.exit_code == 0);
    return run.out;
}

}  // namespace

TEST_CASE("render: a picture of the stage at every scale, of the window, in the look asked for") {
    const Scene scene;
    check_rendered({scene.file, "-o", scene.out("1.png")});
    const auto [width, height] = png_size(scene.out("1.png"));
    CHECK(width == 896);  // 1280 without rail and settings
    CHECK(height == 592);
    check_rendered({scene.file, "-o", scene.out("4.png"), "--scale", "4"});
    CHECK(png_size(scene.out("4.png")) == std::pair{4 * width, 4 * height});
    check_rendered({scene.file, "-o", scene.out("w.png"), "--window", "--scale", "2", "--size", "1024x600"});
    CHECK(png_size(scene.out("w.png")) == std::pair{2048, 1200});
    for (const char* option : {"--lang", "--language"}) {
        check_rendered(
            {scene.file, "-o", scene.out("ko.png"), option, "ko", "--theme", "light", "--text-size", "1.25"});
        CHECK(test::read_file(scene.out("ko.png")) != test::read_file(scene.out("1.png")));
    }
}

TEST_CASE("render: the step asked for, and the one of the file") {
    const Scene first;
    const Scene third(R"({ "poolscope": 1, "scene": "stride", "scenes": { "stride": { "step": 2 } } })");
    check_rendered({first.file, "-o", first.out("step.png"), "--step", "3"});
    check_rendered({third.file, "-o", third.out("file.png")});
    check_rendered({first.file, "-o", first.out("start.png")});
    CHECK(test::read_file(first.out("step.png")) == test::read_file(third.out("file.png")));
    CHECK(test::read_file(first.out("step.png")) != test::read_file(first.out("start.png")));
}

TEST_CASE("render: the article's example as an animation under a megabyte that others can play") {
    const Scene scene;
    const std::string gif = scene.out("run.gif");
    check_rendered({scene.file, "-o", gif});
    CHECK(std::filesystem::file_size(gif) < 1'000'000);
    const std::string bytes = test::read_file(gif);
    CHECK(bytes.starts_with("GIF89a"));
    CHECK(bytes.find("NETSCAPE2.0") != std::string::npos);
    CHECK(bytes.ends_with(';'));
    const std::string frames = ask("identify", {"-format", "%T %W %H\n", gif});
    if (frames.empty()) return;
    int count = 0;
    int centiseconds = 0;
    std::istringstream lines(frames);
    for (int delay = 0, width = 0, height = 0; lines >> delay >> width >> height; ++count) {
        centiseconds += delay;
        CHECK(width == 800);
    }
    // Four windows of a second each and the end held for 1.5 s; equal frames in a row are one.
    CHECK(count > 4 * 6);
    CHECK(centiseconds == 550);
    check_rendered({scene.file, "-o", gif, "--speed", "2", "--width", "320", "--fps", "25"});
    CHECK(ask("identify", {"-format", "%W ", gif}).starts_with("320 "));
}

TEST_CASE("render: all grids as titled blocks, one of them as an array, numbers in full") {
    const Scene scene(R"({ "poolscope": 1, "scene": "stride",
        "scenes": { "stride": { "pooling": { "operator": "average", "kernel": { "h": 3, "w": 3 } } } } })");
    check_rendered({scene.file, "-o", scene.out("all.csv")});
    const std::string csv = test::read_file(scene.out("all.csv"));
    CHECK(csv.starts_with("Input (4x4)\n12,20,30,0\n"));
    CHECK(csv.find("\n\nOutput (1x1)\n25\n") != std::string::npos);  // 225 / 9
    check_rendered({scene.file, "-o", scene.out("ko.csv"), "--lang", "ko"});
    CHECK(test::read_file(scene.out("ko.csv")).starts_with("입력 (4x4)\n"));
    check_rendered({scene.file, "-o", scene.out("result.npy")});
    const auto result = io::read_npy(scene.out("result.npy"));
    REQUIRE(result);
    CHECK(result.value() == io::NpyArray{{1, 1}, std::vector<float>{25.0F}});
    check_rendered({scene.file, "-o", scene.out("input.npy"), "--table", "input"});
    const auto input = io::read_npy(scene.out("input.npy"));
    REQUIRE(input);
    CHECK(input.value().shape == std::vector<std::int64_t>{4, 4});
}

TEST_CASE("render: the way back is the result where it is shown") {
    const Scene scene(R"({ "poolscope": 1, "scene": "stride",
        "scenes": { "stride": { "way_back": { "direction": "backward" } } } })");
    check_rendered({scene.file, "-o", scene.out("back.npy")});
    const auto back = io::read_npy(scene.out("back.npy"));
    REQUIRE(back);
    // A gradient of 1 for each output goes whole to the winners 20, 30, 112 and 37.
    CHECK(back.value() == io::NpyArray{{4, 4}, std::vector<float>{0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0}});
    check_rendered({scene.file, "-o", scene.out("back.csv")});
    CHECK(test::read_file(scene.out("back.csv")).find("Gradient of the output (2x2)\n1,1\n1,1\n") != std::string::npos);
}

TEST_CASE("render: every scene as every kind of file") {
    const Scene scene;
    for (const char* id : {"compare", "photo", "gap", "cam", "shift", "stack"}) {
        for (const char* name : {"a.png", "a.svg", "a.csv", "a.npy", "a.py"}) {
            INFO(id << " " << name);
            check_rendered({scene.file, "-o", scene.out(name), "--scene", id, "--size", "1024x600"});
            CHECK(std::filesystem::file_size(scene.out(name)) > 100);
        }
    }
}

TEST_CASE("render: what cannot be done is one sentence, and nothing is written") {
    const Scene scene;
    const Scene too_large(R"({ "poolscope": 1, "scene": "stride",
        "scenes": { "stride": { "pooling": { "kernel": { "h": 9, "w": 9 } } } } })");
    struct Wrong {
        std::vector<std::string> arguments;
        int exit_code;
        const char* sentence;
    };
    const std::vector<Wrong> all{
        {{scene.file}, 2, "needs -o OUT"},
        {{"-o", scene.out("a.png")}, 2, "needs SCENE"},
        {{scene.file, "-o", scene.out("a.bmp")}, 2, ".svg"},
        {{scene.file, "-o", scene.out("a.png"), "--scale", "9"}, 2, "--scale"},
        {{scene.file, "-o", scene.out("a.csv"), "--scale", "2"}, 2, "--scale does not belong to -o FILE.csv"},
        {{scene.file, "-o", scene.out("a.gif"), "--window"}, 2, "--window does not belong"},
        {{scene.file, "-o", scene.out("a.py"), "--framework", "caffe"}, 2, "caffe"},
        {{scene.file, "-o", scene.out("a.png"), "--scene", "nowhere"}, 2, "nowhere"},
        {{scene.out("none.poolscope"), "-o", scene.out("a.png")}, 1, "does not exist"},
        {{scene.file, "-o", scene.out("a.png"), "--step", "5"}, 1, "no step 5"},
        {{scene.file, "-o", scene.out("a.npy"), "--table", "moon"}, 1, "input, output, indices, coverage"},
        {{scene.file, "-o", scene.out("no/folder/a.png")}, 1, "does not exist"},
        {{too_large.file, "-o", scene.out("a.npy")}, 1, "no result"},
        {{too_large.file, "-o", scene.out("a.gif")}, 1, "no run"},
        {{scene.file, "-o", scene.out("a.png"), "--scale", "4", "--size", "7680x4320", "--window"}, 1, "megapixels"},
    };
    for (const Wrong& wrong : all) {
        const auto run = render(wrong.arguments);
        INFO(wrong.sentence << "\n" << run.out << run.err);
        CHECK(run.exit_code == wrong.exit_code);
        CHECK(run.err.find(wrong.sentence) != std::string::npos);
        CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
        CHECK(scene.files() == 1);
    }
    test::write_file(scene.out("broken.poolscope"), "{ \"poolscope\": 1, ");
    const auto run = render({scene.out("broken.poolscope"), "-o", scene.out("a.png")});
    CHECK(run.exit_code == 1);
    CHECK(run.err.find("is damaged in line 1") != std::string::npos);
}
