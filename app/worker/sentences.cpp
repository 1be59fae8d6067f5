#include "app/worker/sentences.h"

#include <array>
#include <utility>

namespace worker {
namespace {

using core::ErrorWords;

constexpr std::array k_words{
    ErrorWords{"error.process_own_file", "the program's own file is not known, so it cannot start itself"},
    ErrorWords{"error.process_no_pipe", "no pipe to a child process ({reason})"},
    ErrorWords{"error.process_cannot_start", "cannot be started ({reason})"},
    ErrorWords{"error.process_not_here", "starting a helper process is not available on this platform yet",
               "use Poolscope on Linux or macOS to open pictures"},
    ErrorWords{"error.session_over", "the helper process of this session has ended"},
    ErrorWords{"error.job_unknown", "this program has no job called {job}"},
    ErrorWords{"error.job_threw", "{message}"},
};

}  // namespace

std::span<const ErrorWords> error_words() { return k_words; }

core::Error error(std::string_view key, std::string where, core::Places args) {
    return core::make_error(k_words, key, std::move(where), std::move(args));
}

}  // namespace worker
