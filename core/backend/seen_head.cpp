#include "core/backend/seen_head.h"

#include "core/ledger/key_chain.h"
#include "core/ledger/merkle.h"

namespace countersign::backend {

namespace {

std::unexpected<Error> otherKey(const std::string& why) {
    return fail(Code::VerificationFailed, "the store is signed by another ledger key than the one seen before, " + why);
}

/// Such an answer says nothing of the store, and what is asked for next is answered in the same words.
bool isAboutWhoAsks(Code code) {
    return code == Code::OperatorUnknown || code == Code::OperatorDisabled || code == Code::UserDisabled ||
           code == Code::KeyUnknown || code == Code::KeyNotValidNow;
}

Result<void> continues(Backend& store, const Pins::Pin& pinned, const Pins::Pin& fresh) {
    // First, because it says more: a copy from before the key changed has both.
    if (fresh.head.size < pinned.head.size) {
        return fail(Code::VerificationFailed, "the store has " + std::to_string(fresh.head.size) + " records, but " +
                                                  std::to_string(pinned.head.size) +
                                                  " were seen before: it is an older copy");
    }
    if (pinned.ledgerKey != fresh.ledgerKey) {
        const auto changes = waited(ask(store, command::ListKeyChanges{}));
        if (!changes) {
            return otherKey("and its changes could not be asked for (" + changes.error().detail + ")");
        }
        CHECK(checkHandedOver(store.store(), pinned, fresh, *changes));
    }
    TRY(const auto proof,
        waited(ask(store, command::ProveConsistency{.from = pinned.head.size, .to = fresh.head.size})));
    if (!ledger::verifyConsistency(pinned.head.size, pinned.head.root, fresh.head.size, fresh.head.root, proof)) {
        return fail(Code::VerificationFailed, "the store's history is not the one that was seen before, at " +
                                                  std::to_string(pinned.head.size) + " records");
    }
    return {};
}

} // namespace

Result<SeenHead> lookAtHead(Backend& store, const Pins& pins) {
    TRY(auto info, waited(ask(store, command::GetStore{})));
    TRY(const auto note, waited(ask(store, command::GetCheckpoint{})));
    auto head = pinOf(note, info.trustDomain, info.store, info.ledgerKey);
    if (!head) {
        // The key may have changed between the two answers; once is chance, twice is none.
        TRY(info, waited(ask(store, command::GetStore{})));
        head = pinOf(note, info.trustDomain, info.store, info.ledgerKey);
    }
    CHECK(head);
    if (info.store != store.store()) {
        return fail(Code::VerificationFailed, "the store says that it is another one than the one that was opened");
    }
    TRY(auto before, pins.find(store.store()));
    return SeenHead{.head = *std::move(head), .before = std::move(before)};
}

Result<void> checkAndPin(Backend& store, const Pins& pins, const SeenHead& seen) {
    if (seen.before) {
        if (seen.before->note == seen.head.note) {
            return {};
        }
        CHECK(continues(store, *seen.before, seen.head));
    }
    return pins.advance(store.store(), seen.before, seen.head);
}

Comparison compareWithSeen(Backend& store, const Pins& pins) {
    Comparison comparison;
    auto seen = lookAtHead(store, pins);
    const auto checked = seen ? checkAndPin(store, pins, *seen) : std::unexpected(seen.error());
    if (seen) {
        comparison.seen = *std::move(seen);
    }
    if (!checked) {
        const auto pin = pins.find(store.store());
        const bool saysNothing = isAboutWhoAsks(checked.error().code) && pin && !*pin;
        comparison.warning = saysNothing ? std::nullopt : std::optional(checked.error());
    }
    return comparison;
}

Result<void> checkHandedOver(const StoreId& store, const Pins::Pin& pinned, const Pins::Pin& fresh,
                             const std::vector<ledger::KeyChange>& changes) {
    auto key = pinned.ledgerKey;
    for (const auto& change : changes) {
        const bool between = change.seq >= pinned.head.size && change.seq < fresh.head.size;
        if (between && change.previous == key && ledger::checkKeyChange(change, store)) {
            key = change.key;
        }
    }
    return key == fresh.ledgerKey ? Result<void>() : otherKey("and that one did not hand over to it");
}

} // namespace countersign::backend
