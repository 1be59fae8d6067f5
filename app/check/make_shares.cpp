// Questions about shares: what of the gradient a cell gets, and what a feature map adds to a class score.
#include <algorithm>
#include <cmath>

#include "app/check/makers.h"
#include "core/backward.h"
#include "core/cam.h"
#include "core/explain.h"

namespace check {
namespace {

using core::Op;

// ---- gradient

bool overlaps(const Question& question) { return question.number >= 2; }

void draw_sent_gradient(Question& question, Random& random) {
    core::PoolSpec& spec = question.spec;
    spec = {};
    spec.op = question.number % 2 == 0 ? Op::max : Op::average;
    if (overlaps(question)) spec.stride = {1, 1};
    if (question.number == 4) spec.kernel = {3, 3};
    const std::int64_t side = !overlaps(question) || question.number == 4 ? 4 : 3;
    question.input = random_grid(random, side, side, 0, 20);
    const core::Geometry geometry = geometry_of(question);
    question.gradient = random_grid(random, geometry.h.output, geometry.w.output, 1, 9);
    if (spec.op == Op::average) {
        for (float& value : question.gradient.values) value *= static_cast<float>(spec.kernel.h * spec.kernel.w);
    }
    question.window = random.between(0, geometry.windows() - 1);
    question.cell = Cell{random.between(0, side - 1), random.between(0, side - 1)};
    if (overlaps(question)) question.window = -1;
    if (question.number == 1)
        question.window = core::windows_using(geometry, question.cell->row, question.cell->col).front();
    if (question.number == 0) question.cell.reset();
}

std::vector<core::GradientPart> parts(const Question& question) {
    return core::parts_of_cell(question.input, question.spec, question.gradient, question.cell->row,
                               question.cell->col);
}

bool any_window_tied(const Question& question) {
    for (std::int64_t window = 0; window < geometry_of(question).windows(); ++window) {
        if (core::explain(question.input, question.spec, window).tied > 0) return true;
    }
    return false;
}

// A maximum has one winner, and the asked cell wins some of its windows but, where several read it, not all.
bool gradient_is_worth_asking(const Question& question) {
    if (question.spec.op == Op::max && any_window_tied(question)) return false;
    if (!overlaps(question)) return true;
    const auto all = parts(question);
    if (all.size() < 2) return false;
    if (question.spec.op == Op::average) return true;
    const auto won = std::count_if(all.begin(), all.end(), [](const auto& part) { return part.amount > 0.0; });
    return won >= (question.number == 4 ? 2 : 1) && won < static_cast<std::int64_t>(all.size());
}

void add_gradient_slips(Question& question) {
    const auto all = parts(question);
    double whole = 0.0;
    for (const auto& part : all) whole += question.gradient.values[static_cast<std::size_t>(part.window)];
    if (question.spec.op == Op::average) {
        add_slip(question, SlipKind::kept_whole, number_answer(whole));
        if (all.size() > 1)
            add_slip(question, SlipKind::kept_whole,
                     number_answer(question.gradient.values[static_cast<std::size_t>(all[0].window)]));
    } else {
        add_slip(question, SlipKind::every_window, number_answer(whole));
        const double taps = static_cast<double>(question.spec.kernel.h * question.spec.kernel.w);
        add_slip(question, SlipKind::averaged, number_answer(whole / taps));
    }
    if (all.size() > 1) {
        for (const auto& part : all) {
            if (part.amount > 0.0) add_slip(question, SlipKind::one_window_only, number_answer(part.amount));
        }
    }
}

void add_receiver_slips(Question& question) {
    core::PoolSpec smallest = question.spec;
    smallest.op = Op::min;
    const std::int64_t flat = core::explain(question.input, smallest, question.window).winner_index;
    add_slip(question, SlipKind::took_smallest, cell_answer({flat / question.input.cols, flat % question.input.cols}));
}

// ---- evidence

void draw_maps(Question& question, Random& random) {
    const std::int64_t count = question.number < 2 ? 3 : 4;
    const std::int64_t side = question.number < 3 ? 2 : 3;
    const std::int64_t area = side * side;
    question.maps = {count, side, side, std::vector<float>(static_cast<std::size_t>(count * area))};
    for (float& value : question.maps.values) value = static_cast<float>(random.between(0, 9));
    question.head = {1, count, std::vector<float>(static_cast<std::size_t>(count)), {0.0F}, false};
    const std::int64_t lowest = question.number == 0 ? 1 : -5;
    for (float& weight : question.head.weights) {
        do weight = static_cast<float>(random.between(lowest, 5));
        while (weight == 0.0F);
    }
    // Whole means: they can be worked out in the head.
    for (std::int64_t k = 0; k < count; ++k) {
        const auto map = question.maps.map(k);
        std::int64_t sum = 0;
        for (const float value : map) sum += static_cast<std::int64_t>(value);
        const auto first = static_cast<std::size_t>(k * area);
        question.maps.values[first] += static_cast<float>((area - sum % area) % area);
    }
}

std::vector<core::Contribution> shares(const Question& question) {
    return core::contributions(core::map_means(question.maps), question.head, 0, core::ChannelOrder::index);
}

template <class Value>
std::int64_t place_of_largest(const std::vector<core::Contribution>& all, const Value& value) {
    const auto found =
        std::max_element(all.begin(), all.end(), [&](const auto& a, const auto& b) { return value(a) < value(b); });
    return found - all.begin();
}

bool maps_are_worth_asking(const Question& question) {
    const auto all = shares(question);
    const std::int64_t best = place_of_largest(all, [](const auto& share) { return share.value; });
    const double most = all[static_cast<std::size_t>(best)].value;
    if (most <= 0.0) return false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (all[i].value == all[j].value || all[i].mean == all[j].mean) return false;
        }
    }
    const std::int64_t by_mean = place_of_largest(all, [](const auto& share) { return share.mean; });
    const std::int64_t by_weight = place_of_largest(all, [](const auto& share) { return share.weight; });
    const bool negative = std::any_of(all.begin(), all.end(), [](const auto& share) { return share.weight < 0.0; });
    return by_mean != best && (question.number == 0 || negative) && (question.number < 2 || by_weight != best);
}

