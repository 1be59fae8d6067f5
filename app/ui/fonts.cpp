#include "app/ui/fonts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "app/ui/font_file.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/utf8.h"
#include "core/check.h"

namespace ui {
namespace {

constexpr std::array k_types{Type::t14, Type::t16, Type::t18, Type::t20, Type::t24, Type::t28, Type::t36};
constexpr std::size_t k_styles = k_types.size() * 4;
// Punctuation, arrows and mathematics of the program's own sentences.
constexpr std::string_view k_signs = "–—−×÷≈≠≤≥∞→←↑↓…⌊⌋⌈⌉·₀₁₂√Σ°²“”‘’•›‹";
constexpr std::string_view k_number_signs = " 0123456789+-−×÷=≈≠()[]|,./·?…∞⌊⌋√Σ%";
constexpr float k_hangul_raise = -0.05F;  // em: Hangul sits lower than Inter's letters
// Above this scale announced words wait until they are drawn: glyphs are large and few of them are on the screen.
constexpr float k_ahead_up_to_scale = 2.0F;
constexpr float k_oversample_below = 26.0F;  // px: larger glyphs look the same without

struct Face {
    const char* file;
    std::optional<FontFile> font = std::nullopt;
};

std::size_t index_of(TextStyle style) {
    return static_cast<std::size_t>(style.type) * 4 + (style.family == Family::numbers ? 2U : 0U) +
           (style.bold ? 1U : 0U);
}

TextStyle style_at(std::size_t index) {
    return {k_types[index / 4], index % 4 >= 2 ? Family::numbers : Family::words, index % 2 == 1};
}

// Styles that sentences are set in; the others show numbers, titles and a word here and there.
bool is_for_words(TextStyle style) {
    if (style.family == Family::numbers) return false;
    if (style.type == Type::t24) return style.bold;
    return style.type == Type::t14 || style.type == Type::t16 || style.type == Type::t20;
}

bool fits_in_16_bits(char32_t c) { return c >= 0x20 && c <= 0xFFFF; }

}  // namespace

struct FontSet::Impl {
    std::array<Face, 2> inter{{{"Inter-Regular.otf"}, {"Inter-SemiBold.otf"}}};
    std::array<Face, 2> nanum{{{"NanumSquareR.ttf"}, {"NanumSquareB.ttf"}}};
    std::array<Face, 2> mono{{{"JetBrainsMono-Medium.ttf"}, {"JetBrainsMono-Bold.ttf"}}};
    std::vector<std::string> complaints;

    std::array<std::set<char32_t>, k_styles> wanted;    // by style
    std::set<char32_t> expected;                        // in every style for words
    std::array<std::vector<ImWchar>, k_styles> ranges;  // ImGui reads them while building: they stay alive
    std::array<ImFont*, k_styles> fonts{};
    float scale = 0.0F;
    bool changed = true;

    bool is_ahead(char32_t c, std::size_t style) const {
        return scale <= k_ahead_up_to_scale && is_for_words(style_at(style)) && expected.contains(c);
    }

    // True if the atlas lacks some of it.
    bool want(std::u32string_view text, std::size_t style) {
        bool lacking = false;
        for (const char32_t c : text) {
            if (!fits_in_16_bits(c) || wanted[style].contains(c) || is_ahead(c, style)) continue;
            wanted[style].insert(c);
            lacking = true;
        }
        changed = changed || lacking;
        return lacking;
    }

    void want_basics(std::size_t style) {
        const TextStyle look = style_at(style);
        if (look.family == Family::numbers && look.type >= Type::t24) {
            want(decode_utf8(k_number_signs), style);
        } else if (look.family == Family::numbers || is_for_words(look)) {
            std::u32string letters;
            for (char32_t c = 0x20; c < 0x7F; ++c) letters += c;
            want(letters, style);
            want(decode_utf8(k_signs), style);
        } else {
            want(U" …", style);  // an atlas font needs a glyph to fall back to
        }
    }

    void read_faces(const std::filesystem::path& folder) {
        for (auto* pair : {&inter, &nanum, &mono}) {
            for (Face& face : *pair) {
                core::Result<FontFile> font = read_font_file(folder / face.file);
                if (font) {
                    face.font = std::move(font).value();
                } else {
                    complaints.push_back(font.error().sentence());
                }
            }
        }
    }

