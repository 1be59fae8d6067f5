// What of each document a scene file holds: every field once, with what it may be. A new field of a document is added
// here, and nowhere else.
#pragma once

#include "app/scenes/fields.h"

namespace scenes {

struct StrideDocument;
struct CompareDocument;
struct PhotoDocument;
struct GapDocument;
struct CamDocument;
struct ShiftDocument;
struct StackDocument;

void describe(Fields& fields, StrideDocument& document);
void describe(Fields& fields, CompareDocument& document);
void describe(Fields& fields, PhotoDocument& document);
void describe(Fields& fields, GapDocument& document);
void describe(Fields& fields, CamDocument& document);
void describe(Fields& fields, ShiftDocument& document);
void describe(Fields& fields, StackDocument& document);

}  // namespace scenes
