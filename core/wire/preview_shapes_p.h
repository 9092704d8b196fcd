#pragma once

#include "core/command/queries.h"
#include "core/wire/decision_shapes_p.h"

/// What an order would change, and what a filter that was opened answers.
namespace countersign::wire {

template <>
struct Shape<command::AuditView> {
    static constexpr std::string_view kWhat = "opened filter";
    template <class F>
    static void members(F& f, auto& x) {
        f("view", x.view);
        f("filter", x.filter);
    }
};

template <>
struct Shape<command::AuditCount> {
    static constexpr std::string_view kWhat = "count";
    template <class F>
    static void members(F& f, auto& x) {
        f("count", x.count);
        f("next", x.next);
    }
};

template <>
struct Shape<command::OutcomeCounts> {
    static constexpr std::string_view kWhat = "counts";
    template <class F>
    static void members(F& f, auto& x) {
        f("allow", x.allow);
        f("deny", x.deny);
        f("hold", x.hold);
        f("other", x.other);
    }
};

template <>
struct Shape<command::Histogram> {
    static constexpr std::string_view kWhat = "histogram";
    template <class F>
    static void members(F& f, auto& x) {
        f("from", x.from);
        f("to", x.to);
        f("width_ms", x.width);
        f("bars", x.bars);
        f("next", x.next);
    }
};

template <>
struct Shape<command::AgentActivity> {
    static constexpr std::string_view kWhat = "activity";
    template <class F>
    static void members(F& f, auto& x) {
        f("agent", x.agent);
        f("last_seen", x.lastSeen);
        f("last_record", x.lastRecord);
        f("denied", x.denied);
    }
};

template <>
struct Shape<command::ResourceMatch> {
    static constexpr std::string_view kWhat = "matching resource";
    template <class F>
    static void members(F& f, auto& x) {
        f("value", x.value);
        f("seq", x.seq);
        f("at", x.at);
    }
};

template <>
struct Shape<command::ResourceMatches> {
    static constexpr std::string_view kWhat = "matching resources";
    template <class F>
    static void members(F& f, auto& x) {
        f("items", x.items);
        f("complete", x.complete);
    }
};

template <>
struct Shape<command::AgentChange> {
    static constexpr std::string_view kWhat = "change for an agent";
    template <class F>
    static void members(F& f, auto& x) {
        f("agent", x.agent);
        f("acts_before", x.actsBefore);
        f("acts_after", x.actsAfter);
        f("gained", x.gained);
        f("lost", x.lost);
    }
};

template <>
struct Shape<command::CommandPreview> {
    static constexpr std::string_view kWhat = "preview";
    template <class F>
    static void members(F& f, auto& x) {
        f("refusal", x.refusal);
        f("agents", x.agents);
        f("more_agents", x.moreAgents);
        f("delegations", x.delegations);
        f("sessions", x.sessions);
        f("approvals", x.approvals);
        f("tickets", x.tickets);
        f("more_ended", x.moreEnded);
    }
};

template <>
struct Shape<command::VerdictCounts> {
    static constexpr std::string_view kWhat = "counts";
    template <class F>
    static void members(F& f, auto& x) {
        f("allow", x.allow);
        f("hold", x.hold);
        f("deny", x.deny);
    }
};

template <>
struct Shape<command::ReplayFlip> {
    static constexpr std::string_view kWhat = "flip";
    template <class F>
    static void members(F& f, auto& x) {
        f("seq", x.seq);
        f("agent", x.agent);
        f("action", x.action);
        f("recorded", x.recorded);
        f("without", x.without);
        f("with", x.with);
    }
};

template <>
struct Shape<command::ReplaySlice> {
    static constexpr std::string_view kWhat = "replayed slice";
    template <class F>
    static void members(F& f, auto& x) {
        f("recorded", x.recorded);
        f("without", x.without);
        f("with", x.with);
        f("covered", x.covered);
        f("flips", x.flips);
        f("more_flips", x.moreFlips);
        f("next", x.next);
    }
};

} // namespace countersign::wire
