// Keys' cubic convolution kernel (1981): 1 at distance 0, 0 at every other whole distance and beyond 2. The parameter a
// is the slope at distance 1: -0.5 reproduces parabolas (Pillow), -0.75 is sharper (PyTorch, OpenCV).
#pragma once

#include <cmath>

namespace core {

inline double keys(double distance, double a) {
    const double x = std::abs(distance);
    if (x < 1.0) return ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0;
    if (x < 2.0) return ((a * x - 5.0 * a) * x + 8.0 * a) * x - 4.0 * a;
    return 0.0;
}

}  // namespace core
