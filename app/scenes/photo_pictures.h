// PhotoPictures: lanes of a photo rendered beside the interface: first a draft of all of them, then the final pictures.
// Invariant: shown() is the newest set that has arrived and stays until a newer one is there; the newest wish wins, but
// a draft under way is waited for (at most k_patience), so that pictures keep coming while a slider is dragged.
#pragma once

#include <functional>
#include <vector>

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
};

class PhotoPictures {
public:
    explicit PhotoPictures(const std::function<void()>& wake);

    void want(PictureOrder order);
    void update(double dt);  // takes what has arrived, posts what waits

    const PictureSet& shown() const { return shown_; }
    bool busy() const { return !settled(); }
    double waiting() const { return waiting_; }  // seconds since the wish and what is shown parted; 0 when settled

private:
    static constexpr double k_patience = 0.25;  // seconds a draft may take before a newer wish cancels it

    bool settled() const { return shown_.final && shown_.order == wish_; }
    void post_when_due();

    PictureOrder wish_;
    PictureOrder posted_;
    PictureSet shown_{.order = {}, .images = {}, .final = true};
    bool draft_under_way_ = false;
    double running_ = 0.0;
    double waiting_ = 0.0;
    core::LatestJob<PictureOrder, PictureSet> job_;  // last: its thread ends first
};

}  // namespace scenes
