// SceneComposer: the overlay in which the reader draws a scene for the built-in network. The picture on it is
// core::draw_shape_scene's own, the one the network then looks at. Closing it hands nothing on; what was drawn is still
// there when it is opened again. Invariant: picture_ shows pictured_.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "app/composed_scene.h"
#include "app/ui/pool_settings.h"
#include "app/ui/ui.h"
#include "core/image.h"
#include "core/shape_scene.h"

namespace app {

class SceneComposer {
public:
    void open() { open_ = true; }
    bool is_open() const { return open_; }
    bool busy() const { return open_ && !composed_.settled(); }  // another frame is needed

    // Draws it while open. Gives the scene in the frame in which the reader has it looked at, and closes.
    std::optional<core::ShapeScene> draw(ui::Ui& ui);

private:
    enum class Drag { none, move, handle };
    struct Places {
        ui::Rect head, canvas, panel, foot;
    };
    static Places place(const ui::View& view, const ui::Rect& overlay);

    void draw_head(ui::Ui& ui, ui::Rect rect);
    void draw_foot(ui::Ui& ui, ui::Rect rect);
    void commands(ui::Ui& ui);

    void use_canvas(ui::Ui& ui, const ui::Rect& rect);
    void begin_drag(const ui::Rect& rect, ui::Vec2 at, float reach);
    void go_on_dragging(const ui::Rect& rect, const ui::Pointer& pointer);
    void draw_canvas(ui::Ui& ui, const ui::Rect& rect);

    void draw_panel(ui::Ui& ui, const ui::Rect& rect);
    void draw_kind(ui::Ui& ui, const ui::Rect& tile, core::ShapeKind kind, std::string_view words);
    void kind_tiles(ui::SettingsColumn& column);
    void shape_rows(ui::SettingsColumn& column);
    void ground_rows(ui::SettingsColumn& column);
    const core::Image& kind_picture(core::ShapeKind kind, const ui::View& view, std::int64_t side);

    bool open_ = false;
    bool use_ = false;  // asked for this frame
    ComposedScene composed_{core::example_shape_scene()};
    std::uint64_t random_scenes_ = 0;

    Drag drag_ = Drag::none;
    ui::Vec2 drag_from_;        // where the mouse was, window pixels
    core::Shape drag_shape_;    // as it was then
    double handle_turn_ = 0.0;  // of the handle's corner, from the shape's own angle

    core::Image picture_;
    core::ShapeScene pictured_;
    std::vector<core::Image> kind_pictures_;
    ui::ThemeId kind_theme_ = ui::ThemeId::dark;
    float panel_height_ = 0.0F;
};

}  // namespace app
