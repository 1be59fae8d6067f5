#include "app/file_browser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/io/files.h"
#include "app/io/paths.h"

namespace app {
namespace {

using ui::Rect;
using ui::TextStyle;
using ui::Token;
using ui::Type;

std::string place_key(io::Place place) {
    switch (place) {
        case io::Place::home:
            return "browser.place.home";
        case io::Place::pictures:
            return "browser.place.pictures";
        case io::Place::downloads:
            return "browser.place.downloads";
        case io::Place::samples:
            return "browser.place.samples";
    }
    return {};
}

std::string title_key(ui::FileUse use) {
    switch (use) {
        case ui::FileUse::open_photo:
            return "browser.title.open_photo";
        case ui::FileUse::open_table:
            return "browser.title.open_table";
        case ui::FileUse::save_table:
            return "browser.title.save_table";
        case ui::FileUse::open_network:
            return "browser.title.open_network";
        case ui::FileUse::open_scene:
            return "browser.title.open_scene";
        case ui::FileUse::save_scene:
            return "browser.title.save_scene";
        case ui::FileUse::open_lesson:
            return "browser.title.open_lesson";
        case ui::FileUse::save_view:
            return "browser.title.save_view";
    }
    return {};
}

std::string kinds_key(ui::FileUse use) {
    switch (use) {
        case ui::FileUse::open_photo:
            return "browser.kinds.photo";
        case ui::FileUse::open_network:
            return "browser.kinds.network";
        case ui::FileUse::open_scene:
        case ui::FileUse::save_scene:
            return "browser.kinds.scene";
        case ui::FileUse::open_lesson:
            return "browser.kinds.lesson";
        case ui::FileUse::open_table:
        case ui::FileUse::save_table:
        case ui::FileUse::save_view:
            return "browser.kinds.table";
    }
    return {};
}

// Where browsing begins the first time: the pictures, else the home folder, else where the program was started.
std::filesystem::path first_folder() {
    if (const auto pictures = io::pictures_folder()) return *pictures;
    std::filesystem::path home = io::home_folder();
    if (!home.empty()) return home;
    std::error_code error;
    return std::filesystem::current_path(error);
}

}  // namespace

void FileBrowser::open(ui::FileUse use, std::string name, std::span<const std::filesystem::path> recent) {
    use_ = use;
    open_ = true;
    recent_.assign(recent.begin(), recent.end());
    file_name_ = std::move(name);
    extension_ = io::lower_extension(file_name_);
    name_opens_ = saving();
    replacing_.clear();
    go_to(listing_.folder.empty() ? first_folder() : listing_.folder);
}

std::vector<std::string> FileBrowser::extensions() const {
    switch (use_) {
        case ui::FileUse::open_photo:
            return io::picture_extensions();
        case ui::FileUse::open_network:
            return io::network_extensions();
        case ui::FileUse::open_scene:
        case ui::FileUse::save_scene:
            return io::scene_extensions();
        case ui::FileUse::open_lesson:
            return io::lesson_extensions();
        case ui::FileUse::open_table:
        case ui::FileUse::save_table:
            return io::table_extensions();
        case ui::FileUse::save_view:
            return {extension_};
    }
    return {};
}

// A folder that cannot be read leaves the list as it is and says why.
void FileBrowser::go_to(const std::filesystem::path& folder) {
    auto listing = io::list_folder(folder, extensions());
    if (listing) {
        listing_ = std::move(listing).value();
        error_.reset();
    } else {
        error_ = listing.error();
    }
}

BrowserChoice FileBrowser::choose(const std::filesystem::path& path) {
    open_ = false;
    return {use_, path, false};
}

void FileBrowser::start_dialog(ui::Ui& ui) {
    const io::DialogRequest request{.kind = saving() ? io::DialogRequest::Kind::save : io::DialogRequest::Kind::open,
                                    .title = std::string(ui.words(title_key(use_))),
                                    .start = saving() ? listing_.folder / file_name_ : listing_.folder,
                                    .filter_name = std::string(ui.words(title_key(use_))),
                                    .extensions = extensions()};
    if (auto started = dialog_.open(request); !started) error_ = started.error();
}

std::optional<BrowserChoice> FileBrowser::poll_dialog() {
    const auto answer = dialog_.poll();
    if (!answer || answer->empty()) return std::nullopt;
    return choose(*answer);
}

std::optional<BrowserChoice> FileBrowser::draw(ui::Ui& ui) {
    if (!open_) return std::nullopt;
    if (auto choice = poll_dialog()) return choice;
    const ui::Layout& layout = ui.view().layout;
    const float scale = layout.u * layout.text_scale;
    const float width = std::min(layout.window.w - 48 * layout.u, 860 * scale);
    const float height = std::min(layout.window.h - 48 * layout.u, 620 * scale);
    const Rect panel{layout.window.center().x - width / 2, layout.window.center().y - height / 2, width, height};
    if (!ui.begin_overlay("browser", panel, open_)) return std::nullopt;

    Rect rest = panel.grown(-24 * layout.u);
    Rect title = ui::cut_top(rest, 40 * scale);
    ui.canvas().text(title.x, title.center().y, ui.words(title_key(use_)), {Type::t24, ui::Family::words, true},
                     Token::text);
    const float size = 40 * scale;
    if (ui.button({title.right() - size, title.y, size, size}, "app.close", {.icon = ui::Icon::cross, .label = false}))
        open_ = false;
    ui::cut_top(rest, 12 * scale);

    Rect foot = ui::cut_bottom(rest, 40 * scale);
    ui::cut_bottom(rest, 12 * scale);
    Rect places = ui::cut_left(rest, std::min(200 * scale, rest.w * 0.35F));
    ui::cut_left(rest, 16 * scale);
    std::optional<BrowserChoice> choice = draw_places(ui, places);
    if (auto entry = draw_entries(ui, rest)) choice = entry;
    if (auto saved = draw_foot(ui, foot)) choice = saved;
    ui.end_overlay();
    return choice;
}

std::optional<BrowserChoice> FileBrowser::draw_places(ui::Ui& ui, Rect rect) {
    const float scale = ui.view().layout.u * ui.view().layout.text_scale;
    std::optional<BrowserChoice> choice;
    const auto next = [&] {
        const Rect row = ui::cut_top(rect, 40 * scale);
        ui::cut_top(rect, 8 * scale);
        return row;
    };
    for (const io::CommonPlace& place : io::common_places(io::sample_photos_folder())) {
        if (place.place == io::Place::samples && use_ != ui::FileUse::open_photo) continue;
        if (ui.button(next(), place_key(place.place),
                      {.icon = ui::Icon::folder, .selected = place.path == listing_.folder}))
            go_to(place.path);
    }
    if (use_ == ui::FileUse::open_photo && ui.button(next(), "browser.drawn", {.icon = ui::Icon::image})) {
        open_ = false;
        choice = BrowserChoice{use_, {}, true};
    }
    if (io::FileDialog::available() &&
        ui.button(next(), "browser.system", {.icon = ui::Icon::settings, .enabled = !dialog_.showing()})) {
        start_dialog(ui);
    }
    if (use_ == ui::FileUse::open_scene && !recent_.empty()) {
        if (auto recent = draw_recent(ui, rect)) choice = recent;
    }
    return choice;
}

// As many of the files opened lately as there is room for.
std::optional<BrowserChoice> FileBrowser::draw_recent(ui::Ui& ui, Rect rect) {
    const float scale = ui.view().layout.u * ui.view().layout.text_scale;
    ui::cut_top(rect, 8 * scale);
    ui.label(ui::cut_top(rect, 28 * scale), "browser.recent", Token::text2, {Type::t14});
    for (std::size_t i = 0; i < recent_.size() && rect.h >= 36 * scale; ++i) {
        const Rect row = ui::cut_top(rect, 36 * scale);
        ui::cut_top(rect, 6 * scale);
        const std::string name = io::valid_utf8(io::path_text(recent_[i].stem()));
        bool hovered = false;
        const bool chosen = ui.hit_area(row, "browser.recent." + std::to_string(i), name, &hovered);
        if (hovered) ui.canvas().fill_rect(row, ui.canvas().color(Token::raised_hi), 6 * scale);
        const Rect icon{row.x + 8 * scale, row.center().y - 12 * scale, 24 * scale, 24 * scale};
        ui::draw_icon(ui.canvas(), ui::Icon::file, icon, ui.canvas().color(Token::text2));
        ui.canvas().text(icon.right() + 8 * scale, row.center().y,
                         ui.canvas().elided(name, {Type::t16}, row.w - 48 * scale), {Type::t16}, Token::text);
        if (chosen) return choose(recent_[i]);
    }
    return std::nullopt;
}

std::optional<BrowserChoice> FileBrowser::draw_entries(ui::Ui& ui, const Rect& rect) {
    ui::Canvas& canvas = ui.canvas();
    const ui::Layout& layout = ui.view().layout;
    const float scale = layout.u * layout.text_scale;
    Rect list = rect;
    Rect head = ui::cut_top(list, 40 * scale);
    const auto parent = io::parent_folder(listing_.folder);
    const Rect up = ui::cut_left(head, 40 * scale);
    if (ui.button(up, "browser.up", {.icon = ui::Icon::up, .label = false, .enabled = parent.has_value()}) && parent)
        go_to(*parent);
    const std::string path = io::valid_utf8(io::path_text(listing_.folder));
    canvas.text(head.x + 12 * scale, head.center().y, canvas.elided(path, {Type::t16}, head.w - 12 * scale),
                {Type::t16}, Token::text2);
    ui::cut_top(list, 8 * scale);
    if (error_) {
        Rect line = ui::cut_top(list, 48 * scale);
        canvas.wrapped(line.x, line.y, line.w, ui.text().sentence(*error_), {Type::t16}, Token::err, 2);
    }
    if (!replacing_.empty()) {
        const std::string name = io::valid_utf8(io::path_text(replacing_.filename()));
        const Rect line = ui::cut_bottom(list, 48 * scale);
        canvas.wrapped(line.x, line.y, line.w, ui.text().format("browser.replace", {{"name", name}}), {Type::t16},
                       Token::warn, 2);
    }
    if (listing_.entries.empty()) {
        canvas.text(list.x + 8 * scale, list.y + 20 * scale, ui.words("browser.empty"), {Type::t16}, Token::text2);
        return std::nullopt;
    }
    const float row = 40 * scale;
    const Rect page = ui.begin_scroll("browser.list", list, row * static_cast<float>(listing_.entries.size()));
    std::optional<io::BrowseEntry> chosen;
    for (std::size_t i = 0; i < listing_.entries.size(); ++i) {
        const Rect line{page.x, page.y + static_cast<float>(i) * row, page.w, row};
        if (line.bottom() < list.y || line.y > list.bottom()) continue;  // 10,000 entries cost what is seen of them
        const io::BrowseEntry& entry = listing_.entries[i];
        bool hovered = false;
        if (ui.hit_area(line, "browser.entry." + entry.name, entry.name, &hovered)) chosen = entry;
        if (hovered) canvas.fill_rect(line, canvas.color(Token::raised_hi), 6 * scale);
        const Rect icon{line.x + 8 * scale, line.center().y - 12 * scale, 24 * scale, 24 * scale};
        ui::draw_icon(canvas, entry.folder ? ui::Icon::folder : ui::Icon::file, icon, canvas.color(Token::text2));
        canvas.text(icon.right() + 12 * scale, line.center().y,
                    canvas.elided(entry.name, {Type::t16}, line.w - 64 * scale), {Type::t16}, Token::text);
    }
    ui.end_scroll();
    if (!chosen) return std::nullopt;
    if (chosen->folder) {
        go_to(chosen->path);
        return std::nullopt;
    }
    if (!saving()) return choose(chosen->path);
    file_name_ = chosen->name;
    return std::nullopt;
}

// Saving: the file's name and the button that does it. Opening: what kinds of file are listed.
std::optional<BrowserChoice> FileBrowser::draw_foot(ui::Ui& ui, Rect rect) {
    if (!saving()) {
        ui.label(rect, kinds_key(use_), Token::text2, {Type::t14});
        return std::nullopt;
    }
    const float scale = ui.view().layout.u * ui.view().layout.text_scale;
    const Rect button = ui::cut_right(rect, 140 * scale);
    ui::cut_right(rect, 12 * scale);
    const bool entered = ui.text_field(rect, "browser.name", file_name_, std::exchange(name_opens_, false));
    const bool named = !file_name_.empty();
    const bool pressed = ui.button(button, "browser.save", {.icon = ui::Icon::save, .primary = true, .enabled = named});
    std::filesystem::path name(std::u8string(file_name_.begin(), file_name_.end()));
    if (name.extension().empty()) name += extensions().front();
    const std::filesystem::path target = listing_.folder / name;
    const bool warned = replacing_ == target;
    if (!warned) replacing_.clear();
    if (!named || (!pressed && !entered)) return std::nullopt;
    std::error_code unreadable;
    if (warned || !std::filesystem::exists(target, unreadable)) return choose(target);
    replacing_ = target;
    name_opens_ = entered;
    return std::nullopt;
}

}  // namespace app
