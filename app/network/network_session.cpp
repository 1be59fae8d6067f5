#include "app/network/network_session.h"

#include <optional>
#include <utility>

#include "app/network/engine.h"
#include "app/network/messages.h"
#include "app/network/model_check.h"
#include "app/network/sentences.h"

namespace network {
namespace {

class NetworkSession : public worker::SessionJob {
public:
    core::Result<std::vector<std::byte>> handle(std::span<const std::byte> request) override {
        return engine_ ? run(request) : load(request);
    }

private:
    core::Result<std::vector<std::byte>> load(std::span<const std::byte> request) {
        const std::optional<ModelRequest> asked = decode_model(request);
        if (!asked) return error("error.network_message");
        core::Result<CheckedModel> model = check_model(asked->file, asked->open);
        if (!model) return model.error();
        core::Result<Engine> engine = Engine::load(std::move(model).value());
        if (!engine) return engine.error();
        engine_.emplace(std::move(engine).value());
        return encode_facts(engine_->facts());
    }

    core::Result<std::vector<std::byte>> run(std::span<const std::byte> request) {
        const std::optional<std::vector<float>> input = decode_input(request);
        if (!input) return error("error.network_message");
        core::Result<Output> output = engine_->run(*input);
        if (!output) return output.error();
        return encode_output(output.value());
    }

    std::optional<Engine> engine_;
};

}  // namespace

std::unique_ptr<worker::SessionJob> start_network_session() { return std::make_unique<NetworkSession>(); }

}  // namespace network
