// Problems of one side: the same check runs on height and width, and the sentence names the side only where they
// differ. Invariant: a problem found alike on both sides keeps its plain key; else the key ends in _h or _w.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>

#include "axis_layout.h"
#include "core/problem.h"

namespace core {

// check(Side) -> std::optional<Problem> with the plain key.
template <class Check>
std::optional<Problem> on_either_side(const Check& check) {
    std::optional<Problem> height = check(Side::height);
    std::optional<Problem> width = check(Side::width);
    if (height == width) return height;
    if (height) {
        height->key += "_h";
        return height;
    }
    width->key += "_w";
    return width;
}

struct NumberArg {
    const char* name;
    std::int64_t value;
};

inline Problem make_problem(const char* key, std::initializer_list<NumberArg> numbers) {
    Problem problem{key, {}};
    for (const NumberArg& number : numbers) {
        std::string text = std::to_string(number.value);
        if (text.front() == '-') text.replace(0, 1, "\u2212");
        problem.args.emplace_back(number.name, std::move(text));
    }
    return problem;
}

}  // namespace core
