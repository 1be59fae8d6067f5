// Faults on demand in the child that runs networks. A request that consists of one float of this list brings the fault
// about, both in the place of a model file and, sent as an input, later; any other request goes to the real session.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include "app/network/messages.h"
#include "app/worker/worker_main.h"

enum class Fault { crash = 1, hang, out_of_memory, nonsense, cut_short, not_finite, other_network };

// The input that brings it about; its bytes as a model file do the same.
inline std::vector<float> fault_input(Fault fault) { return {static_cast<float>(fault)}; }
inline std::vector<std::byte> fault_file(Fault fault) { return network::encode_input(fault_input(fault)); }

std::unique_ptr<worker::SessionJob> start_faulty_network_session();
