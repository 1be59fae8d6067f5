// Names of classes: lines and JSON, and what is wrong with a list that cannot be one.
#include "app/network/labels.h"

#include <set>

#include "support/catch.h"
#include "support/run_program.h"

namespace {

network::Labels names(const std::string& bytes, const std::string& where = "labels.txt") {
    const core::Result<network::Labels> labels = network::parse_labels(bytes, where);
    INFO(bytes.substr(0, 200));
    if (!labels) FAIL(labels.error().sentence());
    return labels.value();
}

std::string problem(const std::string& bytes, const std::string& where = "labels.txt") {
    const core::Result<network::Labels> labels = network::parse_labels(bytes, where);
    INFO(bytes.substr(0, 200));
    REQUIRE_FALSE(labels);
    return labels.error().sentence();
}

}  // namespace

TEST_CASE("Labels as lines") {
    CHECK(names("cat\ndog\ncup") == network::Labels{"cat", "dog", "cup"});
    CHECK(names("cat\r\ndog\r\n\r\n\n") == network::Labels{"cat", "dog"});
    CHECK(names("\xEF\xBB\xBF고양이\n개\n") == network::Labels{"고양이", "개"});
    CHECK(names("  tabby, tabby cat \n[dog]\n") == network::Labels{"tabby, tabby cat", "[dog]"});
    CHECK(names("one\ttwo") == network::Labels{"one\ttwo"});
    CHECK(names("7\n8\n") == network::Labels{"7", "8"});
    CHECK(names("{not json\ndog") == network::Labels{"{not json", "dog"});
}

TEST_CASE("Labels as JSON, whatever the file is called") {
    CHECK(names(R"(["cat", "개"])") == network::Labels{"cat", "개"});
    CHECK(names("\xEF\xBB\xBF [\"cat\"]\r\n", "labels.json") == network::Labels{"cat"});
    CHECK(names(R"({"1": "dog", "0": "cat", "2": "cup"})") == network::Labels{"cat", "dog", "cup"});
    CHECK(names(R"({"0": ["n02123045", "tabby"], "1": ["n02099601", "golden retriever"]})", "index.json") ==
          network::Labels{"tabby", "golden retriever"});
    CHECK(names(R"({"0":"a","1":"b","2":"c","3":"d","4":"e","5":"f","6":"g","7":"h","8":"i","9":"j","10":"k"})")[10] ==
          "k");
}

TEST_CASE("Labels that are none") {
    CHECK(problem("") == "labels.txt: holds no class names; write one name a line, in the network's order");
    CHECK(problem("\xEF\xBB\xBF\r\n \n").find("holds no class names") != std::string::npos);
    CHECK(problem("[]").find("holds no class names") != std::string::npos);
    CHECK(problem("{}", "a.json").find("a.json: holds no class names") != std::string::npos);
    CHECK(problem("cat\n\ndog").find("class 1 has no name") != std::string::npos);
    CHECK(problem(R"(["cat", " "])").find("class 1 has no name") != std::string::npos);
    CHECK(problem("caf\xE9\ndog") == "labels.txt: is not text in UTF-8; save it as UTF-8");
    CHECK(problem("cat\ndo" + std::string(1, '\0') + "g").find("is not text") != std::string::npos);
    CHECK(problem(R"(["ca\u0007t"])").find("is not text") != std::string::npos);
    CHECK(problem("cat\ndog", "labels.json").find("is not a JSON list or object") != std::string::npos);
    CHECK(problem("[\"cat\"", "labels.json").find("is not a JSON list or object") != std::string::npos);
    CHECK(problem("[1, 2]").find("the name of class 0 is not a text") != std::string::npos);
    CHECK(problem(R"(["cat", []])").find("the name of class 1 is not a text") != std::string::npos);
    CHECK(problem(R"({"0": {"name": "cat"}})").find("the name of class 0 is not a text") != std::string::npos);
    CHECK(problem(R"({"1": "cat", "2": "dog"})") ==
          "labels.txt: has 2 entries, but none with the key \"0\"; number the classes from \"0\"");
    CHECK(problem(R"({"0": "cat", "00": "dog"})").find("none with the key \"1\"") != std::string::npos);
    CHECK(problem(std::string(501, 'x')) == "labels.txt: the name of class 0 has 501 bytes; at most 500 are read");
    CHECK(problem(std::string(1'000'000, '['), "deep.json").find("is not a JSON list") != std::string::npos);
    CHECK(problem(std::string(100'000, '[') + std::string(100'000, ']')).find("class 0 is not a text") !=
          std::string::npos);
}

TEST_CASE("Labels must be as many as the classes") {
    CHECK_FALSE(network::count_problem({"cat", "dog"}, 2, "labels.txt"));
    const auto few = network::count_problem({"cat", "dog"}, 3, "labels.txt");
    REQUIRE(few);
    CHECK(few->sentence() ==
          "labels.txt: names 2 classes, but the network has 3; give each class one name, in the network's order");
    CHECK(network::count_problem({"cat", "dog"}, 1, "labels.txt"));
}

TEST_CASE("Labels are looked for beside the model, its own name first") {
    const test::TempFolder folder;
    const std::filesystem::path model = folder.file("resnet18.onnx");
    CHECK_FALSE(network::labels_beside(model));
    std::filesystem::create_directory(folder.file("resnet18.txt"));
    CHECK_FALSE(network::labels_beside(model));
    for (const char* name : {"labels.json", "labels.txt", "resnet18.json"}) {
        test::write_file(folder.file(name), "cat");
        CHECK(network::labels_beside(model) == std::filesystem::path(folder.file(name)));
    }
    std::filesystem::remove(folder.file("resnet18.txt"));
    test::write_file(folder.file("resnet18.txt"), "cat");
    CHECK(network::labels_beside(model) == std::filesystem::path(folder.file("resnet18.txt")));
    // A name with dots keeps all but the last.
    test::write_file(folder.file("net.v2.txt"), "cat");
    CHECK(network::labels_beside(folder.file("net.v2.onnx")) == std::filesystem::path(folder.file("net.v2.txt")));
    const auto none = network::read_labels(folder.file("none.txt"));
    REQUIRE_FALSE(none);
    CHECK(none.error().sentence().find("does not exist") != std::string::npos);
}

TEST_CASE("The program's own names come in both languages") {
    const core::ClassNames imagenet = network::own_names("imagenet");
    CHECK(imagenet.by_language.at("en").size() == 1000);
    CHECK(imagenet.by_language.at("ko").size() == 1000);
    CHECK(imagenet.name("en", 0) == "tench");
    CHECK(imagenet.name("en", 388).find("panda") != std::string::npos);
    const core::ClassNames builtin = network::own_names("builtin");
    CHECK(builtin.by_language.at("en").size() == builtin.by_language.at("ko").size());
}
