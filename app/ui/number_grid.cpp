#include "app/ui/number_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/check.h"
#include "core/edges.h"
#include "core/number_text.h"

namespace ui {

namespace {

constexpr int k_input_decimals = 2;
constexpr int k_output_decimals = 1;

float padding_stand_in(core::Op op) {
    constexpr float k_infinity = std::numeric_limits<float>::infinity();
    if (op == core::Op::max || op == core::Op::global_max || op == core::Op::adaptive_max) return -k_infinity;
    if (op == core::Op::min) return k_infinity;
    return 0.0F;
}

// Cells an axis must show: padding before, the input, padding after, what ceil's last window hangs over, and where the
// window lies that was taken away.
struct Extent {
    std::int64_t first = 0, end = 0;
};
Extent extent(const core::Axis& axis) {
    Extent cells{-axis.pad_begin, axis.input + axis.pad_end};
    if (axis.output > 0) cells.end = std::max(cells.end, core::span(axis, axis.output - 1).end());
    if (const auto removed = core::removed_window(axis)) cells.end = std::max(cells.end, removed->end());
    return cells;
}

CellKind kind_of(const core::Geometry& geometry, std::int64_t row, std::int64_t col) {
    const auto& [h, w] = geometry;
    if (row >= h.input + h.pad_end || col >= w.input + w.pad_end) return CellKind::outside;
    if (row < 0 || col < 0 || row >= h.input || col >= w.input) return CellKind::padding;
    return core::cell_use(geometry, row, col) == core::CellUse::used ? CellKind::value : CellKind::unused;
}

std::size_t index_of(const NumberGrid& grid, std::int64_t row, std::int64_t col) {
    CORE_CHECK(grid.contains(row, col));
    return static_cast<std::size_t>((row - grid.row0) * grid.cols + (col - grid.col0));
}

}  // namespace

GridCell& NumberGrid::at(std::int64_t row, std::int64_t col) { return cells[index_of(*this, row, col)]; }
const GridCell& NumberGrid::at(std::int64_t row, std::int64_t col) const { return cells[index_of(*this, row, col)]; }
bool NumberGrid::contains(std::int64_t row, std::int64_t col) const {
    return row >= row0 && col >= col0 && row < row0 + rows && col < col0 + cols;
}

ValueRange value_range(const core::Grid& grid) {
    ValueRange range{std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()};
    for (const float value : grid.values) {
        if (!std::isfinite(value)) continue;
        range.low = std::min(range.low, value);
        range.high = std::max(range.high, value);
    }
    if (range.low > range.high) return {0.0F, 1.0F};
    if (range.low == range.high) range = {std::min(0.0F, range.low), std::max(0.0F, range.high)};
    return range;
}

NumberGrid input_grid(const core::Grid& input, const core::PoolSpec& spec, const core::Geometry* geometry) {
    NumberGrid grid;
    grid.rows = input.rows;
    grid.cols = input.cols;
    if (geometry != nullptr) {
        const Extent rows = extent(geometry->h);
        const Extent cols = extent(geometry->w);
        grid.row0 = rows.first;
        grid.col0 = cols.first;
        grid.rows = rows.end - rows.first;
        grid.cols = cols.end - cols.first;
    }
    const ValueRange range = value_range(input);
    grid.low = range.low;
    grid.high = range.high;
    grid.decimals = core::shared_decimals(input.values, k_input_decimals);
    grid.cells.resize(static_cast<std::size_t>(grid.rows * grid.cols));
    const float stand_in = padding_stand_in(spec.op);
    for (std::int64_t row = grid.row0; row < grid.row0 + grid.rows; ++row) {
        for (std::int64_t col = grid.col0; col < grid.col0 + grid.cols; ++col) {
            GridCell& cell = grid.at(row, col);
            cell.kind = geometry != nullptr ? kind_of(*geometry, row, col) : CellKind::value;
            cell.value = input.contains(row, col) ? input.at(row, col) : stand_in;
        }
    }
    return grid;
}

NumberGrid output_grid(const core::Grid& output, ValueRange range, std::int64_t revealed) {
    NumberGrid grid;
    grid.rows = output.rows;
    grid.cols = output.cols;
    grid.output = true;
    grid.low = range.low;
    grid.high = range.high;
    grid.decimals = core::shared_decimals(output.values, k_output_decimals);
    grid.cells.resize(output.values.size());
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        grid.cells[i].value = output.values[i];
        if (static_cast<std::int64_t>(i) >= revealed) grid.cells[i].kind = CellKind::covered;
    }
    return grid;
}

void show_coverage(NumberGrid& grid, const core::Grid& coverage) {
    grid.output = true;
    grid.low = 0.0F;
    grid.high = std::max(1.0F, value_range(coverage).high);
    grid.decimals = 0;
    for (std::int64_t row = 0; row < coverage.rows; ++row) {
        for (std::int64_t col = 0; col < coverage.cols; ++col) grid.at(row, col).value = coverage.at(row, col);
    }
}

