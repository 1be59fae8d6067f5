#include "app/network_service.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <utility>
#include <variant>

#include "app/io/paths.h"
#include "app/io/photo.h"
#include "app/network/network.h"
#include "app/network/sentences.h"
#include "app/overloaded.h"
#include "core/latest_job.h"
#include "core/shape_scene.h"

namespace app {
namespace {

constexpr std::size_t k_looks_remembered = 8;
constexpr std::int64_t k_example_side = 512;
// Of the sample photos, the one that a network trained on animals and things has most to say about.
constexpr const char* k_example_photo = "chelsea.png";

std::string resolved(const std::string& network) {
    if (!network.empty()) return network;
    return std::string(network::missing(core::k_network_lite0) ? core::k_network_builtin : core::k_network_lite0);
}

// What a network looks at before the class has brought a photo.
struct Example {
    core::Image photo;
    std::string name;
};

Example example_for(const std::string& network, const std::atomic<bool>& cancel) {
    if (network == core::k_network_builtin) {
        return {core::draw_shape_scene(core::example_shape_scene(), k_example_side), ""};
    }
    auto photo = io::open_photo(io::sample_photos_folder() / k_example_photo, cancel);
    if (photo) return {photo.value().image, photo.value().name};
    return {core::draw_sample_photo(), ""};
}

struct Preload {};
struct Open {
    std::filesystem::path path;
};
using Job = std::variant<Preload, Open, ui::LookAtPhoto>;

// What a photo counts as in memory: the network's own example has no revision that the wish could know.
std::uint64_t revision_of(const ui::LookAtPhoto& wish) { return wish.photo.empty() ? 0 : wish.photo.revision; }

struct Looked {
    std::uint64_t photo_revision = 0;
    std::shared_ptr<const core::Look> look;
};
struct Opened {
    std::string name;
};
struct OpenFailed {
    core::Error error;
};

}  // namespace

struct NetworkService::Report {
    std::variant<ui::LookStarted, ui::LookFailed, Looked, Opened, OpenFailed> content;
};

// What runs on the job's thread. `networks_` is touched by that thread alone.
struct NetworkService::Runner {
    using Publish = std::function<void(Report)>;

    explicit Runner(std::function<void()> wake)
        : job([this](const Job& wish, const std::atomic<bool>& cancel,
                     const Publish& publish) { run(wish, cancel, publish); },
              std::move(wake)) {}
    ~Runner() { give_up = true; }

    void run(const Job& wish, const std::atomic<bool>& cancel, const Publish& publish) {
        if (std::holds_alternative<Preload>(wish)) {
            network_for(resolved(""));
        } else if (const auto* open = std::get_if<Open>(&wish)) {
            open_file(open->path, cancel, publish);
        } else {
            look(std::get<ui::LookAtPhoto>(wish), cancel, publish);
        }
    }

    void open_file(const std::filesystem::path& path, const std::atomic<bool>& cancel, const Publish& publish) {
        auto loaded = network::load_file(path, cancel);
        if (cancel) return;
        if (!loaded) return publish({OpenFailed{loaded.error()}});
        const std::string name = loaded.value()->card()->name;
        networks_[std::string(core::k_network_file)] = std::move(loaded).value();
        publish({Opened{name}});
    }

    void look(const ui::LookAtPhoto& wish, const std::atomic<bool>& cancel, const Publish& publish) {
        const std::string id = resolved(wish.settings.network);
        publish({ui::LookStarted{ui::LookStarted::Stage::loading_network, wish.settings}});
        auto network = network_for(id);
        if (!network) return publish({ui::LookFailed{network.error(), wish.settings}});
        publish({ui::LookStarted{ui::LookStarted::Stage::looking, wish.settings}});
        const Example seen = wish.photo.empty() ? example_for(id, cancel) : Example{wish.photo, wish.photo_name};
        if (cancel) return;
        auto made = network::look_at(*network.value(), seen.photo, seen.name, wish.settings, cancel);
        if (cancel) return;
        if (!made) return publish({ui::LookFailed{made.error(), wish.settings}});
        publish({Looked{revision_of(wish), std::make_shared<const core::Look>(std::move(made).value())}});
    }

