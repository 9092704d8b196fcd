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

} // namespace countersign::backend