std::string cell_text(const NumberGrid& grid, const GridCell& cell) {
    if (!cell.text.empty() && cell.kind != CellKind::covered) return cell.text;
    switch (cell.kind) {
        case CellKind::value:
        case CellKind::unused:
            return core::fixed_decimal(cell.value, grid.decimals, core::Minus::typographic);
        case CellKind::padding:
            return core::exact_decimal(cell.value, core::Minus::typographic);
        case CellKind::covered:
            return "?";
        case CellKind::outside:
        case CellKind::empty:
            break;
    }
    return {};
}

// ---- place

namespace {

std::size_t length_of(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// The longest text of the grid by characters; the digits are of one width. Covered cells count with what they hide,
// so that uncovering never changes the size.
std::string widest_text(const NumberGrid& grid) {
    std::string widest;
    for (const GridCell& cell : grid.cells) {
        GridCell open = cell;
        if (open.kind == CellKind::covered) open.kind = CellKind::value;
        std::string text = cell_text(grid, open);
        if (length_of(text) > length_of(widest)) widest = std::move(text);
    }
    return widest;
}

struct DigitStep {
    Type type;
    float smallest_cell;  // px at scale 1
};
constexpr DigitStep k_digit_steps[] = {
    {Type::t36, 88.0F}, {Type::t28, 64.0F}, {Type::t20, 44.0F}, {Type::t16, 30.0F}, {Type::t14, 26.0F}};
constexpr float k_widest_share = 0.86F;

}  // namespace

GridPlace place_grid(const Canvas& canvas, const Rect& frame, const NumberGrid& grid, const GridFit& fit) {
    const Layout& layout = canvas.view().layout;
    GridPlace place;
    place.frame = frame;
    place.row0 = grid.row0;
    place.col0 = grid.col0;
    place.rows = grid.rows;
    place.cols = grid.cols;
    const auto rows = static_cast<float>(std::max<std::int64_t>(grid.rows, 1));
    const auto cols = static_cast<float>(std::max<std::int64_t>(grid.cols, 1));
    float pitch = std::floor(std::min(frame.w / cols, frame.h / rows));
    if (fit.max_cell > 0.0F) pitch = std::min(pitch, std::floor(layout.px(fit.max_cell)));
    place.pitch = std::max(1.0F, pitch);
    const float base = place.pitch / layout.u;
    const float gap = base >= 56.0F ? 4.0F : base >= 30.0F ? 3.0F : base >= 16.0F ? 2.0F : 1.0F;
    place.gap = place.pitch >= 4.0F ? std::max(1.0F, std::round(layout.px(gap))) : 0.0F;

    place.area.w = place.pitch * static_cast<float>(grid.cols);
    place.area.h = place.pitch * static_cast<float>(grid.rows);
    const float spare = frame.w - place.area.w;
    const float share = fit.across == Align::left ? 0.0F : fit.across == Align::center ? 0.5F : 1.0F;
    place.area.x = std::floor(frame.x + spare * share);
    place.area.y = std::floor(frame.y + (fit.middle ? (frame.h - place.area.h) / 2 : 0.0F));

    place.show_digits = false;
    place.digits = {Type::t14, Family::numbers, grid.output};
    if (base < 26.0F * layout.text_scale) return place;
    const std::string widest = widest_text(grid);
    for (const DigitStep& step : k_digit_steps) {
        place.digits = {step.type, Family::numbers, grid.output};
        if (base < step.smallest_cell * layout.text_scale) continue;
        if (step.type == Type::t14 && base < 30.0F && layout.text_scale <= 1.0F) continue;
        if (canvas.text_width(widest, place.digits) > place.pitch * k_widest_share) continue;
        place.show_digits = true;
        break;
    }
    return place;
}

Rect GridPlace::cell(std::int64_t row, std::int64_t col) const {
    const float inset = std::floor(gap / 2);
    return {area.x + pitch * static_cast<float>(col - col0) + inset,
            area.y + pitch * static_cast<float>(row - row0) + inset, pitch - gap, pitch - gap};
}

Rect GridPlace::block(double row, double col, double height, double width) const {
    return {area.x + pitch * static_cast<float>(col - static_cast<double>(col0)),
            area.y + pitch * static_cast<float>(row - static_cast<double>(row0)), pitch * static_cast<float>(width),
            pitch * static_cast<float>(height)};
}

std::optional<GridPlace::Cell> GridPlace::cell_at(Vec2 point) const {
    if (!area.contains(point)) return std::nullopt;
    return Cell{row0 + static_cast<std::int64_t>((point.y - area.y) / pitch),
                col0 + static_cast<std::int64_t>((point.x - area.x) / pitch)};
}

Vec2 GridPlace::position_at(Vec2 point) const {
    return {(point.x - area.x) / pitch + static_cast<float>(col0),
            (point.y - area.y) / pitch + static_cast<float>(row0)};
}

}  // namespace ui
