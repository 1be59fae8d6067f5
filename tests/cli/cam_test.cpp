// `poolscope cam` as a script uses it: what it prints and writes, and what it says when it cannot.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/io/image_write.h"
#include "app/io/npy.h"
#include "core/shape_scene.h"
#include "support/catch.h"
#include "support/run_program.h"

namespace {

using Json = nlohmann::json;

// Nothing of the user's own cache is seen, so that the built-in network is the default.
const std::vector<std::string> k_no_cache{"XDG_CACHE_HOME=/nonexistent"};

test::ProgramRun cam(std::vector<std::string> arguments, const std::vector<std::string>& environment = k_no_cache) {
    arguments.insert(arguments.begin(), "cam");
    return test::run_program(POOLSCOPE_PROGRAM, arguments, environment);
}

// A scene of shapes as a photo file, and where results go.
struct Files {
    test::TempFolder folder;
    std::string photo = folder.file("scene.png");
    std::string map = folder.file("map.npy"), features = folder.file("features.npy");
    std::string overlay = folder.file("overlay.png"), json = folder.file("answer.json");

    explicit Files(std::int64_t width = 240, std::int64_t height = 180) {
        const core::Image scene = core::draw_shape_scene(core::example_shape_scene(), 240);
        // Cut, not squeezed: not square, and small enough to be decoded at once.
        std::vector<std::uint8_t> pixels;
        const core::View<std::uint8_t> view = scene.view();
        for (std::int64_t y = 0; y < height; ++y)
            for (std::int64_t x = 0; x < width; ++x)
                for (std::int64_t c = 0; c < 3; ++c) pixels.push_back(view.at(c, y, x));
        const core::Image cut = core::make_image(width, height, 3, std::move(pixels));
        REQUIRE(io::write_png(photo, cut));
    }
    std::vector<std::string> left() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }
};

Json json_of(const test::ProgramRun& run) {
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    return Json::parse(run.out);
}

io::NpyArray npy(const std::string& path) {
    auto array = io::read_npy(path);
    if (!array) FAIL(array.error().sentence());
    return std::move(array).value();
}

std::vector<float> floats(const io::NpyArray& array) { return std::get<std::vector<float>>(array.values); }

// Fails with `sentence` on one line of standard error, and leaves nothing but the photo.
void fails(const Files& files, std::vector<std::string> more, int exit_code, const std::string& sentence) {
    more.insert(more.begin(), files.photo);
    const test::ProgramRun run = cam(std::move(more));
    INFO(run.out << run.err);
    CHECK(run.exit_code == exit_code);
    CHECK(run.out.empty());
    CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
    CHECK(run.err.find(sentence) != std::string::npos);
    CHECK(run.err.starts_with("poolscope cam: "));
    CHECK(files.left() == std::vector<std::string>{"scene.png"});
}

}  // namespace

TEST_CASE("cam: the answer in JSON holds together") {
    const Files files;
    const test::ProgramRun run = cam({files.photo, "--model", "builtin", "--json", "-", "--map", files.map,
                                      "--features", files.features, "--class", "circle", "--class", "2", "--top", "3"});
    CHECK(run.err.empty());
    const Json answer = json_of(run);
    CHECK(answer["photo"]["width"] == 240);
    CHECK(answer["photo"]["height"] == 180);
    CHECK(answer["model"]["id"] == "builtin");
    CHECK(answer["input"]["width"] == 64);
    // crop_share 1 of 240x180: the middle square.
    CHECK(answer["crop"] == Json::parse(R"({"x": 30.0, "y": 0.0, "width": 180.0, "height": 180.0, "mode": "center",
                          "lands_at": {"x": 0.0, "y": 0.0, "width": 64.0, "height": 64.0}})"));
    REQUIRE(answer["top"].size() == 3);
    CHECK(answer["top"][0]["logit"] >= answer["top"][1]["logit"]);
    CHECK(answer["top"][0]["probability"] <= 1.0);
    REQUIRE(answer["classes"].size() == 2);
    CHECK(answer["classes"][0]["name"] == "circle");
    CHECK(answer["classes"][1]["index"] == 2);
    for (const Json& each : answer["classes"]) {
        CAPTURE(each.dump());
        const double tolerance = each["identity_tolerance"];
        CHECK(each["identity_holds"] == true);
        CHECK(double(each["identity_error"]) <= tolerance);
        CHECK(std::abs(double(each["cam_mean"]) + double(each["bias"]) - double(each["logit"])) <= tolerance);
        CHECK(double(each["map"]["min"]) <= double(each["map"]["max"]));
    }

    const io::NpyArray map = npy(files.map);
    const Json& first = answer["classes"][0];
    CHECK(map.shape == std::vector<std::int64_t>{first["map"]["height"], first["map"]["width"]});
    const std::vector<float> values = floats(map);
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    CHECK(*low == float(double(first["map"]["min"])));
    CHECK(*high == float(double(first["map"]["max"])));
    double sum = 0.0;
    for (const float value : values) sum += double(value);
    CHECK(sum / double(values.size()) == Approx(double(first["cam_mean"])).margin(1e-5));

    const io::NpyArray features = npy(files.features);
    CHECK(features.shape == std::vector<std::int64_t>{answer["model"]["channels"], map.shape[0], map.shape[1]});
}

