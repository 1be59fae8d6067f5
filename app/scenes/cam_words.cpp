#include "app/scenes/cam_words.h"

#include <algorithm>
#include <cmath>

#include "core/number_text.h"

namespace scenes {

namespace {

constexpr std::size_t k_strongest = 3;

ui::Arg number_arg(std::string name, std::string value, std::optional<ui::Token> color = std::nullopt,
                   bool bold = false) {
    return {std::move(name), std::move(value), color, bold, true};
}

ui::Arg evidence_arg(std::string name, double value, int decimals) {
    return number_arg(std::move(name), signed_number(value, decimals), sign_token(value));
}

const core::Look& look_of(const CamState& state) { return *state.look.look; }

std::string name_of(const CamState& state, const ui::Text& text, std::int64_t c) {
    return class_name(look_of(state), text, c);
}

}  // namespace

int place_decimals(const core::MapRange& range) {
    const double most = std::max(std::abs(range.low), std::abs(range.high));
    if (most >= 10.0) return 1;
    if (most >= 1.0) return 2;
    return most >= 0.1 ? 3 : 4;
}

int identity_decimals(const core::ScoreCheck& check) {
    for (int decimals = 2; decimals < 4; ++decimals) {
        const double unit = std::pow(10.0, decimals);
        const auto whole = [unit](double value) { return std::llround(value * unit); };
        if (std::abs(check.from_map) * unit > 1e15) break;
        const bool small = std::abs(check.from_network) * unit < 10.0 && check.from_network != 0.0;
        if (!small && whole(check.map_mean) + whole(check.bias) == whole(check.from_map)) return decimals;
    }
    return 4;
}

std::string_view method_key(core::CamMethod method) {
    switch (method) {
        case core::CamMethod::cam:
            return "cam.method.cam";
        case core::CamMethod::grad_cam:
            return "cam.method.grad_cam";
        case core::CamMethod::grad_cam_pp:
            return "cam.method.grad_cam_pp";
        case core::CamMethod::layer_cam:
            return "cam.method.layer_cam";
        case core::CamMethod::ablation_cam:
            return "cam.method.ablation_cam";
    }
    return {};
}

std::string_view method_unit_key(core::CamMethod method) {
    switch (method) {
        case core::CamMethod::cam:
            return "cam.unit.logits";
        case core::CamMethod::grad_cam:
        case core::CamMethod::layer_cam:
            return "cam.unit.share";
        case core::CamMethod::grad_cam_pp:
        case core::CamMethod::ablation_cam:
            break;
    }
    return "cam.unit.none";
}

// ---- the identity

namespace {

std::string_view method_sentence(core::CamMethod method) {
    switch (method) {
        case core::CamMethod::cam:
            break;
        case core::CamMethod::grad_cam:
            return "cam.differs.grad_cam";
        case core::CamMethod::grad_cam_pp:
            return "cam.differs.grad_cam_pp";
        case core::CamMethod::layer_cam:
            return "cam.differs.layer_cam";
        case core::CamMethod::ablation_cam:
            return "cam.differs.ablation_cam";
    }
    return {};
}

Identity whole_identity(const SlotFacts& slot, const ui::Text& text) {
    const core::ScoreCheck& check = slot.check;
    const int decimals = identity_decimals(check);
    Identity said;
    said.state = check.holds ? Identity::State::holds : Identity::State::differs;
    said.formula =
        text.rich("cam.identity.whole",
                  {number_arg("mean", shown_number(check.map_mean, decimals), sign_token(check.map_mean), true),
                   number_arg("bias", shown_number(check.bias, decimals), ui::Token::text, true),
                   number_arg("score", shown_number(check.from_map, decimals), ui::Token::output, true)});
    const std::string network = shown_number(check.from_network, decimals);
    said.verdict = text.rich(check.holds ? "cam.identity.equals" : "cam.identity.differs",
                             {number_arg("score", network, ui::Token::output, true)});
    const std::string to = checked_to(check.error);
    said.detail = !check.holds ? text.format("cam.identity.error", {{"error", to}})
                  : to.empty() ? std::string(text.get("cam.identity.exact"))
                               : text.format("cam.identity.checked", {{"error", to}});
    return said;
}

Identity partial_identity(const CamState& state, const SlotFacts& slot, const ui::Text& text) {
    const CamFacts& facts = state.facts;
    const int decimals = identity_decimals(slot.check);
    const double so_far = facts.shown_mean + slot.check.bias;
    Identity said;
    said.state = Identity::State::partial;
    said.formula =
        text.rich("cam.identity.partial",
                  {ui::arg("n", facts.added),
                   number_arg("mean", shown_number(facts.shown_mean, decimals), sign_token(facts.shown_mean), true),
                   number_arg("bias", shown_number(slot.check.bias, decimals), ui::Token::text, true),
                   number_arg("score", shown_number(so_far, decimals), ui::Token::output, true)});
    said.verdict =
        text.rich("cam.identity.so_far",
                  {number_arg("score", shown_number(slot.check.from_network, decimals), ui::Token::output, true)});
    const auto all = static_cast<std::int64_t>(facts.ordered.size());
    said.detail = text.format("cam.identity.to_come", {{"n", grouped(all - facts.added)}});
    return said;
}

Identity max_identity(const SlotFacts& slot, const ui::Text& text) {
    const int decimals = identity_decimals(slot.check);
    const double sum = slot.score - slot.check.bias;
    Identity said;
    said.state = Identity::State::demonstration;
    said.formula = text.rich("cam.identity.max",
                             {number_arg("sum", shown_number(sum, decimals), sign_token(sum), true),
                              number_arg("bias", shown_number(slot.check.bias, decimals), ui::Token::text, true),
                              number_arg("score", shown_number(slot.score, decimals), ui::Token::output, true)});
    said.verdict =
        text.rich("cam.identity.max_verdict",
                  {number_arg("score", shown_number(slot.check.from_network, decimals), ui::Token::output, true)});
    said.detail = text.get("cam.identity.demonstration");
    return said;
}

}  // namespace

Identity identity(const CamState& state, const ui::Text& text) {
    const std::optional<SlotFacts>& slot = state.facts.large_slot();
    Identity said;
    if (!slot) return said;
    if (slot->kind == MapKind::method) {
        said.state = Identity::State::sentence;
        said.detail =
            slot->map.empty() ? text.get("cam.differs.nothing") : text.get(method_sentence(state.document.method));
        return said;
    }
    if (slot->kind == MapKind::max_head) return max_identity(*slot, text);
    return state.facts.whole() ? whole_identity(*slot, text) : partial_identity(state, *slot, text);
}

// ---- a place

std::vector<ui::RichText> place_lines(const CamState& state, const ui::Text& text, MapPlace place) {
    const CamFacts& facts = state.facts;
    const int decimals = place_decimals(facts.shown_range);
    const double value = facts.shown.at(place.row, place.col);
    const bool method = facts.large_slot()->kind == MapKind::method;
    std::vector<ui::RichText> lines;
    lines.push_back(text.rich(method           ? "cam.here.method"
                              : !facts.whole() ? "cam.here.so_far"
                                               : "cam.here",
                              {evidence_arg("value", value, decimals)}));
    for (const core::Contribution& one : strongest_added(state, place, k_strongest)) {
        lines.push_back(text.rich("cam.here.channel", {number_arg("channel", grouped(one.channel)),
                                                       evidence_arg("value", one.value, decimals)}));
    }
    return lines;
}

// ---- read-out

namespace {

ui::RichText place_readout(const CamState& state, const ui::Text& text, MapPlace place) {
    const CamFacts& facts = state.facts;
    const SlotFacts& slot = *facts.large_slot();
    const int decimals = place_decimals(facts.shown_range);
    const double value = facts.shown.at(place.row, place.col);
    const std::int64_t places = facts.shown.height * facts.shown.width;
    std::vector<ui::Arg> args{ui::arg("row", place.row + 1),
                              ui::arg("col", place.col + 1),
                              {"name", name_of(state, text, slot.index)},
                              evidence_arg("value", value, decimals),
                              ui::arg("places", places),
                              evidence_arg("share", value / static_cast<double>(places), decimals + 1)};
    if (slot.kind == MapKind::method) {
        args.push_back({"method", std::string(text.get(method_key(state.document.method)))});
        return text.rich("cam.readout.place_method", args);
    }
    return text.rich(slot.kind == MapKind::max_head ? "cam.readout.place_max" : "cam.readout.place", args);
}

ui::RichText partial_readout(const CamState& state, const ui::Text& text) {
    const CamFacts& facts = state.facts;
    const core::Contribution& last = facts.ordered[static_cast<std::size_t>(facts.added - 1)];
    const double most = std::max(std::abs(last.value), std::abs(last.weight));
    const int decimals = most >= 0.1 ? 3 : 5;
    return text.rich("cam.readout.partial",
                     {{"name", name_of(state, text, facts.large_slot()->index)},
                      {"n", grouped(facts.added)},
                      {"all", grouped(static_cast<std::int64_t>(facts.ordered.size()))},
                      {"channel", grouped(last.channel)},
                      number_arg("weight", shown_number(last.weight, decimals)),
                      number_arg("mean", shown_number(last.mean, decimals)),
                      number_arg("value", signed_number(last.value, decimals), sign_token(last.value))});
}

ui::RichText whole_readout(const CamState& state, const ui::Text& text) {
    const CamFacts& facts = state.facts;
    const SlotFacts& slot = *facts.large_slot();
    const int decimals = place_decimals(facts.shown_range);
    const std::vector<ui::Arg> args{{"name", name_of(state, text, slot.index)},
                                    {"all", grouped(static_cast<std::int64_t>(facts.ordered.size()))},
                                    evidence_arg("most", facts.shown_range.high, decimals),
                                    evidence_arg("least", facts.shown_range.low, decimals),
                                    {"method", std::string(text.get(method_key(state.document.method)))}};
    if (slot.kind == MapKind::method) return text.rich("cam.readout.method", args);
    if (slot.kind == MapKind::max_head) return text.rich("cam.readout.max", args);
    if (facts.ordered.size() == 1) return text.rich("cam.readout.one_map", args);
    const bool none = facts.shown_range.high <= 0.0;
    return text.rich(none ? "cam.readout.no_evidence" : "cam.readout.whole", args);
}

}  // namespace

ui::RichText cam_readout(const CamState& state, const ui::View& view) {
    const ui::Text& text = *view.text;
    if (!state.look.look) return look_readout(state.look, text);
    const CamFacts& facts = state.facts;
    if (!facts.large_slot()) return text.rich("cam.readout.no_class", {});
    if (facts.shown.empty()) return text.rich("cam.differs.nothing", {});
    if (const auto place = state.hover ? state.hover : state.pin) return place_readout(state, text, *place);
    return facts.whole() ? whole_readout(state, text) : partial_readout(state, text);
}

}  // namespace scenes
