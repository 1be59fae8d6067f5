// ComposedScene: a scene of shapes in the making: which shape is chosen, what can be done to it, and what was before.
// Invariant: `selected` is -1 or an index into scene().shapes; an edit becomes one step of undo when it is settled, so
// a drag of a hundred frames is one step.
#pragma once

#include <vector>

#include "core/shape_scene.h"

namespace app {

class ComposedScene {
public:
    explicit ComposedScene(core::ShapeScene scene);

    const core::ShapeScene& scene() const { return scene_; }
    core::ShapeScene& edit() { return scene_; }  // MUST NOT add, remove or reorder shapes
    int selected() const { return selected_; }
    core::Shape* chosen();  // nullptr: none
    const core::Shape* chosen() const;

    void select(int index);
    void select_next(int direction);  // round and round; the first or last one if none is
    // The topmost shape at a point, in shares of the side; else the topmost whose circle holds the point; -1: none.
    int at(double x, double y) const;

    void add(core::ShapeKind kind);  // above all others, in a free place, in the next colour; chosen
    void remove_chosen();
    void raise_chosen();  // above all others
    void replace(core::ShapeScene scene);

    // Movement in shares of the side, the centre held within the picture; angles in radians; sizes held to
    // k_smallest ... k_largest.
    void move_chosen(double dx, double dy);
    void turn_chosen(double angle);
    void scale_chosen(double factor);

    bool can_undo() const { return !past_.empty(); }
    bool can_redo() const { return !future_.empty(); }
    void undo();
    void redo();
    void settle();  // the edit has ended
    bool settled() const { return scene_ == settled_; }

    static constexpr double k_smallest = 0.05;
    static constexpr double k_largest = 1.0;

private:
    void step(std::vector<core::ShapeScene>& from, std::vector<core::ShapeScene>& to);

    core::ShapeScene scene_;
    core::ShapeScene settled_;  // scene_ when the last edit ended
    std::vector<core::ShapeScene> past_, future_;
    int selected_ = -1;
    std::size_t added_ = 0;  // chooses the next colour
};

// The colours a scene is composed with, 0xRRGGBB.
inline constexpr std::uint32_t k_composer_colors[] = {0xF7F4ECU, 0xF2C230U, 0xF08A3CU, 0xD9413FU, 0xEE8FB5U, 0x8A5BD6U,
                                                      0x3C7DD9U, 0x274060U, 0x2BA8A0U, 0x4FB36BU, 0x8A94A6U, 0x16181DU};
// The second colour that goes with one: lighter on dark, darker on light; `share` 0..1 says how far.
inline constexpr double k_shape_contrast = 0.7;
inline constexpr double k_ground_contrast = 0.12;
std::uint32_t second_color(std::uint32_t color, double share);

}  // namespace app
