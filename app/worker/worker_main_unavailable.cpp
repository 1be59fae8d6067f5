// The child's side where nobody has written it yet: nothing starts it there (child_process_unavailable.cpp).
#include <cstdio>

#include "app/worker/worker_main.h"

namespace worker {

int worker_main(std::string_view, std::span<const NamedJob>, std::span<const NamedSession>) {
    std::fputs("poolscope: workers are not available on this platform yet\n", stderr);
    return 1;
}

}  // namespace worker
