#include "app/ui/photo_lane.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/ui/icons.h"
#include "core/number_text.h"

namespace ui {

namespace {

// The thin side of a photo of 1 x 5000 pixels, in screen pixels at zoom 1; the long side is then reached by panning.
constexpr double k_thinnest = 16.0;
// A photo pixel at the largest zoom, as a share of the frame.
constexpr double k_largest_pixel = 0.25;

double fit_scale(const Rect& frame, double width, double height) {
    const double fit = std::min(frame.w / width, frame.h / height);
    return std::max(fit, k_thinnest / std::min(width, height));
}

// Middle of the frame in shares of one side: free to move only as far as the photo reaches beyond the frame.
double settled_middle(double wish, double side, double frame_side, double scale) {
    const double half = frame_side / (2.0 * scale * side);
    return half >= 0.5 ? 0.5 : std::clamp(wish, half, 1.0 - half);
}

}  // namespace

PhotoMap::PhotoMap(const Rect& frame, std::int64_t photo_width, std::int64_t photo_height, const PhotoView& view)
    : frame_(frame), width_(photo_width), height_(photo_height) {
    const auto width = static_cast<double>(width_);
    const auto height = static_cast<double>(height_);
    const double fit = fit_scale(frame, width, height);
    largest_zoom_ = std::max(1.0, std::min<double>(frame.w, frame.h) * k_largest_pixel / fit);
    view_.zoom = std::clamp(view.zoom, 1.0, largest_zoom_);
    scale_ = fit * view_.zoom;
    view_.x = settled_middle(view.x, width, frame.w, scale_);
    view_.y = settled_middle(view.y, height, frame.h, scale_);
}

bool PhotoMap::shows_all() const {
    const double slack = 1e-3;
    return static_cast<double>(width_) * scale_ <= frame_.w + slack &&
           static_cast<double>(height_) * scale_ <= frame_.h + slack;
}

core::PhotoRect PhotoMap::shown() const {
    const double width = frame_.w / scale_;
    const double height = frame_.h / scale_;
    return {view_.x * static_cast<double>(width_) - width / 2, view_.y * static_cast<double>(height_) - height / 2,
            width, height};
}

Rect PhotoMap::to_screen(const core::PhotoRect& rect) const {
    const core::PhotoRect all = shown();
    return {frame_.x + static_cast<float>((rect.x - all.x) * scale_),
            frame_.y + static_cast<float>((rect.y - all.y) * scale_), static_cast<float>(rect.width * scale_),
            static_cast<float>(rect.height * scale_)};
}

Rect PhotoMap::photo_rect() const {
    const Rect whole = to_screen({0.0, 0.0, static_cast<double>(width_), static_cast<double>(height_)});
    const float left = std::max(whole.x, frame_.x);
    const float top = std::max(whole.y, frame_.y);
    return {left, top, std::min(whole.right(), frame_.right()) - left, std::min(whole.bottom(), frame_.bottom()) - top};
}

PhotoPoint PhotoMap::to_photo(Vec2 point) const {
    const core::PhotoRect all = shown();
    return {all.x + (point.x - frame_.x) / scale_, all.y + (point.y - frame_.y) / scale_};
}

PhotoView PhotoMap::centered(PhotoPoint middle, double zoom) const {
    return moved_to({zoom, middle.x / static_cast<double>(width_), middle.y / static_cast<double>(height_)}).view();
}

PhotoView PhotoMap::zoomed(double factor, Vec2 fixed) const {
    const double zoom = std::clamp(view_.zoom * factor, 1.0, largest_zoom_);
    const double scale = scale_ * zoom / view_.zoom;
    const PhotoPoint place = to_photo(fixed);
    const Vec2 from_middle = fixed - frame_.center();
    return centered({place.x - from_middle.x / scale, place.y - from_middle.y / scale}, zoom);
}

PhotoView PhotoMap::zoomed_to(double zoom) const { return moved_to({zoom, view_.x, view_.y}).view(); }

PhotoView PhotoMap::panned(Vec2 by) const {
    const PhotoPoint middle = to_photo(frame_.center() - by);
    return centered(middle, view_.zoom);
}

void draw_lane_picture(Canvas& canvas, const PhotoMap& map, const core::Image& picture, const core::PhotoRect& rect) {
    if (picture.empty()) return;
    const Rect source{0.0F, 0.0F, static_cast<float>(picture.width), static_cast<float>(picture.height)};
    const bool exact = rect == map.shown();
    canvas.push_clip(map.frame());
    canvas.image(exact ? map.frame() : map.to_screen(rect), picture, source, false);
    canvas.pop_clip();
}

void draw_lane_edge(Canvas& canvas, const Rect& frame) {
    canvas.stroke_rect(frame, canvas.color(Token::line), canvas.view().stroke(1.0F));
}

void draw_lane_caption(Canvas& canvas, const Rect& line, std::string_view name, std::string_view size, Token size_color,
                       std::string_view note) {
    const TextStyle name_style{Type::t18, Family::words, true};
    const TextStyle size_style{Type::t18, Family::numbers, false};
    const TextStyle note_style{Type::t14, Family::words, false};
    const float gap = canvas.view().px(8.0F);
    const float y = line.center().y;
    const float room_for_name = size.empty() ? line.w : line.w - canvas.text_width(size, size_style) - gap;
    float x = line.x;
    x += canvas.text(x, y, canvas.elided(name, name_style, room_for_name), name_style, Token::text) + gap;
    if (!size.empty()) x += canvas.text(x, y, size, size_style, size_color) + 2 * gap;
    if (!note.empty() && x + canvas.text_width(note, note_style) <= line.right()) {
        canvas.text(line.right(), y, note, note_style, Token::text2, Align::right);
    }
}

Rect crop_mark(const PhotoMap& map, const View& view, const core::PhotoRect& crop) {
    const Rect exact = map.to_screen(crop);
    const float least = view.px(10.0F);
    const float w = std::max(exact.w, least);
    const float h = std::max(exact.h, least);
    return {exact.center().x - w / 2, exact.center().y - h / 2, w, h};
}

void draw_crop_mark(Canvas& canvas, const PhotoMap& map, const core::PhotoRect& crop) {
    const View& view = canvas.view();
    const float width = view.stroke(2.0F);
    const Rect mark = crop_mark(map, view, crop).grown(width / 2);
    canvas.push_clip(map.frame());
    canvas.stroke_rect(mark, canvas.color(Token::bg), width + view.px(3.0F), view.px(2.0F));
    canvas.stroke_rect(mark, canvas.color(Token::accent), width, view.px(2.0F));
    canvas.pop_clip();
}

void draw_crop_detail(Canvas& canvas, const PhotoMap& map, const core::PhotoRect& part, Token token) {
    const View& view = canvas.view();
    const Rect rect = map.to_screen(part);
    if (rect.w < view.px(6.0F) || rect.h < view.px(6.0F)) return;
    canvas.push_clip(map.frame());
    canvas.stroke_rect(rect, canvas.color(Token::bg), view.stroke(1.5F) + view.px(2.0F));
    canvas.stroke_rect(rect, canvas.color(token), view.stroke(1.5F));
    canvas.pop_clip();
}

void draw_crop_ribbon(Canvas& canvas, const PhotoMap& map, const core::PhotoRect& crop, float grid_right, float top,
                      float bottom) {
    const View& view = canvas.view();
    const Rect mark = crop_mark(map, view, crop);
    const Rect& frame = map.frame();
    if (!frame.contains(mark.center())) return;  // panned away: there is nothing to point at
    const Ribbon ribbon{grid_right, grid_right, mark.x, mark.x, top, bottom, mark.y, mark.bottom()};
    const Rect gap{grid_right, std::min(top, frame.y) - view.px(4.0F), frame.x - grid_right,
                   std::max(bottom, frame.bottom()) - std::min(top, frame.y) + view.px(8.0F)};
    canvas.push_clip(gap);
    draw_ribbon(canvas, ribbon);
    canvas.pop_clip();

    const float bend = (grid_right + mark.x) / 2;
    const Color color = canvas.color(Token::accent);
    canvas.push_clip(frame);
    canvas.bezier({grid_right, top}, {bend, top}, {bend, mark.y}, {mark.x, mark.y}, color, view.stroke(2.0F));
    canvas.bezier({grid_right, bottom}, {bend, bottom}, {bend, mark.bottom()}, {mark.x, mark.bottom()}, color,
                  view.stroke(2.0F));
    canvas.pop_clip();
}

void draw_mean_color(Canvas& canvas, const Rect& frame, const core::ChannelMeans& means) {
    const auto byte = [](float value) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
    };
    const Color fill{byte(means.red), byte(means.green), byte(means.blue)};
    canvas.fill_rect(frame, fill);
    const struct {
        std::string_view letter;
        float value;
    } lines[] = {{"R", means.red}, {"G", means.green}, {"B", means.blue}};
    TextStyle style{Type::t28, Family::numbers, false};
    const float leading = 1.25F;
    while (style.type != Type::t14 && 3 * leading * canvas.text_size(style) > frame.h * 0.9F) {
        style.type = step_down(style.type);
    }
    // In the lowest frames the lines close up as far as digits may; below that the hover tile alone tells the means.
    const float size = canvas.text_size(style);
    const float digit_height = 0.73F * size;
    const float pitch = std::min(leading * size, (frame.h * 0.94F - digit_height) / 2);
    if (pitch < 0.8F * size) return;
    const float letter_width = canvas.text_width("R", style);
    const float width = canvas.text_width("R  255.0", style);
    const float left = frame.center().x - width / 2;
    const Color ink = Theme::ink_on(fill);
    float y = frame.center().y - pitch;
    for (const auto& [letter, value] : lines) {
        canvas.text(left, y, letter, style, ink);
        canvas.text(left + std::max(width, letter_width), y, core::fixed_decimal(value, 1), style, ink, Align::right);
        y += pitch;
    }
}

