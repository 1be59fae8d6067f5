// The number grid, its ribbon, lens and formula: places and states, without a scene.
#include "app/ui/number_grid.h"
#include "app/ui/formula_band.h"
#include "app/ui/record_canvas.h"
#include "app/ui/ribbon.h"
#include "app/ui/step_motion.h"
#include "app/ui/window_lens.h"
#include "core/pool.h"
#include "support/catch.h"

namespace {

struct Paper {
    ui::Text text = ui::Text::load("en").value();
    ui::View view;
    Paper() {
        view.theme = &ui::theme(ui::ThemeId::light);
        view.text = &text;
        view.layout = ui::make_layout(1280, 800, 1.0F, true);
    }
};

core::Grid counting(std::int64_t rows, std::int64_t cols) {
    core::Grid grid(rows, cols);
    for (std::size_t i = 0; i < grid.values.size(); ++i) grid.values[i] = static_cast<float>(i + 1);
    return grid;
}

core::PoolSpec spec_of(core::Op op, std::int64_t kernel, std::int64_t stride, std::int64_t padding, bool ceil) {
    core::PoolSpec spec;
    spec.op = op;
    spec.kernel = {kernel, kernel};
    spec.stride = {stride, stride};
    spec.padding = {padding, padding, padding, padding};
    spec.ceil = ceil;
    return spec;
}

int count_kind(const ui::NumberGrid& grid, ui::CellKind kind) {
    return static_cast<int>(std::count_if(grid.cells.begin(), grid.cells.end(),
                                          [kind](const ui::GridCell& cell) { return cell.kind == kind; }));
}

}  // namespace

TEST_CASE("a grid of any size keeps inside its frame in whole pixels") {
    const Paper paper;
    const ui::RecordCanvas canvas(paper.view);
    const ui::Rect frame{100, 50, 384, 384};
    for (std::int64_t rows = 1; rows <= 40; ++rows) {
        for (const std::int64_t cols : {1, 2, 7, 40}) {
            CAPTURE(rows, cols);
            const ui::NumberGrid grid = ui::output_grid(counting(rows, cols), {0, 100}, rows * cols);
            const ui::GridPlace place = ui::place_grid(canvas, frame, grid);
            CHECK(place.pitch == std::floor(place.pitch));
            CHECK(place.area.right() <= frame.right());
            CHECK(place.area.bottom() <= frame.bottom());
            const ui::Rect last = place.cell(rows - 1, cols - 1);
            CHECK(last.x == std::floor(last.x));
            CHECK(last.right() <= place.area.right());
            CHECK(place.cell_at(last.center()) == ui::GridPlace::Cell{rows - 1, cols - 1});
            CHECK_FALSE(place.cell_at({place.area.right() + 1, last.center().y}));
            if (place.pitch < 26) CHECK_FALSE(place.show_digits);
        }
    }
}

TEST_CASE("digits follow the cell: one step for the whole grid, a step down when the longest number is too wide") {
    const Paper paper;
    const ui::RecordCanvas canvas(paper.view);
    const ui::Rect frame{0, 0, 384, 384};
    const auto type_at = [&](const core::Grid& grid) {
        return ui::place_grid(canvas, frame, ui::output_grid(grid, {0, 1}, 999)).digits.type;
    };
    CHECK(type_at(counting(4, 4)) == ui::Type::t36);
    CHECK(type_at(counting(6, 6)) == ui::Type::t28);
    CHECK(type_at(counting(8, 8)) == ui::Type::t20);
    core::Grid wide = counting(4, 4);
    wide.at(2, 3) = 11200.0F;
    CHECK(type_at(wide) == ui::Type::t20);  // 5 digits of 36 or 28 px are wider than 86 % of 96 px
}

