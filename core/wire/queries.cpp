#include "core/wire/queries.h"

#include "core/wire/alternatives_p.h"
#include "core/wire/approval_shapes_p.h"
#include "core/wire/command_codec_p.h"

namespace countersign::wire {

namespace {

template <class T, class... Of>
concept OneOf = (std::same_as<T, Of> || ...);

template <class Q>
concept OnlyPaged =
    OneOf<Q, command::ListUsers, command::ListOperators, command::ListGroups, command::ListAgents,
          command::ListEnrolments, command::ListDelegations, command::ListSessions, command::ListActivity>;
template <class Q>
concept OnlyId = OneOf<Q, command::GetAgent, command::PreviewRevoke, command::GetApproval>;

constexpr std::uint32_t kMaxPage = 1000;

/// A page is asked for with `after` and `limit` among the other parameters.
template <class F>
void pageMembers(F& f, auto& page) {
    f.unlessEmpty("after", page.after);
    f.defaulted("limit", page.limit);
}

} // namespace

template <class Q>
    requires std::is_empty_v<Q>
struct Shape<Q> {
    template <class F>
    static void members(F&, auto&) {}
};

template <OnlyPaged Q>
struct Shape<Q> {
    template <class F>
    static void members(F& f, auto& x) {
        pageMembers(f, x.page);
    }
};

template <OnlyId Q>
struct Shape<Q> {
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
    }
};

template <>
struct Shape<command::ListPermissions> {
    template <class F>
    static void members(F& f, auto& x) {
        f("agent", x.agent);
    }
};

template <>
struct Shape<command::ListGrants> {
    template <class F>
    static void members(F& f, auto& x) {
        pageMembers(f, x.page);
        f("to", x.to);
    }
};

template <>
struct Shape<command::ListApprovals> {
    template <class F>
    static void members(F& f, auto& x) {
        pageMembers(f, x.page);
        f("state", x.state);
    }
};

template <>
struct Shape<command::ListAudit> {
    template <class F>
    static void members(F& f, auto& x) {
        pageMembers(f, x.page);
        f.unlessEmpty("filter", x.filter);
        f("view", x.view);
        f("before", x.before);
    }
};

template <>
struct Shape<command::OpenAudit> {
    template <class F>
    static void members(F& f, auto& x) {
        f.unlessEmpty("filter", x.filter);
    }
};

template <>
struct Shape<command::CountAudit> {
    template <class F>
    static void members(F& f, auto& x) {
        f.unlessEmpty("filter", x.filter);
        f("view", x.view);
        f.unlessEmpty("after", x.after);
    }
};

template <>
struct Shape<command::AuditHistogram> {
    template <class F>
    static void members(F& f, auto& x) {
        f.unlessEmpty("filter", x.filter);
        f("view", x.view);
        f("from", x.from);
        f("to", x.to);
        f.defaulted("buckets", x.buckets);
        f.unlessEmpty("after", x.after);
    }
};

template <>
struct Shape<command::RecordExport> {
    template <class F>
    static void members(F& f, auto& x) {
        f.unlessEmpty("filter", x.filter);
        f("view", x.view);
        f("format", x.format);
        f("records", x.records);
        f("digest", x.digest);
    }
};

template <>
struct Shape<command::MatchResources> {
    template <class F>
    static void members(F& f, auto& x) {
        f("pattern", x.pattern);
    }
};

template <>
struct Shape<command::PreviewCommand> {
    template <class F>
    static void members(F& f, auto& x) {
        f("command", x.command);
    }
};

template <>
struct Shape<command::Replay> {
    template <class F>
    static void members(F& f, auto& x) {
        f("command", x.command);
        f("since", x.since);
        f.unlessEmpty("after", x.after);
    }
};

template <>
struct Shape<command::GetRecord> {
    template <class F>
    static void members(F& f, auto& x) {
        f("seq", x.seq);
    }
};

template <>
struct Shape<command::ProveConsistency> {
    template <class F>
    static void members(F& f, auto& x) {
        f("from", x.from);
        f("to", x.to);
    }
};

template <>
struct Shape<command::ProveInclusion> {
    template <class F>
    static void members(F& f, auto& x) {
        f("seq", x.seq);
        f("size", x.size);
    }
};

template <>
struct Shape<command::Verify> {
    template <class F>
    static void members(F& f, auto& x) {
        f("pinned", x.pinned);
    }
};

template <>
struct Shape<command::Simulate> {
    template <class F>
    static void members(F& f, auto& x) {
        f("agent", x.request.agent);
        f.unlessEmpty("key", x.request.key);
        f.defaulted("epoch", x.request.epoch);
        f("delegation", x.request.delegation);
        f("action", x.request.action);
        f("resource", x.request.resource);
        f.defaulted("arguments", x.request.arguments);
        f.unlessEmpty("source_address", x.request.sourceAddress);
    }
};

namespace {

template <class Q>
Result<command::Query> readQuery(std::string_view name, const json::Value& parameters) {
    TRY(auto reader, ShapeReader::of(parameters, std::string(name) + " query", Texts::Hidden));
    Q query;
    Shape<Q>::members(reader, query);
    CHECK(reader.finish());
    if constexpr (requires { query.page; }) {
        if (query.page.limit == 0 || query.page.limit > kMaxPage) {
            return fail(Code::InvalidRequest, "member `limit` of the " + std::string(name) +
                                                  " query must be between 1 and " + std::to_string(kMaxPage));
        }
    }
    return query;
}

} // namespace

json::Value toJson(const command::Query& query) {
    Writer writer(Texts::Hidden);
    std::visit([&writer]<class Q>(const Q& value) { Shape<Q>::members(writer, value); }, query);
    return writer.take();
}

Result<command::Query> queryFromJson(std::string_view name, const json::Value& parameters) {
    Result<command::Query> found =
        fail(Code::NotFound, "`" + std::string(name) + "` is no query: see the table in core/design/queries.md");
    anyAlternative<command::Query>([&](auto index) {
        if (command::queryNames()[index] != name) {
            return false;
        }
        found = readQuery<std::variant_alternative_t<index, command::Query>>(name, parameters);
        return true;
    });
    return found;
}

} // namespace countersign::wire
