#include "app/overlay_title.h"

namespace app {

void overlay_title(ui::Ui& ui, ui::Rect& rest, std::string_view words, bool& open) {
    const float size = ui.view().layout.control(40.0F);
    const ui::Rect title = ui::cut_top(rest, size);
    ui.canvas().text(title.x, title.center().y, words, {ui::Type::t24, ui::Family::words, true}, ui::Token::text);
    if (ui.button({title.right() - size, title.y, size, size}, "app.close", {.icon = ui::Icon::cross, .label = false}))
        open = false;
}

}  // namespace app