TEST_CASE("the edge lab has four kinds of cells") {
    const core::Grid input = counting(6, 6);
    const core::PoolSpec spec = spec_of(core::Op::average, 3, 2, 1, true);
    const core::Geometry geometry = core::geometry(spec, 6, 6);
    const ui::NumberGrid grid = ui::input_grid(input, spec, &geometry);
    CHECK(grid.row0 == -1);
    CHECK(grid.rows == 9);
    CHECK(count_kind(grid, ui::CellKind::value) == 36);
    CHECK(count_kind(grid, ui::CellKind::padding) == 28);
    CHECK(count_kind(grid, ui::CellKind::outside) == 17);
    CHECK(ui::cell_text(grid, grid.at(-1, 0)) == "0");
    const core::PoolSpec max = spec_of(core::Op::max, 3, 2, 1, true);
    const ui::NumberGrid picks = ui::input_grid(input, max, &geometry);
    CHECK(ui::cell_text(picks, picks.at(-1, 0)) == "−∞");
    CHECK(ui::cell_text(picks, picks.at(7, 7)).empty());
}

TEST_CASE("cells that floor drops and strides skip are unused") {
    const core::PoolSpec dropped = spec_of(core::Op::max, 2, 2, 0, false);
    const core::Geometry five = core::geometry(dropped, 5, 5);
    CHECK(count_kind(ui::input_grid(counting(5, 5), dropped, &five), ui::CellKind::unused) == 9);
    const core::PoolSpec skipping = spec_of(core::Op::max, 1, 2, 0, false);
    const core::Geometry three = core::geometry(skipping, 3, 3);
    CHECK(count_kind(ui::input_grid(counting(3, 3), skipping, &three), ui::CellKind::unused) == 5);
}

TEST_CASE("the coverage map counts windows in place of values") {
    const core::PoolSpec spec = spec_of(core::Op::max, 2, 1, 0, false);
    const core::Geometry geometry = core::geometry(spec, 3, 3);
    ui::NumberGrid grid = ui::input_grid(counting(3, 3), spec, &geometry);
    ui::show_coverage(grid, core::coverage(geometry));
    CHECK(ui::cell_text(grid, grid.at(0, 0)) == "1");
    CHECK(ui::cell_text(grid, grid.at(0, 1)) == "2");
    CHECK(ui::cell_text(grid, grid.at(1, 1)) == "4");
}

TEST_CASE("values that are not finite or all the same still have a range") {
    const float infinity = std::numeric_limits<float>::infinity();
    CHECK(ui::value_range(core::Grid(1, 1, infinity)) == ui::ValueRange{0, 1});
    CHECK(ui::value_range(core::Grid(2, 2, 7.0F)) == ui::ValueRange{0, 7});
    CHECK(ui::value_range(core::Grid(2, 2, -7.0F)) == ui::ValueRange{-7, 0});
    CHECK(ui::value_range(core::Grid(1, 3, std::vector<float>{-1, infinity, 4})) == ui::ValueRange{-1, 4});
}

TEST_CASE("a ribbon's middle runs from the window to its end") {
    const ui::Ribbon ribbon{10, 20, 60, 80, 0, 10, 100, 120};
    CHECK(ribbon.center(0) == ui::Vec2{10, 5});
    CHECK(ribbon.center(1) == ui::Vec2{80, 110});
    const ui::Vec2 middle = ribbon.center(30.0F / 70.0F);
    CHECK(middle.x == Approx(40));
    CHECK(middle.y == Approx(57.5));
}

TEST_CASE("the beats of a step: slide, then pick, then drop") {
    core::Playback playback;
    playback.windows = 4;
    core::step_forward(playback);
    const auto at = [&](double elapsed) {
        playback.elapsed = elapsed;
        return ui::step_motion(playback);
    };
    CHECK(at(0.0).slide == 0.0F);
    CHECK(at(0.1).slide == Approx(0.5));
    CHECK(at(0.3).slide == 1.0F);
    CHECK(at(0.3).pick == 0.0F);
    CHECK_FALSE(at(0.5).picked);
    CHECK(at(0.66).picked);
    CHECK(at(0.66).uncover == 0.0F);
    CHECK(at(0.8).uncover > 0.0F);
    CHECK(at(0.9).done);
    playback.reduced_motion = true;
    CHECK(at(0.1).slide == 0.0F);
    CHECK(at(0.5).pick == 0.0F);
    CHECK_FALSE(at(0.7).dropping);
    CHECK(at(0.9).done);
}

