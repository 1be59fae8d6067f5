// A look: all that follows from maps, head and logits, and the names of its classes.
#include "core/look.h"

#include <cmath>
#include <numeric>

#include "core/cam.h"
#include "support/catch.h"
#include "support/look_fixture.h"

using core::ClassNames;

TEST_CASE("a look: means, scores by the second route, probabilities and ranking belong to its maps and logits") {
    const std::shared_ptr<const core::Look> look = test::fixture_look();
    const core::LinearHead& head = look->network->head;
    CHECK(look->photo_name == "class.png");
    CHECK(look->means == core::map_means(look->maps));
    CHECK(look->scores == core::scores(look->means, head));
    REQUIRE(look->logits.size() == 6);
    REQUIRE(look->ranking.size() == 6);
    CHECK(std::accumulate(look->probabilities.begin(), look->probabilities.end(), 0.0) == Approx(1.0));
    for (std::size_t i = 1; i < look->ranking.size(); ++i) {
        const auto before = static_cast<std::size_t>(look->ranking[i - 1]);
        const auto after = static_cast<std::size_t>(look->ranking[i]);
        CHECK(look->logits[before] >= look->logits[after]);
        CHECK(look->probabilities[before] >= look->probabilities[after]);
    }
    for (std::int64_t c = 0; c < head.classes; ++c) {
        const core::PlaceMap map = core::class_map(look->maps, head, c);
        CHECK(core::check_score(map, head.bias_of(c), look->logits, c).holds);
    }
}

TEST_CASE("a look with logits that are no numbers is made all the same") {
    std::vector<float> logits(6, 1.0F);
    logits[2] = std::nanf("");
    const core::Look look = core::make_look(core::draw_sample_photo(12, 8), "", {}, test::fixture_network(), {},
                                            test::fixture_maps(), logits);
    CHECK(look.ranking == std::vector<std::int64_t>{0, 1, 3, 4, 5, 2});
    CHECK(look.probabilities[0] == Approx(0.2));
    CHECK(look.probabilities[2] == 0.0);
}

TEST_CASE("the box of a map lies where its places are in the photo, and is cut to the photo") {
    // A network of 64 x 64 looks at a photo of 80 x 40. Of a map of 2 x 2 only the right half speaks for the class;
    // upsampled to the input, it is above half of the maximum from column 32 on.
    const core::PlaceMap map{2, 2, {0.0, 4.0, 0.0, 4.0}};
    const core::Image photo = core::draw_sample_photo(80, 40);
    auto card = std::make_shared<core::NetworkCard>(*test::fixture_network());
    card->input = {64, 64, 1.0};
    const auto look = [&](core::CropMode crop) {
        core::Look made = core::make_look(photo, "", {}, card, core::place_input(crop, card->input, 80, 40),
                                          test::fixture_maps(), test::fixture_look()->logits);
        return made;
    };
    CHECK(core::box_in_photo(look(core::CropMode::squash), map, 50.0) == core::PhotoRect{40, 0, 40, 40});
    CHECK(core::box_in_photo(look(core::CropMode::center), map, 50.0) == core::PhotoRect{40, 0, 20, 40});
    // Padded, the map reaches beyond the photo above and below.
    CHECK(core::box_in_photo(look(core::CropMode::pad), map, 50.0) == core::PhotoRect{40, 0, 40, 40});
    CHECK_FALSE(core::box_in_photo(look(core::CropMode::pad), map, 100.0));
    // Evidence in the padding alone: rows 0..15 of the input lie above the photo.
    core::PlaceMap above{8, 1, std::vector<double>(8, 0.0)};
    above.values[0] = 1.0;
    CHECK_FALSE(core::box_in_photo(look(core::CropMode::pad), above, 20.0));
}

TEST_CASE("class names: the language, else the user's file, else English, else none") {
    ClassNames names;
    CHECK(names.name("en", 0).empty());
    names.by_language["en"] = {"cat", "dog", "cup"};
    CHECK(names.name("ko", 1) == "dog");
    names.by_language["ko"] = {"고양이", ""};
    CHECK(names.name("ko", 0) == "고양이");
    CHECK(names.name("ko", 1) == "dog");  // an empty name is none
    CHECK(names.name("ko", 2) == "cup");
    names.by_language[""] = {"Tom", "Rex"};
    CHECK(names.name("ko", 0) == "고양이");
    CHECK(names.name("ko", 1) == "Rex");
    CHECK(names.name("fr", 0) == "Tom");
    CHECK(names.name("en", 2) == "cup");
    CHECK(names.name("en", 3).empty());
    CHECK(names.name("en", -1).empty());
}
