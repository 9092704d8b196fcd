#pragma once

#include <string_view>

namespace countersign::daemon {

/// Tells the service manager, when there is one (sd_notify(3): a datagram to NOTIFY_SOCKET). Without one, or when it
/// does not listen, nothing happens.
void notifyManager(std::string_view message);

} // namespace countersign::daemon
