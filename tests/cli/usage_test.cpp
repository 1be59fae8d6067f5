// What goes wrong on the command line: exit codes, one line on standard error, and files left as they were.
#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/npy_bytes.h"
#include "support/run_program.h"

namespace {

struct Attempt {
    test::ProgramRun run;

    explicit Attempt(const std::vector<std::string>& arguments)
        : run(test::run_program(POOLSCOPE_PROGRAM, arguments)) {}
    // One line, on standard error alone.
    bool one_line() const {
        return run.out.empty() && !run.err.empty() && std::count(run.err.begin(), run.err.end(), '\n') == 1 &&
               run.err.back() == '\n';
    }
};

void expect(const std::vector<std::string>& arguments, int exit_code, const std::string& sentence) {
    const Attempt attempt(arguments);
    std::string line = "poolscope";
    for (const std::string& argument : arguments) line += " " + argument;
    INFO(line << "\nstandard output: " << attempt.run.out << "\nstandard error: " << attempt.run.err);
    CHECK(attempt.run.exit_code == exit_code);
    CHECK(attempt.one_line());
    CHECK(attempt.run.err.find(sentence) != std::string::npos);
}

struct Files {
    test::TempFolder folder;
    std::string in, out;
    Files() : in(folder.file("in.csv")), out(folder.file("out.csv")) {
        test::write_file(in, "12,20,30,0\n8,12,2,0\n34,70,37,4\n112,100,25,12\n");
        test::write_file(out, "untouched");
    }
    // `poolscope pool in.csv -o out.csv MORE` fails so, and leaves nothing.
    void fails(const std::vector<std::string>& more, int exit_code, const std::string& sentence) const {
        std::vector<std::string> arguments{"pool", in, "-o", out};
        arguments.insert(arguments.end(), more.begin(), more.end());
        expect(arguments, exit_code, sentence);
        unchanged();
    }
    void unchanged() const {
        CHECK(test::read_file(out) == "untouched");
        CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 2);
    }
};

}  // namespace

TEST_CASE("help and version go to standard output") {
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{"--help"},
                                               {"-h"},
                                               {"pool", "--help"},
                                               {"backward", "--help"},
                                               {"unpool", "--help"},
                                               {"tour", "--help"},
                                               {"pool", "in.csv", "--help"}}) {
        const test::ProgramRun run = test::run_program(POOLSCOPE_PROGRAM, arguments);
        CHECK(run.exit_code == 0);
        CHECK(run.err.empty());
        CHECK(run.out.find("Usage: poolscope") != std::string::npos);
    }
    const std::string help = test::run_program(POOLSCOPE_PROGRAM, {"--help"}).out;
    for (const char* word :
         {"--scene", "--lang", "--theme", "--screenshot", "--frames", "--fixed-dt", "--stats", "poolscope pool",
          "poolscope backward", "poolscope unpool", "poolscope tour", "stride", "compare", "photo"})
        CHECK(help.find(word) != std::string::npos);
    CHECK(help.find("--worker") == std::string::npos);
    const std::string pool = test::run_program(POOLSCOPE_PROGRAM, {"pool", "--help"}).out;
    for (const char* word : {"--op", "--kernel", "--stride", "--padding", "--dilation", "--ceil", "--count-include-pad",
                             "--divisor", "--p ", "--output-size", "--auto-pad", "--rule", "--indices", "--threads",
                             "--print", "-o,--output", "blurmax", "--blur", "--exact"})
        CHECK(pool.find(word) != std::string::npos);
    const test::ProgramRun version = test::run_program(POOLSCOPE_PROGRAM, {"--version"});
    CHECK(version.exit_code == 0);
    CHECK(version.out.starts_with("poolscope 0."));
    CHECK(std::count(version.out.begin(), version.out.end(), '\n') == 1);
}

TEST_CASE("sizes that are none are bad usage") {
    const Files files;
    for (const char* option : {"--kernel", "--stride", "--dilation"})
        for (const char* value : {"2x", "x2", "2x2x2", "0", "-1", "2x-1", "2.5", "", " 2", "two", "+2", "1e3",
                                  "99999999999999999999", "2000000000", "0x10"}) {
            CAPTURE(option, value);
            files.fails({option, value}, 2,
                        std::string("poolscope pool: ") + option + " \"" + value + "\" is not a size");
        }
    for (const char* value : {"-1", "1,", "1,2,3", "1,2,3,4,5", "a", "1x2", "1;2", "99999999999999999999"})
        files.fails({"--padding", value}, 2, std::string("--padding \"") + value + "\" is not a padding");
}

