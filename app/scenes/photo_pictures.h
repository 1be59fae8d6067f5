// PhotoPictures: lanes of a photo rendered beside the interface: first a draft of all of them, then the final pictures.
// A lane that nothing was changed about keeps its picture; where a draft would be no other picture, there is none.
// Invariant: shown() is the newest set that has arrived and stays until a newer one is there; the newest wish wins, but
// a draft under way is waited for (at most k_patience), so that pictures keep coming while a slider is dragged.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "app/scenes/scene.h"
#include "core/latest_job.h"
#include "core/photo_view.h"

namespace scenes {

struct PictureOrder {
    core::Image photo;
    std::vector<core::LaneRequest> lanes;  // samples are set by the job

    bool operator==(const PictureOrder& other) const {
        return photo.revision == other.photo.revision && lanes == other.lanes;
    }
};

struct PictureSet {
    PictureOrder order;
    std::vector<core::Image> images;  // one per lane of the order
    bool final = false;
    std::chrono::steady_clock::time_point finished = {};
};

class PhotoPictures {
public:
    explicit PhotoPictures(const std::function<void()>& wake);
    ~PhotoPictures();

    void want(PictureOrder order);
    void update(double dt);  // takes what has arrived, posts what waits

    const PictureSet& shown() const { return shown_; }
    bool busy() const { return !settled(); }
    double waiting() const { return waiting_; }  // seconds since the wish and what is shown parted; 0 when settled
    // Those that ended with the last update: of each wish when the first pictures of it or of a newer one came, of the
    // newest again when its final ones did.
    std::span<const PictureDelay> delays() const { return delays_; }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr double k_patience = 0.25;  // seconds a draft may take before a newer wish cancels it

    bool settled() const { return shown_.final && shown_.order == wish_; }
    void post_when_due();
    void take(PictureSet arrived);

    PictureOrder wish_;
    PictureOrder posted_;
    PictureSet shown_{.order = {}, .images = {}, .final = true};
    bool draft_under_way_ = false;
    double running_ = 0.0;
    double waiting_ = 0.0;

    std::vector<Clock::time_point> unseen_;  // when each wish without a picture was made, oldest first
    std::size_t unseen_posted_ = 0;          // the first of them: pictures of what is posted answer these
    Clock::time_point posted_wish_;          // when what is posted was wished for
    std::vector<PictureDelay> delays_;

    class Renderer;
    std::unique_ptr<Renderer> renderer_;
    core::LatestJob<PictureOrder, PictureSet> job_;  // last: its thread ends first
};

}  // namespace scenes
