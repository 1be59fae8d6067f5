#include "app/ui/pool_settings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace ui {

namespace {

constexpr float k_side = 20.0F;
constexpr float k_top = 16.0F;

}  // namespace

SettingsColumn::SettingsColumn(Ui& ui, std::string_view key, const Rect& panel, float content_height)
    : ui_(&ui), panel_(panel) {
    const Layout& layout = ui.view().layout;
    rest_ = ui.begin_scroll(key, panel, std::max(content_height, 1.0F));
    const float side = layout.px(compact() ? 14.0F : k_side);
    rest_.x += side;
    rest_.w = std::max(1.0F, rest_.w - 2 * side);
    bottom_padding_ = layout.px(compact() ? 8.0F : k_top);
    space(compact() ? 8.0F : k_top);
}

SettingsColumn::~SettingsColumn() { ui_->end_scroll(); }

bool SettingsColumn::compact() const { return ui_->view().layout.compact; }

float SettingsColumn::used() const { return used_ + bottom_padding_; }

Rect SettingsColumn::row(float base_height, float base_gap) {
    const Layout& layout = ui_->view().layout;
    const float lower = compact() && base_height >= 40.0F ? base_height - 2.0F : base_height;
    const float height = std::round(layout.control(lower));
    const Rect line{rest_.x, rest_.y, rest_.w, height};
    const float step = height + std::round(layout.px(base_gap * (compact() ? 0.4F : 1.0F)));
    rest_.y += step;
    used_ += step;
    return line;
}

void SettingsColumn::space(float base_height) {
    const float height = std::round(ui_->view().layout.px(base_height));
    rest_.y += height;
    used_ += height;
}

void SettingsColumn::heading(std::string_view key) {
    if (hides(key)) return;  // a heading has the key of what stands below it
    ui_->label(row(24.0F, 8.0F), key, Token::text, {Type::t16, Family::words, true});
}

bool SettingsColumn::combo(std::string_view key, std::span<const std::string> options, int& chosen, float label_width) {
    if (hides(key)) return false;
    Rect line = row(40.0F);
    if (label_width > 0.0F) {
        const Rect label = cut_left(line, ui_->view().layout.control(label_width));
        ui_->label(label, key);
    }
    return ui_->combo(line, key, options, chosen);
}

bool SettingsColumn::segmented(std::string_view key, std::span<const std::string> options, int& chosen,
                               bool with_label) {
    if (hides(key)) return false;
    Rect line = row(compact() ? 40.0F : with_label ? 40.0F : 44.0F);
    if (with_label) {
        const Rect label = cut_left(line, ui_->view().layout.control(k_label));
        ui_->label(label, key);
    }
    return ui_->segmented(line, key, options, chosen);
}

namespace {

Rect slider_row(SettingsColumn& column, const SliderLook& look) {
    const Layout& layout = column.ui().view().layout;
    const float base = column.ui().slider_height(look) / (layout.u * layout.text_scale);
    return column.row(base, look.compact ? 8.0F : 10.0F);
}

}  // namespace

bool SettingsColumn::slider(std::string_view key, std::int64_t& value, std::int64_t low, std::int64_t high,
                            const SliderLook& look) {
    return !hides(key) && ui_->slider(slider_row(*this, look), key, value, low, high, look);
}

bool SettingsColumn::slider(std::string_view key, double& value, double low, double high, const SliderLook& look) {
    return ui_->slider(slider_row(*this, look), key, value, low, high, look);
}

bool SettingsColumn::checkbox(std::string_view key, bool& on, bool enabled) {
    return !hides(key) && ui_->checkbox(row(32.0F, 6.0F), key, on, enabled);
}

bool SettingsColumn::button(std::string_view key, const ButtonLook& look) {
    return !hides(key) && ui_->button(row(44.0F), key, look);
}

