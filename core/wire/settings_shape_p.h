#pragma once

#include "core/decision/world.h"
#include "core/wire/shape_p.h"

namespace countersign::wire {

template <>
struct Shape<decision::Settings> {
    static constexpr std::string_view kWhat = "settings";
    template <class F>
    static void members(F& f, auto& x) {
        f("pending_lifetime_ms", x.pendingLifetime);
        f("ticket_lifetime_ms", x.ticketLifetime);
        f("session_lifetime_ms", x.sessionLifetime);
        f("pending_per_agent", x.pendingPerAgent);
    }
};

} // namespace countersign::wire
