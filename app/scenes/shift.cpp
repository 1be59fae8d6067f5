// Shift: move the input by one and see which outputs of max pooling, max-blur pooling and average stay the same. This
// file is the scene's state over time and by hand; shift_canvas.cpp and shift_charts.cpp draw it.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/scenes/scene_exports.h"
#include "app/scenes/scene_list.h"
#include "app/scenes/shift_screen.h"
#include "app/ui/player_bar.h"

namespace scenes {

namespace {

// ---- by hand

void signal_row(ShiftState& state, ui::SettingsColumn& column) {
    std::vector<std::string> keys;
    int chosen = -1;
    for (const ShiftSignal& signal : state.signals) {
        if (signal.grid == state.document.input.grid) chosen = static_cast<int>(keys.size());
        keys.emplace_back(signal.key);
    }
    if (chosen < 0) {
        chosen = static_cast<int>(keys.size());
        keys.emplace_back("shift.signal.own");
    }
    if (!column.combo("shift.signal", keys, chosen, 64.0F)) return;
    if (chosen < std::ssize(state.signals)) {
        state.document.input.grid = state.signals[static_cast<std::size_t>(chosen)].grid;
    }
}

void page_row(ShiftState& state, ui::SettingsColumn& column) {
    static const std::array<std::string, 3> k_pages{"shift.page.numbers", "shift.page.photo", "shift.page.moves"};
    int chosen = static_cast<int>(state.document.page);
    if (column.segmented("shift.page", k_pages, chosen)) state.document.page = static_cast<ShiftPage>(chosen);
}

// Open a photo, or choose one of those that are there.
void photo_row(ShiftSource& source, ui::SettingsColumn& column) {
    ui::Ui& ui = column.ui();
    ui::Rect open = column.row(40.0F);
    const float gap = ui.view().px(8.0F);
    const ui::Rect pictures = ui::cut_right(open, column.compact() ? open.h : std::round(open.w * 0.35F));
    open.w -= gap;
    ui.command_button(open, "photo.open", {.icon = ui::Icon::folder});
    if (ui.button(pictures, "photo.pictures",
                  {.icon = column.compact() ? ui::Icon::image : ui::Icon::none,
                   .label = !column.compact(),
                   .selected = source.samples_open})) {
        source.samples_open = true;
    }
    std::vector<std::string> names{"photo.drawn"};
    for (const ui::SamplePhoto& sample : source.samples) names.push_back(sample.name);
    const int chosen = ui.menu(pictures, "photo.pictures.menu", names, source.samples_open);
    if (chosen == 0) ui.post(ui::UseDrawnPhoto{});
    if (chosen > 0) ui.post(ui::OpenPhoto{source.samples[static_cast<std::size_t>(chosen - 1)].path});
}

void move_rows(ShiftState& state, ui::SettingsColumn& column) {
    ui::Ui& ui = column.ui();
    column.heading("shift.move");
    const auto arrow = [&](const ui::Rect& rect, std::string_view id, ui::Icon icon) {
        ui.command_button(rect, id, {.icon = icon, .label = false, .repeat = true});
    };
    const auto middle = [](const ui::Rect& line) {
        return ui::Rect{line.center().x - line.h / 2, line.y, line.h, line.h};
    };
    const ui::Rect up = column.row(40.0F, 6.0F);
    const ui::Rect across = column.row(40.0F, 6.0F);
    const ui::Rect down = column.row(40.0F);
    const float step = across.h * 1.75F;
    arrow(middle(up), "shift.up", ui::Icon::up);
    arrow(middle(across).moved(-step, 0.0F), "shift.left", ui::Icon::chevron_left);
    arrow(middle(across).moved(step, 0.0F), "shift.right", ui::Icon::chevron_right);
    arrow(middle(down), "shift.down", ui::Icon::chevron_down);
    const std::string where = signed_cells(state.document.right) + ", " + signed_cells(shift_down(state.document));
    const ui::Rect home{across.center().x - across.h * 1.15F, across.y, across.h * 2.3F, across.h};
    ui.command_button(home, "shift.home", {.value = where});
}

void pooling_rows(ShiftState& state, ui::SettingsColumn& column) {
    ShiftDocument& document = state.document;
    static const std::array<std::string, 2> k_edges{"shift.edge.wrap", "shift.edge.zero"};
    int edge = document.edge == core::ShiftEdge::wrap ? 0 : 1;
    if (column.segmented("shift.edge", k_edges, edge, true)) {
        document.edge = edge == 0 ? core::ShiftEdge::wrap : core::ShiftEdge::zero;
    }
    column.slider("shift.kernel", document.kernel, 1, k_shift_kernel_limit,
                  {.parameter = ui::Parameter::kernel, .symbol = "k"});
    column.slider("shift.stride", document.stride, 1, k_shift_kernel_limit,
                  {.parameter = ui::Parameter::stride, .symbol = "s"});
    std::vector<std::string> filters;
    for (std::int64_t size = 1; size <= core::k_largest_blur; ++size) filters.push_back(blur_words(size));
    int blur = static_cast<int>(document.blur) - 1;
    if (column.combo("shift.blur", filters, blur)) document.blur = blur + 1;
    column.checkbox("shift.average", document.average);
}

void more_rows(ShiftState& state, ui::SettingsColumn& column) {
    static const std::array<std::string, 2> k_compares{"shift.compare.in_place", "shift.compare.followed"};
    column.heading("shift.compare");
    int compare = state.document.compare == core::ShiftCompare::in_place ? 0 : 1;
    if (column.segmented("shift.compare", k_compares, compare)) {
        state.document.compare = compare == 0 ? core::ShiftCompare::in_place : core::ShiftCompare::followed;
    }
    column.words(column.ui().words("shift.compare.note"), 4);
    column.words(column.ui().words("shift.tolerance_note"));
}

void settings(ShiftState& state, ui::Ui& ui) {
    const ui::Rect& panel = ui.view().layout.settings;
    if (panel.empty() || !ui.view().layout.settings_open) return;
    ui::SettingsColumn column(ui, "shift.settings", panel, state.panel.content_height);
    if (state.panel.page == SettingsPage::numbers) {
        page_head(column, state.panel);
        numbers_rows(column, state.document.input, state.pointing.notice);
    } else if (state.panel.page == SettingsPage::more) {
        page_head(column, state.panel);
        more_rows(state, column);
    } else {
        page_row(state, column);
        if (state.document.page == ShiftPage::photo) {
            photo_row(state.source, column);
        } else {
            signal_row(state, column);
        }
        move_rows(state, column);
        pooling_rows(state, column);
        page_buttons(column, state.panel);
    }
    state.panel.content_height = column.used();
}

void commands(ShiftState& state, ui::Ui& ui) {
    ShiftState* target = &state;
    const auto add = [&](std::string id, std::string key, std::int64_t down, std::int64_t right) {
        const bool flat = down != 0 && state.document.input.grid.rows == 1;
        ui.command({.id = std::move(id),
                    .keys = {{.key = std::move(key), .shift = true}},
                    .enabled = [flat] { return !flat; },
                    .run = [target, down, right] { move_input(*target, down, right); },
                    .group = "command.group.stage"});
    };
    add("shift.left", "Left", 0, -1);
    add("shift.right", "Right", 0, 1);
    add("shift.up", "Up", -1, 0);
    add("shift.down", "Down", 1, 0);
    ui.command({.id = "shift.home",
                .keys = {{.key = "0"}},
                .enabled = [] { return true; },
                .run = [target] { target->document.right = target->document.down = 0; },
                .group = "command.group.stage"});
    ui.command({.id = "photo.open",
                .keys = {{.key = "O", .ctrl = true}},
                .enabled = [] { return true; },
                .run = [&ui] { ui.post(ui::BrowseFiles{ui::FileUse::open_photo}); },
                .group = "command.group.stage"});
}

struct PointedCell {
    const ui::GridPlace* place = nullptr;
    GridHover hover;
};

PointedCell cell_under(const ShiftStage& stage, ui::Vec2 point) {
    PointedCell found;
    for (const ShiftLanePlace& lane : stage.lanes) {
        for (const ui::GridPlace* place : {&lane.given, &lane.moved}) {
            const auto cell = place->cell_at(point);
            if (!cell) continue;
            found.place = place;
            // Only numbers as given can be written; those of the moved row follow them.
            if (place == &lane.given) found.hover = {GridHover::What::input, cell->row, cell->col, -1, -1};
        }
        for (const auto* cells : {&lane.before, &lane.after}) {
            for (std::size_t i = 0; i < cells->size(); ++i) {
                if ((*cells)[i].contains(point)) {
                    found.hover = {GridHover::What::output, 0, 0, static_cast<std::int64_t>(i), -1};
                }
            }
        }
    }
    return found;
}

// A drag that begins on numbers moves the input cell by cell.
void drag(ShiftState& state, ui::Ui& ui, const ui::Pointer& mouse, const ShiftStage& stage) {
    const PointedCell at = cell_under(stage, mouse.press_position);
    if (mouse.pressed && at.place != nullptr) {
        state.drag_from = state.document.right;
        state.drag_from_down = state.document.down;
    }
    if (!mouse.down && !mouse.pressed) state.drag_from.reset();
    if (!state.drag_from || at.place == nullptr) return;
    const ui::Vec2 way = mouse.position - mouse.press_position;
    if (std::hypot(way.x, way.y) < ui.view().px(4.0F)) return;
    ui.cursor(ui::Cursor::move);
    const auto cells = [&](float px) { return static_cast<std::int64_t>(std::lround(px / at.place->pitch)); };
    state.document.right = *state.drag_from + cells(way.x);
    if (state.document.input.grid.rows > 1) state.document.down = state.drag_from_down + cells(way.y);
    move_input(state, 0, 0);
}

// A click on a move in the chart makes it.
void choose_move(ShiftState& state, ui::Ui& ui, const ui::Pointer& mouse, const ShiftStage& stage) {
    for (std::size_t lane = 0; lane < stage.lanes.size(); ++lane) {
        const std::vector<ui::Rect>& cells = stage.lanes[lane].move_cells;
        const auto at = std::find_if(cells.begin(), cells.end(),
                                     [&](const ui::Rect& cell) { return cell.contains(mouse.position); });
        if (!mouse.hovered || at == cells.end()) continue;
        ui.cursor(ui::Cursor::hand);
        if (!mouse.clicked) return;
        const core::ShiftConsistency& moves = *state.moves.lanes[lane];
        const std::int64_t index = at - cells.begin();
        state.document.down = moves.first_down + index / moves.likenesses.cols;
        state.document.right = moves.first_right + index % moves.likenesses.cols;
        return;
    }
}

void point(ShiftState& state, ui::Ui& ui) {
    const ShiftStage stage = shift_stage(state, ui.canvas());
    const ui::Pointer mouse = ui.pointer(ui.view().layout.stage, "shift.stage");
    if (state.document.page != ShiftPage::numbers) {
        state.pointing.edit.open = false;
        state.pointing.hover = {};
        state.drag_from.reset();
        if (state.document.page == ShiftPage::moves) choose_move(state, ui, mouse, stage);
        return;
    }
    drag(state, ui, mouse, stage);
    const GridHover at = mouse.hovered ? cell_under(stage, mouse.position).hover : GridHover{};
    state.pointing.hover = at;
    if (at.what == GridHover::What::output) ui.cursor(ui::Cursor::hand);
    if (mouse.clicked) click_on_grid(state.document.input, state.pointing, at);
    if (!stage.lanes.empty()) {
        edit_cell(ui, mouse, stage.lanes.front().given, state.document.input, state.pointing);
    }
}

// What is worked out beside the interface: the program's own picture where no photo has come, and every move.
void want_work(ShiftState& state) {
    if (!state.work) return;
    ShiftWork& work = *state.work;
    if (state.source.photo.empty() && !work.drawing.busy()) work.drawing.post(true);
    if (state.document.page != ShiftPage::moves || moves_known(state)) return;
    ShiftMovesOrder order = moves_order(state);
    if (work.wanted == order && work.moves.busy()) return;
    work.wanted = order;
    work.moves.post(std::move(order));
}

// Pages without steps say in the player's place what can be done there.
void page_hint(ui::Ui& ui, ShiftPage page) {
    ui::Canvas& canvas = ui.canvas();
    const ui::Rect& bar = ui.view().layout.player;
    const float side = ui.view().px(24.0F);
    const std::string_view words = ui.words(page == ShiftPage::photo ? "shift.photo.hint" : "shift.moves.hint");
    const ui::Vec2 size = canvas.wrapped_size(bar.w - 2 * side, words, {ui::Type::t16}, 2);
    canvas.wrapped(bar.x + side, bar.center().y - size.y / 2, bar.w - 2 * side, words, {ui::Type::t16},
                   ui::Token::text2, 2);
}

void controls(ShiftState& state, ui::Ui& ui) {
    unpin_command(ui, state.pointing);
    table_commands(ui, state.document.input);
    commands(state, ui);
    settings(state, ui);
    refresh(state);
    if (state.document.page == ShiftPage::numbers) {
        ui::player_bar(ui, state.playback);
    } else {
        page_hint(ui, state.document.page);
    }
    point(state, ui);
    refresh(state);
    want_work(state);
}

// ---- over time

void take_results(ShiftState& state) {
    ShiftWork& work = *state.work;
    if (auto drawn = work.drawing.poll(); drawn && state.source.photo.empty()) {
        take_photo(state.source, std::move(*drawn), "");
    }
    if (auto moves = work.moves.poll()) state.moves = std::move(*moves);
}

void update(ShiftState& state, const FrameInput& input) {
    if (!state.work) state.work = std::make_unique<ShiftWork>(input.wake);
    for (const ui::Event& event : input.events) {
        if (!take_table_event(event, state.document.input, state.pointing)) receive(state.source, event);
    }
    take_results(state);
    refresh(state);
    core::advance(state.playback, input.dt);
    state.slide.left = std::max(0.0, state.slide.left - input.dt);
}

bool accepts(const ui::Event& event) { return is_table_event(event) || is_photo_event(event); }

bool moving(const ShiftState& state) { return core::moving(state.playback) || state.slide.left > 0.0; }

bool waiting(const ShiftState& state) {
    return state.source.photo.empty() || (state.document.page == ShiftPage::moves && !moves_known(state));
}

// A fresh state with what does not belong to the document: the photo, what is known, and the work under way.
void begin_again(ShiftState& state, const ShiftDocument& document) {
    ShiftState fresh;
    fresh.document = document;
    fresh.source = std::move(state.source);
    fresh.source.failure.reset();
    fresh.moves = std::move(state.moves);
    fresh.work = std::move(state.work);
    state = std::move(fresh);
    refresh(state);
}

void restarted(ShiftState& state) { begin_again(state, ShiftDocument(state.document)); }

// ---- tour

// The tour shows the program's own picture, whatever was opened before.
void show_document(ShiftState& state, const ShiftDocument& document) {
    if (state.source.photo.empty() || !state.source.name.empty()) {
        take_photo(state.source, core::draw_sample_photo(), "");
    }
    begin_again(state, document);
}

std::vector<TourStop<ShiftState>> tour() {
    const auto with = [](const std::function<void(ShiftDocument&)>& change) {
        return [change](ShiftState& state) {
            ShiftDocument document;
            change(document);
            show_document(state, document);
        };
    };
    const auto signal = [](ShiftDocument& document, std::size_t index) {
        document.input.grid = shift_signals()[index].grid;
    };
    return {{"launch", with([](ShiftDocument&) {})},
            {"half-way",
             [](ShiftState& state) {
                 show_document(state, {});
                 core::seek(state.playback, 1);
             }},
            {"three-lanes", with([](ShiftDocument& document) { document.average = true; })},
            {"photo", with([](ShiftDocument& document) { document.page = ShiftPage::photo; })},
            {"all-moves", with([](ShiftDocument& document) { document.page = ShiftPage::moves; })},
            {"all-moves-picture", with([signal](ShiftDocument& document) {
                 signal(document, 4);
                 document.page = ShiftPage::moves;
             })},
            {"followed", with([](ShiftDocument& document) {
                 document.compare = core::ShiftCompare::followed;
                 document.right = 2;
             })},
            {"stripes-lost", with([signal](ShiftDocument& document) { signal(document, 1); })},
            {"stripes-flip", with([signal](ShiftDocument& document) {
                 signal(document, 1);
                 document.kernel = 1;
             })},
            {"zero", with([](ShiftDocument& document) { document.edge = core::ShiftEdge::zero; })},
            {"picture", with([signal](ShiftDocument& document) {
                 signal(document, 4);
                 document.down = 1;
             })},
            {"kernel-too-large", with([](ShiftDocument& document) {
                 document.input.grid = {1, 3, {1, 2, 3}};
                 document.kernel = 5;
             })}};
}

}  // namespace

std::unique_ptr<Scene> shift_scene() {
    return std::make_unique<SceneOf<ShiftState>>(SceneFunctions<ShiftState>{
        .id = "shift",
        .picture = ui::RailPicture::shift,
        .update = update,
        .controls = controls,
        .canvas = shift_canvas,
        .readout = shift_readout,
        .question = [](const ShiftState&) { return std::string("shift.question"); },
        .moving = moving,
        .accepts = accepts,
        .restarted = restarted,
        .waiting = waiting,
        .tour = tour,
        .tables = shift_tables,
        .code = shift_code,
    });
}

}  // namespace scenes
