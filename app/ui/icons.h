// Icons: drawn from lines, triangles, circles and curves in a 24-px box, 2-px strokes; scale with the box. Rail
// pictures: 44 x 32.
#pragma once

#include "app/ui/canvas.h"

namespace ui {

enum class Icon {
    none,
    play,
    pause,
    step_forward,
    step_back,
    first,
    last,
    undo,
    redo,
    reset,
    help,
    camera,
    chevron_down,
    chevron_right,
    chevron_left,
    copy,
    sun,
    moon,
    projector,
    eye,
    folder,
    file,
    check,
    cross,
    warning,
    speech,
    plus,
    minus,
    dice,
    paste,
    save,
    settings,
    image,
    up,
    shapes,
    code,
    star,
    star_outline,
    quiz,
    book
};
void draw_icon(Canvas& canvas, Icon icon, const Rect& box, Color color);

enum class RailPicture { stride, compare, photo, gap, cam, shift, stack };
void draw_rail_picture(Canvas& canvas, RailPicture picture, const Rect& box, Color strong, Color soft);

// One bracket shape per parameter: the same before its label and on the grid.
enum class Parameter { kernel, stride, padding, dilation };
Token parameter_token(Parameter parameter);
void draw_parameter_glyph(Canvas& canvas, Parameter parameter, const Rect& box);  // 20 x 14

}  // namespace ui
