#include "app/cli/pool_command.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <new>
#include <optional>

#include "app/io/csv.h"
#include "app/io/files.h"
#include "app/io/image_write.h"
#include "app/io/npy.h"
#include "app/io/photo.h"
#include "core/pool.h"
#include "core/problem.h"

namespace cli {
namespace {

constexpr std::string_view k_command = "poolscope pool";
constexpr std::int64_t k_most_values = std::int64_t{1} << 31;  // of a result: 8 GiB as float32
constexpr std::int64_t k_most_printed_values = 1024;
constexpr std::int64_t k_most_printed_columns = 32;

// What IN holds, whatever the file's format: an array, or a picture with its channels interleaved.
struct Input {
    std::vector<std::int64_t> shape;  // HxW, CxHxW or NxCxHxW
    io::NpyArray::Values values;
    bool interleaved = false;

    std::int64_t height() const { return shape[shape.size() - 2]; }
    std::int64_t width() const { return shape.back(); }
    std::int64_t planes() const {
        std::int64_t count = 1;
        for (std::size_t axis = 0; axis + 2 < shape.size(); ++axis) count *= shape[axis];
        return count;
    }
};

struct Output {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
    std::vector<std::int64_t> indices;  // empty if not asked for
};

core::Result<Input> load(const std::filesystem::path& path) {
    const std::string extension = io::lower_extension(path);
    if (extension == ".npy") {
        core::Result<io::NpyArray> array = io::read_npy(path);
        if (!array) return array.error();
        return Input{std::move(array.value().shape), std::move(array.value().values), false};
    }
    if (extension == ".csv" || extension == ".tsv" || extension == ".txt") {
        core::Result<core::Grid> grid = io::read_table(path);
        if (!grid) return grid.error();
        return Input{{grid.value().rows, grid.value().cols}, std::move(grid.value().values), false};
    }
    const core::Result<io::Photo> photo = io::decode_image_file(path);
    if (!photo) return core::Error{photo.error().what, io::path_text(path), photo.error().hint};
    const core::Image& image = photo.value().image;
    return Input{{image.channels, image.height, image.width}, *image.pixels, true};
}

// Room for the result, or why there cannot be one.
core::Result<Output> prepare(const Input& input, const PoolCommand& command) {
    const core::Geometry geometry = core::geometry(command.spec, input.height(), input.width());
    Output output;
    output.shape = input.shape;
    output.shape[input.shape.size() - 2] = geometry.h.output;
    output.shape.back() = geometry.w.output;
    std::int64_t count = input.planes();
    for (const std::int64_t side : {geometry.h.output, geometry.w.output}) {
        if (side > k_most_values / count)
            return core::Error{"the result would be " + io::shape_text(output.shape) + ", more than " +
                                   std::to_string(k_most_values) + " values",
                               "", "use a larger stride or less padding"};
        count *= side;
    }
    output.values.resize(static_cast<std::size_t>(count));
    if (!command.indices.empty()) output.indices.resize(static_cast<std::size_t>(count));
    return output;
}

void compute(const Input& input, const PoolCommand& command, Output& output) {
    const core::PoolOut out{output.values.data(), output.indices.empty() ? nullptr : output.indices.data()};
    std::visit(
        [&](const auto& values) {
            const auto view = input.interleaved
                                  ? core::interleaved_view(values.data(), input.planes(), input.height(), input.width())
                                  : core::dense_view(values.data(), input.planes(), input.height(), input.width());
            core::pool(view, command.spec, out, {command.threads});
        },
        input.values);
}

std::uint8_t as_pixel(float value) {
    if (std::isnan(value)) return 0;
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
}

core::Result<core::Done> write_picture(const std::filesystem::path& path, const Output& output) {
    const std::size_t rank = output.shape.size();
    const std::int64_t planes = rank == 2 ? 1 : output.shape[0];
    if (rank > 3 || (planes != 1 && planes != 3))
        return core::Error{"a picture has HxW, 1xHxW or 3xHxW values, the result has " + io::shape_text(output.shape),
                           "", "write it as .npy"};
    const std::int64_t height = output.shape[rank - 2], width = output.shape[rank - 1];
    const auto area = static_cast<std::size_t>(height * width);
    std::vector<std::uint8_t> pixels(area * 3);
    for (std::size_t i = 0; i < area; ++i)
        for (std::size_t channel = 0; channel < 3; ++channel)
            pixels[i * 3 + channel] = as_pixel(output.values[(planes == 1 ? 0 : channel * area) + i]);
    return io::write_png(path, core::make_image(width, height, 3, std::move(pixels)));
}

core::Result<core::Done> write_result(const std::filesystem::path& path, const Output& output) {
    const std::string extension = io::lower_extension(path);
    if (extension == ".npy") return io::write_npy(path, output.shape, std::span<const float>(output.values));
    if (extension == ".png") return write_picture(path, output);
    if (output.shape.size() != 2)
        return core::Error{"a .csv holds one table, the result has " + io::shape_text(output.shape) + " values", "",
                           "write it as .npy"};
    return io::write_table(path, core::Grid(output.shape[0], output.shape[1], output.values));
}

// Both files are complete before either takes its name.
core::Result<core::Done> write_files(const PoolCommand& command, const Output& output) {
    const auto stage = [](const std::filesystem::path& path, const auto& write) -> core::Result<io::StagedFile> {
        core::Result<io::StagedFile> staged = io::StagedFile::create(path);
        if (!staged) return staged.error();
        const core::Result<core::Done> written = write(staged.value().path());
        if (written) return staged;
        return core::Error{written.error().what, io::path_text(path), written.error().hint};
    };
    std::vector<io::StagedFile> files;
    if (!command.output.empty()) {
        core::Result<io::StagedFile> staged =
            stage(command.output, [&](const auto& path) { return write_result(path, output); });
        if (!staged) return staged.error();
        files.push_back(std::move(staged).value());
    }
    if (!command.indices.empty()) {
        core::Result<io::StagedFile> staged = stage(command.indices, [&](const auto& path) {
            return io::write_npy(path, output.shape, std::span<const std::int64_t>(output.indices));
        });
        if (!staged) return staged.error();
        files.push_back(std::move(staged).value());
    }
    for (io::StagedFile& file : files)
        if (const core::Result<core::Done> done = file.commit(); !done) return done.error();
    return core::Done{};
}

// One plane as right-aligned columns.
std::string plane_text(core::View<float> plane) {
    std::vector<std::vector<std::string>> columns;
    for (std::int64_t col = 0; col < plane.width; ++col) {
        std::vector<std::string> column;
        std::size_t longest = 0;
        for (std::int64_t row = 0; row < plane.height; ++row) {
            column.push_back(io::number_text(plane.at(0, row, col)));
            longest = std::max(longest, column.back().size());
        }
        for (std::string& cell : column) cell.insert(0, longest - cell.size(), ' ');
        columns.push_back(std::move(column));
    }
    std::string text;
    for (std::size_t row = 0; row < columns.front().size(); ++row)
        for (std::size_t col = 0; col < columns.size(); ++col)
            text += columns[col][row] + (col + 1 < columns.size() ? "  " : "\n");
    return text;
}

// "[0, 2]": the leading axes of a plane, as NumPy would index it.
std::string plane_name(const std::vector<std::int64_t>& shape, std::int64_t plane) {
    if (shape.size() == 3) return "[" + std::to_string(plane) + "]\n";
    return "[" + std::to_string(plane / shape[1]) + ", " + std::to_string(plane % shape[1]) + "]\n";
}

std::string result_text(const Output& output) {
    const std::vector<std::int64_t>& shape = output.shape;
    const std::int64_t height = shape[shape.size() - 2], width = shape.back();
    const auto count = static_cast<std::int64_t>(output.values.size());
    if (count > k_most_printed_values || width > k_most_printed_columns)
        return "the result is " + io::shape_text(shape) + ", too large to print\n";
    std::string text;
    const core::View<float> planes = core::dense_view(output.values.data(), count / (height * width), height, width);
    for (std::int64_t plane = 0; plane < planes.planes; ++plane) {
        if (shape.size() > 2) text += plane_name(shape, plane);
        text += plane_text(planes.plane(plane));
    }
    return text;
}

// What the framework whose rule was asked for would refuse; what the others would is of no interest here.
void print_notes(const core::PoolSpec& spec, std::int64_t height, std::int64_t width) {
    const char* const framework = spec.rule == core::Rule::pytorch ? "pytorch"
                                  : spec.rule == core::Rule::onnx  ? "onnx"
                                                                   : "keras";
    for (const core::Problem& refusal : core::refusals(spec, height, width))
        if (refusal.key.starts_with(std::string("refusal.") + framework))
            std::fprintf(stderr, "note: %s\n", refusal.sentence().c_str());
}

core::Result<Output> pool_file(const PoolCommand& command) {
    core::Result<Input> input = load(command.input);
    if (!input) return input.error();
    const std::int64_t height = input.value().height(), width = input.value().width();
    if (const std::optional<core::Problem> problem = core::problem(command.spec, height, width))
        return core::Error{problem->sentence(), io::path_text(command.input), ""};
    core::Result<Output> output = prepare(input.value(), command);
    if (!output) return output.error();
    print_notes(command.spec, height, width);
    compute(input.value(), command, output.value());
    if (const core::Result<core::Done> written = write_files(command, output.value()); !written) return written.error();
    return output;
}

}  // namespace

int run_pool(const PoolCommand& command) {
    try {
        const core::Result<Output> output = pool_file(command);
        if (!output) return could_not(k_command, output.error());
        if (command.print) std::fputs(result_text(output.value()).c_str(), stdout);
        return k_exit_done;
    } catch (const std::bad_alloc&) {
        return could_not(k_command, {"there is not enough memory for it", io::path_text(command.input), ""});
    }
}

}  // namespace cli
