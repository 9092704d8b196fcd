#pragma once

#include "core/base/time.h"
#include "core/crypto/keys.h"
#include "core/ledger/commitment.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace countersign::cli {

/// What a tool wants to be sure of before it runs.
struct TicketExpectation {
    std::vector<crypto::PublicKey> approvers;
    std::optional<std::string> action;
    std::optional<std::map<std::string, std::string>> resource;
    std::optional<json::Object> arguments;
    std::optional<crypto::PublicKey> ledgerKey;
    Timestamp at;
};

/// One thing that was checked.
struct TicketCheck {
    std::string what;
    Result<void> result;
};

/// Checks a ticket (design section 7) with nothing but the approvers' public keys: no store, no daemon. An unreadable
/// ticket is the error; everything else is in the list, and the ticket counts when no check failed.
[[nodiscard]] Result<std::vector<TicketCheck>> checkTicket(const json::Value& ticket,
                                                           const TicketExpectation& expected);

} // namespace countersign::cli
