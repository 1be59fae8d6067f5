// The network tests are their own worker. Its session is the shipped one, except that a test can make it misbehave: see
// network/faults.h.
#include <array>
#include <string_view>

#include "app/network/network_session.h"
#include "app/worker/protocol.h"
#include "app/worker/worker_main.h"
#include "network/faults.h"
#include "support/test_runner.h"

int main(int argc, char** argv) {
    constexpr std::array k_sessions{worker::NamedSession{network::k_network_session, start_faulty_network_session}};
    if (argc == 3 && argv[1] == worker::k_worker_argument) return worker::worker_main(argv[2], {}, k_sessions);
    return run_tests(argc, argv);
}
