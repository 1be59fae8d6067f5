// Scene: one screen of the program. One file per scene holds its State, and four functions over it:
//   update   time and arrivals change it;   controls   the only place where the reader changes it;
//   canvas   draws it and cannot change it;   readout   says the current step in words.
// State has a member `document` (with ==): what Reset, undo and scene files are about, and `playback`: the step. Time
// comes only from FrameInput.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/scenes/document_fields.h"
#include "app/scenes/framework.h"
#include "app/scenes/stage_regions.h"
#include "app/ui/canvas.h"
#include "app/ui/requests.h"
#include "app/ui/ui.h"
#include "core/data_table.h"
#include "core/player.h"

namespace scenes {

struct FrameInput {
    double dt = 0.0;  // seconds
    std::span<const ui::Event> events;
    std::function<void()> wake = [] {};  // safe from any thread: asks for another frame
};

// From a change of a setting to its pictures, in seconds: until they were finished, and until a frame took them.
struct PictureDelay {
    double finished = 0.0;
    double taken = 0.0;
    bool final = false;  // the pictures in full quality; else the first ones
};

// A state worth showing in the tour, by name ("average-step-3").
template <class State>
struct TourStop {
    std::string name;
    std::function<void(State&)> set;
};

class Scene {
public:
    virtual ~Scene() = default;
    virtual std::string_view id() const = 0;  // "stride"; words: scene.stride, picture: RailPicture
    virtual ui::RailPicture picture() const = 0;
    virtual std::string question(const ui::Text& text) const = 0;  // the sentence at the top
    virtual void update(const FrameInput& input) = 0;
    virtual void controls(ui::Ui& ui) = 0;
    virtual void canvas(ui::Canvas& canvas) const = 0;
    virtual ui::RichText readout(const ui::View& view) const = 0;
    virtual bool moving() const = 0;   // needs frames
    virtual bool waiting() const = 0;  // a job beside the interface is not done: pictures wait for it
    virtual bool accepts(const ui::Event& event) const = 0;    // an arrival of this kind belongs here
    virtual std::span<const PictureDelay> delays() const = 0;  // that ended with the last update
    virtual void rehearse(double seconds) = 0;  // what --stats does here: where a hand has moved the busiest control
    virtual void reset() = 0;
    virtual std::uint64_t revision() const = 0;  // another number after every change of the document
    virtual bool can_undo() const = 0;
    virtual bool can_redo() const = 0;
    virtual void undo() = 0;
    virtual void redo() = 0;
    // The document (its describe() of document_fields.h) and the step, for a scene file.
    virtual void write(Fields& fields) const = 0;
    // What `fields` say, ready to be shown: called, it becomes the state that Reset goes back to. Until then nothing
    // changes; where `fields` are wrong it MUST NOT be called.
    virtual std::function<void()> read(Fields& fields) = 0;
    // What puts the scene back as it is now when it is called: document, step and what Reset goes back to; or only the
    // last of these.
    virtual std::function<void()> kept() = 0;
    virtual std::function<void()> kept_start() = 0;
    // ---- lessons
    virtual std::span<const std::string_view> region_names() const = 0;
    virtual std::vector<StageRegion> regions(const ui::Canvas& canvas) const = 0;
    // ---- exports
    // The numbers of the view; at most one is the result. None while there is nothing to show.
    virtual std::vector<core::DataTable> tables(const ui::Text& text) const = 0;
    // A program in Python that works the view's numbers out; comments in the reader's language. Empty: there is none.
    virtual std::string code(Framework framework, const ui::Text& text) const = 0;
    virtual const core::Playback& playback() const = 0;
    virtual bool has_phases() const = 0;  // a step is shown in the player's phases; else it is there at once
    // Puts the player there and works out what follows, for a picture of that moment.
    virtual void show_moment(const core::Playback& playback) = 0;
    virtual std::vector<std::string> tour() const = 0;
    virtual void show_tour_stop(std::string_view name) = 0;
};

template <class State>
struct SceneFunctions {
    std::string_view id;
    ui::RailPicture picture;
    void (*update)(State&, const FrameInput&);
    void (*controls)(State&, ui::Ui&);
    void (*canvas)(const State&, ui::Canvas&);
    ui::RichText (*readout)(const State&, const ui::View&);
    std::string (*question)(const State&);  // text key
    bool (*moving)(const State&);
    bool (*accepts)(const ui::Event&);
    void (*restarted)(State&);  // after Reset: playback and everything else beside the document begins again
    std::vector<ui::Arg> (*question_args)(const State&, const ui::Text&) = nullptr;  // for the places of its words
    bool (*waiting)(const State&) = nullptr;  // for scenes with jobs beside the interface
    std::vector<TourStop<State>> (*tour)();
    std::span<const PictureDelay> (*delays)(const State&) = nullptr;  // for scenes whose pictures take time
    void (*rehearse)(State&, double seconds) = nullptr;
    std::vector<core::DataTable> (*tables)(const State&, const ui::Text&) = nullptr;
    std::string (*code)(const State&, Framework, const ui::Text&) = nullptr;
    bool phases = true;  // of a step, as the player has them
    std::span<const std::string_view> region_names = {};
    std::vector<StageRegion> (*regions)(const State&, const ui::Canvas&) = nullptr;
};

// A ring of documents. Pushed when an edit has finished; equal ones are dropped.
template <class Document>
class UndoRing {
public:
    void remember(const Document& current) {
        if (!past_.empty() && past_[position_] == current) return;
        past_.resize(past_.empty() ? 0 : position_ + 1);
        past_.push_back(current);
        if (past_.size() > k_depth) past_.erase(past_.begin());
        position_ = past_.size() - 1;
        ++revision_;
    }
    bool can_undo() const { return position_ > 0; }
    bool can_redo() const { return position_ + 1 < past_.size(); }
    const Document& undo() {
        ++revision_;
        return past_[--position_];
    }
    const Document& redo() {
        ++revision_;
        return past_[++position_];
    }
    std::uint64_t revision() const { return revision_; }

private:
    static constexpr std::size_t k_depth = 200;
    std::vector<Document> past_;
    std::size_t position_ = 0;
    std::uint64_t revision_ = 0;
};

template <class State>
class SceneOf final : public Scene {
public:
    explicit SceneOf(const SceneFunctions<State>& functions) : functions_(functions) {
        undo_.remember(state_.document);
    }