TEST_CASE("cam: the overlay keeps the photo's size, and several classes stand side by side") {
    const Files files(100, 60);
    const auto size = [](const std::string& path) {
        const std::string png = test::read_file(path);
        REQUIRE(png.size() > 24);
        const auto number = [&](std::size_t at) {
            std::int64_t value = 0;
            for (std::size_t i = 0; i < 4; ++i) value = value * 256 + static_cast<unsigned char>(png[at + i]);
            return value;
        };
        return std::vector<std::int64_t>{number(16), number(20)};
    };
    const test::ProgramRun one = cam({files.photo, "--model", "builtin", "-o", files.overlay});
    CHECK(one.exit_code == 0);
    CHECK(one.out.find("mean of the map") != std::string::npos);
    CHECK(size(files.overlay) == std::vector<std::int64_t>{100, 60});
    const std::string plain = test::read_file(files.overlay);
    const std::vector<std::vector<std::string>> variants{
        {"--box"},          {"--box", "60"},           {"--crop", "squash"},      {"--crop", "pad"},
        {"--opacity", "1"}, {"--upsample", "nearest"}, {"--upsample", "bicubic"}, {"--method", "layercam"}};
    for (std::vector<std::string> more : variants) {
        CAPTURE(more);
        more.insert(more.begin(), {files.photo, "--model", "builtin", "-o", files.overlay});
        CHECK(cam(more).exit_code == 0);
        CHECK(size(files.overlay) == std::vector<std::int64_t>{100, 60});
        CHECK(test::read_file(files.overlay) != plain);
    }
    std::string pictures[2];
    for (const bool shared : {false, true}) {
        const test::ProgramRun two = cam({files.photo, "--model", "builtin", "-o", files.overlay, "--class", "0",
                                          "--class", "1", "--scale", shared ? "shared" : "own", "--opacity", "1"});
        CHECK(two.exit_code == 0);
        CHECK(size(files.overlay) == std::vector<std::int64_t>{208, 60});
        pictures[shared ? 1 : 0] = test::read_file(files.overlay);
    }
    CHECK(pictures[0] != pictures[1]);
}

TEST_CASE("cam: opacity 0 is the photo itself") {
    const Files files(100, 60);
    CHECK(cam({files.photo, "--model", "builtin", "-o", files.overlay, "--opacity", "0"}).exit_code == 0);
    CHECK(test::read_file(files.overlay) == test::read_file(files.photo));
}

TEST_CASE("cam: a table for people, names in their language, a note about the default network") {
    const Files files;
    const test::ProgramRun english = cam({files.photo});
    CHECK(english.exit_code == 0);
    CHECK(english.err.starts_with("note: the built-in network looks: EfficientNet-Lite0: has not been fetched"));
    CHECK(std::count(english.err.begin(), english.err.end(), '\n') == 1);
    for (const char* word : {"logit", "probability", "+ bias", "the network says", "box above 20 % of the maximum"})
        CHECK(english.out.find(word) != std::string::npos);
    const test::ProgramRun korean = cam({files.photo, "--model", "builtin", "--class", "circle", "--lang", "ko"});
    CHECK(korean.err.empty());
    CHECK(korean.out.find("원 (0)") != std::string::npos);
    // A name in either language, whatever the output's; any part that no other class has; without case.
    for (const char* name : {"원", "CIRCLE", "circ", "0"}) {
        const Json answer = json_of(cam({files.photo, "--model", "builtin", "--class", name, "--json", "-"}));
        CHECK(answer["classes"][0]["index"] == 0);
    }
    const test::ProgramRun quiet = cam({files.photo, "--model", "builtin", "--json", files.json});
    CHECK(quiet.out.empty());
    CHECK(Json::parse(test::read_file(files.json))["classes"].size() == 1);
}

