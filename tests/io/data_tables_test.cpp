// Numbers as files: titled blocks of text, and arrays.
#include "app/io/data_tables.h"

#include "app/io/npy.h"
#include "scratch.h"
#include "support/catch.h"

using core::DataTable;

TEST_CASE("tables are blocks with titles, heads and all digits") {
    const DataTable grid = core::grid_table("input", "Input", core::Grid(2, 2, {1.0F, 0.1F, -2.5F, 1e20F}));
    const DataTable bars{.id = "bars",
                         .title = "Shares, by \"channel\"",
                         .shape = {2, 2},
                         .values = std::vector<double>{1.0 / 3.0, 2.0, -0.5, 1e-12},
                         .columns = {"mean", "weight"},
                         .rows = {"channel 3", "cat, tabby"}};
    const DataTable where{
        .id = "indices", .title = "Index", .shape = {1, 2}, .values = std::vector<std::int64_t>{12, -1}};
    const std::vector<DataTable> tables{grid, bars, where};
    CHECK(io::data_tables_text(tables) ==
          "Input (2x2)\n1,0.1\n-2.5,1e20\n"
          "\n\"Shares, by \"\"channel\"\" (2x2)\"\n,mean,weight\nchannel 3,0.3333333333333333,2\n"
          "\"cat, tabby\",-0.5,1e-12\n"
          "\nIndex (1x2)\n12,-1\n");
}

TEST_CASE("a table of three axes is a block for each plane, one of one axis a line") {
    const DataTable maps{.id = "maps", .title = "Maps", .shape = {2, 1, 2}, .values = std::vector<float>{1, 2, 3, 4}};
    const DataTable weights{.id = "w", .title = "Weights", .shape = {3}, .values = std::vector<float>{5, 6, 7}};
    const std::vector<DataTable> tables{maps, weights};
    CHECK(io::data_tables_text(tables) == "Maps 1 (1x2)\n1,2\n\nMaps 2 (1x2)\n3,4\n\nWeights (3)\n5,6,7\n");
}
