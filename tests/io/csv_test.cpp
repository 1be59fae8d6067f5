// Tables as text: what spreadsheets, scripts and pupils paste, and what each mistake is called.
#include "app/io/csv.h"

#include <cmath>

#include "support/catch.h"
#include "support/run_program.h"

namespace {

core::Grid table(std::string_view text) {
    const core::Result<core::Grid> grid = io::parse_table(text);
    INFO("text: " << text << "\nerror: " << (grid ? "" : grid.error().sentence()));
    REQUIRE(grid);
    return grid.value();
}

std::string mistake(std::string_view text, const io::TableLimits& limits = {}) {
    const core::Result<core::Grid> grid = io::parse_table(text, limits);
    INFO("text: " << text);
    REQUIRE_FALSE(grid);
    return grid.error().sentence();
}

const core::Grid k_two_by_three(2, 3, {1.0F, 2.5F, -3.0F, 4.0F, 0.5F, 6.0F});

}  // namespace

TEST_CASE("every separator gives the same table") {
    CHECK(table("1,2.5,-3\n4,.5,6\n") == k_two_by_three);
    CHECK(table("1\t2.5\t-3\n4\t0.5\t6") == k_two_by_three);
    CHECK(table("1;2.5;-3\r\n4;0.5;6\r\n") == k_two_by_three);
    CHECK(table("1 2.5 -3\n4 0.5 6\n") == k_two_by_three);
    CHECK(table("  1   2.5 -3  \n 4 0.5    6") == k_two_by_three);
    CHECK(table("1, 2.5, -3\n4, 0.5, 6\n") == k_two_by_three);
    CHECK(table("1,2.5,-3\r4,0.5,6\r") == k_two_by_three);
}

TEST_CASE("a comma is the decimal mark where tabs or semicolons separate") {
    CHECK(table("1\t2,5\t-3\n4\t0,5\t6\n") == k_two_by_three);
    CHECK(table("1;2,5;-3\n4;0,5;6\n") == k_two_by_three);
    CHECK(
        mistake("1;2,5\n4.5;6\n") ==
        "row 2, column 1 is \"4.5\": point and comma are both used as decimal mark; use one of them, and no thousands "
        "separator");
    CHECK(mistake("1;1,234.5\n") ==
          "row 1, column 2 is \"1,234.5\": point and comma are both used as decimal mark; use one of them, and no "
          "thousands separator");
    CHECK(mistake("\"1,5\",2\n") ==
          "row 1, column 1 is \"1,5\", a comma inside a number; write the number with a point");
}

TEST_CASE("marks, quotes, blank lines and signs that spreadsheets add") {
    CHECK(table("\xEF\xBB\xBF"
                "1,2.5,-3\r\n4,0.5,6\r\n\r\n  \r\n") == k_two_by_three);
    CHECK(table("\n\n1,2.5,-3\n4,0.5,6\n\n") == k_two_by_three);
    CHECK(table("\"1\",\"2.5\",\"-3\"\n\" 4 \",0.5,6\n") == k_two_by_three);
    CHECK(table("\"1\"\t\"2,5\"\t\"-3\"\n4\t0,5\t6\n") == k_two_by_three);
    CHECK(table("+1,2.5,\xE2\x88\x92"
                "3\n4,0.5,6\n") == k_two_by_three);
    CHECK(table("1\xC2\xA0,2.5,-3\n4,0.5,\xC2\xA0"
                "6\n") == k_two_by_three);
    CHECK(table("7") == core::Grid(1, 1, 7.0F));
    CHECK(table("1\n2\n3\n") == core::Grid(3, 1, {1.0F, 2.0F, 3.0F}));
    CHECK(table("1e3,2.5E-1,-0\n") == core::Grid(1, 3, {1000.0F, 0.25F, -0.0F}));
    CHECK(std::signbit(table("-0").at(0, 0)));
    CHECK(table("1e-60,-1e-400") == core::Grid(1, 2, {0.0F, -0.0F}));
}

TEST_CASE("not-a-number and the infinities have names") {
    const core::Grid grid = table("NaN,inf,-inf\nnan,Infinity,-\xE2\x88\x9E\n");
    CHECK(std::isnan(grid.at(0, 0)));
    CHECK(std::isnan(grid.at(1, 0)));
    CHECK(grid.at(0, 1) == INFINITY);
    CHECK(grid.at(0, 2) == -INFINITY);
    CHECK(grid.at(1, 1) == INFINITY);
    CHECK(grid.at(1, 2) == -INFINITY);
}

