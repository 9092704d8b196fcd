#pragma once

#include "core/base/random.h"
#include "core/ledger/checkpoint.h"
#include "core/ledger/record.h"

#include <string>

namespace countersign::ledger::test {

/// 0, 1, 2 … : reproducible, and no two fills alike.
class CountingRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override {
        ++m_fills;
        for (std::uint8_t& byte : out) {
            byte = static_cast<std::uint8_t>(m_next++);
        }
    }
    int m_fills = 0;

private:
    unsigned m_next = 0;
};

inline crypto::SigningKey signingKey(std::uint8_t first) {
    std::array<std::uint8_t, 32> seed{};
    for (std::size_t i = 0; i < seed.size(); ++i) {
        seed[i] = static_cast<std::uint8_t>(first + i);
    }
    return *crypto::SigningKey::fromSeed(seed);
}

inline Timestamp noon() {
    return *Timestamp::parse("2026-11-23T12:00:00.000Z");
}

/// A small record; the only one whose every byte follows from its arguments.
inline RecordFields fields(const StoreId& store, Random& random, Timestamp at) {
    RecordFields out;
    out.store = store;
    out.id = RecordId::generate(random);
    out.kind = Kind::Decision;
    out.outcome = Outcome::Allow;
    out.at = at;
    out.agent = "agent-code-reviewer-01";
    out.user = "user_123";
    out.action = "pr.create";
    out.resource = {{"repo", "acme/api"}};
    return out;
}

} // namespace countersign::ledger::test
