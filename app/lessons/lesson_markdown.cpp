#include "app/lessons/lesson_markdown.h"

#include <cmark.h>

#include <algorithm>
#include <memory>

namespace lessons {
namespace {

struct NodeDeleter {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct IteratorDeleter {
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view k_blank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(k_blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(k_blank) - first + 1);
}

// The words of a heading or a paragraph without their marks; a line break is a blank.
std::string words_of(cmark_node* node) {
    std::string words;
    const std::unique_ptr<cmark_iter, IteratorDeleter> iterator(cmark_iter_new(node));
    while (cmark_iter_next(iterator.get()) != CMARK_EVENT_DONE) {
        cmark_node* at = cmark_iter_get_node(iterator.get());
        const cmark_node_type type = cmark_node_get_type(at);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) words += cmark_node_get_literal(at);
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) words += ' ';
    }
    return words;
}

void append(std::string& text, const std::string& more) {
    if (!text.empty() && !more.empty()) text += ' ';
    text += more;
}

// "name: value" lines; blank lines and those that begin with # say nothing.
void read_block(std::string_view block, std::int64_t line, WrittenCard& card) {
    while (!block.empty()) {
        const std::size_t end = std::min(block.find('\n'), block.size());
        const std::string_view whole = trimmed(block.substr(0, end));
        block.remove_prefix(std::min(end + 1, block.size()));
        const std::int64_t here = line++;
        if (whole.empty() || whole.front() == '#') continue;
        const std::size_t colon = whole.find(':');
        if (colon == std::string_view::npos || colon == 0) {
            card.broken.push_back({.name = {}, .value = std::string(whole), .line = here});
            continue;
        }
        card.entries.push_back({.name = std::string(trimmed(whole.substr(0, colon))),
                                .value = std::string(trimmed(whole.substr(colon + 1))),
                                .line = here});
    }
}

void read_node(cmark_node* node, WrittenLesson& lesson) {
    const cmark_node_type type = cmark_node_get_type(node);
    const std::int64_t line = cmark_node_get_start_line(node);
    WrittenCard* card = lesson.cards.empty() ? nullptr : &lesson.cards.back();
    if (type == CMARK_NODE_HEADING && cmark_node_get_heading_level(node) == 1 && lesson.title.empty()) {
        lesson.title = words_of(node);
    } else if (type == CMARK_NODE_HEADING) {
        lesson.cards.emplace_back();
        lesson.cards.back().heading = words_of(node);
        lesson.cards.back().line = line;
    } else if (type == CMARK_NODE_CODE_BLOCK && card != nullptr) {
        if (card->has_block) {
            if (card->second_block == 0) card->second_block = line;
            return;
        }
        card->has_block = true;
        read_block(cmark_node_get_literal(node), line + 1, *card);
    } else if (type != CMARK_NODE_THEMATIC_BREAK && type != CMARK_NODE_HTML_BLOCK) {
        append(card != nullptr ? card->text : lesson.about, words_of(node));
    }
}

}  // namespace

WrittenLesson read_markdown(std::string_view text) {
    constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(k_byte_order_mark)) text.remove_prefix(k_byte_order_mark.size());
    const std::unique_ptr<cmark_node, NodeDeleter> document(
        cmark_parse_document(text.data(), text.size(), CMARK_OPT_VALIDATE_UTF8));
    WrittenLesson lesson;
    for (cmark_node* node = cmark_node_first_child(document.get()); node != nullptr; node = cmark_node_next(node))
        read_node(node, lesson);
    return lesson;
}

}  // namespace lessons