TEST_CASE("other values that make no sense") {
    const Files files;
    files.fails({"--op", "maximum"}, 2, "--op \"maximum\" is not max, average");
    for (const char* value : {"0", "8", "3x3", "three"})
        files.fails({"--op", "blurmax", "--blur", value}, 2,
                    std::string("--blur \"") + value + "\" is not a whole number from 1 to 7");
    files.fails({"--rule", "caffe"}, 2, "--rule \"caffe\" is not pytorch, onnx or keras");
    files.fails({"--auto-pad", "same"}, 2, "--auto-pad \"same\" is not valid, same-upper or same-lower");
    for (const char* value : {"nan", "0.5", "-inf", "two", "1.5x", "-2", "1e999"})
        files.fails({"--op", "lp", "--p", value}, 2,
                    std::string("--p \"") + value + "\" is not a number of at least 1");
    files.fails({"--op", "average", "--divisor", "0"}, 2, "--divisor 0: nothing can be divided by 0");
    files.fails({"--op", "average", "--divisor", "3.5"}, 2, "--divisor \"3.5\" is not a whole number");
    files.fails({"--op", "average", "--count-include-pad", "maybe"}, 2, "\"maybe\" is not yes or no");
    for (const char* value : {"0", "-1", "many", "99999"})
        files.fails({"--threads", value}, 2, std::string("--threads \"") + value + "\" is not a whole number");
}

TEST_CASE("options that do not belong to the operator") {
    const Files files;
    const std::string at = files.folder.file("at.npy");
    files.fails({"--op", "average", "--indices", at}, 2, "--indices belongs to max, min");
    files.fails({"--op", "lp", "--indices", at}, 2, "--indices belongs to max, min");
    files.fails({"--output-size", "2x2"}, 2, "--output-size belongs to adaptive-max and adaptive-average, not to max");
    files.fails({"--op", "adaptive-max"}, 2, "adaptive-max needs --output-size HxW");
    files.fails({"--divisor", "3"}, 2, "--divisor belongs to average, not to max");
    files.fails({"--count-include-pad", "yes"}, 2, "--count-include-pad belongs to average, not to max");
    files.fails({"--p", "3"}, 2, "--p belongs to lp, not to max");
    files.fails({"--blur", "3"}, 2, "--blur belongs to blurmax, not to max");
    files.fails({"--op", "blurmax", "--ceil"}, 2, "--ceil belongs to operators that round their size, not to blurmax");
    files.fails({"--op", "blurmax", "--indices", at}, 2, "--indices belongs to max, min");
    files.fails({"--exact"}, 2, "--exact belongs to average, sum, global-average and adaptive-average, not to max");
    files.fails({"--op", "global-max", "--kernel", "2"}, 2, "--kernel belongs to operators with a sliding window");
    files.fails({"--op", "global-average", "--ceil"}, 2, "--ceil belongs to operators with a sliding window");
    files.fails({"--padding", "1", "--auto-pad", "valid"}, 2, "--padding and --auto-pad say the same thing twice");
}

TEST_CASE("missing, unknown and doubled arguments") {
    const Files files;
    expect({"pool"}, 2, "poolscope pool: needs IN");
    expect({"pool", files.in}, 2, "needs -o OUT, --print or both; see poolscope pool --help");
    expect({"pool", "-o", files.out}, 2, "needs IN");
    expect({"pool", "", "-o", files.out}, 2, "IN is an empty name");
    expect({"pool", files.in, "--print", "-o", ""}, 2, "-o is an empty name");
    expect({""}, 2, "FILE is an empty name");
    files.fails({"--colour", "red"}, 2, "poolscope pool: --colour is not an option; see poolscope pool --help");
    files.fails({"second.csv"}, 2, "\"second.csv\" is one argument too many");
    files.fails({"--kernel"}, 2, "--kernel needs a value");
    files.fails({"--kernel", "2", "--kernel", "3"}, 2, "--kernel is given more than once");
    files.fails({"--indices", "at.txt"}, 2, "--indices \"at.txt\" does not end in .npy");
    expect({"pool", files.in, "-o", "out.jpg"}, 2, "-o \"out.jpg\" does not end in .npy, .csv or .png");
    expect({"pool", files.in, "-o", "out"}, 2, "does not end in .npy, .csv or .png");
    expect({"pool", files.in, "-o", "a.npy", "--indices", "./a.npy"}, 2, "-o and --indices name the same file");
    files.unchanged();
}

