#include "core/result.h"

namespace core {

std::string Error::sentence() const {
    std::string text = where;
    if (!what.empty()) text += text.empty() ? what : ": " + what;
    if (!hint.empty()) text += text.empty() ? hint : "; " + hint;
    return text;
}

}  // namespace core
