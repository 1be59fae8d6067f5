#include "app/code_sheet.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/overlay_title.h"
#include "app/ui/utf8.h"

namespace app {
namespace {

using ui::Rect;
using ui::Token;
using ui::Type;

constexpr ui::TextStyle k_style{Type::t16, ui::Family::numbers};
constexpr float k_line = 1.45F;  // em
constexpr std::string_view k_indent = "        ";

const std::vector<std::string>& framework_keys() {
    static const std::vector<std::string> keys{"code.pytorch", "code.keras", "code.onnx", "code.numpy"};
    return keys;
}

}  // namespace

// Broken after a comma or a blank where there is one in the second half.
std::vector<CodeSheet::Line> CodeSheet::wrapped_lines(const ui::Canvas& canvas, std::string_view code, float width) {
    std::vector<Line> lines;
    while (!code.empty()) {
        const std::size_t end = std::min(code.find('\n'), code.size());
        std::string line(code.substr(0, end));
        code.remove_prefix(std::min(end + 1, code.size()));
        const bool comment = line.starts_with("#");
        while (canvas.text_width(line, k_style) > width) {
            std::size_t cut = 0;
            for (std::size_t at = 0; at < line.size();) {
                const std::size_t next = ui::next_character(line, at);
                if (canvas.text_width(line.substr(0, next), k_style) > width) break;
                cut = at = next;
            }
            const std::size_t blank = line.rfind(' ', cut);
            if (blank != std::string::npos && blank > cut / 2) cut = blank + 1;
            if (cut <= k_indent.size()) break;  // narrower than a word: it is cut off
            lines.push_back({line.substr(0, cut), comment});
            line = std::string(k_indent) + line.substr(cut);
        }
        lines.push_back({std::move(line), comment});
    }
    return lines;
}

void CodeSheet::lines(ui::Ui& ui, const Rect& rect, const std::string& code) {
    ui::Canvas& canvas = ui.canvas();
    const float scale = ui.view().layout.control(1.0F);
    canvas.fill_rect(rect, canvas.color(Token::bg), 8 * scale);
    const Rect inner = rect.grown(-16 * scale);
    if (code.empty()) {
        canvas.wrapped(inner.x, inner.y, inner.w, ui.words("code.none"), {}, Token::text2);
        return;
    }
    const float bar = 16 * scale;
    Key key{code, inner.w - bar, canvas.text_size(k_style)};
    if (!(key == wrapped_for_)) {
        wrapped_ = wrapped_lines(canvas, code, inner.w - bar);
        wrapped_for_ = std::move(key);
    }
    const float height = k_line * canvas.text_size(k_style);
    const Rect page = ui.begin_scroll("code.lines", inner, height * static_cast<float>(wrapped_.size()));
    for (std::size_t i = 0; i < wrapped_.size(); ++i) {
        const float middle = page.y + (static_cast<float>(i) + 0.5F) * height;
        if (middle + height < inner.y || middle - height > inner.bottom()) continue;
        canvas.text(page.x, middle, wrapped_[i].text, k_style, wrapped_[i].comment ? Token::text2 : Token::text);
    }
    ui.end_scroll();
}

CodeSheet::Wish CodeSheet::draw(ui::Ui& ui, const scenes::Scene& scene) {
    if (!open_) return Wish::none;
    const ui::Layout& layout = ui.view().layout;
    const float scale = layout.control(1.0F);
    const float width = std::min(layout.window.w - 32 * layout.u, 960 * scale);
    const float height = std::min(layout.window.h - 32 * layout.u, 640 * scale);
    const Rect panel{std::round(layout.window.center().x - width / 2),
                     std::round(layout.window.center().y - height / 2), width, height};
    if (!ui.begin_overlay("code", panel, open_)) return Wish::none;
    Rect rest = panel.grown(-24 * layout.u);
    overlay_title(ui, rest, ui.words("code.title"), open_);
    ui::cut_top(rest, 12 * scale);
    ui.segmented(ui::cut_top(rest, 44 * scale), "code.framework", framework_keys(), framework_);
    ui::cut_top(rest, 12 * scale);
    Rect foot = ui::cut_bottom(rest, 44 * scale);
    ui::cut_bottom(rest, 12 * scale);
    const std::string code = scene.code(framework(), ui.text());
    lines(ui, rest, code);
    const float button = std::min(200 * scale, (foot.w - 12 * scale) / 2);
    Wish wish = Wish::none;
    if (ui.button(ui::cut_right(foot, button), "code.copy",
                  {.icon = ui::Icon::copy, .primary = true, .enabled = !code.empty()}))
        wish = Wish::copy;
    ui::cut_right(foot, 12 * scale);
    if (ui.button(ui::cut_right(foot, button), "code.save", {.icon = ui::Icon::save, .enabled = !code.empty()}))
        wish = Wish::save;
    ui.end_overlay();
    return wish;
}

}  // namespace app
