#include "app/composed_scene.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace app {
namespace {

constexpr std::size_t k_undo_steps = 200;
constexpr double k_new_size = 0.34;
constexpr double k_half_turn = 3.14159265358979323846;

// -pi < angle <= pi
double wrapped(double angle) { return -std::remainder(-angle, 2.0 * k_half_turn); }

// The place of a 3 x 3 raster (the middle first) that is furthest from all shapes.
std::pair<double, double> free_place(const std::vector<core::Shape>& shapes) {
    constexpr std::pair<double, double> places[] = {{0.5, 0.5},  {0.25, 0.25}, {0.75, 0.75}, {0.75, 0.25}, {0.25, 0.75},
                                                    {0.5, 0.22}, {0.5, 0.78},  {0.22, 0.5},  {0.78, 0.5}};
    std::pair<double, double> best = places[0];
    double best_room = -1.0;
    for (const auto& place : places) {
        double room = std::numeric_limits<double>::max();
        for (const core::Shape& shape : shapes) {
            room = std::min(room, std::hypot(shape.x - place.first, shape.y - place.second) - shape.size / 2.0);
        }
        if (room > best_room) {
            best_room = room;
            best = place;
        }
    }
    return best;
}

double luma(std::uint32_t color) {
    return 0.299 * (color >> 16 & 0xFFU) + 0.587 * (color >> 8 & 0xFFU) + 0.114 * (color & 0xFFU);
}

}  // namespace

std::uint32_t second_color(std::uint32_t color, double share) {
    const double towards = luma(color) < 140.0 ? 255.0 : 0.0;
    std::uint32_t mixed = 0;
    for (const int shift : {16, 8, 0}) {
        const double channel = color >> shift & 0xFFU;
        mixed = mixed << 8 | static_cast<std::uint32_t>(std::lround(channel + (towards - channel) * share));
    }
    return mixed;
}

ComposedScene::ComposedScene(core::ShapeScene scene) : scene_(std::move(scene)), settled_(scene_) {}

core::Shape* ComposedScene::chosen() {
    return selected_ < 0 ? nullptr : &scene_.shapes[static_cast<std::size_t>(selected_)];
}
const core::Shape* ComposedScene::chosen() const {
    return selected_ < 0 ? nullptr : &scene_.shapes[static_cast<std::size_t>(selected_)];
}

void ComposedScene::select(int index) {
    selected_ = index >= 0 && index < static_cast<int>(scene_.shapes.size()) ? index : -1;
}

void ComposedScene::select_next(int direction) {
    const auto count = static_cast<int>(scene_.shapes.size());
    if (count == 0) return;
    if (selected_ < 0) return select(direction > 0 ? 0 : count - 1);
    select((selected_ + direction + count) % count);
}

int ComposedScene::at(double x, double y) const {
    const auto count = static_cast<int>(scene_.shapes.size());
    for (int i = count - 1; i >= 0; --i) {
        if (core::shape_contains(scene_.shapes[static_cast<std::size_t>(i)], x, y)) return i;
    }
    for (int i = count - 1; i >= 0; --i) {
        const core::Shape& shape = scene_.shapes[static_cast<std::size_t>(i)];
        if (std::hypot(x - shape.x, y - shape.y) <= shape.size / 2.0) return i;
    }
    return -1;
}

// Colours are taken in turn, but never the ground's own.
void ComposedScene::add(core::ShapeKind kind) {
    constexpr std::size_t colors = std::size(k_composer_colors);
    core::Shape shape;
    shape.kind = kind;
    std::tie(shape.x, shape.y) = free_place(scene_.shapes);
    shape.size = k_new_size;
    do {
        shape.color = k_composer_colors[(1 + 2 * added_ + added_ / 6) % colors];
        ++added_;
    } while (std::abs(luma(shape.color) - luma(scene_.ground)) < 40.0);
    shape.second = second_color(shape.color, k_shape_contrast);
    scene_.shapes.push_back(shape);
    selected_ = static_cast<int>(scene_.shapes.size()) - 1;
}

void ComposedScene::remove_chosen() {
    if (selected_ < 0) return;
    scene_.shapes.erase(scene_.shapes.begin() + selected_);
    selected_ = -1;
}

void ComposedScene::raise_chosen() {
    if (selected_ < 0) return;
    std::rotate(scene_.shapes.begin() + selected_, scene_.shapes.begin() + selected_ + 1, scene_.shapes.end());
    selected_ = static_cast<int>(scene_.shapes.size()) - 1;
}

void ComposedScene::replace(core::ShapeScene scene) {
    scene_ = std::move(scene);
    selected_ = -1;
}

void ComposedScene::move_chosen(double dx, double dy) {
    core::Shape* shape = chosen();
    if (shape == nullptr) return;
    shape->x = std::clamp(shape->x + dx, 0.0, 1.0);
    shape->y = std::clamp(shape->y + dy, 0.0, 1.0);
}

void ComposedScene::turn_chosen(double angle) {
    if (core::Shape* shape = chosen()) shape->angle = wrapped(shape->angle + angle);
}

void ComposedScene::scale_chosen(double factor) {
    if (core::Shape* shape = chosen()) shape->size = std::clamp(shape->size * factor, k_smallest, k_largest);
}

void ComposedScene::settle() {
    if (settled()) return;
    past_.push_back(settled_);
    if (past_.size() > k_undo_steps) past_.erase(past_.begin());
    future_.clear();
    settled_ = scene_;
}

void ComposedScene::step(std::vector<core::ShapeScene>& from, std::vector<core::ShapeScene>& to) {
    settle();
    if (from.empty()) return;
    to.push_back(std::move(scene_));
    scene_ = std::move(from.back());
    from.pop_back();
    settled_ = scene_;
    select(selected_);
}

void ComposedScene::undo() { step(past_, future_); }
void ComposedScene::redo() { step(future_, past_); }

}  // namespace app