    // A newer wish does not stop the loading of a network, since most wishes are for the same one; `give_up` does.
    core::Result<network::Network*> network_for(const std::string& id) {
        if (const auto found = networks_.find(id); found != networks_.end()) return found->second.get();
        if (id == core::k_network_file) return network::error("error.network_none_opened");
        give_up = false;
        auto loaded = network::load_known(id, give_up);
        if (!loaded) return loaded.error();
        return (networks_[id] = std::move(loaded).value()).get();
    }

    std::atomic<bool> give_up = false;
    std::map<std::string, std::unique_ptr<network::Network>> networks_;
    core::LatestJob<Job, Report> job;  // last: its thread uses everything above
};

NetworkService::NetworkService(std::function<void()> wake) : runner_(std::make_unique<Runner>(std::move(wake))) {}

NetworkService::~NetworkService() = default;

// Of the job's requests the newest wins: what the reader has asked for already MUST NOT give way to a loading ahead.
void NetworkService::preload() {
    if (!busy()) runner_->job.post(Preload{});
}

void NetworkService::look(ui::LookAtPhoto wish) {
    if (auto look = remembered(wish)) {
        if (under_way_) runner_->job.cancel();
        under_way_.reset();
        events_.push_back(ui::LookArrived{std::move(look)});
        return;
    }
    events_.push_back(ui::LookStarted{ui::LookStarted::Stage::loading_network, wish.settings});
    under_way_ = wish;
    if (!opening_) runner_->job.post(std::move(wish));
}

void NetworkService::open(const std::filesystem::path& model) {
    opening_ = true;
    runner_->job.post(Open{model});
}

void NetworkService::cancel() {
    if (!busy()) return;
    runner_->give_up = true;
    runner_->job.cancel();
    opening_ = false;
    if (!under_way_) return;
    events_.push_back(ui::LookFailed{network::error("error.look_stopped"), under_way_->settings});
    under_way_.reset();
}

bool NetworkService::busy() const { return under_way_.has_value() || opening_; }

std::vector<ui::Event> NetworkService::poll() {
    if (auto report = runner_->job.poll()) take(std::move(*report));
    return std::exchange(events_, {});
}

std::optional<core::Error> NetworkService::take_open_failure() { return std::exchange(open_failure_, std::nullopt); }

void NetworkService::take(Report report) {
    std::visit(Overloaded{[&](ui::LookStarted& started) { events_.push_back(std::move(started)); },
                          [&](ui::LookFailed& failed) {
                              under_way_.reset();
                              events_.push_back(std::move(failed));
                          },
                          [&](Looked& looked) {
                              under_way_.reset();
                              memories_.push_front({looked.photo_revision, looked.look});
                              if (memories_.size() > k_looks_remembered) memories_.pop_back();
                              events_.push_back(ui::LookArrived{std::move(looked.look)});
                          },
                          [&](Opened& opened) {
                              opened_name_ = std::move(opened.name);
                              std::erase_if(memories_, [](const Memory& each) {
                                  return each.look->settings.network == core::k_network_file;
                              });
                              events_.push_back(ui::NetworksAvailable{choices(), std::string(core::k_network_file)});
                              finish_opening();
                          },
                          [&](OpenFailed& failed) {
                              open_failure_ = std::move(failed.error);
                              finish_opening();
                          }},
               report.content);
}

// A look that was asked for before or meanwhile has waited.
void NetworkService::finish_opening() {
    opening_ = false;
    if (under_way_) runner_->job.post(*under_way_);
}

std::shared_ptr<const core::Look> NetworkService::remembered(const ui::LookAtPhoto& wish) const {
    const auto found = std::find_if(memories_.begin(), memories_.end(), [&](const Memory& each) {
        return each.photo_revision == revision_of(wish) && each.look->settings == wish.settings;
    });
    return found == memories_.end() ? nullptr : found->look;
}

std::vector<ui::NetworkChoice> NetworkService::choices() const {
    std::vector<ui::NetworkChoice> all;
    for (const std::string_view id : {core::k_network_lite0, core::k_network_builtin}) {
        all.push_back({std::string(id), "", network::missing(id)});
    }
    if (!opened_name_.empty()) all.push_back({std::string(core::k_network_file), opened_name_, std::nullopt});
    return all;
}

}  // namespace app
