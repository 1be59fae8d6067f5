// Scene files: what is saved comes back, what is wrong is named and changes nothing, what is unknown stays.
#include <cmath>
#include <filesystem>
#include <memory>
#include <set>

#include "app/app.h"
#include "app/io/base64.h"
#include "app/io/files.h"
#include "app/io/image_write.h"
#include "app/scene_file.h"
#include "app/scene_files.h"
#include "app/worker/child_process.h"
#include "support/catch.h"
#include "support/gui_harness.h"
#include "support/run_program.h"

namespace {

namespace fs = std::filesystem;
using app::Json;

constexpr double k_frame = 1.0 / 60.0;

std::unique_ptr<app::App> make_app(const fs::path& state_folder = {}) {
    auto created = app::App::create(
        app::Appearance{}, [] {}, state_folder);
    REQUIRE(created);
    return std::move(created).value();
}

// The program in a harness; only one at a time.
struct Program {
    std::unique_ptr<app::App> app;
    test::GuiHarness gui;

    explicit Program(const fs::path& state_folder = {}) : app(make_app(state_folder)) {
        gui.show([this](ui::Ui& ui, ui::Canvas& canvas) {
            app->keep_session(k_frame);
            app->frame(ui, canvas, k_frame);
        });
    }
    bool shows(std::string_view words) const { return test::count_of(gui.dump(), words) > 0; }
    std::string readout() { return ui::plain(app->scene().readout(gui.view())); }
    void settle() {
        for (int i = 0; i < 500 && app->waiting(); ++i) gui.frames(1);
        gui.frames(2);
    }
    Json content() const {
        return app::scene_json(
            {.scene = std::string(app->all().front()->id()), .appearance = app->appearance(), .picture = {}},
            app->all());
    }
};

// Another file than the one the program would write: only what is named here.
std::string minimal(const std::string& members) { return "{\"poolscope\": 1" + members + "}"; }

std::string refusal(const std::string& text) {
    const test::TempFolder folder;
    test::write_file(folder.file("lesson.poolscope"), text);
    const auto program = make_app();
    const Json before = app::scene_json({}, program->all());
    const auto opened = app::open_scene_file(folder.file("lesson.poolscope"), program->all(), {});
    CHECK(app::scene_json({}, program->all()) == before);
    if (opened) return "opened";
    std::string sentence = opened.error().sentence();
    const std::size_t where = sentence.find("lesson.poolscope: ");
    REQUIRE(where != std::string::npos);
    return sentence.substr(where + 18);
}

}  // namespace

