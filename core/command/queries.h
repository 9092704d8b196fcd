#pragma once

#include "core/audit/filter.h"
#include "core/base/page.h"
#include "core/command/commands.h"
#include "core/decision/decision.h"
#include "core/ledger/key_chain.h"
#include "core/ledger/record.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <variant>

/// Everything that can be asked of a store. A query is a value with the type of its answer; the table with who may ask
/// what is core/design/queries.md.
namespace countersign::command {

/// `after` is the `next` of the page before; limit 1 to 1,000.
struct PageRequest {
    std::string after;
    std::uint32_t limit = 200;
};

struct StoreInfo {
    StoreId store;
    std::string trustDomain;
    crypto::PublicKey ledgerKey;
    std::uint64_t ledgerSize = 0;
    Digest root;
    /// Records not yet in the audit index.
    std::uint64_t indexLag = 0;
    /// `ok`, `clock_suspect`, `full`, `read_only`.
    std::string state;
    bool policyPublished = false;
    bool oneOperator = false;
    decision::Settings settings;
};
struct AgentView {
    identity::Agent agent;
    std::vector<identity::GroupId> groups;
    std::string spiffeId;
    std::uint64_t pending = 0;
};
/// A held request as an approver needs it. `review` is the document whose digest is signed.
struct ApprovalView {
    approval::ApprovalRequest request;
    json::Value review;
    Digest reviewDigest;
    json::Object arguments;
    std::optional<std::string> askedReason;
    /// Whether the asking operator may decide; otherwise why not.
    bool mayDecide = false;
    std::string whyNot;
    /// Earlier requests of the same agent for the same action: how they ended, newest first (at most 20).
    std::vector<std::pair<RequestId, approval::State>> history;
};
struct AuditRow {
    std::uint64_t seq = 0;
    Digest leaf;
    ledger::Record record;
    /// For an allowed action: `success`, `failure`, or `unknown` until the agent reported; empty for others.
    std::string result;
};
struct RecordView {
    AuditRow row;
    /// The exact bytes in the ledger.
    std::string body;
    /// Openings that were not erased: arguments, reason, source, texts.
    json::Value values;
    std::string checkpoint;
    std::vector<Digest> inclusion;
};
struct DelegationPreview {
    std::vector<DelegationId> delegations;
    std::vector<SessionId> sessions;
    std::vector<ApprovalId> approvals;
};
struct SessionView {
    SessionId id;
    identity::AgentId agent;
    Timestamp opened;
    Timestamp expires;
    std::optional<DelegationId> delegation;
};
struct VerifyFinding {
    std::optional<std::uint64_t> seq;
    std::string part;
    std::string code;
    std::string detail;
};
struct VerifyPart {
    std::string name;
    std::uint64_t checked = 0;
    double seconds = 0;
};
struct VerifyReport {
    std::uint64_t size = 0;
    Digest root;
    std::vector<VerifyPart> parts;
    std::vector<VerifyFinding> findings;
    /// What this verification cannot see, as sentences.
    std::vector<std::string> blind;
};
/// A filter that was opened: the records before number `view`, where the record of the read stands. Following the store
/// from there continues it without a gap.
struct AuditView {
    std::uint64_t view = 0;
    /// Canonical, with relative times resolved.
    std::string filter;
};
struct AuditCount {
    std::uint64_t count = 0;
    std::string next;
};
/// Matching records by how they ended: `allow`, `deny`, `hold`, and whatever else.
struct OutcomeCounts {
    std::uint64_t allow = 0;
    std::uint64_t deny = 0;
    std::uint64_t hold = 0;
    std::uint64_t other = 0;
    friend bool operator==(const OutcomeCounts&, const OutcomeCounts&) = default;
};
/// Bar i holds [from + i * width, from + (i + 1) * width), the last one up to `to`.
struct Histogram {
    Timestamp from;
    Timestamp to;
    Duration width{0};
    /// What this slice adds to each bar.
    std::vector<OutcomeCounts> bars;
    std::string next;
};
struct AgentActivity {
    identity::AgentId agent;
    /// Its newest record that is not an order about it.
    std::optional<Timestamp> lastSeen;
    std::optional<std::uint64_t> lastRecord;
    /// In the last 24 hours.
    std::uint64_t denied = 0;
};
struct ResourceMatch {
    std::string value;
    /// The newest record with it.
    std::uint64_t seq = 0;
    Timestamp at;
};
struct ResourceMatches {
    /// Newest first, at most 50.
    std::vector<ResourceMatch> items;
    /// Whether there are no others.
    bool complete = false;
};
/// What changes for one agent: lines of ListPermissions that come and go, and whether it may act at all.
struct AgentChange {
    identity::AgentId agent;
    bool actsBefore = false;
    bool actsAfter = false;
    std::vector<decision::Permission> gained;
    std::vector<decision::Permission> lost;
};
struct CommandPreview {
    /// Why the engine would refuse it; nothing else is told then.
    std::optional<decision::Reason> refusal;
    /// In id order, at most 200.
    std::vector<AgentChange> agents;
    /// Further agents that it may change something for.
    std::uint64_t moreAgents = 0;
    // What counts now and would not any more, at most 1,000 of each.
    std::vector<DelegationId> delegations;
    std::vector<SessionId> sessions;
    /// Requests that wait.
    std::vector<ApprovalId> approvals;
    /// Requests that were approved and not used yet.
    std::vector<ApprovalId> tickets;
    /// What was left out of these four.
    std::uint64_t moreEnded = 0;
};
struct VerdictCounts {
    std::uint64_t allow = 0;
    std::uint64_t hold = 0;
    std::uint64_t deny = 0;
    friend bool operator==(const VerdictCounts&, const VerdictCounts&) = default;
};
/// A recorded decision that the command would have made another.
struct ReplayFlip {
    std::uint64_t seq = 0;
    identity::AgentId agent;
    std::string action;
    decision::Verdict recorded = decision::Verdict::Deny;
    decision::Verdict without = decision::Verdict::Deny;
    decision::Verdict with = decision::Verdict::Deny;
};
struct ReplaySlice {
    /// What was decided then; the sum is the number of decisions looked at.
    VerdictCounts recorded;
    /// What would be decided as the store stands, and with the command.
    VerdictCounts without;
    VerdictCounts with;
    /// For CreateGrant, by what was decided then: what this grant itself covers and nothing else denies.
    VerdictCounts covered;
    /// Newest first, at most 100 of a slice.
    std::vector<ReplayFlip> flips;
    std::uint64_t moreFlips = 0;
    std::string next;
};

struct GetStore {
    using Answer = StoreInfo;
};
/// Who asks: with rolesFor() and mayAsk() that says what they may do.
struct GetSelf {
    using Answer = identity::Operator;
};
/// Every change of the ledger key, oldest first. Each is signed by both of its keys, so whoever knows an earlier key
/// can follow them to the one of today without trusting who answers.
struct ListKeyChanges {
    using Answer = std::vector<ledger::KeyChange>;
};
struct ListUsers {
    using Answer = Page<identity::User>;
    PageRequest page;
};
struct ListOperators {
    using Answer = Page<identity::Operator>;
    PageRequest page;
};
struct ListGroups {
    using Answer = Page<identity::Group>;
    PageRequest page;
};
struct ListAgents {
    using Answer = Page<AgentView>;
    PageRequest page;
};
struct GetAgent {
    using Answer = AgentView;
    identity::AgentId id;
};
struct ListEnrolments {
    using Answer = Page<identity::Enrolment>;
    PageRequest page;
};
struct ListPermissions {
    using Answer = std::vector<decision::Permission>;
    identity::AgentId agent;
};
struct ListScopes {
    using Answer = std::vector<delegation::CatalogueEntry>;
};
struct ListActions {
    using Answer = std::map<std::string, delegation::Scope>;
};
struct ListRoles {
    using Answer = std::vector<delegation::Role>;
};
struct ListAssignments {
    using Answer = std::vector<delegation::RoleAssignment>;
};
struct ListGrants {
    using Answer = Page<delegation::Grant>;
    PageRequest page;
    std::optional<delegation::Subject> to;
};
struct ListDelegations {
    using Answer = Page<delegation::Delegation>;
    PageRequest page;
};
struct PreviewRevoke {
    using Answer = DelegationPreview;
    DelegationId id;
};
struct ListSessions {
    using Answer = Page<SessionView>;
    PageRequest page;
};
/// Waiting ones first, newest first within; with `state` only those.
struct ListApprovals {
    using Answer = Page<approval::ApprovalRequest>;
    PageRequest page;
    std::optional<approval::State> state;
};
struct GetApproval {
    using Answer = ApprovalView;
    ApprovalId id;
};
/// Newest first. The filter's text form, see core/audit/filter.h. Without `view` and `after` this opens the filter, as
/// OpenAudit does, and is recorded; `next` then names the view. With `view`, a page of what was opened: its records
/// below `before` (all of them without), so that every place is one step away.
struct ListAudit {
    using Answer = Page<AuditRow>;
    std::string filter;
    PageRequest page;
    std::optional<std::uint64_t> view{};
    std::optional<std::uint64_t> before{};
};
struct GetRecord {
    using Answer = RecordView;
    std::uint64_t seq = 0;
};
/// The newest signed checkpoint note.
struct GetCheckpoint {
    using Answer = std::string;
};
/// Consistency between two sizes, or inclusion of one record in a size.
struct ProveConsistency {
    using Answer = std::vector<Digest>;
    std::uint64_t from = 0;
    std::uint64_t to = 0;
};
struct ProveInclusion {
    using Answer = std::vector<Digest>;
    std::uint64_t seq = 0;
    std::uint64_t size = 0;
};
/// The whole store against itself; `pinned` is the note of a head seen earlier.
struct Verify {
    using Answer = VerifyReport;
    std::optional<std::string> pinned;
};
/// What would be decided now, without a record of an action (nothing runs, nothing is consumed).
struct Simulate {
    using Answer = decision::Decision;
    decision::Request request;
};
/// Opens a filter: the one recorded read that its pages, counts and histograms belong to. What a view is asked with is
/// its filter, as it was given or as it was answered.
struct OpenAudit {
    using Answer = AuditView;
    std::string filter;
};
/// How many records of a view match: each answer counts a slice; ask on with `after` until `next` is empty, and add up.
struct CountAudit {
    using Answer = AuditCount;
    std::string filter;
    std::uint64_t view = 0;
    std::string after{};
};
/// A view by time. The bars are those of the whole range in each answer; ask on with `after` until `next` is empty, and
/// add up. Without `from` and `to` the time of the view's records; 1 to 500 buckets.
struct AuditHistogram {
    using Answer = Histogram;
    std::string filter;
    std::uint64_t view = 0;
    std::optional<Timestamp> from{};
    std::optional<Timestamp> to{};
    std::uint32_t buckets = 120;
    std::string after{};
};
/// Tells the ledger of an export that was made of a view: what its maker says of it, under their name. StoreFull,
/// ClockSuspect, StoreReadOnly where nothing can be written.
struct RecordExport {
    using Answer = Receipt;
    std::string filter;
    std::uint64_t view = 0;
    /// `csv`, `jsonl`, `pdf` …: 1 to 32 lower-case letters, digits and dashes.
    std::string format;
    std::uint64_t records = 0;
    /// SHA-256 of the bytes.
    Digest digest;
};
/// In the order of ListAgents.
struct ListActivity {
    using Answer = Page<AgentActivity>;
    PageRequest page;
};
/// Values of a resource key in the ledger that the pattern matches.
struct MatchResources {
    using Answer = ResourceMatches;
    delegation::ResourcePattern pattern;
};
/// What `command` would change if its asker ordered it now. Nothing is ordered or recorded.
struct PreviewCommand {
    using Answer = CommandPreview;
    Command command;
};
/// The recorded decisions since then, of the agents (for MapAction: of the action) that the command touches, decided
/// once more without and with it: each answer tells of a slice, newest first; ask on with `after` until `next` is
/// empty, and add up. Each is decided at its own time with the key it came with, but as if the agent's sessions, and a
/// CreateGrant's grant, had always been there; budgets and rates are not counted. The codes of a refusal when the
/// command would be refused.
struct Replay {
    using Answer = ReplaySlice;
    Command command;
    Timestamp since;
    std::string after{};
};

using Query =
    std::variant<GetStore, ListUsers, ListOperators, ListGroups, ListAgents, GetAgent, ListEnrolments, ListPermissions,
                 ListScopes, ListActions, ListRoles, ListAssignments, ListGrants, ListDelegations, PreviewRevoke,
                 ListSessions, ListApprovals, GetApproval, ListAudit, GetRecord, GetCheckpoint, ProveConsistency,
                 ProveInclusion, Verify, Simulate, OpenAudit, CountAudit, PreviewCommand, Replay, AuditHistogram,
                 RecordExport, ListActivity, MatchResources, GetSelf, ListKeyChanges>;

template <class>
struct AnswersOf;
template <class... Q>
struct AnswersOf<std::variant<Q...>> {
    /// Index i holds the answer of query alternative i.
    using type = std::variant<typename Q::Answer...>;
};
template <class Q, class... All>
consteval std::size_t indexAmong(const std::variant<All...>*) {
    constexpr std::array<bool, sizeof...(All)> kSame{std::is_same_v<Q, All>...};
    return static_cast<std::size_t>(std::ranges::find(kSame, true) - kSame.begin());
}
/// Where a type of query stands in Query, and its answer in Answer.
template <class Q>
inline constexpr std::size_t kQueryIndex = indexAmong<Q>(static_cast<const Query*>(nullptr));

/// The answer of the query with the same index. Alternatives may repeat a type: use index access.
using Answer = AnswersOf<Query>::type;

/// `agents`, `audit`, …: the NAME of `/operator/v1/queries/{name}`.
[[nodiscard]] std::string_view queryName(const Query& query);
/// The names of all queries, in the order of the alternatives.
[[nodiscard]] std::span<const std::string_view> queryNames();
/// By the operator's roles alone; whether it is still in office is another question.
[[nodiscard]] bool mayAsk(const identity::Operator& by, const Query& query);

} // namespace countersign::command
