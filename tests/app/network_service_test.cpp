// The network service as the program uses it, with the built-in network in a real worker process.
#include <chrono>
#include <filesystem>
#include <thread>

#include "app/network_service.h"
#include "core/shape_scene.h"
#include "support/catch.h"
#include "support/run_program.h"

namespace {

constexpr std::chrono::seconds k_patience{60};

ui::LookAtPhoto wish(std::string_view network, core::CropMode crop = core::CropMode::center) {
    return {{}, "", {.network = std::string(network), .crop = crop}};
}

class Service {
public:
    Service() : service_([] {}) {}
    app::NetworkService* operator->() { return &service_; }

    // Polls until `done` or patience ends.
    template <class Done>
    void until(const Done& done) {
        const auto end = std::chrono::steady_clock::now() + k_patience;
        while (!done() && std::chrono::steady_clock::now() < end) {
            for (const ui::Event& event : service_.poll()) take(event);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        REQUIRE(done());
    }
    void until_idle() {
        until([&] { return !service_.busy(); });
        for (const ui::Event& event : service_.poll()) take(event);
    }

    std::vector<std::shared_ptr<const core::Look>> looks;
    std::vector<ui::LookFailed> failures;
    std::vector<ui::NetworksAvailable> networks;

private:
    void take(const ui::Event& event) {
        if (const auto* arrived = std::get_if<ui::LookArrived>(&event)) looks.push_back(arrived->look);
        if (const auto* failed = std::get_if<ui::LookFailed>(&event)) failures.push_back(*failed);
        if (const auto* available = std::get_if<ui::NetworksAvailable>(&event)) networks.push_back(*available);
    }
    app::NetworkService service_;
};

const std::string k_builtin_file = POOLSCOPE_SOURCE "/assets/models/builtin.onnx";

}  // namespace

TEST_CASE("the built-in network looks at its own example") {
    Service service;
    service->look(wish("builtin"));
    CHECK(service->busy());
    service.until_idle();
    REQUIRE(service.looks.size() == 1);
    const core::Look& look = *service.looks[0];
    CHECK(look.network->id == "builtin");
    CHECK(look.settings == core::LookSettings{.network = "builtin"});
    CHECK(look.photo.width == look.photo.height);
    const core::ShapeScene example = core::example_shape_scene();
    const auto is_there = [&](std::int64_t c) {
        for (const core::Shape& shape : example.shapes) {
            if (static_cast<std::int64_t>(shape.kind) == c) return true;
        }
        return false;
    };
    CHECK(is_there(look.ranking.at(0)));
    for (std::size_t c = 0; c < look.logits.size(); ++c) CHECK(look.scores[c] == Approx(look.logits[c]).margin(1e-4));
}

TEST_CASE("loading ahead does not take the place of what was asked for") {
    Service service;
    service->look(wish("builtin"));
    service->preload();
    service.until_idle();
    CHECK(service.looks.size() == 1);

    service->open(k_builtin_file);
    service->preload();
    service.until_idle();
    CHECK(service.networks.size() == 1);
}

TEST_CASE("of two wishes the newer one is looked at") {
    Service service;
    service->look(wish("builtin", core::CropMode::center));
    service->look(wish("builtin", core::CropMode::squash));
    service.until_idle();
    REQUIRE(service.looks.size() == 1);
    CHECK(service.looks[0]->settings.crop == core::CropMode::squash);
    CHECK(service.failures.empty());
}

TEST_CASE("a look that was made before comes back at once") {
    Service service;
    service->look(wish("builtin", core::CropMode::center));
    service.until_idle();
    service->look(wish("builtin", core::CropMode::pad));
    service.until_idle();
    service->look(wish("builtin", core::CropMode::center));
    CHECK_FALSE(service->busy());
    service.until([&] { return service.looks.size() == 3; });
    CHECK(service.looks[2] == service.looks[0]);
}

TEST_CASE("a look that is stopped says so, and the next one is made") {
    Service service;
    service->look(wish("builtin"));
    service->cancel();
    CHECK_FALSE(service->busy());
    service.until([&] { return service.failures.size() == 1; });
    CHECK(service.failures[0].error.key == "error.look_stopped");
    CHECK(service.failures[0].settings.network == "builtin");
    service->look(wish("builtin"));
    service.until_idle();
    CHECK(service.looks.size() == 1);
}

TEST_CASE("a network file is opened and then looks under its own name") {
    Service service;
    service->look(wish("file"));
    service.until_idle();
    REQUIRE(service.failures.size() == 1);
    CHECK(service.failures[0].error.key == "error.network_none_opened");

    service->open(k_builtin_file);
    service.until_idle();
    CHECK_FALSE(service->take_open_failure());
    REQUIRE(service.networks.size() == 1);
    CHECK(service.networks[0].opened == "file");
    REQUIRE(service.networks[0].networks.size() == 3);
    CHECK(service.networks[0].networks[2].name == "builtin.onnx");
    service->look(wish("file"));
    service.until_idle();
    REQUIRE(service.looks.size() == 1);
    CHECK(service.looks[0]->network->name == "builtin.onnx");
}

TEST_CASE("a file that is no network leaves everything else as it was") {
    const test::TempFolder folder;
    const std::string file = folder.file("broken.onnx");
    test::write_file(file, "this is no network");
    Service service;
    service->look(wish("builtin"));
    service->open(file);
    service.until_idle();
    const auto failure = service->take_open_failure();
    REQUIRE(failure);
    CHECK(failure->where.find("broken.onnx") != std::string::npos);
    CHECK_FALSE(service->take_open_failure());
    CHECK(service.looks.size() == 1);
    CHECK(service.networks.empty());
    CHECK(service->choices().size() == 2);
}
