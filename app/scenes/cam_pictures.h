// The cam scene's heat pictures: maps as colours to be laid over the photo, the box of the paper, the colour bar.
// Where there is no evidence the photo stays as it is (core::heat_image).
// Invariant: pictures are made again only when map, scale or look have changed.
#pragma once

#include "app/scenes/cam_state.h"

namespace scenes {

// Ranges, box and pictures of the slots and the large frame.
void refresh_pictures(CamState& state);

// Which colours stand for values of this sign.
core::ColorMapId colors_for(core::MapSign sign);
core::Upsample upsample_for(MapDrawing drawing);

// RGBA. A pixel per place for nearest and numbers, else at most 256 pixels a side.
core::Image heat_picture(const core::PlaceMap& map, const core::Look& look, const core::MapRange& range,
                         const CamDocument& document);

// The scale's colours from the most (top) to the least.
core::Image bar_picture(const core::MapRange& range, core::ColorMapId colors);

}  // namespace scenes
