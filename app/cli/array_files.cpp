#include "app/cli/array_files.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <new>

#include "app/cli/command_line.h"
#include "app/io/csv.h"
#include "app/io/files.h"
#include "app/io/image_write.h"
#include "app/io/photo.h"
#include "core/problem.h"

namespace cli {
namespace {

constexpr std::int64_t k_most_values = std::int64_t{1} << 31;  // of a result: 8 GiB as float32
constexpr std::int64_t k_most_printed_values = 1024;
constexpr std::int64_t k_most_printed_columns = 32;

std::uint8_t as_pixel(float value) {
    if (std::isnan(value)) return 0;
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
}

core::Result<core::Done> write_picture(const std::filesystem::path& path, const OutputArray& output) {
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

core::Result<core::Done> write_result(const std::filesystem::path& path, const OutputArray& output) {
    const std::string extension = io::lower_extension(path);
    if (extension == ".npy") return io::write_npy(path, output.shape, std::span<const float>(output.values));
    if (extension == ".png") return write_picture(path, output);
    if (output.shape.size() != 2)
        return core::Error{"a .csv holds one table, the result has " + io::shape_text(output.shape) + " values", "",
                           "write it as .npy"};
    return io::write_table(path, core::Grid(output.shape[0], output.shape[1], output.values));
}

// A temporary file beside `path`, filled by `write`; the sentence of a failure names `path`.
template <class Write>
core::Result<io::StagedFile> staged(const std::filesystem::path& path, const Write& write) {
    core::Result<io::StagedFile> file = io::StagedFile::create(path);
    if (!file) return file.error();
    const core::Result<core::Done> written = write(file.value().path());
    if (written) return file;
    return core::Error{written.error().what, io::path_text(path), written.error().hint};
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

}  // namespace

core::Result<InputArray> load_array(const std::filesystem::path& path) {
    const std::string extension = io::lower_extension(path);
    if (extension == ".npy") {
        core::Result<io::NpyArray> array = io::read_npy(path);
        if (!array) return array.error();
        return InputArray{std::move(array.value().shape), std::move(array.value().values), false};
    }
    if (extension == ".csv" || extension == ".tsv" || extension == ".txt") {
        core::Result<core::Grid> grid = io::read_table(path);
        if (!grid) return grid.error();
        return InputArray{{grid.value().rows, grid.value().cols}, std::move(grid.value().values), false};
    }
    const core::Result<io::Photo> photo = io::decode_image_file(path);
    if (!photo) return core::Error{photo.error().what, io::path_text(path), photo.error().hint};
    const core::Image& image = photo.value().image;
    return InputArray{{image.channels, image.height, image.width}, *image.pixels, true};
}

core::Result<OutputArray> make_output(const InputArray& like, core::Size2 size) {
    OutputArray output;
    output.shape = like.shape;
    output.shape[like.shape.size() - 2] = size.h;
    output.shape.back() = size.w;
    std::int64_t count = like.planes();
    for (const std::int64_t side : {size.h, size.w}) {
        if (side > k_most_values / count)
            return core::Error{"the result would be " + io::shape_text(output.shape) + ", more than " +
                                   std::to_string(k_most_values) + " values",
                               "", "use a larger stride or less padding"};
        count *= side;
    }
    output.values.resize(static_cast<std::size_t>(count));
    return output;
}

core::Result<core::Done> write_output(const OutputArray& output, const std::filesystem::path& values,
                                      const std::filesystem::path& indices) {
    std::vector<io::StagedFile> files;
    if (!values.empty()) {
        core::Result<io::StagedFile> file =
            staged(values, [&](const auto& path) { return write_result(path, output); });
        if (!file) return file.error();
        files.push_back(std::move(file).value());
    }
    if (!indices.empty()) {
        core::Result<io::StagedFile> file = staged(indices, [&](const auto& path) {
            return io::write_npy(path, output.shape, std::span<const std::int64_t>(output.indices));
        });
        if (!file) return file.error();
        files.push_back(std::move(file).value());
    }
    for (io::StagedFile& file : files)
        if (const core::Result<core::Done> done = file.commit(); !done) return done.error();
    return core::Done{};
}

std::string output_text(const OutputArray& output) {
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

void print_note(const std::string& sentence) { std::fprintf(stderr, "note: %s\n", sentence.c_str()); }

void print_refusals(const core::PoolSpec& spec, std::int64_t height, std::int64_t width) {
    const char* const framework = spec.rule == core::Rule::pytorch ? "pytorch"
                                  : spec.rule == core::Rule::onnx  ? "onnx"
                                                                   : "keras";
    for (const core::Problem& refusal : core::refusals(spec, height, width))
        if (refusal.key.starts_with(std::string("refusal.") + framework)) print_note(refusal.sentence());
}

int run_array_command(std::string_view command, const std::filesystem::path& input, bool print,
                      const std::function<core::Result<OutputArray>()>& work) {
    try {
        const core::Result<OutputArray> output = work();
        if (!output) return could_not(command, output.error());
        if (print) std::fputs(output_text(output.value()).c_str(), stdout);
        return k_exit_done;
    } catch (const std::bad_alloc&) {
        return could_not(command, {"there is not enough memory for it", io::path_text(input), ""});
    }
}

}  // namespace cli
