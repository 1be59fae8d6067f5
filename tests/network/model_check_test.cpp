#include "app/network/model_check.h"

#include "support/catch.h"

TEST_CASE("An empty file is told as such") {
    const auto checked = network::check_model({});
    REQUIRE_FALSE(checked);
    CHECK(checked.error().key == "error.model_empty");
}
