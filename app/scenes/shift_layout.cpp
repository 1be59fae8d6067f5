// Where everything of the shift scene lies: lanes with title, numbers, outputs and meter; the photo below them.
#include <algorithm>
#include <cmath>

#include "app/scenes/shift_screen.h"

namespace scenes {

namespace {

constexpr float k_largest_cell = 96.0F;   // px at scale 1
constexpr float k_readable_cell = 32.0F;  // the numbers keep this before the photo is shown below them
constexpr float k_row_cell = 30.0F;       // smallest of a row before words give way, times the text's scale
constexpr float k_picture_cell = 18.0F;
constexpr float k_strip_picture = 64.0F;  // smallest and largest side of its pictures
constexpr float k_strip_picture_most = 128.0F;

ui::NumberGrid number_grid(const core::Grid& grid, const core::Grid& range_of) {
    ui::NumberGrid numbers = ui::input_grid(grid, core::PoolSpec{}, nullptr);
    const ui::ValueRange range = ui::value_range(range_of);
    numbers.low = std::min(0.0F, range.low);
    numbers.high = range.high;
    return numbers;
}

// Output cells of a row. Going round: each over the cells its stride takes, so that the last one stays within the row;
// with an edge: under the middle of its window.
std::vector<ui::Rect> under_windows(const ui::GridPlace& place, const ShiftDocument& document, std::int64_t count,
                                    float top) {
    std::vector<ui::Rect> cells;
    const bool round = document.edge == core::ShiftEdge::wrap;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto start = static_cast<float>(i * document.stride);
        auto width = static_cast<float>(std::min(document.stride, document.kernel));
        float left = start;
        if (round) {
            width = std::min(width, static_cast<float>(place.cols) - start);
        } else {
            left += (static_cast<float>(document.kernel) - width) / 2;
        }
        cells.push_back({place.area.x + left * place.pitch + place.gap / 2, top, width * place.pitch - place.gap,
                         place.pitch - place.gap});
    }
    return cells;
}

ui::NumberGrid empty_grid(core::Size2 size) {
    ui::NumberGrid grid;
    grid.rows = size.h;
    grid.cols = size.w;
    grid.cells.resize(static_cast<std::size_t>(size.h * size.w));
    return grid;
}

std::vector<ui::Rect> grid_cells(const ui::Canvas& canvas, const ui::Rect& frame, core::Size2 size) {
    ui::GridFit fit;
    fit.max_cell = k_largest_cell;
    fit.middle = true;
    const ui::GridPlace place = ui::place_grid(canvas, frame, empty_grid(size), fit);
    std::vector<ui::Rect> cells;
    for (std::int64_t i = 0; i < size.h * size.w; ++i) cells.push_back(place.cell(i / size.w, i % size.w));
    return cells;
}

// Heights from top to bottom, in window px; cells is that of one table of numbers with what stands beside it.
struct Heights {
    float title, caption, bracket, meter, count, note, cells = 0.0F, strip = 0.0F;
    float fixed() const { return title + 2 * caption + meter + count + note; }
};

void place_lane(ShiftLanePlace& at, const ShiftStage& stage, const ShiftState& state, const ui::Canvas& canvas,
                const Heights& h) {
    const ui::Rect& lane = at.lane;
    const core::Size2 size = state.facts.output;
    ui::GridFit fit;
    fit.max_cell = k_largest_cell;
    float y = lane.y + h.title;
    const auto half = [&](float& caption_y, ui::GridPlace& place, const ui::NumberGrid& grid,
                          std::vector<ui::Rect>& cells) {
        caption_y = y + h.caption / 2;
        y += h.caption;
        const float wide = stage.row ? lane.w : lane.w * 0.56F;
        place = ui::place_grid(canvas, {lane.x, y, wide, h.cells}, grid, fit);
        if (stage.row) {
            y += place.area.h + h.bracket;
            cells = under_windows(place, state.document, size.w, y);
            y += place.pitch;
        } else {
            cells = grid_cells(canvas, {lane.x + lane.w * 0.64F, y, lane.w * 0.36F, place.area.h}, size);
            y += place.area.h;
        }
    };
    half(at.given_y, at.given, stage.given, at.before);
    half(at.moved_y, at.moved, stage.moved, at.after);
    at.meter_y = y;
}

// On the page of all moves a chart stands where the numbers are.
void place_chart(ShiftLanePlace& at, const ShiftState& state, const ui::Canvas& canvas, std::size_t lane,
                 const Heights& h) {
    const ui::View& view = canvas.view();
    at.chart = {at.lane.x, at.lane.y + h.title, at.lane.w, at.lane.h - h.title - h.meter - h.count - h.note};
    at.meter_y = at.chart.bottom();
    ui::Rect plot = at.chart;
    ui::cut_top(plot, 2 * view.layout.control(26.0F) + view.px(4.0F));
    ui::cut_bottom(plot, view.px(8.0F));
    at.plot = plot;
    if (!moves_known(state) || lane >= state.moves.lanes.size() || !state.moves.lanes[lane]) return;
    const core::Grid& moves = state.moves.lanes[lane]->likenesses;
    if (moves.rows > 1) {
        ui::cut_top(plot, view.layout.control(22.0F));
        ui::cut_left(plot, view.layout.control(36.0F));
        ui::GridFit fit;
        fit.max_cell = k_largest_cell;
        const ui::GridPlace place = ui::place_grid(canvas, plot, empty_grid({moves.rows, moves.cols}), fit);
        for (std::int64_t i = 0; i < moves.rows * moves.cols; ++i) {
            at.move_cells.push_back(place.cell(i / moves.cols, i % moves.cols));
        }
        return;
    }
    ui::cut_top(plot, view.px(8.0F));
    ui::cut_left(plot, view.layout.control(52.0F));
    ui::cut_bottom(plot, view.layout.control(24.0F));
    at.plot = plot;
    const float width = plot.w / static_cast<float>(moves.cols);
    for (std::int64_t i = 0; i < moves.cols; ++i) {
        at.move_cells.push_back({plot.x + static_cast<float>(i) * width, plot.y, width, plot.h});
    }
}

void place_meter(ShiftLanePlace& at, const ui::View& view, const ShiftStage& stage, const Heights& h) {
    const float y = at.meter_y;
    if (stage.tight) {
        at.meter_y = y + h.meter / 2;
        const float number = view.layout.control(72.0F);
        at.meter = {at.lane.x, at.meter_y - view.px(6.0F), at.lane.w - number, view.px(12.0F)};
        at.count_y = at.note_y = at.lane.bottom();
        return;
    }
    at.meter_y = y + h.meter * 0.36F;
    const float bar = view.px(stage.details ? 16.0F : 12.0F);
    at.meter = {at.lane.x, y + h.meter - bar - view.px(4.0F), at.lane.w, bar};
    at.count_y = y + h.meter + h.count / 2;
    at.note_y = at.count_y + h.count / 2;
}

// Of the note about a lost pattern, the same in all lanes. Kept while outputs are still covered, so that nothing jumps.
float note_height(const ShiftState& state, const ui::Canvas& canvas, float width) {
    float height = 0.0F;
    for (const ShiftLane& lane : state.facts.lanes) {
        if (pattern_loss(state, lane) == PatternLoss::none) continue;
        const std::string words = loss_words(state, lane, *canvas.view().text);
        const float lines = canvas.wrapped_size(width, words, {ui::Type::t14}, k_shift_note_lines).y;
        height = std::max({height, lines, canvas.view().layout.control(20.0F)});
    }
    return height;
}

bool details_fit_beside(const ShiftState& state, const ui::Canvas& canvas, float width) {
    const ui::Text& text = *canvas.view().text;
    return std::all_of(state.facts.lanes.begin(), state.facts.lanes.end(), [&](const ShiftLane& lane) {
        const float title =
            canvas.text_width(text.get(method_key(lane.method)), {ui::Type::t20, ui::Family::words, true});
        const std::string detail = detail_words(state, lane.method, text);
        return title + canvas.view().px(12.0F) + canvas.text_width(detail, {ui::Type::t14}) <= width;
    });
}

Heights heights(const ShiftStage& stage, const ui::Layout& layout, float note) {
    if (stage.tight) {
        return {layout.control(28.0F), layout.control(20.0F), layout.px(18.0F), layout.control(28.0F), 0.0F, 0.0F};
    }
    if (!stage.details) {
        return {layout.control(30.0F), layout.control(22.0F), layout.px(18.0F),
                layout.control(46.0F), layout.control(22.0F), note};
    }
    return {layout.control(stage.details_beside ? 32.0F : 52.0F),
            layout.control(28.0F),
            layout.px(22.0F),
            layout.control(56.0F),
            layout.control(26.0F),
            note};
}

// Shares the height between numbers and photo: the numbers as large as their lane is wide, the rest is the photo's.
// False if the numbers are left too small for what they show.
bool share_height(Heights& h, const ShiftStage& stage, const ui::Layout& layout, float height, float cell_by_width) {
    const float tables = stage.row ? 4.0F : 2.0F;
    const float brackets = stage.row ? 2 * h.bracket : layout.px(12.0F);
    const float rest = std::max(4.0F, height - h.fixed() - brackets);
    const float wish = std::min(layout.px(k_largest_cell), cell_by_width);
    const auto rows = static_cast<float>(stage.row ? 1 : stage.given.rows);
    const float caption = layout.control(24.0F) + layout.px(12.0F);
    const float spare = rest - tables * wish * rows;
    const float least = std::min(wish, layout.px(k_readable_cell));
    float strip = std::max(spare, layout.px(k_strip_picture) + caption);
    strip = std::min(strip, layout.px(k_strip_picture_most) + caption);
    h.strip = (rest - strip) / tables >= least * rows ? strip : 0.0F;
    h.cells = std::max(2.0F, std::min(wish * rows, (rest - h.strip) / tables));
    const float needed = layout.control(stage.row ? k_row_cell : k_picture_cell);
    return h.cells >= std::min(wish, needed) * rows;
}

}  // namespace