TEST_CASE("base64 is RFC 4648's, both ways") {
    const std::pair<std::string, std::string> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : vectors) {
        CHECK(io::to_base64(bytes) == text);
        CHECK(io::from_base64(text) == bytes);
    }
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    CHECK(io::from_base64(io::to_base64(all)) == all);
    for (const char* wrong : {"Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "=m9v", "Zm9v\n", "Zm 9", "Zg==Zg==", "Z-8="})
        CHECK_FALSE(io::from_base64(wrong));
}

TEST_CASE("every scene's state goes through a file and comes back") {
    const test::TempFolder folder;
    const auto made = make_app();
    std::set<std::string> seen;
    for (const auto& scene : made->all()) {
        for (const std::string& stop : scene->tour()) {
            scene->show_tour_stop(stop);
            scene->update({});
            CAPTURE(scene->id(), stop);
            const app::SceneContent content{.scene = std::string(scene->id()), .appearance = {}, .picture = {}};
            const fs::path file = folder.file("one.poolscope");
            REQUIRE(app::save_scene_file(file, content, made->all(), app::PicturePlace::beside));
            const auto opened = make_app();
            const auto read = app::open_scene_file(file, opened->all(), {});
            if (!read) FAIL(read.error().sentence());
            for (const auto& show : read.value().show) show();
            for (const auto& each : opened->all()) each->update({});
            const Json there = app::scene_json(content, made->all());
            const Json here = app::scene_json(content, opened->all());
            // Steps of a network's scenes wait for its look.
            for (const auto& each : made->all()) {
                const std::string id(each->id());
                Json a = there.at("scenes").at(id), b = here.at("scenes").at(id);
                if (id == "gap" || id == "cam") {
                    a.erase("step");
                    b.erase("step");
                }
                CHECK(a == b);
            }
            seen.insert(there.dump());
        }
    }
    CHECK(seen.size() > 20);  // the stops are different states
}

TEST_CASE("a scene file that is wrong says where and what is expected") {
    CHECK(refusal("{\n\"poolscope\": 1,\n\"scene\" \"stride\"}") ==
          "is damaged in line 3: what stands there is no JSON; open it in a text editor and look for a missing comma, "
          "quote or bracket");
    CHECK(refusal("[1, 2]") == "is not a Poolscope scene; choose a file that Poolscope has saved");
    CHECK(refusal("{\"scene\": \"stride\"}") == "is not a Poolscope scene; choose a file that Poolscope has saved");
    CHECK(refusal("{\"poolscope\": 0}") == "says poolscope is 0; a whole number from 1 to 1000000 is expected there");
    CHECK(refusal(minimal(R"(, "scene": "slide")")) ==
          "says scene is \"slide\"; one of these is expected there: stride, compare, photo, gap, cam, shift, stack");
    CHECK(refusal(minimal(R"(, "scenes": {"stride": {"pooling": {"kernel": {"h": 0}}}})")) ==
          "says scenes.stride.pooling.kernel.h is 0; a whole number from 1 to 33 is expected there");
    CHECK(refusal(minimal(R"(, "scenes": {"stride": {"pooling": {"kernel": {"h": 2.5}}}})")) ==
          "says scenes.stride.pooling.kernel.h is 2.5; a whole number from 1 to 33 is expected there");
    CHECK(refusal(minimal(R"(, "scenes": {"stride": {"pooling": {"kernel": 2}}})")) ==
          "says scenes.stride.pooling.kernel is 2; members in braces are expected there");
    CHECK(refusal(minimal(R"(, "scenes": {"stride": {"pooling": {"p": 0.5}}})")) ==
          "says scenes.stride.pooling.p is 0.5; a number from 1.0 to inf is expected there");
    CHECK(refusal(minimal(R"(, "scenes": {"stride": {"pooling": {"ceil": "yes"}}})")) ==
          "says scenes.stride.pooling.ceil is \"yes\"; true or false is expected there");
    CHECK(refusal(minimal(R"(, "scenes": {"gap": {"look": {"network": 7}}})")) ==
          "says scenes.gap.look.network is 7; a text in quotes is expected there");
    const std::string table = "rows of equally many numbers are expected there, at most 32 x 32";
    for (const char* wrong : {"[]", "[[]]", "[[1,2],[3]]", "[1,2]", "[[1,\"2\"]]", "[[1e99]]", "7"}) {
        CHECK(refusal(minimal(std::string(R"(, "scenes": {"stride": {"input": {"numbers": )") + wrong + "}}}")) ==
              std::string("says scenes.stride.input.numbers is ") + Json::parse(wrong).dump() + "; " + table);
    }
    CHECK(refusal(minimal(R"(, "picture": {"kind": "file"})")) ==
          "names no file for its picture; write its path under picture.path");
    CHECK(refusal(minimal(R"(, "picture": {"kind": "file", "path": "a.png", "base64": "A"})")) ==
          "has a damaged picture in it; save the scene again");
}

TEST_CASE("what a file leaves out stays as the program has it, a newer version is read") {
    const test::TempFolder folder;
    test::write_file(folder.file("part.poolscope"),
                     R"({"poolscope": 7, "scenes": {"stride": {"step": 2, "pooling": {"operator": "average"}}}})");
    Program p;
    p.app->open_file(folder.file("part.poolscope"));
    p.gui.frames(2);
    CHECK(p.shows("Scene opened: part.poolscope"));
    CHECK(p.app->appearance() == app::Appearance{});
    CHECK(p.readout().starts_with("Window 3 of 4"));
    CHECK(p.content().at("scenes").at("stride").at("pooling").at("kernel").at("h") == 2);
    CHECK(p.content().at("scenes").at("stride").at("pooling").at("operator") == "average");
}

TEST_CASE("what a file says that this program does not know is saved again") {
    const test::TempFolder folder;
    test::write_file(
        folder.file("new.poolscope"),
        R"({"poolscope": 1, "author": "A", "scenes": {"stride": {"pooling": {"wobble": [1, 2]}}, "later": {"a": 1}}})");
    Program p;
    p.app->open_scene(folder.file("new.poolscope"));
    p.app->save_scene(folder.file("again.poolscope"));
    const Json again = Json::parse(test::read_file(folder.file("again.poolscope")));
    CHECK(again.at("author") == "A");
    CHECK(again.at("scenes").at("stride").at("pooling").at("wobble") == Json::array({1, 2}));
    CHECK(again.at("scenes").at("stride").at("pooling").at("operator") == "max");
    CHECK(again.at("scenes").at("later").at("a") == 1);
}

TEST_CASE("the way back travels with its gradients and the size that was chosen") {
    const test::TempFolder folder;
    test::write_file(
        folder.file("back.poolscope"),
        minimal(R"(, "scenes": {"stride": {"step": 3, "way_back": {"direction": "backward", "ties": "shared",
                                "gradients": "own", "own_gradients": [[2, -1], [0.5, 4]],
                                "unpooled_size": {"h": 5, "w": 5}}}})"));
    Program p;
    p.app->open_scene(folder.file("back.poolscope"));
    p.gui.frames(2);
    CHECK(p.readout() == "Window 4 of 4: 37 won, so it gets the whole gradient 4; the others get 0.");
    const Json held = p.content().at("scenes").at("stride").at("way_back");
    CHECK(held.at("own_gradients") == Json::parse("[[2.0,-1.0],[0.5,4.0]]"));
    CHECK(held.at("ties") == "shared");
    CHECK(held.at("unpooled_size").at("h") == 5);
    p.gui.click("stage.direction/direction.unpool");
    p.gui.frames(2);
    CHECK(p.gui.value("back.size") == "5×5");
    p.gui.key("R");
    p.gui.frames(2);
    CHECK(p.content().at("scenes").at("stride").at("way_back") == held);
}

