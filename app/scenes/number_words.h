// Numbers as the scenes gap and cam show them: a typographic minus, and no sign on what is rounded to nothing.
#pragma once

#include <string>

#include "app/ui/theme.h"

namespace scenes {

std::string shown_number(double value, int decimals);   // "−15.9"
std::string signed_number(double value, int decimals);  // "+42.7", "−15.9", "0.0"
ui::Token sign_token(double value);                     // for evidence, against it, neither

// The smallest power of ten that is not below the error, as text: 0.00000095 is "0.000001"; empty: no difference.
std::string checked_to(double error);

}  // namespace scenes
