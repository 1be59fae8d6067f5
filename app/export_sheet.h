// ExportSheet: the overlay in which the reader chooses what is saved of the view and how: picture, animation, drawing
// or numbers. It says beforehand what will come of it (pixels, frames, seconds, tables). The choices stay for the next
// time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/export_order.h"
#include "app/ui/ui.h"

namespace app {

class App;

class ExportSheet {
public:
    enum class Wish { none, save, save_as, cancel };

    void open() { open_ = true; }
    void open_at(ExportKind kind);
    void close() { open_ = false; }
    bool is_open() const { return open_; }
    // `progress`: of the export under way, 0..1; below 0: none is. Closing it while one is wishes for its end.
    Wish draw(ui::Ui& ui, const App& app, double progress);

    // What is chosen, for the view that `ui` shows; without a path.
    ExportOrder order(const ui::View& view) const;

private:
    void choices(ui::Ui& ui, ui::Rect rect);
    void rows(ui::Ui& ui, ui::Rect rect, ExportKind kind);
    void facts(ui::Ui& ui, const App& app, const ui::Rect& rect);
    std::string fact(const ui::View& view, const App& app);
    std::string tables_said(const ui::Text& text, const App& app);
    Wish foot(ui::Ui& ui, ui::Rect rect, const App& app);
    Wish progress_foot(ui::Ui& ui, ui::Rect rect, double progress);

    bool open_ = false;
    int kind_ = 0;
    int area_ = 0;
    int scale_ = 1;  // twice
    int size_ = 1;   // medium
    int speed_ = 1;  // once
    int motion_ = 0;

    // The tables of a network's view are large: their names are asked for once for each state of the scene.
    struct TablesKey {
        std::string scene, language;
        std::uint64_t revision = 0;
        std::int64_t windows = 0;
        bool operator==(const TablesKey&) const = default;
    };
    std::optional<TablesKey> tables_for_;
    std::string tables_said_;
};

}  // namespace app
