// The desktop's own file dialog, where there is one: zenity or kdialog in PATH, osascript on macOS; none on Windows
// yet. It runs beside the program as a child process, so the interface never waits for it. Invariant: at most one
// dialog per FileDialog; closing the object closes the dialog.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/worker/child_process.h"
#include "core/result.h"

namespace io {

struct DialogRequest {
    enum class Kind { open, save };
    Kind kind = Kind::open;
    std::string title;
    std::filesystem::path start;          // folder to begin in, or for save the file to suggest
    std::string filter_name;              // "Pictures"
    std::vector<std::string> extensions;  // ".png", ...; empty: every file
};

class FileDialog {
public:
    static bool available();

    // An Error if there is no dialog program or it cannot be started. A dialog that is open is closed first.
    core::Result<core::Done> open(const DialogRequest& request);
    bool showing() const { return child_.has_value(); }

    // Once after the dialog closed: the chosen path, or an empty path if it was cancelled. Nothing while it is open.
    std::optional<std::filesystem::path> poll();
    void cancel() { child_.reset(); }

private:
    std::optional<worker::ChildProcess> child_;
    std::string answer_;
};

}  // namespace io
