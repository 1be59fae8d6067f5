#include "app/network/network.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "app/network/messages.h"
#include "app/network/network_session.h"
#include "app/network/sentences.h"
#include "app/worker/session.h"

namespace network {
namespace {

using namespace std::chrono_literals;
using Kind = worker::Outcome::Kind;

// Address space, libraries included, and less of it in use. A child begins with 0.2 GB; the file, the check's copy, the
// mended one and OpenCV's layers come to 4.4 times the file: 0.64 GB for a ResNet-50 (102 MB), some 2.8 GB for the
// largest file that is read (600 MB). Each thread of OpenCV beyond the second may take 0.14 GB.
constexpr std::uint64_t k_memory_bytes = 4ULL << 30;
constexpr std::uint64_t k_response_bytes = 256ULL << 20;  // a head of 2048 channels and 21,841 classes is 179 MB

// CPU time is counted over all threads, so it is the wall's for each of the four.
worker::Limits limits(std::chrono::milliseconds wall, std::chrono::milliseconds grace) {
    return {k_memory_bytes, 4 * wall, wall, k_response_bytes, grace};
}
worker::Limits load_limits() { return limits(60s, 0ms); }  // of a hundred megabytes on an old laptop: some seconds
// Of a DenseNet there: the same. A run that nobody waits for any more is mostly through sooner than a fresh child would
// be ready for the next.
worker::Limits run_limits() { return limits(30s, 150ms); }

enum class Step { load, run };

core::Error failure(const worker::Outcome& outcome, Step step) {
    const bool loading = step == Step::load;
    switch (outcome.kind) {
        case Kind::crashed:
            return error(loading ? "error.network_crashed_loading" : "error.network_crashed");
        case Kind::out_of_memory:
            return error("error.network_no_memory", "", {{"limit", std::to_string(k_memory_bytes >> 20)}});
        case Kind::timed_out: {
            const worker::Limits limit = loading ? load_limits() : run_limits();
            return error("error.network_too_slow", "", {{"seconds", std::to_string(limit.wall_time / 1s)}});
        }
        case Kind::cancelled:
            return error("error.network_cancelled");
        case Kind::failed:
        case Kind::unavailable:
        case Kind::done:
            break;
    }
    return outcome.error;
}

core::Result<ModelFacts> load_in(worker::Session& session, const std::vector<std::byte>& model,
                                 const std::atomic<bool>& cancel) {
    const worker::Outcome outcome = session.call(model, load_limits(), cancel);
    if (outcome.kind != Kind::done) return failure(outcome, Step::load);
    std::optional<ModelFacts> facts = decode_facts(outcome.bytes);
    if (!facts) return error("error.network_message");
    return std::move(*facts);
}

bool all_finite(std::span<const float> numbers) {
    return std::ranges::all_of(numbers, [](float number) { return std::isfinite(number); });
}

// What a child's answer MUST be before anything is computed from it.
std::optional<core::Error> problem(const Output& output, const core::LinearHead& head) {
    if (output.maps.channels != head.channels || static_cast<std::int64_t>(output.logits.size()) != head.classes)
        return error("error.network_message");
    if (!all_finite(output.maps.values) || !all_finite(output.logits)) return error("error.network_not_finite");
    return std::nullopt;
}

}  // namespace

struct Network::Impl {
    std::vector<std::byte> model;  // encode_model(): kept for the next child, should this one die
    std::shared_ptr<const core::NetworkCard> card;
    std::unique_ptr<worker::Session> session;  // none, or one with the model loaded

    core::Error named(core::Error failure) const {
        failure.where = card->name;
        return failure;
    }

    std::optional<core::Error> revive(const std::atomic<bool>& cancel) {
        if (session && session->alive()) return std::nullopt;
        session = std::make_unique<worker::Session>(k_network_session);
        const core::Result<ModelFacts> facts = load_in(*session, model, cancel);
        if (facts) return std::nullopt;
        session.reset();
        return facts.error();
    }
};

Network::Network(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Network::~Network() = default;

core::Result<std::unique_ptr<Network>> Network::load(std::vector<std::byte> onnx, core::NetworkCard card,
                                                     const std::atomic<bool>& cancel) {
    auto session = std::make_unique<worker::Session>(k_network_session);
    std::vector<std::byte> model = encode_model({{card.input.height, card.input.width}, onnx});
    onnx = {};
    core::Result<ModelFacts> loaded = load_in(*session, model, cancel);
    if (!loaded) {
        core::Error failure = loaded.error();
        failure.where = card.name;
        return failure;
    }
    ModelFacts& facts = loaded.value();
    card.input.height = facts.input_height;
    card.input.width = facts.input_width;
    card.parameters = facts.parameters;
    card.head = std::move(facts.head);
    auto impl = std::make_unique<Impl>();
    impl->model = std::move(model);
    impl->card = std::make_shared<const core::NetworkCard>(std::move(card));
    impl->session = std::move(session);
    return std::unique_ptr<Network>(new Network(std::move(impl)));
}

const std::shared_ptr<const core::NetworkCard>& Network::card() const { return impl_->card; }

void Network::name_classes(core::ClassNames names) {
    core::NetworkCard card = *impl_->card;
    for (const auto& [language, list] : names.by_language) {
        CORE_CHECK_EQ(static_cast<std::int64_t>(list.size()), card.head.classes);
    }
    card.classes = std::move(names);
    impl_->card = std::make_shared<const core::NetworkCard>(std::move(card));
}

core::Result<Output> Network::run(std::span<const float> input, const std::atomic<bool>& cancel) {
    if (const std::optional<core::Error> failed = impl_->revive(cancel)) return impl_->named(*failed);
    const worker::Outcome outcome = impl_->session->call(encode_input(input), run_limits(), cancel);
    if (outcome.kind != Kind::done) return impl_->named(failure(outcome, Step::run));
    std::optional<Output> output = decode_output(outcome.bytes);
    if (!output) return impl_->named(error("error.network_message"));
    if (const std::optional<core::Error> wrong = problem(*output, impl_->card->head)) return impl_->named(*wrong);
    return std::move(*output);
}

core::Result<core::Look> look_at(Network& network, const core::Image& photo, const std::string& photo_name,
                                 const core::LookSettings& settings, const std::atomic<bool>& cancel) {
    const std::shared_ptr<const core::NetworkCard>& card = network.card();
    const core::InputPlacement placement = core::place_input(settings.crop, card->input, photo.width, photo.height);
    const core::Colors colors = card->id == core::k_network_file ? core::colors_of(settings.colors) : card->colors;
    core::Result<Output> output = network.run(core::network_input(photo, card->input, placement, colors), cancel);
    if (!output) return output.error();
    return core::make_look(photo, photo_name, settings, card, placement, std::move(output.value().maps),
                           std::move(output.value().logits));
}

}  // namespace network