    std::string_view id() const override { return functions_.id; }
    ui::RailPicture picture() const override { return functions_.picture; }
    std::string question(const ui::Text& text) const override {
        const bool places = functions_.question_args != nullptr;
        return text.format(functions_.question(state_),
                           places ? functions_.question_args(state_, text) : std::vector<ui::Arg>{});
    }
    void update(const FrameInput& input) override {
        functions_.update(state_, input);
        // A step that was read waits until there are steps: a network may still have to look. What is asked for in
        // controls() may change their number once more.
        if (!step_read_ || state_.playback.windows == 0) return;
        if (state_.playback.windows != step_windows_) core::seek(state_.playback, *step_read_);
        step_windows_ = state_.playback.windows;
        if (!drawn_since_read_ || waiting()) return;
        step_read_.reset();
    }
    void controls(ui::Ui& ui) override {
        functions_.controls(state_, ui);
        drawn_since_read_ = true;
        if (!ui.editing()) undo_.remember(state_.document);
    }
    void canvas(ui::Canvas& canvas) const override {
        const ui::LayerScope below_the_controls(canvas, ui::Layer::stage);
        functions_.canvas(state_, canvas);
    }
    ui::RichText readout(const ui::View& view) const override { return functions_.readout(state_, view); }
    bool moving() const override { return functions_.moving(state_); }
    bool waiting() const override { return functions_.waiting != nullptr && functions_.waiting(state_); }
    bool accepts(const ui::Event& event) const override { return functions_.accepts(event); }
    std::span<const PictureDelay> delays() const override {
        return functions_.delays != nullptr ? functions_.delays(state_) : std::span<const PictureDelay>{};
    }
    void rehearse(double seconds) override {
        if (functions_.rehearse != nullptr) functions_.rehearse(state_, seconds);
    }
    void reset() override {
        state_.document = start_;
        functions_.restarted(state_);
        show_step(start_step_);
        undo_.remember(state_.document);
    }
    std::uint64_t revision() const override { return undo_.revision(); }
    bool can_undo() const override { return undo_.can_undo(); }
    bool can_redo() const override { return undo_.can_redo(); }
    void undo() override { state_.document = undo_.undo(); }
    void redo() override { state_.document = undo_.redo(); }
    void write(Fields& fields) const override {
        typename State::Document document = state_.document;
        std::int64_t step = state_.playback.window;
        fields.whole("step", step, 0, k_any_whole);
        describe(fields, document);
    }
    std::function<void()> read(Fields& fields) override {
        typename State::Document document;
        std::int64_t step = 0;
        fields.whole("step", step, 0, k_any_whole);
        describe(fields, document);
        return [this, document, step] {
            start_ = document;
            start_step_ = step;
            reset();
        };
    }
    std::function<void()> kept() override {
        return [this, start = kept_start(), document = state_.document, step = state_.playback.window] {
            state_.document = document;
            functions_.restarted(state_);
            show_step(step);
            undo_.remember(state_.document);
            start();
        };
    }
    std::function<void()> kept_start() override {
        return [this, document = start_, step = start_step_] {
            start_ = document;
            start_step_ = step;
        };
    }
    std::span<const std::string_view> region_names() const override { return functions_.region_names; }
    std::vector<StageRegion> regions(const ui::Canvas& canvas) const override {
        return functions_.regions != nullptr ? functions_.regions(state_, canvas) : std::vector<StageRegion>{};
    }
    std::vector<core::DataTable> tables(const ui::Text& text) const override {
        return functions_.tables != nullptr ? functions_.tables(state_, text) : std::vector<core::DataTable>{};
    }
    std::string code(Framework framework, const ui::Text& text) const override {
        return functions_.code != nullptr ? functions_.code(state_, framework, text) : std::string();
    }
    const core::Playback& playback() const override { return state_.playback; }
    bool has_phases() const override { return functions_.phases; }
    void show_moment(const core::Playback& playback) override {
        state_.playback = playback;
        functions_.update(state_, {});
    }
    std::vector<std::string> tour() const override {
        std::vector<std::string> names;
        for (const auto& stop : functions_.tour()) names.push_back(stop.name);
        return names;
    }
    void show_tour_stop(std::string_view name) override {
        for (const auto& stop : functions_.tour()) {
            if (stop.name == name) stop.set(state_);
        }
    }
    State& state() { return state_; }  // for tests

private:
    void show_step(std::optional<std::int64_t> step) {
        step_read_ = step;
        step_windows_ = 0;
        drawn_since_read_ = false;
    }

    SceneFunctions<State> functions_;
    State state_;
    UndoRing<typename State::Document> undo_;
    typename State::Document start_{};  // what Reset goes back to: of the scene file, if one was opened
    std::optional<std::int64_t> start_step_;
    std::optional<std::int64_t> step_read_;  // not shown yet, or the number of steps may still change
    std::int64_t step_windows_ = 0;          // steps when it was shown last
    bool drawn_since_read_ = false;
};

// Every screen in the order of the rail. Adding one: its file, and one line in all_scenes.cpp.
std::vector<std::unique_ptr<Scene>> all_scenes();
// Their ids, without making them.
std::vector<std::string> scene_ids();

}  // namespace scenes
