// Exporter: carries ExportOrders out, for the window and for `poolscope render` alike. Drawing happens here, on the
// thread of the window, a little at a time (advance()); packing and writing on a thread of their own. A file is written
// whole or not at all; what is cancelled leaves nothing behind.
// Invariant: one order at a time; while it is under way the scene's own moment is put back after every frame drawn.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <optional>

#include "app/export_order.h"
#include "app/io/gif_write.h"
#include "core/data_table.h"

namespace app {

class Exporter {
public:
    explicit Exporter(std::function<void()> wake);
    ~Exporter();
    Exporter(const Exporter&) = delete;
    Exporter& operator=(const Exporter&) = delete;

    // MUST NOT be busy.
    void start(const ExportOrder& order);
    // Draws for about `seconds` what there is to draw. `pictures` may be null: orders that need none go on.
    void advance(App& app, PictureSource* pictures, double seconds);
    // True if it has ended at once; a file that is being written may still be finished, and poll() says so.
    bool cancel();

    bool busy() const { return order_.has_value(); }
    bool draws() const { return busy() && !writing_.valid(); }
    double progress() const;  // 0..1

    // The order that has come to its end, and how: cancelled while it was packed, it is "error.export_cancelled".
    struct Ended {
        ExportOrder order;
        core::Result<core::Done> result;
    };
    std::optional<Ended> poll();

private:
    using Write = std::function<core::Result<core::Done>()>;
    core::Result<Write> prepare(App& app, PictureSource* pictures);
    core::Result<Write> prepare_picture(App& app, PictureSource& pictures);
    core::Result<Write> prepare_numbers(App& app);
    void draw_run(App& app, PictureSource& pictures, double seconds);
    void write(Write write);
    void fail(const core::Error& error);

    struct Run;
    struct Shared {
        std::atomic<bool> cancel = false;
        std::atomic<double> packed = 0.0;  // part of the frames
    };
    std::function<void()> wake_;
    std::optional<ExportOrder> order_;
    std::unique_ptr<Run> run_;
    std::shared_ptr<Shared> shared_;
    std::future<core::Result<core::Done>> writing_;
    std::optional<core::Error> failure_;
};

// The scene's tables, or an Error where there are none; one of them by its id (empty: the result).
core::Result<core::DataTable> chosen_table(const std::vector<core::DataTable>& tables, const std::string& id);

}  // namespace app
