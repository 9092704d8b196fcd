#include "core/service/ledger_seals_p.h"

#include "core/crypto/sealed.h"
#include "core/service/rules_p.h"

#include <algorithm>
#include <map>

namespace countersign::service {

namespace {

constexpr std::string_view kSecret = "ledger";

/// The keys with which an owner can open the store now, by thumbprint.
std::map<std::string, crypto::PublicKey> ownersKeys(const identity::Directory& directory, Timestamp now) {
    std::map<std::string, crypto::PublicKey> keys;
    for (const auto& one : directory.operators()) {
        if (!isLiveOwner(directory, *one)) {
            continue;
        }
        for (const auto& entry : one->keys.entries()) {
            if (one->keys.validAt(entry.thumbprint, now) != nullptr) {
                keys.emplace(entry.thumbprint.text(), entry.key);
            }
        }
    }
    return keys;
}

bool isOperators(const identity::Directory& directory, const std::string& recipient) {
    const auto key = crypto::Thumbprint::parse(recipient);
    const auto* holder = key ? directory.keyHolder(*key) : nullptr;
    return holder != nullptr && holder->type() == identity::PrincipalType::Operator;
}

} // namespace

bool touchesPeople(std::span<const Change> changes) {
    return std::ranges::any_of(changes, [](const Change& change) {
        return change.kind == store::EntityKind::Operator || change.kind == store::EntityKind::User;
    });
}

Result<Seals> sealToOwners(store::WriteStore& store, const identity::Directory& directory,
                           const crypto::SigningKey& ledgerKey, Timestamp now) {
    auto missing = ownersKeys(directory, now);
    auto seals = Seals::Kept;
    TRY(const auto copies, store.read().secrets(kSecret));
    for (const auto& copy : copies) {
        const bool wanted = missing.erase(copy.id) > 0;
        if (!wanted && isOperators(directory, copy.id)) {
            CHECK(store.eraseSecret(kSecret, copy.id));
            seals = Seals::TakenAway;
        }
    }
    for (const auto& [recipient, key] : missing) {
        CHECK(store.putSecret(kSecret, recipient, crypto::sealTo(key, ledgerKey.seed())));
    }
    return seals;
}

Result<void> sealAnew(store::WriteStore& store, const identity::Directory& directory,
                      const crypto::PublicKey& serviceKey, const crypto::SigningKey& ledgerKey, Timestamp now) {
    TRY(const auto copies, store.read().secrets(kSecret));
    for (const auto& copy : copies) {
        CHECK(store.eraseSecret(kSecret, copy.id));
    }
    auto recipients = ownersKeys(directory, now);
    recipients.emplace(serviceKey.thumbprint().text(), serviceKey);
    for (const auto& [recipient, key] : recipients) {
        CHECK(store.putSecret(kSecret, recipient, crypto::sealTo(key, ledgerKey.seed())));
    }
    return store.setLedgerKey(ledgerKey.publicKey());
}

} // namespace countersign::service
