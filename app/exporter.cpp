#include "app/exporter.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/app.h"
#include "app/io/data_tables.h"
#include "app/io/files.h"
#include "app/io/image_write.h"
#include "app/io/sentences.h"

namespace app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t k_most_bytes_of_frames = std::size_t{1} << 30U;
constexpr double k_share_of_drawing = 0.8;  // of the progress of an animation; the rest is packing

// The view at the size at which its stage is `gif_width` pixels wide.
PictureOrder gif_picture(const App& app, const ExportOrder& order) {
    PictureOrder picture = order.picture;
    picture.area = PictureArea::stage;
    picture.rendered_anew = false;  // frame by frame that would take long, and they differ in their numbers alone
    picture.scale = 1.0;
    const PictureSize plain = picture_size(app, picture);
    picture.scale = static_cast<double>(order.gif_width) / static_cast<double>(plain.width);
    return picture;
}

core::Error nothing_to_save(const std::filesystem::path& path) {
    return io::error("error.export_no_numbers", io::path_text(path));
}

}  // namespace

// Frames are drawn one by one; what only one scene has (its windows) is looked at again before each.
struct Exporter::Run {
    std::vector<Moment> moments;
    std::size_t next = 0;
    std::string scene;
    PictureOrder picture;
    io::GifRecorder recorder;
};

Exporter::Exporter(std::function<void()> wake) : wake_(std::move(wake)) {}

Exporter::~Exporter() {
    if (shared_) shared_->cancel = true;
    if (writing_.valid()) writing_.wait();
}

void Exporter::start(const ExportOrder& order) {
    CORE_CHECK(!busy());
    order_ = order;
    run_.reset();
    failure_.reset();
    shared_ = std::make_shared<Shared>();
}

bool Exporter::cancel() {
    if (!busy()) return false;
    shared_->cancel = true;
    if (writing_.valid()) return false;  // the writer sees it and ends
    order_.reset();
    run_.reset();
    failure_.reset();
    return true;
}

double Exporter::progress() const {
    if (!busy() || !shared_) return 0.0;
    if (run_ && !run_->moments.empty() && !writing_.valid())
        return k_share_of_drawing * static_cast<double>(run_->next) / static_cast<double>(run_->moments.size());
    return k_share_of_drawing + (1.0 - k_share_of_drawing) * shared_->packed;
}

void Exporter::fail(const core::Error& error) {
    failure_ = error;
    if (failure_->where.empty()) failure_->where = io::path_text(order_->path);
    run_.reset();
}

void Exporter::write(Write write) {
    writing_ = std::async(std::launch::async, [write = std::move(write), wake = wake_] {
        core::Result<core::Done> result = write();
        wake();
        return result;
    });
}

core::Result<Exporter::Write> Exporter::prepare_picture(App& app, PictureSource& pictures) {
    const std::filesystem::path path = order_->path;
    if (order_->kind == ExportKind::svg) {
        auto text = pictures.svg(app, order_->picture);
        if (!text) return text.error();
        return Write([path, text = std::move(text).value()] { return io::write_whole_file(path, text); });
    }
    auto image = pictures.picture(app, order_->picture);
    if (!image) return image.error();
    return Write([path, image = std::move(image).value()] { return io::write_png(path, image); });
}

core::Result<Exporter::Write> Exporter::prepare_numbers(App& app) {
    const std::filesystem::path path = order_->path;
    if (order_->kind == ExportKind::code) {
        const std::string code = app.scene().code(order_->framework, app.text());
        if (code.empty()) return io::error("error.export_no_code", io::path_text(path));
        return Write([path, code] { return io::write_whole_file(path, code); });
    }
    const std::vector<core::DataTable> tables = app.scene().tables(app.text());
    if (tables.empty()) return nothing_to_save(path);
    if (order_->kind == ExportKind::csv)
        return Write([path, tables] { return io::write_whole_file(path, io::data_tables_text(tables)); });
    auto table = chosen_table(tables, order_->table);
    if (!table) return table.error();
    return Write([path, table = std::move(table).value()] { return io::write_data_table_npy(path, table); });
}

core::Result<Exporter::Write> Exporter::prepare(App& app, PictureSource* pictures) {
    const bool picture = order_->kind == ExportKind::png || order_->kind == ExportKind::svg;
    if (!picture) return prepare_numbers(app);
    return prepare_picture(app, *pictures);
}

void Exporter::advance(App& app, PictureSource* pictures, double seconds) {
    if (!draws() || failure_) return;
    const ExportKind kind = order_->kind;
    const bool drawn = kind == ExportKind::png || kind == ExportKind::svg || kind == ExportKind::gif;
    if (drawn && pictures == nullptr) return;
    if (kind == ExportKind::gif) return draw_run(app, *pictures, seconds);
    auto prepared = prepare(app, pictures);
    if (!prepared) return fail(prepared.error());
    write(std::move(prepared).value());
}

void Exporter::draw_run(App& app, PictureSource& pictures, double seconds) {
    scenes::Scene& scene = app.scene();
    const core::Playback before = scene.playback();
    if (!run_) {
        run_ = std::make_unique<Run>();
        order_->run.phases = scene.has_phases();
        run_->moments = run_moments(before.windows, order_->run);
        run_->scene = scene.id();
        run_->picture = gif_picture(app, *order_);
        if (run_->moments.empty()) return fail(io::error("error.export_no_run"));
    }
    Run& run = *run_;
    const auto deadline = Clock::now() + std::chrono::duration<double>(seconds);
    while (run.next < run.moments.size()) {
        const Moment& moment = run.moments[run.next];
        if (scene.id() != run.scene || before.windows != moment.playback.windows)
            return fail(io::error("error.export_changed"));
        scene.show_moment(moment.playback);
        auto picture = pictures.picture(app, run.picture);
        scene.show_moment(before);
        if (!picture) return fail(picture.error());
        run.recorder.add(picture.value(), moment.seconds);
        if (run.recorder.bytes() > k_most_bytes_of_frames) return fail(io::error("error.export_run_too_large"));
        ++run.next;
        if (Clock::now() >= deadline) break;
    }
    if (run.next < run.moments.size()) return;
    write([path = order_->path, recorder = std::make_shared<io::GifRecorder>(std::move(run.recorder)),
           shared = shared_]() -> core::Result<core::Done> {
        const auto bytes = recorder->encode(shared->cancel, [&](double part) { shared->packed = part; });
        if (!bytes) return bytes.error();
        return io::write_whole_file(path, bytes.value());
    });
}

std::optional<Exporter::Ended> Exporter::poll() {
    if (!busy()) return std::nullopt;
    if (failure_) {
        const core::Error error = *std::exchange(failure_, std::nullopt);
        return Ended{*std::exchange(order_, std::nullopt), error};
    }
    if (!writing_.valid() || writing_.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return std::nullopt;
    core::Result<core::Done> result = writing_.get();
    run_.reset();
    return Ended{*std::exchange(order_, std::nullopt), std::move(result)};
}

core::Result<core::DataTable> chosen_table(const std::vector<core::DataTable>& tables, const std::string& id) {
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const core::DataTable& table) {
        return id.empty() ? table.result : table.id == id;
    });
    if (found != tables.end()) return *found;
    if (id.empty()) return io::error("error.export_no_result");
    std::string names;
    for (const core::DataTable& table : tables) names += (names.empty() ? "" : ", ") + table.id;
    return io::error("error.export_no_table", {}, {{"table", id}, {"tables", names}});
}

}  // namespace app
