// The session "network": the child's side of Network. First call: a model, checked, mended and loaded. Later
// calls: the numbers of a photo, run. See messages.h for the bytes and app/worker/worker_main.h for the process.
#pragma once

#include <memory>

#include "app/worker/worker_main.h"

namespace network {

inline constexpr const char* k_network_session = "network";

std::unique_ptr<worker::SessionJob> start_network_session();

}  // namespace network
