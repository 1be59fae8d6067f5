// Jobs that misbehave in every way a real one could, by the name a test asks for.
#pragma once

#include <span>
#include <string_view>

#include "app/worker/worker_main.h"

std::span<const worker::NamedJob> test_jobs();

// Children that do not even speak the protocol: "garbage", "half-a-header", "half-an-answer", "leave-at-once",
// "huge-answer". False for other names.
bool misbehave_before_answering(std::string_view name);