    // The face itself, or its sibling of another weight.
    static const FontFile* pick(const std::array<Face, 2>& pair, bool bold) {
        const Face& first = pair[bold ? 1 : 0];
        const Face& second = pair[bold ? 0 : 1];
        return first.font ? &*first.font : second.font ? &*second.font : nullptr;
    }

    ImFont* add(const FontFile& file, float em, std::size_t style, bool merge, float raise) {
        ImFontConfig config;
        config.FontDataOwnedByAtlas = false;
        config.MergeMode = merge;
        config.OversampleH = em < k_oversample_below ? 2 : 1;
        config.OversampleV = 1;
        config.GlyphOffset.y = raise * em;
        auto* bytes = const_cast<unsigned char*>(file.bytes.data());  // ImGui's signature; it does not write
        return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(bytes, static_cast<int>(file.bytes.size()),
                                                          em * file.em_height_ratio, &config, ranges[style].data());
    }

    void make_ranges(std::size_t style) {
        std::vector<ImWchar>& out = ranges[style];
        out.clear();
        std::set<char32_t> all = wanted[style];
        if (scale <= k_ahead_up_to_scale && is_for_words(style_at(style))) all.insert(expected.begin(), expected.end());
        for (const char32_t c : all) {
            const auto code = static_cast<ImWchar>(c);
            if (!out.empty() && out.back() + 1 == code) {
                out.back() = code;
            } else {
                out.push_back(code);
                out.push_back(code);
            }
        }
        out.push_back(0);
    }

    void add_style(std::size_t style) {
        const TextStyle look = style_at(style);
        const bool numbers = look.family == Family::numbers;
        const float em = type_px(look.type) * scale;
        make_ranges(style);
        // The first face that has a glyph draws it; the others fill its gaps (Inter has no ⌊ ⌋, neither has Hangul).
        const FontFile* letters = pick(numbers ? mono : inter, look.bold);
        const FontFile* hangul = pick(nanum, look.bold);
        const FontFile* others = pick(numbers ? inter : mono, look.bold);
        fonts[style] = nullptr;
        for (const FontFile* file : {letters, hangul, others}) {
            if (file == nullptr) continue;
            const bool merge = fonts[style] != nullptr;
            ImFont* font = add(*file, em, style, merge, file == hangul && letters != nullptr ? k_hangul_raise : 0.0F);
            if (!merge) fonts[style] = font;
        }
        if (fonts[style] == nullptr) {
            ImFontConfig config;
            config.SizePixels = em;
            fonts[style] = ImGui::GetIO().Fonts->AddFontDefault(&config);
        }
    }
};

FontSet::FontSet(const std::filesystem::path& folder) : impl_(std::make_unique<Impl>()) {
    impl_->read_faces(folder);
    for (std::size_t style = 0; style < k_styles; ++style) impl_->want_basics(style);
}

FontSet::~FontSet() = default;

const std::vector<std::string>& FontSet::complaints() const { return impl_->complaints; }

void FontSet::expect(std::string_view utf8) {
    for (const char32_t c : decode_utf8(utf8)) {
        if (fits_in_16_bits(c) && impl_->expected.insert(c).second) impl_->changed = true;
    }
}

bool FontSet::needs(std::string_view utf8, TextStyle style) {
    if (!compat::atlas_is_built_ahead()) return false;
    const bool ascii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    if (ascii && is_for_words(style)) return false;
    return impl_->want(decode_utf8(utf8), index_of(style));
}

bool FontSet::wants_update() const { return impl_->changed; }

bool FontSet::update(float scale) {
    if (!impl_->changed && scale == impl_->scale) return false;
    const bool only_glyphs = scale == impl_->scale;
    impl_->changed = false;
    if (only_glyphs && !compat::atlas_is_built_ahead()) return false;
    impl_->scale = scale;
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    for (std::size_t style = 0; style < k_styles; ++style) impl_->add_style(style);
    ImGui::GetIO().FontDefault = impl_->fonts[index_of({})];
    compat::build_atlas(atlas);
    return true;
}

float FontSet::scale() const { return impl_->scale; }

ImFont& FontSet::font(TextStyle style) const {
    CORE_CHECK(impl_->fonts[index_of(style)] != nullptr);
    return *impl_->fonts[index_of(style)];
}

}  // namespace ui