void SettingsColumn::words(std::string_view sentence, int lines) {
    Canvas& canvas = ui_->canvas();
    const float height = canvas.wrapped(rest_.x, rest_.y, rest_.w, sentence, {Type::t14}, Token::text2, lines);
    const float step = height + ui_->view().layout.px(12.0F);
    rest_.y += step;
    used_ += step;
}

// ---- the rows of a pooling

namespace {

constexpr std::array k_other_ops{core::Op::min,
                                 core::Op::lp,
                                 core::Op::sum,
                                 core::Op::global_max,
                                 core::Op::global_average,
                                 core::Op::adaptive_max,
                                 core::Op::adaptive_average};

SliderLook parameter_look(Parameter parameter, std::string symbol, bool enabled, bool compact = false) {
    SliderLook look;
    look.parameter = parameter;
    look.symbol = std::move(symbol);
    look.enabled = enabled;
    look.compact = compact;
    return look;
}

// One slider for height and width; where they differ it shows "2×3" and sets both.
bool both(SettingsColumn& column, std::string_view key, core::Size2& size, std::int64_t low, std::int64_t high,
          SliderLook look) {
    if (size.h != size.w) look.suffix = "×" + std::to_string(size.w);
    std::int64_t value = size.h;
    if (!column.slider(key, value, low, std::max(high, value), look)) return false;
    size = {value, value};
    return true;
}

bool all_sides_equal(const core::Padding& padding) {
    return padding.top == padding.left && padding.top == padding.bottom && padding.top == padding.right;
}

// Padding by hand, and rounding up, take the place of a padding that the rule works out.
void take_by_hand(core::PoolSpec& spec) { spec.auto_pad = core::AutoPad::explicit_padding; }

}  // namespace

std::string op_key(core::Op op) {
    switch (op) {
        case core::Op::max:
            return "op.max";
        case core::Op::average:
            return "op.average";
        case core::Op::min:
            return "op.min";
        case core::Op::lp:
            return "op.lp";
        case core::Op::sum:
            return "op.sum";
        case core::Op::global_max:
            return "op.global_max";
        case core::Op::global_average:
            return "op.global_average";
        case core::Op::adaptive_max:
            return "op.adaptive_max";
        case core::Op::adaptive_average:
            return "op.adaptive_average";
    }
    return {};
}

namespace {

// Words of the button that stands for the seven other operators.
std::string_view short_key(core::Op op) {
    switch (op) {
        case core::Op::lp:
            return "op.lp.short";
        case core::Op::global_max:
            return "op.global_max.short";
        case core::Op::global_average:
            return "op.global_average.short";
        case core::Op::adaptive_max:
            return "op.adaptive_max.short";
        case core::Op::adaptive_average:
            return "op.adaptive_average.short";
        case core::Op::sum:
            return "op.sum";
        case core::Op::min:
        case core::Op::max:
        case core::Op::average:
            break;
    }
    return "op.min";
}

}  // namespace

bool operator_rows(SettingsColumn& column, core::PoolSpec& spec, bool& menu_open) {
    if (column.hides("settings.operator")) return false;
    Ui& ui = column.ui();
    const Rect line = column.row(column.compact() ? 40.0F : 44.0F, 14.0F);
    const float gap = ui.view().layout.px(8.0F);
    const float more_width = std::round(line.w * 0.36F);
    const Rect two{line.x, line.y, line.w - more_width - gap, line.h};
    const Rect more{two.right() + gap, line.y, more_width, line.h};
    bool changed = false;

    const std::array<std::string, 2> main{op_key(core::Op::max), op_key(core::Op::average)};
    int chosen = spec.op == core::Op::max ? 0 : spec.op == core::Op::average ? 1 : -1;
    if (ui.segmented(two, "settings.operator", main, chosen)) {
        spec.op = chosen == 0 ? core::Op::max : core::Op::average;
        menu_open = false;
        changed = true;
    }
    ButtonLook look;
    look.selected = chosen < 0;
    if (chosen < 0) {
        look.value = ui.words(short_key(spec.op));
    } else {
        look.icon = Icon::chevron_down;
    }
    if (ui.button(more, "settings.operator.more", look)) menu_open = !menu_open;

    std::vector<std::string> others;
    for (const core::Op op : k_other_ops) others.push_back(op_key(op));
    const int picked =
        menu_open ? ui.menu({line.x, line.y, line.w, line.h}, "settings.operator.menu", others, menu_open) : -1;
    if (picked >= 0) {
        spec.op = k_other_ops[static_cast<std::size_t>(picked)];
        menu_open = false;
        changed = true;
    }
    return changed;
}