float draw_gray_scale(Canvas& canvas, float right, float center_y, std::string_view low, std::string_view high) {
    const View& view = canvas.view();
    const TextStyle style{Type::t14, Family::numbers, false};
    const float gap = view.px(6.0F);
    const float width = view.px(view.layout.compact ? 40.0F : 64.0F);
    const float height = view.px(12.0F);
    const float high_width = canvas.text_width(high, style);
    canvas.text(right, center_y, high, style, Token::text2, Align::right);
    const Rect bar{right - high_width - gap - width, center_y - height / 2, width, height};
    constexpr int k_steps = 32;
    for (int step = 0; step < k_steps; ++step) {
        const auto level = static_cast<std::uint8_t>(255 * step / (k_steps - 1));
        const float from = std::round(bar.w * static_cast<float>(step) / k_steps);
        const float to = std::round(bar.w * static_cast<float>(step + 1) / k_steps);
        canvas.fill_rect({bar.x + from, bar.y, to - from, bar.h}, Color{level, level, level});
    }
    canvas.stroke_rect(bar, canvas.color(Token::edge), view.stroke(1.0F));
    canvas.text(bar.x - gap, center_y, low, style, Token::text2, Align::right);
    return high_width + canvas.text_width(low, style) + width + 2 * gap;
}

