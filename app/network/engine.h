// Engine: a checked model inside OpenCV's dnn module. The only code that includes OpenCV; MUST run in a worker process.
//   input [1, 3, height, width] -> one forward pass -> features [1, channels, h, w] and logits [1, classes]
// Invariant: no exception of OpenCV leaves this room; only std::bad_alloc does, which the worker knows what to do with.
// Runs on the processor with at most 4 threads: twice as many gain little at these sizes, and each takes up to 140 MB
// of the address space that the worker has.
#pragma once

#include <memory>
#include <span>

#include "app/network/messages.h"
#include "app/network/model_check.h"
#include "app/network/network.h"
#include "core/result.h"

namespace network {

class Engine {
public:
    // Loads `model` and runs it once over zeros, so that a model which cannot be run is refused here, and the first
    // photo need not wait for OpenCV's preparations.
    static core::Result<Engine> load(CheckedModel model);
    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) = delete;
    ~Engine();

    const ModelFacts& facts() const;
    // `input`: 3 x input_height x input_width numbers; another count is an Error. The output fits the head; whether its
    // numbers are finite is for the other side to see.
    core::Result<Output> run(std::span<const float> input);

private:
    struct Impl;
    explicit Engine(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace network
