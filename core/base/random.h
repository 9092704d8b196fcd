#pragma once

#include <cstdint>
#include <span>

namespace countersign {

/// Where unpredictable bytes come from; injected, so that tests are reproducible. Thread-safe. The real one is
/// crypto::SystemRandom.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;
};

} // namespace countersign
