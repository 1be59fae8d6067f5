// Errors in the reader's language: the words of both languages agree, and a Korean window says in Korean what is wrong.
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "app/app.h"
#include "app/io/image_write.h"
#include "app/io/sentences.h"
#include "app/lessons/sentences.h"
#include "app/network/sentences.h"
#include "app/worker/sentences.h"
#include "support/catch.h"
#include "support/gui_harness.h"
#include "support/run_program.h"

namespace {

namespace fs = std::filesystem;
using Words = std::map<std::string, std::string, std::less<>>;

constexpr double k_frame = 1.0 / 60.0;

// All English words of errors, the hint of a key under its key + ".hint".
const Words& english() {
    static const Words words = [] {
        Words all;
        for (const auto table : {io::error_words(), network::error_words(), worker::error_words(),
                                 lessons::error_words(), core::reason_words()}) {
            for (const core::ErrorWords& each : table) {
                CHECK(all.emplace(each.key, each.what).second);
                if (!each.hint.empty()) all.emplace(std::string(each.key) + ".hint", each.hint);
            }
        }
        return all;
    }();
    return words;
}

const Words& korean() {
    static const Words words = [] {
        const std::string name = POOLSCOPE_SOURCE "/assets/text/errors.ko.json";
        const auto text = ui::Text::parse("ko", test::read_file(name), name);
        if (!text) FAIL(text.error().sentence());
        return text.value().entries();
    }();
    return words;
}

std::set<std::string> all_matches(const std::string& text, const std::regex& pattern) {
    std::set<std::string> found;
    for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
        found.insert((*match)[1]);
    }
    return found;
}

std::set<std::string> places(const std::string& pattern) {
    return all_matches(pattern, std::regex(R"(\{([a-z_]+)(?::[^{}]*)?\})"));
}

// The sources that make errors or show them, without the tables.
std::string sources() {
    std::string all;
    const fs::path root = POOLSCOPE_SOURCE;
    for (const fs::path& folder : {root / "app", root / "core"}) {
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            const fs::path& path = entry.path();
            if (path.extension() != ".cpp" && path.extension() != ".h") continue;
            if (path.filename() != "sentences.cpp") all += test::read_file(path.string());
        }
    }
    return all;
}

std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

// The program in one language. Frames pass when the harness draws.
struct Program {
    std::unique_ptr<app::App> app;
    test::GuiHarness gui;

    explicit Program(const std::string& language) : gui({.language = language}) {
        auto created = app::App::create({.language = language}, [] {});
        REQUIRE(created);
        app = std::move(created).value();
        gui.show([this](ui::Ui& ui, ui::Canvas& canvas) { app->frame(ui, canvas, k_frame); });
    }

    // Everything that is written on the screen, in the order it is drawn: a sentence runs on over its lines.
    std::string written() const {
        std::string all;
        const std::string dump = gui.dump();
        const std::regex text("(?:^|\n)text [^\"\n]*\"([^\n]*)\"");
        for (std::sregex_iterator match(dump.begin(), dump.end(), text), end; match != end; ++match) all += (*match)[1];
        return all;
    }
    bool shows(const std::string& sentence) const {
        return without_spaces(written()).find(without_spaces(sentence)) != std::string::npos;
    }
    void open(const std::string& path) {
        app->open_file(path);
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        gui.frames(2);
        while (app->waiting() && std::chrono::steady_clock::now() < give_up) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            gui.frame();
        }
        gui.frames(2);
    }
};

std::string picture_file() {
    const auto png = io::encode_png(core::draw_sample_photo(64, 48));
    REQUIRE(png);
    return png.value();
}

// The same file, but its header claims another size.
std::string claiming(std::string png, std::uint32_t width, std::uint32_t height) {
    const auto put = [&](std::size_t at, std::uint32_t number) {
        for (std::size_t i = 0; i < 4; ++i) png[at + i] = static_cast<char>(number >> (24 - 8 * i) & 0xFFU);
    };
    put(16, width);
    put(20, height);
    return png;
}

}  // namespace

