// The command line as values: what the program was asked to do, checked before anything runs.
// Invariant: a Command other than Finish holds only values that make sense by themselves (sizes above 0, known scenes);
// whether the file exists or the kernel fits the input is found out by whoever carries it out.
// Exit codes: 0 done; 1 could not do it; 2 the command line makes no sense. 1 and 2 say why in one line on standard
// error.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/backward.h"
#include "core/cam.h"
#include "core/map_picture.h"
#include "core/network_input.h"
#include "core/pool_spec.h"
#include "core/result.h"

namespace cli {

inline constexpr int k_exit_done = 0;
inline constexpr int k_exit_could_not = 1;
inline constexpr int k_exit_usage = 2;

struct WindowSize {
    int width = 1280;
    int height = 800;
    bool operator==(const WindowSize&) const = default;
};

// poolscope [FILE]: the window. Empty strings and zeros: not given.
struct WindowCommand {
    std::filesystem::path file;        // photo, table or scene to open
    std::string scene;                 // start there
    std::string lang;                  // "en", "ko"
    std::string theme;                 // "dark", "light", "projector"
    std::filesystem::path screenshot;  // .png; with `frames`: picture of the last frame
    WindowSize size;
    bool size_given = false;
    int frames = 0;          // end after so many frames
    double fixed_dt = 0.0;   // seconds each frame counts as, instead of the clock
    float text_size = 0.0F;  // of text and controls, one of Choices::text_sizes
    bool stats = false;      // print timings at the end
    bool operator==(const WindowCommand&) const = default;
};

// poolscope tour -o DIR: every scene as pictures.
struct TourCommand {
    std::filesystem::path out;
    std::string lang;
    std::string theme;
    WindowSize size;
    float text_size = 0.0F;  // 0: not given
    bool operator==(const TourCommand&) const = default;
};

// poolscope pool IN -o OUT: see pool_command.h.
struct PoolCommand {
    std::filesystem::path input;
    std::filesystem::path output;   // empty only with `print`
    std::filesystem::path indices;  // empty: not wanted
    core::PoolSpec spec;
    int blur = 0;        // size of the filter of max-blur-pooling; 0: no blur
    bool exact = false;  // sums in double
    int threads = 0;     // 0: as many as the machine has
    bool print = false;
    bool operator==(const PoolCommand&) const = default;
};

// poolscope backward INPUT GRAD -o OUT: see backward_command.h.
struct BackwardCommand {
    std::filesystem::path input;
    std::filesystem::path gradient;
    std::filesystem::path output;  // empty only with `print`
    core::PoolSpec spec;
    core::Ties ties = core::Ties::winner;
    bool print = false;
    bool operator==(const BackwardCommand&) const = default;
};

// poolscope unpool IN --indices I --output-size HxW -o OUT: see unpool_command.h.
struct UnpoolCommand {
    std::filesystem::path input;
    std::filesystem::path indices;
    std::filesystem::path output;            // empty only with `print`
    std::optional<core::Size2> output_size;  // one of these two at least
    std::optional<core::PoolSpec> spec;      // the window that was pooled with
    bool print = false;
    bool operator==(const UnpoolCommand&) const = default;
};

// poolscope cam PHOTO: see cam_command.h.
struct CamCommand {
    std::filesystem::path photo;
    std::filesystem::path overlay;  // these four: empty if not wanted
    std::filesystem::path json;     // "-": standard output
    std::filesystem::path map;
    std::filesystem::path features;
    std::string network;  // "lite0", "builtin", "file" (then `model`); empty: lite0 where it can be had
    std::filesystem::path model;
    std::filesystem::path labels;      // empty: those beside the model
    std::vector<std::string> classes;  // names or numbers; empty: the class with the highest score
    std::int64_t top = 5;
    core::CropMode crop = core::CropMode::center;
    std::optional<core::Colors> colors;  // nothing: the network's own
    std::int64_t input_size = 0;         // 0: the network's own
    core::CamMethod method = core::CamMethod::cam;
    core::Upsample upsample = core::Upsample::bilinear;
    double opacity = 0.7;
    bool shared_scale = false;
    bool draw_box = false;
    double box_percent = 20.0;
    std::string lang;  // of the names of classes
    bool operator==(const CamCommand&) const = default;
};

// poolscope render SCENE -o OUT: what a scene shows, as the window saves it.
struct RenderCommand {
    std::filesystem::path input;
    std::filesystem::path output;  // its extension says what
    std::string scene;             // these four: empty or 0: as the file has it
    std::int64_t step = 0;         // counted from 1
    std::string lang;
    std::string theme;
    float text_size = 0.0F;  // 0: as the file has it
    WindowSize size;
    bool whole_window = false;
    double scale = 1.0;
    int gif_width = 800;  // pixels
    double fps = 12.5;
    double speed = 1.0;
    std::string table;                  // empty: the result
    std::string framework = "pytorch";  // one of Choices::frameworks
    bool operator==(const RenderCommand&) const = default;
};

// poolscope --worker NAME: the program's own child process, never typed by a person.
struct WorkerCommand {
    std::string job;
    bool operator==(const WorkerCommand&) const = default;
};

// Nothing to run: print `text` (on standard error if exit_code is not 0) and leave.
struct Finish {
    std::string text;
    int exit_code = k_exit_done;
    bool operator==(const Finish&) const = default;
};

using Command = std::variant<WindowCommand, TourCommand, PoolCommand, BackwardCommand, UnpoolCommand, CamCommand,
                             RenderCommand, WorkerCommand, Finish>;

// What the rest of the program offers; the first language and theme are the defaults.
struct Choices {
    std::string version;
    std::vector<std::string> scenes;
    std::vector<std::string> languages = {"en", "ko"};
    std::vector<std::string> themes = {"dark", "light", "projector"};
    std::vector<std::string> text_sizes = {"1", "1.25", "1.5", "2"};
    std::vector<std::string> frameworks = {"pytorch", "keras", "onnx", "numpy"};
};

// The first word decides: `pool`, `backward`, `unpool`, `cam`, `render` and `tour` are subcommands, anything else
// belongs to the window. A file with such a name is opened as ./pool. Arguments without the program's own name.
Command parse_command_line(std::span<const std::string> arguments, const Choices& choices);
Command parse_command_line(int argc, const char* const* argv, const Choices& choices);

// Prints a Finish where it belongs and returns its exit code.
int finish(const Finish& finish);

// "poolscope pool: cat.npy: is cut off ..." on standard error, as one line; returns k_exit_could_not.
int could_not(std::string_view command, const core::Error& error);

}  // namespace cli