void draw_waiting_mark(Canvas& canvas, const Rect& frame) {
    const View& view = canvas.view();
    const float pitch = view.px(9.0F);
    const Rect chip{frame.right() - view.px(44.0F), frame.y + view.px(8.0F), view.px(36.0F), view.px(18.0F)};
    canvas.fill_rect(chip, canvas.color(Token::panel), view.px(4.0F));
    for (const float offset : std::array{-pitch, 0.0F, pitch}) {
        canvas.fill_circle({chip.center().x + offset, chip.center().y}, view.px(2.5F), canvas.color(Token::text));
    }
}

void draw_error_panel(Canvas& canvas, const Rect& rect, std::string_view sentence, float kept_free) {
    const View& view = canvas.view();
    const float radius = view.px(8.0F);
    canvas.fill_rect(rect, canvas.color(Token::panel), radius);
    canvas.stroke_rect(rect, canvas.color(Token::err), view.stroke(1.5F), radius);
    canvas.fill_rect({rect.x, rect.y, view.px(4.0F), rect.h}, canvas.color(Token::err), view.px(2.0F));
    const bool beside = rect.w > view.layout.control(220.0F);
    const float icon = view.layout.control(24.0F);
    const float pad = view.px(rect.h < view.layout.control(64.0F) ? 12.0F : 16.0F);
    const float left = rect.x + pad + (beside ? icon + view.px(12.0F) : 0.0F);
    const float head = beside ? 0.0F : icon + view.px(6.0F);
    const float width = rect.right() - pad - kept_free - left;
    const float room = rect.h - head - view.px(10.0F);

    // Lines at most, and about how many the sentence needs: words do not fill their lines.
    TextStyle style{Type::t16, Family::words, false};
    const auto pitch = [&] { return 1.3F * canvas.text_size(style); };
    const auto needed = [&] { return std::max(1.0F, std::ceil(1.1F * canvas.text_width(sentence, style) / width)); };
    if (needed() * pitch() > room) style.type = Type::t14;
    const float lines = std::max(1.0F, std::floor(room / pitch()));
    const float body = head + std::min(lines, needed()) * pitch();
    const float top = std::max(rect.y + view.px(5.0F), rect.center().y - body / 2);
    draw_icon(canvas, Icon::warning, {rect.x + pad, beside ? rect.center().y - icon / 2 : top, icon, icon},
              canvas.color(Token::err));
    canvas.wrapped(left, top + head, width, sentence, style, Token::text, static_cast<int>(lines));
}

void draw_hover_lines(Canvas& canvas, Vec2 at, std::span<const RichText> lines, const Rect& keep_inside) {
    const View& view = canvas.view();
    const TextStyle style{Type::t14, Family::words, false};
    const float pitch = 1.5F * canvas.text_size(style);
    const float pad = view.px(10.0F);
    float width = 0.0F;
    for (const RichText& line : lines) width = std::max(width, canvas.rich_width(line, style));
    Rect tile{at.x + view.px(16.0F), at.y + view.px(16.0F), width + 2 * pad,
              pitch * static_cast<float>(lines.size()) + pad};
    if (tile.right() > keep_inside.right()) tile.x = at.x - view.px(12.0F) - tile.w;
    if (tile.bottom() > keep_inside.bottom()) tile.y = at.y - view.px(12.0F) - tile.h;
    tile.x = std::max(tile.x, keep_inside.x);
    tile.y = std::max(tile.y, keep_inside.y);
    canvas.fill_rect(tile, canvas.color(Token::panel), view.px(6.0F));
    canvas.stroke_rect(tile, canvas.color(Token::edge), view.stroke(1.0F), view.px(6.0F));
    float y = tile.y + pad / 2 + pitch / 2;
    for (const RichText& line : lines) {
        canvas.rich(tile.x + pad, y, line, style, Token::text);
        y += pitch;
    }
}

}  // namespace ui
