// Pool settings: the panel that changes a core::PoolSpec by hand: operator, kernel, stride, padding, dilation,
// rounding, rule, and behind "More" everything else. Nothing is refused: problem() and refusals() speak on the stage.
// A column of rows: each call takes its height off the top of the rest of the panel.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "app/ui/ui.h"
#include "core/pool_spec.h"

namespace ui {

// Rows of a settings panel from top to bottom, with the design's sizes and gaps for the current layout.
class SettingsColumn {
public:
    static constexpr float k_label = 96.0F;  // px at scale 1 for the words before a control; 0 for none

    // Begins the panel (its own scroll region when the rows need more than the panel has).
    SettingsColumn(Ui& ui, std::string_view key, const Rect& panel, float content_height);
    ~SettingsColumn();
    SettingsColumn(const SettingsColumn&) = delete;
    SettingsColumn& operator=(const SettingsColumn&) = delete;

    Rect row(float base_height, float base_gap = 12.0F);  // in px at scale 1; multiplied by u and the text scale
    void space(float base_height);
    Ui& ui() { return *ui_; }
    float used() const;  // height so far: what the next frame's content_height should be
    bool hides(std::string_view key) { return ui_->hides(panel_, key); }  // then its row is left out

    void heading(std::string_view key);
    bool combo(std::string_view key, std::span<const std::string> options, int& chosen, float label_width = k_label);
    bool segmented(std::string_view key, std::span<const std::string> options, int& chosen, bool with_label = false);
    bool slider(std::string_view key, std::int64_t& value, std::int64_t low, std::int64_t high,
                const SliderLook& look = {});
    bool slider(std::string_view key, double& value, double low, double high, const SliderLook& look = {});
    bool checkbox(std::string_view key, bool& on, bool enabled = true);
    bool button(std::string_view key, const ButtonLook& look = {});
    void words(std::string_view sentence, int lines = 3);  // an explanation, wrapped
    bool compact() const;

private:
    Ui* ui_;
    Rect panel_;
    Rect rest_;
    float used_ = 0.0F;
    float bottom_padding_ = 0.0F;
};

// Limits of the sliders: what is worth showing, not what is legal.
struct PoolLimits {
    std::int64_t kernel = 8, stride = 8, padding = 4, dilation = 4, output = 8;
};

// Max, Average and a menu of the other seven. `menu_open` is the caller's.
bool operator_rows(SettingsColumn& column, core::PoolSpec& spec, bool& menu_open);
// Kernel, stride, padding, dilation: both axes and all sides at once.
bool window_rows(SettingsColumn& column, core::PoolSpec& spec, const PoolLimits& limits, bool with_dilation = true);
// Floor or ceil.
bool rounding_row(SettingsColumn& column, core::PoolSpec& spec);
// The power of an Lp norm, or its limit at infinity.
bool power_rows(SettingsColumn& column, core::PoolSpec& spec);
// H and W apart, each side of the padding, counting of padding, divisor, p, adaptive output, auto_pad.
bool more_rows(SettingsColumn& column, core::PoolSpec& spec, const PoolLimits& limits);

std::string op_key(core::Op op);  // "op.max"

}  // namespace ui
