#include "app/scenes/document_fields.h"

#include <array>
#include <limits>

#include "app/scenes/cam_state.h"
#include "app/scenes/compare_state.h"
#include "app/scenes/gap_state.h"
#include "app/scenes/photo_state.h"
#include "app/scenes/shift_state.h"
#include "app/scenes/stack_state.h"
#include "app/scenes/stride_state.h"

namespace scenes {
namespace {

using core::Word;

constexpr std::array k_fills{
    Word<Fill>{"article", Fill::article},
    Word<Fill>{"ramp", Fill::ramp},
    Word<Fill>{"checkerboard", Fill::checkerboard},
    Word<Fill>{"edge", Fill::edge},
    Word<Fill>{"ties", Fill::ties},
    Word<Fill>{"negatives", Fill::negatives},
    Word<Fill>{"blank", Fill::blank},
    Word<Fill>{"random", Fill::random},
};
constexpr std::array k_channels{
    Word<core::Channel>{"red", core::Channel::red}, Word<core::Channel>{"green", core::Channel::green},
    Word<core::Channel>{"blue", core::Channel::blue}, Word<core::Channel>{"grey", core::Channel::grey}};
constexpr std::array k_repeated{Word<core::Op>{"max", core::Op::max}, Word<core::Op>{"average", core::Op::average}};
constexpr std::array k_lost{Word<int>{"hidden", 0}, Word<int>{"shown", 1}, Word<int>{"bright", k_bright_lost}};
constexpr std::array k_crops{Word<core::CropMode>{"center", core::CropMode::center},
                             Word<core::CropMode>{"squash", core::CropMode::squash},
                             Word<core::CropMode>{"pad", core::CropMode::pad}};
constexpr std::array k_colors{Word<core::ColorPreset>{"imagenet", core::ColorPreset::imagenet},
                              Word<core::ColorPreset>{"lite", core::ColorPreset::lite},
                              Word<core::ColorPreset>{"plus-minus-one", core::ColorPreset::plus_minus_one},
                              Word<core::ColorPreset>{"unit", core::ColorPreset::unit},
                              Word<core::ColorPreset>{"bytes", core::ColorPreset::bytes}};
constexpr std::array k_orders{Word<core::ChannelOrder>{"index", core::ChannelOrder::index},
                              Word<core::ChannelOrder>{"mean", core::ChannelOrder::mean},
                              Word<core::ChannelOrder>{"contribution", core::ChannelOrder::contribution},
                              Word<core::ChannelOrder>{"size", core::ChannelOrder::size}};
constexpr std::array k_maps{Word<MapsShown>{"as-they-are", MapsShown::as_they_are},
                            Word<MapsShown>{"means", MapsShown::means},
                            Word<MapsShown>{"shuffled", MapsShown::shuffled}};
constexpr std::array k_drawings{
    Word<MapDrawing>{"bilinear", MapDrawing::bilinear}, Word<MapDrawing>{"bicubic", MapDrawing::bicubic},
    Word<MapDrawing>{"nearest", MapDrawing::nearest}, Word<MapDrawing>{"numbers", MapDrawing::numbers}};
constexpr std::array k_signs{Word<core::MapSign>{"signed", core::MapSign::signed_about_zero},
                             Word<core::MapSign>{"positive", core::MapSign::positive}};
constexpr std::array k_methods{Word<core::CamMethod>{"cam", core::CamMethod::cam},
                               Word<core::CamMethod>{"grad-cam", core::CamMethod::grad_cam},
                               Word<core::CamMethod>{"grad-cam++", core::CamMethod::grad_cam_pp},
                               Word<core::CamMethod>{"layer-cam", core::CamMethod::layer_cam},
                               Word<core::CamMethod>{"ablation-cam", core::CamMethod::ablation_cam}};
constexpr std::array k_heads{Word<PoolingHead>{"mean", PoolingHead::mean}, Word<PoolingHead>{"max", PoolingHead::max}};
constexpr std::array k_picks{Word<ClassPick::Kind>{"ranked", ClassPick::Kind::ranked},
                             Word<ClassPick::Kind>{"chosen", ClassPick::Kind::chosen},
                             Word<ClassPick::Kind>{"none", ClassPick::Kind::none}};

constexpr std::array k_sides{Word<SideView>{"window", SideView::window}, Word<SideView>{"rules", SideView::rules},
                             Word<SideView>{"ties", SideView::ties}};

// Ties are compared on one window's own stage, beside one operator.
constexpr std::array k_compare_sides{Word<SideView>{"window", SideView::window},
                                     Word<SideView>{"rules", SideView::rules}};

constexpr std::array k_direction_words{Word<Direction>{"forward", Direction::forward},
                                       Word<Direction>{"backward", Direction::backward},
                                       Word<Direction>{"unpool", Direction::unpool}};
constexpr std::array k_fill_words{
    Word<GradientFill>{"ones", GradientFill::ones}, Word<GradientFill>{"one-cell", GradientFill::one_cell},
    Word<GradientFill>{"counting", GradientFill::counting}, Word<GradientFill>{"signs", GradientFill::signs},
    Word<GradientFill>{"own", GradientFill::own}};
constexpr std::array k_tie_words{
    Word<core::Ties>{"winner", core::Ties::winner}, Word<core::Ties>{"last", core::Ties::last},
    Word<core::Ties>{"shared", core::Ties::shared}, Word<core::Ties>{"each", core::Ties::each}};

constexpr std::array k_shift_edges{Word<core::ShiftEdge>{"wrap", core::ShiftEdge::wrap},
                                   Word<core::ShiftEdge>{"zero", core::ShiftEdge::zero}};
constexpr std::array k_shift_pages{Word<ShiftPage>{"numbers", ShiftPage::numbers},
                                   Word<ShiftPage>{"photo", ShiftPage::photo},
                                   Word<ShiftPage>{"moves", ShiftPage::moves}};
constexpr std::array k_shift_compares{Word<core::ShiftCompare>{"in-place", core::ShiftCompare::in_place},
                                      Word<core::ShiftCompare>{"followed", core::ShiftCompare::followed}};

constexpr std::array k_layer_kinds{
    Word<StackLayer::Kind>{"max", StackLayer::Kind::max}, Word<StackLayer::Kind>{"average", StackLayer::Kind::average},
    Word<StackLayer::Kind>{"box", StackLayer::Kind::box}, Word<StackLayer::Kind>{"edge", StackLayer::Kind::edge}};

constexpr std::int64_t k_largest_photo_side = 65535;
constexpr std::int64_t k_largest_unpooled = 4 * k_largest_table;  // beyond what any setting gives

void size(Fields& fields, std::string_view name, core::Size2& value, std::int64_t most) {
    fields.group(name, [&](Fields& of) {
        of.whole("h", value.h, 1, most);
        of.whole("w", value.w, 1, most);
    });
}

void padding(Fields& fields, core::Padding& value, std::int64_t most) {
    fields.group("padding", [&](Fields& of) {
        of.whole("top", value.top, 0, most);
        of.whole("left", value.left, 0, most);
        of.whole("bottom", value.bottom, 0, most);
        of.whole("right", value.right, 0, most);
    });
}

void divisor(Fields& fields, std::optional<std::int64_t>& value) {
    if (!fields.present("divisor", value.has_value())) {
        value.reset();
        return;
    }
    std::int64_t held = value.value_or(1);
    fields.whole("divisor", held, -k_any_whole, k_any_whole);
    if (fields.ok()) value = held;
}

void pick(Fields& fields, std::string_view name, ClassPick& value) {
    fields.group(name, [&](Fields& of) {
        of.choice("pick", value.kind, k_picks);
        of.whole("index", value.index, 0, k_any_whole);
        of.text("network", value.network);
    });
}

// The same limits as the settings of the largest table: what a file asks for can be drawn.
void pooling(Fields& fields, core::PoolSpec& spec) {
    const ui::PoolLimits limits = pool_limits(core::Grid(k_largest_table, k_largest_table));
    fields.group("pooling", [&](Fields& of) {
        of.choice("operator", spec.op, core::k_op_words);
        size(of, "kernel", spec.kernel, limits.kernel);
        size(of, "stride", spec.stride, limits.stride);
        padding(of, spec.padding, limits.padding);
        size(of, "dilation", spec.dilation, limits.dilation);
        of.truth("ceil", spec.ceil);
        of.truth("count_include_pad", spec.count_include_pad);
        divisor(of, spec.divisor);
        of.real("p", spec.p, 1.0, std::numeric_limits<double>::infinity());
        size(of, "output_size", spec.output_size, limits.output);
        of.choice("rule", spec.rule, core::k_rule_words);
        of.choice("auto_pad", spec.auto_pad, core::k_auto_pad_words);
    });
}

void numbers(Fields& fields, NumberInput& input) {
    fields.group("input", [&](Fields& of) {
        of.choice("fill", input.fill, k_fills);
        of.whole("seed", input.seed, 0, k_any_whole);
        of.table("numbers", input.grid.values, input.grid.rows, input.grid.cols, k_largest_table);
    });
}

void look(Fields& fields, core::LookSettings& settings) {
    fields.group("look", [&](Fields& of) {
        of.text("network", settings.network);
        of.choice("crop", settings.crop, k_crops);
        of.choice("colors", settings.colors, k_colors);
    });
}

void way_back(Fields& fields, WayBack& value) {
    fields.group("way_back", [&](Fields& of) {
        of.choice("direction", value.direction, k_direction_words);
        of.choice("gradients", value.fill, k_fill_words);
        of.whole("gradient_cell", value.cell, 0, k_any_whole);
        of.table("own_gradients", value.own.values, value.own.rows, value.own.cols, k_largest_unpooled);
        of.choice("ties", value.ties, k_tie_words);
        of.maybe<core::Size2>("unpooled_size", value.size, [](Fields& in, core::Size2& held) {
            in.whole("h", held.h, 1, k_largest_unpooled);
            in.whole("w", held.w, 1, k_largest_unpooled);
        });
    });
}

// Not what was said: a scene that is handed out does not give the answers away.
void prediction(Fields& fields, Prediction& value) { fields.truth("predict", value.on); }

}  // namespace

void describe(Fields& fields, StrideDocument& document) {
    pooling(fields, document.spec);
    numbers(fields, document.input);
    way_back(fields, document.back);
    fields.choice("side", document.side, k_sides);
    prediction(fields, document.prediction);
}

void describe(Fields& fields, CompareDocument& document) {
    pooling(fields, document.spec);
    numbers(fields, document.input);
    fields.group("lanes", [&](Fields& lanes) {
        for (std::size_t i = 0; i < k_lanes.size(); ++i) lanes.truth(lane_key(k_lanes[i]), document.shown[i]);
    });
    fields.choice("side", document.side, k_compare_sides);
    way_back(fields, document.back);
    prediction(fields, document.prediction);
}

void describe(Fields& fields, PhotoDocument& document) {
    fields.whole("kernel", document.kernel, 1, k_photo_kernel_limit);
    fields.whole("stride", document.stride, 1, k_photo_kernel_limit);
    fields.truth("stride_follows", document.stride_follows);
    fields.whole("crop_size", document.crop_size, k_crop_smallest, k_crop_largest);
    fields.maybe<PixelPlace>("crop_place", document.crop_place, [](Fields& of, PixelPlace& place) {
        of.whole("row", place.row, 0, k_largest_photo_side);
        of.whole("col", place.col, 0, k_largest_photo_side);
    });
    fields.choice("channel", document.channel, k_channels);
    fields.choice("lost", document.lost_gain, k_lost);
    fields.choice("repeated", document.repeated, k_repeated);
}

void describe(Fields& fields, GapDocument& document) {
    look(fields, document.look);
    fields.maybe<ChosenClass>("chosen", document.chosen, [](Fields& of, ChosenClass& chosen) {
        of.whole("index", chosen.index, 0, k_any_whole);
        of.text("network", chosen.network);
    });
    fields.choice("order", document.order, k_orders);
    fields.truth("scale_per_map", document.scale_per_map);
    fields.choice("maps", document.maps, k_maps);
}

void describe(Fields& fields, CamDocument& document) {
    look(fields, document.look);
    pick(fields, "a", document.a);
    pick(fields, "b", document.b);
    fields.truth("second_large", document.second_large);
    fields.choice("drawing", document.drawing, k_drawings);
    fields.whole("opacity", document.opacity, 0, 100);
    fields.choice("sign", document.sign, k_signs);
    fields.truth("shared_scale", document.shared_scale);
    fields.truth("box", document.box);
    fields.whole("box_percent", document.box_percent, 0, 100);
    fields.truth("probabilities", document.probabilities);
    fields.choice("order", document.order, k_orders);
    fields.choice("method", document.method, k_methods);
    fields.choice("head", document.head, k_heads);
}

void describe(Fields& fields, ShiftDocument& document) {
    numbers(fields, document.input);
    fields.whole("right", document.right, -k_largest_table, k_largest_table);
    fields.whole("down", document.down, -k_largest_table, k_largest_table);
    fields.choice("edge", document.edge, k_shift_edges);
    fields.choice("page", document.page, k_shift_pages);
    fields.choice("compare", document.compare, k_shift_compares);
    fields.whole("kernel", document.kernel, 1, k_shift_kernel_limit);
    fields.whole("stride", document.stride, 1, k_shift_kernel_limit);
    fields.whole("blur", document.blur, 1, core::k_largest_blur);
    fields.truth("average", document.average);
}

void describe(Fields& fields, StackDocument& document) {
    numbers(fields, document.input);
    fields.truth("photo", document.photo);
    fields.whole("photo_cells", document.photo_cells, k_photo_cells_least, k_photo_cells_most);
    auto count = static_cast<std::int64_t>(document.layers.size());
    fields.whole("layers", count, 1, static_cast<std::int64_t>(k_most_layers));
    if (fields.ok()) document.layers.resize(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < document.layers.size(); ++i) {
        StackLayer& layer = document.layers[i];
        fields.group("layer_" + std::to_string(i + 1), [&](Fields& of) {
            of.choice("kind", layer.kind, k_layer_kinds);
            of.whole("kernel", layer.kernel, 1, k_layer_limits.kernel);
            of.whole("stride", layer.stride, 1, k_layer_limits.stride);
            of.whole("padding", layer.padding, 0, k_layer_limits.padding);
            of.whole("dilation", layer.dilation, 1, k_layer_limits.dilation);
        });
    }
    fields.group("seen", [&](Fields& of) {
        of.whole("level", document.seen.level, 0, static_cast<std::int64_t>(k_most_layers));
        of.whole("row", document.seen.row, 0, k_any_whole);
        of.whole("col", document.seen.col, 0, k_any_whole);
    });
}

}  // namespace scenes
