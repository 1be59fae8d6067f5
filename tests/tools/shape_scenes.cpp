// shape_scenes FOLDER COUNT SEED: random scenes as NumPy files, for assets/models/builtin_train.py.
//   pictures.npy  uint8    COUNT x 64 x 64 x 3   RGB
//   labels.npy    int8     COUNT x 2             kind of each shape, -1: no shape
//   boxes.npy     float32  COUNT x 2 x 4         left, top, width, height in pixels
// Of every 20 scenes 9 hold one shape, 9 hold two and 2 none. Scene i is made from the engine of seed SEED alone.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/shape_scene.h"
#include "support/npy_bytes.h"

namespace {

constexpr std::int64_t k_side = 64;

int shapes_of_scene(std::int64_t i) {
    const std::int64_t turn = i % 20;
    if (turn < 9) return 1;
    return turn < 18 ? 2 : 0;
}

struct Scenes {
    std::vector<std::uint8_t> pictures;
    std::vector<std::int8_t> labels;
    std::vector<float> boxes;

    void add(const core::ShapeScene& scene) {
        const core::Image picture = core::draw_shape_scene(scene, k_side);
        pictures.insert(pictures.end(), picture.pixels->begin(), picture.pixels->end());
        for (std::size_t k = 0; k < 2; ++k) {
            const bool there = k < scene.shapes.size();
            labels.push_back(there ? static_cast<std::int8_t>(scene.shapes[k].kind) : std::int8_t{-1});
            const core::PhotoRect box = there ? core::shape_box(scene.shapes[k], k_side) : core::PhotoRect{};
            for (const double value : {box.x, box.y, box.width, box.height}) boxes.push_back(static_cast<float>(value));
        }
    }
};

bool write(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    return static_cast<bool>(out);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: shape_scenes FOLDER COUNT SEED\n");
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    const std::int64_t count = std::strtoll(argv[2], nullptr, 10);
    std::mt19937_64 random(std::strtoull(argv[3], nullptr, 10));
    Scenes scenes;
    for (std::int64_t i = 0; i < count; ++i) scenes.add(core::random_shape_scene(random, shapes_of_scene(i)));

    std::error_code error;
    std::filesystem::create_directories(folder, error);
    const std::string n = std::to_string(count);
    const bool written =
        write(folder / "pictures.npy", test::npy_file("|u1", "(" + n + ", 64, 64, 3)", scenes.pictures)) &&
        write(folder / "labels.npy", test::npy_file("|i1", "(" + n + ", 2)", scenes.labels)) &&
        write(folder / "boxes.npy", test::npy_file("<f4", "(" + n + ", 2, 4)", scenes.boxes));
    if (!written) std::fprintf(stderr, "shape_scenes: %s cannot be written\n", argv[1]);
    return written ? 0 : 1;
}
