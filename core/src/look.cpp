#include "core/look.h"

#include <algorithm>

#include "core/map_picture.h"
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

std::optional<PhotoRect> box_in_photo(const Look& look, const PlaceMap& map, double percent) {
    const InputShape& input = look.network->input;
    const std::optional<MapBox> box = class_box(upsample(map, input.height, input.width, Upsample::bilinear), percent);
    if (!box) return std::nullopt;
    const PhotoRect rect =
        input_to_photo(look.placement, {static_cast<double>(box->left), static_cast<double>(box->top),
                                        static_cast<double>(box->width), static_cast<double>(box->height)});
    const double left = std::max(rect.x, 0.0);
    const double top = std::max(rect.y, 0.0);
    const double right = std::min(rect.x + rect.width, static_cast<double>(look.photo.width));
    const double bottom = std::min(rect.y + rect.height, static_cast<double>(look.photo.height));
    if (right <= left || bottom <= top) return std::nullopt;
    return PhotoRect{left, top, right - left, bottom - top};
}

}  // namespace core
