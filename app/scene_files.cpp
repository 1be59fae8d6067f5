#include "app/scene_files.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "app/io/browse.h"
#include "app/io/files.h"
#include "app/worker/child_process.h"

namespace app {
namespace {

constexpr double k_copy_seconds = 2.0;  // between two looks at whether something has changed
constexpr std::uintmax_t k_largest_list = std::uintmax_t{64} << 10;
constexpr std::string_view k_session_name = "session-";

std::string scene_extension() { return io::scene_extensions().front(); }

std::filesystem::path list_file(const std::filesystem::path& folder) { return folder / "recent.json"; }

// Files that have gone are left out.
std::vector<std::filesystem::path> read_recent(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> recent;
    const auto bytes = io::read_whole_file(list_file(folder), k_largest_list);
    if (!bytes) return recent;
    const Json list = Json::parse(bytes.value(), nullptr, false);
    if (!list.is_array()) return recent;
    for (const Json& entry : list) {
        if (!entry.is_string() || recent.size() == k_most_recent) continue;
        const auto text = entry.get<std::string>();
        std::filesystem::path path(std::u8string(text.begin(), text.end()));
        std::error_code error;
        if (std::filesystem::is_regular_file(path, error)) recent.push_back(std::move(path));
    }
    return recent;
}

// The process that a session's copy belongs to, by its name; nothing for other files.
std::optional<std::int64_t> process_of(const std::filesystem::path& copy) {
    const std::string name = io::path_text(copy.stem());
    if (copy.extension() != scene_extension() || !name.starts_with(k_session_name)) return std::nullopt;
    std::int64_t process = 0;
    const char* end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + k_session_name.size(), end, process);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return process;
}

}  // namespace

SceneFiles::SceneFiles(std::filesystem::path folder) : folder_(std::move(folder)) {
    if (folder_.empty()) return;
    recent_ = read_recent(folder_);
    session_ = folder_ / (std::string(k_session_name) + std::to_string(worker::this_process()) + scene_extension());
}

SceneFiles::~SceneFiles() {
    std::error_code error;
    if (!session_.empty()) std::filesystem::remove(session_, error);
}

void SceneFiles::remember(const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::path absolute = std::filesystem::absolute(path, error);
    current_ = absolute;
    if (folder_.empty()) return;
    std::erase(recent_, absolute);
    recent_.insert(recent_.begin(), absolute);
    if (recent_.size() > k_most_recent) recent_.pop_back();
    Json list = Json::array();
    for (const std::filesystem::path& each : recent_) list.push_back(io::path_text(each));
    std::filesystem::create_directories(folder_, error);
    static_cast<void>(io::write_whole_file(list_file(folder_), list.dump(2) + "\n"));
}

core::Result<OpenedScene> SceneFiles::open(const std::filesystem::path& path, Scenes scenes, const SceneContent& now) {
    auto opened = open_scene_file(path, scenes, now);
    if (!opened) return opened;
    kept_ = opened.value().kept;
    remember(path);
    return opened;
}

core::Result<core::Done> SceneFiles::save(const std::filesystem::path& path, const SceneContent& content,
                                          Scenes scenes) {
    auto saved = save_scene_file(path, content, scenes, PicturePlace::inside, kept_);
    if (saved) remember(path);
    return saved;
}

bool SceneFiles::session_due(double seconds) {
    until_next_ = std::max(0.0, until_next_ - seconds);
    if (seconds_until_due() > 0.0) return false;
    until_next_ = k_copy_seconds;
    touched_ = false;
    return true;
}

double SceneFiles::seconds_until_due() const {
    if (session_.empty() || !touched_) return std::numeric_limits<double>::infinity();
    return until_next_;
}

void SceneFiles::keep_session(const SceneContent& content, Scenes scenes) {
    Json json = scene_json(content, scenes);
    if (copied_.is_null()) copied_ = json;  // as it began: nothing would be lost
    if (copied_ == json) return;
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    // Where it cannot be written there is no copy, and nobody at the projector needs to hear of it.
    if (io::write_whole_file(session_, json.dump(2) + "\n")) copied_ = std::move(json);
}

std::optional<std::filesystem::path> SceneFiles::take_lost_session() {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
        const std::optional<std::int64_t> process = process_of(entry.path());
        if (!process || entry.path() == session_ || worker::is_running(*process)) continue;
        std::filesystem::path taken = entry.path();
        taken.replace_filename("lost" + scene_extension());
        std::filesystem::rename(entry.path(), taken, error);
        if (!error) return taken;
    }
    return std::nullopt;
}

core::Result<OpenedScene> SceneFiles::restore(const std::filesystem::path& copy, Scenes scenes,
                                              const SceneContent& now) {
    auto opened = open_scene_file(copy, scenes, now);
    std::error_code error;
    if (opened) std::filesystem::remove(copy, error);
    return opened;
}

}  // namespace app