bool window_rows(SettingsColumn& column, core::PoolSpec& spec, const PoolLimits& limits, bool with_dilation) {
    const bool on = core::uses_window_settings(spec.op);
    bool changed = false;
    if (core::is_adaptive(spec.op)) {  // in the kernel's place, so that nothing below moves
        SliderLook look;
        look.symbol = "o";
        changed = both(column, "settings.output_size", spec.output_size, 1, limits.output, look);
    } else {
        changed =
            both(column, "settings.kernel", spec.kernel, 1, limits.kernel, parameter_look(Parameter::kernel, "k", on));
    }
    changed |=
        both(column, "settings.stride", spec.stride, 1, limits.stride, parameter_look(Parameter::stride, "s", on));

    SliderLook look = parameter_look(Parameter::padding, "p", on);
    const bool worked_out = spec.auto_pad != core::AutoPad::explicit_padding && spec.auto_pad != core::AutoPad::valid;
    if (worked_out || !all_sides_equal(spec.padding)) look.suffix = "…";
    std::int64_t padding = spec.padding.top;
    if (column.slider("settings.padding", padding, 0, std::max(limits.padding, padding), look)) {
        spec.padding = {padding, padding, padding, padding};
        take_by_hand(spec);
        changed = true;
    }
    if (!with_dilation) return changed;
    return both(column, "settings.dilation", spec.dilation, 1, limits.dilation,
                parameter_look(Parameter::dilation, "d", on)) ||
           changed;
}

bool rounding_row(SettingsColumn& column, core::PoolSpec& spec) {
    static const std::array<std::string, 2> k_keys{"settings.rounding.floor", "settings.rounding.ceil"};
    int chosen = spec.ceil && spec.auto_pad == core::AutoPad::explicit_padding ? 1 : 0;
    if (!column.segmented("settings.rounding", k_keys, chosen, true)) return false;
    spec.ceil = chosen == 1;
    if (spec.ceil) take_by_hand(spec);
    return true;
}

// ---- more

