// The model of the file browser, the folders it starts from, and the desktop's dialog (played by a small program).
#include "app/io/browse.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "app/io/dialog.h"
#include "app/io/paths.h"
#include "io/scratch.h"
#include "support/catch.h"

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

// An environment variable for the length of a test.
class Environment {
public:
    Environment(std::string name, const std::string& value) : name_(std::move(name)) {
        if (const char* before = std::getenv(name_.c_str())) before_ = before;
        ::setenv(name_.c_str(), value.c_str(), 1);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() { before_ ? ::setenv(name_.c_str(), before_->c_str(), 1) : ::unsetenv(name_.c_str()); }

private:
    std::string name_;
    std::optional<std::string> before_;
};

std::vector<std::string> names(const fs::path& folder, const std::vector<std::string>& extensions) {
    const core::Result<io::FolderListing> listing = io::list_folder(folder, extensions);
    REQUIRE(listing);
    std::vector<std::string> all;
    for (const io::BrowseEntry& entry : listing.value().entries) all.push_back(entry.name + (entry.folder ? "/" : ""));
    return all;
}

// A stand-in for zenity: writes its arguments beside itself, prints `prints` and returns `code`.
void write_dialog(const Scratch& scratch, const std::string& name, const std::string& body) {
    const fs::path path = scratch.write(
        name, "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"" + (scratch.folder() / "arguments").string() + "\"\n" + body);
    fs::permissions(path, fs::perms::owner_all);
}

std::optional<fs::path> wait_for(io::FileDialog& dialog) {
    for (int i = 0; i < 1000; ++i) {
        if (auto answer = dialog.poll()) return answer;
        std::this_thread::sleep_for(5ms);
    }
    return std::nullopt;
}

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("browse: folders first, wanted files in natural order") {
    const Scratch scratch;
    for (const char* name :
         {"cat 10.png", "cat 2.PNG", "Cat 1.jpg", "notes.txt", ".hidden.png", "zebra.jpeg", "고양이.png"})
        scratch.write(name, "x");
    for (const char* name : {"zoo", "Album", ".cache", "folder.png"}) fs::create_directory(scratch.folder() / name);
    fs::create_symlink(scratch.folder() / "nowhere", scratch.folder() / "broken.png");
    fs::create_symlink(scratch.folder() / "zoo", scratch.folder() / "link to zoo");
    CHECK(names(scratch.folder(), io::picture_extensions()) ==
          std::vector<std::string>{"Album/", "folder.png/", "link to zoo/", "zoo/", "Cat 1.jpg", "cat 2.PNG",
                                   "cat 10.png", "zebra.jpeg", "고양이.png"});
    CHECK(names(scratch.folder(), io::table_extensions()).back() == "notes.txt");
    CHECK(names(scratch.folder(), {}).size() == 10);
}

TEST_CASE("browse: names that are not UTF-8 are shown and still open") {
    const Scratch scratch;
    scratch.write("caf\xE9.png", "x");
    const core::Result<io::FolderListing> listing = io::list_folder(scratch.folder(), {});
    REQUIRE(listing);
    REQUIRE(listing.value().entries.size() == 1);
    CHECK(listing.value().entries[0].name == "caf\xEF\xBF\xBD.png");
    CHECK(fs::exists(listing.value().entries[0].path));
}

TEST_CASE("browse: what cannot be listed is said") {
    const Scratch scratch;
    const auto sentence = [](const fs::path& path) {
        const core::Result<io::FolderListing> listing = io::list_folder(path, {});
        REQUIRE_FALSE(listing);
        return listing.error().what;
    };
    CHECK(sentence(scratch.folder() / "gone") == "does not exist any more");
    CHECK(sentence(scratch.write("file", "x")) == "is not a folder");
    fs::create_directory(scratch.folder() / "locked");
    fs::permissions(scratch.folder() / "locked", fs::perms::none);
    if (::access((scratch.folder() / "locked").c_str(), R_OK) != 0)  // the superuser may read everything
        CHECK(sentence(scratch.folder() / "locked") == "may not be read by you");
    fs::permissions(scratch.folder() / "locked", fs::perms::owner_all);
}

TEST_CASE("browse: ten thousand entries") {
    const Scratch scratch;
    for (int i = 0; i < 10'000; ++i) scratch.write("photo " + std::to_string(i) + ".jpg", "");
    const auto start = std::chrono::steady_clock::now();
    const std::vector<std::string> all = names(scratch.folder(), io::picture_extensions());
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
    REQUIRE(all.size() == 10'000);
    CHECK(all[0] == "photo 0.jpg");
    CHECK(all[9] == "photo 9.jpg");
    CHECK(all[10] == "photo 10.jpg");
    CHECK(all[9'999] == "photo 9999.jpg");
}

TEST_CASE("browse: natural order is a total order") {
    CHECK(io::natural_less("a2", "a10"));
    CHECK(io::natural_less("a", "a1"));
    CHECK(io::natural_less("A1", "b1"));
    CHECK(io::natural_less("b1", "C1"));
    CHECK(io::natural_less("x9y2", "x9y10"));
    CHECK(io::natural_less("99999999999999999999998", "99999999999999999999999"));
    CHECK(io::natural_less("9", "10000000000000000000000000"));
    CHECK_FALSE(io::natural_less("same", "same"));
    CHECK(io::natural_less("A", "a") != io::natural_less("a", "A"));
    CHECK(io::natural_less("a1", "a01") != io::natural_less("a01", "a1"));
    std::mt19937 random(3);
    std::vector<std::string> some;
    for (int i = 0; i < 60; ++i) {
        std::string text;
        for (std::size_t n = random() % 5; n > 0; --n) text += "aB012\xEA"[random() % 6];
        some.push_back(text);
    }
    for (const std::string& a : some) {
        CHECK_FALSE(io::natural_less(a, a));
        for (const std::string& b : some) {
            CHECK((a == b || io::natural_less(a, b) != io::natural_less(b, a)));
            for (const std::string& c : some) {
                const bool chain = io::natural_less(a, b) && io::natural_less(b, c);
                if (chain && !io::natural_less(a, c)) FAIL(a << " < " << b << " < " << c);
            }
        }
    }
}

TEST_CASE("browse: UTF-8 is kept, the rest replaced") {
    CHECK(io::valid_utf8("").empty());
    CHECK(io::valid_utf8("plain, é, 한글, 😀") == "plain, é, 한글, 😀");
    CHECK(io::valid_utf8("a\xFFz") == "a\xEF\xBF\xBDz");
    CHECK(io::valid_utf8("\xC0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD");              // overlong
    CHECK(io::valid_utf8("\xED\xA0\x80").find('\xED') == std::string::npos);      // surrogate
    CHECK(io::valid_utf8("\xF4\x90\x80\x80").find('\xF4') == std::string::npos);  // beyond U+10FFFF
    CHECK(io::valid_utf8("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");              // cut off
}

TEST_CASE("browse: the way up ends at the root") {
    CHECK(io::parent_folder("/home/anna") == fs::path("/home"));
    CHECK(io::parent_folder("/home/anna/") == fs::path("/home"));
    CHECK(io::parent_folder("/home/../home/anna/.") == fs::path("/home"));
    CHECK(io::parent_folder("/home") == fs::path("/"));
    CHECK_FALSE(io::parent_folder("/"));
}

TEST_CASE("paths: assets and the user's folders follow the environment") {
    const Scratch scratch;
    const Environment home("HOME", scratch.folder().string());
    const Environment config("XDG_CONFIG_HOME", "");
    const Environment cache("XDG_CACHE_HOME", "relative/is/ignored");
    const Environment assets("POOLSCOPE_ASSETS", "/somewhere/assets");
    CHECK(io::assets_folder() == fs::path("/somewhere/assets"));
    CHECK(io::sample_photos_folder() == fs::path("/somewhere/assets/photos"));
    CHECK(io::home_folder() == scratch.folder());
    CHECK(io::program_folder() == fs::canonical("/proc/self/exe").parent_path());
#if !defined(__APPLE__) && !defined(_WIN32)
    CHECK(io::cache_folder() == scratch.folder() / ".cache/poolscope");
    CHECK(io::config_folder() == scratch.folder() / ".config/poolscope");
    CHECK_FALSE(io::pictures_folder());
    fs::create_directories(scratch.folder() / "Bilder");
    fs::create_directories(scratch.folder() / ".config");
    fs::create_directories(scratch.folder() / "Downloads");
    scratch.write(".config/user-dirs.dirs", "# written by xdg-user-dirs\nXDG_PICTURES_DIR=\"$HOME/Bilder\"\n");
    CHECK(io::pictures_folder() == scratch.folder() / "Bilder");
    CHECK(io::downloads_folder() == scratch.folder() / "Downloads");
    const std::vector<io::CommonPlace> places = io::common_places(scratch.folder() / "no samples");
    REQUIRE(places.size() == 3);
    CHECK(places[0].place == io::Place::home);
    CHECK(places[1].path == scratch.folder() / "Bilder");
    CHECK(places[2].place == io::Place::downloads);
#endif
    const Environment no_assets("POOLSCOPE_ASSETS", "");
    CHECK(io::assets_folder() == io::program_folder() / "assets");
}

#if !defined(__APPLE__)
TEST_CASE("dialog: without a dialog program it says so") {
    const Scratch scratch;
    const Environment path("PATH", scratch.folder().string());
    CHECK_FALSE(io::FileDialog::available());
    io::FileDialog dialog;
    const core::Result<core::Done> opened = dialog.open({});
    REQUIRE_FALSE(opened);
    CHECK(opened.error().hint.find("zenity") != std::string::npos);
    CHECK_FALSE(dialog.showing());
}

TEST_CASE("dialog: the chosen path, a cancel, and a program that stays open") {
    const Scratch scratch;
    const Environment path("PATH", scratch.folder().string() + ":/usr/bin:/bin");
    io::DialogRequest request;
    request.title = "Open a photo; rm -rf $HOME";
    request.start = scratch.folder();
    request.filter_name = "Pictures";
    request.extensions = {".png", ".jpg"};
    io::FileDialog dialog;

    write_dialog(scratch, "zenity", "sleep 0.05\necho '/photos/a b 고양이.png'\n");
    REQUIRE(io::FileDialog::available());
    REQUIRE(dialog.open(request));
    CHECK(dialog.showing());
    CHECK(wait_for(dialog) == fs::path("/photos/a b 고양이.png"));
    CHECK_FALSE(dialog.showing());
    CHECK_FALSE(dialog.poll());
    CHECK(text_of(scratch.folder() / "arguments") ==
          "--file-selection\n--title=Open a photo; rm -rf $HOME\n--filename=" + scratch.folder().string() +
              "/\n--file-filter=Pictures | *.png *.PNG *.jpg *.JPG\n");

    write_dialog(scratch, "zenity", "echo /half/an/answer\nexit 1\n");
    REQUIRE(dialog.open(request));
    CHECK(wait_for(dialog) == fs::path());

    write_dialog(scratch, "zenity", "exec sleep 60\n");
    REQUIRE(dialog.open(request));
    CHECK_FALSE(dialog.poll());
    dialog.cancel();
    CHECK_FALSE(dialog.showing());
    CHECK_FALSE(dialog.poll());
}

TEST_CASE("dialog: kdialog, for saving") {
    const Scratch scratch;
    const Environment path("PATH", scratch.folder().string());
    write_dialog(scratch, "kdialog", "echo /tmp/table.csv\n");
    io::DialogRequest request;
    request.kind = io::DialogRequest::Kind::save;
    request.start = "/tmp/table.csv";
    request.filter_name = "Tables";
    request.extensions = {".csv"};
    io::FileDialog dialog;
    REQUIRE(dialog.open(request));
    CHECK(wait_for(dialog) == fs::path("/tmp/table.csv"));
    CHECK(text_of(scratch.folder() / "arguments") == "--getsavefilename\n/tmp/table.csv\n*.csv *.CSV|Tables\n");
}
#endif
