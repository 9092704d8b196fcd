#include "core/delegation/delegation.h"

#include <algorithm>

namespace countersign::delegation {

namespace {

/// In these lists nothing means everything.
template <class T>
bool narrows(const std::vector<T>& parent, const std::vector<T>& child) {
    const auto listed = [&parent](const T& item) { return std::ranges::find(parent, item) != parent.end(); };
    return parent.empty() || (!child.empty() && std::ranges::all_of(child, listed));
}

bool scopesNarrow(const Delegation& parent, const Delegation& child) {
    return std::ranges::all_of(child.scopes, [&parent](const ScopePattern& pattern) {
        return std::ranges::any_of(parent.scopes, [&](const ScopePattern& wider) { return wider.covers(pattern); });
    });
}

std::unexpected<Error> widens(std::string_view field, const Delegation& parent) {
    return fail(Code::DelegationWidens, "`" + std::string(field) + "` goes beyond delegation `" + parent.id.text() +
                                            "`: a hop passes on at most what it has");
}

std::unexpected<Error> invalid(std::string detail) {
    return fail(Code::InvalidArgument, std::move(detail));
}

} // namespace

Result<void> checkAttenuation(const Delegation& parent, const Delegation& child) {
    if (child.parent != parent.id || child.from != identity::Principal::of(parent.to)) {
        return fail(Code::DelegationForeign, "delegation `" + parent.id.text() + "` belongs to agent `" +
                                                 parent.to.text() + "`: only that agent can pass it on");
    }
    if (parent.maxDepth == 0) {
        return fail(Code::DelegationTooDeep, "delegation `" + parent.id.text() + "` must not be passed on");
    }
    if (!scopesNarrow(parent, child)) {
        return widens("scopes", parent);
    }
    if (!parent.resources.covers(child.resources)) {
        return widens("resources", parent);
    }
    if (!narrows(parent.audience, child.audience)) {
        return widens("audience", parent);
    }
    if (child.expires > parent.expires) {
        return widens("expires", parent);
    }
    if (child.maxDepth >= parent.maxDepth) {
        return widens("max_depth", parent);
    }
    if (parent.maxUses && (!child.maxUses || *child.maxUses > *parent.maxUses)) {
        return widens("max_uses", parent);
    }
    if (!narrows(parent.allowedTargets, {child.to}) || !narrows(parent.allowedTargets, child.allowedTargets)) {
        return widens("allowed_targets", parent);
    }
    return {};
}

Result<void> checkDelegation(const Delegation& delegation) {
    using identity::PrincipalType;
    if (delegation.id.empty() || delegation.from.id().empty() || delegation.to.empty()) {
        return invalid("a delegation needs an id, somebody who lends and an agent that receives");
    }
    const PrincipalType lender = delegation.from.type();
    if (lender != PrincipalType::User && lender != PrincipalType::Agent) {
        return invalid("`" + delegation.from.text() +
                       "` cannot delegate: a user can, or an agent that holds a "
                       "delegation");
    }
    if ((lender == PrincipalType::Agent) != delegation.parent.has_value()) {
        return invalid("an agent passes on the delegation that it holds (name it as parent), a user begins a new one");
    }
    if (delegation.from == identity::Principal::of(delegation.to)) {
        return invalid("agent `" + delegation.to.text() + "` cannot delegate to itself");
    }
    if (delegation.scopes.empty()) {
        return invalid("a delegation needs at least one scope");
    }
    if (delegation.expires <= delegation.created) {
        return invalid("a delegation expires after it was made: give a later time");
    }
    if (delegation.maxUses && *delegation.maxUses == 0) {
        return invalid("a delegation allows at least one use");
    }
    if (std::ranges::find(delegation.audience, std::string()) != delegation.audience.end()) {
        return invalid("an audience has a name: leave out the empty one");
    }
    return {};
}

} // namespace countersign::delegation
