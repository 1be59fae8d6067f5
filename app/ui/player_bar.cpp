#include "app/ui/player_bar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "core/number_text.h"

namespace ui {

namespace {

constexpr std::int64_t k_most_ticks = 48;
constexpr float k_tick_height = 16.0F;
constexpr float k_speed_width = 136.0F;
constexpr float k_predict_width = 128.0F;
constexpr float k_least_ticks = 150.0F;  // below this the speed becomes a button

// Where everything lies in the bar, in window pixels.
struct Places {
    Rect first, back, play, forward, last;
    Rect label;  // above the ticks
    Rect ticks;
    Rect predict;  // the switch, below the score; empty: not asked for
    Rect score;
    Rect speed;  // empty: no room
    bool speed_is_button = false;
};

Places places(const View& view, bool predicts = false) {
    const Layout& layout = view.layout;
    Rect bar = layout.player;
    const float room = bar.h - layout.px(16.0F);
    const float side = std::min({layout.control(48.0F), room, std::max(layout.px(36.0F), bar.w * 0.055F)});
    const float gap = std::min(layout.px(8.0F), side / 6);
    const float middle = bar.center().y;
    float x = bar.x + layout.px(layout.compact ? 12.0F : 16.0F);
    const auto next = [&](float width) {
        const Rect rect{x, std::floor(middle - side / 2), width, side};
        x += width + gap;
        return rect;
    };
    Places at;
    at.first = next(side);
    at.back = next(side);
    at.play = next(std::round(side * 4.0F / 3.0F));
    at.forward = next(side);
    at.last = next(side);

    const float group = layout.px(24.0F);
    const float from = x - gap + group;
    const float end = bar.right() - group;
    float speed_width = layout.control(k_speed_width);
    const float predict_width = predicts ? layout.control(k_predict_width) + group : 0.0F;
    if (end - from - speed_width - group - predict_width < layout.control(k_least_ticks)) {
        at.speed_is_button = true;
        speed_width = layout.control(64.0F);
    }
    at.speed = {end - speed_width, bar.y, speed_width, bar.h};
    const float ticks_width = std::max(layout.px(40.0F), at.speed.x - group - predict_width - from);
    const float label_y = middle - bar.h * 0.22F;
    const float tick_y = middle + bar.h * (layout.compact ? 0.10F : 0.14F);
    const float tick_height = std::min(layout.px(k_tick_height), bar.h * 0.3F);
    at.label = {from, label_y - bar.h * 0.2F, ticks_width, bar.h * 0.4F};
    at.ticks = {from, std::round(tick_y - tick_height / 2), ticks_width, std::round(tick_height)};
    if (predicts) {
        const float x_of = at.speed.x - predict_width;
        const float height = std::min(layout.control(28.0F), bar.h * 0.45F);
        at.score = {x_of, at.label.y, predict_width - group, at.label.h};
        at.predict = {x_of, tick_y - height / 2, predict_width - group, height};
    }
    return at;
}

Rect tick_rect(const View& view, const Rect& ticks, std::int64_t count, std::int64_t index) {
    const float gap = std::round(view.px(count <= 8 ? 8.0F : count <= 24 ? 4.0F : 2.0F));
    const auto n = static_cast<float>(count);
    const float widest = view.px(96.0F);
    const float width = std::min(widest, std::max(1.0F, (ticks.w - gap * (n - 1)) / n));
    return {ticks.x + static_cast<float>(index) * (width + gap), ticks.y, width, ticks.h};
}

std::int64_t window_at(const View& view, const Rect& ticks, std::int64_t count, float x) {
    if (count > k_most_ticks) {
        const float share = std::clamp((x - ticks.x) / ticks.w, 0.0F, 1.0F);
        return static_cast<std::int64_t>(std::lround(share * static_cast<float>(count - 1)));
    }
    const Rect one = tick_rect(view, ticks, count, 0);
    const float pitch = count > 1 ? tick_rect(view, ticks, count, 1).x - one.x : one.w;
    return std::clamp(static_cast<std::int64_t>(std::floor((x - ticks.x) / pitch)), std::int64_t{0}, count - 1);
}

void draw_ticks(Canvas& canvas, const Rect& ticks, const core::Playback& playback) {
    const View& view = canvas.view();
    const float edge = std::max(1.0F, view.stroke(1.5F));
    for (std::int64_t i = 0; i < playback.windows; ++i) {
        const Rect tick = tick_rect(view, ticks, playback.windows, i);
        const float radius = std::min({view.px(4.0F), tick.w / 3, tick.h / 3});
        if (core::revealed(playback, i)) {
            canvas.fill_rect(tick, canvas.color(Token::output), radius);
        } else {
            canvas.stroke_rect(tick.grown(-edge / 2), canvas.color(Token::edge), edge, radius);
        }
    }
    if (playback.windows == 0) return;
    const Rect now = tick_rect(view, ticks, playback.windows, playback.window);
    const float ring = view.stroke(3.0F);
    canvas.stroke_rect(now.grown(ring / 2 + view.px(1.0F)), canvas.color(Token::accent), ring,
                       std::min(view.px(6.0F), now.w / 3 + ring));
    const float below = now.bottom() + ring + view.px(4.0F);
    const Vec2 pointer[] = {{now.center().x - view.px(5.0F), below + view.px(6.0F)},
                            {now.center().x, below},
                            {now.center().x + view.px(5.0F), below + view.px(6.0F)}};
    canvas.fill_polygon(pointer, canvas.color(Token::accent));
}

void draw_track(Canvas& canvas, const Rect& ticks, const core::Playback& playback) {
    const View& view = canvas.view();
    const float height = std::max(2.0F, view.px(4.0F));
    const float y = ticks.center().y;
    const auto last = static_cast<float>(std::max<std::int64_t>(playback.windows - 1, 1));
    const float x = ticks.x + ticks.w * static_cast<float>(playback.window) / last;
    canvas.fill_rect({ticks.x, y - height / 2, ticks.w, height}, canvas.color(Token::edge), height / 2);
    canvas.fill_rect({ticks.x, y - height / 2, x - ticks.x, height}, canvas.color(Token::output), height / 2);
    const Rect thumb{x - view.px(7.0F), y - view.px(12.0F), view.px(14.0F), view.px(24.0F)};
    canvas.fill_rect(thumb, canvas.color(Token::output), view.px(4.0F));
    canvas.stroke_rect(thumb, canvas.color(Token::accent), view.stroke(2.5F), view.px(4.0F));
}

std::string speed_text(double speed) {
    const std::string number = speed == 0.25 ? "0.25" : speed == 0.5 ? "0.5" : std::to_string(std::lround(speed));
    return number + "×";
}

std::int64_t speed_stop(double speed) {
    std::int64_t best = 0;
    for (std::size_t i = 0; i < std::size(core::k_speeds); ++i) {
        if (core::k_speeds[i] <= speed) best = static_cast<std::int64_t>(i);
    }
    return best;
}

// A track of five stops under its words; the mouse chooses the nearest.
void speed_slider(Ui& ui, const Places& at, core::Playback& playback) {
    Canvas& canvas = ui.canvas();
    const View& view = ui.view();
    const auto stops = static_cast<std::int64_t>(std::size(core::k_speeds));
    const Rect track{at.speed.x, at.ticks.y, at.speed.w, at.ticks.h};
    const Rect reach = track.grown(view.px(8.0F));
    const Pointer mouse = ui.pointer(reach, "player.speed");
    if (mouse.down || mouse.pressed) {
        const float share = std::clamp((mouse.position.x - track.x) / track.w, 0.0F, 1.0F);
        const auto stop = std::lround(share * static_cast<float>(stops - 1));
        playback.speed = core::k_speeds[static_cast<std::size_t>(stop)];
    }
    if (mouse.hovered) ui.tooltip(ui.words("player.speed.tip"));
    if (mouse.hovered) ui.cursor(Cursor::hand);
    const float label_y = at.label.center().y;
    const float value_width = canvas.text_width("0.25×", {Type::t14, Family::words, true});
    canvas.text(track.x, label_y,
                canvas.elided(ui.words("player.speed"), {Type::t14}, track.w - value_width - view.px(6.0F)),
                {Type::t14}, Token::text2);
    canvas.text(track.right(), label_y, speed_text(playback.speed), {Type::t14, Family::words, true}, Token::text,
                Align::right);
    const float y = track.center().y;
    const float height = std::max(2.0F, view.px(4.0F));
    canvas.fill_rect({track.x, y - height / 2, track.w, height}, canvas.color(Token::edge), height / 2);
    const auto stop_x = [&](std::int64_t stop) {
        return track.x + track.w * static_cast<float>(stop) / static_cast<float>(stops - 1);
    };
    for (std::int64_t stop = 0; stop < stops; ++stop) {
        canvas.line({stop_x(stop), y + view.px(8.0F)}, {stop_x(stop), y + view.px(13.0F)}, canvas.color(Token::edge),
                    std::max(1.0F, view.stroke(1.5F)));
    }
    const Vec2 thumb{stop_x(speed_stop(playback.speed)), y};
    canvas.fill_circle(thumb, view.px(9.0F), canvas.color(Token::panel));
    canvas.stroke_circle(thumb, view.px(8.5F), canvas.color(Token::text), view.stroke(2.5F));
}

void speed_control(Ui& ui, const Places& at, core::Playback& playback) {
    if (!at.speed_is_button) {
        speed_slider(ui, at, playback);
        return;
    }
    const Rect box{at.speed.x, at.play.y, at.speed.w, at.play.h};
    ButtonLook look;
    look.value = speed_text(playback.speed);
    if (!ui.button(box, "player.speed", look)) return;
    const auto next = static_cast<std::size_t>(speed_stop(playback.speed) + 1) % std::size(core::k_speeds);
    playback.speed = core::k_speeds[next];
}

void register_commands(Ui& ui, core::Playback& playback, PlayerQuestion* question) {
    const auto add = [&ui](std::string id, std::vector<KeyPress> keys, bool enabled, std::function<void()> run) {
        ui.command(
            {std::move(id), std::move(keys), [enabled] { return enabled; }, std::move(run), "command.group.player"});
    };
    const bool any = playback.windows > 0;
    const bool asks = question != nullptr && question->open;
    const bool at_start = playback.window == 0 && (asks || !core::moving(playback));
    const bool at_end = playback.window + 1 >= playback.windows && !asks && !core::moving(playback);
    core::Playback* player = &playback;
    add("player.toggle", {{"Space"}}, any, [player, question, at_end, asks] {
        if (asks && !player->playing && player->elapsed >= core::k_question_seconds) {
            question->show = true;
            return;
        }
        if (question != nullptr && at_end) question->restarted = true;
        core::toggle_play(*player);
    });
    add("player.forward", {{"Right"}}, any && !at_end, [player, question, asks] {
        if (asks)
            question->show = true;
        else
            core::step_forward(*player);
    });
    add("player.back", {{"Left"}}, any && !at_start, [player] { core::step_back(*player); });
    add("player.first", {{"Home"}}, any && !at_start, [player, question] {
        if (question != nullptr) question->restarted = true;
        core::go_first(*player);
    });
    add("player.last", {{"End"}}, any && !at_end, [player, question] {
        if (question != nullptr) question->show_last = true;
        core::go_last(*player);
    });
    add("player.faster", {{"]"}, {"+"}}, true, [player] { core::change_speed(*player, 1); });
    add("player.slower", {{"["}, {"-"}}, true, [player] { core::change_speed(*player, -1); });
}

// `asks`: the middle one shows the answer.
void buttons(Ui& ui, const Places& at, const core::Playback& playback, bool asks) {
    const auto icon = [](Icon which, bool repeat = false) {
        ButtonLook look;
        look.icon = which;
        look.label = false;
        look.repeat = repeat;
        return look;
    };
    ui.command_button(at.first, "player.first", icon(Icon::first));
    ui.command_button(at.back, "player.back", icon(Icon::step_back, true));
    ButtonLook play = icon(asks ? Icon::eye : playback.playing ? Icon::pause : Icon::play);
    play.primary = true;
    ui.command_button(at.play, asks ? "predict.show" : "player.toggle", play);
    ui.command_button(at.forward, "player.forward", icon(Icon::step_forward, true));
    ui.command_button(at.last, "player.last", icon(Icon::last));
}

void ticks(Ui& ui, const Places& at, core::Playback& playback, std::string_view label) {
    Canvas& canvas = ui.canvas();
    const View& view = ui.view();
    const std::string words = playback.windows == 0
                                  ? std::string(ui.words("player.none"))
                                  : ui.text().format(label, {{"n", core::grouped(playback.window + 1)},
                                                             {"count", core::grouped(playback.windows)}});
    const TextStyle style{Type::t14, Family::words, true};
    canvas.text(at.label.x, at.label.center().y, canvas.elided(words, style, at.label.w), style, Token::text);
    if (playback.windows == 0) return;
    const Rect reach{at.ticks.x - view.px(6.0F), at.ticks.y - view.px(6.0F), at.ticks.w + view.px(12.0F),
                     at.ticks.h + view.px(18.0F)};
    const Pointer mouse = ui.pointer(reach, "player.ticks");
    if (mouse.hovered) {
        ui.cursor(Cursor::hand);
        ui.tooltip(ui.words("player.ticks.tip"));
    }
    if (mouse.pressed || mouse.down) {
        const std::int64_t window = window_at(view, at.ticks, playback.windows, mouse.position.x);
        playback.playing = false;
        if (window != playback.window || mouse.pressed) core::seek(playback, window);
    }
    if (playback.windows > k_most_ticks) {
        draw_track(canvas, at.ticks, playback);
    } else {
        draw_ticks(canvas, at.ticks, playback);
    }
}

// The score stands over the switch.
void predict_control(Ui& ui, const Places& at, PlayerQuestion& question) {
    bool on = question.on;
    if (ui.checkbox(at.predict, "predict.toggle", on)) question.toggled = true;
    if (question.score.empty()) return;
    const TextStyle style{Type::t14, Family::words, true};
    Canvas& canvas = ui.canvas();
    canvas.text(at.score.x, at.score.center().y, canvas.elided(question.score, style, at.score.w), style, Token::text);
}

}  // namespace

bool player_bar(Ui& ui, core::Playback& playback, std::string_view label, PlayerQuestion* question) {
    const core::Playback before = playback;
    playback.reduced_motion = ui.view().reduced_motion;
    const Places at = places(ui.view(), question != nullptr);
    register_commands(ui, playback, question);
    buttons(ui, at, playback, question != nullptr && question->open && !playback.playing);
    ticks(ui, at, playback, label);
    speed_control(ui, at, playback);
    if (question != nullptr) predict_control(ui, at, *question);
    return !(before == playback);
}

Rect player_ticks_rect(const View& view, bool predicts) { return places(view, predicts).ticks; }

Rect player_tick_rect(const View& view, std::int64_t windows, std::int64_t window, bool predicts) {
    return tick_rect(view, places(view, predicts).ticks, windows, window);
}

}  // namespace ui
