// The files that pool, backward and unpool read and write: arrays of planes, whatever the format.
//   .npy  HxW, CxHxW or NxCxHxW; results are float32 of the same rank, indices int64
//   .csv  HxW as float32
//   pictures  each channel by itself; as a result rounded, clamped to 0..255 and written as .png
// Invariant: result files are complete or untouched; input and output may be the same file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/io/npy.h"
#include "core/pool_spec.h"
#include "core/result.h"
#include "core/view.h"

namespace cli {

// What a file holds: an array, or a picture with its channels interleaved.
struct InputArray {
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
    // visit(core::View<T>) for the type T of the values.
    template <class Visit>
    void visit_view(const Visit& visit) const {
        std::visit(
            [&](const auto& typed) {
                visit(interleaved ? core::interleaved_view(typed.data(), planes(), height(), width())
                                  : core::dense_view(typed.data(), planes(), height(), width()));
            },
            values);
    }
};

core::Result<InputArray> load_array(const std::filesystem::path& path);

struct OutputArray {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
    std::vector<std::int64_t> indices;  // empty if not asked for
};

// `like` with planes of another size, its values still 0; or why there cannot be so many.
core::Result<OutputArray> make_output(const InputArray& like, core::Size2 size);

// Both files are complete before either takes its name. An empty path: that file is not wanted.
core::Result<core::Done> write_output(const OutputArray& output, const std::filesystem::path& values,
                                      const std::filesystem::path& indices = {});

// A small result as aligned columns, plane by plane.
std::string output_text(const OutputArray& output);

// "note: ..." on standard error.
void print_note(const std::string& sentence);

// What the framework whose rule was asked for would refuse; what the others would is of no interest here.
void print_refusals(const core::PoolSpec& spec, std::int64_t height, std::int64_t width);

// Runs `work`, prints its result if `print`, and gives the exit code; what goes wrong is one line "command: ...".
int run_array_command(std::string_view command, const std::filesystem::path& input, bool print,
                      const std::function<core::Result<OutputArray>()>& work);

}  // namespace cli
