#include "oracle.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace test {
namespace {

enum class Place { input, padding, beyond };

// One axis as the list of its windows, each a list of positions on the board.
struct Line {
    std::int64_t size = 0;  // input cells
    std::int64_t before = 0;
    std::int64_t after = 0;
    std::vector<std::vector<std::int64_t>> windows;

    Place place(std::int64_t position) const {
        if (position >= 0 && position < size) return Place::input;
        return position >= -before && position < size + after ? Place::padding : Place::beyond;
    }
};

std::vector<std::int64_t> taps_from(std::int64_t start, std::int64_t kernel, std::int64_t dilation) {
    std::vector<std::int64_t> taps;
    for (std::int64_t j = 0; j < kernel; ++j) taps.push_back(start + j * dilation);
    return taps;
}

// Bin i of o over n cells takes every cell that overlaps [i/o, (i+1)/o) of the whole.
Line adaptive_line(std::int64_t n, std::int64_t o) {
    Line line{n, 0, 0, {}};
    for (std::int64_t i = 0; i < o; ++i) {
        std::vector<std::int64_t> bin;
        for (std::int64_t x = 0; x < n; ++x) {
            if (x * o < (i + 1) * n && (x + 1) * o > i * n) bin.push_back(x);
        }
        line.windows.push_back(bin);
    }
    return line;
}

Line same_line(std::int64_t n, std::int64_t k, std::int64_t s, std::int64_t d, bool odd_cell_last) {
    std::vector<std::int64_t> starts;
    for (std::int64_t start = 0; start < n; start += s) starts.push_back(start);
    Line line{n, 0, 0, {}};
    // Pad until the last window fits, one cell at a time, each side in turn.
    bool at_end = odd_cell_last;
    while (starts.back() - line.before + (k - 1) * d > n - 1 + line.after) {
        ++(at_end ? line.after : line.before);
        at_end = !at_end;
        if (line.before + line.after > 10000) break;
    }
    for (const std::int64_t start : starts) line.windows.push_back(taps_from(start - line.before, k, d));
    return line;
}

Line sliding_line(std::int64_t n, std::int64_t k, std::int64_t s, std::int64_t d, std::int64_t before,
                  std::int64_t after, bool ceil) {
    Line line{n, before, after, {}};
    for (std::int64_t start = -before;; start += s) {
        const std::vector<std::int64_t> taps = taps_from(start, k, d);
        std::int64_t hanging = 0;  // how far the window reaches past the padded input
        while (line.place(taps.back() - hanging) == Place::beyond) ++hanging;
        if (hanging > 0 && (!ceil || hanging >= s)) break;
        line.windows.push_back(taps);
    }
    if (ceil && !line.windows.empty() && line.windows.back().front() >= n) line.windows.pop_back();
    return line;
}

Line line_of(const core::PoolSpec& spec, bool height, std::int64_t n) {
    using core::AutoPad;
    if (core::is_global(spec.op)) return adaptive_line(n, 1);
    if (core::is_adaptive(spec.op)) return adaptive_line(n, height ? spec.output_size.h : spec.output_size.w);
    const std::int64_t k = height ? spec.kernel.h : spec.kernel.w;
    const std::int64_t s = height ? spec.stride.h : spec.stride.w;
    const std::int64_t d = height ? spec.dilation.h : spec.dilation.w;
    if (spec.auto_pad == AutoPad::same_upper) return same_line(n, k, s, d, true);
    if (spec.auto_pad == AutoPad::same_lower) return same_line(n, k, s, d, false);
    if (spec.auto_pad == AutoPad::valid) return sliding_line(n, k, s, d, 0, 0, false);
    return sliding_line(n, k, s, d, height ? spec.padding.top : spec.padding.left,
                        height ? spec.padding.bottom : spec.padding.right, spec.ceil);
}

struct Tap {
    double value = 0.0;
    std::int64_t index = 0;
};

// What a window holds: its real values, and how many padding zeros lie among them.
struct Held {
    std::vector<Tap> taps;
    int padding = 0;
};

Held look(const core::Grid& input, const Line& rows, const Line& cols, const std::vector<std::int64_t>& window_rows,
          const std::vector<std::int64_t>& window_cols) {
    Held held;
    for (const std::int64_t row : window_rows) {
        for (const std::int64_t col : window_cols) {
            const Place on_row = rows.place(row);
            const Place on_col = cols.place(col);
            if (on_row == Place::beyond || on_col == Place::beyond) continue;
            if (on_row == Place::input && on_col == Place::input) {
                held.taps.push_back({static_cast<double>(input.at(row, col)), row * input.cols + col});
            } else {
                ++held.padding;
            }
        }
    }
    return held;
}

// The winner by sorting: NaN before numbers and late before early, then numbers by size, early before late.
Tap winner(std::vector<Tap> taps, double sign) {
    std::sort(taps.begin(), taps.end(), [&](const Tap& a, const Tap& b) {
        const bool a_nan = std::isnan(a.value), b_nan = std::isnan(b.value);
        if (a_nan || b_nan) return a_nan && b_nan ? a.index > b.index : a_nan;
        return a.value == b.value ? a.index < b.index : sign * a.value > sign * b.value;
    });
    return taps.front();
}

long double total(const std::vector<Tap>& taps) {
    long double result = 0.0L;
    for (const Tap& tap : taps) result += static_cast<long double>(tap.value);
    return result;
}

long double lp(const std::vector<Tap>& taps, double p) {
    long double result = 0.0L;
    if (std::isinf(p)) {
        for (const Tap& tap : taps) {
            if (std::isnan(tap.value)) return std::numeric_limits<long double>::quiet_NaN();
            result = std::max(result, std::abs(static_cast<long double>(tap.value)));
        }
        return result;
    }
    for (const Tap& tap : taps) {
        result += std::pow(std::abs(static_cast<long double>(tap.value)), static_cast<long double>(p));
    }
    return std::pow(result, 1.0L / static_cast<long double>(p));
}

Tap pool_one(const Held& held, const core::PoolSpec& spec) {
    using core::Op;
    const auto infinity = std::numeric_limits<double>::infinity();
    switch (spec.op) {
        case Op::max:
        case Op::global_max:
        case Op::adaptive_max:
            return held.taps.empty() ? Tap{-infinity, -1} : winner(held.taps, 1.0);
        case Op::min:
            return held.taps.empty() ? Tap{infinity, -1} : winner(held.taps, -1.0);
        case Op::sum:
            return {static_cast<double>(total(held.taps)), -1};
        case Op::lp:
            return {static_cast<double>(lp(held.taps, spec.p)), -1};
        case Op::average:
        case Op::global_average:
        case Op::adaptive_average:
            break;
    }
    if (held.taps.empty()) return {0.0, -1};
    auto divisor = static_cast<long double>(held.taps.size());
    if (spec.count_include_pad && spec.rule != core::Rule::keras) divisor += static_cast<long double>(held.padding);
    if (spec.op == Op::average && spec.divisor) divisor = static_cast<long double>(*spec.divisor);
    return {static_cast<double>(total(held.taps) / divisor), -1};
}

}  // namespace

std::optional<OracleResult> oracle(const core::Grid& input, const core::PoolSpec& spec) {
    const Line rows = line_of(spec, true, input.rows);
    const Line cols = line_of(spec, false, input.cols);
    if (rows.windows.empty() || cols.windows.empty()) return std::nullopt;
    OracleResult result;
    result.rows = static_cast<std::int64_t>(rows.windows.size());
    result.cols = static_cast<std::int64_t>(cols.windows.size());
    result.reads.assign(input.values.size(), 0);
    for (const auto& window_rows : rows.windows) {
        for (const auto& window_cols : cols.windows) {
            const Held held = look(input, rows, cols, window_rows, window_cols);
            for (const Tap& tap : held.taps) ++result.reads[static_cast<std::size_t>(tap.index)];
            const Tap chosen = pool_one(held, spec);
            result.values.push_back(static_cast<float>(chosen.value));
            result.indices.push_back(chosen.index);
        }
    }
    return result;
}

}  // namespace test
