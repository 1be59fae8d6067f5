// The app tests open photos and networks as the program does, so they are their own worker.
#include <array>
#include <string_view>

#include "app/io/image_decode.h"
#include "app/network/network_session.h"
#include "app/worker/protocol.h"
#include "app/worker/worker_main.h"
#include "support/test_runner.h"

int main(int argc, char** argv) {
    constexpr std::array k_jobs{worker::NamedJob{io::k_decode_job, io::decode_image_job}};
    constexpr std::array k_sessions{worker::NamedSession{network::k_network_session, network::start_network_session}};
    if (argc == 3 && argv[1] == worker::k_worker_argument) return worker::worker_main(argv[2], k_jobs, k_sessions);
    return run_tests(argc, argv);
}
