// Photo lanes: frames of one size that show the same part of a photo, so that they zoom and pan in step.
// Invariant of PhotoMap: a photo smaller than the frame lies in its middle, a larger one leaves no empty edge; one
// photo pixel is at most a quarter of the frame; the thin side of a very long photo stays wide enough to be seen.
//   scale = fit * zoom screen pixels per photo pixel,  fit = min(frame w / photo w, frame h / photo h)
#pragma once

#include <cstdint>
#include <string_view>

#include "app/ui/canvas.h"
#include "app/ui/ribbon.h"
#include "core/photo_view.h"

namespace ui {

// What part of the photo is looked at, without a place on the screen.
struct PhotoView {
    double zoom = 1.0;        // 1: the whole photo fits into the frame
    double x = 0.5, y = 0.5;  // the photo's place in the middle of the frame, in shares of its width and height
    bool operator==(const PhotoView&) const = default;
};

struct PhotoPoint {  // in photo pixels, fractional
    double x = 0.0, y = 0.0;
};

// One frame's place on the screen and the part of the photo in it.
class PhotoMap {
public:
    // `frame` in whole window pixels; photo at least 1x1. The view is brought into its limits.
    PhotoMap(const Rect& frame, std::int64_t photo_width, std::int64_t photo_height, const PhotoView& view);

    const Rect& frame() const { return frame_; }
    const PhotoView& view() const { return view_; }  // within its limits
    double scale() const { return scale_; }          // screen pixels per photo pixel
    double largest_zoom() const { return largest_zoom_; }
    bool shows_all() const;

    core::PhotoRect shown() const;  // the whole frame in photo pixels, also beyond the photo
    Rect photo_rect() const;        // the photo on the screen, cut to the frame
    Rect to_screen(const core::PhotoRect& rect) const;
    PhotoPoint to_photo(Vec2 point) const;
    bool over_photo(Vec2 point) const { return photo_rect().contains(point); }

    PhotoView zoomed(double factor, Vec2 fixed) const;  // the photo's place under `fixed` stays there
    PhotoView zoomed_to(double zoom) const;             // the middle of the frame stays
    PhotoView panned(Vec2 by) const;                    // the photo follows the mouse
    PhotoView centered(PhotoPoint middle, double zoom) const;

private:
    PhotoMap moved_to(const PhotoView& view) const { return {frame_, width_, height_, view}; }

    Rect frame_;
    std::int64_t width_, height_;
    PhotoView view_;
    double scale_ = 1.0;
    double largest_zoom_ = 1.0;
};

// A picture rendered for `rect` of the photo, put where that part is now: exact when it is the newest, stretched or
// moved while a newer one is on its way.
void draw_lane_picture(Canvas& canvas, const PhotoMap& map, const core::Image& picture, const core::PhotoRect& rect);
void draw_lane_edge(Canvas& canvas, const Rect& frame);

// Caption above a lane: its name, its size in the colour of input or output, a note at the right where there is room.
void draw_lane_caption(Canvas& canvas, const Rect& line, std::string_view name, std::string_view size, Token size_color,
                       std::string_view note = {});

// The crop on a lane: accent outline with casing, never smaller than can be seen and caught with the mouse.
Rect crop_mark(const PhotoMap& map, const View& view, const core::PhotoRect& crop);
void draw_crop_mark(Canvas& canvas, const PhotoMap& map, const core::PhotoRect& crop);
// One place inside the crop (a window, a pixel), drawn once it is large enough to be told from the crop's outline.
void draw_crop_detail(Canvas& canvas, const PhotoMap& map, const core::PhotoRect& part, Token token);
// From the number grid's side to the crop on the first lane: filled between them, two lines over the picture.
void draw_crop_ribbon(Canvas& canvas, const PhotoMap& map, const core::PhotoRect& crop, float grid_right, float top,
                      float bottom);

// One colour with three numbers on it.
void draw_mean_color(Canvas& canvas, const Rect& frame, const core::ChannelMeans& means);

// Black to white with the numbers at its ends; right-aligned at `right`. Returns its width.
float draw_gray_scale(Canvas& canvas, float right, float center_y, std::string_view low, std::string_view high);

// Three dots: a newer picture is on its way.
void draw_waiting_mark(Canvas& canvas, const Rect& frame);

// A panel with an error outline and the triangle: what is wrong and what would work. `kept_free` at the right is for a
// button.
void draw_error_panel(Canvas& canvas, const Rect& rect, std::string_view sentence, float kept_free = 0.0F);

// Lines of words in a small panel near `at`, kept inside `keep_inside`.
void draw_hover_lines(Canvas& canvas, Vec2 at, std::span<const RichText> lines, const Rect& keep_inside);

}  // namespace ui
