#include "app/lesson_sheet.h"

#include <algorithm>
#include <cmath>

#include "app/lessons/lesson_markdown.h"
#include "app/lessons/shipped_lessons.h"
#include "app/overlay_title.h"

namespace app {
namespace {

using ui::Rect;
using ui::Token;
using ui::Type;

constexpr float k_row = 84.0F;
constexpr int k_about_lines = 2;

}  // namespace

void LessonSheet::read_rows(const std::string& language) {
    if (language_ == language) return;
    language_ = language;
    rows_.clear();
    for (const std::string_view lesson : lessons::k_shipped_lessons) {
        lessons::WrittenLesson written = lessons::read_markdown(lessons::shipped_text(lesson, language));
        rows_.push_back({std::move(written.title), std::move(written.about), written.cards.size()});
    }
}

LessonSheet::Wish LessonSheet::draw(ui::Ui& ui) {
    if (!open_) return Nothing{};
    read_rows(ui.text().language());
    ui::Canvas& canvas = ui.canvas();
    const ui::Layout& layout = ui.view().layout;
    const float scale = layout.control(1.0F);
    const float margin = 24 * layout.u;
    const float row_height = k_row * scale;
    const float gap = 8 * scale;
    const auto count = static_cast<float>(rows_.size());
    const float list_height = count * row_height + (count - 1) * gap;
    const float wanted = list_height + (40 + 12 + 12 + 44) * scale + 2 * margin;
    const float width = std::min(layout.window.w - 32 * layout.u, 720 * scale);
    const float height = std::min(layout.window.h - 32 * layout.u, wanted);
    const Rect panel{std::round(layout.window.center().x - width / 2),
                     std::round(layout.window.center().y - height / 2), width, height};
    if (!ui.begin_overlay("lessons", panel, open_)) return Nothing{};
    Wish wish = Nothing{};
    Rect rest = panel.grown(-margin);
    overlay_title(ui, rest, ui.words("lessons.title"), open_);
    ui::cut_top(rest, 12 * scale);
    Rect foot = ui::cut_bottom(rest, 44 * scale);
    ui::cut_bottom(rest, 12 * scale);
    Rect page = ui.begin_scroll("lessons.list", rest, list_height);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const Rect row = ui::cut_top(page, row_height);
        ui::cut_top(page, gap);
        bool hovered = false;
        const std::string key = "lessons.row/" + std::string(lessons::k_shipped_lessons[i]);
        if (ui.hit_area(row, key, rows_[i].title, &hovered)) wish = Start{lessons::k_shipped_lessons[i]};
        canvas.fill_rect(row, canvas.color(hovered ? Token::raised_hi : Token::raised), 8 * scale);
        if (ui.view().theme->control_edge_width > 0.0F)
            canvas.stroke_rect(row, canvas.color(Token::edge), ui.view().theme->control_edge_width * layout.u,
                               8 * scale);
        const float x = row.x + 20 * scale;
        const std::string cards =
            ui.text().format("lessons.cards", {ui::arg("count", static_cast<std::int64_t>(rows_[i].cards))});
        const float cards_width = canvas.text_width(cards, {Type::t16});
        canvas.text(row.right() - 20 * scale, row.y + 24 * scale, cards, {Type::t16}, Token::text2, ui::Align::right);
        const ui::TextStyle bold{Type::t20, ui::Family::words, true};
        canvas.text(x, row.y + 24 * scale, canvas.elided(rows_[i].title, bold, row.w - 60 * scale - cards_width), bold,
                    Token::text);
        canvas.wrapped(x, row.y + 38 * scale, row.w - 40 * scale, rows_[i].about, {Type::t16}, Token::text2,
                       k_about_lines);
    }
    ui.end_scroll();
    const float button = std::min(foot.w, canvas.text_width(ui.words("lessons.open_file"), {Type::t16}) + 64 * scale);
    if (ui.button(ui::cut_right(foot, button), "lessons.open_file", {.icon = ui::Icon::folder})) wish = OpenFile{};
    ui.end_overlay();
    if (!std::holds_alternative<Nothing>(wish)) open_ = false;
    return wish;
}

}  // namespace app
