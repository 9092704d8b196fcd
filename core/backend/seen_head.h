#pragma once

#include "core/backend/backend.h"
#include "core/backend/pins.h"

/// Whether a store is still the one that was seen before. These functions wait for the backend's answers: not for a
/// thread with an event loop.
namespace countersign::backend {

/// The newest head of a store, and the one that was pinned when it was asked for.
struct SeenHead {
    Pins::Pin head;
    std::optional<Pins::Pin> before;
};
[[nodiscard]] Result<SeenHead> lookAtHead(Backend& store, const Pins& pins);

/// Checks that the head continues the pinned one, over every change of the ledger key, and pins it; the first one there
/// is nothing to compare with. VerificationFailed when it does not: then the pin stays.
[[nodiscard]] Result<void> checkAndPin(Backend& store, const Pins& pins, const SeenHead& seen);

/// What a program does with a store that it opened: looks at the head, compares and pins it.
struct Comparison {
    std::optional<SeenHead> seen;
    /// VerificationFailed: it is not the store that was seen before. Anything else: it could not be compared. None when
    /// all is well, and when nothing was seen before and the store does not know who asks: it says so itself.
    std::optional<Error> warning;
};
[[nodiscard]] Comparison compareWithSeen(Backend& store, const Pins& pins);

/// Whether every ledger key from the pinned head to this one handed over to the next. VerificationFailed.
[[nodiscard]] Result<void> checkHandedOver(const StoreId& store, const Pins::Pin& pinned, const Pins::Pin& fresh,
                                           const std::vector<ledger::KeyChange>& changes);

} // namespace countersign::backend
