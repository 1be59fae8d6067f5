// Which class somebody means: whole names before words before parts, in every language.
#include "app/cli/class_lookup.h"

#include "support/catch.h"

namespace {

core::NetworkCard animals() {
    core::NetworkCard card;
    card.name = "zoo";
    card.head.classes = 6;
    card.classes.by_language["en"] = {"cat",        "tabby cat",        "tench, Tinca tinca",
                                      "cattle dog", "golden retriever", "dog"};
    card.classes.by_language["ko"] = {"고양이", "얼룩 고양이", "텐치", "캐틀도그", "골든 리트리버", "개"};
    return card;
}

std::int64_t found(const std::string& text) {
    const auto c = cli::find_class(animals(), "en", text);
    INFO(text);
    if (!c) FAIL(c.error().sentence());
    return c.value();
}

std::string problem(const std::string& text) {
    const auto c = cli::find_class(animals(), "en", text);
    INFO(text);
    REQUIRE_FALSE(c);
    return c.error().sentence();
}

}  // namespace

TEST_CASE("class lookup: whole names come first") {
    CHECK(found("cat") == 0);  // though it is part of two others
    CHECK(found(" CAT ") == 0);
    CHECK(found("dog") == 5);
    CHECK(found("고양이") == 0);
    CHECK(found("tinca TINCA") == 2);
    CHECK(found("tench") == 2);
    CHECK(found("tench, tinca tinca") == 2);
}

TEST_CASE("class lookup: then words, then any part that no other class has") {
    CHECK(found("tabby") == 1);
    CHECK(found("retriever") == 4);
    CHECK(found("리트리버") == 4);
    CHECK(found("retr") == 4);
    CHECK(found("cattle") == 3);
}

TEST_CASE("class lookup: numbers are places in the list") {
    CHECK(found("0") == 0);
    CHECK(found("5") == 5);
    CHECK(problem("6") == "--class: there is no class 6; zoo has the classes 0 to 5");
    CHECK(problem("00000000000000000000000000006").find("there is no class") != std::string::npos);
    CHECK(problem("-1").find("no class of zoo is called \"-1\"") != std::string::npos);
}

TEST_CASE("class lookup: what fits several, or none") {
    CHECK(problem("ca") ==
          "--class: \"ca\" fits 4 classes: \"cat\" (0), \"tabby cat\" (1), \"tench, Tinca tinca\" (2), \"cattle dog\" "
          "(3); "
          "give more of the name, or the number");
    CHECK(problem("golden retreiver").find("most like it: \"golden retriever\" (4), ") != std::string::npos);
    CHECK(problem("doge").find("most like it: \"dog\" (5), ") != std::string::npos);
    core::NetworkCard nameless;
    nameless.name = "net.onnx";
    nameless.head.classes = 3;
    CHECK(cli::find_class(nameless, "en", "2").value() == 2);
    CHECK(cli::find_class(nameless, "en", "cat").error().sentence() ==
          "--class: the classes of net.onnx have no names; give a number from 0, or --labels FILE");
    CHECK(cli::class_text(nameless, "ko", 2) == "class 2");
    CHECK(cli::class_text(animals(), "ko", 5) == "개");
}
