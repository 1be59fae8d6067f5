#include "app/scenes/prediction_words.h"

#include <algorithm>
#include <string_view>

#include "app/scenes/pool_words.h"

namespace scenes {

namespace {

std::string_view slip_key(core::Slip slip) {
    using core::Slip;
    switch (slip) {
        case Slip::averaged:
            return "predict.slip.averaged";
        case Slip::summed:
            return "predict.slip.summed";
        case Slip::took_largest:
            return "predict.slip.took_largest";
        case Slip::took_smallest:
            return "predict.slip.took_smallest";
        case Slip::took_largest_size:
            return "predict.slip.took_largest_size";
        case Slip::left_out_one:
            return "predict.slip.left_out_one";
        case Slip::counted_padding:
            return "predict.slip.counted_padding";
        case Slip::forgot_padding:
            return "predict.slip.forgot_padding";
        case Slip::counted_outside:
            return "predict.slip.counted_outside";
        case Slip::ignored_divisor:
            return "predict.slip.ignored_divisor";
        case Slip::forgot_root:
            return "predict.slip.forgot_root";
        case Slip::outside_window:
            return "predict.slip.outside_window";
        case Slip::chose_padding:
            return "predict.slip.chose_padding";
        case Slip::chose_outside:
            return "predict.slip.chose_outside";
        case Slip::not_shared:
            return "predict.slip.not_shared";
        case Slip::other_of_tie:
            return "predict.slip.other_of_tie";
        case Slip::none:
            break;
    }
    return {};
}

std::string value_text(double value) { return short_number(static_cast<float>(value)); }

std::string verdict_sentence(const ui::Text& text, const AskedWindow& asked, const JudgedWindow& judged) {
    const core::Judgement& judgement = judged.judgement;
    const std::string said = value_text(judgement.said);
    const std::string result = value_text(judgement.result);
    const bool misplaced = judgement.slip == core::Slip::outside_window ||
                           judgement.slip == core::Slip::chose_padding || judgement.slip == core::Slip::chose_outside;
    if (judgement.verdict == core::Verdict::exact) {
        if (judgement.tied > 0)
            return text.format("predict.exact.tie", {{"result", result}, ui::arg("count", judgement.tied + 1)});
        return text.format("predict.exact", {{"said", said}});
    }
    if (misplaced && asked.direction != Direction::forward) return std::string(text.get("predict.wrong.elsewhere"));
    if (misplaced) return text.format("predict.wrong.place", {{"result", result}});
    if (judgement.slip == core::Slip::other_of_tie) return text.format("predict.wrong.twin", {{"said", said}});
    if (judgement.verdict == core::Verdict::near)
        return text.format("predict.near",
                           {{"said", said},
                            {"result", result},
                            {"off", value_text(judgement.off() < 0.0 ? -judgement.off() : judgement.off())}});
    return text.format("predict.wrong", {{"said", said}, {"result", result}});
}

}  // namespace

std::string score_words(const ui::Text& text, const PredictionRun& run) {
    if (run.judged.empty()) return {};
    const auto count = [&](core::Verdict verdict) {
        return std::ranges::count_if(run.judged, [verdict](const JudgedWindow& judged) {
            return !judged.shown() && judged.judgement.verdict == verdict;
        });
    };
    const std::int64_t near = count(core::Verdict::near);
    return text.format(near > 0 ? "predict.score.near" : "predict.score",
                       {ui::arg("exact", count(core::Verdict::exact)), ui::arg("count", std::ssize(run.judged)),
                        ui::arg("near", near)});
}

std::string ask_words(const ui::Text& text, const AskedWindow& asked) {
    if (asked.question == core::Question::none) return {};
    if (asked.direction == Direction::backward && asked.question == core::Question::value) {
        return text.format("predict.ask.share",
                           {ui::arg("row", asked.part.row + 1), ui::arg("col", asked.part.col + 1)});
    }
    if (asked.question == core::Question::cell) return std::string(text.get("predict.ask.cell"));
    return std::string(text.get(asked.line ? "predict.ask.level" : "predict.ask.value"));
}

std::string verdict_words(const ui::Text& text, const AskedWindow& asked, const JudgedWindow& judged) {
    if (judged.shown()) return {};
    std::string words = verdict_sentence(text, asked, judged);
    if (const std::string_view key = slip_key(judged.judgement.slip); !key.empty())
        words += " " + std::string(text.get(key));
    return words;
}

std::string prediction_words(const ui::Text& text, const Prediction& document, const PredictionRun& run,
                             const AskedWindow& asked, std::int64_t window, bool waits) {
    if (!document.on) return {};
    if (waits) return ask_words(text, asked) + " ";
    if (const JudgedWindow* judged = run.judgement(window)) {
        std::string words = verdict_words(text, asked, *judged);
        return words.empty() ? words : words + " ";
    }
    if (asked.question == core::Question::none) return std::string(text.get("predict.skipped")) + " ";
    return {};
}

}  // namespace scenes
