#include "app/file_service.h"

#include <algorithm>
#include <utility>

#include "app/io/browse.h"
#include "app/io/csv.h"
#include "app/io/files.h"
#include "app/io/paths.h"

namespace app {
namespace {

std::string shown_name(const std::filesystem::path& path) { return io::path_text(path.filename()); }

bool is_table(const std::filesystem::path& path) {
    const std::vector<std::string> tables = io::table_extensions();
    return std::find(tables.begin(), tables.end(), io::lower_extension(path)) != tables.end();
}

}  // namespace

FileService::FileService(std::function<void()> wake) : loader_(std::move(wake)) {}

void FileService::open_photo(const std::filesystem::path& path) {
    events_.push_back(ui::PhotoLoading{shown_name(path)});
    loading_ = true;
    std::error_code error;
    opening_ = std::filesystem::absolute(path, error);
    loader_.open(path);
}

void FileService::use_drawn_photo() {
    cancel_loading();
    events_.push_back(ui::PhotoArrived{.image = core::draw_sample_photo(), .name = "", .transparent = false});
}

void FileService::cancel_loading() {
    if (!loading_) return;
    loader_.cancel();
    loading_ = false;
    events_.push_back(ui::PhotoCancelled{});
}

void FileService::open_table(const std::filesystem::path& path) {
    deliver(io::read_table(path, {k_largest_grid, k_largest_grid}), shown_name(path));
}

void FileService::paste_table(const std::string& text) {
    deliver(io::parse_table(text, {k_largest_grid, k_largest_grid}), "");
}

void FileService::deliver(core::Result<core::Grid> table, std::string name) {
    if (table) {
        events_.push_back(ui::TableArrived{std::move(table).value(), std::move(name)});
    } else {
        events_.push_back(ui::TableFailed{table.error()});
    }
}

core::Result<core::Done> FileService::save_table(const std::filesystem::path& path, const core::Grid& grid) {
    return io::write_table(path, grid);
}

void FileService::open_file(const std::filesystem::path& path) {
    if (is_table(path)) {
        open_table(path);
    } else {
        open_photo(path);
    }
}

std::vector<ui::Event> FileService::poll() {
    if (auto result = loader_.poll(); result && loading_) {
        loading_ = false;
        if (*result) {
            io::Photo photo = std::move(*result).value();
            events_.push_back(ui::PhotoArrived{
                .image = photo.image, .name = photo.name, .transparent = photo.meta.transparent, .path = opening_});
        } else {
            events_.push_back(ui::PhotoFailed{result->error()});
        }
    }
    return std::exchange(events_, {});
}

double FileService::fraction() const { return loader_.progress().fraction; }

std::vector<ui::SamplePhoto> sample_photos() {
    std::vector<ui::SamplePhoto> samples;
    const auto listing = io::list_folder(io::sample_photos_folder(), io::picture_extensions());
    if (!listing) return samples;
    for (const io::BrowseEntry& entry : listing.value().entries) {
        if (!entry.folder) samples.push_back({entry.name, entry.path});
    }
    return samples;
}

std::filesystem::path new_picture_path(std::string_view scene, std::string_view extension) {
    const std::filesystem::path folder = io::pictures_folder().value_or(io::home_folder());
    for (int number = 1;; ++number) {
        const std::string suffix = number == 1 ? "" : "-" + std::to_string(number);
        std::filesystem::path path = folder / ("poolscope-" + std::string(scene) + suffix + std::string(extension));
        std::error_code error;
        if (!std::filesystem::exists(path, error)) return path;
    }
}

}  // namespace app
