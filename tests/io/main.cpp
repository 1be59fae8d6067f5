// The io tests are their own worker: the program answers to --worker like the shipped one, with jobs made for testing.
#include <string_view>

#include "app/worker/protocol.h"
#include "app/worker/worker_main.h"
#include "io/test_jobs.h"
#include "support/test_runner.h"

int main(int argc, char** argv) {
    if (argc == 3 && argv[1] == worker::k_worker_argument) {
        if (misbehave_before_answering(argv[2])) return 0;
        return worker::worker_main(argv[2], test_jobs(), test_sessions());
    }
    return run_tests(argc, argv);
}
