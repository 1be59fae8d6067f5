#include "network/faults.h"

#include <unistd.h>

#include <csignal>
#include <cstring>
#include <limits>
#include <new>
#include <optional>

#include "app/network/messages.h"
#include "app/network/network_session.h"

namespace {

using Answer = core::Result<std::vector<std::byte>>;

class FaultySession : public worker::SessionJob {
public:
    Answer handle(std::span<const std::byte> request) override {
        float number = 0;
        // Of a model whose file is the number, or of an input.
        const std::size_t model = network::encode_model({}).size() + sizeof number;
        if (request.size() != sizeof number && request.size() != model) return real_->handle(request);
        std::memcpy(&number, request.last(sizeof number).data(), sizeof number);
        return answer(static_cast<Fault>(number));
    }

private:
    // What comes back is as the two-maps model would have it, but for the fault.
    static Answer answer(Fault fault) {
        network::Output output;
        output.maps = {.channels = 2, .height = 8, .width = 6, .values = std::vector<float>(96)};
        output.logits.assign(3, 0.0F);
        std::vector<std::byte> bytes = network::encode_output(output);
        switch (fault) {
            case Fault::crash:
                std::signal(SIGSEGV, SIG_DFL);  // no report of a sanitizer
                ::raise(SIGSEGV);
                break;
            case Fault::hang:
                while (true) ::pause();
            case Fault::out_of_memory:
                throw std::bad_alloc();
            case Fault::nonsense:
                return std::vector<std::byte>(100, std::byte{0x5A});
            case Fault::cut_short:
                bytes.pop_back();
                break;
            case Fault::not_finite:
                output.logits[1] = std::numeric_limits<float>::quiet_NaN();
                return network::encode_output(output);
            case Fault::other_network:
                output.logits.push_back(0);
                return network::encode_output(output);
        }
        return bytes;
    }

    std::unique_ptr<worker::SessionJob> real_ = network::start_network_session();
};

}  // namespace

std::unique_ptr<worker::SessionJob> start_faulty_network_session() { return std::make_unique<FaultySession>(); }
