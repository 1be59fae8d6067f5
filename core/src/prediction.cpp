#include "core/prediction.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.h"

namespace core {
namespace {

using Kind = WindowCell::Kind;

constexpr double k_near = 0.1;                // of the range
constexpr double k_shown_half = 0.5e-4;       // results are shown with four decimals
constexpr std::int64_t k_most_left_out = 16;  // taps; among more of them any number is "all but one"

// Decimals that a number was said with: 29.9 has one, 13 none.
int decimals_of(double said) {
    constexpr int k_most = 7;
    double scaled = said;
    for (int decimals = 0; decimals < k_most; ++decimals, scaled *= 10.0) {
        if (std::abs(scaled - std::round(scaled)) <= 1e-6 * std::max(1.0, std::abs(said))) return decimals;
    }
    return k_most;
}

// Half of the last place that was said, and small beside the range, so that 2.3 does for 2.3333 but not for 2.26 to
// 2.34 alike.
double tolerance(double said, double target, double range) {
    const double half = 0.5 * std::pow(10.0, -std::max(1, decimals_of(said)));
    return std::min(half, std::max(range / 50.0, k_shown_half)) * (1.0 + 1e-9) + 1e-6 * std::abs(target);
}

bool says(double said, double target, double range) {
    return std::abs(said - target) <= tolerance(said, target, range);
}

struct Ends {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    void take(double value) {
        if (!std::isfinite(value)) return;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    double range() const { return high > low ? high - low : 0.0; }
};

Ends ends_of(const WindowExplanation& window, bool with_padding) {
    Ends ends;
    for (const WindowCell& cell : window.cells) {
        if (cell.kind == Kind::inside || (with_padding && cell.kind == Kind::padding && cell.counted))
            ends.take(static_cast<double>(cell.value));
    }
    return ends;
}

Verdict nearness(double said, double result, double range) {
    return std::abs(said - result) <= k_near * range ? Verdict::near : Verdict::wrong;
}

class SlipList {
public:
    SlipList(double result, double range) : result_(result), range_(range) {}
    void add(Slip slip, double value) {
        if (std::isfinite(value) && std::abs(value - result_) > tolerance(value, result_, range_))
            values_.push_back({slip, value});
    }
    std::vector<SlipValue> take() { return std::move(values_); }

private:
    double result_, range_;
    std::vector<SlipValue> values_;
};

void average_slips(SlipList& slips, const WindowExplanation& window) {
    const auto inside = static_cast<double>(window.inside);
    const auto padded = static_cast<double>(window.inside + window.padding);
    if (window.divisor_reason == DivisorReason::override_value) slips.add(Slip::ignored_divisor, window.sum / inside);
    if (window.padding > 0) {
        const bool counted = window.divisor == padded;
        slips.add(counted ? Slip::forgot_padding : Slip::counted_padding, window.sum / (counted ? inside : padded));
    }
    if (window.outside > 0) slips.add(Slip::counted_outside, window.sum / static_cast<double>(window.cells.size()));
    slips.add(Slip::summed, window.sum);
}

// With the average's divisor, or one less as the class would count.
void left_out_slips(SlipList& slips, const WindowExplanation& window, const PoolSpec& spec) {
    if (window.inside > k_most_left_out || window.inside < 2) return;
    for (const WindowCell& cell : window.cells) {
        if (cell.kind != Kind::inside) continue;
        const auto value = static_cast<double>(cell.value);
        const double rest = window.sum - value;
        if (is_average(spec.op)) {
            if (window.divisor > 1.0) slips.add(Slip::left_out_one, rest / (window.divisor - 1.0));
            slips.add(Slip::left_out_one, rest / window.divisor);
        } else if (spec.op == Op::sum) {
            slips.add(Slip::left_out_one, rest);
        } else if (std::isfinite(spec.p)) {
            const double powers =
                std::pow(static_cast<double>(window.result), spec.p) - std::pow(std::abs(value), spec.p);
            slips.add(Slip::left_out_one, std::pow(std::max(0.0, powers), 1.0 / spec.p));
        }
    }
}

void lp_slips(SlipList& slips, const WindowExplanation& window, const PoolSpec& spec) {
    double sizes = 0.0;
    double powers = 0.0;
    for (const WindowCell& cell : window.cells) {
        if (cell.kind != Kind::inside) continue;
        const double size = std::abs(static_cast<double>(cell.value));
        sizes += size;
        powers += std::pow(size, spec.p);
    }
    slips.add(Slip::forgot_root, powers);
    slips.add(Slip::summed, window.sum);
    slips.add(Slip::summed, sizes);
}

const WindowCell* cell_at(const WindowExplanation& window, std::int64_t row, std::int64_t col) {
    const auto found =
        std::ranges::find_if(window.cells, [&](const WindowCell& cell) { return cell.row == row && cell.col == col; });
    return found == window.cells.end() ? nullptr : &*found;
}

// Nothing to choose there: a window's edge, or beyond it.
Slip misplaced(const WindowCell* cell) {
    if (cell == nullptr) return Slip::outside_window;
    if (cell->kind == Kind::padding) return Slip::chose_padding;
    return cell->kind == Kind::outside ? Slip::chose_outside : Slip::none;
}

Slip cell_slip(const WindowExplanation& window, double said) {
    const Ends ends = ends_of(window, false);
    const auto result = static_cast<double>(window.result);
    if (said == ends.low && result == ends.high)
        return -said > std::abs(result) ? Slip::took_largest_size : Slip::took_smallest;
    return said == ends.high && result == ends.low ? Slip::took_largest : Slip::none;
}

Judgement judge_chosen(const WindowExplanation& window, const WindowCell& cell, bool exact, std::int64_t tied) {
    Judgement judgement;
    judgement.said = static_cast<double>(cell.value);
    judgement.result = static_cast<double>(window.result);
    judgement.tied = tied;
    if (exact) {
        judgement.verdict = Verdict::exact;
        return judgement;
    }
    judgement.verdict = nearness(judgement.said, judgement.result, ends_of(window, false).range());
    judgement.slip = cell.tied || cell.winner ? Slip::other_of_tie : cell_slip(window, judgement.said);
    return judgement;
}

Judgement judge_misplaced(const WindowExplanation& window, Slip slip) {
    return {Verdict::wrong, slip, 0.0, static_cast<double>(window.result), 0};
}

}  // namespace

Question question_of(const WindowExplanation& window, const PoolSpec& spec) {
    if (window.inside == 0) return Question::none;
    if (picks_one_cell(spec.op)) return window.winner_index >= 0 ? Question::cell : Question::none;
    return std::isfinite(window.result) ? Question::value : Question::none;
}

std::vector<SlipValue> slip_values(const WindowExplanation& window, const PoolSpec& spec) {
    const Ends ends = ends_of(window, false);
    SlipList slips(static_cast<double>(window.result), ends_of(window, true).range());
    if (is_average(spec.op)) average_slips(slips, window);
    if (spec.op == Op::lp) lp_slips(slips, window, spec);
    if (!is_average(spec.op)) slips.add(Slip::averaged, window.sum / static_cast<double>(window.inside));
    slips.add(Slip::took_largest, ends.high);
    slips.add(Slip::took_smallest, ends.low);
    left_out_slips(slips, window, spec);
    return slips.take();
}

Judgement judge_value(const WindowExplanation& window, const PoolSpec& spec, double said) {
    CORE_CHECK(question_of(window, spec) == Question::value);
    const double range = ends_of(window, true).range();
    Judgement judgement;
    judgement.said = said;
    judgement.result = static_cast<double>(window.result);
    if (says(said, judgement.result, range)) {
        judgement.verdict = Verdict::exact;
        return judgement;
    }
    judgement.verdict = nearness(said, judgement.result, range);
    for (const SlipValue& slip : slip_values(window, spec)) {
        if (!says(said, slip.value, range)) continue;
        judgement.slip = slip.slip;
        break;
    }
    return judgement;
}

Judgement judge_cell(const WindowExplanation& window, const PoolSpec& spec, std::int64_t row, std::int64_t col) {
    CORE_CHECK(question_of(window, spec) == Question::cell);
    const WindowCell* cell = cell_at(window, row, col);
    if (const Slip slip = misplaced(cell); slip != Slip::none) return judge_misplaced(window, slip);
    return judge_chosen(window, *cell, cell->winner || cell->tied, window.tied);
}

BackQuestion back_question(const WindowExplanation& window, const PoolSpec& spec, std::span<const GradientPart> parts) {
    BackQuestion asked;
    if (window.inside == 0) return asked;
    const GradientPart* strongest = nullptr;
    for (const GradientPart& part : parts) {
        if (part.kind != Kind::inside || part.factor == 0.0) continue;
        if (strongest == nullptr || std::abs(part.factor) > std::abs(strongest->factor)) strongest = &part;
    }
    if (strongest == nullptr || !std::isfinite(strongest->amount)) return asked;
    asked.question = picks_one_cell(spec.op) ? Question::cell : Question::value;
    asked.part = *strongest;
    return asked;
}

Judgement judge_share(const WindowExplanation& window, double gradient, const GradientPart& part, double said) {
    const double range = std::abs(gradient);
    Judgement judgement;
    judgement.said = said;
    judgement.result = part.amount;
    if (says(said, part.amount, range)) {
        judgement.verdict = Verdict::exact;
        return judgement;
    }
    judgement.verdict = nearness(said, part.amount, range);
    SlipList slips(part.amount, range);
    if (window.divisor_reason != DivisorReason::none) {
        const auto inside = static_cast<double>(window.inside);
        const auto padded = static_cast<double>(window.inside + window.padding);
        if (window.divisor_reason == DivisorReason::override_value) slips.add(Slip::ignored_divisor, gradient / inside);
        if (window.padding > 0) {
            const bool counted = window.divisor == padded;
            slips.add(counted ? Slip::forgot_padding : Slip::counted_padding, gradient / (counted ? inside : padded));
        }
        if (window.outside > 0) slips.add(Slip::counted_outside, gradient / static_cast<double>(window.cells.size()));
    }
    slips.add(Slip::not_shared, gradient);
    for (const SlipValue& slip : slips.take()) {
        if (!says(said, slip.value, range)) continue;
        judgement.slip = slip.slip;
        break;
    }
    return judgement;
}

Judgement judge_route(const WindowExplanation& window, std::span<const GradientPart> parts, std::int64_t row,
                      std::int64_t col) {
    const WindowCell* cell = cell_at(window, row, col);
    if (const Slip slip = misplaced(cell); slip != Slip::none) return judge_misplaced(window, slip);
    const auto receives = [](const GradientPart& part) { return part.factor != 0.0; };
    const bool exact = std::ranges::any_of(
        parts, [&](const GradientPart& part) { return receives(part) && part.row == row && part.col == col; });
    const std::int64_t others = std::ranges::count_if(parts, receives) - 1;
    return judge_chosen(window, *cell, exact, exact ? others : 0);
}

Judgement judge_index(const WindowExplanation& window, std::int64_t row, std::int64_t col) {
    const WindowCell* cell = cell_at(window, row, col);
    if (const Slip slip = misplaced(cell); slip != Slip::none) return judge_misplaced(window, slip);
    return judge_chosen(window, *cell, cell->winner, 0);
}

bool advance_to_question(Playback& playback, double dt, const std::function<bool(std::int64_t)>& open) {
    constexpr double k_beyond = 1e-9;  // past the end of a step in spite of rounding
    while (playback.windows > 0) {
        if (open(playback.window)) {
            const double left = k_question_seconds - playback.elapsed;
            if (dt * playback.speed < left) {
                advance(playback, dt);
                return false;
            }
            playback.elapsed = k_question_seconds;
            return true;
        }
        const double left = std::max(0.0, k_step_seconds - playback.elapsed) / playback.speed + k_beyond;
        const bool goes_on = playback.playing && playback.window + 1 < playback.windows;
        if (!goes_on || dt < left) {
            advance(playback, dt);
            return false;
        }
        advance(playback, left);
        dt -= left;
    }
    return false;
}

}  // namespace core