TEST_CASE("errors have the same keys in both languages") {
    CHECK(english().size() > 100);
    for (const auto& [key, words] : english()) {
        CAPTURE(key, words);
        CHECK(korean().count(key) == 1);
    }
    for (const auto& [key, words] : korean()) {
        CAPTURE(key, words);
        CHECK(english().count(key) == 1);
        CHECK_FALSE(words.empty());
        CHECK_FALSE(words.ends_with('.'));  // Text puts the full stop
    }
}

TEST_CASE("errors have the same places in both languages") {
    for (const auto& [key, words] : english()) {
        const auto found = korean().find(key);
        if (found == korean().end()) continue;
        CAPTURE(key, words, found->second);
        CHECK(places(words) == places(found->second));
    }
}

TEST_CASE("particles in Korean errors are pairs that korean_particle() knows") {
    const std::set<std::string> pairs{"이/가", "은/는", "을/를", "과/와", "으로/로", "이다/다", "이라/라"};
    for (const auto& [key, words] : korean()) {
        for (const std::string& pair : all_matches(words, std::regex(R"(\{[^{}:]*:([^{}]*)\})"))) {
            CAPTURE(key, words);
            CHECK(pairs.count(pair) == 1);
        }
    }
}

TEST_CASE("every error that the sources make has words, and all words are used") {
    const std::set<std::string> used = all_matches(sources(), std::regex(R"re("((?:error|reason)\.[a-z0-9_]+)")re"));
    CHECK(used.size() > 80);
    for (const std::string& key : used) {
        CAPTURE(key);
        CHECK(english().count(key) == 1);
    }
    for (const auto& [key, words] : english()) {
        CAPTURE(key);
        CHECK((key.ends_with(".hint") || used.count(key) == 1));
    }
}

TEST_CASE("io makes every error from its table") {
    const std::regex by_hand(R"(core::Error(\s+\w+)?\s*\{\s*[^}\s])");
    for (const auto& entry : fs::directory_iterator(fs::path(POOLSCOPE_SOURCE) / "app" / "io")) {
        CAPTURE(entry.path().string());
        CHECK_FALSE(std::regex_search(test::read_file(entry.path().string()), by_hand));
    }
}

TEST_CASE("an error is said in the language of the words") {
    const auto en = ui::Text::load("en");
    const auto ko = ui::Text::load("ko");
    REQUIRE(en);
    REQUIRE(ko);
    const core::Error ragged = io::error("error.row_ragged", "a.csv", {{"row", "3"}, {"found", "5"}, {"cols", "4"}});
    CHECK(en.value().sentence(ragged) ==
          "a.csv: row 3 has 5 cells, the rows above have 4; every row needs the same number of cells");
    CHECK(ko.value().sentence(ragged) ==
          "a.csv: 3행에는 칸이 5개, 위의 행에는 4개 있다. 행마다 칸의 수가 같아야 한다.");
    // What the system says, too; where nobody has translated it, in its own words.
    const core::Error full = io::system_error("error.target_cannot_write", "a.png", ENOSPC);
    CHECK(en.value().sentence(full) == "a.png: cannot be written (No space left on device)");
    CHECK(ko.value().sentence(full) == "a.png: 쓸 수 없다 (디스크에 남은 자리가 없다).");
    const core::Error strange = io::system_error("error.target_cannot_write", "", EXDEV);
    CHECK(ko.value().sentence(strange) == "쓸 수 없다 (" + std::generic_category().message(EXDEV) + ").");
    // The reader's own words are never taken for a key.
    const core::Error cell =
        io::error("error.cell_not_a_number", "", {{"row", "1"}, {"col", "2"}, {"cell", "reason.disk_full"}});
    CHECK(ko.value().sentence(cell) == "1행 2열이 수가 아니다: “reason.disk_full”.");
    const core::Error unknown{.what = "is odd", .where = "it", .hint = "look", .key = "error.of_tomorrow"};
    CHECK(ko.value().sentence(unknown) == "it: is odd; look");
    // Particles follow the values.
    const core::Error no_folder = io::error("error.target_no_folder", "표.csv", {{"folder", "/집/사진"}});
    CHECK(ko.value().sentence(no_folder) == "표.csv: 폴더 /집/사진이 없다. 폴더를 먼저 만든다.");
}

