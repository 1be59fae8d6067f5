// What `poolscope cam` has to say: a look, and for each class that was asked for its map and both routes to its score.
// Made once; the table, the JSON and the picture only write it down.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/command_line.h"
#include "core/cam.h"
#include "core/look.h"

namespace cli {

struct ClassAnswer {
    std::int64_t index = 0;
    core::PlaceMap map;      // by the method that was asked for; CAM: signed, in logits
    core::MapRange range;    // of its values
    core::ScoreCheck check;  // always of the CAM
    std::optional<core::PhotoRect> box;
};

struct CamAnswer {
    core::Look look;
    core::Colors colors;  // what the network was given
    std::vector<ClassAnswer> classes;
};

// For people, on standard output.
std::string answer_table(const CamAnswer& answer, const CamCommand& command);
// For programs.
std::string answer_json(const CamAnswer& answer, const CamCommand& command);
// An Error if the picture would be too large.
core::Result<core::Image> answer_picture(const CamAnswer& answer, const CamCommand& command);

}  // namespace cli
