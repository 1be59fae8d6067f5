// The programs that the code sheet shows, run by Python and compared with core: plain settings, edges, and settings
// drawn at random; in every framework that is installed for the Python at POOLSCOPE_PYTHON (else /usr/bin/python3).
#include "app/scenes/pooling_code.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "app/io/csv.h"
#include "app/scenes/stack_code.h"
#include "app/scenes/way_back_code.h"
#include "core/backward.h"
#include "core/pool.h"
#include "core/problem.h"
#include "core/unpool.h"
#include "support/catch.h"
#include "support/run_python.h"

namespace {

using core::Op;
using scenes::Framework;
using test::k_modules;
using test::Modules;

// Runs every case-<n>.py of the folder and compares its y with case-<n>.txt, the rows that core found.
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

struct Case {
    core::Grid input;
    core::PoolSpec spec;
};

const ui::Text& words() {
    static const core::Result<ui::Text> text = ui::Text::load("en");
    REQUIRE(text);
    return text.value();
}

std::string code_of(const Case& one, Framework framework) {
    const scenes::NamedPooling pooling{"y", one.spec};
    return scenes::pooling_code(one.input, std::span(&pooling, 1), framework, words());
}

core::Grid numbers(std::int64_t rows, std::int64_t cols, std::mt19937& random) {
    core::Grid grid(rows, cols);
    for (float& value : grid.values) value = static_cast<float>(static_cast<int>(random() % 81) - 40) / 4.0F;
    return grid;
}

std::vector<Case> random_cases(int count) {
    std::mt19937 random(7);
    const auto upto = [&](std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
    };
    constexpr Op k_ops[] = {
        Op::max,          Op::average,         Op::min, Op::lp, Op::sum, Op::global_max, Op::global_average,
        Op::adaptive_max, Op::adaptive_average};
    std::vector<Case> cases;
    while (static_cast<int>(cases.size()) < count) {
        Case one{numbers(upto(3, 9), upto(3, 9), random), {}};
        core::PoolSpec& spec = one.spec;
        spec.op = k_ops[random() % std::size(k_ops)];
        spec.kernel = {upto(1, 4), upto(1, 4)};
        spec.stride = {upto(1, 3), upto(1, 3)};
        if (random() % 2 == 0) spec.padding = {upto(0, 2), upto(0, 2), upto(0, 2), upto(0, 2)};
        if (random() % 3 == 0) spec.padding.bottom = spec.padding.top, spec.padding.right = spec.padding.left;
        if (random() % 4 == 0) spec.dilation = {upto(1, 2), upto(1, 2)};
        spec.ceil = random() % 3 == 0;
        spec.count_include_pad = random() % 2 == 0;
        if (random() % 4 == 0) spec.divisor = upto(1, 6);
        constexpr double k_powers[] = {1.0, 2.0, 3.0, 2.5, std::numeric_limits<double>::infinity()};
        spec.p = k_powers[random() % std::size(k_powers)];
        spec.output_size = {upto(1, 4), upto(1, 4)};
        constexpr core::AutoPad k_pads[] = {core::AutoPad::explicit_padding, core::AutoPad::explicit_padding,
                                            core::AutoPad::valid, core::AutoPad::same_upper, core::AutoPad::same_lower};
        spec.auto_pad = k_pads[random() % std::size(k_pads)];
        constexpr core::Rule k_rules[] = {core::Rule::pytorch, core::Rule::onnx, core::Rule::keras};
        spec.rule = k_rules[random() % std::size(k_rules)];
        if (!core::problem(spec, one.input.rows, one.input.cols)) cases.push_back(std::move(one));
    }
    return cases;
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

core::PoolSpec spec_of(Op op, std::int64_t kernel, std::int64_t stride) {
    core::PoolSpec spec;
    spec.op = op;
    spec.kernel = {kernel, kernel};
    spec.stride = {stride, stride};
    return spec;
}

const core::Grid k_article(4, 4, std::vector<float>{12, 20, 30, 0, 8, 12, 2, 0, 34, 70, 37, 4, 112, 100, 25, 12});

}  // namespace

TEST_CASE("the code of every setting gives core's numbers in every framework that is installed") {
    std::vector<Case> cases = random_cases(240);
    for (const Op op : {Op::max, Op::average, Op::min, Op::sum, Op::lp, Op::global_max, Op::global_average})
        cases.push_back({k_article, spec_of(op, 2, 2)});
    for (const Modules& of : k_modules) {
        DYNAMIC_SECTION(scenes::framework_name(of.framework)) {
            std::vector<Program> programs;
            for (const Case& one : cases)
                programs.push_back({code_of(one, of.framework), core::pool_grid(one.input, one.spec).values});
            run_programs(programs, of, "y");
        }
    }
}

TEST_CASE("the code of the way back gives core's gradients under every rule for ties, and its unpooled values") {
    std::mt19937 random(11);
    for (const Modules& of : {k_modules[0], k_modules[3]}) {
        DYNAMIC_SECTION(scenes::framework_name(of.framework)) {
            std::vector<Program> backward;
            std::vector<Program> unpooled;
            for (const Case& one : random_cases(160)) {
                const core::PooledGrid pooled = core::pool_grid(one.input, one.spec);
                const core::Grid sent = numbers(pooled.values.rows, pooled.values.cols, random);
                constexpr core::Ties k_ties[] = {core::Ties::winner, core::Ties::last, core::Ties::shared,
                                                 core::Ties::each};
                const core::Ties ties = k_ties[random() % std::size(k_ties)];
                backward.push_back({scenes::backward_code(one.input, one.spec, sent, ties, of.framework, words()),
                                    core::backward_grid(one.input, one.spec, sent, ties).gradient});
                const core::Size2 size{one.input.rows, one.input.cols};
                if (pooled.indices.empty() || std::count(pooled.indices.begin(), pooled.indices.end(), -1) > 0)
                    continue;
                unpooled.push_back({scenes::unpool_code(pooled.values, pooled.indices, size, of.framework, words()),
                                    core::unpool_grid(pooled.values, pooled.indices, size).values});
            }
            run_programs(backward, of, "gradient");
            run_programs(unpooled, of, "unpooled");
        }
    }
}

TEST_CASE("the code of a stack gives core's numbers on its last level in every framework that is installed") {
    std::mt19937 random(5);
    using Kind = scenes::StackLayer::Kind;
    constexpr Kind k_kinds[] = {Kind::max, Kind::average, Kind::box, Kind::edge};
    std::vector<std::vector<core::Grid>> stacks;
    std::vector<std::vector<scenes::StackLayer>> layers;
    const auto upto = [&](std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
    };
    while (stacks.size() < 60) {
        std::vector<core::Grid> levels{numbers(upto(8, 14), upto(8, 14), random)};
        std::vector<scenes::StackLayer> list;
        while (list.size() < 3) {
            const scenes::StackLayer layer{k_kinds[random() % 4], upto(1, 4), upto(1, 2), upto(0, 2), upto(1, 2)};
            if (core::problem(scenes::layer_spec(layer), levels.back().rows, levels.back().cols)) break;
            levels.push_back(scenes::layer_output(layer, levels.back()));
            list.push_back(layer);
        }
        // Windows of padding alone give infinities, and these no numbers to compare.
        const bool finite = std::ranges::all_of(levels.back().values, [](float value) { return std::isfinite(value); });
        if (list.size() < 3 || !finite) continue;
        stacks.push_back(std::move(levels));
        layers.push_back(std::move(list));
    }
    for (const Modules& of : k_modules) {
        DYNAMIC_SECTION(scenes::framework_name(of.framework)) {
            std::vector<Program> programs;
            for (std::size_t i = 0; i < stacks.size(); ++i) {
                programs.push_back(
                    {scenes::stack_program(stacks[i], layers[i], of.framework, words()), stacks[i].back()});
            }
            run_programs(programs, of, "level_3");
        }
    }
}

TEST_CASE("frameworks say the settings they are made for themselves") {
    for (const Op op : {Op::max, Op::average, Op::global_max, Op::global_average}) {
        for (const Modules& of : k_modules) {
            if (of.framework == Framework::numpy) continue;
            CHECK(scenes::framework_statement(of.framework, spec_of(op, 2, 2), k_article).has_value());
        }
    }
    core::PoolSpec adaptive = spec_of(Op::adaptive_average, 2, 2);
    adaptive.output_size = {3, 3};
    CHECK(scenes::framework_statement(Framework::pytorch, adaptive, k_article).has_value());
    CHECK_FALSE(scenes::framework_statement(Framework::keras, adaptive, k_article).has_value());
    CHECK_FALSE(scenes::framework_statement(Framework::onnx, adaptive, k_article).has_value());
}

TEST_CASE("what a framework cannot say is said with the reason, and done by hand") {
    core::PoolSpec spec = spec_of(Op::max, 3, 2);
    spec.dilation = {2, 2};
    const core::Grid input(7, 7, 1.0F);
    const std::string code = code_of({input, spec}, Framework::keras);
    INFO(code);
    CHECK(code.find("# Keras has no words for it, so NumPy does it by hand:") != std::string::npos);
    CHECK(code.find("dilat") != std::string::npos);  // the reason
    CHECK(code.find("tensorflow") == std::string::npos);
    CHECK(code.find("for i in range(2):") != std::string::npos);
}

TEST_CASE("a setting that cannot be computed is its problem as a comment") {
    const std::string code = code_of({k_article, spec_of(Op::max, 9, 1)}, Framework::pytorch);
    INFO(code);
    CHECK(code.find("\n# ") != std::string::npos);
    CHECK(code.find('9') != std::string::npos);
    CHECK(code.find("y =") == std::string::npos);
}
