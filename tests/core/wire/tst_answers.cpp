#include "tests/core/wire/samples.h"

#include "core/wire/queries.h"

#include <QTest>

using namespace countersign;
using namespace countersign::wire::test;

namespace {

using command::Answer;

template <class Q>
Answer answerTo(typename Q::Answer value) {
    return Answer(std::in_place_index<command::kQueryIndex<Q>>, std::move(value));
}
template <class T>
Page<T> pageOf(std::vector<T> items) {
    return {.items = std::move(items), .next = "k", .total = 2};
}

command::AuditRow row(std::string result) {
    CountingRandom random;
    ledger::RecordFields fields;
    fields.store = StoreId::generate(random);
    fields.id = ledger::RecordId::generate(random);
    fields.kind = ledger::Kind::Decision;
    fields.outcome = ledger::Outcome::Allow;
    fields.at = noon();
    fields.agent = "agent-code-reviewer-01";
    fields.resource = {{"repo", "acme/api"}};
    return {.seq = 12, .leaf = digest(1), .record = *ledger::Record::create(fields), .result = std::move(result)};
}

command::StoreInfo storeInfo() {
    return {.store = generated<StoreId>(),
            .trustDomain = "acme.example",
            .ledgerKey = signingKey().publicKey(),
            .ledgerSize = 12,
            .root = digest(2),
            .indexLag = 1,
            .state = "clock_suspect",
            .policyPublished = true,
            .oneOperator = true,
            .settings = {.pendingPerAgent = 3}};
}

command::ApprovalView bareApprovalView() {
    return {.request = bareApproval(),
            .review = json::Object{{"v", json::Value::integer(1)}},
            .reviewDigest = digest(3),
            .arguments = {},
            .askedReason = {},
            .mayDecide = true,
            .whyNot = {},
            .history = {}};
}
command::ApprovalView fullApprovalView() {
    return {.request = fullApproval(),
            .review = json::Object{{"v", json::Value::integer(1)}},
            .reviewDigest = digest(3),
            .arguments = json::Object{{"force", nullptr}, {"title", "x"}},
            .askedReason = "because",
            .mayDecide = false,
            .whyNot = "you own the agent",
            .history = {{generated<RequestId>(), approval::State::Denied}}};
}

decision::Decision fullDecision() {
    return {.verdict = decision::Verdict::Hold,
            .reasons = {{.code = Code::ApprovalRequired, .text = "one approval"}},
            .explanation = {.gates = {{.gate = decision::Gate::Approval,
                                       .verdict = decision::GateVerdict::NotReached,
                                       .looked = "holds",
                                       .origin = "grant:x"}},
                            .needed = {"one approval"}},
            .chain = chain(),
            .user = id<identity::UserId>("user_123"),
            .requiredScope = "pr:merge",
            .effectiveScopes = {"pr:merge"},
            .risk = delegation::Risk::Critical,
            .policy = digest(4),
            .consumes =
                {{.kind = decision::Consumption::Kind::GrantRate, .id = "grt_x", .limit = 3, .window = Duration(1000)},
                 {.kind = decision::Consumption::Kind::DelegationUse, .id = "dlg_x", .limit = 1}},
            .holds = fullApproval().holds,
            .separation = approval::Separation::None};
}

command::VerifyReport fullReport() {
    return {.size = 9,
            .root = digest(5),
            .parts = {{.name = "tree", .checked = 9, .seconds = 0.25}},
            .findings = {{.seq = 3, .part = "tree", .code = "leaf", .detail = "changed"},
                         {.seq = {}, .part = "pin", .code = "head", .detail = "older"}},
            .blind = {"a whole older copy"}};
}

command::RecordView recordView(json::Value values) {
    return {.row = row("unknown"),
            .body = row("").record.canonical(),
            .values = std::move(values),
            .checkpoint = "note",
            .inclusion = {digest(6), digest(7)}};
}

command::SessionView session() {
    return {.id = generated<SessionId>(),
            .agent = id<identity::AgentId>("agent-2"),
            .opened = noon(),
            .expires = later(),
            .delegation = generated<DelegationId>()};
}

command::CommandPreview fullPreview() {
    const decision::Permission permission{.scope = scopes()[1],
                                          .resources = resources(),
                                          .effect = delegation::Effect::Allow,
                                          .hold = fullHold(),
                                          .origin = "grant:x"};
    return {.refusal = decision::Reason{.code = Code::Forbidden, .text = "no"},
            .agents = {{.agent = id<identity::AgentId>("agent-2"),
                        .actsBefore = true,
                        .actsAfter = false,
                        .gained = {permission},
                        .lost = {}}},
            .moreAgents = 1,
            .delegations = {generated<DelegationId>()},
            .sessions = {generated<SessionId>()},
            .approvals = {generated<ApprovalId>()},
            .tickets = {generated<ApprovalId>()},
            .moreEnded = 2};
}

command::ReplaySlice fullReplay() {
    return {.recorded = {.allow = 1, .hold = 2, .deny = 3},
            .without = {.allow = 4, .hold = 5, .deny = 6},
            .with = {.allow = 7, .hold = 8, .deny = 9},
            .covered = {.allow = 1, .hold = 1, .deny = 1},
            .flips = {{.seq = 12,
                       .agent = id<identity::AgentId>("agent-2"),
                       .action = "pr.merge",
                       .recorded = decision::Verdict::Deny,
                       .without = decision::Verdict::Hold,
                       .with = decision::Verdict::Allow}},
            .moreFlips = 1,
            .next = "7"};
}

std::vector<Answer> answers() {
    using namespace command;
    const AgentView agent{.agent = fullAgent(),
                          .groups = {id<identity::GroupId>("reviewers")},
                          .spiffeId = "spiffe://acme.example/agent/a",
                          .pending = 2};
    const auto scope = *delegation::Scope::parse("pr:merge");
    const decision::Permission permission{.scope = scopes()[1],
                                          .resources = resources(),
                                          .effect = delegation::Effect::Deny,
                                          .hold = fullHold(),
                                          .origin = "role:writer"};
    return {answerTo<GetStore>(storeInfo()),
            answerTo<ListUsers>(pageOf<identity::User>({fullUser(), bareUser()})),
            answerTo<ListOperators>(pageOf<identity::Operator>({fullOperator(), bareOperator()})),
            answerTo<ListGroups>(pageOf<identity::Group>({fullGroup(), bareGroup()})),
            answerTo<ListAgents>({.items = {agent}, .next = "", .total = {}}),
            answerTo<GetAgent>(agent),
            answerTo<ListEnrolments>(pageOf<identity::Enrolment>({enrolment()})),
            answerTo<ListPermissions>({permission}),
            answerTo<ListScopes>({{.scope = scope, .risk = delegation::Risk::Low, .description = "merge"}}),
            answerTo<ListActions>({{"pr.merge", scope}}),
            answerTo<ListRoles>({fullRole(), bareRole()}),
            answerTo<ListAssignments>({fullAssignment(), bareAssignment()}),
            answerTo<ListGrants>(pageOf<delegation::Grant>({fullGrant(), bareGrant()})),
            answerTo<ListDelegations>(pageOf<delegation::Delegation>({fullDelegation(), bareDelegation()})),
            answerTo<PreviewRevoke>({.delegations = {generated<DelegationId>()},
                                     .sessions = {generated<SessionId>()},
                                     .approvals = {generated<ApprovalId>()}}),
            answerTo<ListSessions>(pageOf<SessionView>({session()})),
            answerTo<ListApprovals>(pageOf<approval::ApprovalRequest>({fullApproval(), bareApproval()})),
            answerTo<GetApproval>(fullApprovalView()),
            answerTo<ListAudit>(pageOf<AuditRow>({row("unknown"), row("")})),
            answerTo<GetRecord>(recordView(json::Object{{"texts", nullptr}})),
            answerTo<GetCheckpoint>("acme.example/countersign/x\n1\n"),
            answerTo<ProveConsistency>({digest(1), digest(2)}),
            answerTo<ProveInclusion>({}),
            answerTo<Verify>(fullReport()),
            answerTo<Simulate>(fullDecision()),
            answerTo<OpenAudit>({.view = 12, .filter = "outcome = deny"}),
            answerTo<CountAudit>({.count = 3, .next = "7"}),
            answerTo<PreviewCommand>(fullPreview()),
            answerTo<Replay>(fullReplay()),
            answerTo<AuditHistogram>({.from = noon(),
                                      .to = later(),
                                      .width = Duration(7),
                                      .bars = {{.allow = 1, .deny = 2, .hold = 3, .other = 4}},
                                      .next = "7"}),
            answerTo<RecordExport>({.seq = 9, .leaf = digest(1), .at = noon()}),
            answerTo<ListActivity>(pageOf<AgentActivity>(
                {{.agent = id<identity::AgentId>("agent-2"), .lastSeen = noon(), .lastRecord = 3, .denied = 4},
                 {.agent = id<identity::AgentId>("agent-3"), .lastSeen = {}, .lastRecord = {}, .denied = 0}})),
            answerTo<MatchResources>({.items = {{.value = "acme/api", .seq = 9, .at = noon()}}, .complete = true}),
            answerTo<GetSelf>(fullOperator()),
            answerTo<ListKeyChanges>({ledger::signKeyChange(generated<StoreId>(), 9, signingKey(), signingKey(5))})};
}

template <std::size_t... I>
std::vector<command::Query> everyQuery(std::index_sequence<I...>) {
    return {command::Query(std::in_place_index<I>)...};
}
command::Query queryOf(const Answer& answer) {
    return everyQuery(std::make_index_sequence<std::variant_size_v<command::Query>>())[answer.index()];
}
Result<Answer> reread(const Answer& answer) {
    return wire::answerFromJson(queryOf(answer), *json::parse(json::canonical(wire::answerJson(answer))));
}

} // namespace

class TstAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyAnswerComesBack();
    void empty();
    void strict();
    void showsTexts();
    void rows();
    void records();
    void names();
    void oneObjectOrArray();
};

void TstAnswers::everyAnswerComesBack() {
    QCOMPARE(answers().size(), std::variant_size_v<Answer>);
    for (std::size_t i = 0; i < answers().size(); ++i) {
        const auto answer = answers()[i];
        QCOMPARE(answer.index(), i);
        const auto read = reread(answer);
        const auto name = command::queryName(queryOf(answer));
        QVERIFY2(read.has_value(), name.data());
        QCOMPARE(read->index(), i);
        QVERIFY2(wire::answerJson(*read) == wire::answerJson(answer), name.data());
    }
    const auto decision = *reread(answerTo<command::Simulate>(fullDecision()));
    const auto& read = std::get<command::kQueryIndex<command::Simulate>>(decision);
    QVERIFY(read.verdict == decision::Verdict::Hold && read.consumes == fullDecision().consumes);
    QVERIFY(read.reasons == fullDecision().reasons && read.holds == fullDecision().holds);
    QVERIFY(read.explanation.gates == fullDecision().explanation.gates && read.chain == chain());
    QVERIFY(read.separation == approval::Separation::None && read.risk == delegation::Risk::Critical);
}

