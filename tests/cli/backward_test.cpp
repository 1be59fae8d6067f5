// `poolscope backward` as scripts use it: the shipped program, real files, literal results.
#include <string>
#include <vector>

#include "app/io/npy.h"
#include "support/catch.h"
#include "support/command_bench.h"
#include "support/npy_bytes.h"

namespace {

const std::string k_article = "12,20,30,0\n8,12,2,0\n34,70,37,4\n112,100,25,12\n";

struct Bench : test::CommandBench {
    Bench() : CommandBench("backward") {}
};

}  // namespace

TEST_CASE("backward: the article's example, max and average") {
    const Bench bench;
    const std::string in = bench.with("in.csv", k_article);
    const std::string grad = bench.with("grad.csv", "4,8\n12,16\n");
    CHECK(bench.run({in, grad, "-o", bench.file("max.csv")}).empty());
    CHECK(bench.read("max.csv") == "0,4,8,0\n0,0,0,0\n0,0,16,0\n12,0,0,0\n");
    CHECK(bench.run({in, grad, "--print", "--op", "average"}) == "1  1  2  2\n1  1  2  2\n3  3  4  4\n3  3  4  4\n");
    CHECK(bench.run({in, bench.with("one.csv", "16\n"), "--print", "--op", "global-average"}) ==
          "1  1  1  1\n1  1  1  1\n1  1  1  1\n1  1  1  1\n");
}

TEST_CASE("backward: ties, Lp and adaptive bins") {
    const Bench bench;
    const std::string ties = bench.with("ties.csv", "1,2,2,2\n");
    const std::string one = bench.with("one.csv", "3\n");
    const auto printed = [&](const std::string& rule) {
        return bench.run({ties, one, "--print", "--kernel", "1x4", "--ties", rule});
    };
    CHECK(printed("winner") == "0  3  0  0\n");
    CHECK(printed("last") == "0  0  0  3\n");
    CHECK(printed("shared") == "0  1  1  1\n");
    CHECK(printed("each") == "0  3  3  3\n");
    CHECK(bench.run({bench.with("lp.csv", "3,-4\n"), bench.with("five.csv", "5\n"), "--print", "--op", "lp", "--kernel",
                     "1x2"}) == "3  -4\n");
    CHECK(bench.run({bench.with("row.csv", "0,0,0,0,0\n"), bench.with("six.csv", "6,6,6\n"), "--print", "--op",
                     "adaptive-average", "--output-size", "1x3"}) == "3  5  2  5  3\n");
}

TEST_CASE("backward: what falls on padding is said") {
    const Bench bench;
    const std::string in = bench.with("in.csv", "1,2\n3,4\n");
    const std::string nines = bench.with("nines.csv", "9,9\n9,9\n");
    CHECK(bench.run({in, nines, "--print", "--op", "average", "--kernel", "3", "--stride", "1", "--padding", "1"},
                    "note: of 36 sent, 20 fell on padding\n") == "4  4\n4  4\n");
    CHECK(bench.run({in, nines, "--print", "--op", "average", "--kernel", "3", "--stride", "1", "--padding", "1",
                     "--count-include-pad", "no"}) == "9  9\n9  9\n");
    // A window of padding alone; PyTorch would not pad that far.
    CHECK(bench.run({bench.with("x.csv", "7\n"), bench.with("g.csv", "1,2,3\n4,5,6\n7,8,9\n"), "--print", "--kernel",
                     "1", "--padding", "1"},
                    "note: PyTorch would refuse this: padding 1 is more than half of kernel 1.\n"
                    "note: of 45 sent, 40 went to windows that read no cell of the input\n") == "5\n");
}

TEST_CASE("backward: .npy of every rank, float64 gradients, planes by themselves") {
    const Bench bench;
    const std::vector<float> values{1, 5, 2, 0, 9, 3, 4, 4};
    const std::string in = bench.with("in.npy", test::npy_file("<f4", "(2, 1, 2, 2)", values));
    const std::string grad = bench.with("grad.npy", test::npy_file("<f8", "(2, 1, 1, 1)", std::vector<double>{10, 20}));
    bench.run({in, grad, "-o", bench.file("out.npy")});
    const core::Result<io::NpyArray> out = io::read_npy(bench.file("out.npy"));
    REQUIRE(out);
    CHECK(out.value() == io::NpyArray{{2, 1, 2, 2}, std::vector<float>{0, 10, 0, 0, 20, 0, 0, 0}});
}

TEST_CASE("backward: what cannot be done is a sentence, and nothing is written") {
    const Bench bench;
    const std::string in = bench.with("in.csv", k_article);
    const std::string grad = bench.with("grad.csv", "1,2,3\n");
    const std::string out = bench.with("out.csv", "untouched");
    bench.fails({in, grad, "-o", out}, 1,
                grad + ": has 1x3 gradients, the output has 2x2 cells; give each output one gradient");
    bench.fails({in, grad, "-o", out, "--kernel", "5"}, 1,
                in + ": Kernel 5 is larger than the padded input 4. Use 1 to 4, or padding 1.");
    bench.fails({in, bench.file("none.csv"), "-o", out}, 1, bench.file("none.csv") + ": does not exist");
    const std::string see = "; see poolscope backward --help";
    bench.fails({}, 2, "needs INPUT, the file that was pooled" + see);
    bench.fails({in}, 2, "needs GRAD, a gradient for each output" + see);
    bench.fails({in, grad}, 2, "needs -o OUT, --print or both" + see);
    bench.fails({in, grad, "-o", "out.png"}, 2, "-o \"out.png\" does not end in .npy or .csv" + see);
    bench.fails({in, grad, "-o", out, "--ties", "best"}, 2,
                "--ties \"best\" is not winner, last, shared or each" + see);
    bench.fails({in, grad, "-o", out, "--p", "3"}, 2, "--p belongs to lp, not to max" + see);
    bench.fails({in, grad, "-o", out, "--op", "blurmax"}, 2,
                "--op \"blurmax\" is not max, average, min, lp, sum, global-max, global-average, adaptive-max or "
                "adaptive-average" +
                    see);
    CHECK(test::read_file(out) == "untouched");
    CHECK(std::distance(std::filesystem::directory_iterator(bench.folder()), {}) == 3);
}
