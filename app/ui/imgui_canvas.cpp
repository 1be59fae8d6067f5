#include "app/ui/imgui_canvas.h"

#include <cfloat>
#include <cmath>
#include <vector>

#include "app/ui/imgui_compat.h"

namespace ui {
namespace {

constexpr int k_layers = 4;

ImVec2 im(Vec2 p) { return {p.x, p.y}; }
ImU32 im(Color c) { return IM_COL32(c.r, c.g, c.b, c.a); }

std::vector<ImVec2> im(std::span<const Vec2> points) {
    std::vector<ImVec2> out;
    out.reserve(points.size());
    for (const Vec2 p : points) out.push_back(im(p));
    return out;
}

}  // namespace

struct ImguiCanvas::Impl {
    FontSet& fonts;
    TextureSource* textures;
    ImDrawList& list;
    ImDrawListSplitter splitter;
};

ImguiCanvas::ImguiCanvas(const View& view, FontSet& fonts, TextureSource* textures)
    : Canvas(view), impl_(new Impl{fonts, textures, *ImGui::GetBackgroundDrawList(), {}}) {
    impl_->splitter.Split(&impl_->list, k_layers);
    impl_->splitter.SetCurrentChannel(&impl_->list, static_cast<int>(layer()));
}

ImguiCanvas::~ImguiCanvas() { impl_->splitter.Merge(&impl_->list); }

void ImguiCanvas::layer_changed(Layer layer) {
    impl_->splitter.SetCurrentChannel(&impl_->list, static_cast<int>(layer));
}

float ImguiCanvas::text_width(std::string_view utf8, TextStyle style) const {
    if (utf8.empty()) return 0.0F;
    ImFont& font = impl_->fonts.font(style);
    return font.CalcTextSizeA(compat::font_size(font), FLT_MAX, 0.0F, utf8.data(), utf8.data() + utf8.size()).x;
}

void ImguiCanvas::fill_rect(const Rect& rect, Color color, float radius) {
    if (rect.empty()) return;
    impl_->list.AddRectFilled(im(rect.min()), im(rect.max()), im(color), radius);
}

void ImguiCanvas::stroke_rect(const Rect& rect, Color color, float thickness, float radius) {
    if (rect.empty()) return;
    impl_->list.PathRect(im(rect.min()), im(rect.max()), radius);
    compat::stroke_path(impl_->list, im(color), true, thickness);
}

// ImDrawList::AddLine() shifts by half a pixel, a polyline does not: coordinates stay the caller's.
void ImguiCanvas::line(Vec2 a, Vec2 b, Color color, float thickness) {
    const ImVec2 points[] = {im(a), im(b)};
    compat::polyline(impl_->list, points, 2, im(color), false, thickness);
}

void ImguiCanvas::polyline(std::span<const Vec2> points, Color color, float thickness, bool closed) {
    const std::vector<ImVec2> path = im(points);
    compat::polyline(impl_->list, path.data(), static_cast<int>(path.size()), im(color), closed, thickness);
}

void ImguiCanvas::fill_polygon(std::span<const Vec2> convex, Color color, bool antialias) {
    const std::vector<ImVec2> path = im(convex);
    const ImDrawListFlags before = impl_->list.Flags;
    if (!antialias) impl_->list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    impl_->list.AddConvexPolyFilled(path.data(), static_cast<int>(path.size()), im(color));
    impl_->list.Flags = before;
}

void ImguiCanvas::fill_circle(Vec2 center, float radius, Color color) {
    impl_->list.AddCircleFilled(im(center), radius, im(color));
}

void ImguiCanvas::stroke_circle(Vec2 center, float radius, Color color, float thickness) {
    impl_->list.AddCircle(im(center), radius, im(color), 0, thickness);
}

void ImguiCanvas::glyphs(Vec2 baseline_left, std::string_view utf8, TextStyle style, Color color) {
    if (utf8.empty()) return;
    if (impl_->fonts.needs(utf8, style)) return;
    ImFont& font = impl_->fonts.font(style);
    const float top = std::round(baseline_left.y) - std::round(compat::font_ascent(font));
    impl_->list.AddText(&font, compat::font_size(font), {std::round(baseline_left.x), top}, im(color), utf8.data(),
                        utf8.data() + utf8.size());
}

void ImguiCanvas::image(const Rect& target, const core::Image& image, const Rect& source, bool smooth) {
    if (image.empty() || target.empty() || impl_->textures == nullptr) return;
    const std::uintptr_t texture = impl_->textures->texture(image, smooth);
    if (texture == 0) return;
    const Vec2 size{static_cast<float>(image.width), static_cast<float>(image.height)};
    impl_->list.AddImage(compat::texture_id(texture), im(target.min()), im(target.max()),
                         {source.x / size.x, source.y / size.y}, {source.right() / size.x, source.bottom() / size.y});
}

void ImguiCanvas::push_clip(const Rect& rect) { impl_->list.PushClipRect(im(rect.min()), im(rect.max()), true); }

void ImguiCanvas::pop_clip() { impl_->list.PopClipRect(); }

}  // namespace ui
