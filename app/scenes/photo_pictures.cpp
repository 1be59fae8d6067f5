#include "app/scenes/photo_pictures.h"

#include <algorithm>
#include <utility>

namespace scenes {

namespace {

constexpr int k_draft_samples = 1;
constexpr int k_final_samples = 4;

}  // namespace

// The job's side, on the job's thread: one order after the other.
class PhotoPictures::Renderer {
public:
    using Publish = core::LatestJob<PictureOrder, PictureSet>::Publish;

    void render(const PictureOrder& order, const std::atomic<bool>& cancel, const Publish& publish) {
        if (photo_ != order.photo.revision) kept_.clear();
        photo_ = order.photo.revision;
        kept_.resize(order.lanes.size());
        for (const int samples : {k_draft_samples, k_final_samples}) {
            PictureSet set{.order = order, .images = {}, .final = true};
            for (std::size_t i = 0; i < order.lanes.size(); ++i) {
                set.images.push_back(picture(order, i, samples, cancel));
                if (cancel) return;
                set.final = set.final && kept_[i].lane == with_all_samples(order.lanes[i]);
            }
            const bool done = set.final;
            set.finished = Clock::now();
            publish(std::move(set));
            if (done) return;
        }
    }

private:
    struct Kept {
        core::LaneRequest lane;
        core::Image image;
    };

    static core::LaneRequest with_all_samples(core::LaneRequest lane) {
        lane.samples = k_final_samples;
        return lane;
    }

    // Empty if cancelled on the way. The final picture, where it is there or costs no more than a draft.
    core::Image picture(const PictureOrder& order, std::size_t index, int samples, const std::atomic<bool>& cancel) {
        core::LaneRequest lane = with_all_samples(order.lanes[index]);
        Kept& kept = kept_[index];
        if (kept.lane == lane) return kept.image;
        if (core::several_share_a_pixel(lane)) lane.samples = samples;
        core::Image image = core::render_lane(order.photo, lane, cancel, tools_);
        if (lane.samples == k_final_samples && !cancel) kept = {lane, image};
        return image;
    }

    core::LaneTools tools_;
    std::vector<Kept> kept_;   // the last final picture of each lane
    std::uint64_t photo_ = 0;  // of which photo: its revision
};

PhotoPictures::PhotoPictures(const std::function<void()>& wake)
    : renderer_(std::make_unique<Renderer>()),
      job_([this](const PictureOrder& order, const std::atomic<bool>& cancel,
                  const auto& publish) { renderer_->render(order, cancel, publish); },
           wake) {}
PhotoPictures::~PhotoPictures() = default;

void PhotoPictures::want(PictureOrder order) {
    if (order == wish_) return;
    wish_ = std::move(order);
    unseen_.push_back(Clock::now());
    if (wish_ == posted_) {  // back to what is under way, or shown
        if (shown_.order == wish_) unseen_.clear();
        unseen_posted_ = unseen_.size();
    }
    post_when_due();
}

void PhotoPictures::update(double dt) {
    running_ += dt;
    delays_.clear();
    if (std::optional<PictureSet> arrived = job_.poll()) take(std::move(*arrived));
    waiting_ = settled() ? 0.0 : waiting_ + dt;
    post_when_due();
}

void PhotoPictures::take(PictureSet arrived) {
    shown_ = std::move(arrived);
    draft_under_way_ = false;
    const Clock::time_point now = Clock::now();
    const auto delay = [&](Clock::time_point wish, bool final) {
        const auto seconds = [wish](Clock::time_point end) {
            return std::chrono::duration<double>(end - wish).count();
        };
        delays_.push_back({seconds(shown_.finished), seconds(now), final});
    };
    for (std::size_t i = 0; i < unseen_posted_; ++i) delay(unseen_[i], false);
    unseen_.erase(unseen_.begin(), unseen_.begin() + static_cast<std::ptrdiff_t>(unseen_posted_));
    unseen_posted_ = 0;
    if (shown_.final) delay(posted_wish_, true);
}

void PhotoPictures::post_when_due() {
    if (wish_ == posted_) return;
    if (draft_under_way_ && running_ < k_patience) return;
    posted_ = wish_;
    draft_under_way_ = true;
    running_ = 0.0;
    unseen_posted_ = unseen_.size();
    posted_wish_ = unseen_.back();
    job_.post(posted_);
}

}  // namespace scenes