void TstAnswers::empty() {
    const auto comesBack = [](const Answer& answer) {
        const auto read = reread(answer);
        return read && wire::answerJson(*read) == wire::answerJson(answer);
    };
    QVERIFY(comesBack(answerTo<command::ListUsers>({})));
    QVERIFY(comesBack(answerTo<command::ListActions>({})));
    QVERIFY(comesBack(answerTo<command::GetApproval>(bareApprovalView())));
    QVERIFY(comesBack(answerTo<command::GetRecord>(recordView({}))));
    QVERIFY(comesBack(answerTo<command::Verify>({})));
    QVERIFY(comesBack(answerTo<command::Simulate>({})));
}

void TstAnswers::strict() {
    const auto problem = [](const Answer& full, const Answer& bare) {
        return strictness(wire::answerJson(full), wire::answerJson(bare), [&full](const json::Value& value) {
            return wire::answerFromJson(queryOf(full), value).has_value();
        });
    };
    using namespace command;
    QCOMPARE(problem(answerTo<GetStore>(storeInfo()), answerTo<GetStore>(storeInfo())), QByteArray());
    QCOMPARE(problem(answerTo<GetApproval>(fullApprovalView()), answerTo<GetApproval>(bareApprovalView())),
             QByteArray("review may have another type"));
    QCOMPARE(problem(answerTo<Verify>(fullReport()), answerTo<Verify>({})), QByteArray());
    QCOMPARE(problem(answerTo<Simulate>(fullDecision()), answerTo<Simulate>({})), QByteArray());
    QCOMPARE(problem(answerTo<GetCheckpoint>("x"), answerTo<GetCheckpoint>("")), QByteArray());
    QCOMPARE(problem(answerTo<PreviewCommand>(fullPreview()), answerTo<PreviewCommand>({})), QByteArray());
    QCOMPARE(problem(answerTo<Replay>(fullReplay()), answerTo<Replay>(fullReplay())), QByteArray());
    QCOMPARE(problem(answerTo<ProveInclusion>({digest(1)}), answerTo<ProveInclusion>({})), QByteArray());
    QCOMPARE(problem(answerTo<ListUsers>(pageOf<identity::User>({})), answerTo<ListUsers>({})), QByteArray());
    auto gone = *wire::answerJson(answerTo<Simulate>(fullDecision())).asObject();
    gone.set("reasons", json::Array{json::Object{{"code", "unheard_of"}, {"text", ""}}});
    QVERIFY(!wire::answerFromJson(Simulate{}, gone));
}

