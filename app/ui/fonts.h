// FontSet: the program's fonts in exactly the type steps of the design times a scale, never scaled glyphs.
//   words = Inter + NanumSquare (Hangul, 0.05 em higher); numbers = JetBrains Mono + NanumSquare.
// Font files come from outside, so they are read and checked here; Dear ImGui never sees an unchecked byte. What is
// missing or broken is replaced by another face and at last by ImGui's built-in one, and a sentence says so.
// An atlas holds the glyphs a style is known to need; a new glyph or scale means a rebuild between frames. All styles
// with all of Korean would not fit, so: letters and signs from the start, announced words in the styles words are set
// in, anything else when it is first drawn.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/canvas.h"

struct ImFont;

namespace ui {

class FontSet {
public:
    // Reads the faces in `folder`. Does not touch ImGui yet.
    explicit FontSet(const std::filesystem::path& folder);
    ~FontSet();
    FontSet(const FontSet&) = delete;
    FontSet& operator=(const FontSet&) = delete;

    // One sentence for each face that could not be used: for standard error.
    const std::vector<std::string>& complaints() const;

    // Words that will be drawn soon (a language's texts): built ahead in the styles words are set in.
    void expect(std::string_view utf8);
    // What is drawn now. True: some of it is missing and comes with the next update(), until then better not drawn.
    bool needs(std::string_view utf8, TextStyle style);

    // Between frames, with an ImGui context: (re)builds the atlas if scale (u x text_scale) or glyphs ask for it.
    // Returns true if the renderer's font texture must be made anew (compat::reload_font_texture()).
    bool update(float scale);
    // True if update() with the last scale would rebuild: another frame is worth drawing.
    bool wants_update() const;

    float scale() const;
    // MUST NOT be called before the first update().
    ImFont& font(TextStyle style) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ui
