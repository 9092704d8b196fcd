#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

/// A parser and what must hold of it for any bytes at all. One file a target; run by replay.cpp with every compiler,
/// and by libFuzzer in the preset `fuzz`.
namespace countersign::fuzz {

/// Defined by each target.
void run(std::string_view bytes);

/// What must hold. Ends the program, so that a fuzzer keeps the input.
inline void hold(bool good, const char* claim) {
    if (!good) {
        std::fprintf(stderr, "does not hold: %s\n", claim);
        std::abort();
    }
}

} // namespace countersign::fuzz