TEST_CASE("each mistake is named with its place") {
    CHECK(mistake("1,2,3\n4,,6\n") == "row 2, column 2 is empty; every cell needs a number");
    CHECK(mistake("1\t2\t\n3\t4\t5\n") == "row 1, column 3 is empty; every cell needs a number");
    CHECK(mistake("1,2,3\n4,x7,6\n") == "row 2, column 2 is \"x7\", not a number");
    CHECK(mistake("a,b\n1,2\n") == "row 1, column 1 is \"a\", not a number");
    CHECK(mistake("1,2\n3,4-5\n") == "row 2, column 2 is \"4-5\", not a number");
    CHECK(mistake("1,2\n3,1e\n") == "row 2, column 2 is \"1e\", not a number");
    CHECK(mistake("1;1,2,3\n") == "row 1, column 2 is \"1,2,3\", not a number");
    CHECK(mistake("0x10\n") == "row 1, column 1 is \"0x10\", not a number");
    CHECK(mistake("--1\n") == "row 1, column 1 is \"--1\", not a number");
    CHECK(mistake("+-1\n") == "row 1, column 1 is \"+-1\", not a number");
    CHECK(mistake("1,2\n3\n") == "row 2 has 1 cell, the rows above have 2; every row needs the same number of cells");
    CHECK(mistake("1\n2 3\n") == "row 2 has 2 cells, the rows above have 1; every row needs the same number of cells");
    CHECK(mistake("1,2\n\n3,4\n") == "row 2 is empty; delete the line or fill it");
    CHECK(mistake("1,\"2\n3,4\n") == "row 1 has a quote that is not closed");
    CHECK(mistake("1e39\n") == "row 1, column 1 is \"1e39\", beyond what float32 holds (3.4e38)");
    CHECK(mistake("-1e999\n") == "row 1, column 1 is \"-1e999\", beyond what float32 holds (3.4e38)");
    CHECK(mistake("") == "holds no numbers");
    CHECK(mistake(" \r\n\n") == "holds no numbers");
    CHECK(mistake(std::string("1,2\0", 4)) == "is not text; a table of numbers is expected");
    CHECK(mistake(std::string("\xFF\xFE"
                              "1\0",
                              4)) == "is UTF-16 text; save it as UTF-8");
}

TEST_CASE("a long cell is cut at a whole character") {
    std::string cell = "x";
    for (int i = 0; i < 20; ++i) cell += "\xEA\xB0\x80";  // a Hangul syllable of three bytes
    const std::string sentence = mistake(cell);
    CHECK(sentence.find("\xEA\xB0\x80...\"") != std::string::npos);
    CHECK(sentence.size() < 70);
}

TEST_CASE("a table beyond the limits says how large it is") {
    const io::TableLimits limits{32, 32};
    std::string wide = "1";
    for (int i = 1; i < 33; ++i) wide += "\t1";
    CHECK(mistake(wide, limits) == "the table has 1x33 cells; at most 32x32 fit; choose a smaller part of it");
    std::string tall;
    for (int i = 0; i < 40; ++i) tall += "1,2\n";
    CHECK(mistake(tall, limits) == "the table has 40x2 cells; at most 32x32 fit; choose a smaller part of it");
    CHECK(io::parse_table(wide.substr(2), limits));
}

TEST_CASE("writing gives text that reads back as the same numbers") {
    const core::Grid grid(2, 4, {0.1F, -2.5F, 16777216.0F, 1e20F, -0.0F, 3.4028235e38F, 1e-45F, 19.5F});
    const std::string text = io::table_text(grid);
    INFO(text);
    CHECK(table(text) == grid);
    CHECK(std::signbit(table(text).at(1, 0)));
    CHECK(io::table_text(core::Grid(2, 2, {20.0F, 30.0F, 112.0F, 19.5F})) == "20,30\n112,19.5\n");
    CHECK(io::table_text(core::Grid(1, 3, {NAN, INFINITY, -INFINITY})) == "nan,inf,-inf\n");
}

TEST_CASE("tables on disk") {
    const test::TempFolder folder;
    const std::string path = folder.file("table.csv");
    REQUIRE(io::write_table(path, k_two_by_three));
    CHECK(test::read_file(path) == "1,2.5,-3\n4,0.5,6\n");
    const core::Result<core::Grid> read = io::read_table(path);
    REQUIRE(read);
    CHECK(read.value() == k_two_by_three);
    CHECK(io::read_table(folder.file("none.csv")).error().sentence() == folder.file("none.csv") + ": does not exist");
    CHECK(io::read_table(folder.path()).error().what == "is a folder, not a file");
    CHECK(io::write_table(folder.file("no/where.csv"), k_two_by_three).error().what ==
          "the folder " + folder.file("no") + " does not exist");
}
