// Layout: the fixed regions of the window and the scale everything is drawn at.
//   u = clamp(min(w/1280, h/800), 0.75, 3) rounded down to 1/8; compact below 1200 x 700 keeps u = 1 for text.
// Invariant: regions tile the window without overlap; the stage takes all spare space. Only a settings drawer lies over
// the stage. Closed settings have width 0.
#pragma once

#include "app/ui/geometry.h"

namespace ui {

struct Layout {
    float u = 1.0F;           // scale of space and strokes
    float text_scale = 1.0F;  // the reader's: 1, 1.25, 1.5, 2; applies to text and controls
    bool compact = false;
    bool settings_open = true;
    bool settings_is_drawer = false;  // text_scale >= 1.5: the settings lie over the stage
    Rect window, rail, top_bar, stage, settings, player, readout;
    Rect settings_handle;  // opens and closes the drawer; empty while the settings stand beside the stage

    float px(float base) const { return base * u; }                    // space on the stage
    float control(float base) const { return base * u * text_scale; }  // space in bars and panels
    bool operator==(const Layout&) const = default;
};

// From this text scale on the settings lie over the stage as a drawer.
bool settings_are_drawer(float text_scale);

Layout make_layout(float width, float height, float text_scale, bool settings_open);

// The same layout drawn `factor` times as large: for pictures with more pixels than the screen, or fewer.
Layout enlarged(const Layout& layout, float factor);

}  // namespace ui
