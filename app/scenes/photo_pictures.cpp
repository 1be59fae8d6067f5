#include "app/scenes/photo_pictures.h"

#include <utility>

namespace scenes {

namespace {

constexpr int k_draft_samples = 1;
constexpr int k_final_samples = 4;

// Nothing if cancelled on the way.
std::vector<core::Image> render_all(const PictureOrder& order, int samples, const std::atomic<bool>& cancel) {
    std::vector<core::Image> images;
    images.reserve(order.lanes.size());
    for (core::LaneRequest lane : order.lanes) {
        lane.samples = samples;
        images.push_back(core::render_lane(order.photo, lane, cancel));
        if (cancel) return {};
    }
    return images;
}

void render(const PictureOrder& order, const std::atomic<bool>& cancel,
            const core::LatestJob<PictureOrder, PictureSet>::Publish& publish) {
    for (const int samples : {k_draft_samples, k_final_samples}) {
        std::vector<core::Image> images = render_all(order, samples, cancel);
        if (cancel) return;
        publish({order, std::move(images), samples == k_final_samples});
    }
}

}  // namespace

PhotoPictures::PhotoPictures(const std::function<void()>& wake) : job_(render, wake) {}

void PhotoPictures::want(PictureOrder order) {
    if (order == wish_) return;
    wish_ = std::move(order);
    post_when_due();
}

void PhotoPictures::update(double dt) {
    running_ += dt;
    if (std::optional<PictureSet> arrived = job_.poll()) {
        shown_ = std::move(*arrived);
        draft_under_way_ = false;
    }
    waiting_ = settled() ? 0.0 : waiting_ + dt;
    post_when_due();
}

void PhotoPictures::post_when_due() {
    if (wish_ == posted_) return;
    if (draft_under_way_ && running_ < k_patience) return;
    posted_ = wish_;
    draft_under_way_ = true;
    running_ = 0.0;
    job_.post(posted_);
}

}  // namespace scenes
