#include "core/look.h"

#include "head_fit.h"

namespace core {

std::string_view ClassNames::name(std::string_view language, std::int64_t c) const {
    if (c < 0) return {};
    for (const std::string_view wanted : {language, std::string_view{}, std::string_view{"en"}}) {
        const auto list = by_language.find(wanted);
        if (list == by_language.end() || c >= static_cast<std::int64_t>(list->second.size())) continue;
        const std::string& found = list->second[static_cast<std::size_t>(c)];
        if (!found.empty()) return found;
    }
    return {};
}

Look make_look(Image photo, std::string photo_name, LookSettings settings, std::shared_ptr<const NetworkCard> network,
               const InputPlacement& placement, FeatureMaps maps, std::vector<float> logits) {
    CORE_CHECK(network != nullptr);
    check_fit(maps, network->head);
    CORE_CHECK_EQ(static_cast<std::int64_t>(logits.size()), network->head.classes);
    Look look;
    look.photo = std::move(photo);
    look.photo_name = std::move(photo_name);
    look.settings = std::move(settings);
    look.network = std::move(network);
    look.placement = placement;
    look.maps = std::move(maps);
    look.logits = std::move(logits);
    look.means = map_means(look.maps);
    look.scores = scores(look.means, look.network->head);
    const std::vector<double> as_double(look.logits.begin(), look.logits.end());
    look.probabilities = softmax(as_double);
    look.ranking = top_classes(as_double, static_cast<std::int64_t>(as_double.size()));
    return look;
}

}  // namespace core