TEST_CASE("cam: other methods by their closed forms") {
    const Files files;
    const auto map = [&](const char* method) {
        CHECK(cam({files.photo, "--model", "builtin", "--method", method, "--map", files.map}).exit_code == 0);
        return floats(npy(files.map));
    };
    const std::vector<float> signed_map = map("cam"), grad = map("gradcam");
    REQUIRE(signed_map.size() == grad.size());
    const auto places = static_cast<float>(grad.size());
    for (std::size_t i = 0; i < grad.size(); ++i)
        CHECK(grad[i] == Approx(std::max(signed_map[i], 0.0F) / places).margin(1e-5));
    for (const char* method : {"gradcam++", "layercam", "ablation"}) {
        const std::vector<float> values = map(method);
        CHECK(*std::min_element(values.begin(), values.end()) >= 0.0F);
    }
}

TEST_CASE("cam: colours are what they are told to be") {
    const Files files;
    const auto logit = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {files.photo, "--model", "builtin", "--class", "0", "--json", "-"});
        return double(json_of(cam(more))["classes"][0]["logit"]);
    };
    const double own = logit({});
    CHECK(logit({"--mean", "0.5,0.5,0.5", "--std", "0.5,0.5,0.5"}) == Approx(own).margin(1e-4));
    CHECK(std::abs(logit({"--mean", "0.2,0.5,0.8", "--std", "0.5,0.5,0.5"}) - own) > 1e-3);
}

TEST_CASE("cam: arguments that make no sense are bad usage") {
    const Files files;
    fails(files, {"--top", "0"}, 2, "--top \"0\" is not a whole number from 1");
    fails(files, {"--crop", "middle"}, 2, "--crop \"middle\" is not center, squash or pad");
    fails(files, {"--model", "resnet"}, 2, "--model \"resnet\" is not lite0, builtin or a file that ends in .onnx");
    fails(files, {"--labels", "a.txt"}, 2, "--labels belongs to --model FILE.onnx");
    fails(files, {"--class", ""}, 2, "--class is an empty name");
    fails(files, {"--class"}, 2, "--class needs a value");
    fails(files, {"--method", "scorecam"}, 2, "--method \"scorecam\" is not cam, gradcam");
    fails(files, {"--mean", "0,0,0"}, 2, "--mean and --std belong together");
    for (const char* mean : {"0.5", "0.5,0.5", "0.5,0.5,0.5,0.5", "a,b,c", "", "0.5,,0.5"})
        fails(files, {"--mean", mean, "--std", "1,1,1"}, 2, "--mean ");
    fails(files, {"--mean", "127,127,127", "--std", "1,1,1"}, 2, "--mean \"127\" is not a number from 0 to 1");
    fails(files, {"--mean", "0,0,0", "--std", "1,0,1"}, 2, "--std \"0\" is not a number from 0.0001 to 1");
    for (const char* percent : {"-1", "101", "nan", "x"}) fails(files, {"--box", percent}, 2, "--box \"");
    for (const char* size : {"0", "15", "5000", "224x224"}) fails(files, {"--input-size", size}, 2, "--input-size \"");
    for (const char* option : {"--upsample", "--scale", "--opacity"})
        fails(files, {option, "1"}, 2, std::string(option) + " belongs to -o OVERLAY.png");
    fails(files, {"-o", files.overlay, "--upsample", "cubic"}, 2, "is not nearest, bilinear or bicubic");
    fails(files, {"-o", files.overlay, "--scale", "all"}, 2, "--scale \"all\" is not own or shared");
    fails(files, {"-o", files.overlay, "--opacity", "1.1"}, 2, "--opacity \"1.1\" is not a number from 0 to 1");
    fails(files, {"-o", "a.jpg"}, 2, "-o \"a.jpg\" does not end in .png");
    fails(files, {"--json", "a.txt"}, 2, "--json \"a.txt\" does not end in .json");
    fails(files, {"--map", "a.npy", "--features", "./a.npy"}, 2, "--map and --features name the same file");
    fails(files, {"--lang", "xx"}, 2, "--lang \"xx\" is not en or ko");
    fails(files, {"--colour"}, 2, "--colour is not an option");
    fails(files, {"second.png"}, 2, "\"second.png\" is one argument too many");
    const test::ProgramRun nothing = cam({});
    CHECK(nothing.exit_code == 2);
    CHECK(nothing.err == "poolscope cam: needs PHOTO, the photo to look at; see poolscope cam --help\n");
    const test::ProgramRun help = cam({"--help"});
    CHECK(help.exit_code == 0);
    for (const char* word : {"-o,--output", "--model", "--labels", "--class", "--top", "--json", "--map", "--features",
                             "--crop", "--mean", "--std", "--input-size", "--upsample", "--scale", "--box", "--method"})
        CHECK(help.out.find(word) != std::string::npos);
}

