// NetworkService: carries out ui::LookAtPhoto and opens the class's own network, beside the interface, and hands back
// events. Each network lives in a worker process (app/network) that stays until the program ends.
// Invariant: nothing here waits; the newest wish wins; a look that was made before comes back at once.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/requests.h"

namespace app {

class NetworkService {
public:
    // `wake` is called from another thread when there is something to poll.
    explicit NetworkService(std::function<void()> wake);
    ~NetworkService();
    NetworkService(const NetworkService&) = delete;
    NetworkService& operator=(const NetworkService&) = delete;

    void preload();  // the default network, so that the first look need not wait for it
    void look(ui::LookAtPhoto wish);
    void open(const std::filesystem::path& model);
    void cancel();  // the look or opening under way; says so in an event

    std::vector<ui::Event> poll();
    // Why the model that was to be opened cannot be used; given once.
    std::optional<core::Error> take_open_failure();
    bool busy() const;  // a look or an opening is under way

    // What can be chosen, and why something cannot.
    std::vector<ui::NetworkChoice> choices() const;

private:
    struct Runner;
    struct Report;
    // A look made before, under the photo that was asked for: revision 0 is the network's own example.
    struct Memory {
        std::uint64_t photo_revision = 0;
        std::shared_ptr<const core::Look> look;
    };
    void take(Report report);
    void finish_opening();
    std::shared_ptr<const core::Look> remembered(const ui::LookAtPhoto& wish) const;

    std::unique_ptr<Runner> runner_;
    std::optional<ui::LookAtPhoto> under_way_;
    bool opening_ = false;
    std::string opened_name_;  // of the class's own network; empty: none
    std::optional<core::Error> open_failure_;
    std::vector<ui::Event> events_;
    std::deque<Memory> memories_;  // the newest first
};

}  // namespace app
