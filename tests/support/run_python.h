// The Python that tests run programs with, and what it prints.
#pragma once

#include <cstdlib>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "app/scenes/framework.h"
#include "support/run_program.h"

namespace test {

// POOLSCOPE_PYTHON, else the system's.
inline std::string python() {
    const char* chosen = std::getenv("POOLSCOPE_PYTHON");
    return chosen != nullptr && *chosen != '\0' ? chosen : "/usr/bin/python3";
}

// What each framework's programs import.
struct Modules {
    scenes::Framework framework;
    const char* needed;
};
inline constexpr Modules k_modules[] = {{scenes::Framework::pytorch, "numpy,torch"},
                                        {scenes::Framework::keras, "numpy,tensorflow"},
                                        {scenes::Framework::onnx, "numpy,onnx,onnxruntime"},
                                        {scenes::Framework::numpy, "numpy"}};

inline std::vector<std::vector<double>> numbers_by_line(const std::string& text) {
    std::vector<std::vector<double>> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::vector<double> numbers;
        for (std::string word; words >> word;) numbers.push_back(std::stod(word));
        lines.push_back(std::move(numbers));
    }
    return lines;
}

}  // namespace test
