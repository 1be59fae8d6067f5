#include "app/network/sentences.h"

#include <array>
#include <utility>

namespace network {
namespace {

using core::ErrorWords;

constexpr std::array k_words{
    // What was asked of a network (app/network_service.cpp).
    ErrorWords{"error.look_stopped", "The network was stopped before it had looked", "look again"},
    ErrorWords{"error.network_none_opened", "No network file has been opened", "open an ONNX file"},
    // The file (model_read.cpp).
    ErrorWords{"error.model_empty", "is empty"},
    // Running it (engine.cpp, network.cpp).
    ErrorWords{"error.engine_load", "is a model that the network engine cannot load ({message})",
               "export it again for ONNX opset 9 to 13, in 32-bit floating point"},
    ErrorWords{"error.engine_run", "is a model that the network engine cannot run ({message})",
               "export it again for ONNX opset 9 to 13, with a fixed input size"},
    ErrorWords{"error.engine_shape", "gives {output} of {given} numbers where {wanted} were expected",
               "export it again with a fixed input size"},
    ErrorWords{"error.network_input_length", "takes {wanted} numbers (3 x {height} x {width}), not {given}"},
    ErrorWords{"error.network_not_finite", "gives values that are not finite numbers",
               "check its weights, and the colour values it is given"},
    ErrorWords{"error.network_crashed_loading", "ended the process that loads networks",
               "the file is damaged, or made to do harm; the program is unharmed"},
    ErrorWords{"error.network_crashed", "ended the process that runs networks; the program is unharmed", "try again"},
    ErrorWords{"error.network_no_memory", "needs more memory than this machine has to spare ({limit} MB at most)",
               "use a smaller network"},
    ErrorWords{"error.network_too_slow", "was stopped after {seconds} s without a result", "use a smaller network"},
    ErrorWords{"error.network_cancelled", "was stopped"},
    ErrorWords{"error.network_message", "gave an answer that cannot be read", "try again"},
};

}  // namespace

std::span<const ErrorWords> error_words() { return k_words; }

core::Error error(std::string_view key, std::string where, core::Places args) {
    return core::make_error(k_words, key, std::move(where), std::move(args));
}

}  // namespace network