TEST_CASE("a scene file opens at its question, and keeps no answers") {
    const test::TempFolder folder;
    test::write_file(folder.file("ask.poolscope"), minimal(R"(, "scenes": {"stride": {"step": 1, "predict": true}})"));
    Program p;
    p.app->open_scene(folder.file("ask.poolscope"));
    p.gui.frames(2);
    CHECK(p.readout().starts_with("Click the cell you expect. Window 2 of 4"));
    p.gui.key("Space");
    p.gui.frames(120);
    CHECK(p.readout().ends_with("the largest of 30, 0, 2, 0 is 30."));
    const Json held = p.content().at("scenes").at("stride");
    CHECK(held.at("predict") == true);
    CHECK_FALSE(held.contains("guesses"));
    p.gui.key("R");
    p.gui.frames(2);
    CHECK(p.readout().starts_with("Click the cell you expect. Window 2 of 4"));
}

TEST_CASE("Reset goes back to the scene that was opened") {
    const test::TempFolder folder;
    test::write_file(folder.file("start.poolscope"),
                     minimal(R"(, "scenes": {"stride": {"step": 1, "input": {"numbers": [[1, 2], [3, 4], [5, 6]]}}})"));
    Program p;
    p.app->open_scene(folder.file("start.poolscope"));
    p.gui.frames(2);
    const Json opened = p.content();
    CHECK(opened.at("scenes").at("stride").at("input").at("numbers") == Json::parse("[[1.0,2.0],[3.0,4.0],[5.0,6.0]]"));
    p.gui.click("op.average");
    p.gui.frames(2);
    CHECK(p.content() != opened);
    p.gui.key("R");
    p.gui.frames(2);
    CHECK(p.content() == opened);
}

TEST_CASE("the picture travels inside the file, or by its path from the file's folder") {
    const test::TempFolder folder;
    fs::create_directories(folder.path() / "lesson");
    const fs::path picture = folder.path() / "dots.png";
    REQUIRE(io::write_png(picture, core::draw_sample_photo(40, 30)));
    Program p;
    p.app->open_file(picture);
    p.settle();
    p.app->save_scene(folder.path() / "lesson" / "inside.poolscope");
    const Json inside = Json::parse(test::read_file((folder.path() / "lesson" / "inside.poolscope").string()));
    CHECK(inside.at("picture").at("path") == "dots.png");
    CHECK(io::from_base64(inside.at("picture").at("base64").get<std::string>()) == test::read_file(picture.string()));

    const app::SceneContent content{
        .scene = "photo", .appearance = {}, .picture = {app::ScenePicture::Kind::file, picture}};
    const fs::path beside = folder.path() / "lesson" / "beside.poolscope";
    REQUIRE(app::save_scene_file(beside, content, p.app->all(), app::PicturePlace::beside));
    CHECK(Json::parse(test::read_file(beside.string())).at("picture").at("path") == "../dots.png");

    for (const fs::path& file : {folder.path() / "lesson" / "inside.poolscope", beside}) {
        const auto opened = app::open_scene_file(file, p.app->all(), {});
        if (!opened) FAIL(opened.error().sentence());
        const fs::path found = opened.value().content.picture.path;
        CHECK(test::read_file(found.string()) == test::read_file(picture.string()));
        CHECK(found.filename() == "dots.png");
    }
}

