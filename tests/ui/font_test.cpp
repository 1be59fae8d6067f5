// Fonts: files are checked before anything parses them, every style draws, missing glyphs come with the next update.
#include "app/ui/fonts.h"

#include <chrono>
#include <filesystem>
#include <fstream>

#include "app/ui/font_file.h"
#include "app/ui/imgui_canvas.h"
#include "app/ui/imgui_compat.h"
#include "support/catch.h"
#include "support/run_program.h"

namespace {

namespace fs = std::filesystem;

constexpr std::array k_faces{"Inter-Regular.otf", "Inter-SemiBold.otf",       "NanumSquareR.ttf",
                             "NanumSquareB.ttf",  "JetBrainsMono-Medium.ttf", "JetBrainsMono-Bold.ttf"};

// Beside the program, where the build has put them; empty where the distribution has none.
fs::path fonts_folder() { return fs::path(POOLSCOPE_FONTS); }

bool fonts_installed() {
    for (const char* face : k_faces) {
        if (!fs::exists(fonts_folder() / face)) return false;
    }
    return true;
}

std::vector<unsigned char> bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Context {
    Context() {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().DisplaySize = {1280, 800};
        ImGui::GetIO().DeltaTime = 0.016F;
        ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    }
    ~Context() { ImGui::DestroyContext(); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
};

std::vector<ui::TextStyle> all_styles() {
    std::vector<ui::TextStyle> styles;
    for (int type = 0; type <= static_cast<int>(ui::Type::t36); ++type) {
        for (const auto family : {ui::Family::words, ui::Family::numbers}) {
            for (const bool bold : {false, true}) styles.push_back({static_cast<ui::Type>(type), family, bold});
        }
    }
    return styles;
}

// Draws `text` in every style for two frames; the glyphs of the second.
int vertices_after_update(ui::FontSet& fonts, const ui::View& view, std::string_view text) {
    int vertices = 0;
    for (int frame = 0; frame < 2; ++frame) {
        fonts.update(view.layout.u * view.layout.text_scale);
        compat::headless_fonts();
        ImGui::NewFrame();
        {
            ui::ImguiCanvas canvas(view, fonts, nullptr);
            for (const ui::TextStyle style : all_styles()) canvas.text(10, 100, text, style, ui::Token::text);
        }
        ImGui::Render();
        vertices = ImGui::GetDrawData()->TotalVtxCount;
    }
    return vertices;
}

}  // namespace

TEST_CASE("a font file is checked before anything parses it") {
    CHECK(ui::check_font({}, "f").error().what.find("too short") != std::string::npos);
    std::vector<unsigned char> noise(4096, 0x5A);
    CHECK(ui::check_font(noise, "f").error().kind == core::Error::Kind::not_my_format);
    noise[0] = 0;
    noise[1] = 1;
    noise[2] = noise[3] = 0;
    CHECK_FALSE(ui::check_font(noise, "f"));  // a directory that reaches beyond the file
    CHECK_FALSE(ui::read_font_file("/nowhere/font.ttf"));
    if (!fonts_installed()) return;
    for (const char* face : k_faces) {
        CAPTURE(face);
        const std::vector<unsigned char> bytes = bytes_of(fonts_folder() / face);
        const auto good = ui::check_font(bytes, face);
        REQUIRE(good);
        CHECK(good.value().em_height_ratio > 0.9F);
        CHECK(good.value().em_height_ratio < 1.6F);
        for (const double part : {0.0, 0.01, 0.1, 0.5, 0.9, 0.999}) {
            std::vector<unsigned char> cut = bytes;
            cut.resize(static_cast<std::size_t>(static_cast<double>(bytes.size()) * part));
            CHECK_FALSE(ui::check_font(cut, face));
        }
    }
}

TEST_CASE("without any font file the built-in font speaks, and says what is missing") {
    const Context context;
    ui::FontSet fonts("/nowhere");
    CHECK(fonts.complaints().size() == k_faces.size());
    CHECK(fonts.complaints().front().find("Inter-Regular.otf") != std::string::npos);
    ui::View view;
    view.theme = &ui::theme(ui::ThemeId::dark);
    view.layout = ui::make_layout(1280, 800, 1, true);
    CHECK(vertices_after_update(fonts, view, "max(12)") == 28 * 7 * 4);
}

TEST_CASE("a broken face is replaced by its neighbour") {
    if (!fonts_installed()) return;
    const test::TempFolder folder;
    for (const char* face : k_faces) fs::copy_file(fonts_folder() / face, folder.path() / face);
    fs::resize_file(folder.path() / "Inter-SemiBold.otf", 5000);
    fs::remove(folder.path() / "JetBrainsMono-Bold.ttf");
    const Context context;
    ui::FontSet fonts(folder.path());
    CHECK(fonts.complaints().size() == 2);
    ui::View view;
    view.theme = &ui::theme(ui::ThemeId::dark);
    view.layout = ui::make_layout(1280, 800, 1, true);
    CHECK(vertices_after_update(fonts, view, "12") == 28 * 2 * 4);
}

TEST_CASE("every style draws letters, signs, Hangul and what it meets at run time") {
    if (!fonts_installed()) return;
    const Context context;
    ui::FontSet fonts(fonts_folder());
    CHECK(fonts.complaints().empty());
    ui::View view;
    view.theme = &ui::theme(ui::ThemeId::dark);
    view.layout = ui::make_layout(1280, 800, 1, true);
    const std::string_view text = "(12)÷4−∞≈⌊n⌋éß뷁";
    CHECK(vertices_after_update(fonts, view, text) == 28 * 15 * 4);
    CHECK_FALSE(fonts.wants_update());
    for (const ui::TextStyle style : all_styles()) {
        CAPTURE(static_cast<int>(style.type), style.family == ui::Family::numbers, style.bold);
        CHECK(compat::has_glyph(fonts.font(style), U'뷁'));
        CHECK(compat::has_glyph(fonts.font(style), U'∞'));
    }
    SECTION("what no face has is not asked for again and again") {
        vertices_after_update(fonts, view, "漢😀");
        CHECK_FALSE(fonts.wants_update());
    }
}

TEST_CASE("text is as large as it says: cap height 0.727 em, numbers 0.6 em wide") {
    if (!fonts_installed()) return;
    const Context context;
    ui::FontSet fonts(fonts_folder());
    ui::View view;
    view.theme = &ui::theme(ui::ThemeId::dark);
    view.layout = ui::make_layout(1280, 800, 1, true);
    vertices_after_update(fonts, view, "H0");
    ImGui::NewFrame();
    {
        const ui::ImguiCanvas canvas(view, fonts, nullptr);
        for (const bool bold : {false, true}) {
            CHECK(canvas.text_width("0123456789", {ui::Type::t36, ui::Family::numbers, bold}) == Approx(216).margin(3));
            CHECK(canvas.text_width("0123456789", {ui::Type::t20, ui::Family::numbers, bold}) == Approx(120).margin(2));
        }
    }
    ImGui::Render();
}

TEST_CASE("the atlas fits a graphics card at every scale, words of a language included") {
    if (!fonts_installed() || !compat::atlas_is_built_ahead()) return;
    const auto ko = ui::Text::load("ko");
    REQUIRE(ko);
    for (const float scale : {0.75F, 1.0F, 2.0F, 3.0F, 6.0F}) {
        const Context context;
        ui::FontSet fonts(fonts_folder());
        for (const auto& [key, sentence] : ko.value().entries()) fonts.expect(sentence);
        CHECK(fonts.update(scale));
        CHECK_FALSE(fonts.update(scale));
        CAPTURE(scale);
        CHECK(compat::atlas_size(*ImGui::GetIO().Fonts).x <= 4096);
        CHECK(compat::atlas_size(*ImGui::GetIO().Fonts).y <= 8192);
    }
}
