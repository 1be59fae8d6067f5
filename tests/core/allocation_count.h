// How often memory was asked for through operator new, by any thread. Counted in plain builds only: a sanitizer brings
// its own operator new.
#pragma once

namespace test {

bool counts_allocations();
long allocation_count();

}  // namespace test
