// The programs of whole scenes, run by Python beside the tables they read, and compared with what core found: the score
// and the map of gap and cam, and every lane of compare on the way back.
#include <memory>
#include <string>
#include <vector>

#include "app/io/data_tables.h"
#include "app/scenes/compare_state.h"
#include "app/scenes/scene_exports.h"
#include "app/scenes/scene_list.h"
#include "core/cam.h"
#include "support/catch.h"
#include "support/gui_harness.h"
#include "support/look_answers.h"
#include "support/look_fixture.h"
#include "support/run_python.h"

namespace {

using scenes::Framework;
using test::k_modules;
using test::Modules;

const ui::Text& words() {
    static const core::Result<ui::Text> text = ui::Text::load("en");
    REQUIRE(text);
    return text.value();
}

// Runs code.py in a folder and prints the named results, all digits, one a line.
constexpr const char* k_driver = R"py(
import contextlib, importlib.util, io, os, sys
os.chdir(sys.argv[1])
missing = [name for name in sys.argv[2].split(",") if importlib.util.find_spec(name) is None]
if missing:
    print("missing " + ", ".join(missing))
    sys.exit(77)
import numpy as np
names = {}
with contextlib.redirect_stdout(io.StringIO()):
    exec(compile(open("code.py", encoding="utf-8").read(), "code.py", "exec"), names)
for name in sys.argv[3].split(","):
    print(" ".join(repr(float(value)) for value in np.asarray(names[name]).ravel()))
)py";

// The results by name, or none where the framework is not installed.
std::vector<std::vector<double>> results(const test::TempFolder& folder, const std::string& code, const Modules& of,
                                         const std::string& names) {
    test::write_file(folder.file("code.py"), code);
    test::write_file(folder.file("driver.py"), k_driver);
    const auto run =
        test::run_program(test::python(), {folder.file("driver.py"), folder.path().string(), of.needed, names},
                          {"TF_CPP_MIN_LOG_LEVEL=3"}, std::chrono::seconds(120));
    if (run.exit_code == 77 || run.exit_code == 127) {
        WARN("skipped: the code for " << scenes::framework_name(of.framework) << "; " << run.out);
        return {};
    }
    INFO(code << run.out << run.err);
    REQUIRE(run.exit_code == 0);
    return test::numbers_by_line(run.out);
}

void check_close(const std::vector<double>& found, const std::vector<double>& expected) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CAPTURE(i);
        CHECK(found[i] == Approx(expected[i]).margin(1e-4));
    }
}

}  // namespace

TEST_CASE("the code of gap and cam gives the class's score and map from the tables beside it") {
    const auto look = test::fixture_look({});
    const std::int64_t top = look->ranking.front();
    const core::PlaceMap map = core::class_map(look->maps, look->network->head, top);
    for (const char* id : {"gap", "cam"}) {
        const auto scene = std::string(id) == "gap" ? scenes::gap_scene() : scenes::cam_scene();
        test::GuiHarness gui;
        gui.show(*scene);
        gui.send(ui::LookArrived{look});
        gui.frames(2);
        test::wait_for(*scene, gui);
        const test::TempFolder folder;
        int written = 0;
        for (const core::DataTable& table : scene->tables(words())) {
            if (table.id != "maps" && table.id != "weights" && table.id != "bias") continue;
            REQUIRE(io::write_data_table_npy(folder.file(table.id + ".npy"), table));
            ++written;
        }
        REQUIRE(written == 3);
        for (const Modules& of : k_modules) {
            DYNAMIC_SECTION(id << ", " << scenes::framework_name(of.framework)) {
                const auto found = results(folder, scene->code(of.framework, words()), of, "score,cam");
                if (found.empty()) continue;
                check_close(found[0], {static_cast<double>(look->logits[static_cast<std::size_t>(top)])});
                check_close(found[1], std::vector<double>(map.values.begin(), map.values.end()));
            }
        }
    }
}

TEST_CASE("the code of compare on the way back gives every lane's picture under the lane's name") {
    scenes::CompareState state;
    for (const scenes::Direction direction : {scenes::Direction::backward, scenes::Direction::unpool}) {
        state.document.back.direction = direction;
        scenes::refresh(state);
        const bool backward = direction == scenes::Direction::backward;
        for (const Modules& of : {k_modules[0], k_modules[3]}) {
            DYNAMIC_SECTION((backward ? "backward, " : "unpool, ") << scenes::framework_name(of.framework)) {
                const test::TempFolder folder;
                const std::string code = scenes::compare_code(state, of.framework, words());
                const auto lane_result = [&](scenes::Lane lane) {
                    const scenes::WayBackFacts& facts = state.back[static_cast<std::size_t>(lane)];
                    const core::Grid& grid = backward ? facts.all.gradient : facts.unpooled.values;
                    return std::vector<double>(grid.values.begin(), grid.values.end());
                };
                const std::string names = backward ? "gradient_max,gradient_average,gradient_gap" : "unpooled_max";
                const auto found = results(folder, code, of, names);
                if (found.empty()) continue;
                check_close(found[0], lane_result(scenes::Lane::max));
                if (!backward) continue;
                check_close(found[1], lane_result(scenes::Lane::average));
                check_close(found[2], lane_result(scenes::Lane::gap));
            }
        }
    }
}

TEST_CASE("tables of compare on the way back: a picture for every lane that has one") {
    scenes::CompareState state;
    state.document.back.direction = scenes::Direction::unpool;
    scenes::refresh(state);
    std::string ids;
    for (const core::DataTable& table : scenes::compare_tables(state, words())) ids += table.id + " ";
    INFO(ids);
    CHECK(ids.find("max-unpooled") != std::string::npos);
    CHECK(ids.find("average-unpooled") == std::string::npos);  // an average remembers no place
}
