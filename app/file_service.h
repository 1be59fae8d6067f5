// FileService: does what scenes ask of the world outside (photos, tables, native dialogs) and hands back events.
// Invariant: nothing here waits; a photo is decoded in a worker process, and the newest one asked for wins.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/io/photo_loader.h"
#include "app/ui/requests.h"

namespace app {

// Largest table a grid scene shows.
inline constexpr std::int64_t k_largest_grid = 32;

class FileService {
public:
    explicit FileService(std::function<void()> wake);

    void open_photo(const std::filesystem::path& path);
    void use_drawn_photo();
    void cancel_loading();
    void open_table(const std::filesystem::path& path);
    void paste_table(const std::string& text);
    core::Result<core::Done> save_table(const std::filesystem::path& path, const core::Grid& grid);

    // A table or a photo, by its extension.
    void open_file(const std::filesystem::path& path);

    std::vector<ui::Event> poll();
    bool busy() const { return loading_; }
    double fraction() const;  // of the photo under way, 0..1

private:
    void deliver(core::Result<core::Grid> table, std::string name);

    io::PhotoLoader loader_;
    std::filesystem::path opening_;  // the photo that the loader works on
    std::vector<ui::Event> events_;
    bool loading_ = false;
};

// The sample pictures that set-up has fetched; may be none.
std::vector<ui::SamplePhoto> sample_photos();

// <Pictures or home>/poolscope-<scene><extension>, numbered so that it does not exist yet.
std::filesystem::path new_picture_path(std::string_view scene, std::string_view extension);

}  // namespace app
