#pragma once

#include <sodium.h>

namespace countersign::crypto {

/// Readies libsodium (picks the implementations for this processor, finds the page size). Cheap after the first call;
/// any thread. Ends the process when the library cannot be readied: nothing here can go on without it.
void readySodium();

} // namespace countersign::crypto
