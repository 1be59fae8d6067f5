// Framework: whose Python a scene's code is written in.
#pragma once

#include <array>
#include <string_view>

namespace scenes {

enum class Framework { pytorch, keras, onnx, numpy };
inline constexpr std::array k_frameworks{Framework::pytorch, Framework::keras, Framework::onnx, Framework::numpy};
inline constexpr std::array<std::string_view, 4> k_framework_names{"PyTorch", "Keras", "ONNX", "NumPy"};
inline constexpr std::array<std::string_view, 4> k_framework_words{"pytorch", "keras", "onnx", "numpy"};

inline std::string_view framework_name(Framework framework) {
    return k_framework_names[static_cast<std::size_t>(framework)];
}

}  // namespace scenes
