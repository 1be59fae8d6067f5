// What passes between the program and the child that runs networks.
#include "app/network/messages.h"

#include <cmath>
#include <cstring>
#include <limits>

#include "support/catch.h"

namespace {

using Bytes = std::vector<std::byte>;

network::ModelFacts some_facts() {
    return {8, 6, 17, core::LinearHead{3, 2, {1, 2, -1, 0.5F, 0, 0}, {0.25F, 0, -1}, false}};
}

network::Output some_output() { return {{2, 1, 3, {1, 2, 3, 4, 5, 6}}, {7, 8, 9, 10}}; }

// `bytes` with the count at `place` replaced.
Bytes with_count(Bytes bytes, std::size_t place, std::int64_t count) {
    std::memcpy(bytes.data() + place * sizeof count, &count, sizeof count);
    return bytes;
}

}  // namespace

TEST_CASE("messages: facts, inputs and outputs come back as they went") {
    for (const bool class_maps : {false, true}) {
        network::ModelFacts facts = some_facts();
        facts.head.class_maps = class_maps;
        const auto back = network::decode_facts(network::encode_facts(facts));
        REQUIRE(back);
        CHECK(back->input_height == 8);
        CHECK(back->input_width == 6);
        CHECK(back->parameters == 17);
        CHECK(back->head.classes == 3);
        CHECK(back->head.channels == 2);
        CHECK(back->head.weights == facts.head.weights);
        CHECK(back->head.bias == facts.head.bias);
        CHECK(back->head.class_maps == class_maps);
    }
    const std::vector<float> input{1.5F, -2, std::numeric_limits<float>::infinity()};
    CHECK(network::decode_input(network::encode_input(input)) == input);
    CHECK(network::decode_input({}) == std::vector<float>{});
    const auto output = network::decode_output(network::encode_output(some_output()));
    REQUIRE(output);
    CHECK(output->maps == some_output().maps);
    CHECK(output->logits == some_output().logits);
}

TEST_CASE("messages: cut off anywhere, or with bytes too many, they are nothing") {
    const Bytes facts = network::encode_facts(some_facts());
    for (std::size_t length = 0; length < facts.size(); ++length)
        CHECK_FALSE(network::decode_facts(std::span(facts).first(length)));
    const Bytes output = network::encode_output(some_output());
    for (std::size_t length = 0; length < output.size(); ++length)
        CHECK_FALSE(network::decode_output(std::span(output).first(length)));
    for (Bytes longer : {facts, output}) {
        longer.resize(longer.size() + 4);
        CHECK_FALSE(network::decode_facts(longer));
        CHECK_FALSE(network::decode_output(longer));
    }
    CHECK_FALSE(network::decode_input(Bytes(7)));
}

TEST_CASE("messages: counts that do not fit are nothing, however large") {
    const std::int64_t count =
        GENERATE(std::int64_t{-1}, std::int64_t{0}, std::int64_t{1} << 31, std::int64_t{1} << 32, std::int64_t{1} << 62,
                 std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
    const std::size_t place = GENERATE(0U, 1U, 2U);
    CAPTURE(count, place);
    CHECK_FALSE(network::decode_output(with_count(network::encode_output(some_output()), place, count)));
    const Bytes facts = network::encode_facts(some_facts());
    CHECK_FALSE(network::decode_facts(with_count(facts, 3, count)));
    CHECK_FALSE(network::decode_facts(with_count(facts, 4, count)));
    // Three factors whose product wraps round to what there is.
    Bytes wrapped = with_count(network::encode_output(some_output()), 0, count);
    wrapped = with_count(wrapped, 1, count);
    CHECK_FALSE(network::decode_output(with_count(wrapped, 2, count)));
}

TEST_CASE("messages: a head of numbers that are none is nothing") {
    network::ModelFacts facts = some_facts();
    facts.head.weights[3] = std::numeric_limits<float>::quiet_NaN();
    CHECK_FALSE(network::decode_facts(network::encode_facts(facts)));
    facts = some_facts();
    facts.head.bias[0] = -std::numeric_limits<float>::infinity();
    CHECK_FALSE(network::decode_facts(network::encode_facts(facts)));
}
