#include "tests/core/service/sample.h"

#include <QTest>

namespace countersign::service {

using namespace test;

namespace {

using identity::OperatorRole;

const identity::AgentId kActive = agentId("active");
const identity::AgentId kPending = agentId("pending");
const identity::AgentId kSuspended = agentId("suspended");
const identity::AgentId kRevoked = agentId("revoked");

/// A store in which every refusal can be had: agents in every state, people with one role each.
struct Scene {
    Scene() { ready = store.begun && people() && agents() && permissions(); }

    bool people() {
        bool done = true;
        std::uint32_t key = 20;
        for (const auto& [name, role] : std::map<std::string, OperatorRole>{{"adam", OperatorRole::Admin},
                                                                            {"paul", OperatorRole::PolicyAuthor},
                                                                            {"bob", OperatorRole::Approver},
                                                                            {"audrey", OperatorRole::Auditor},
                                                                            {"gone", OperatorRole::Owner},
                                                                            {"leaver", OperatorRole::Owner}}) {
            store.keys.insert_or_assign(operatorId(name), signingKey(key));
            done = done &&
                   store.order(
                       command::AddUser{.id = userId(name), .displayName = std::nullopt, .aliasOf = std::nullopt}) &&
                   store.order(command::AddOperator{
                       .id = operatorId(name), .person = userId(name), .key = publicKey(key), .roles = {role}});
            ++key;
        }
        done = done &&
               store.order(command::AddUser{
                   .id = userId("leaver-2"), .displayName = std::nullopt, .aliasOf = userId("leaver")}) &&
               store.order(command::DisableOperator{operatorId("gone")}) &&
               store.order(command::DisableUser{userId("leaver")});
        return done && store.order(command::SetGroup{.id = groupId("Team"), .members = {}});
    }

    bool agents() {
        bool done = store.registerAgent("active", 10) && store.registerAgent("pending", 11) &&
                    store.registerAgent("suspended", 12) && store.registerAgent("revoked", 13);
        for (const auto& agent : {kActive, kSuspended, kRevoked}) {
            done = done && store.openSession(agent);
        }
        done = done && store.order(command::SuspendAgent{kSuspended}) && store.order(command::RevokeAgent{kRevoked});
        for (auto& [enrolment, name, key, owner] :
             std::vector<std::tuple<EnrolmentId*, std::string, std::uint32_t, std::string>>{
                 {&enrolled, "walker", 30, "bob"},
                 {&enrolledKey, "thief", 30, "bob"},
                 {&orphan, "orphan", 31, "leaver"}}) {
            identity::Enrolment one;
            one.id = EnrolmentId::generate(store.random);
            one.agent = agentId(name);
            one.owner = userId(owner);
            one.key = publicKey(key);
            auto fields = store.fieldsOf(ledger::Kind::Authentication, ledger::Outcome::Done, one.agent);
            fields.data.set("enrolment", wire::toJson(one));
            done = done && store.append(fields);
            *enrolment = one.id;
        }
        return done;
    }

    bool permissions() {
        grant = grantFor("agent:active");
        revokedGrant = grantFor("agent:active");
        root = hopFor(kActive);
        root.maxDepth = 2;
        revokedHop = hopFor(kActive);
        revokedHop.maxDepth = 2;
        endingHop = hopFor(kActive);
        endingHop.maxDepth = 2;
        endingHop.expires = store.now + Duration(1000);
        const auto create = [this](const delegation::Delegation& hop) {
            return store.order(command::CreateDelegation{.delegation = hop, .purpose = std::nullopt});
        };
        bool done = store.order(command::SetRole{role("writer")}) && store.order(command::SetRole{role("base")}) &&
                    store.order(command::AssignRole{
                        {.role = roleId("writer"), .to = subject("agent:active"), .expires = std::nullopt}}) &&
                    store.order(command::CreateGrant{grant}) && store.order(command::CreateGrant{revokedGrant}) &&
                    store.order(command::RevokeGrant{revokedGrant.id}) && create(root) && create(revokedHop) &&
                    create(endingHop) && store.order(command::RevokeDelegation{revokedHop.id});
        held = store.request(kActive);
        done = done && store.hold(held);
        store.now = store.now + Duration(2000);
        return done;
    }

