// LessonPlayer: which card of a lesson is shown and how far its action has come. One key goes on: it plays the card's
// action first, finishes it if it is still moving, and then turns to the next card.
// Invariant: 0 <= index < lesson.cards.size(); the card's state was set when it was turned to.
#pragma once

#include <cstddef>

#include "app/lessons/lesson.h"
#include "app/scenes/scene.h"

namespace lessons {

// What going on does now.
enum class Onward {
    play,    // the card's action
    finish,  // what is still moving, at once
    turn,    // to the next card
    leave    // it was the last one
};

class LessonPlayer {
public:
    // MUST have cards.
    explicit LessonPlayer(Lesson lesson);

    const Lesson& lesson() const { return lesson_; }
    std::size_t index() const { return index_; }
    const Card& card() const { return lesson_.cards[index_]; }

    // Sets the card's state; the caller brings its scene to the front.
    void turn_to(std::size_t index);
    // The same card of a lesson that was edited or is in another language; the last one if there are fewer.
    void replace(Lesson lesson);

    Onward onward(const scenes::Scene& scene) const;
    // Plays or finishes the action in `scene`; the caller turns and leaves.
    void play(scenes::Scene& scene);

private:
    Lesson lesson_;
    std::size_t index_ = 0;
    bool played_ = false;
};

}  // namespace lessons