void add_evidence_slips(Question& question) {
    const auto all = shares(question);
    add_slip(question, SlipKind::largest_mean,
             choice_answer(place_of_largest(all, [](const auto& share) { return share.mean; })));
    add_slip(question, SlipKind::largest_weight,
             choice_answer(place_of_largest(all, [](const auto& share) { return share.weight; })));
    add_slip(question, SlipKind::ignored_minus,
             choice_answer(place_of_largest(all, [](const auto& share) { return std::abs(share.value); })));
    const auto brightest = std::max_element(question.maps.values.begin(), question.maps.values.end());
    add_slip(question, SlipKind::largest_value,
             choice_answer((brightest - question.maps.values.begin()) / question.maps.area()));
}

}  // namespace

void draw_gradient(Question& question, Random& random) {
    do draw_sent_gradient(question, random);
    while (!gradient_is_worth_asking(question));
}

void settle_gradient(Question& question) {
    question.ask = question.cell ? Ask::number : Ask::cell;
    if (!question.cell) {
        const std::int64_t flat = core::explain(question.input, question.spec, question.window).winner_index;
        question.answer = cell_answer({flat / question.input.cols, flat % question.input.cols});
        return add_receiver_slips(question);
    }
    const auto arrived = core::backward_grid(question.input, question.spec, question.gradient).gradient;
    question.answer = number_answer(arrived.at(question.cell->row, question.cell->col));
    add_gradient_slips(question);
}

void draw_evidence(Question& question, Random& random) {
    do draw_maps(question, random);
    while (!maps_are_worth_asking(question));
}

void settle_evidence(Question& question) {
    question.ask = Ask::choice;
    question.answer = choice_answer(place_of_largest(shares(question), [](const auto& share) { return share.value; }));
    add_evidence_slips(question);
}

}  // namespace check
