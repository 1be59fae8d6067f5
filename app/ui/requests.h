// What a scene asks of the program and what comes back: plain values. A scene never opens a file or starts a process.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/grid.h"
#include "core/image.h"
#include "core/look.h"
#include "core/pool_spec.h"
#include "core/result.h"

namespace ui {

enum class FileUse { open_photo, open_table, save_table, open_network, open_scene, save_scene, open_lesson, save_view };

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
};                        // path empty: ask
struct SavePicture {};    // ask what and how
struct OpenSceneFile {};  // ask which
struct SaveSceneFile {
    bool under_new_name = false;  // ask; else the file that is open, if there is one
};
struct HideControls {};  // ask which
struct CopyText {
    std::string text;
};
struct CancelLoading {};
// Run a network over a photo; the newest wish wins. An empty photo: the example that goes with the network.
struct LookAtPhoto {
    core::Image photo;
    std::string photo_name;
    core::LookSettings settings;
};
struct OpenNetwork {
    std::filesystem::path path;
};
struct ComposeScene {};  // let the reader draw a scene for the built-in network
struct SayToast {
    std::string sentence;
    bool undo = false;
};  // already in the reader's language
using Request = std::variant<BrowseFiles, OpenPhoto, UseDrawnPhoto, OpenTable, PasteTable, SaveTable, SavePicture,
                             CopyText, CancelLoading, SayToast, LookAtPhoto, OpenNetwork, ComposeScene, OpenSceneFile,
                             SaveSceneFile, HideControls>;

struct SamplePhoto {
    std::string name;
    std::filesystem::path path;
};

struct PhotoArrived {
    core::Image image;
    std::string name;                 // file name as shown
    bool transparent = false;         // had transparent parts, shown over white
    std::string network = {};         // the network it is made for (a composed scene); empty: any
    std::filesystem::path path = {};  // of the file it came from; empty: the program drew it
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
struct LookArrived {
    std::shared_ptr<const core::Look> look;
};
// Has begun; the old look stays until the new one is there.
struct LookStarted {
    enum class Stage { loading_network, looking } stage = Stage::loading_network;
    core::LookSettings settings;
};
struct LookFailed {
    core::Error error;
    core::LookSettings settings;  // of the wish that failed
};
// The networks of this machine; told at start and again when a file has been opened.
struct NetworkChoice {
    std::string id;                           // core::k_network_...
    std::string name;                         // shown; empty: the words of "network.<id>"
    std::optional<core::Error> missing = {};  // why it cannot be had
};
struct NetworksAvailable {
    std::vector<NetworkChoice> networks;
    std::string opened = {};  // id of a network just opened: scenes choose it
};
// A pooling to be looked at: the table, the setting, the window; with gradients of the outputs the way back.
struct PoolingToShow {
    core::PoolSpec spec;
    core::Grid input;
    std::int64_t window = 0;
    core::Grid gradient = {};
};
using Event = std::variant<PhotoArrived, PhotoLoading, PhotoFailed, PhotoCancelled, SamplesAvailable, TableArrived,
                           TableFailed, LookArrived, LookStarted, LookFailed, NetworksAvailable, PoolingToShow>;

}  // namespace ui
