#pragma once

#include "core/base/time.h"
#include "core/crypto/keys.h"

#include <optional>
#include <vector>

namespace countersign::identity {

enum class KeyStatus { Active, Retired, Revoked };
[[nodiscard]] std::string_view keyStatusName(KeyStatus status);

/// One key of a principal and the time in which its signatures count: from `validFrom` until `validUntil` (exclusive;
/// none = open). A retired key keeps its interval, so "signed by key K at time T" stays decidable for ever.
struct KeyEntry {
    crypto::PublicKey key;
    crypto::Thumbprint thumbprint;
    Timestamp validFrom;
    std::optional<Timestamp> validUntil;
    KeyStatus status = KeyStatus::Active;

    friend bool operator==(const KeyEntry&, const KeyEntry&) = default;
};

/// Every key a principal ever had, oldest first.
/// INVARIANT: thumbprints are unique; entries are never removed.
class KeyHistory {
public:
    KeyHistory() = default;
    /// AlreadyExists when this key is in the history already, whatever its status.
    [[nodiscard]] Result<void> add(const crypto::PublicKey& key, Timestamp from);
    /// Ends the interval at `until` (not before its start). KeyUnknown; IllegalTransition unless active.
    [[nodiscard]] Result<void> retire(const crypto::Thumbprint& key, Timestamp until);
    /// As retire, with status Revoked; a retired key whose interval runs on after `at` can be revoked too.
    [[nodiscard]] Result<void> revoke(const crypto::Thumbprint& key, Timestamp at);
    /// For loading a stored history; checks the invariant.
    static Result<KeyHistory> fromEntries(std::vector<KeyEntry> entries);

    [[nodiscard]] const KeyEntry* find(const crypto::Thumbprint& key) const;
    /// The entry when that key is valid at that time, else null.
    [[nodiscard]] const KeyEntry* validAt(const crypto::Thumbprint& key, Timestamp at) const;
    [[nodiscard]] const std::vector<KeyEntry>& entries() const { return m_entries; }

    friend bool operator==(const KeyHistory&, const KeyHistory&) = default;

private:
    std::vector<KeyEntry> m_entries;
};

} // namespace countersign::identity
