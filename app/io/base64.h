// Base64 (RFC 4648, section 4): bytes as text that fits into JSON, four letters for three bytes, "=" where they end.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace io {

std::string to_base64(std::string_view bytes);

// Nothing if `text` is not base64 through and through: line breaks, missing "=" and stray bits are refused.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace io
