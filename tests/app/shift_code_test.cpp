// The programs of the shift scene, run by Python and compared with what core found for the scene: rows and pictures,
// both edges, every method, moves in all directions.
#include <random>
#include <string>
#include <vector>

#include "app/io/csv.h"
#include "app/scenes/scene_exports.h"
#include "app/scenes/shift_state.h"
#include "support/catch.h"
#include "support/run_python.h"

namespace {

using scenes::Framework;

// Runs every case-<n>.py of the folder and compares its variable with case-<n>.txt, the rows that core found.
constexpr const char* k_driver = R"py(
import glob, importlib.util, io, contextlib, sys
needed = sys.argv[2].split(",")
result = sys.argv[3]
missing = [name for name in needed if importlib.util.find_spec(name) is None]
if missing:
    print("missing " + ", ".join(missing))
    sys.exit(77)
import numpy as np
wrong = 0
files = sorted(glob.glob(sys.argv[1] + "/case-*.py"))
for file in files:
    code = open(file, encoding="utf-8").read()
    expected = np.loadtxt(file[:-3] + ".txt", delimiter=",", ndmin=2)
    names = {}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, file, "exec"), names)
        found = np.asarray(names[result])
        right = found.shape == expected.shape and np.allclose(found, expected, rtol=1e-4, atol=1e-4)
    except Exception as error:
        found, right = repr(error), False
    if not right:
        wrong += 1
        if wrong <= 3:
            print(code, "\nfound\n", found, "\nexpected\n", expected)
print(len(files) - wrong, "of", len(files), "right")
sys.exit(1 if wrong else 0)
)py";

struct Modules {
    Framework framework;
    const char* needed;
};
constexpr Modules k_modules[] = {{Framework::pytorch, "numpy,torch"}, {Framework::numpy, "numpy"}};

const ui::Text& words() {
    static const core::Result<ui::Text> text = ui::Text::load("en");
    REQUIRE(text);
    return text.value();
}

struct Program {
    std::string code;
    core::Grid expected;  // of its variable
};

void run_programs(const std::vector<Program>& programs, const Modules& of, const std::string& variable) {
    const test::TempFolder folder;
    for (std::size_t i = 0; i < programs.size(); ++i) {
        const std::string name = "case-" + std::to_string(i);
        test::write_file(folder.file(name + ".py"), programs[i].code);
        test::write_file(folder.file(name + ".txt"), io::table_text(programs[i].expected));
    }
    test::write_file(folder.file("driver.py"), k_driver);
    const auto run =
        test::run_program(test::python(), {folder.file("driver.py"), folder.path().string(), of.needed, variable},
                          {"TF_CPP_MIN_LOG_LEVEL=3"}, std::chrono::seconds(280));
    if (run.exit_code == 77 || run.exit_code == 127) {
        WARN("skipped: the code for " << scenes::framework_name(of.framework) << " needs " << of.needed << " in "
                                      << test::python() << "; " << run.out);
        return;
    }
    INFO(run.out << run.err);
    CHECK(run.exit_code == 0);
}

core::Grid numbers(std::int64_t rows, std::int64_t cols, std::mt19937& random) {
    core::Grid grid(rows, cols);
    for (float& value : grid.values) value = static_cast<float>(static_cast<int>(random() % 81) - 40) / 4.0F;
    return grid;
}

std::vector<scenes::ShiftDocument> random_documents(int count) {
    std::mt19937 random(5);
    const auto upto = [&](std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
    };
    std::vector<scenes::ShiftDocument> documents;
    for (int i = 0; i < count; ++i) {
        scenes::ShiftDocument document;
        const std::int64_t rows = i % 2 == 0 ? 1 : upto(2, 8);
        document.input.grid = numbers(rows, upto(8, 10), random);
        document.right = upto(-7, 7);
        document.down = upto(1 - rows, rows - 1);
        document.edge = random() % 2 == 0 ? core::ShiftEdge::wrap : core::ShiftEdge::zero;
        document.kernel = upto(1, 4);
        document.stride = upto(1, 3);
        document.blur = upto(1, 5);
        document.average = true;
        documents.push_back(document);
    }
    return documents;
}

scenes::ShiftState state_of(const scenes::ShiftDocument& document) {
    scenes::ShiftState state;
    state.document = document;
    scenes::refresh(state);
    return state;
}

}  // namespace

TEST_CASE("the code of the shift scene gives core's outputs before and after every move") {
    for (const Modules& of : k_modules) {
        DYNAMIC_SECTION(scenes::framework_name(of.framework)) {
            std::vector<Program> before[3];
            std::vector<Program> after[3];
            for (const scenes::ShiftDocument& document : random_documents(60)) {
                const scenes::ShiftState state = state_of(document);
                const std::string code = scenes::shift_code(state, of.framework, words());
                for (std::size_t lane = 0; lane < state.facts.lanes.size(); ++lane) {
                    if (state.facts.lanes[lane].problem) continue;
                    before[lane].push_back({code, state.facts.lanes[lane].before});
                    after[lane].push_back({code, state.facts.lanes[lane].after});
                }
            }
            constexpr const char* k_names[] = {"max", "blur", "average"};
            for (std::size_t lane = 0; lane < 3; ++lane) {
                REQUIRE(before[lane].size() > 20);
                run_programs(before[lane], of, std::string(k_names[lane]) + "_before");
                run_programs(after[lane], of, std::string(k_names[lane]) + "_after");
            }
        }
    }
}

TEST_CASE("the code of the shift scene says what it cannot pool, and that Keras has no words for it") {
    scenes::ShiftDocument document;
    document.input.grid = {1, 3, {1, 2, 3}};
    document.kernel = 5;
    const std::string wrong = scenes::shift_code(state_of(document), Framework::numpy, words());
    INFO(wrong);
    CHECK(wrong.find("\n# ") != std::string::npos);
    CHECK(wrong.find("max_before") == std::string::npos);
    const std::string keras = scenes::shift_code(state_of(scenes::ShiftDocument{}), Framework::keras, words());
    INFO(keras);
    CHECK(keras.starts_with("# Keras has no words for it, so NumPy does it by hand:"));
    CHECK(keras.find("print(1 - np.abs(max_after - max_before).mean() / value_range)") != std::string::npos);
}
