#include "core/backend/seen_head.h"

#include "core/ledger/key_chain.h"
#include "core/ledger/merkle.h"

namespace countersign::backend {

namespace {

/// Nothing here can tell a restore from a fraud: a person has to.
constexpr std::string_view kWhatThen = ". If it was restored, and you know by whom, run `countersignctl store "
                                       "accept-head`: from then on the head of today "
                                       "is the one to compare with";

std::unexpected<Error> otherKey(const std::string& why) {
    return fail(Code::VerificationFailed,
                "the store is signed by another ledger key than the one seen before, " + why + std::string(kWhatThen));
}

/// From the pinned key to the one of today, over changes in which each key in turn handed over to the next.
Result<void> checkHandedOver(Backend& store, const Pins::Pin& pinned, const Pins::Pin& fresh) {
    const auto changes = waited(ask(store, command::ListKeyChanges{}));
    if (!changes) {
        return otherKey("and its changes could not be asked for (" + changes.error().detail + ")");
    }
    auto key = pinned.ledgerKey;
    for (const auto& change : *changes) {
        const bool between = change.seq >= pinned.head.size && change.seq < fresh.head.size;
        if (between && change.previous == key && ledger::checkKeyChange(change, store.store())) {
            key = change.key;
        }
    }
    return key == fresh.ledgerKey ? Result<void>() : otherKey("and that one did not hand over to it");
}

Result<void> continues(Backend& store, const Pins::Pin& pinned, const Pins::Pin& fresh) {
    // First, because it says more: a copy from before the key changed has both.
    if (fresh.head.size < pinned.head.size) {
        return fail(Code::VerificationFailed, "the store has " + std::to_string(fresh.head.size) + " records, but " +
                                                  std::to_string(pinned.head.size) +
                                                  " were seen before: it is an older copy" + std::string(kWhatThen));
    }
    if (pinned.ledgerKey != fresh.ledgerKey) {
        CHECK(checkHandedOver(store, pinned, fresh));
    }
    TRY(const auto proof,
        waited(ask(store, command::ProveConsistency{.from = pinned.head.size, .to = fresh.head.size})));
    if (!ledger::verifyConsistency(pinned.head.size, pinned.head.root, fresh.head.size, fresh.head.root, proof)) {
        return fail(Code::VerificationFailed, "the store's history is not the one that was seen before, at " +
                                                  std::to_string(pinned.head.size) + " records" +
                                                  std::string(kWhatThen));
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

} // namespace countersign::backend
