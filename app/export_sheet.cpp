#include "app/export_sheet.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "app/app.h"
#include "app/overlay_title.h"
#include "core/number_text.h"

namespace app {
namespace {

using ui::Rect;
using ui::Token;
using ui::Type;

constexpr std::array k_kinds{ExportKind::png, ExportKind::gif, ExportKind::svg, ExportKind::csv};
constexpr std::array<double, 4> k_scales{1.0, 2.0, 3.0, 4.0};
constexpr float k_most_rows = 3;
constexpr std::array k_gif_widths{480, 800, 1280};
constexpr std::array k_speeds{0.5, 1.0, 2.0};

const std::vector<std::string>& kind_keys() {
    static const std::vector<std::string> keys{"export.png", "export.gif", "export.svg", "export.csv"};
    return keys;
}

std::string about_key(ExportKind kind) {
    switch (kind) {
        case ExportKind::gif:
            return "export.about.gif";
        case ExportKind::svg:
            return "export.about.svg";
        case ExportKind::csv:
            return "export.about.csv";
        default:
            return "export.about.png";
    }
}

// A label before a segmented control.
void choice_row(ui::Ui& ui, Rect& rest, std::string_view key, const std::vector<std::string>& options, int& chosen) {
    const float scale = ui.view().layout.control(1.0F);
    Rect row = ui::cut_top(rest, 40 * scale);
    ui::cut_top(rest, 12 * scale);
    ui.label(ui::cut_left(row, std::min(150 * scale, row.w * 0.3F)), key);
    ui.segmented(row, key, options, chosen);
}

ExportKind kind_at(int place) { return k_kinds[static_cast<std::size_t>(place)]; }

}  // namespace

void ExportSheet::open_at(ExportKind kind) {
    open_ = true;
    const auto found = std::find(k_kinds.begin(), k_kinds.end(), kind);
    if (found != k_kinds.end()) kind_ = static_cast<int>(found - k_kinds.begin());
}

ExportOrder ExportSheet::order(const ui::View& view) const {
    ExportOrder order;
    order.kind = kind_at(kind_);
    const bool pixels = order.kind == ExportKind::png;
    order.picture = {static_cast<int>(view.layout.window.w), static_cast<int>(view.layout.window.h),
                     area_ == 0 ? PictureArea::stage : PictureArea::window,
                     pixels ? k_scales[static_cast<std::size_t>(scale_)] : 1.0};
    order.gif_width = k_gif_widths[static_cast<std::size_t>(size_)];
    order.run.speed = k_speeds[static_cast<std::size_t>(speed_)];
    order.run.reduced_motion = motion_ == 1;
    return order;
}

void ExportSheet::choices(ui::Ui& ui, Rect rest) {
    const float scale = ui.view().layout.control(1.0F);
    ui.segmented(ui::cut_top(rest, 44 * scale), "export.kind", kind_keys(), kind_);
    const ExportKind kind = kind_at(kind_);
    const Rect about = ui::cut_top(rest, 56 * scale);
    const float rows_height = 52 * k_most_rows * scale;
    // In the smallest windows at the largest text the rows need the room of the sentence, and scroll.
    const bool small = rest.h < rows_height - 16 * scale;
    if (small) rest = {about.x, about.y + 12 * scale, about.w, rest.bottom() - about.y - 12 * scale};
    if (!small) {
        const std::string_view words = ui.words(about_key(kind));
        const float height = ui.canvas().wrapped_size(about.w, words, {}, 2).y;
        ui.canvas().wrapped(about.x, about.center().y - height / 2, about.w, words, {}, Token::text2, 2);
    }
    const Rect page = ui.begin_scroll("export.choices", rest, rows_height - 12 * scale);
    rows(ui, page, kind);
    ui.end_scroll();
}

void ExportSheet::rows(ui::Ui& ui, Rect rest, ExportKind kind) {
    if (kind == ExportKind::png || kind == ExportKind::svg)
        choice_row(ui, rest, "export.area", {"export.area.stage", "export.area.window"}, area_);
    if (kind == ExportKind::png)
        choice_row(ui, rest, "export.scale", {"export.scale.1", "export.scale.2", "export.scale.3", "export.scale.4"},
                   scale_);
    if (kind != ExportKind::gif) return;
    choice_row(ui, rest, "export.size", {"export.size.small", "export.size.medium", "export.size.large"}, size_);
    choice_row(ui, rest, "export.speed", {"export.speed.half", "export.speed.one", "export.speed.two"}, speed_);
    choice_row(ui, rest, "export.motion", {"export.motion.smooth", "export.motion.steps"}, motion_);
}

std::string ExportSheet::tables_said(const ui::Text& text, const App& app) {
    const scenes::Scene& scene = app.shown();
    const TablesKey key{std::string(scene.id()), text.language(), scene.revision(), scene.playback().windows};
    if (tables_for_ == key) return tables_said_;
    std::string names;
    for (const core::DataTable& table : scene.tables(text)) names += (names.empty() ? "" : ", ") + table.title;
    tables_said_ = names.empty() ? std::string(text.get("export.fact.none"))
                                 : text.format("export.fact.tables", {{"names", names}});
    tables_for_ = key;
    return tables_said_;
}

std::string ExportSheet::fact(const ui::View& view, const App& app) {
    const ui::Text& text = *view.text;
    const ExportOrder wanted = order(view);
    const PictureSize size = picture_size(app, wanted.picture);
    switch (wanted.kind) {
        case ExportKind::png:
            return text.format("export.fact.pixels", {ui::arg("width", size.width), ui::arg("height", size.height)});
        case ExportKind::gif: {
            RunSettings run = wanted.run;
            run.phases = app.shown().has_phases();
            const std::vector<Moment> moments = run_moments(app.shown().playback().windows, run);
            const auto seconds = static_cast<float>(seconds_of(moments));
            return text.format("export.fact.run", {ui::arg("frames", static_cast<std::int64_t>(moments.size())),
                                                   {"seconds", core::fixed_decimal(seconds, 1)},
                                                   ui::arg("width", wanted.gif_width)});
        }
        case ExportKind::csv:
            return tables_said(text, app);
        default:
            return std::string(text.get("export.fact.svg"));
    }
}

void ExportSheet::facts(ui::Ui& ui, const App& app, const Rect& rect) {
    ui::Canvas& canvas = ui.canvas();
    const std::string said = fact(ui.view(), app);
    if (canvas.text_width(said, {}) <= rect.w) {
        canvas.text(rect.x, rect.center().y, said, {}, Token::text);
    } else {
        canvas.wrapped(rect.x, rect.y, rect.w, said, {}, Token::text, 2);
    }
}

ExportSheet::Wish ExportSheet::foot(ui::Ui& ui, Rect rect, const App& app) {
    const float scale = ui.view().layout.control(1.0F);
    const float width = std::min(180 * scale, (rect.w - 12 * scale) / 2);
    const bool run = kind_at(kind_) == ExportKind::gif;
    const bool possible = !run || app.shown().playback().windows > 0;
    Wish wish = Wish::none;
    if (ui.button(ui::cut_right(rect, width), "export.save",
                  {.icon = ui::Icon::save, .primary = true, .enabled = possible}))
        wish = Wish::save;
    ui::cut_right(rect, 12 * scale);
    if (ui.button(ui::cut_right(rect, width), "export.save_as", {.icon = ui::Icon::folder, .enabled = possible}))
        wish = Wish::save_as;
    return wish;
}

ExportSheet::Wish ExportSheet::progress_foot(ui::Ui& ui, Rect rect, double progress) {
    ui::Canvas& canvas = ui.canvas();
    const float scale = ui.view().layout.control(1.0F);
    const float width = std::min(180 * scale, rect.w / 3);
    const bool cancelled = ui.button(ui::cut_right(rect, width), "export.cancel", {.icon = ui::Icon::cross});
    ui::cut_right(rect, 16 * scale);
    const std::string percent =
        ui.text().format("export.progress", {ui::arg("percent", std::llround(100.0 * progress))});
    const float words = canvas.text(rect.x, rect.center().y, percent, {}, Token::text);
    const float left = rect.x + std::max(words, 110 * scale) + 16 * scale;
    const Rect track{left, rect.center().y - 4 * scale, rect.right() - left, 8 * scale};
    canvas.fill_rect(track, canvas.color(Token::track), 4 * scale);
    canvas.fill_rect({track.x, track.y, track.w * static_cast<float>(progress), track.h}, canvas.color(Token::fill),
                     4 * scale);
    return cancelled ? Wish::cancel : Wish::none;
}

ExportSheet::Wish ExportSheet::draw(ui::Ui& ui, const App& app, double progress) {
    if (!open_) return Wish::none;
    const ui::Layout& layout = ui.view().layout;
    const float scale = layout.control(1.0F);
    const bool busy = progress >= 0.0;
    const float width = std::min(layout.window.w - 32 * layout.u, 640 * scale);
    const float height = std::min(layout.window.h - 16 * layout.u, 480 * scale);
    const Rect panel{std::round(layout.window.center().x - width / 2),
                     std::round(layout.window.center().y - height / 2), width, height};
    if (!ui.begin_overlay("export", panel, open_)) return busy ? Wish::cancel : Wish::none;
    Rect rest = panel.grown(-24 * layout.u);
    overlay_title(ui, rest, ui.words("export.title"), open_);
    ui::cut_top(rest, 12 * scale);
    const Rect bottom = ui::cut_bottom(rest, 44 * scale);
    ui::cut_bottom(rest, 12 * scale);
    const Rect said = ui::cut_bottom(rest, 46 * scale);
    choices(ui, rest);
    facts(ui, app, said);
    const Wish wish = busy ? progress_foot(ui, bottom, progress) : foot(ui, bottom, app);
    ui.end_overlay();
    if (!open_ && busy) return Wish::cancel;
    return wish;
}

}  // namespace app
