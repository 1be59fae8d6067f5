// Typing without a screen: UTF-8, the line being edited, numbers as people write them, names of keys.
#include "app/ui/commands.h"
#include "app/ui/number_entry.h"
#include "app/ui/text_edit.h"
#include "app/ui/utf8.h"
#include "support/catch.h"

using ui::TextEdit;

TEST_CASE("UTF-8 is read, written back, and survives broken bytes") {
    const std::string text = "aé−고😀";
    std::string again;
    for (const char32_t c : ui::decode_utf8(text)) again += ui::encode_utf8(c);
    CHECK(again == text);
    CHECK(ui::decode_utf8(text) == U"aé−고😀");
    CHECK(ui::decode_utf8("a\xFF"
                          "b") == U"a\uFFFDb");
    CHECK(ui::decode_utf8("\xEA\xB3") == U"\uFFFD\uFFFD");     // cut off
    CHECK(ui::decode_utf8("\xC0\xAF") == U"\uFFFD\uFFFD");     // longer than it need be
    CHECK(ui::decode_utf8("\xED\xA0\x80").front() == 0xFFFD);  // half of a pair
    CHECK(ui::next_character("고a", 0) == 3);
    CHECK(ui::previous_character("고a", 3) == 0);
    CHECK(ui::previous_character("고a", 0) == 0);
    CHECK(ui::next_character("고a", 4) == 4);
}

TEST_CASE("the line being edited moves by characters and keeps its selection whole") {
    TextEdit line = TextEdit::of("가나다", true);
    CHECK(line.selected() == "가나다");
    line.insert("x");
    CHECK(line.text == "x");
    line.insert("나\n다");
    CHECK(line.text == "x나 다");
    line.press({"Left"});
    line.press({"Left", false, true});
    line.press({"Left", false, true});
    CHECK(line.selected() == "나 ");
    line.press({"Backspace"});
    CHECK(line.text == "x다");
    CHECK(line.press({"Left"}) == TextEdit::Key::moved);
    CHECK(line.press({"Left"}) == TextEdit::Key::not_mine);
    line.press({"Delete"});
    CHECK(line.text == "다");
    line.press({"End"});
    CHECK(line.press({"Right"}) == TextEdit::Key::not_mine);
    line.press({"A", true});
    CHECK(line.selected() == "다");
    line.press({"Right"});
    CHECK(line.selected().empty());
    CHECK(line.caret == 3);
    CHECK(line.press({"F1"}) == TextEdit::Key::not_mine);
}

TEST_CASE("numbers as people type them") {
    CHECK(ui::parse_number("12") == 12.0);
    CHECK(ui::parse_number(" -2.5 ") == -2.5);
    CHECK(ui::parse_number("−2.5") == -2.5);
    CHECK(ui::parse_number("+7") == 7.0);
    CHECK(ui::parse_number("3,5") == 3.5);
    CHECK(ui::parse_number("1e3") == 1000.0);
    CHECK(ui::parse_number(".5") == 0.5);
    for (const char* nonsense : {"", " ", "-", "abc", "1.2.3", "1,2,3", "12x", "nan", "inf", "1e999"}) {
        CAPTURE(nonsense);
        CHECK_FALSE(ui::parse_number(nonsense));
    }
}

TEST_CASE("a block of cells is told from a number") {
    CHECK(ui::holds_several_cells("1\t2"));
    CHECK(ui::holds_several_cells("1\n2"));
    CHECK(ui::holds_several_cells("1,2,3"));
    CHECK(ui::holds_several_cells("1, 2\n3, 4"));
    CHECK_FALSE(ui::holds_several_cells("12\n"));
    CHECK_FALSE(ui::holds_several_cells("3,5"));
    CHECK_FALSE(ui::holds_several_cells(""));
}

TEST_CASE("keys have names people know") {
    CHECK(ui::key_text({"Z", true}) == "Ctrl+Z");
    CHECK(ui::key_text({"Tab", false, true}) == "Shift+Tab");
    CHECK(ui::key_text({"Left"}) == "←");
    CHECK(ui::key_text({"-"}) == "−");
}
