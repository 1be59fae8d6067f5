// Holds the engine to one instruction set at a time, so that a test sees every one that this machine has.
// Invariant: afterwards the engine chooses for itself again.
#pragma once

#include <cstdint>

#include "hwy/targets.h"

namespace test {

class HeldInstructionSet {
public:
    explicit HeldInstructionSet(std::int64_t target) {
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().DeInit();
    }
    ~HeldInstructionSet() {
        hwy::SetSupportedTargetsForTest(0);
        hwy::GetChosenTarget().DeInit();
    }
    HeldInstructionSet(const HeldInstructionSet&) = delete;
    HeldInstructionSet& operator=(const HeldInstructionSet&) = delete;
};

// run(name) under each instruction set that was compiled and that this machine has, the plainest last.
template <class Run>
void for_each_instruction_set(const Run& run) {
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
        const HeldInstructionSet held(target);
        run(hwy::TargetName(target));
    }
}

}  // namespace test
