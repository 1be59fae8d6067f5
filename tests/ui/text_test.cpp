// Words: loading and its errors, places, particles, and core's problems in both languages.
#include "app/ui/text.h"

#include "support/catch.h"

namespace {

ui::Text words(std::string_view json, std::string_view language = "en") {
    auto text = ui::Text::parse(language, json, "test.json");
    REQUIRE(text);
    return text.value();
}

}  // namespace

TEST_CASE("a template is filled by name") {
    const ui::Text text = words(R"({"step": "Window {n} of {count}", "twice": "{n} and {n}", "brace": "a { b"})");
    CHECK(text.format("step", {ui::arg("n", 1), ui::arg("count", 4)}) == "Window 1 of 4");
    CHECK(text.format("twice", {ui::arg("n", -2)}) == "−2 and −2");
    CHECK(text.format("brace", {}) == "a { b");
}

TEST_CASE("what is missing shows itself") {
    const ui::Text text = words(R"({"step": "Window {n} of {count}"})");
    CHECK(text.get("nothing.here") == "nothing.here");
    CHECK_FALSE(text.has("nothing.here"));
    CHECK(text.format("step", {ui::arg("n", 1)}) == "Window 1 of {count}");
}

TEST_CASE("rich text keeps the look of each value") {
    const ui::Text text = words(R"({"sum": "the largest of {values} is {result}."})");
    const ui::RichText rich = text.rich("sum", {{"values", "12, 20"}, {"result", "20", ui::Token::output, true, true}});
    REQUIRE(rich.size() == 3);
    CHECK(rich[0] == ui::RichPiece{"the largest of 12, 20 is "});
    CHECK(rich[1] == ui::RichPiece{"20", ui::Token::output, true, true});
    CHECK(rich[2] == ui::RichPiece{"."});
    CHECK(ui::plain(rich) == "the largest of 12, 20 is 20.");
}

TEST_CASE("a rich Korean sentence carries the particle outside of the value") {
    const ui::Text text = words(R"({"max": "가장 큰 수는 {result:이다/다}."})", "ko");
    const ui::RichText rich = text.rich("max", {{"result", "20", ui::Token::output}});
    REQUIRE(rich.size() == 3);
    CHECK(rich[1].text == "20");
    CHECK(ui::plain(rich) == "가장 큰 수는 20이다.");
    CHECK(text.format("max", {{"result", "12"}}) == "가장 큰 수는 12다.");
}

TEST_CASE("errors of a text file name file, line and reason") {
    const auto sentence = [](std::string_view json) {
        const auto text = ui::Text::parse("en", json, "en.json");
        REQUIRE_FALSE(text);
        return text.error().sentence();
    };
    CHECK(sentence("{\n\"a\": \"b\",\n\"c\" \"d\"\n}").find("en.json line 3") == 0);
    CHECK(sentence(R"({"a": "b", "a": "c"})").find("\"a\" stands twice") != std::string::npos);
    CHECK(sentence(R"({"a": 3})").find("\"a\" is not a text") != std::string::npos);
    CHECK(sentence("[]").find("not an object") != std::string::npos);
    CHECK_FALSE(ui::Text::load("xx"));
}

TEST_CASE("Korean particles follow what a word sounds like") {
    struct Row {
        const char* word;
        const char* subject;    // 이/가
        const char* direction;  // 으로/로
        const char* object;     // 을/를
    };
    const Row rows[] = {
        {"0", "이", "으로", "을"},   // 영
        {"1", "이", "로", "을"},     // 일
        {"2", "가", "로", "를"},     // 이
        {"3", "이", "으로", "을"},   // 삼
        {"4", "가", "로", "를"},     // 사
        {"5", "가", "로", "를"},     // 오
        {"6", "이", "으로", "을"},   // 육
        {"7", "이", "로", "을"},     // 칠
        {"8", "이", "로", "을"},     // 팔
        {"9", "가", "로", "를"},     // 구
        {"10", "이", "으로", "을"},  // 십
        {"20", "이", "으로", "을"},  // 이십
        {"24", "가", "로", "를"},
        {"100", "이", "으로", "을"},                // 백
        {"1000", "이", "으로", "을"},               // 천
        {"100000", "이", "으로", "을"},             // 십만
        {"1,000,000,000,000", "가", "로", "를"},    // 일조
        {"10000000000000000", "이", "으로", "을"},  // 경
        {"100,353,000", "이", "으로", "을"},
        {"29.875", "가", "로", "를"},  // 점 팔칠오
        {"4.0", "이", "으로", "을"},   // 사 점 영
        {"13.50", "이", "으로", "을"},
        {"19.1", "이", "로", "을"},
        {"−5", "가", "로", "를"},
        {"-13", "이", "으로", "을"},
        {"∞", "가", "로", "를"},  // 무한대
        {"−∞", "가", "로", "를"},
        {"창", "이", "으로", "을"},
        {"커널", "이", "로", "을"},  // ㄹ
        {"보폭", "이", "으로", "을"},
        {"패딩 2", "가", "로", "를"},
        {"최댓값", "이", "으로", "을"},
        {"PyTorch", "가", "로", "를"},
        {"Keras", "가", "로", "를"},
        {"ONNX", "가", "로", "를"},
        {"GAP", "이", "으로", "을"},  // 갭
        {"L", "이", "로", "을"},      // 엘
        {"NaN", "이", "으로", "을"},  // 엔
        {"4×4", "가", "로", "를"},
        {"4×", "가", "로", "를"},          // 배
        {"50 %", "가", "로", "를"},        // 퍼센트
        {"고양이.png", "가", "로", "를"},  // 지
        {"Lp (p = 3)", "이", "으로", "을"},
        {"", "가", "로", "를"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.word);
        CHECK(ui::korean_particle(row.word, "이/가") == row.subject);
        CHECK(ui::korean_particle(row.word, "으로/로") == row.direction);
        CHECK(ui::korean_particle(row.word, "을/를") == row.object);
    }
    CHECK(ui::korean_particle("20", "은/는") == "은");
    CHECK(ui::korean_particle("12", "과/와") == "와");
}

TEST_CASE("every problem of core has a sentence with the same values in both languages") {
    const auto en = ui::Text::load("en");
    const auto ko = ui::Text::load("ko");
    REQUIRE(en);
    REQUIRE(ko);
    for (const auto& [key, sentence] : core::problem_sentences()) {
        CAPTURE(key, sentence);
        core::Problem problem{key, {}};
        for (std::size_t at = sentence.find('{'); at != std::string::npos; at = sentence.find('{', at + 1)) {
            const std::string name = sentence.substr(at + 1, sentence.find('}', at) - at - 1);
            problem.args.emplace_back(name, "<" + name + ">");
        }
        const std::string english = en.value().sentence(problem);
        const std::string korean = ko.value().sentence(problem);
        CHECK(english == problem.sentence());
        CHECK(korean != english);
        CHECK(english.find('{') == std::string::npos);
        CHECK(korean.find('{') == std::string::npos);
        for (const auto& [name, value] : problem.args) CHECK(korean.find(value) != std::string::npos);
    }
}
