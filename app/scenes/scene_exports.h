// What leaves the scenes besides pictures: their numbers as tables, and programs that work them out.
// Every number is one that core has worked out for the view; nothing is computed for the export.
#pragma once

#include <string>
#include <vector>

#include "app/scenes/framework.h"
#include "app/ui/text.h"
#include "core/data_table.h"

namespace scenes {

struct StrideState;
struct CompareState;
struct PhotoState;
struct GapState;
struct CamState;
struct ShiftState;
struct StackState;

std::vector<core::DataTable> stride_tables(const StrideState& state, const ui::Text& text);
std::vector<core::DataTable> compare_tables(const CompareState& state, const ui::Text& text);
std::vector<core::DataTable> photo_tables(const PhotoState& state, const ui::Text& text);
std::vector<core::DataTable> gap_tables(const GapState& state, const ui::Text& text);
std::vector<core::DataTable> cam_tables(const CamState& state, const ui::Text& text);
std::vector<core::DataTable> shift_tables(const ShiftState& state, const ui::Text& text);
std::vector<core::DataTable> stack_tables(const StackState& state, const ui::Text& text);

std::string stride_code(const StrideState& state, Framework framework, const ui::Text& text);
std::string compare_code(const CompareState& state, Framework framework, const ui::Text& text);
std::string photo_code(const PhotoState& state, Framework framework, const ui::Text& text);
std::string gap_code(const GapState& state, Framework framework, const ui::Text& text);
std::string cam_code(const CamState& state, Framework framework, const ui::Text& text);
std::string shift_code(const ShiftState& state, Framework framework, const ui::Text& text);
std::string stack_code(const StackState& state, Framework framework, const ui::Text& text);

}  // namespace scenes
