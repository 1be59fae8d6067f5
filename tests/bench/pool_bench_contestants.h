// Contestants: the ways in which one case of the pooling benchmark is carried out, ours and the peers', and the limits
// of the machine (a copy, a read). All in this process work on the same buffers in huge pages; PyTorch has the same
// values in a process of its own. Invariant: a peer's results are compared with ours before it is timed, so that a
// ratio compares equals.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/page_buffer.h"
#include "core/workspace.h"
#include "pool_bench_cases.h"

namespace bench {

struct Contestant {
    std::string name;
    std::function<double(int calls)> time;    // seconds per call
    std::function<std::string()> difference;  // of the last result from ours, in words; "" or null where there is none
};

// By what calls are timed: those on one thread by its processor time, which other load on the machine does not
// lengthen, those on several, and what is compared with them, by the clock on the wall.
enum class Clock { processor, wall };

// Times `work` in this process.
Contestant in_process(std::string name, Clock clock, std::function<void()> work,
                      std::function<std::string()> difference = {});

struct Buffers {
    core::PageBuffer input;
    core::PageBuffer ours;     // values: float, or bytes where the shape has them
    core::PageBuffer indices;  // of ours
    core::PageBuffer peer;     // a peer's values; the copy of the input
};

struct Setting {
    Case which;
    Buffers* buffers = nullptr;
    core::Workspace* workspace = nullptr;  // of which.threads threads
    Clock clock = Clock::processor;
};

// The benchmark's input, the same in torch_pool.py: floats in [-1, 1) or bytes, without an order that branch
// prediction could learn.
void fill_input(const Shape& shape, core::PageBuffer& input);

// Makes room for the results of the case.
void reserve_results(const Setting& setting);

// Writes into buffers.ours and buffers.indices.
Contestant ours(std::string name, const Setting& setting);
std::string our_method(const Setting& setting);

// Of the case's whole input, on its threads.
Contestant copy_of_input(const Setting& setting);
Contestant read_of_input(const Setting& setting);

// How buffers.peer, an answer in the layout of ours, differs from ours beyond what the operation allows: nothing for
// max, k^2 2^-24 for the average of floats (their mean absolute value is below 1), one step for the average of bytes.
std::string difference_from_ours(const Setting& setting);

// Nothing where the library does not have the operation, or would take minutes for it.
#if defined(POOLSCOPE_BENCH_OPENCV)
std::optional<Contestant> opencv(const Setting& setting);
std::string opencv_version();
#endif
#if defined(POOLSCOPE_BENCH_ONEDNN)
std::optional<Contestant> onednn_plain(const Setting& setting);    // planes as they are
std::optional<Contestant> onednn_blocked(const Setting& setting);  // in its own layout, turning into it not counted
std::optional<Contestant> onednn_turned(const Setting& setting);   // turning into it and back counted
std::string onednn_version();
#endif

// torch_pool.py as a child process; it answers one line to each line.
class Torch {
public:
    // nullptr where it does not start: no PyTorch.
    static std::shared_ptr<Torch> start(const std::string& python, const std::string& script);
    ~Torch();
    Torch(const Torch&) = delete;
    Torch& operator=(const Torch&) = delete;

    const std::string& version() const { return version_; }
    std::string ask(const std::string& line);  // throws std::runtime_error where it fails
    std::optional<Contestant> contestant(const Setting& setting);

private:
    Torch() = default;
    std::string read_line();

    int to_ = -1;
    int from_ = -1;
    int child_ = -1;
    std::string version_;
};

}  // namespace bench