ShiftStage shift_stage(const ShiftState& state, const ui::Canvas& canvas) {
    const ui::View& view = canvas.view();
    const ui::Layout& layout = view.layout;
    const core::Grid& given = state.document.input.grid;
    ShiftStage stage;
    stage.row = given.rows == 1;
    stage.details = !layout.compact && !ui::settings_are_drawer(layout.text_scale);
    stage.given = number_grid(given, given);
    stage.moved = number_grid(state.facts.moved, given);
    stage.moved.decimals = stage.given.decimals;
    const float side = layout.px(layout.compact ? 16.0F : 24.0F);
    const float gap = layout.px(layout.compact ? 24.0F : 48.0F);
    const auto count = static_cast<float>(std::max<std::size_t>(1, state.facts.lanes.size()));
    const float width = std::floor((layout.stage.w - 2 * side - (count - 1) * gap) / count);
    const ui::Rect inner{layout.stage.x + side, layout.stage.y + layout.px(8.0F), layout.stage.w - 2 * side,
                         layout.stage.h - layout.px(16.0F)};
    if (state.document.page == ShiftPage::photo) {
        stage.strip = inner;
        return stage;
    }
    stage.details_beside = stage.details && details_fit_beside(state, canvas, width);
    const float note = note_height(state, canvas, width);
    const float cell = (stage.row ? width : width * 0.56F) / static_cast<float>(std::max<std::int64_t>(1, given.cols));
    Heights h = heights(stage, layout, note);
    if (!share_height(h, stage, layout, inner.h, cell)) {
        stage.tight = true;
        h = heights(stage, layout, note);
        share_height(h, stage, layout, inner.h, cell);
    }
    for (std::size_t i = 0; i < state.facts.lanes.size(); ++i) {
        ShiftLanePlace at;
        at.lane = {inner.x + static_cast<float>(i) * (width + gap), inner.y, width, inner.h};
        if (state.document.page == ShiftPage::moves) {
            place_chart(at, state, canvas, i, h);
        } else {
            place_lane(at, stage, state, canvas, h);
        }
        place_meter(at, view, stage, h);
        stage.lanes.push_back(std::move(at));
    }
    if (state.document.page == ShiftPage::numbers && h.strip > 0.0F) {
        stage.strip = {inner.x, inner.bottom() - h.strip + layout.px(8.0F), inner.w, h.strip - layout.px(8.0F)};
    }
    return stage;
}

}  // namespace scenes
