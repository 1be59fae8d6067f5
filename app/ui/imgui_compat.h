// Dear ImGui 1.86 .. 1.92 behind one spelling. The only file that tests IMGUI_VERSION_NUM; everything else is written
// to the subset all of them share. Not for headers: include it from .cpp files only.
#pragma once

#include <imgui.h>

#include <cstdint>

namespace compat {

inline ImTextureID texture_id(std::uintptr_t gl_name) { return (ImTextureID)(std::intptr_t)gl_name; }  // C cast: the
// type is a pointer before 1.91.4 and an integer after

inline void stroke_path(ImDrawList& list, ImU32 color, bool closed, float thickness) {
#if IMGUI_VERSION_NUM >= 19276
    list.PathStroke(color, thickness, closed ? ImDrawFlags_Closed : ImDrawFlags_None);
#else
    list.PathStroke(color, closed ? ImDrawFlags_Closed : ImDrawFlags_None, thickness);
#endif
}

inline void polyline(ImDrawList& list, const ImVec2* points, int count, ImU32 color, bool closed, float thickness) {
#if IMGUI_VERSION_NUM >= 19276
    list.AddPolyline(points, count, color, thickness, closed ? ImDrawFlags_Closed : ImDrawFlags_None);
#else
    list.AddPolyline(points, count, color, closed ? ImDrawFlags_Closed : ImDrawFlags_None, thickness);
#endif
}

inline float font_size(const ImFont& font) {
#if IMGUI_VERSION_NUM >= 19200
    return font.LegacySize;
#else
    return font.FontSize;
#endif
}

// From the top of a line of text to its baseline.
inline float font_ascent(ImFont& font) {
#if IMGUI_VERSION_NUM >= 19200
    return font.GetFontBaked(font.LegacySize)->Ascent;
#else
    return font.Ascent;
#endif
}

inline bool has_glyph(ImFont& font, ImWchar code_point) {
#if IMGUI_VERSION_NUM >= 19200
    return font.IsGlyphInFont(code_point);
#else
    return font.FindGlyphNoFallback(code_point) != nullptr;
#endif
}

// From 1.92 on glyphs are rasterised when first drawn; before, an atlas of chosen glyphs is built ahead.
constexpr bool atlas_is_built_ahead() {
#if IMGUI_VERSION_NUM >= 19200
    return false;
#else
    return true;
#endif
}

inline void build_atlas(ImFontAtlas& atlas) {
#if IMGUI_VERSION_NUM < 19200
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    atlas.GetTexDataAsAlpha8(&pixels, &width, &height);
#else
    (void)atlas;
#endif
}

// Width and height of the atlas's texture.
inline ImVec2 atlas_size(const ImFontAtlas& atlas) {
#if IMGUI_VERSION_NUM >= 19200
    if (atlas.TexData == nullptr) return {0.0F, 0.0F};
    return {static_cast<float>(atlas.TexData->Width), static_cast<float>(atlas.TexData->Height)};
#else
    return {static_cast<float>(atlas.TexWidth), static_cast<float>(atlas.TexHeight)};
#endif
}

// For tests: a frame without a renderer. 1.92 wants one that takes textures, or a built atlas.
inline void headless_fonts() {
    ImGuiIO& io = ImGui::GetIO();
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
#if IMGUI_VERSION_NUM >= 19200
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
#else
    build_atlas(*io.Fonts);
#endif
}

inline void inject_mouse(ImVec2 position, bool down, float wheel) {
    ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18700
    io.AddMousePosEvent(position.x, position.y);
    io.AddMouseButtonEvent(0, down);
    if (wheel != 0.0F) io.AddMouseWheelEvent(0.0F, wheel);
#else
    io.MousePos = position;
    io.MouseDown[0] = down;
    io.MouseWheel += wheel;
#endif
}

inline void inject_modifiers(bool ctrl, bool shift) {
    ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18900
    io.AddKeyEvent(ImGuiMod_Ctrl, ctrl);
    io.AddKeyEvent(ImGuiMod_Shift, shift);
#elif IMGUI_VERSION_NUM >= 18700
    io.AddKeyEvent(ImGuiKey_ModCtrl, ctrl);
    io.AddKeyEvent(ImGuiKey_ModShift, shift);
#else
    io.KeyCtrl = ctrl;
    io.KeyShift = shift;
#endif
}

}  // namespace compat

#if defined(IMGUI_VERSION_NUM) && IMGUI_VERSION_NUM < 19200 && __has_include("imgui_impl_opengl3.h")
#include "imgui_impl_opengl3.h"
namespace compat {
// After the atlas was rebuilt: hand its pixels to the card again. MUST run between frames with the GL context current.
inline void reload_font_texture() {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
}
}  // namespace compat
#else
namespace compat {
inline void reload_font_texture() {}  // the backend follows the atlas by itself
}  // namespace compat
#endif
