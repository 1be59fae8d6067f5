// The answer of `poolscope cam` in words and numbers: a table for people, JSON for programs.
#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/cli/cam_answer.h"
#include "app/cli/class_lookup.h"
#include "app/io/files.h"

namespace cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array k_crop_words{"center", "squash", "pad"};
constexpr std::array k_method_words{"cam", "gradcam", "gradcam++", "layercam", "ablation"};

const char* word(core::CropMode mode) { return k_crop_words[static_cast<std::size_t>(mode)]; }
const char* word(core::CamMethod method) { return k_method_words[static_cast<std::size_t>(method)]; }

std::string fixed(double value, int decimals) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

std::string short_form(double value) {  // of a difference that is nearly 0
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.2g", value);
    return text.data();
}

std::string size_text(std::int64_t width, std::int64_t height) {
    return std::to_string(width) + "x" + std::to_string(height);
}

std::string rect_text(const core::PhotoRect& rect) {
    return fixed(rect.width, 0) + "x" + fixed(rect.height, 0) + " at " + fixed(rect.x, 0) + "," + fixed(rect.y, 0);
}

// The network's own whole input; what of it lies on the photo is the rest of the story.
core::PhotoRect seen(const core::Look& look) { return look.placement.photo; }

std::string right(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string top_lines(const CamAnswer& answer, const CamCommand& command) {
    std::string text = "     logit  probability  class\n";
    const auto count = std::min(static_cast<std::size_t>(command.top), answer.look.ranking.size());
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t c = answer.look.ranking[i];
        const auto at = static_cast<std::size_t>(c);
        text += right(fixed(static_cast<double>(answer.look.logits[at]), 4), 10) +
                right(fixed(100.0 * answer.look.probabilities[at], 2), 11) + " %  " +
                class_text(*answer.look.network, command.lang, c) + " (" + std::to_string(c) + ")\n";
    }
    return text;
}

std::string class_lines(const CamAnswer& answer, const ClassAnswer& each, const CamCommand& command) {
    const core::ScoreCheck& check = each.check;
    const double bias = static_cast<double>(answer.look.network->head.bias_of(each.index));
    std::string text =
        "\n" + class_text(*answer.look.network, command.lang, each.index) + " (" + std::to_string(each.index) + ")\n";
    text += "  mean of the map " + fixed(check.map_mean, 4) + " + bias " + fixed(bias, 4) + " = " +
            fixed(check.from_map, 4) + ", the network says " + fixed(check.from_network, 4) +
            (check.holds ? " (" : " (WRONG: ") + "difference " + short_form(check.error) + ", at most " +
            short_form(check.tolerance) + ")\n";
    text += "  map of " + size_text(each.map.width, each.map.height) + " by " + word(command.method) + ", from " +
            fixed(each.range.low, 4) + " to " + fixed(each.range.high, 4) + "\n";
    text += "  box above " + short_form(command.box_percent) +
            " % of the maximum: " + (each.box ? rect_text(*each.box) : "none, the map is nowhere above 0") + "\n";
    return text;
}

Json rect_json(const core::PhotoRect& rect) {
    return {{"x", rect.x}, {"y", rect.y}, {"width", rect.width}, {"height", rect.height}};
}

Json class_json(const CamAnswer& answer, std::int64_t c, const CamCommand& command) {
    const auto at = static_cast<std::size_t>(c);
    return {{"index", c},
            {"name", class_text(*answer.look.network, command.lang, c)},
            {"logit", answer.look.logits[at]},
            {"probability", answer.look.probabilities[at]}};
}

Json explained_json(const CamAnswer& answer, const ClassAnswer& each, const CamCommand& command) {
    Json json = class_json(answer, each.index, command);
    json["bias"] = answer.look.network->head.bias_of(each.index);
    json["cam_mean"] = each.check.map_mean;
    json["cam_mean_plus_bias"] = each.check.from_map;
    json["identity_error"] = each.check.error;
    json["identity_tolerance"] = each.check.tolerance;
    json["identity_holds"] = each.check.holds;
    json["map"] = {{"method", word(command.method)},
                   {"height", each.map.height},
                   {"width", each.map.width},
                   {"min", each.range.low},
                   {"max", each.range.high}};
    json["box"] = nullptr;
    if (each.box) {
        json["box"] = rect_json(*each.box);
        json["box"]["percent"] = command.box_percent;
    }
    return json;
}

Json model_json(const CamAnswer& answer, const CamCommand& command) {
    const core::NetworkCard& network = *answer.look.network;
    Json json{{"id", network.id}, {"name", network.name}};
    if (!command.model.empty()) json["file"] = io::path_text(command.model);
    json["classes"] = network.head.classes;
    json["channels"] = network.head.channels;
    json["parameters"] = network.parameters;
    return json;
}

}  // namespace

std::string answer_table(const CamAnswer& answer, const CamCommand& command) {
    const core::Look& look = answer.look;
    const core::InputShape& input = look.network->input;
    std::string text = look.network->name + " looks at " + io::path_text(command.photo.filename()) + ", " +
                       size_text(look.photo.width, look.photo.height) + ": " + rect_text(seen(look)) + ", as " +
                       size_text(input.width, input.height) + "\n\n" + top_lines(answer, command);
    for (const ClassAnswer& each : answer.classes) text += class_lines(answer, each, command);
    return text;
}

std::string answer_json(const CamAnswer& answer, const CamCommand& command) {
    const core::Look& look = answer.look;
    const core::InputShape& input = look.network->input;
    Json json;
    json["photo"] = {
        {"file", io::path_text(command.photo)}, {"width", look.photo.width}, {"height", look.photo.height}};
    json["model"] = model_json(answer, command);
    json["input"] = {{"height", input.height},
                     {"width", input.width},
                     {"divisor", answer.colors.divisor},
                     {"mean", answer.colors.mean},
                     {"std", answer.colors.std}};
    json["crop"] = rect_json(seen(look));
    json["crop"]["mode"] = word(command.crop);
    json["crop"]["lands_at"] = rect_json(look.placement.input);
    json["top"] = Json::array();
    const auto count = std::min(static_cast<std::size_t>(command.top), look.ranking.size());
    for (std::size_t i = 0; i < count; ++i) json["top"].push_back(class_json(answer, look.ranking[i], command));
    json["classes"] = Json::array();
    for (const ClassAnswer& each : answer.classes) json["classes"].push_back(explained_json(answer, each, command));
    // A file name need not be UTF-8; what is not becomes U+FFFD.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cli
