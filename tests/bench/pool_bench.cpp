// How fast pooling is: ours against oneDNN, OpenCV and PyTorch, and against a copy and a read of the input, the limits
// of the memory. Called by ./dev bench through bench.py; report.py makes the table, the chart and the verdicts from its
// JSON.
//
// Usage: pool_bench [--quick] [--torch=PYTHON] [--script=torch_pool.py] [--folder=DIR] [--benchmark_...]
//
// Google Benchmark holds the list, the filter and the report, but not the rounds. It repeats one case until it is sure
// of its mean and only then turns to the next, and its random interleaving mixes repetitions over the whole run,
// minutes apart; on a machine with other work both compare one moment with another. Here one iteration of one benchmark
// is all rounds of a case, in each of which every contestant takes its turn (pool_bench_rounds.h). The time reported is
// the median of ours; the others are its counters.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>

#include "pool_bench_accuracy.h"
#include "pool_bench_rounds.h"

namespace bench {
namespace {

struct Arguments {
    bool quick = false;
    std::string python;
    std::string script;
    std::string folder = ".";
};

// What cases share: the last shape's input, the results' memory, threads, PyTorch.
class Program {
public:
    explicit Program(const Arguments& arguments) : arguments_(arguments) {
        if (!arguments.python.empty()) torch_ = Torch::start(arguments.python, arguments.script);
    }

    Torch* torch() { return torch_.get(); }
    void describe();
    void register_all();

private:
    Setting setting(const Case& which);
    std::vector<Contestant> contestants(const Setting& setting);
    void run(benchmark::State& state, const Case& which);
    void run_accuracy(benchmark::State& state, const AccuracyCase& which);

    Arguments arguments_;
    std::shared_ptr<Torch> torch_;
    Buffers buffers_;
    Shape filled_{'-'};
    std::map<int, core::Workspace> workspaces_;  // by number of threads
};

std::string processor() {
    std::ifstream file("/proc/cpuinfo");
    std::string line;
    while (std::getline(file, line))
        if (line.starts_with("model name") && line.find(": ") != std::string::npos)
            return line.substr(line.find(": ") + 2);
    return "unknown";
}

void Program::describe() {
    benchmark::AddCustomContext("processor", processor());
    benchmark::AddCustomContext("mode", arguments_.quick ? "quick" : "full");
#if defined(__clang__)
    benchmark::AddCustomContext("compiler", "Clang " __clang_version__);
#elif defined(__GNUC__)
    benchmark::AddCustomContext("compiler", "GCC " __VERSION__);
#endif
#if defined(POOLSCOPE_BENCH_OPENCV)
    benchmark::AddCustomContext("opencv", opencv_version());
#endif
#if defined(POOLSCOPE_BENCH_ONEDNN)
    benchmark::AddCustomContext("onednn", onednn_version());
#endif
    if (torch_) benchmark::AddCustomContext("torch", torch_->version());
}

Setting Program::setting(const Case& which) {
    if (!(filled_ == which.shape)) {
        fill_input(which.shape, buffers_.input);
        filled_ = which.shape;
    }
    core::Workspace& workspace = workspaces_.try_emplace(which.threads, which.threads).first->second;
    Setting made{which, &buffers_, &workspace, which.threads == 1 ? Clock::processor : Clock::wall};
    reserve_results(made);
    return made;
}

// Ours first, those that leave another answer in its place last.
std::vector<Contestant> Program::contestants(const Setting& setting) {
    std::vector<Contestant> all{ours("ours", setting)};
    std::vector<std::optional<Contestant>> peers;
#if defined(POOLSCOPE_BENCH_OPENCV)
    peers.push_back(opencv(setting));
#endif
#if defined(POOLSCOPE_BENCH_ONEDNN)
    peers.push_back(onednn_plain(setting));
    peers.push_back(onednn_blocked(setting));
    peers.push_back(onednn_turned(setting));
#endif
    if (torch_) peers.push_back(torch_->contestant(setting));
    for (std::optional<Contestant>& peer : peers)
        if (peer) all.push_back(std::move(*peer));
    all.push_back(copy_of_input(setting));
    all.push_back(read_of_input(setting));

    Case other = setting.which;
    if (setting.which.threads > 1) {
        other.threads = 1;
        Setting one_thread = this->setting(other);
        one_thread.clock = setting.clock;
        all.push_back(ours("ours_one_thread", one_thread));
    }
    constexpr std::int64_t k_large = 101;
    if (setting.which.spec.kernel.h == k_large) {  // how the cost grows with the kernel, in the same rounds
        other.spec.kernel = {7, 7};
        other.spec.padding = {3, 3, 3, 3};
        all.push_back(ours("ours_k7", this->setting(other)));
    }
    return all;
}

void Program::run(benchmark::State& state, const Case& which) {
    const Effort effort = arguments_.quick ? Effort{7, 9, 0.3, 0.8} : Effort{};
    while (state.KeepRunning()) {
        const Setting where = setting(which);
        const Outcome outcome = run_rounds(contestants(where), effort);
        const Times& own = *outcome.find("ours");
        state.SetIterationTime(own.median());
        state.counters["page_faults"] = static_cast<double>(own.page_faults);
        state.counters["outputs"] = static_cast<double>(which.outputs());
        state.counters["input_bytes"] = static_cast<double>(which.shape.size_in_bytes());
        for (const Times& times : outcome.times) {
            state.counters[times.name + "_ms"] = times.median() * 1e3;
            state.counters[times.name + "_rounds"] = times.rounds();
            if (&times != &own) state.counters[times.name + "_ratio"] = ratio(times, own);
        }
        state.SetLabel(our_method(where));
        // A ratio to something else would be a lie: the peer is left out, loudly.
        for (const std::string& difference : outcome.differences) {
            std::fprintf(stderr, "pool_bench: %s: left out: %s\n", which.name().c_str(), difference.c_str());
            state.counters["left_out"] = static_cast<double>(outcome.differences.size());
        }
    }
}

void Program::run_accuracy(benchmark::State& state, const AccuracyCase& which) {
    while (state.KeepRunning()) {
        const Errors errors = measure_errors(which, torch(), arguments_.folder);
        state.SetIterationTime(1e-9);  // nothing is timed
        state.counters["single_ulp"] = errors.single;
        state.counters["exact_ulp"] = errors.exact;
        if (errors.torch) state.counters["torch_ulp"] = *errors.torch;
    }
}

void run_spread(benchmark::State& state) {
    while (state.KeepRunning()) {
        const Spread spread = measure_spread();
        state.SetIterationTime(1e-9);
        state.counters["ours_misplaced"] = static_cast<double>(spread.ours);
        if (spread.opencv) state.counters["opencv_misplaced"] = static_cast<double>(*spread.opencv);
    }
}

// One iteration, whose time is what `work` says.
void register_one([[maybe_unused]] const std::string& name,
                  [[maybe_unused]] const std::function<void(benchmark::State&)>& work) {
#if !defined(__clang_analyzer__)  // it takes the registry of Google Benchmark for a leak
    benchmark::RegisterBenchmark(name.c_str(), work)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);
#endif
}

void Program::register_all() {
    for (const Case& which : all_cases(arguments_.quick))
        register_one(which.name(), [this, which](benchmark::State& state) { run(state, which); });
    for (const AccuracyCase& which : accuracy_cases())
        register_one(which.name(), [this, which](benchmark::State& state) { run_accuracy(state, which); });
    register_one("accuracy/not-finite/k31", run_spread);
}

// One line for each case while the run goes on.
class Lines : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs) print(run);
        std::fflush(stdout);
    }

