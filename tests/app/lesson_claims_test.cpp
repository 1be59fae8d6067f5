// Every number on every card of the lessons that ship, in both languages, against what core makes of the card's own
// state. A card without an entry here must have no number.
#include <functional>
#include <map>
#include <set>

#include "app/lessons/shipped_lessons.h"
#include "app/scenes/cam_state.h"
#include "app/scenes/compare_state.h"
#include "app/scenes/gap_state.h"
#include "app/scenes/photo_state.h"
#include "app/scenes/stride_state.h"
#include "core/cam.h"
#include "core/feature_maps.h"
#include "core/geometry.h"
#include "lesson_program.h"

namespace {

using Numbers = std::multiset<double>;

// "−3" is a number, "4 − 2" are two; a full stop at the end of a sentence is none of it.
Numbers numbers_in(std::string text) {
    constexpr std::string_view k_minus = "−";
    for (std::size_t at = text.find(k_minus); at != std::string::npos; at = text.find(k_minus, at))
        text.replace(at, k_minus.size(), "-");
    Numbers found;
    const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    for (std::size_t at = 0; at < text.size();) {
        if (!digit(at)) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (digit(end) || (text[end] == '.' && digit(end + 1))) ++end;
        const bool negative = at > 0 && text[at - 1] == '-';
        found.insert((negative ? -1.0 : 1.0) * std::stod(text.substr(at, end - at)));
        at = end;
    }
    return found;
}

template <class State>
const State& state_of(const app::App& app) {
    return dynamic_cast<scenes::SceneOf<State>&>(const_cast<scenes::Scene&>(app.shown())).state();
}

double number(std::int64_t value) { return static_cast<double>(value); }

// What a stride card shows.
struct Stride {
    const scenes::StrideState& state;
    core::WindowExplanation window;
    core::Axis axis;