    delegation::Grant grantFor(std::string_view to) {
        return {.id = GrantId::generate(store.random),
                .to = subject(to),
                .scopes = scopes("pr:*"),
                .resources = {},
                .conditions = {},
                .hold = {},
                .expires = std::nullopt,
                .created = {}};
    }
    delegation::Delegation hopFor(const identity::AgentId& to) {
        delegation::Delegation hop;
        hop.id = DelegationId::generate(store.random);
        hop.from = identity::Principal::of(userId("alice"));
        hop.to = to;
        hop.scopes = scopes("pr:*");
        hop.expires = store.now + Duration(3'600'000);
        return hop;
    }
    delegation::Delegation childOf(const delegation::Delegation& parent) {
        auto hop = parent;
        hop.id = DelegationId::generate(store.random);
        hop.parent = parent.id;
        hop.from = identity::Principal::of(parent.to);
        hop.to = kPending;
        hop.maxDepth = 0;
        return hop;
    }
    static delegation::Role role(std::string_view name) {
        return {.id = roleId(name),
                .rules = {{.effect = delegation::Effect::Allow, .scopes = scopes("pr:*"), .resources = {}, .hold = {}}},
                .inherits = {}};
    }
    static approval::Hold hold(std::uint32_t quorum, std::string_view from) {
        return {.quorum = quorum, .from = approval::ApproverPool::parse(from).value(), .expiresIn = std::nullopt};
    }
    command::RegisterAgent registration() const {
        command::RegisterAgent c;
        c.id = agentId("fresh");
        c.owner = userId("alice");
        c.key = publicKey(90);
        return c;
    }

    [[nodiscard]] Result<void> check(const command::Command& command, std::string_view by = "alice") const {
        const auto who = operatorId(by);
        return checkCommand(store.state, command, who, store.keys.at(who).publicKey().thumbprint(), store.now);
    }

