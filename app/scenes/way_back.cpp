#include "app/scenes/way_back.h"

#include <algorithm>
#include <cmath>

#include "app/ui/step_motion.h"
#include "core/gradient_check.h"
#include "core/number_text.h"

namespace scenes {

namespace {

constexpr int k_most_decimals = 2;
constexpr std::int64_t k_most_cells_with_digits = 256;  // of larger tables no digits are shown
constexpr std::int64_t k_taps_a_frame = 40'000;         // read by the checks: below a millisecond
constexpr std::size_t k_most_sizes = 12;

// The gradients of windows that have not arrived count as 0.
core::Grid first_windows(const core::Grid& sent, std::int64_t count) {
    core::Grid first = sent;
    for (std::int64_t i = count; i < std::ssize(first.values); ++i) first.values[static_cast<std::size_t>(i)] = 0.0F;
    return first;
}

double largest_size(const core::Grid& grid) {
    double largest = 0.0;
    for (const float value : grid.values) {
        if (std::isfinite(value)) largest = std::max(largest, std::abs(static_cast<double>(value)));
    }
    return largest;
}

// As many decimals as any part of the sum needs, so that no step changes them.
int shared_decimals(const WayBackFacts& facts, std::int64_t windows) {
    int decimals = std::max(core::shared_decimals(facts.all.gradient.values, k_most_decimals),
                            core::shared_decimals(facts.sent.values, k_most_decimals));
    if (std::ssize(facts.input.values) > k_most_cells_with_digits) return decimals;
    for (std::int64_t window = 0; window < windows && decimals < k_most_decimals; ++window) {
        std::vector<float> amounts;
        for (const auto& part : core::parts_of_window(facts.input, facts.spec, facts.sent, window, facts.choice.ties)) {
            amounts.push_back(static_cast<float>(part.amount));
        }
        decimals = std::max(decimals, core::shared_decimals(amounts, k_most_decimals));
    }
    return decimals;
}

void begin_backward(WayBackFacts& facts, const PoolFacts& pool) {
    facts.sent = output_gradient(facts.choice, pool.geometry->h.output, pool.geometry->w.output);
    facts.all = core::backward_grid(facts.input, facts.spec, facts.sent, facts.choice.ties);
    facts.scale = std::max(largest_size(facts.sent), largest_size(facts.all.gradient));
    if (facts.scale <= 0.0) facts.scale = 1.0;
    facts.decimals = shared_decimals(facts, pool.windows());
    facts.checks.cells = std::ssize(facts.input.values);
    for (std::int64_t cell = 0; cell < facts.checks.cells; ++cell) {
        const auto windows = core::windows_using(*pool.geometry, cell / facts.input.cols, cell % facts.input.cols);
        facts.first_window.push_back(windows.empty() ? -1 : windows.front());
    }
}

void begin_unpool(WayBackFacts& facts, const PoolFacts& pool) {
    facts.can_unpool = core::picks_one_cell(facts.spec.op);
    if (!facts.can_unpool) return;
    const core::Grid& values = pool.pooled.values;
    facts.sizes = core::unpool_sizes(facts.spec, values.rows, values.cols);
    facts.size = facts.choice.size.value_or(core::Size2{facts.input.rows, facts.input.cols});
    facts.problem = core::unpool_problem(pool.pooled.indices, values.rows, values.cols, facts.size);
    if (facts.spec.rule == core::Rule::pytorch)
        facts.refusal = core::unpool_refusal(facts.spec, values.rows, values.cols, facts.size);
    if (!facts.problem) facts.unpooled = core::unpool_grid(values, pool.pooled.indices, facts.size);
}

void arrive(WayBackFacts& facts, const PoolFacts& pool, std::int64_t arrived) {
    facts.arrived = arrived;
    if (facts.choice.direction == Direction::backward) {
        facts.sent_so_far = first_windows(facts.sent, arrived);
        facts.so_far = core::backward_grid(facts.input, facts.spec, facts.sent_so_far, facts.choice.ties);
        return;
    }
    if (!facts.can_unpool || facts.problem) return;
    const auto count = static_cast<std::size_t>(arrived);
    const std::vector<float>& values = pool.pooled.values.values;
    const core::Grid first(1, arrived, {values.begin(), values.begin() + arrived});
    facts.unpooled_so_far = core::unpool_grid(first, std::span(pool.pooled.indices).first(count), facts.size);
}

}  // namespace

core::Grid output_gradient(const WayBack& choice, std::int64_t rows, std::int64_t cols) {
    core::Grid grid(rows, cols, choice.fill == GradientFill::one_cell ? 0.0F : 1.0F);
    if (grid.empty()) return grid;
    const std::int64_t last = rows * cols - 1;
    switch (choice.fill) {
        case GradientFill::ones:
            break;
        case GradientFill::one_cell:
            grid.values[static_cast<std::size_t>(std::min(choice.cell, last))] = 1.0F;
            break;
        case GradientFill::counting:
            for (std::int64_t i = 0; i <= last; ++i)
                grid.values[static_cast<std::size_t>(i)] = static_cast<float>(i + 1);
            break;
        case GradientFill::signs:
            for (std::int64_t i = 0; i <= last; ++i)
                grid.values[static_cast<std::size_t>(i)] = i % 2 == 0 ? 1.0F : -1.0F;
            break;
        case GradientFill::own:
            for (std::int64_t row = 0; row < std::min(rows, choice.own.rows); ++row) {
                for (std::int64_t col = 0; col < std::min(cols, choice.own.cols); ++col)
                    grid.at(row, col) = choice.own.at(row, col);
            }
            break;
    }
    return grid;
}

std::int64_t arrived_windows(const core::Playback& playback) {
    if (playback.windows == 0) return 0;
    return playback.window + (ui::step_motion(playback).done ? 1 : 0);
}

bool update_way_back(WayBackFacts& facts, const WayBack& choice, const PoolFacts& pool, std::int64_t arrived) {
    if (choice.direction == Direction::forward || !pool.geometry) {
        const bool had_any = facts.arrived >= 0;
        if (had_any) facts = WayBackFacts{};
        return had_any;
    }
    const bool same =
        facts.arrived >= 0 && facts.choice == choice && facts.spec == pool.spec && facts.input == pool.input;
    if (same && facts.arrived == arrived) return false;
    if (!same) {
        facts = WayBackFacts{};
        facts.choice = choice;
        facts.spec = pool.spec;
        facts.input = pool.input;
        if (choice.direction == Direction::backward) {
            begin_backward(facts, pool);
        } else {
            begin_unpool(facts, pool);
        }
    }
    arrive(facts, pool, arrived);
    return true;
}

namespace {

void take_check(GradientChecks& checks, const core::GradientCheck& check) {
    ++checks.done;
    switch (check.smoothness) {
        case core::Smoothness::smooth:
            ++checks.smooth;
            checks.largest_difference = std::max(checks.largest_difference, std::abs(check.analytic - check.numeric));
            break;
        case core::Smoothness::tie:
            ++checks.ties;
            break;
        case core::Smoothness::at_zero:
            ++checks.corners;
            break;
        case core::Smoothness::not_finite:
            ++checks.unmeasured;
            return;
    }
    if (!check.agrees) ++checks.wrong;
}

}  // namespace

void continue_checks(WayBackFacts& facts) {
    if (facts.choice.direction != Direction::backward || facts.arrived < 0) return;
    const core::Geometry where = core::geometry(facts.spec, facts.input.rows, facts.input.cols);
    const std::int64_t taps = core::span(where.h, 0).count * core::span(where.w, 0).count;
    std::int64_t left = k_taps_a_frame;
    while (!facts.checks.complete() && left > 0) {
        const std::int64_t row = facts.checks.done / facts.input.cols;
        const std::int64_t col = facts.checks.done % facts.input.cols;
        take_check(facts.checks,
                   core::check_gradient(facts.input, facts.spec, facts.sent, row, col, facts.choice.ties));
        left -= 1 + std::ssize(core::windows_using(where, row, col)) * taps;
    }
}

std::vector<core::Size2> unpool_choices(const WayBackFacts& facts) {
    const core::Size2 input{facts.input.rows, facts.input.cols};
    std::vector<core::Size2> choices;
    const auto add = [&choices](core::Size2 size) {
        if (size.h >= 1 && size.w >= 1 && std::ranges::find(choices, size) == choices.end()) choices.push_back(size);
    };
    if (facts.sizes) {
        const auto& [h, w] = *facts.sizes;
        // PyTorch takes less than one stride more or less than the usual size.
        const auto least = [](const core::UnpoolSizes& axis, std::int64_t stride) {
            return std::max<std::int64_t>(1, std::min(axis.smallest, axis.usual - stride + 1));
        };
        const auto most = [](const core::UnpoolSizes& axis, std::int64_t stride) {
            return std::max(axis.largest, axis.usual + stride - 1);
        };
        const core::Size2 low{least(h, facts.spec.stride.h), least(w, facts.spec.stride.w)};
        const core::Size2 high{most(h, facts.spec.stride.h), most(w, facts.spec.stride.w)};
        const bool all = static_cast<std::size_t>((high.h - low.h + 1) * (high.w - low.w + 1)) <= k_most_sizes;
        for (std::int64_t rows = low.h; rows <= high.h; ++rows) {
            for (std::int64_t cols = low.w; cols <= high.w; ++cols) {
                if (all || rows - h.usual == cols - w.usual) add({rows, cols});
            }
        }
    }
    add(input);
    if (facts.choice.size) add(*facts.choice.size);
    std::ranges::sort(choices, [](core::Size2 a, core::Size2 b) { return a.h != b.h ? a.h < b.h : a.w < b.w; });
    return choices;
}

std::vector<core::GradientPart> arrived_parts(const WayBackFacts& facts, std::int64_t row, std::int64_t col) {
    std::vector<core::GradientPart> parts =
        core::parts_of_cell(facts.input, facts.spec, facts.sent, row, col, facts.choice.ties);
    std::erase_if(parts,
                  [&](const core::GradientPart& part) { return part.window >= facts.arrived || part.amount == 0.0; });
    return parts;
}

}  // namespace scenes
