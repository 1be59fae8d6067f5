// The lower right of the gap scene: how many parameters GAP saves, or, while the maps are changed, that the score
// stays.
#include <algorithm>
#include <cmath>
#include <string>

#include "app/scenes/gap_screen.h"
#include "app/scenes/gap_words.h"
#include "app/ui/icons.h"

namespace scenes {

namespace {

// ResNet-50 as in the article: maps of 7 x 7, 2048 of them, 1000 classes.
constexpr std::int64_t k_resnet_side = 7;
constexpr std::int64_t k_resnet_channels = 2048;
constexpr std::int64_t k_resnet_classes = 1000;

}  // namespace

ui::RichText article_words(const ui::Text& text, std::string_view key) {
    const core::HeadParameters article =
        core::head_parameters(k_resnet_side, k_resnet_side, k_resnet_channels, k_resnet_classes);
    return text.rich(key, {{"before", grouped(article.flatten_dense), ui::Token::text, false, true},
                           {"after", grouped(article.gap_dense), ui::Token::output, false, true}});
}

namespace {

using ui::Align;
using ui::Family;
using ui::Token;
using ui::Type;

// Words left, a number right, a bar below: `share` of the width.
float draw_amount(ui::Canvas& canvas, ui::Rect rect, std::string_view words, std::string_view number, Token color,
                  Token bar_color, double share) {
    const ui::View& view = canvas.view();
    const float line = view.layout.control(view.layout.compact ? 22.0F : 26.0F);
    const ui::Rect head = ui::cut_top(rect, line);
    const ui::TextStyle mono{Type::t18, Family::numbers, true};
    const ui::TextStyle plain{Type::t16, Family::words, false};
    ui::TextStyle fitted = mono;
    while (fitted.type != Type::t14 && canvas.text_width(number, fitted) > head.w * 0.6F) {
        fitted.type = ui::step_down(fitted.type);
    }
    const float width = canvas.text(head.right(), head.center().y, number, fitted, color, Align::right);
    canvas.text(head.x, head.center().y, canvas.elided(words, plain, head.w - width - view.px(8.0F)), plain,
                Token::text2);
    const float thickness = view.px(view.layout.compact ? 8.0F : 12.0F);
    const ui::Rect track{rect.x, rect.y, rect.w, thickness};
    canvas.fill_rect(track, canvas.color(Token::raised), view.px(3.0F));
    const float filled = std::max(share > 0.0 ? view.px(2.0F) : 0.0F, rect.w * static_cast<float>(share));
    if (filled > 0.0F) {
        canvas.fill_rect({rect.x, rect.y, filled, thickness}, canvas.color(bar_color),
                         std::min(view.px(3.0F), filled / 2));
    }
    return line + thickness + view.px(view.layout.compact ? 2.0F : 5.0F);
}

void draw_title(ui::Canvas& canvas, ui::Rect& rest, std::string_view words) {
    const float line = canvas.view().layout.control(canvas.view().layout.compact ? 24.0F : 28.0F);
    const ui::Rect head = ui::cut_top(rest, line);
    const ui::TextStyle style{Type::t16, Family::words, true};
    canvas.text(head.x, head.center().y, canvas.elided(words, style, head.w), style, Token::text);
}

// With the shape of its maps where there is room; left out where it does not fit, so that nothing is cut.
void draw_article_line(ui::Canvas& canvas, const ui::Rect& rest) {
    const ui::TextStyle style{Type::t14, Family::words, false};
    if (rest.h < canvas.text_size(style) * 1.2F) return;
    const float y = rest.y + canvas.text_size(style) * 0.6F;
    for (const std::string_view key : {"gap.parameters.article", "gap.parameters.article_short"}) {
        const ui::RichText words = article_words(*canvas.view().text, key);
        if (canvas.rich_width(words, style) > rest.w) continue;
        canvas.rich(rest.x, y, words, style, Token::text2);
        return;
    }
}

}  // namespace

void draw_parameters(const GapState& state, ui::Canvas& canvas, const ui::Rect& rect) {
    const ui::View& view = canvas.view();
    const ui::Text& text = *view.text;
    const core::HeadParameters& parameters = state.facts.parameters;
    const bool none = state.look.look->network->head.class_maps;  // nothing comes after GAP
    const std::int64_t after = none ? 0 : parameters.gap_dense;
    ui::Rect rest = rect;
    draw_title(canvas, rest, text.get("gap.parameters"));
    ui::cut_top(rest, draw_amount(canvas, rest, text.get("gap.parameters.flatten"), grouped(parameters.flatten_dense),
                                  Token::text, Token::edge, 1.0));
    const double share = static_cast<double>(after) / static_cast<double>(parameters.flatten_dense);
    ui::cut_top(rest, draw_amount(canvas, rest, text.get(none ? "gap.parameters.gap_alone" : "gap.parameters.gap"),
                                  grouped(after), Token::output, Token::output, share));
    const float line = view.layout.control(view.layout.compact ? 22.0F : 26.0F);
    if (rest.h < line) return;
    const ui::Rect row = ui::cut_top(rest, line);
    const std::int64_t times = none ? 0 : std::llround(1.0 / share);
    const ui::RichText words = none ? text.rich("gap.parameters.none", {})
                               : times > 1
                                   ? text.rich("gap.parameters.ratio", {{"times", grouped(times), Token::output, true}})
                                   : text.rich("gap.parameters.same", {});
    ui::TextStyle style{Type::t18, Family::words, false};
    while (style.type != Type::t14 && canvas.rich_width(words, style) > row.w) style.type = ui::step_down(style.type);
    canvas.rich(row.x, row.center().y, words, style, Token::text);
    draw_article_line(canvas, rest);
}

void draw_experiment(const GapState& state, ui::Canvas& canvas, const ui::Rect& rect) {
    const ui::View& view = canvas.view();
    const ui::Text& text = *view.text;
    const GapFacts& facts = state.facts;
    const std::string before = all_digits(facts.score_as_is);
    const std::string after = all_digits(facts.score);
    ui::Rect rest = rect;
    draw_title(canvas, rest, text.get("gap.experiment"));
    const double most = std::max({std::abs(facts.score_as_is), std::abs(facts.score), 1e-9});
    const auto share = [most](double score) { return std::max(0.0, score) / most; };
    ui::cut_top(rest, draw_amount(canvas, rest, text.get("gap.experiment.as_is"), before, Token::text, Token::edge,
                                  share(facts.score_as_is)));
    const std::string_view how =
        state.document.maps == MapsShown::means ? "gap.experiment.means" : "gap.experiment.shuffled";
    ui::cut_top(rest,
                draw_amount(canvas, rest, text.get(how), after, Token::output, Token::output, share(facts.score)));
    const bool equal = before == after;
    const float icon = view.layout.control(22.0F);
    const ui::Rect mark{rest.x, rest.y + view.px(4.0F), icon, icon};
    ui::draw_icon(canvas, equal ? ui::Icon::check : ui::Icon::warning, mark,
                  canvas.color(equal ? Token::ok : Token::warn));
    const float left = icon + view.px(10.0F);
    const ui::TextStyle style{Type::t16, Family::words, false};
    const std::string sentence =
        equal ? std::string(text.get("gap.experiment.same"))
              : text.format("gap.experiment.rounding",
                            {{"difference", checked_to(std::abs(facts.score - facts.score_as_is))}});
    const float line = canvas.text_size(style) * 1.4F;
    canvas.wrapped(rest.x + left, rest.y + view.px(4.0F), rest.w - left, sentence, style, Token::text,
                   static_cast<int>(std::max(1.0F, std::floor((rest.h - view.px(4.0F)) / line))));
}

}  // namespace scenes
