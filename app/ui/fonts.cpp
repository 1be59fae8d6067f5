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
constexpr float k_hangul_raise = -0.05F;  // em: Hangul sits lower than Inter's letters
constexpr int k_largest_atlas = 8192;

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

bool fits_in_16_bits(char32_t c) { return c >= 0x20 && c <= 0xFFFF; }

}  // namespace

struct FontSet::Impl {
    std::array<Face, 2> inter{{{"Inter-Regular.otf"}, {"Inter-SemiBold.otf"}}};
    std::array<Face, 2> nanum{{{"NanumSquareR.ttf"}, {"NanumSquareB.ttf"}}};
    std::array<Face, 2> mono{{{"JetBrainsMono-Medium.ttf"}, {"JetBrainsMono-Bold.ttf"}}};
    std::vector<std::string> complaints;

    std::array<std::set<char32_t>, k_styles> wanted;    // by style
    std::array<std::vector<ImWchar>, k_styles> ranges;  // ImGui reads them while building: they stay alive
    std::array<ImFont*, k_styles> fonts{};
    float scale = 0.0F;
    bool changed = true;

    void want(std::u32string_view text, std::size_t style) {
        for (const char32_t c : text) {
            if (fits_in_16_bits(c) && wanted[style].insert(c).second) changed = true;
        }
    }

    void want_basics(std::size_t style) {
        std::u32string letters;
        for (char32_t c = 0x20; c < 0x7F; ++c) letters += c;
        want(letters, style);
        want(decode_utf8(k_signs), style);
        if (style_at(style).family == Family::words && style_at(style).type <= Type::t20) {
            std::u32string latin1;
            for (char32_t c = 0xA0; c <= 0xFF; ++c) latin1 += c;
            want(latin1, style);
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
        config.OversampleH = em < 26.0F ? 2 : 1;
        config.OversampleV = 1;
        config.GlyphOffset.y = raise * em;
        auto* bytes = const_cast<unsigned char*>(file.bytes.data());  // ImGui's signature; it does not write
        return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(bytes, static_cast<int>(file.bytes.size()),
                                                          em * file.em_height_ratio, &config, ranges[style].data());
    }

    void make_ranges(std::size_t style) {
        std::vector<ImWchar>& out = ranges[style];
        out.clear();
        for (const char32_t c : wanted[style]) {
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
        const FontFile* main = pick(numbers ? mono : inter, look.bold);
        if (main == nullptr) main = pick(numbers ? inter : mono, look.bold);
        const FontFile* hangul = pick(nanum, look.bold);
        if (main == nullptr) std::swap(main, hangul);
        if (main == nullptr) {
            ImFontConfig config;
            config.SizePixels = em;
            fonts[style] = ImGui::GetIO().Fonts->AddFontDefault(&config);
            return;
        }
        fonts[style] = add(*main, em, style, false, 0.0F);
        if (hangul != nullptr) add(*hangul, em, style, true, k_hangul_raise);
    }
};

FontSet::FontSet(const std::filesystem::path& folder) : impl_(std::make_unique<Impl>()) {
    impl_->read_faces(folder);
    for (std::size_t style = 0; style < k_styles; ++style) impl_->want_basics(style);
}

FontSet::~FontSet() = default;

const std::vector<std::string>& FontSet::complaints() const { return impl_->complaints; }

void FontSet::needs(std::string_view utf8) {
    const std::u32string text = decode_utf8(utf8);
    for (std::size_t style = 0; style < k_styles; ++style) impl_->want(text, style);
}

void FontSet::needs(std::string_view utf8, TextStyle style) {
    if (!compat::atlas_is_built_ahead()) return;
    impl_->want(decode_utf8(utf8), index_of(style));
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
    atlas.TexDesiredWidth = 0;
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
