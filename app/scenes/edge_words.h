// Edge words: what happens at the edges, in sentences with the numbers in them: cells that no window reads and why, a
// window that the last-window rule takes away, and what another rule changes.
// Invariant: every number comes from core/edges.h or core/rule_comparison.h.
#pragma once

#include <string>

#include "app/ui/text.h"
#include "core/geometry.h"
#include "core/pool_spec.h"
#include "core/rule_comparison.h"

namespace scenes {

// "1 column is never read: floor drops it. With ceil it would get a window of its own." Empty: every cell is read.
std::string unread_sentence(const ui::Text& text, const core::PoolSpec& spec, const core::Geometry& geometry);

// "Crossed out: ceil's last window would start in the padding at the right, so PyTorch takes it away." Empty: none is.
std::string removed_sentence(const ui::Text& text, const core::PoolSpec& spec, const core::Geometry& geometry);

std::string_view rule_key(core::RuleChoice choice);      // "rule.keras_same"
std::string size_words(const core::Geometry& geometry);  // of the output: "3×3"

// "pads 1 all round", and for an average with padding whether it counts.
std::string padding_words(const ui::Text& text, const core::RuleOutcome& outcome);
// Short: "Row 1, column 1: 2.5, not 1.1111", "The same values", ...
std::string value_words(const ui::Text& text, const core::RuleDifference& difference);
// "Keras same pads 0 on top and left, 1 below and right: output 4×4 instead of 3×3." `before` MUST have no problem.
std::string change_sentence(const ui::Text& text, const core::RuleOutcome& before, const core::RuleOutcome& after);

}  // namespace scenes