private:
    static void print(const Run& run) {
        std::printf("  %-30s", run.run_name.function_name.c_str());
        const auto ms = run.counters.find("ours_ms");
        if (ms == run.counters.end()) {
            for (const auto& [name, counter] : run.counters) std::printf("  %s %.3g", name.c_str(), counter.value);
            std::printf("\n");
            return;
        }
        std::printf(" %9.3f ms %-14s", ms->second.value, run.report_label.c_str());
        constexpr std::array k_shown{"copy",           "read",          "opencv", "onednn",
                                     "onednn_blocked", "onednn_turned", "torch",  "ours_one_thread"};
        for (const char* name : k_shown) {
            const auto found = run.counters.find(std::string(name) + "_ratio");
            if (found != run.counters.end()) std::printf("  %s %.3g", name, found->second.value);
        }
        std::printf("\n");
    }
};

Arguments parse(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const auto value = [&](const std::string& name) { return word.substr(name.size()); };
        if (word == "--quick")
            arguments.quick = true;
        else if (word.starts_with("--torch="))
            arguments.python = value("--torch=");
        else if (word.starts_with("--script="))
            arguments.script = value("--script=");
        else if (word.starts_with("--folder="))
            arguments.folder = value("--folder=");
        else
            throw std::invalid_argument("pool_bench does not know " + word);
    }
    return arguments;
}

int run_all(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    Program program(parse(argc, argv));
    program.describe();
    program.register_all();
    std::printf(
        "Pooling: ours in ms and by which method; then the others' time over ours (copy, read: of the input)\n");
    Lines lines;
    return benchmark::RunSpecifiedBenchmarks(&lines) > 0 ? 0 : 1;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
    try {
        return bench::run_all(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "pool_bench: %s\n", error.what());
        return 1;
    }
}
