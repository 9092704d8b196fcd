#pragma once

#include "core/service/state.h"
#include "core/wire/commands.h"

#include <unordered_set>

namespace countersign::service {

/// Signatures of each record and the right to what it says, against the people and agents as they were just before it.
class Signatures {
public:
    /// The state is looked at in each check(), and is the caller's to move on afterwards.
    explicit Signatures(const State& state) : m_state(state) {}

    [[nodiscard]] Result<void> check(const ledger::Record& record);

private:
    Result<void> checkCommand(const ledger::Record& record);
    /// The typed fields tell what the signed command is about, and nothing else.
    [[nodiscard]] Result<void> checkTold(const ledger::Record& record, const command::Command& command) const;
    /// A command that was done was in time, and its operator had the right to order it.
    [[nodiscard]] Result<void> checkRightful(const ledger::Record& record, const wire::Envelope& envelope,
                                             const crypto::PublicKey& key) const;
    /// What ran is what was held.
    [[nodiscard]] Result<void> checkRedemption(const ledger::Record& record) const;
    [[nodiscard]] Result<crypto::PublicKey> keyOf(const wire::Envelope& envelope, Timestamp at) const;
    [[nodiscard]] Result<void> checkApproval(const command::DecideApproval& decide, const crypto::PublicKey& key) const;
    [[nodiscard]] Result<void> checkAuthentication(const ledger::Record& record) const;

    const State& m_state;
    std::unordered_set<std::string> m_commands;
};

} // namespace countersign::service
