#pragma once

#include "core/base/time.h"
#include "core/crypto/keys.h"
#include "core/ledger/commitment.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace countersign::service {

/// A ledger key whose word counts, and until when: one that was changed is known to somebody who owns the store no more
/// and could let through today whatever people approve today.
struct TrustedLedgerKey {
    crypto::PublicKey key;
    /// Time of the record that changed it; none for the one of today.
    std::optional<Timestamp> until = std::nullopt;
};

/// What a tool is about to run, and whom it trusts. Nothing here is optional but the ledger's key: what is not compared
/// was not approved.
struct TicketExpectation {
    /// One key for each person who may approve.
    std::vector<crypto::PublicKey> approvers;
    std::string action;
    /// Complete; empty when the action is on nothing in particular.
    std::map<std::string, std::string> resource;
    /// Complete; empty when there are none.
    json::Object arguments;
    /// The store's, each that it has or had. Without one nobody vouches for the ledger: people approved, but that the
    /// engine let it through is unproven.
    std::vector<TrustedLedgerKey> ledgerKeys;
    Timestamp at;
};

/// One thing that was checked.
struct TicketCheck {
    std::string what;
    Result<void> result;
};

/// Checks a ticket (design section 7, core/design/formats-approval.md) with nothing but public keys: no store, no
/// daemon. Takes the ticket, or an answer that has one. An unreadable ticket is the error (InvalidRequest, a Json
/// code); everything else is in the list, and the ticket counts when no check failed. That it was not shown before is
/// not in it: whoever runs the action keeps the requests that it ran.
[[nodiscard]] Result<std::vector<TicketCheck>> checkTicket(const json::Value& ticket,
                                                           const TicketExpectation& expected);

} // namespace countersign::service