    SampleStore store;
    EnrolmentId enrolled;
    EnrolmentId enrolledKey;
    EnrolmentId orphan;
    delegation::Grant grant = grantFor("agent:active");
    delegation::Grant revokedGrant = grant;
    delegation::Delegation root;
    delegation::Delegation revokedHop;
    delegation::Delegation endingHop;
    approval::ApprovalRequest held;
    bool ready = false;
};

struct Refusal {
    const char* rule;
    command::Command command;
    Code code;
    const char* by = "alice";
};

using Refusals = std::vector<Refusal>;

void storeRefusals(const Scene& scene, Refusals& out) {
    out.push_back({"a store begins once",
                   command::InitStore{.trustDomain = "x",
                                      .person = userId("eve"),
                                      .firstOperator = operatorId("eve"),
                                      .operatorKey = publicKey(90),
                                      .ledgerKey = publicKey(91)},
                   Code::AlreadyExists});
    out.push_back({"settings: none", command::SetSettings{}, Code::InvalidArgument});
    command::SetSettings settings;
    settings.pendingLifetime = Duration(0);
    out.push_back({"settings: too short", settings, Code::InvalidArgument});
    settings = {};
    settings.ticketLifetime = Duration(8LL * 24 * 60 * 60 * 1000);
    out.push_back({"settings: too long", settings, Code::InvalidArgument});
    settings = {};
    settings.sessionLifetime = Duration(-1);
    out.push_back({"settings: negative", settings, Code::InvalidArgument});
    settings = {};
    settings.pendingPerAgent = 0;
    out.push_back({"settings: nobody may ask", settings, Code::InvalidArgument});
    out.push_back({"an old clock", command::AcceptClock{scene.store.now - Duration(60'000)}, Code::CommandStale});
}

void peopleRefusals(Refusals& out) {
    const auto user = [](std::string_view id, const char* alias) {
        return command::AddUser{.id = userId(id),
                                .displayName = std::nullopt,
                                .aliasOf = alias == nullptr ? std::nullopt : std::optional(userId(alias))};
    };
    out.push_back({"user id taken", user("bob", nullptr), Code::AlreadyExists});
    out.push_back({"user id taken but for case", user("BOB", nullptr), Code::AlreadyExists});
    out.push_back({"alias of nobody", user("new", "nobody"), Code::UserUnknown});
    out.push_back({"alias of itself", user("new", "new"), Code::InvalidArgument});
    out.push_back({"alias of somebody disabled", user("new", "leaver"), Code::UserDisabled});
    out.push_back({"disable nobody", command::DisableUser{userId("nobody")}, Code::UserUnknown});
    out.push_back({"disable a user twice", command::DisableUser{userId("leaver")}, Code::IllegalTransition});
    out.push_back({"disable the last owner's person", command::DisableUser{userId("alice")}, Code::IllegalTransition});

    const auto added = [](std::string_view id, std::string_view person, std::uint32_t key,
                          std::set<OperatorRole> roles = {OperatorRole::Admin}) {
        return command::AddOperator{
            .id = operatorId(id), .person = userId(person), .key = publicKey(key), .roles = std::move(roles)};
    };
    out.push_back({"operator id taken but for case", added("Bob", "bob", 90), Code::AlreadyExists});
    out.push_back({"operator of nobody", added("new", "nobody", 90), Code::UserUnknown});
    out.push_back({"operator of somebody disabled", added("new", "leaver", 90), Code::UserDisabled});
    out.push_back({"operator of a disabled person's alias", added("new", "leaver-2", 90), Code::UserDisabled});
    out.push_back({"operator with an agent's key", added("new", "bob", 10), Code::AlreadyExists});
    out.push_back({"operator without roles", added("new", "bob", 90, {}), Code::InvalidArgument});
    out.push_back(
        {"disable an unknown operator", command::DisableOperator{operatorId("nobody")}, Code::OperatorUnknown});
    out.push_back({"disable an operator twice", command::DisableOperator{operatorId("gone")}, Code::IllegalTransition});
    out.push_back({"disable the last owner", command::DisableOperator{operatorId("alice")}, Code::IllegalTransition});

    const auto rotate = [](std::string_view id, std::uint32_t key) {
        return command::RotateOperatorKey{.id = operatorId(id), .key = publicKey(key)};
    };
    out.push_back({"rotate nobody's key", rotate("nobody", 90), Code::OperatorUnknown});
    out.push_back({"rotate a disabled operator's key", rotate("gone", 90), Code::OperatorDisabled});
    out.push_back({"rotate to the same key", rotate("alice", 1), Code::AlreadyExists});
    out.push_back({"rotate another's key as admin", rotate("bob", 90), Code::Forbidden, "adam"});

    const auto group = [](std::string_view id, const char* member) {
        command::SetGroup c{.id = groupId(id), .members = {}};
        if (member != nullptr) {
            c.members.insert(identity::Principal::parse(member).value());
        }
        return c;
    };
    out.push_back({"group id taken but for case", group("team", nullptr), Code::AlreadyExists});
    out.push_back({"group of unknown agents", group("Team", "agent:nobody"), Code::AgentUnknown});
    out.push_back({"group of unknown operators", group("Team", "operator:nobody"), Code::OperatorUnknown});
    out.push_back({"group of users", group("Team", "user:bob"), Code::InvalidArgument});
    out.push_back({"group of services", group("Team", "service:x"), Code::InvalidArgument});
}

void agentRefusals(const Scene& scene, Refusals& out) {
    const auto registered = [&](auto&& change) {
        auto c = scene.registration();
        change(c);
        return c;
    };
    out.push_back(
        {"agent id taken but for case", registered([](auto& c) { c.id = agentId("ACTIVE"); }), Code::AlreadyExists});
    out.push_back({"agent with a known key", registered([](auto& c) { c.key = publicKey(13); }), Code::AlreadyExists});
    out.push_back(
        {"agent with an operator's key", registered([](auto& c) { c.key = publicKey(1); }), Code::AlreadyExists});
    out.push_back({"agent of nobody", registered([](auto& c) { c.owner = userId("nobody"); }), Code::UserUnknown});
    out.push_back(
        {"agent of somebody disabled", registered([](auto& c) { c.owner = userId("leaver"); }), Code::OwnerDisabled});
    out.push_back({"agent beyond limits", registered([](auto& c) { c.tags = {{"", "x"}}; }), Code::InvalidArgument});
    out.push_back(
        {"agent expired already", registered([&](auto& c) { c.expires = scene.store.now; }), Code::InvalidArgument});

    const auto activate = [](std::string_view agent, std::optional<EnrolmentId> enrolment) {
        return command::ActivateAgent{.id = agentId(agent), .enrolment = std::move(enrolment)};
    };
    out.push_back({"activate nobody", activate("nobody", std::nullopt), Code::IllegalTransition});
    out.push_back({"activate by hand", activate("pending", std::nullopt), Code::IllegalTransition});
    out.push_back({"activate twice", activate("active", std::nullopt), Code::IllegalTransition});
    out.push_back({"activate a suspended agent", activate("suspended", std::nullopt), Code::IllegalTransition});
    out.push_back({"reject no enrolment", command::RejectEnrolment{EnrolmentId()}, Code::NotFound});
    out.push_back({"activate no enrolment", activate("walker", EnrolmentId()), Code::NotFound});
    out.push_back({"activate another's enrolment", activate("other", scene.enrolled), Code::InvalidArgument});
    out.push_back({"activate for a disabled owner", activate("orphan", scene.orphan), Code::OwnerDisabled});
    out.push_back({"suspend nobody", command::SuspendAgent{agentId("nobody")}, Code::AgentUnknown});
    out.push_back({"suspend a pending agent", command::SuspendAgent{kPending}, Code::IllegalTransition});
    out.push_back({"suspend twice", command::SuspendAgent{kSuspended}, Code::IllegalTransition});
    out.push_back({"resume nobody", command::ResumeAgent{agentId("nobody")}, Code::AgentUnknown});
    out.push_back({"resume an active agent", command::ResumeAgent{kActive}, Code::IllegalTransition});
    out.push_back({"resume a revoked agent", command::ResumeAgent{kRevoked}, Code::IllegalTransition});
    out.push_back({"revoke nobody", command::RevokeAgent{agentId("nobody")}, Code::AgentUnknown});
    out.push_back({"revoke twice", command::RevokeAgent{kRevoked}, Code::IllegalTransition});

    const auto rotate = [](const identity::AgentId& agent, std::uint32_t key, std::optional<Timestamp> until = {}) {
        return command::RotateAgentKey{.id = agent, .key = publicKey(key), .overlapUntil = until};
    };
    out.push_back({"new key for nobody", rotate(agentId("nobody"), 90), Code::AgentUnknown});
    out.push_back({"new key for a revoked agent", rotate(kRevoked, 90), Code::IllegalTransition});
    out.push_back({"another's key", rotate(kActive, 12), Code::AlreadyExists});
    out.push_back({"the same key again", rotate(kActive, 10), Code::AlreadyExists});
    out.push_back({"overlap in the past", rotate(kActive, 90, scene.store.now - Duration(1)), Code::InvalidArgument});
}

void roleRefusals(const Scene& scene, Refusals& out) {
    command::SetScope scope{.scope = delegation::Scope::parse("pr:read").value(), .description = "bell \x07"};
    out.push_back({"scope with control characters", scope, Code::InvalidArgument});
    scope.description = std::string(1025, 'x');
    out.push_back({"scope with a long description", scope, Code::InvalidArgument});
    out.push_back({"action that is none",
                   command::MapAction{.action = "Not An Action", .scope = delegation::Scope::parse("pr:read").value()},
                   Code::InvalidArgument});

    auto role = Scene::role("WRITER");
    out.push_back({"role id taken but for case", command::SetRole{role}, Code::AlreadyExists});
    role = Scene::role("new");
    role.inherits = {roleId("nobody")};
    out.push_back({"role inherits from none", command::SetRole{role}, Code::IllegalTransition});
    role = Scene::role("writer");
    role.inherits = {roleId("writer")};
    out.push_back({"role inherits from itself", command::SetRole{role}, Code::IllegalTransition});
    role = Scene::role("new");
    role.rules.front().scopes.clear();
    out.push_back({"role without scopes", command::SetRole{role}, Code::InvalidArgument});
    role = Scene::role("new");
    role.rules.front().hold = Scene::hold(0, "role:approver");
    out.push_back({"role with no approvers", command::SetRole{role}, Code::ZeroApprovers});
    role.rules.front().hold = Scene::hold(1, "group:nobody");
    out.push_back({"role with unknown approvers", command::SetRole{role}, Code::NotFound});

    const auto assign = [](std::string_view name, std::string_view to, std::optional<Timestamp> expires = {}) {
        return command::AssignRole{{.role = roleId(name), .to = subject(to), .expires = expires}};
    };
    out.push_back({"assign an unknown role", assign("nobody", "agent:active"), Code::NotFound});
    out.push_back({"assign to an unknown agent", assign("writer", "agent:nobody"), Code::AgentUnknown});
    out.push_back({"assign to a revoked agent", assign("writer", "agent:revoked"), Code::AgentRevoked});
    out.push_back({"assign to an unknown group", assign("writer", "group:nobody"), Code::NotFound});
    out.push_back({"assign to a role", assign("writer", "role:base"), Code::InvalidArgument});
    out.push_back({"assign until now", assign("writer", "agent:active", scene.store.now), Code::InvalidArgument});
    out.push_back({"unassign what is not assigned",
                   command::UnassignRole{.role = roleId("base"), .to = subject("agent:active")}, Code::NotFound});
}

void grantRefusals(Scene& scene, Refusals& out) {
    const auto granted = [&](std::string_view to, auto&& change) {
        auto grant = scene.grantFor(to);
        change(grant);
        return command::CreateGrant{std::move(grant)};
    };
    const auto as = [&](std::string_view to) { return granted(to, [](auto&) {}); };
    out.push_back({"grant id taken", command::CreateGrant{scene.grant}, Code::AlreadyExists});
    out.push_back({"grant to an unknown agent", as("agent:nobody"), Code::AgentUnknown});
    out.push_back({"grant to a revoked agent", as("agent:revoked"), Code::AgentRevoked});
    out.push_back({"grant to an unknown group", as("group:nobody"), Code::NotFound});
    out.push_back({"grant to an unknown role", as("role:nobody"), Code::NotFound});
    out.push_back(
        {"grant without scopes", granted("agent:active", [](auto& g) { g.scopes.clear(); }), Code::InvalidArgument});
    out.push_back({"grant expired already", granted("agent:active", [&](auto& g) { g.expires = scene.store.now; }),
                   Code::InvalidArgument});
    out.push_back({"grant ended already",
                   granted("agent:active", [&](auto& g) { g.conditions.notAfter = scene.store.now - Duration(1); }),
                   Code::InvalidArgument});
    out.push_back({"grant with no approvers",
                   granted("agent:active", [](auto& g) { g.hold = Scene::hold(0, "role:approver"); }),
                   Code::ZeroApprovers});
    out.push_back({"grant with unknown approvers",
                   granted("agent:active", [](auto& g) { g.hold = Scene::hold(1, "group:nobody"); }), Code::NotFound});
    out.push_back({"revoke no grant", command::RevokeGrant{GrantId::generate(scene.store.random)}, Code::NotFound});
    out.push_back({"revoke a grant twice", command::RevokeGrant{scene.revokedGrant.id}, Code::IllegalTransition});
}

void delegationRefusals(Scene& scene, Refusals& out) {
    const auto created = [](delegation::Delegation hop, auto&& change) {
        change(hop);
        return command::CreateDelegation{.delegation = std::move(hop), .purpose = std::nullopt};
    };
    const auto fresh = [&](auto&& change) { return created(scene.hopFor(kActive), change); };
    const auto child = [&](const delegation::Delegation& parent, auto&& change) {
        return created(scene.childOf(parent), change);
    };
    const auto same = [](auto&) {};
    const auto from = [](std::string_view user) {
        return [user](auto& hop) { hop.from = identity::Principal::of(userId(user)); };
    };
    out.push_back({"delegation id taken", created(scene.root, same), Code::AlreadyExists});
    out.push_back({"delegation from nobody", fresh(from("nobody")), Code::UserUnknown});
    out.push_back({"delegation from somebody disabled", fresh(from("leaver")), Code::UserDisabled});
    out.push_back({"delegation from a disabled person's alias", fresh(from("leaver-2")), Code::UserDisabled});
    out.push_back({"delegation to nobody", fresh([](auto& hop) { hop.to = agentId("nobody"); }), Code::AgentUnknown});
    out.push_back({"delegation to a revoked agent", fresh([](auto& hop) { hop.to = kRevoked; }), Code::AgentRevoked});
    out.push_back({"delegation without scopes", fresh([](auto& hop) { hop.scopes.clear(); }), Code::InvalidArgument});
    out.push_back(
        {"delegation for certain services", fresh([](auto& hop) { hop.audience = {"mail"}; }), Code::InvalidArgument});
    out.push_back({"delegation expired already", fresh([&](auto& hop) { hop.expires = scene.store.now; }),
                   Code::InvalidArgument});
    out.push_back({"delegation from an agent without parent",
                   fresh([](auto& hop) { hop.from = identity::Principal::of(kPending); }), Code::InvalidArgument});
    out.push_back({"hop below nothing",
                   child(scene.root, [&](auto& hop) { hop.parent = DelegationId::generate(scene.store.random); }),
                   Code::DelegationUnknown});
    out.push_back({"hop below a revoked one", child(scene.revokedHop, same), Code::DelegationRevoked});
    // Shorter than its parent, which has ended by now.
    out.push_back({"hop below an expired one",
                   child(scene.endingHop, [&](auto& hop) { hop.expires = scene.store.now + Duration(1); }),
                   Code::DelegationExpired});
    out.push_back(
        {"hop that widens", child(scene.root, [](auto& hop) { hop.scopes = scopes("**"); }), Code::DelegationWidens});
    out.push_back({"hop by a stranger",
                   child(scene.root, [](auto& hop) { hop.from = identity::Principal::of(kSuspended); }),
                   Code::DelegationForeign});
    out.push_back(
        {"hop as deep as its parent", child(scene.root, [](auto& hop) { hop.maxDepth = 2; }), Code::DelegationWidens});
    out.push_back({"revoke no delegation", command::RevokeDelegation{DelegationId::generate(scene.store.random)},
                   Code::DelegationUnknown});
    out.push_back(
        {"revoke a delegation twice", command::RevokeDelegation{scene.revokedHop.id}, Code::IllegalTransition});
}

void approvalRefusals(Scene& scene, Refusals& out) {
    const auto bob = operatorId("bob");
    auto decide = scene.store.decision(scene.held, bob, approval::Verdict::Approve);
    out.push_back({"decide without the role", decide, Code::Forbidden, "adam"});
    out.push_back({"decide what another signed", decide, Code::SignatureInvalid});
    out.push_back({"decide for one's own agent",
                   scene.store.decision(scene.held, operatorId("alice"), approval::Verdict::Approve),
                   Code::NotEligible});
    decide.approval = ApprovalId::generate(scene.store.random);
    out.push_back({"decide nothing", decide, Code::ApprovalUnknown, "bob"});
    decide.approval = scene.held.id;
    decide.payload = "[]";
    out.push_back({"decide by no decision", decide, Code::InvalidRequest, "bob"});
}

/// One lawful command of each type.
std::vector<command::Command> lawful(Scene& scene) {
    command::SetSettings settings;
    settings.pendingLifetime = Duration(60'000);
    auto withHold = scene.grantFor("group:Team");
    withHold.hold = Scene::hold(1, "group:Team");
    withHold.expires = scene.store.now + Duration(1);
    return {
        settings,
        command::AcceptClock{scene.store.now},
        command::AddUser{.id = userId("new@acme.example"), .displayName = std::nullopt, .aliasOf = userId("bob")},
        command::DisableUser{userId("bob")},
        command::AddOperator{
            .id = operatorId("new"), .person = userId("bob"), .key = publicKey(90), .roles = {OperatorRole::Owner}},
        command::DisableOperator{operatorId("bob")},
        command::RotateOperatorKey{.id = operatorId("bob"), .key = publicKey(90)},
        command::SetGroup{.id = groupId("Team"),
                          .members = {identity::Principal::of(kActive), identity::Principal::of(operatorId("bob"))}},
        scene.registration(),
        command::ActivateAgent{.id = agentId("walker"), .enrolment = scene.enrolled},
        command::RejectEnrolment{scene.enrolled},
        command::SuspendAgent{kActive},
        command::ResumeAgent{kSuspended},
        command::RevokeAgent{kPending},
        command::RotateAgentKey{.id = kSuspended, .key = publicKey(90), .overlapUntil = scene.store.now},
        command::SetScope{
            .scope = delegation::Scope::parse("pr:read").value(), .risk = delegation::Risk::Low, .description = "read"},
        command::MapAction{.action = "pr.read", .scope = delegation::Scope::parse("pr:read").value()},
        command::SetRole{Scene::role("writer")},
        command::AssignRole{{.role = roleId("base"), .to = subject("group:Team"), .expires = std::nullopt}},
        command::UnassignRole{.role = roleId("writer"), .to = subject("agent:active")},
        command::CreateGrant{withHold},
        command::RevokeGrant{scene.grant.id},
        command::CreateDelegation{.delegation = scene.childOf(scene.root), .purpose = std::nullopt},
        command::RevokeDelegation{scene.root.id}};
}

} // namespace

class TstRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachRuleRefuses() {
        Scene scene;
        QVERIFY(scene.ready);
        Refusals refusals;
        storeRefusals(scene, refusals);
        peopleRefusals(refusals);
        agentRefusals(scene, refusals);
        roleRefusals(scene, refusals);
        grantRefusals(scene, refusals);
        delegationRefusals(scene, refusals);
        approvalRefusals(scene, refusals);
        const auto before = describe(scene.store.state);
        std::set<std::size_t> types;
        for (const auto& one : refusals) {
            const auto result = scene.check(one.command, one.by);
            const auto told = std::string(one.rule) + ": " + (result ? "allowed" : result.error().detail);
            QVERIFY2(!result && result.error().code == one.code, told.c_str());
            types.insert(one.command.index());
        }
        QCOMPARE(types.size(), std::variant_size_v<command::Command>);
        QCOMPARE(describe(scene.store.state), before);
    }

    void whatIsLawfulIsAllowedAndFolds() {
        Scene scene;
        const auto commands = lawful(scene);
        for (const auto& command : commands) {
            // Each from the same state.
            const auto state = scene.store.state;
            const auto result = scene.store.order(command);
            const auto told = std::string(command::commandName(command)) + ": " + (result ? "" : result.error().detail);
            QVERIFY2(result, told.c_str());
            scene.store.state = state;
        }
        const auto bob = operatorId("bob");
        QVERIFY(scene.store.order(scene.store.decision(scene.held, bob, approval::Verdict::Deny), bob));
    }

    void rolesDecideWhoMayOrder() {
        Scene scene;
        const std::map<std::string, OperatorRole> roles{{"adam", OperatorRole::Admin},
                                                        {"paul", OperatorRole::PolicyAuthor},
                                                        {"bob", OperatorRole::Approver},
                                                        {"audrey", OperatorRole::Auditor}};
        const std::set<std::string_view> ownersOnly{"SetSettings", "AddOperator", "DisableOperator",
                                                    "RotateOperatorKey"};
        for (const auto& command : lawful(scene)) {
            const auto name = command::commandName(command);
            for (const auto& [who, role] : roles) {
                const auto* rotate = std::get_if<command::RotateOperatorKey>(&command);
                const bool own = rotate != nullptr && rotate->id.text() == who;
                const bool may = own || (role == OperatorRole::Admin && !ownersOnly.contains(name));
                const auto told = who + " orders " + std::string(name);
                QVERIFY2(codeOf(scene.check(command, who)) == (may ? Code::Internal : Code::Forbidden), told.c_str());
            }
        }
    }

    void onlyLiveOperatorsWithAValidKeyOrder() {
        Scene scene;
        const command::SuspendAgent stop{kActive};
        const auto& state = scene.store.state;
        const auto key = publicKey(1).thumbprint();
        QCOMPARE(codeOf(scene.check(stop, "gone")), Code::OperatorDisabled);
        QCOMPARE(codeOf(scene.check(stop, "leaver")), Code::UserDisabled);
        QCOMPARE(codeOf(checkCommand(state, stop, operatorId("nobody"), key, scene.store.now)), Code::OperatorUnknown);
        QCOMPARE(codeOf(checkCommand(state, stop, operatorId("alice"), publicKey(90).thumbprint(), scene.store.now)),
                 Code::KeyNotValidNow);
        QVERIFY(checkCommand(state, stop, operatorId("alice"), key, scene.store.now));
        QVERIFY(scene.store.order(command::RotateOperatorKey{.id = operatorId("alice"), .key = publicKey(90)}));
        QCOMPARE(codeOf(checkCommand(state, stop, operatorId("alice"), key, scene.store.now)), Code::KeyNotValidNow);
        QVERIFY(checkCommand(state, stop, operatorId("alice"), publicKey(90).thumbprint(), scene.store.now));
    }

    void anOwnerMayLeaveWhenAnotherStays() {
        Scene scene;
        scene.store.keys.insert_or_assign(operatorId("olga"), signingKey(60));
        QVERIFY(scene.store.order(command::AddOperator{
            .id = operatorId("olga"), .person = userId("bob"), .key = publicKey(60), .roles = {OperatorRole::Owner}}));
        QVERIFY(scene.store.order(command::DisableOperator{operatorId("alice")}));
        QCOMPARE(codeOf(scene.check(command::DisableUser{userId("bob")}, "olga")), Code::IllegalTransition);
    }

    void oneKeyServesOneEnrolment() {
        Scene scene;
        QVERIFY(scene.store.order(command::ActivateAgent{.id = agentId("walker"), .enrolment = scene.enrolled}));
        QCOMPARE(codeOf(scene.check(command::ActivateAgent{.id = agentId("thief"), .enrolment = scene.enrolledKey})),
                 Code::AlreadyExists);
    }

    void chainsEndAfterSixteenHops() {
        Scene scene;
        auto last = scene.hopFor(agentId("active"));
        last.maxDepth = 40;
        QVERIFY(scene.store.order(command::CreateDelegation{.delegation = last, .purpose = std::nullopt}));
        for (int hops = 2; hops <= 16; ++hops) {
            auto next = scene.childOf(last);
            next.to = hops % 2 == 0 ? kPending : kActive;
            next.maxDepth = static_cast<std::uint8_t>(last.maxDepth - 1);
            QVERIFY(scene.store.order(command::CreateDelegation{.delegation = next, .purpose = std::nullopt}));
            last = next;
        }
        auto tooDeep = scene.childOf(last);
        tooDeep.to = kActive;
        tooDeep.maxDepth = 0;
        QCOMPARE(codeOf(scene.check(command::CreateDelegation{.delegation = tooDeep, .purpose = std::nullopt})),
                 Code::DelegationTooDeep);
    }
};

} // namespace countersign::service

QTEST_APPLESS_MAIN(countersign::service::TstRules)
#include "tst_rules.moc"