    explicit Stride(const app::App& app)
        : state(state_of<scenes::StrideState>(app)),
          window(state.facts.window(state.playback.window)),
          axis(state.facts.geometry->w) {}
    double cells() const { return number(state.facts.input.rows * state.facts.input.cols); }
    double windows() const { return number(state.facts.windows()); }
    double n() const { return number(axis.input); }
    double k() const { return number(axis.kernel); }
    double s() const { return number(axis.stride); }
    double p() const { return number(axis.pad_begin); }
    double d() const { return number(axis.dilation); }
    double o() const { return number(axis.output); }
    Numbers taps() const {
        Numbers values;
        for (const auto& cell : window.cells) values.insert(static_cast<double>(cell.value));
        return values;
    }
    Numbers outputs() const {
        const auto& values = state.facts.pooled.values.values;
        return {values.begin(), values.end()};
    }
    double largest_use() const {
        const auto& uses = state.facts.coverage.values;
        return static_cast<double>(*std::max_element(uses.begin(), uses.end()));
    }
};

Numbers with(Numbers numbers, std::initializer_list<double> more) {
    numbers.insert(more);
    return numbers;
}

using Claim = std::function<Numbers(const app::App&)>;
using Claims = std::map<std::string, std::map<std::size_t, Claim>, std::less<>>;  // by lesson and step, from 1

double lane_result(const app::App& app, scenes::Lane lane) {
    const auto& state = state_of<scenes::CompareState>(app);
    return static_cast<double>(state.lane(lane).window(state.playback.window).result);
}
Numbers lane_taps(const app::App& app) {
    const auto& state = state_of<scenes::CompareState>(app);
    Numbers values;
    for (const auto& cell : state.window_facts().window(state.playback.window).cells)
        values.insert(static_cast<double>(cell.value));
    return values;
}

const core::Look& look_of(const app::App& app) { return *state_of<scenes::GapState>(app).look.look; }
const core::Look& cam_look_of(const app::App& app) { return *state_of<scenes::CamState>(app).look.look; }

// (n + 2p − k) ÷ s + 1 = o, as it is written on a card, after other numbers.
Numbers size_sum(const Stride& at, std::initializer_list<double> before) {
    Numbers sum{at.n(), at.k(), at.s(), 1, at.o()};
    if (at.p() > 0) sum.insert(2 * at.p());
    return with(std::move(sum), before);
}

Claims article_claims() {
    Claims all;
    auto& c = all["article"];
    c[1] = [](const app::App& app) { return Numbers{Stride(app).cells(), Stride(app).windows()}; };
    c[2] = [](const app::App& app) {
        return with(Stride(app).taps(), {static_cast<double>(Stride(app).window.result)});
    };
    c[3] = [](const app::App& app) { return Numbers{Stride(app).s()}; };
    c[4] = [](const app::App& app) {
        return with(Stride(app).outputs(), {Stride(app).cells() - Stride(app).windows()});
    };
    c[5] = [](const app::App& app) {
        const Stride at(app);
        return with(at.taps(),
                    {at.window.sum, at.window.sum, at.window.divisor, static_cast<double>(at.window.result)});
    };
    c[6] = [](const app::App& app) {
        return Numbers{lane_result(app, scenes::Lane::max), lane_result(app, scenes::Lane::average)};
    };
    c[7] = [](const app::App& app) {
        const auto& document = state_of<scenes::PhotoState>(app).document;
        core::PoolSpec spec =
            core::default_spec(core::Rule::pytorch, core::Op::max, {document.kernel, document.kernel});
        spec.stride = {document.stride, document.stride};
        const double side = 512;
        return Numbers{number(document.kernel), side / number(core::geometry(spec, 512, 512).w.output)};
    };
    c[8] = [](const app::App& app) {
        const Stride at(app);
        return Numbers{at.cells(), at.window.sum, at.window.divisor, static_cast<double>(at.window.result)};
    };
    c[9] = [](const app::App& app) {
        const core::FeatureMaps& maps = look_of(app).maps;
        const auto means = core::map_means(maps);
        const auto one = core::geometry(core::default_spec(core::Rule::pytorch, core::Op::global_average), 7, 7);
        return Numbers{number(maps.channels),
                       number(maps.height),
                       number(maps.width),
                       number(std::ssize(means)),
                       7,
                       7,
                       2048,
                       number(one.h.output),
                       number(one.w.output),
                       2048};
    };
    c[10] = [](const app::App& app) {
        const core::Look& look = look_of(app);
        const auto weights =
            core::head_parameters(look.maps.height, look.maps.width, look.maps.channels, look.network->head.classes);
        return Numbers{number(weights.flatten_dense), number(look.network->head.classes), number(weights.gap_dense)};
    };
    return all;
}

Claims size_claims() {
    Claims all;
    auto& c = all["output-size"];
    c[1] = [](const app::App& app) {
        const Stride at(app);
        return Numbers{at.k(), at.s(), at.o(), at.n()};
    };
    c[2] = [](const app::App& app) { return size_sum(Stride(app), {1}); };
    c[3] = [](const app::App& app) { return size_sum(Stride(app), {Stride(app).s(), Stride(app).largest_use()}); };
    c[4] = [](const app::App& app) {
        const Stride at(app);
        const double exact = (at.n() - at.k()) / at.s();
        CHECK(core::cell_use(*at.state.facts.geometry, 4, 4) == core::CellUse::dropped);
        CHECK(core::cell_use(*at.state.facts.geometry, 3, 3) == core::CellUse::used);
        return Numbers{at.n(), at.k(), at.s(), exact, at.o() - 1, at.o(), at.n(), at.n()};
    };
    c[5] = [](const app::App& app) {
        const Stride at(app);
        CHECK(at.window.inside == 1);
        return Numbers{(at.n() - at.k()) / at.s(), at.o() - 1, at.o(), static_cast<double>(at.window.result)};
    };
    c[6] = [](const app::App& app) { return size_sum(Stride(app), {Stride(app).p(), 2 * Stride(app).p()}); };
    c[7] = [](const app::App& app) {
        const Stride at(app);
        CHECK(at.o() == at.n());
        return size_sum(at, {at.k(), at.s(), at.p()});
    };
    c[8] = [](const app::App& app) {
        const Stride at(app);
        const core::Span span = core::span(at.axis, 0);
        const double width = number(span.end() - span.start);
        return Numbers{at.d(), at.k(), at.d(), at.k(), 1, at.d(), 1, width, at.windows()};
    };
    c[9] = [](const app::App& app) {
        const Stride at(app);
        return Numbers{at.n(), at.k(), at.s(), at.p()};
    };
    c[10] = [](const app::App& app) {
        const Stride at(app);
        const double exact = (at.n() + 2 * at.p() - at.k()) / at.s();
        const double down = at.o() - 1;
        return Numbers{at.n(), 2 * at.p(), at.k(), at.s(), exact, down, down, 1, at.o(), at.o(), at.o()};
    };
    return all;
}

Numbers gradient_numbers(const app::App& app) {
    const scenes::WayBackFacts& back = state_of<scenes::StrideState>(app).back;
    return {static_cast<double>(back.so_far.gradient.at(0, 0)), static_cast<double>(back.so_far.gradient.at(0, 1)),
            static_cast<double>(back.so_far.gradient.at(1, 0)), static_cast<double>(back.so_far.gradient.at(1, 1))};
}

Claims winner_claims() {
    Claims all;
    auto& c = all["which-one-won"];
    c[2] = [](const app::App& app) {
        return with(lane_taps(app), {lane_result(app, scenes::Lane::max), lane_result(app, scenes::Lane::average)});
    };
    c[3] = [](const app::App& app) {
        const auto& state = state_of<scenes::CompareState>(app);
        const auto peak = state.lane(scenes::Lane::max).window(0).result;
        CHECK(lane_taps(app) == Numbers{2, 2, 2, 2});
        CHECK(state.lane(scenes::Lane::average).window(0).result == lane_result(app, scenes::Lane::average));
        return Numbers{2, lane_result(app, scenes::Lane::average), lane_result(app, scenes::Lane::max),
                       static_cast<double>(peak)};
    };
    c[4] = [](const app::App& app) {
        const Numbers taps = lane_taps(app);
        return Numbers{*taps.begin(), *taps.rbegin(), lane_result(app, scenes::Lane::max),
                       lane_result(app, scenes::Lane::average)};
    };
    c[5] = [](const app::App& app) {
        const Stride at(app);
        CHECK(*std::max_element(at.state.facts.input.values.begin(), at.state.facts.input.values.end()) < 0.0F);
        return Numbers{0, static_cast<double>(at.window.result)};
    };
    c[6] = [](const app::App& app) {
        const Stride at(app);
        core::PoolSpec left_out = at.state.document.spec;
        left_out.count_include_pad = false;
        const auto other = core::explain(at.state.facts.input, left_out, at.state.playback.window);
        return Numbers{number(at.window.padding),
                       0,
                       at.window.sum,
                       at.window.divisor,
                       static_cast<double>(at.window.result),
                       static_cast<double>(other.result)};
    };
    c[7] = [](const app::App& app) {
        const Stride at(app);
        const double value = static_cast<double>(at.window.result);
        return Numbers{value, number(at.window.tied + 1), value, number(at.window.winner_index / 4 + 1),
                       number(at.window.winner_index % 4 + 1)};
    };
    c[8] = [](const app::App& app) {
        const Numbers gradients = gradient_numbers(app);
        CHECK(gradients.count(0.0) == 3);
        return Numbers{*gradients.rbegin(), number(static_cast<std::int64_t>(gradients.count(0.0))),
                       *gradients.begin()};
    };
    c[9] = [](const app::App& app) {
        const Numbers gradients = gradient_numbers(app);
        CHECK(*gradients.begin() == *gradients.rbegin());
        return Numbers{4, 1, 4, *gradients.begin()};
    };
    return all;
}

Claims cam_claims() {
    Claims all;
    auto& c = all["gap-to-cam"];
    const auto sides = [](const core::FeatureMaps& maps) { return Numbers{number(maps.height), number(maps.width)}; };
    c[1] = [sides](const app::App& app) {
        return with(sides(look_of(app).maps), {number(look_of(app).maps.channels)});
    };
    c[2] = [](const app::App& app) {
        const double places = number(look_of(app).maps.height * look_of(app).maps.width);
        return Numbers{places, places};
    };
    c[4] = [](const app::App& app) { return Numbers{number(look_of(app).maps.channels)}; };
    c[6] = [](const app::App& app) { return Numbers{number(cam_look_of(app).maps.channels)}; };
    c[8] = [sides](const app::App& app) { return sides(cam_look_of(app).maps); };
    c[9] = c[6];
    return all;
}

void check_claims(const Claims& claims) {
    for (const auto& [lesson, by_step] : claims) {
        for (const char* language : {"en", "ko"}) {
            test::LessonProgram program({.language = language});
            program.app->start_lesson(lesson);
            for (std::size_t i = 0; i < program.player().lesson().cards.size(); ++i) {
                program.app->turn_lesson_to(i);
                program.settle();
                CAPTURE(lesson, language, i + 1, program.card().question, program.card().text);
                const auto claim = by_step.find(i + 1);
                const Numbers expected = claim == by_step.end() ? Numbers{} : claim->second(*program.app);
                CHECK(numbers_in(program.card().question + " " + program.card().text) == expected);
            }
        }
    }
}

}  // namespace

TEST_CASE("numbers of a text are found with their sign") {
    CHECK(numbers_in("max 12, (4 − 2) ÷ 2.5 = −0.75. Then 3.") == Numbers{12, 4, 2, 2.5, -0.75, 3});
}

TEST_CASE("every number of the article's tour is core's") { check_claims(article_claims()); }

TEST_CASE("every number of the lesson on output size is core's") { check_claims(size_claims()); }

TEST_CASE("every number of the lesson on winners is core's") { check_claims(winner_claims()); }

TEST_CASE("every number of the lesson from GAP to CAM is core's, and score and map agree") {
    check_claims(cam_claims());
    test::LessonProgram program;
    program.app->start_lesson("gap-to-cam");
    program.app->turn_lesson_to(6);
    program.settle();
    const auto& slot = state_of<scenes::CamState>(*program.app).facts.large_slot();
    REQUIRE(slot);
    CHECK(slot->check.holds);
}
