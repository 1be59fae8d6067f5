// What a scene asks of the program and what comes back: plain values. A scene never opens a file or starts a process.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "core/grid.h"
#include "core/image.h"
#include "core/result.h"

namespace ui {

enum class FileUse { open_photo, open_table, save_table };

struct BrowseFiles {
    FileUse use = FileUse::open_photo;
};  // show the in-app browser
struct OpenPhoto {
    std::filesystem::path path;
};
struct UseDrawnPhoto {};  // the picture the program draws itself
struct OpenTable {
    std::filesystem::path path;
};
struct PasteTable {
    std::string text;  // of the clipboard
};
struct SaveTable {
    std::filesystem::path path;
    core::Grid grid;
};                      // path empty: ask
struct SavePicture {};  // of the window as it is
struct CopyText {
    std::string text;
};
struct CancelLoading {};
struct SayToast {
    std::string sentence;
    bool undo = false;
};  // already in the reader's language
using Request = std::variant<BrowseFiles, OpenPhoto, UseDrawnPhoto, OpenTable, PasteTable, SaveTable, SavePicture,
                             CopyText, CancelLoading, SayToast>;

struct SamplePhoto {
    std::string name;
    std::filesystem::path path;
};

struct PhotoArrived {
    core::Image image;
    std::string name;          // file name as shown
    bool transparent = false;  // had transparent parts, shown over white
};
struct PhotoLoading {
    std::string name;
};  // has begun; the old photo stays until the new one is there
struct PhotoFailed {
    core::Error error;
};
struct TableArrived {
    core::Grid grid;
    std::string name;
};
struct TableFailed {
    core::Error error;
};
struct PhotoCancelled {};
// The sample pictures on this machine, told once at start.
struct SamplesAvailable {
    std::vector<SamplePhoto> samples;
};
using Event =
    std::variant<PhotoArrived, PhotoLoading, PhotoFailed, PhotoCancelled, SamplesAvailable, TableArrived, TableFailed>;

}  // namespace ui
