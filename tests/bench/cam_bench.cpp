// How long a class waits: from a decoded photo to its heatmap with EfficientNet-Lite0, and from one class to the next.
// Called by ./dev bench.
//
// Usage: cam_bench [PHOTO]
//
// Medians of 21 rounds, after the network has been loaded. The heatmap is the one of the scene `cam`: bilinear, 256
// places on its longer side, coloured. Without a photo: the one that the program draws. The last row is what
// `poolscope cam` does besides, at the photo's own size.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "app/io/image_decode.h"
#include "app/io/photo.h"
#include "app/network/network.h"
#include "app/network/network_session.h"
#include "app/worker/protocol.h"
#include "app/worker/worker_main.h"
#include "core/cam.h"
#include "core/map_picture.h"

namespace {

constexpr int k_rounds = 21;
constexpr std::int64_t k_side = 256;

// One row of the table: what is timed, round by round.
class Row {
public:
    explicit Row(const char* name) : name_(name) {}
    template <class Work>
    void time(Work work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        rounds_.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    void print() {
        std::sort(rounds_.begin(), rounds_.end());
        std::printf("  %8.2f  %s (slowest %.2f)\n", rounds_[rounds_.size() / 2], name_, rounds_.back());
    }

private:
    const char* name_;
    std::vector<double> rounds_;
};

core::Image heatmap(const core::Look& look, std::int64_t c) {
    const core::PlaceMap map = core::class_map(look.maps, look.network->head, c);
    const core::MapRange range = core::color_range(std::array{map}, core::MapSign::signed_about_zero);
    return core::color_image(core::upsample(map, k_side, k_side, core::Upsample::bilinear), range,
                             core::ColorMapId::evidence);
}

int complain(const core::Error& error) {
    std::fprintf(stderr, "cam_bench: %s\n", error.sentence().c_str());
    return 1;
}

int bench(network::Network& network, const core::Image& photo) {
    const std::atomic<bool> never = false;
    core::LookSettings settings;
    settings.network = core::k_network_lite0;
    Row whole("photo to heatmap"), input("  of it the network's input"), run("  of it the network"),
        change("another class"), overlay("heatmap over the photo at its own size");
    const core::InputShape& shape = network.card()->input;
    const core::InputPlacement placement = core::place_input(settings.crop, shape, photo.width, photo.height);
    std::int64_t pixels = 0;
    for (int round = 0; round < k_rounds; ++round) {
        core::Result<core::Look> look = core::Error{};
        whole.time([&] {
            look = network::look_at(network, photo, "", settings, never);
            if (look) pixels += heatmap(look.value(), look.value().ranking.front()).width;
        });
        if (!look) return complain(look.error());
        std::vector<float> numbers;
        input.time([&] { numbers = core::network_input(photo, shape, placement, network.card()->colors); });
        run.time([&] { pixels += network.run(numbers, never) ? 1 : 0; });
        const std::int64_t other = look.value().ranking[static_cast<std::size_t>(round) + 1];
        change.time([&] { pixels += heatmap(look.value(), other).width; });
        overlay.time([&] {
            const core::PlaceMap map = core::class_map(look.value().maps, look.value().network->head, other);
            const core::MapRange range = core::color_range(std::array{map}, core::MapSign::signed_about_zero);
            pixels += core::overlay(photo, map, placement.photo, range, core::ColorMapId::evidence, 0.6,
                                    core::Upsample::bilinear)
                          .width;
        });
    }
    for (Row* row : {&whole, &input, &run, &change, &overlay}) row->print();
    return pixels > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    constexpr std::array k_jobs{worker::NamedJob{io::k_decode_job, io::decode_image_job}};
    constexpr std::array k_sessions{worker::NamedSession{network::k_network_session, network::start_network_session}};
    if (argc == 3 && argv[1] == worker::k_worker_argument) return worker::worker_main(argv[2], k_jobs, k_sessions);

    core::Image photo = core::draw_sample_photo();
    if (argc > 1) {
        core::Result<io::Photo> opened = io::decode_image_file(argv[1]);
        if (!opened) return complain(opened.error());
        photo = opened.value().image;
    }
    const std::atomic<bool> never = false;
    const auto start = std::chrono::steady_clock::now();
    const auto network = network::load_known(core::k_network_lite0, never);
    if (!network) return complain(network.error());
    std::printf("EfficientNet-Lite0, photo of %lld x %lld: medians of %d in ms, loaded in %.0f ms\n",
                static_cast<long long>(photo.width), static_cast<long long>(photo.height), k_rounds,
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    return bench(*network.value(), photo);
}