TEST_CASE("every lens is drawn, and pointing finds the column that is drawn") {
    const Paper paper;
    const ui::Rect rect{500, 200, 160, 248};
    for (const core::Op op : {core::Op::max, core::Op::min, core::Op::average, core::Op::sum, core::Op::lp}) {
        for (const std::int64_t kernel : {1, 2, 3, 5, 8}) {
            core::Grid input = counting(8, 8);
            input.values[3] = -20.5F;
            const core::PoolSpec spec = spec_of(op, kernel, 1, kernel / 2, true);
            CAPTURE(static_cast<int>(op), kernel);
            REQUIRE_FALSE(core::problem(spec, 8, 8));
            const core::WindowExplanation window = core::explain(input, spec, 0);
            ui::RecordCanvas canvas(paper.view);
            ui::draw_lens(canvas, rect, window, spec);
            CHECK_FALSE(canvas.dump().empty());
            std::int64_t found = 0;
            std::int64_t before = -1;
            const int half_pixels = static_cast<int>(2.0F * rect.w);
            for (int i = 0; i < half_pixels; ++i) {
                const float x = rect.x + static_cast<float>(i) / 2.0F;
                const auto tap = ui::lens_cell_at(paper.view, rect, window, spec, {x, rect.center().y});
                if (!tap || *tap == before) continue;
                CHECK(*tap > before);
                before = *tap;
                ++found;
            }
            const bool by_row = window.cells.size() > 49;
            CHECK(found == (by_row ? kernel : static_cast<std::int64_t>(window.cells.size()) - window.outside));
        }
    }
}

TEST_CASE("a formula never leaves its band, whatever the window") {
    const Paper paper;
    const ui::RecordCanvas canvas(paper.view);
    const ui::Rect band{120, 588, 848, 72};
    for (const core::Op op :
         {core::Op::max, core::Op::average, core::Op::sum, core::Op::lp, core::Op::global_average}) {
        for (const std::int64_t side : {1, 2, 4, 16, 32}) {
            core::Grid input = counting(side, side);
            for (float& value : input.values) value = -value * 1234.56F;
            const core::PoolSpec spec = spec_of(op, std::min<std::int64_t>(side, 7), 1, 0, false);
            const core::WindowExplanation window = core::explain(input, spec, 0);
            const ui::PlacedFormula placed = ui::place_formula(canvas, band, window, spec, true);
            CAPTURE(static_cast<int>(op), side);
            REQUIRE_FALSE(placed.pieces.empty());
            for (const auto& piece : placed.pieces) {
                CHECK(piece.rect.x >= band.x);
                CHECK(piece.rect.y >= band.y);
                CHECK(piece.rect.bottom() <= band.bottom());
            }
            CHECK(placed.pieces.back().piece.role == core::FormulaPiece::Role::result);
        }
    }
}

TEST_CASE("a divisor that is not k times k is explained") {
    const Paper paper;
    const core::Grid input = counting(6, 6);
    const core::PoolSpec spec = spec_of(core::Op::average, 3, 2, 1, true);
    const ui::DivisorNote edge = ui::divisor_note(paper.text, core::explain(input, spec, 7));
    CHECK(edge.title == "Divided by 6, not 9");
    CHECK(edge.reason == "6 of 9 count, 3 lie outside");
    CHECK(ui::divisor_note(paper.text, core::explain(input, spec, 5)).empty());
    const ui::Text korean = ui::Text::load("ko").value();
    CHECK(ui::divisor_note(korean, core::explain(input, spec, 7)).title == "9가 아니라 6으로 나눈다");
}