TEST_CASE("the menu in the top bar saves and opens, the language comes with the file") {
    const test::TempFolder folder;
    Program p;
    p.gui.click("app.scene_file");
    p.gui.frames(2);
    CHECK(p.shows("Save scene as…"));
    p.gui.click("app.save_scene");
    p.gui.frames(2);
    CHECK(p.shows("Save the scene"));
    p.gui.key("Esc");  // leaves the field of the name, then the list
    p.gui.key("Esc");
    p.gui.frames(2);
    CHECK_FALSE(p.shows("Save the scene"));
    p.app->save_scene(folder.file("mine.poolscope"));
    p.gui.click("app.language");
    p.gui.key("Ctrl+S");  // the same file again
    p.gui.frames(2);
    const auto other = make_app();
    other->open_scene(folder.file("mine.poolscope"));
    CHECK(other->appearance().language == "ko");
}

TEST_CASE("a session that was not closed is offered, and is the same when restored") {
    const test::TempFolder folder;
    const fs::path& state = folder.path();
    Json lost;
    {
        Program p(state);
        p.gui.click("op.average");
        for (int i = 0; i < 260; ++i) p.gui.frames(1);
        lost = p.content();
        const fs::path copy = state / ("session-" + std::to_string(worker::this_process()) + ".poolscope");
        REQUIRE(fs::exists(copy));
        fs::copy_file(copy, state / "session-999999999.poolscope");  // as if the program had been killed
    }
    CHECK(std::distance(fs::directory_iterator(state), {}) == 1);  // the one that was closed took its copy away

    Program next(state);
    next.app->offer_lost_session();
    next.gui.frames(2);
    CHECK(next.shows("The last session ended without being closed"));
    CHECK(next.content() != lost);
    next.gui.click("offered");
    next.gui.frames(2);
    CHECK(next.content() == lost);
    CHECK_FALSE(fs::exists(state / "session-999999999.poolscope"));
    CHECK_FALSE(fs::exists(state / "lost.poolscope"));

    next.app->offer_lost_session();
    next.gui.frames(2);
    CHECK_FALSE(next.shows("The last session ended without being closed"));
}

TEST_CASE("an edit right before the program goes to sleep is copied while it sleeps") {
    const test::TempFolder folder;
    const fs::path& state = folder.path();
    Program p(state);
    p.gui.click("op.average");
    REQUIRE(fs::is_empty(state));
    const double sleep = p.app->longest_sleep();
    REQUIRE(sleep > 0.0);
    p.app->keep_session(sleep / 2);
    CHECK(fs::is_empty(state));
    p.app->keep_session(sleep / 2);
    CHECK_FALSE(fs::is_empty(state));
    CHECK(std::isinf(p.app->longest_sleep()));  // nothing was touched since: it may sleep on
}

TEST_CASE("files opened lately are listed, newest first, without those that have gone") {
    const test::TempFolder folder;
    for (const char* name : {"a", "b", "c"})
        test::write_file(folder.file(std::string(name) + ".poolscope"), minimal(""));
    const fs::path state = folder.path() / "state";
    {
        Program p(state);
        for (const char* name : {"a", "b", "c", "a"}) p.app->open_scene(folder.file(std::string(name) + ".poolscope"));
    }
    fs::remove(folder.file("b.poolscope"));
    const app::SceneFiles files(state);
    REQUIRE(files.recent().size() == 2);
    CHECK(files.recent()[0].filename() == "a.poolscope");
    CHECK(files.recent()[1].filename() == "c.poolscope");
}