TEST_CASE("cam: what cannot be done leaves nothing behind") {
    const Files files;
    const std::vector<std::string> outputs{"-o",    files.overlay, "--json",     files.json,
                                           "--map", files.map,     "--features", files.features};
    const auto cannot = [&](std::vector<std::string> more, const std::string& sentence) {
        more.insert(more.end(), outputs.begin(), outputs.end());
        fails(files, more, 1, sentence);
    };
    cannot({"--model", "builtin", "--class", "10000"}, "--class: there is no class 10000; shapes has the classes 0 to");
    cannot({"--model", "builtin", "--class", "99999999999999999999"}, "there is no class 99999999999999999999");
    cannot({"--model", "builtin", "--class", "cicrle"}, "is called \"cicrle\"; most like it: \"circle\" (0), ");
    cannot({"--model", "builtin", "--class", "r"}, "\"r\" fits ");
    cannot({"--model", "builtin", "--input-size", "65"}, "--input-size: shapes takes 64x64, not 65");
    cannot({"--model", "lite0"}, "EfficientNet-Lite0: has not been fetched to this computer; run ./dev build once");
    const test::TempFolder other;
    cannot({"--model", other.file("none.onnx")}, "none.onnx: does not exist");
    test::write_file(other.file("bad.onnx"), "this is no model");
    cannot({"--model", other.file("bad.onnx")}, other.file("bad.onnx"));
    test::write_file(other.file("empty.onnx"), "");
    cannot({"--model", other.file("empty.onnx")}, "empty.onnx: is empty");
    cannot({"--model", other.file("empty.onnx"), "--labels", other.file("no.txt")}, "no.txt: does not exist");

    // One of the files cannot be written: the others are not either.
    fails(files, {"--model", "builtin", "-o", files.overlay, "--json", files.folder.file("no/a.json")}, 1,
          "the folder " + files.folder.file("no") + " does not exist");
    const test::ProgramRun missing = cam({other.file("none.png"), "--model", "builtin"});
    CHECK(missing.exit_code == 1);
    CHECK(missing.err == "poolscope cam: " + other.file("none.png") + ": does not exist\n");
    test::write_file(other.file("torn.png"), test::read_file(files.photo).substr(0, 300));
    CHECK(cam({other.file("torn.png"), "--model", "builtin"}).exit_code == 1);
}

TEST_CASE("cam: a model of one's own, with labels beside it or named") {
    const Files files;
    const test::TempFolder other;
    const std::string model = other.file("own.onnx"), labels = other.file("names.txt");
    std::filesystem::copy_file(std::string(POOLSCOPE_SOURCE) + "/assets/models/builtin.onnx", model);
    const std::vector<std::string> ask{files.photo, "--model",     model,   "--json",     "-",
                                       "--mean",    "0.5,0.5,0.5", "--std", "0.5,0.5,0.5"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), ask.begin(), ask.end());
        return cam(more);
    };
    const Json unnamed = json_of(with({"--class", "3"}));
    CHECK(unnamed["classes"][0]["name"] == "class 3");
    CHECK(unnamed["model"]["file"] == model);
    const auto classes = static_cast<int>(unnamed["model"]["classes"]);
    const test::ProgramRun by_name = with({"--class", "cat"});
    CHECK(by_name.exit_code == 1);
    CHECK(by_name.err.find("the classes of own.onnx have no names; give a number from 0, or --labels FILE") !=
          std::string::npos);

    std::string lines;
    for (int c = 0; c < classes; ++c) lines += "thing " + std::to_string(c) + "\n";
    test::write_file(labels, lines);
    CHECK(json_of(with({"--labels", labels, "--class", "thing 3"}))["classes"][0]["name"] == "thing 3");
    test::write_file(other.file("own.json"), R"(["only one"])");
    const test::ProgramRun wrong = with({});
    CHECK(wrong.exit_code == 1);
    CHECK(wrong.err.find("own.json: names 1 classes, but the network has " + std::to_string(classes)) !=
          std::string::npos);
    CHECK(json_of(with({"--labels", labels}))["classes"].size() == 1);
}
