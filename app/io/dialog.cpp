#include "app/io/dialog.h"

#include <array>
#include <cstddef>
#include <string_view>

#include "app/io/files.h"
#include "app/io/sentences.h"

namespace io {
namespace {

namespace fs = std::filesystem;
using Arguments = std::vector<std::string>;

// One kind of dialog program and how it wants to be asked. Each prints the chosen path and returns 0.
struct DialogProgram {
    const char* name;
    Arguments (*arguments)(const DialogRequest& request);
};

std::string native_text(const fs::path& path) { return path.string(); }

// "*.png *.PNG": the dialogs compare with case.
std::string patterns(const std::vector<std::string>& extensions) {
    std::string text;
    for (const std::string& extension : extensions) {
        std::string capitals = extension;
        for (char& c : capitals) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        for (const std::string& each : {extension, capitals}) text.append(text.empty() ? "*" : " *").append(each);
    }
    return text;
}

// A trailing separator tells the dialogs that the path is the folder to begin in.
std::string start_text(const DialogRequest& request) {
    std::error_code ignored;
    std::string text = native_text(request.start);
    if (!text.empty() && text.back() != '/' && fs::is_directory(request.start, ignored)) text += '/';
    return text;
}

Arguments zenity_arguments(const DialogRequest& request) {
    Arguments arguments{"zenity", "--file-selection"};
    if (!request.title.empty()) arguments.push_back("--title=" + request.title);
    if (request.kind == DialogRequest::Kind::save) {
        arguments.emplace_back("--save");
        arguments.emplace_back("--confirm-overwrite");
    }
    if (!request.start.empty()) arguments.push_back("--filename=" + start_text(request));
    if (!request.extensions.empty())
        arguments.push_back("--file-filter=" + request.filter_name + " | " + patterns(request.extensions));
    return arguments;
}

Arguments kdialog_arguments(const DialogRequest& request) {
    Arguments arguments{"kdialog"};
    if (!request.title.empty()) arguments.insert(arguments.end(), {"--title", request.title});
    arguments.emplace_back(request.kind == DialogRequest::Kind::save ? "--getsavefilename" : "--getopenfilename");
    arguments.push_back(request.start.empty() ? "." : start_text(request));
    if (!request.extensions.empty()) arguments.push_back(patterns(request.extensions) + "|" + request.filter_name);
    return arguments;
}

// Texts go in as arguments of the script, never as part of it, so nothing in them can be a command.
[[maybe_unused]] Arguments osascript_arguments(const DialogRequest& request) {
    const bool save = request.kind == DialogRequest::Kind::save;
    const std::string verb = save ? "choose file name" : "choose file";
    return {
        "osascript", "-e",      "on run argv", "-e", "return POSIX path of (" + verb + " with prompt (item 1 of argv))",
        "-e",        "end run", request.title};
}

#if defined(__APPLE__)
constexpr std::array k_programs{DialogProgram{"osascript", osascript_arguments}};
#else
constexpr std::array k_programs{DialogProgram{"zenity", zenity_arguments}, DialogProgram{"kdialog", kdialog_arguments}};
#endif

struct Found {
    fs::path file;
    const DialogProgram* program = nullptr;
};

std::optional<Found> find_dialog_program() {
    for (const DialogProgram& program : k_programs) {
        if (const std::optional<fs::path> file = worker::find_in_path(program.name)) return Found{*file, &program};
    }
    return std::nullopt;
}

}  // namespace

bool FileDialog::available() { return find_dialog_program().has_value(); }

core::Result<core::Done> FileDialog::open(const DialogRequest& request) {
    cancel();
    answer_.clear();
    const std::optional<Found> found = find_dialog_program();
    if (!found) return error("error.no_dialog");
    core::Result<worker::ChildProcess> child =
        worker::ChildProcess::start(found->file, found->program->arguments(request), true);
    if (!child) return child.error();
    child_.emplace(std::move(child).value());
    child_->close_input();
    return core::Done{};
}

std::optional<fs::path> FileDialog::poll() {
    using Transfer = worker::ChildProcess::Transfer;
    if (!child_) return std::nullopt;
    std::array<std::byte, 4096> buffer;
    std::size_t count = 0;
    Transfer transfer = Transfer::moved;
    while ((transfer = child_->read(buffer, count)) == Transfer::moved)
        answer_.append(reinterpret_cast<const char*>(buffer.data()), count);
    const std::optional<worker::ExitStatus> status = child_->try_reap();
    if (transfer != Transfer::closed || !status) return std::nullopt;
    child_.reset();
    while (!answer_.empty() && (answer_.back() == '\n' || answer_.back() == '\r')) answer_.pop_back();
    const bool chosen = *status == worker::ExitStatus{};
    return chosen ? fs::path(answer_) : fs::path();
}

}  // namespace io
