// ShapeOutline: which points of the picture lie within one shape.
// Local coordinates: the circle around the shape has radius 1 and middle (0, 0), y points down, the shape is upright.
//   local = turned back by `angle` of (point - centre) / (size / 2)
// Invariant: a shape without extent (size 0 or less, or a number that is none) contains no point.
#pragma once

#include "core/shape_scene.h"

namespace core {

class ShapeOutline {
public:
    explicit ShapeOutline(const Shape& shape);

    bool contains(double x, double y) const;  // in shares of the picture's side
    // The shape's colour at a point within it.
    std::uint32_t color_at(double x, double y) const;

    double x() const { return shape_.x; }
    double y() const { return shape_.y; }
    double radius() const { return radius_; }  // of the circle around it, in shares; 0: nothing to see

private:
    struct Local {
        double x = 0.0, y = 0.0;
    };
    Local local(double x, double y) const;

    Shape shape_;
    double radius_ = 0.0;
    double cos_ = 1.0, sin_ = 0.0;
};

// Whether the texture shows its second colour at (u, v), in shares of the picture's side.
bool texture_is_second(ShapeTexture texture, double u, double v);

}  // namespace core
