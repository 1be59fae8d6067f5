// The top of a sheet over the window: its title and the button that closes it, in the first 40 units of `rest`, which
// keeps what is below. Invariant: `open` only ever turns false here.
#pragma once

#include <string_view>

#include "app/ui/ui.h"

namespace app {

void overlay_title(ui::Ui& ui, ui::Rect& rest, std::string_view words, bool& open);

}  // namespace app
