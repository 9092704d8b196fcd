#include "core/approval/approval_request.h"

#include "core/crypto/hash.h"

#include <algorithm>
#include <array>

namespace countersign::approval {

namespace {
constexpr std::array kStates{State::Pending,   State::Approved, State::Denied,   State::Lapsed,
                             State::Withdrawn, State::Consumed, State::Executed, State::Failed};
}

std::string_view stateName(State state) {
    switch (state) {
    case State::Pending:
        return "pending";
    case State::Approved:
        return "approved";
    case State::Denied:
        return "denied";
    case State::Lapsed:
        return "lapsed";
    case State::Withdrawn:
        return "withdrawn";
    case State::Consumed:
        return "consumed";
    case State::Executed:
        return "executed";
    case State::Failed:
        return "failed";
    }
    return {};
}

Result<State> stateFromName(std::string_view name) {
    const auto* const found = std::ranges::find(kStates, name, stateName);
    if (found == kStates.end()) {
        return fail(Code::InvalidArgument, "`" + std::string(name.substr(0, 80)) + "` is no state of an approval");
    }
    return *found;
}

std::string_view verdictName(Verdict verdict) {
    switch (verdict) {
    case Verdict::Approve:
        return "approve";
    case Verdict::Deny:
        return "deny";
    }
    return {};
}

json::Value chainJson(const Chain& chain) {
    json::Array links;
    links.reserve(chain.size());
    for (const auto& link : chain) {
        json::Object object;
        object.set("type", identity::principalTypeName(link.principal.type()));
        object.set("id", link.principal.id());
        if (link.delegation) {
            object.set("delegation", link.delegation->text());
        }
        if (link.digest) {
            object.set("digest", link.digest->hex());
        }
        links.emplace_back(std::move(object));
    }
    return links;
}

Digest chainDigest(const Chain& chain) {
    return crypto::sha256(asBytes(json::canonical(chainJson(chain))));
}

Timestamp ApprovalRequest::ticketLapses() const {
    return std::min(approvedAt.value_or(created) + ticketLifetime, ticketExpires);
}

} // namespace countersign::approval