TEST_CASE("every error is whole in Korean") {
    const auto ko = ui::Text::load("ko");
    REQUIRE(ko);
    for (const auto table : {io::error_words(), network::error_words(), worker::error_words()}) {
        for (const core::ErrorWords& words : table) {
            core::Places args;
            for (const std::string& name : places(std::string(words.what) + std::string(words.hint)))
                args.emplace_back(name, "7" + name);
            const core::Error error = core::make_error(table, words.key, "there", args);
            const std::string sentence = ko.value().sentence(error);
            CAPTURE(words.key, sentence, error.sentence());
            CHECK(sentence != error.sentence());
            CHECK(sentence.starts_with("there: "));
            for (const std::string& each : {sentence, error.sentence()}) {
                CHECK(each.find('{') == std::string::npos);
                for (const auto& [name, value] : args) CHECK(each.find(value) != std::string::npos);
            }
        }
    }
}

TEST_CASE("a Korean window says in Korean what is wrong with a table") {
    const test::TempFolder folder;
    Program p("ko");
    test::write_file(folder.file("bad.csv"), "1,2\n3,cat\n");
    p.open(folder.file("bad.csv"));
    CHECK(p.shows("2행 2열이 수가 아니다: “cat”."));
    CHECK(p.shows("112"));  // the old numbers stay
    test::write_file(folder.file("wide.csv"), "1" + std::string(39, ',') + "\n");
    p.open(folder.file("wide.csv"));
    CHECK(p.shows("표가 1행 40열이다. 32행 32열까지 들어간다. 표의 일부만 고른다."));
    p.open(folder.file("none.csv"));
    CHECK(p.shows("none.csv: 파일이 없다."));
}

TEST_CASE("a Korean window says in Korean what is wrong with a photo") {
    const test::TempFolder folder;
    const std::string whole = picture_file();
    Program p("ko");
    p.open(folder.file("none.png"));
    CHECK(p.app->scene().id() == "photo");
    CAPTURE(p.written());
    CHECK(p.shows("사진을 열지 못했다. none.png: 파일이 없다."));
    test::write_file(folder.file("notes.png"), "Dear class, this is not a picture at all.");
    p.open(folder.file("notes.png"));
    CHECK(p.shows("notes.png: 읽을 수 있는 그림이 아니다. PNG, JPEG, BMP, TGA, GIF, PSD, HDR, PPM, PGM 파일을 연다."));
    test::write_file(folder.file("torn.png"), whole.substr(0, whole.size() / 2));
    p.open(folder.file("torn.png"));
    CHECK(p.shows("torn.png: 손상되었다. 파일이 중간에 잘렸다. 다른 프로그램에서 열어 다시 저장한다."));
    test::write_file(folder.file("huge.png"), claiming(whole, 8001, 6000));
    p.open(folder.file("huge.png"));
    CHECK(p.shows("huge.png: 크기가 8001×6000픽셀(48.0메가픽셀)이다. 48메가픽셀까지만 읽는다. 먼저 작게 줄인다."));
    test::write_file(folder.file("whole.png"), whole);
    p.open(folder.file("whole.png"));
    CHECK_FALSE(p.shows("사진을 열지 못했다"));
}

TEST_CASE("an error notice is in Korean too") {
    Program p("ko");
    p.app->say_error(io::system_error("error.target_cannot_write", "out.csv", ENOSPC));
    p.gui.frames(2);
    CHECK(p.shows("out.csv: 쓸 수 없다 (디스크에 남은 자리가 없다)."));
    p.gui.click("app.language");  // a sentence on the screen changes with the language
    p.gui.frames(2);
    CHECK(p.shows("out.csv: cannot be written (No space left on device)"));
}

TEST_CASE("the tour's example of a damaged photo says what a real one would") {
    for (const std::string language : {"en", "ko"}) {
        Program p(language);
        p.app->show_scene("photo");
        p.app->scene().show_tour_stop("error");
        p.gui.frames(2);
        CAPTURE(language, p.written());
        const core::Error real = io::error("error.picture_cut_off", "class.jpg");
        std::string sentence = p.gui.view().text->sentence(real);
        if (!sentence.ends_with('.')) sentence += '.';
        CHECK(p.shows(sentence));
        CHECK_FALSE(p.shows(sentence + "."));
    }
}
