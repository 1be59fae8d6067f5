// Which class somebody means by "tabby", "고양이" or "281".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/look.h"
#include "core/result.h"

namespace cli {

// In `language`; "class 17" for one without a name.
std::string class_text(const core::NetworkCard& network, std::string_view language, std::int64_t c);

// A number is an index, from 0. A text is compared without case (ASCII) with the names in every language: first whole
// names (each of "tench, Tinca tinca" too), then whole words, then any part; the first comparison that fits any class
// decides. An Error if it fits several, or none: it lists some of them, or the names most like it.
core::Result<std::int64_t> find_class(const core::NetworkCard& network, std::string_view language,
                                      const std::string& text);

}  // namespace cli