namespace {

struct SizeRow {
    std::string_view key;
    Parameter parameter;
    core::Size2 core::PoolSpec::*size;
    std::int64_t core::Size2::*axis;
    std::int64_t PoolLimits::*limit;
};
constexpr SizeRow k_size_rows[] = {
    {"settings.kernel_h", Parameter::kernel, &core::PoolSpec::kernel, &core::Size2::h, &PoolLimits::kernel},
    {"settings.kernel_w", Parameter::kernel, &core::PoolSpec::kernel, &core::Size2::w, &PoolLimits::kernel},
    {"settings.stride_h", Parameter::stride, &core::PoolSpec::stride, &core::Size2::h, &PoolLimits::stride},
    {"settings.stride_w", Parameter::stride, &core::PoolSpec::stride, &core::Size2::w, &PoolLimits::stride},
    {"settings.dilation_h", Parameter::dilation, &core::PoolSpec::dilation, &core::Size2::h, &PoolLimits::dilation},
    {"settings.dilation_w", Parameter::dilation, &core::PoolSpec::dilation, &core::Size2::w, &PoolLimits::dilation},
};

struct PaddingRow {
    std::string_view key;
    std::int64_t core::Padding::*side;
};
constexpr PaddingRow k_padding_rows[] = {{"settings.padding_top", &core::Padding::top},
                                         {"settings.padding_left", &core::Padding::left},
                                         {"settings.padding_bottom", &core::Padding::bottom},
                                         {"settings.padding_right", &core::Padding::right}};

bool sizes_apart(SettingsColumn& column, core::PoolSpec& spec, const PoolLimits& limits) {
    bool changed = false;
    for (const SizeRow& row : k_size_rows) {
        std::int64_t& value = spec.*row.size.*row.axis;
        changed |= column.slider(row.key, value, 1, std::max(limits.*row.limit, value),
                                 parameter_look(row.parameter, "", true, true));
    }
    for (const PaddingRow& row : k_padding_rows) {
        std::int64_t& value = spec.padding.*row.side;
        if (!column.slider(row.key, value, 0, std::max(limits.padding, value),
                           parameter_look(Parameter::padding, "", true, true)))
            continue;
        take_by_hand(spec);
        changed = true;
    }
    return changed;
}

bool auto_pad_row(SettingsColumn& column, core::PoolSpec& spec) {
    static const std::array<std::string, 4> k_keys{"auto_pad.explicit", "auto_pad.valid", "auto_pad.same_upper",
                                                   "auto_pad.same_lower"};
    int chosen = static_cast<int>(spec.auto_pad);
    if (!column.combo("settings.auto_pad", k_keys, chosen)) return false;
    spec.auto_pad = static_cast<core::AutoPad>(chosen);
    return true;
}

bool divisor_rows(SettingsColumn& column, core::PoolSpec& spec) {
    constexpr std::int64_t k_largest_divisor = 100;
    bool changed = column.checkbox("settings.count_include_pad", spec.count_include_pad);
    bool own = spec.divisor.has_value();
    if (column.checkbox("settings.divisor_own", own)) {
        spec.divisor.reset();
        if (own) spec.divisor = std::max<std::int64_t>(1, spec.kernel.h * spec.kernel.w);
        changed = true;
    }
    if (!spec.divisor) return changed;
    SliderLook look;
    look.compact = true;
    return column.slider("settings.divisor", *spec.divisor, -k_largest_divisor, k_largest_divisor, look) || changed;
}

}  // namespace

bool power_rows(SettingsColumn& column, core::PoolSpec& spec) {
    constexpr double k_largest_power = 10.0;
    bool infinite = std::isinf(spec.p);
    bool changed = false;
    if (!infinite) {
        SliderLook look;
        look.symbol = "p";
        look.decimals = 1;
        look.step = 0.5;
        changed = column.slider("settings.p", spec.p, 1.0, std::max(k_largest_power, spec.p), look);
    }
    if (column.checkbox("settings.p_infinite", infinite)) {
        spec.p = infinite ? std::numeric_limits<double>::infinity() : 2.0;
        changed = true;
    }
    return changed;
}

namespace {

bool output_rows(SettingsColumn& column, core::PoolSpec& spec, const PoolLimits& limits) {
    SliderLook look;
    look.compact = true;
    bool changed =
        column.slider("settings.output_h", spec.output_size.h, 1, std::max(limits.output, spec.output_size.h), look);
    return column.slider("settings.output_w", spec.output_size.w, 1, std::max(limits.output, spec.output_size.w),
                         look) ||
           changed;
}

}  // namespace

bool more_rows(SettingsColumn& column, core::PoolSpec& spec, const PoolLimits& limits) {
    if (core::is_global(spec.op)) {
        column.words(column.ui().words("settings.global_note"));
        return false;
    }
    if (core::is_adaptive(spec.op)) {
        const bool changed = output_rows(column, spec, limits);
        column.words(column.ui().words("settings.adaptive_note"), 5);
        return changed;
    }
    bool changed = false;
    if (spec.op == core::Op::average) changed |= divisor_rows(column, spec);
    if (spec.op == core::Op::lp) changed |= power_rows(column, spec);
    changed |= auto_pad_row(column, spec);
    return sizes_apart(column, spec, limits) || changed;
}

}  // namespace ui
