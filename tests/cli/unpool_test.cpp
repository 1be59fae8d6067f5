// `poolscope unpool` as scripts use it: the shipped program, real files, literal results.
#include <string>
#include <vector>

#include "app/io/npy.h"
#include "support/catch.h"
#include "support/command_bench.h"
#include "support/npy_bytes.h"

namespace {

struct Bench : test::CommandBench {
    Bench() : CommandBench("unpool") {}
};

}  // namespace

TEST_CASE("unpool: what pool wrote goes back to where it was") {
    const Bench bench;
    const std::string in = bench.with("in.csv", "12,20,30,0\n8,12,2,0\n34,70,37,4\n112,100,25,12\n");
    bench.run_as("pool", {in, "-o", bench.file("max.csv"), "--indices", bench.file("at.npy")});
    const std::vector<std::string> unpool{bench.file("max.csv"), "--indices", bench.file("at.npy")};
    const auto with = [&](const std::vector<std::string>& more) {
        std::vector<std::string> arguments = unpool;
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    };
    CHECK(bench.run(with({"--output-size", "4x4", "-o", bench.file("back.csv")})).empty());
    CHECK(bench.read("back.csv") == "0,20,30,0\n0,0,0,0\n0,0,37,0\n112,0,0,0\n");
    const std::string printed = "  0  20  30  0\n  0   0   0  0\n  0   0  37  0\n112   0   0  0\n";
    CHECK(bench.run(with({"--output-size", "4", "--print"})) == printed);
    CHECK(bench.run(with({"--kernel", "2", "--print"})) == printed);  // (2 - 1) 2 + 2
    CHECK(bench.run(with({"--kernel", "2", "--output-size", "3x5", "--print"})) ==
          " 0  20   30  0  0\n 0   0    0  0  0\n37   0  112  0  0\n");
    bench.run(with({"--kernel", "2", "--output-size", "6x4", "-o", bench.file("six.npy")}),
              "note: PyTorch would refuse this: output height 6 is not between 3 and 5.\n");
    const core::Result<io::NpyArray> six = io::read_npy(bench.file("six.npy"));
    REQUIRE(six);
    CHECK(six.value().shape == std::vector<std::int64_t>{6, 4});
}

TEST_CASE("unpool: a later value covers an earlier one, plane by plane") {
    const Bench bench;
    const std::string in =
        bench.with("in.npy", test::npy_file("<f4", "(2, 1, 3)", std::vector<float>{1, 2, 3, 4, 5, 6}));
    const std::string at =
        bench.with("at.npy", test::npy_file("<i8", "(2, 1, 3)", std::vector<std::int64_t>{0, 3, 0, 1, 1, 1}));
    CHECK(bench.run({in, "--indices", at, "--output-size", "2x2", "--print"},
                    "note: 3 values were covered by a later one with the same index\n") ==
          "[0]\n3  0\n0  2\n[1]\n0  6\n0  0\n");
    CHECK(bench.run({bench.with("v.csv", "7,8\n"), "--indices", bench.with("i.csv", "2,2\n"), "--output-size", "1x3",
                     "--print"},
                    "note: 1 value was covered by a later one with the same index\n") == "0  0  8\n");
}

TEST_CASE("unpool: what cannot be done is a sentence, and nothing is written") {
    const Bench bench;
    const std::string in = bench.with("in.csv", "1,2\n3,4\n");
    const std::string at = bench.with("at.csv", "0,1\n2,18\n");
    const std::string out = bench.with("out.csv", "untouched");
    const std::string half = bench.with("half.csv", "0,1\n2,2.5\n");
    const std::string row = bench.with("row.csv", "0,1,2,3\n");
    const std::string nan = bench.with("nan.csv", "0,1\n2,nan\n");
    const auto fails = [&](const std::string& indices, const std::string& size, const std::string& line) {
        bench.fails({in, "--indices", indices, "--output-size", size, "-o", out}, 1, line);
    };
    fails(at, "4x4",
          at + ": The index in row 2, column 2 is 18 and names no cell of an output of 4 × 4. Use 0 to 15, or the size "
               "that was pooled.");
    fails(half, "4x4", half + ": holds 2.5, which is no index; indices are whole numbers, row * W + column");
    fails(nan, "4x4", nan + ": holds nan, which is no index; indices are whole numbers, row * W + column");
    fails(row, "4x4", row + ": has 1x4 indices for 2x2 values; give each value one index");
    fails(at, "1000000000",
          at + ": An output of 1000000000 × 1000000000 is too large to count. 2147483647 cells are the most.");
    bench.fails({in, "--indices", at, "--kernel", "1", "--padding", "2", "--stride", "1", "-o", out}, 1,
                at + ": An output of −2 × −2 has no cell. Use 1 or more rows and columns.");
    const std::string see = "; see poolscope unpool --help";
    bench.fails({}, 2, "needs IN, the pooled values" + see);
    bench.fails({in, "-o", out}, 2, "needs --indices FILE, where each value came from" + see);
    bench.fails({in, "--indices", at}, 2, "needs -o OUT, --print or both" + see);
    bench.fails({in, "--indices", at, "-o", out}, 2, "needs --output-size HxW, or --kernel to work it out" + see);
    bench.fails({in, "--indices", at, "-o", out, "--stride", "2"}, 2,
                "needs --kernel with --stride, --padding or --dilation" + see);
    bench.fails({in, "--indices", at, "-o", out, "--output-size", "4x"}, 2,
                "--output-size \"4x\" is not a size: H or HxW, whole numbers from 1 to 1000000000" + see);
    CHECK(test::read_file(out) == "untouched");
    CHECK(std::distance(std::filesystem::directory_iterator(bench.folder()), {}) == 6);
}
