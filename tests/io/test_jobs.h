// Jobs that misbehave in every way a real one could, by the name a test asks for.
#pragma once

#include <span>
#include <string_view>

#include "app/worker/worker_main.h"

std::span<const worker::NamedJob> test_jobs();

// The session "test": a request is a word and, after a space, what it is about.
//   echo X: X    calls: how many calls so far, as text    sum X: the bytes of X added to all before, as text
//   pid: its process, as text    sleep X: X milliseconds, then X    burn X: the same, computing
//   and the jobs above that need no request: segfault, abort, loop, ...
std::span<const worker::NamedSession> test_sessions();

// Children that do not even speak the protocol: "garbage", "half-a-header", "half-an-answer", "leave-at-once",
// "huge-answer". False for other names.
bool misbehave_before_answering(std::string_view name);
