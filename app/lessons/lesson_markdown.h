// A lesson as it is written: Markdown (CommonMark), taken apart but not yet understood.
//   # Title of the lesson       one paragraph about it
//   ## Question of a card       ```card block of "name: value" lines ```     one or two sentences
// Every part keeps the line it begins on, counted from 1, so that whatever is wrong can be pointed at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lessons {

struct Entry {
    std::string name;
    std::string value;
    std::int64_t line = 0;
};

struct WrittenCard {
    std::string heading;
    std::int64_t line = 0;
    bool has_block = false;
    std::int64_t second_block = 0;  // its line; 0: there is none
    std::vector<Entry> entries;
    std::vector<Entry> broken;  // lines of the block without a colon, in `value`
    std::string text;           // paragraphs, a blank between them; emphasis is dropped
};

struct WrittenLesson {
    std::string title;
    std::string about;
    std::vector<WrittenCard> cards;
};

// Any text is Markdown: this never fails.
WrittenLesson read_markdown(std::string_view text);

}  // namespace lessons
