#include "app/lessons/sentences.h"

#include <array>
#include <utility>

namespace lessons {
namespace {

using core::ErrorWords;

constexpr std::array k_words{
    ErrorWords{"error.lesson_no_cards", "has no cards", "begin each card with a heading: ## What does the class see?"},
    ErrorWords{"error.lesson_no_line", "says \"{found}\"", "a line \"name: value\" is expected there"},
    ErrorWords{"error.lesson_twice", "says {field} a second time", "keep one of the two lines"},
    ErrorWords{"error.lesson_no_scene", "names no scene for this card", "write one of these: {words}"},
    ErrorWords{"error.lesson_no_text", "has no sentences on this card", "write one or two below its block"},
    ErrorWords{"error.lesson_long_text", "has {count} characters on this card; at most {most} fit",
               "make two cards of it"},
    ErrorWords{"error.lesson_two_blocks", "has a second block of settings on this card",
               "move its lines into the first block"},
    ErrorWords{"error.lesson_word", "says {field} is \"{found}\"", "one of these is expected there: {words}"},
    ErrorWords{"error.lesson_whole", "says {field} is \"{found}\"",
               "a whole number from {least} to {most} is expected there"},
    ErrorWords{"error.lesson_number", "says {field} is \"{found}\"",
               "a number from {least} to {most} is expected there"},
    ErrorWords{"error.lesson_truth", "says {field} is \"{found}\"", "yes or no is expected there"},
    ErrorWords{"error.lesson_table", "says {field} is \"{found}\"",
               "rows of equally many numbers are expected there, a / between rows, at most {most} x {most}"},
    ErrorWords{"error.lesson_sides", "says {field} is \"{found}\"",
               "one number for all sides is expected there, or height x width such as 3 x 2"},
    ErrorWords{"error.lesson_unknown", "says {field}, which is no setting of the scene {scene}",
               "did you mean {words}?"},
    ErrorWords{"error.lesson_fill", "says input.fill without the numbers", "write them under input.numbers: 1 2 / 3 4"},
};

}  // namespace

std::span<const ErrorWords> error_words() { return k_words; }

core::Error error(std::string_view key, std::string where, core::Places args) {
    return core::make_error(k_words, key, std::move(where), std::move(args));
}

}  // namespace lessons
