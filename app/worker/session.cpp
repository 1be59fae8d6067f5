#include "app/worker/session.h"

#include <new>
#include <utility>

#include "app/worker/exchange.h"
#include "app/worker/sentences.h"

namespace worker {

Session::Session(const std::string& job, const std::filesystem::path& program) {
    core::Result<ChildProcess> child = start_child(job, program);
    if (child) {
        child_.emplace(std::move(child).value());
    } else {
        why_over_ = child.error();
    }
}

Session::~Session() = default;

void Session::end() {
    child_.reset();
    why_over_ = error("error.session_over");
}

Outcome Session::call(const Bytes& request, const Limits& limits, const std::atomic<bool>& cancel,
                      const std::function<void(Progress)>& progress) {
    if (!child_) return with_error(Outcome::Kind::unavailable, why_over_);
    if (cancel) return of_kind(Outcome::Kind::cancelled);  // nothing is under way: the child stays
    try {
        Outcome outcome = exchange(*child_, request, Request::more_may_follow, limits, cancel, progress);
        if (!alive()) end();
        return outcome;
    } catch (const std::bad_alloc&) {  // no room here for what the child has to say
        end();
        return of_kind(Outcome::Kind::out_of_memory);
    }
}

bool Session::alive() { return child_ && !child_->try_reap(); }

}  // namespace worker
