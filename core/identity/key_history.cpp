#include "core/identity/key_history.h"

#include <algorithm>

namespace countersign::identity {

namespace {

Result<void> end(std::vector<KeyEntry>& entries, const crypto::Thumbprint& key, Timestamp at, KeyStatus status) {
    const auto entry = std::ranges::find(entries, key, &KeyEntry::thumbprint);
    if (entry == entries.end()) {
        return fail(Code::KeyUnknown, "key `" + key.text() + "` is not in this history");
    }
    const bool cutShort =
        status == KeyStatus::Revoked && entry->status == KeyStatus::Retired && at < *entry->validUntil;
    if (entry->status != KeyStatus::Active && !cutShort) {
        return fail(Code::IllegalTransition,
                    "key `" + key.text() + "` is " + std::string(keyStatusName(entry->status)) + " already");
    }
    if (at < entry->validFrom) {
        return fail(Code::IllegalTransition,
                    "key `" + key.text() + "` cannot end before it began, at " + entry->validFrom.text());
    }
    entry->validUntil = at;
    entry->status = status;
    return {};
}

} // namespace

std::string_view keyStatusName(KeyStatus status) {
    switch (status) {
    case KeyStatus::Active:
        return "active";
    case KeyStatus::Retired:
        return "retired";
    case KeyStatus::Revoked:
        return "revoked";
    }
    return "unknown";
}

Result<void> KeyHistory::add(const crypto::PublicKey& key, Timestamp from) {
    auto thumbprint = key.thumbprint();
    if (find(thumbprint) != nullptr) {
        return fail(Code::AlreadyExists, "key `" + thumbprint.text() + "` was used before: make a new one");
    }
    m_entries.push_back({key, std::move(thumbprint), from, std::nullopt, KeyStatus::Active});
    return {};
}

Result<void> KeyHistory::retire(const crypto::Thumbprint& key, Timestamp until) {
    return end(m_entries, key, until, KeyStatus::Retired);
}

Result<void> KeyHistory::revoke(const crypto::Thumbprint& key, Timestamp at) {
    return end(m_entries, key, at, KeyStatus::Revoked);
}

Result<KeyHistory> KeyHistory::fromEntries(std::vector<KeyEntry> entries) {
    KeyHistory history;
    for (auto& entry : entries) {
        if (entry.thumbprint != entry.key.thumbprint()) {
            return fail(Code::KeyInvalid, "thumbprint `" + entry.thumbprint.text() + "` is not that of its key");
        }
        if (history.find(entry.thumbprint) != nullptr) {
            return fail(Code::AlreadyExists, "key `" + entry.thumbprint.text() + "` stands twice in one history");
        }
        const bool ended = entry.validUntil.has_value();
        if (ended != (entry.status != KeyStatus::Active) || (ended && *entry.validUntil < entry.validFrom)) {
            return fail(Code::KeyInvalid, "interval and status of key `" + entry.thumbprint.text() + "` disagree");
        }
        history.m_entries.push_back(std::move(entry));
    }
    return history;
}

const KeyEntry* KeyHistory::find(const crypto::Thumbprint& key) const {
    const auto entry = std::ranges::find(m_entries, key, &KeyEntry::thumbprint);
    return entry == m_entries.end() ? nullptr : &*entry;
}

const KeyEntry* KeyHistory::validAt(const crypto::Thumbprint& key, Timestamp at) const {
    const KeyEntry* entry = find(key);
    const bool valid = entry != nullptr && at >= entry->validFrom && (!entry->validUntil || at < *entry->validUntil);
    return valid ? entry : nullptr;
}

} // namespace countersign::identity
