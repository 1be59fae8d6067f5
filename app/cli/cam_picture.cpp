// The picture that `poolscope cam -o` writes.
#include <algorithm>
#include <cmath>

#include "app/cli/cam_answer.h"
#include "core/map_picture.h"

namespace cli {
namespace {

constexpr std::int64_t k_most_pixels = 100'000'000;
constexpr std::int64_t k_gap = 8;  // white, between the classes
constexpr core::Rgb k_line{255, 255, 255};
constexpr core::Rgb k_line_edge{0, 0, 0};

// RGB pixels that can be written to.
struct Canvas {
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::vector<std::uint8_t> pixels;

    Canvas(std::int64_t w, std::int64_t h)
        : width(w), height(h), pixels(static_cast<std::size_t>(w * h * 3), std::uint8_t{255}) {}

    void put(std::int64_t left, const core::Image& picture) {
        for (std::int64_t y = 0; y < picture.height; ++y)
            std::copy_n(picture.pixels->data() + y * picture.width * 3, picture.width * 3,
                        pixels.begin() + (y * width + left) * 3);
    }
    void fill(std::int64_t left, std::int64_t top, std::int64_t right, std::int64_t bottom, core::Rgb color) {
        for (std::int64_t y = std::max<std::int64_t>(top, 0); y < std::min(bottom, height); ++y)
            for (std::int64_t x = std::max<std::int64_t>(left, 0); x < std::min(right, width); ++x) {
                const auto at = static_cast<std::size_t>((y * width + x) * 3);
                pixels[at] = color.r;
                pixels[at + 1] = color.g;
                pixels[at + 2] = color.b;
            }
    }
    // A frame of `thickness` inside the rectangle.
    void frame(std::int64_t left, std::int64_t top, std::int64_t right, std::int64_t bottom, std::int64_t thickness,
               core::Rgb color) {
        fill(left, top, right, std::min(top + thickness, bottom), color);
        fill(left, std::max(bottom - thickness, top), right, bottom, color);
        fill(left, top, std::min(left + thickness, right), bottom, color);
        fill(std::max(right - thickness, left), top, right, bottom, color);
    }
};

// White between two black lines, so that it shows on any photo.
void draw_box(Canvas& canvas, const core::PhotoRect& box, std::int64_t left_of_photo, const core::Image& photo) {
    const std::int64_t unit = std::max<std::int64_t>(1, std::min(photo.width, photo.height) / 250);
    const std::int64_t left = left_of_photo + std::llround(box.x),
                       right = left_of_photo + std::llround(box.x + box.width);
    const std::int64_t top = std::llround(box.y), bottom = std::llround(box.y + box.height);
    canvas.frame(left, top, right, bottom, 4 * unit, k_line_edge);
    canvas.frame(left + unit, top + unit, right - unit, bottom - unit, 2 * unit, k_line);
}

}  // namespace

core::Result<core::Image> answer_picture(const CamAnswer& answer, const CamCommand& command) {
    const core::Image& photo = answer.look.photo;
    const auto count = static_cast<std::int64_t>(answer.classes.size());
    const std::int64_t width = count * photo.width + (count - 1) * k_gap;
    if (count > 1 && width > k_most_pixels / photo.height)
        return core::Error{"the maps of " + std::to_string(count) + " classes side by side would be " +
                               std::to_string(width) + "x" + std::to_string(photo.height) + " pixels, more than " +
                               std::to_string(k_most_pixels / 1'000'000) + " million",
                           "", "ask for fewer classes"};
    const bool is_signed = command.method == core::CamMethod::cam;
    const core::MapSign sign = is_signed ? core::MapSign::signed_about_zero : core::MapSign::positive;
    const core::ColorMapId colors = is_signed ? core::ColorMapId::evidence : core::ColorMapId::heat;
    std::vector<core::PlaceMap> maps;
    for (const ClassAnswer& each : answer.classes) maps.push_back(each.map);

    const core::InputShape& shape = answer.look.network->input;
    const core::PhotoRect whole_input{0.0, 0.0, static_cast<double>(shape.width), static_cast<double>(shape.height)};
    const core::PhotoRect rect = core::input_to_photo(answer.look.placement, whole_input);
    Canvas canvas(width, photo.height);
    for (std::size_t i = 0; i < maps.size(); ++i) {
        const core::MapRange range = core::color_range(
            command.shared_scale ? std::span<const core::PlaceMap>(maps) : std::span(&maps[i], 1), sign);
        const std::int64_t left = static_cast<std::int64_t>(i) * (photo.width + k_gap);
        canvas.put(left, core::overlay(photo, maps[i], rect, range, colors, command.opacity, command.upsample));
        if (command.draw_box && answer.classes[i].box) draw_box(canvas, *answer.classes[i].box, left, photo);
    }
    return core::make_image(width, photo.height, 3, std::move(canvas.pixels));
}

}  // namespace cli