void TstAnswers::showsTexts() {
    auto user = fullUser();
    user.displayName->text = "Bob";
    const auto read = reread(answerTo<command::ListUsers>({.items = {user}, .next = {}, .total = {}}));
    const auto& page = std::get<command::kQueryIndex<command::ListUsers>>(*read);
    QVERIFY(page.items[0] == user);
    QCOMPARE(page.items[0].displayName->text.value_or(""), std::string("Bob"));
}

void TstAnswers::rows() {
    const auto full = wire::toJson(row("unknown"));
    const auto bare = wire::toJson(row(""));
    QCOMPARE(strictness(full, bare, [](const json::Value& value) { return wire::auditRowFromJson(value).has_value(); }),
             QByteArray());
    const auto read = wire::auditRowFromJson(full);
    QVERIFY(read->record == row("").record && read->seq == 12 && read->leaf == digest(1));
    QCOMPARE(read->result, std::string("unknown"));
}

void TstAnswers::records() {
    const auto answer = answerTo<command::GetRecord>(recordView(json::Object{{"a", "b"}}));
    const auto json = wire::answerJson(answer);
    const auto bare = wire::answerJson(
        answerTo<command::GetRecord>({.row = row(""), .body = "", .values = {}, .checkpoint = "", .inclusion = {}}));
    QCOMPARE(strictness(json, bare,
                        [](const json::Value& value) {
                            return wire::answerFromJson(command::GetRecord{}, value).has_value();
                        }),
             QByteArray("values may have another type"));
    const auto read = reread(answer);
    const auto& view = std::get<command::kQueryIndex<command::GetRecord>>(*read);
    QCOMPARE(view.body, row("").record.canonical());
    QVERIFY(view.values == json::Value(json::Object{{"a", "b"}}) && view.inclusion.size() == 2);
}

void TstAnswers::names() {
    using namespace command;
    const auto checkpoint = wire::answerJson(answerTo<GetCheckpoint>("note"));
    QVERIFY(checkpoint == json::Value(json::Object{{"checkpoint", "note"}}));
    const auto proof = wire::answerJson(answerTo<ProveInclusion>({digest(1)}));
    QVERIFY(proof == json::Value(json::Object{{"proof", json::Array{digest(1).hex()}}}));
    const auto actions = wire::answerJson(answers()[kQueryIndex<ListActions>]);
    QVERIFY(actions == json::Value(json::Object{{"pr.merge", "pr:merge"}}));
    const auto agent = wire::answerJson(answers()[kQueryIndex<GetAgent>]);
    QVERIFY(agent.asObject()->find("id") != nullptr && agent.asObject()->find("spiffe_id") != nullptr);
}

void TstAnswers::oneObjectOrArray() {
    for (const auto& answer : answers()) {
        const auto json = wire::answerJson(answer);
        QVERIFY(json.asObject() != nullptr || json.asArray() != nullptr);
    }
}

QTEST_APPLESS_MAIN(TstAnswers)
#include "tst_answers.moc"
