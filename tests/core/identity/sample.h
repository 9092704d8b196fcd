#pragma once

#include "core/crypto/keys.h"
#include "core/identity/agent.h"
#include "core/identity/people.h"

namespace countersign::identity::test {

/// Bytes 1, 2, 3 … in turn.
class CountingRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override {
        for (auto& byte : out) {
            byte = ++m_last;
        }
    }

private:
    std::uint8_t m_last = 0;
};

/// A key of its own for each number.
inline crypto::SigningKey signingKey(std::uint8_t number) {
    return crypto::SigningKey::fromSeed(Bytes(32, number)).value();
}

inline crypto::Thumbprint thumbprint(std::uint8_t number) {
    return signingKey(number).publicKey().thumbprint();
}

inline AgentId agentId(std::string_view text) {
    return AgentId::parse(text).value();
}
inline UserId userId(std::string_view text) {
    return UserId::parse(text).value();
}
inline OperatorId operatorId(std::string_view text) {
    return OperatorId::parse(text).value();
}
inline GroupId groupId(std::string_view text) {
    return GroupId::parse(text).value();
}

inline Agent agent(std::string_view id) {
    Agent out;
    out.id = agentId(id);
    out.owner = userId("user_9");
    return out;
}

/// The code of a failure; Internal stands for success, which no function here fails with.
template <class T>
Code codeOf(const Result<T>& result) {
    return result ? Code::Internal : result.error().code;
}

} // namespace countersign::identity::test
