#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <vector>

namespace countersign::sample {

/// Chance for a story, out of the injected randomness. `random` outlives it.
class Dice {
public:
    explicit Dice(Random& random) : m_random(random) {}

    /// From `least` to `most`, both included.
    [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most) {
        std::uint32_t drawn = 0;
        m_random.fill({reinterpret_cast<std::uint8_t*>(&drawn), sizeof drawn});
        return least + static_cast<std::int64_t>(drawn) % (most - least + 1);
    }
    /// In so many of a hundred cases.
    [[nodiscard]] bool percent(int chance) { return between(1, 100) <= chance; }
    /// From 0 to 1.
    [[nodiscard]] double share() { return static_cast<double>(between(0, 1'000'000)) / 1e6; }
    template <class T>
    [[nodiscard]] const T& of(const std::vector<T>& items) {
        return items.at(static_cast<std::size_t>(between(0, static_cast<std::int64_t>(items.size()) - 1)));
    }

private:
    Random& m_random;
};

} // namespace countersign::sample