TEST_CASE("the window's and the tour's own arguments") {
    expect({"--scene", "stripe"}, 2, "poolscope: --scene \"stripe\" is not stride");
    expect({"--lang", "xx"}, 2, "--lang \"xx\" is not en or ko");
    expect({"--theme", "pink"}, 2, "--theme \"pink\" is not dark");
    for (const char* size : {"1280", "0x0", "10x10", "1280x", "1280x800x2", "99999x99999", "-1280x800", "big"})
        expect({"--size", size}, 2, "--size \"" + std::string(size) + "\" is not");
    for (const char* frames : {"0", "-3", "x", "1.5"}) expect({"--frames", frames}, 2, "--frames");
    for (const char* seconds : {"0", "-1", "nan", "inf", "100", "s"}) expect({"--fixed-dt", seconds}, 2, "--fixed-dt");
    for (const char* size : {"0", "5", "nan", "x", "1.1"}) expect({"--text-size", size}, 2, "--text-size");
    expect({"--screenshot", "shot.jpg"}, 2, "--screenshot \"shot.jpg\" does not end in .png");
    expect({"--unknown"}, 2, "poolscope: --unknown is not an option; see poolscope --help");
    expect({"one.png", "two.png"}, 2, "\"two.png\" is one argument too many");
    expect({"tour"}, 2, "poolscope tour: needs -o DIR");
    expect({"tour", "-o", "x", "--lang", "de"}, 2, "poolscope tour: --lang \"de\" is not en or ko");
}

TEST_CASE("files that cannot be read") {
    const Files files;
    const auto fails = [&](const std::string& in, const std::string& sentence) {
        expect({"pool", in, "-o", files.out}, 1, sentence);
        files.unchanged();
    };
    const test::TempFolder other;
    const auto with = [&](const std::string& name, const std::string& bytes) {
        test::write_file(other.file(name), bytes);
        return other.file(name);
    };
    const std::string none = other.file("none");
    fails(none + ".csv", "poolscope pool: " + none + ".csv: does not exist");
    fails(none + ".npy", "poolscope pool: " + none + ".npy: does not exist");
    fails(none + ".png", none + ".png");
    fails(other.path().string(), other.path().string());
    fails(with("a.npy", "not npy"), "a.npy: is not a .npy file");
    fails(with("b.npy", test::npy_file("<f4", "(4, 4)", std::vector<float>(15, 1.0F))),
          "b.npy: is cut off: shape 4x4 needs 64 bytes of values, 60 are there");
    fails(with("c.npy", test::npy_file(">f4", "(1, 1)", std::vector<float>{1.0F})), "c.npy: is big endian");
    fails(with("d.npy", test::npy_file("<f4", "(1,)", std::vector<float>{1.0F})), "d.npy: has 1 axis");
    fails(with("e.npy", test::npy_file("<i8", "(1, 1)", std::vector<std::int64_t>{9007199254740993})),
          "e.npy: holds the integer 9007199254740993, beyond 2^53");
    fails(with("f.csv", "1,2\n3\n"), "f.csv: row 2 has 1 cell, the rows above have 2");
    fails(with("g.csv", "1,2\n3,four\n"), "g.csv: row 2, column 2 is \"four\", not a number");
    fails(with("h.csv", "1,,2\n"), "h.csv: row 1, column 2 is empty");
    fails(with("i.csv", ""), "i.csv: holds no numbers");
    fails(with("j.png", "\x89PNG\r\n\x1a\n and then nothing"), "j.png");
    fails(with("k.jpg", std::string(1000, 'x')), "k.jpg");
    fails(with("two\nlines.csv", "x\n"), "two?lines.csv: row 1, column 1");
}

TEST_CASE("settings that cannot be computed on the input") {
    const Files files;
    files.fails({"--kernel", "5"}, 1, "poolscope pool: " + files.in + ": ");
    files.fails({"--op", "blurmax", "--kernel", "4"}, 1,
                files.in + ": A blur filter of 3 mirrors the edges and needs 2 rows and columns, here 1.");
    files.fails({"--kernel", "1000000000", "--dilation", "1000000000"}, 1, files.in);
    files.fails({"--kernel", "1", "--stride", "1", "--padding", "1000000000"}, 1, files.in);
}

TEST_CASE("results that do not fit their file") {
    const Files files;
    const test::TempFolder other;
    const std::string maps = other.file("maps.npy");
    test::write_file(maps, test::npy_file("<f4", "(2, 2, 4)", std::vector<float>(16, 1.0F)));
    expect({"pool", maps, "-o", files.out}, 1, files.out + ": a .csv holds one table, the result has 2x1x2 values");
    expect({"pool", maps, "-o", other.file("maps.png")}, 1, "maps.png: a picture has HxW, 1xHxW or 3xHxW values");
    files.unchanged();
    // The second file cannot be written: the first one is not left behind either.
    expect({"pool", files.in, "-o", files.out, "--indices", files.folder.file("no/at.npy")}, 1,
           "the folder " + files.folder.file("no") + " does not exist");
    files.unchanged();
    expect({"pool", files.in, "-o", files.folder.file("no/out.csv")}, 1, "does not exist");
    std::filesystem::create_directory(other.file("folder.csv"));
    expect({"pool", files.in, "-o", other.file("folder.csv")}, 1, "is a folder, not a file");
}
