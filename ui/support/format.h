#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "core/crypto/keys.h"

#include <QString>

#include <cstdint>

/// How numbers and times read on the screen: by the user's locale and, for times, in local time. Never for exports.
namespace countersign::ui {

/// `1,204,331`.
[[nodiscard]] QString number(std::uint64_t value);
/// `just now`, `42 s ago`, `3 min ago`, `5 h ago`, `2 d ago`.
[[nodiscard]] QString ago(Duration age);
/// `42 s`, `3 min`, `5 h`, `2 d`: how long something takes or lasts.
[[nodiscard]] QString lasting(Duration time);
/// `4:11`, `1:02:03`; `0:00` when it is over.
[[nodiscard]] QString countdown(Duration left);
/// Day and time to the second, in the locale's short form.
[[nodiscard]] QString moment(Timestamp at);
/// Day only.
[[nodiscard]] QString day(Timestamp at);
/// `14:00:59.838`.
[[nodiscard]] QString timeOfDay(Timestamp at);

/// `7f3a9c…c1`: enough of a digest to be told from another.
[[nodiscard]] QString shortDigest(const Digest& digest);
/// `kPrK…rgS4`.
[[nodiscard]] QString shortThumbprint(const crypto::Thumbprint& thumbprint);

} // namespace countersign::ui
