// Network: one ONNX model in a worker process of its own. The model's bytes are hostile until checked: the child checks
// and mends them (model_check.h), loads them and runs them; this side only ever sees numbers.
// Invariant: no call crashes or hangs, whatever the model does; after the child died the next look() starts a fresh
// one. Blocking: call from a thread that may wait. `cancel` ends a loading within milliseconds, a run within 150.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/look.h"
#include "core/result.h"

namespace network {

struct Output {
    core::FeatureMaps maps;
    std::vector<float> logits;
};

class Network {
public:
    // Reads, checks and loads; the error says what is wrong with the file or why CAM is not defined for the network.
    // `card` brings id, name, colours and class names; shape, head and parameter count are the model's. Where the model
    // leaves height and width of its input open, the card's stand.
    static core::Result<std::unique_ptr<Network>> load(std::vector<std::byte> onnx, core::NetworkCard card,
                                                       const std::atomic<bool>& cancel);
    ~Network();
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    const std::shared_ptr<const core::NetworkCard>& card() const;
    // For names that are only right if their number is: a new card, with these. Each list MUST fit the head.
    void name_classes(core::ClassNames names);
    // `input`: 3 x height x width numbers of card()->input.
    core::Result<Output> run(std::span<const float> input, const std::atomic<bool>& cancel);

private:
    struct Impl;
    explicit Network(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// Photo to look: crop, numbers, network, sums. `colors` takes the place of the card's for the class's own network.
core::Result<core::Look> look_at(Network& network, const core::Image& photo, const std::string& photo_name,
                                 const core::LookSettings& settings, const std::atomic<bool>& cancel);

// Where the networks that the program knows are, or the sentence saying why one is missing (not fetched yet: run
// ./dev build with a connection).
core::Result<std::unique_ptr<Network>> load_known(std::string_view id, const std::atomic<bool>& cancel);
std::optional<core::Error> missing(std::string_view id);  // cheap: looks whether the file is there
// The class's own model, its classes named by `labels` or, if that is empty, by the labels beside it (labels.h). 1000
// classes without labels are taken for ImageNet's. Labels that do not fit are an Error. `open_side`: height and width
// of an input whose size the file leaves open.
core::Result<std::unique_ptr<Network>> load_file(const std::filesystem::path& path, const std::atomic<bool>& cancel,
                                                 const std::filesystem::path& labels = {},
                                                 std::int64_t open_side = 224);

}  // namespace network
