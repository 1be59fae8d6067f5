// FileBrowser: the in-app list of folders and files, over the stage: always there, also where the desktop has no dialog
// of its own. Invariant: while open, `folder_` is a folder that could be read, or `error_` says why not.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/io/browse.h"
#include "app/io/dialog.h"
#include "app/ui/requests.h"
#include "app/ui/ui.h"

namespace app {

struct BrowserChoice {
    ui::FileUse use = ui::FileUse::open_photo;
    std::filesystem::path path;
    bool drawn_picture = false;  // the picture the program draws itself
};

class FileBrowser {
public:
    // `name`: suggested when saving. `recent`: files opened lately, newest first, offered beside the common places.
    void open(ui::FileUse use, std::string name = {}, std::span<const std::filesystem::path> recent = {});
    bool is_open() const { return open_; }
    bool busy() const { return dialog_.showing(); }  // a native dialog is open: look again soon

    // Draws it while open. A choice closes it.
    std::optional<BrowserChoice> draw(ui::Ui& ui);

private:
    void go_to(const std::filesystem::path& folder);
    bool saving() const {
        return use_ == ui::FileUse::save_table || use_ == ui::FileUse::save_scene || use_ == ui::FileUse::save_view;
    }
    std::vector<std::string> extensions() const;
    std::optional<BrowserChoice> draw_entries(ui::Ui& ui, const ui::Rect& rect);
    std::optional<BrowserChoice> draw_places(ui::Ui& ui, ui::Rect rect);
    std::optional<BrowserChoice> draw_recent(ui::Ui& ui, ui::Rect rect);
    std::optional<BrowserChoice> draw_foot(ui::Ui& ui, ui::Rect rect);
    std::optional<BrowserChoice> poll_dialog();
    void start_dialog(ui::Ui& ui);
    BrowserChoice choose(const std::filesystem::path& path);

    bool open_ = false;
    ui::FileUse use_ = ui::FileUse::open_photo;
    io::FolderListing listing_;
    std::optional<core::Error> error_;
    std::string file_name_;
    std::string extension_;            // of a view that is saved
    bool name_opens_ = false;          // the name waits to be typed as soon as it is drawn
    std::filesystem::path replacing_;  // there already: saving once more replaces it
    std::vector<std::filesystem::path> recent_;
    io::FileDialog dialog_;
};

}  // namespace app
