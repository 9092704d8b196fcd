#pragma once

#include "core/ledger/checkpoint.h"

/// The keys that sign a store's checkpoints, one after the other.
namespace countersign::ledger {

/// One key takes the place of another. The record that says so (core/design/formats-ledger.md) is signed by both: the
/// one lets go, the other is there. Record `seq` is the first that only the new key vouches for.
struct KeyChange {
    std::uint64_t seq = 0;
    crypto::PublicKey previous;
    crypto::PublicKey key;
    crypto::Signature byPrevious;
    crypto::Signature byKey;
    friend bool operator==(const KeyChange&, const KeyChange&) = default;
};

[[nodiscard]] KeyChange signKeyChange(const StoreId& store, std::uint64_t seq, const crypto::SigningKey& previous,
                                      const crypto::SigningKey& next);
/// SignatureInvalid unless both keys signed it, for this store and this place in its ledger.
[[nodiscard]] Result<void> checkKeyChange(const KeyChange& change, const StoreId& store);
/// `data` of the record, and back (InvalidRequest, KeyInvalid, SignatureInvalid for another form).
[[nodiscard]] json::Object keyChangeData(const KeyChange& change);
[[nodiscard]] Result<KeyChange> readKeyChange(const json::Object& data, std::uint64_t seq);
/// What stands as `event` in `data`, and as the record's reason code.
inline constexpr std::string_view kKeyChangeEvent = "ledger_key_changed";

class KeyChain {
public:
    struct Entry {
        crypto::PublicKey key;
        /// The least size of a checkpoint that it signs.
        std::uint64_t from = 0;
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    KeyChain() = default;
    explicit KeyChain(const crypto::PublicKey& first) : m_entries{{first, 0}} {}
    /// `[{from, key}]`, oldest first. InvalidRequest unless the first begins at 0 and each later one after the one
    /// before.
    static Result<KeyChain> parse(const json::Value& value);
    [[nodiscard]] json::Value toJson() const;

    /// IllegalTransition unless it changes the newest key, for one that was not there before.
    [[nodiscard]] Result<void> add(const KeyChange& change);
    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    /// Oldest first.
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    /// Not of an empty chain.
    [[nodiscard]] const crypto::PublicKey& newest() const { return m_entries.back().key; }
    /// The key that signs checkpoints of that size. Not of an empty chain.
    [[nodiscard]] const crypto::PublicKey& keyAt(std::uint64_t size) const;

    friend bool operator==(const KeyChain&, const KeyChain&) = default;

private:
    std::vector<Entry> m_entries;
};

/// openCheckpoint() with the key that signs checkpoints of the size that this one states.
[[nodiscard]] Result<Checkpoint> openCheckpoint(std::string_view note, std::string_view origin, const KeyChain& keys);

} // namespace countersign::ledger
