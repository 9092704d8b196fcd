#pragma once

#include "core/approval/review.h"
#include "core/backend/backend.h"
#include "core/base/random.h"
#include "core/command/commands.h"
#include "core/ledger/merkle.h"

#include <QPromise>

#include <algorithm>
#include <map>
#include <mutex>

namespace countersign::test {

/// A store in memory, for tests of what sits on a Backend: knows operators, users, agents and approvals, keeps the
/// rules that screens run into (roles, unknown things, stale reviews), and writes a record for each command. What a
/// test wants to see is put in with add…(); hold() keeps answers back until release(). Thread-safe.
class FakeBackend final : public backend::Backend {
public:
    FakeBackend(StoreId store, Random& random) : m_store(std::move(store)), m_random(random) {}
    ~FakeBackend() override { release(Code::Cancelled); }
    FakeBackend(const FakeBackend&) = delete;
    FakeBackend& operator=(const FakeBackend&) = delete;

    void addOperator(const identity::OperatorId& id, std::set<identity::OperatorRole> roles) {
        const std::scoped_lock lock(m_mutex);
        m_operators[id] = std::move(roles);
    }
    void addApproval(const command::ApprovalView& view) {
        const std::scoped_lock lock(m_mutex);
        m_approvals[view.request.id] = view;
    }
    /// Answers wait until release().
    void hold() {
        const std::scoped_lock lock(m_mutex);
        m_holding = true;
    }
    void release() { release(std::nullopt); }
    /// What onLink() tells.
    void setLink(const backend::LinkState& state) {
        const std::scoped_lock lock(m_mutex);
        m_link = state;
        for (const auto& [key, receive] : std::map(m_links)) {
            receive(state);
        }
    }

    [[nodiscard]] StoreId store() const override { return m_store; }
    [[nodiscard]] QFuture<Result<command::Answer>> ask(command::Query query) override {
        return answer<command::Answer>([this, query = std::move(query)]() -> Result<command::Answer> {
            if (!m_identity) {
                return locked();
            }
            return std::visit([this](const auto& q) { return answerTo(q); }, query);
        });
    }
    [[nodiscard]] QFuture<Result<command::Receipt>> submit(command::Command command) override {
        return answer<command::Receipt>([this, command = std::move(command)]() -> Result<command::Receipt> {
            if (!m_identity) {
                return locked();
            }
            return take(command);
        });
    }
    [[nodiscard]] QFuture<Result<command::Receipt>> decide(command::ApprovalView shown, approval::Verdict verdict,
                                                           std::string reason) override {
        return answer<command::Receipt>([this, shown = std::move(shown), verdict,
                                         reason = std::move(reason)]() -> Result<command::Receipt> {
            if (!m_identity) {
                return locked();
            }
            if (approval::reviewDocument(shown.request, m_store, shown.arguments, shown.askedReason) != shown.review) {
                return fail(Code::ReviewStale, "what was shown is not what would be signed");
            }
            const auto payload = approval::decisionPayload(shown.request, m_store, m_identity->id,
                                                           m_identity->key.publicKey().thumbprint(), m_at,
                                                           approval::reviewDigest(shown.review), verdict, reason);
            command::DecideApproval decision{shown.request.id, json::canonical(payload), {}};
            decision.signature = m_identity->key.sign(crypto::Domain::Approval, asBytes(decision.payload));
            return take(decision);
        });
    }
    [[nodiscard]] std::shared_ptr<void> follow(std::uint64_t from, std::function<void(const Batch&)> receive) override {
        const std::scoped_lock lock(m_mutex);
        if (from < m_rows.size()) {
            receive(Batch(m_rows.begin() + static_cast<std::ptrdiff_t>(from), m_rows.end()));
        }
        return attach(m_followers, std::move(receive));
    }
    [[nodiscard]] std::shared_ptr<void> onLink(std::function<void(const backend::LinkState&)> receive) override {
        const std::scoped_lock lock(m_mutex);
        receive(m_link);
        return attach(m_links, std::move(receive));
    }
    void unlock(std::shared_ptr<const backend::Identity> identity) override {
        const std::scoped_lock lock(m_mutex);
        m_identity = std::move(identity);
    }

private:
    template <class T>
    QFuture<Result<T>> answer(std::function<Result<T>()> compute) {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        auto future = promise->future();
        const std::scoped_lock lock(m_mutex);
        auto finish = [this, promise, compute = std::move(compute)](std::optional<Code> instead) {
            promise->addResult(instead ? Result<T>(fail(*instead, "closed")) : compute());
            promise->finish();
        };
        if (m_holding) {
            m_waiting.push_back(std::move(finish));
        } else {
            finish(std::nullopt);
        }
        return future;
    }

    void release(std::optional<Code> instead) {
        const std::scoped_lock lock(m_mutex);
        m_holding = false;
        for (const auto& finish : std::exchange(m_waiting, {})) {
            finish(instead);
        }
    }

    template <class F>
    std::shared_ptr<void> attach(std::map<int, F>& receivers, F receive) {
        const int key = m_nextKey++;
        receivers.emplace(key, std::move(receive));
        return {this, [this, &receivers, key, alive = std::weak_ptr(m_alive)](void*) {
                    if (!alive.expired()) {
                        const std::scoped_lock lock(m_mutex);
                        receivers.erase(key);
                    }
                }};
    }

    static std::unexpected<Error> locked() { return fail(Code::AuthenticationRequired, "no operator key is unlocked"); }
    template <class Q>
    static Result<command::Answer> good(typename Q::Answer answer) {
        return command::Answer(std::in_place_index<backend::kQueryIndex<Q>>, std::move(answer));
    }
    template <class Q>
    Result<command::Answer> answerTo(const Q&) {
        if constexpr (std::is_default_constructible_v<typename Q::Answer>) {
            return good<Q>({});
        } else {
            return fail(Code::NotFound, "this store in memory has none");
        }
    }
    Result<command::Answer> answerTo(const command::GetSelf&) {
        identity::Operator self;
        self.id = m_identity->id;
        self.roles = m_operators[self.id];
        return good<command::GetSelf>(std::move(self));
    }
    Result<command::Answer> answerTo(const command::ListAgents&) {
        Page<command::AgentView> page;
        for (const auto& [id, agent] : m_agents) {
            page.items.push_back({.agent = agent, .groups = {}, .spiffeId = {}, .pending = 0});
        }
        page.total = page.items.size();
        return good<command::ListAgents>(std::move(page));
    }
    Result<command::Answer> answerTo(const command::GetAgent& query) {
        const auto found = m_agents.find(query.id);
        if (found == m_agents.end()) {
            return fail(Code::NotFound, "there is no such agent");
        }
        return good<command::GetAgent>({.agent = found->second, .groups = {}, .spiffeId = {}, .pending = 0});
    }
    Result<command::Answer> answerTo(const command::GetApproval& query) {
        const auto found = m_approvals.find(query.id);
        if (found == m_approvals.end()) {
            return fail(Code::ApprovalUnknown, "there is no such approval");
        }
        return good<command::GetApproval>(found->second);
    }
    Result<command::Answer> answerTo(const command::ListApprovals&) {
        Page<approval::ApprovalRequest> page;
        for (const auto& [id, view] : m_approvals) {
            page.items.push_back(view.request);
        }
        return good<command::ListApprovals>(std::move(page));
    }

    /// Records of a view that match, newest first.
    Result<std::vector<command::AuditRow>> matching(const std::string& text, std::uint64_t view) {
        TRY(const auto filter, audit::Filter::parse(text, m_at));
        const auto opened = m_views.find(view);
        if (opened == m_views.end() || opened->second != filter.text()) {
            return fail(Code::NotFound, "nobody opened this filter there");
        }
        std::vector<command::AuditRow> found;
        for (auto row = m_rows.rbegin(); row != m_rows.rend(); ++row) {
            if (row->seq < view && filter.matches(row->record, row->seq)) {
                found.push_back(*row);
            }
        }
        return found;
    }
    Result<std::uint64_t> openView(const std::string& text) {
        TRY(const auto filter, audit::Filter::parse(text, m_at));
        TRY(const auto receipt, append(ledger::Kind::AuditRead));
        m_views[receipt.seq] = filter.text();
        return receipt.seq;
    }
    Result<command::Answer> answerTo(const command::OpenAudit& query) {
        TRY(const auto view, openView(query.filter));
        return good<command::OpenAudit>({.view = view, .filter = m_views[view]});
    }
    Result<command::Answer> answerTo(const command::CountAudit& query) {
        TRY(const auto found, matching(query.filter, query.view));
        return good<command::CountAudit>({.count = found.size(), .next = {}});
    }
    Result<command::Answer> answerTo(const command::AuditHistogram& query) {
        TRY(const auto found, matching(query.filter, query.view));
        command::Histogram histogram{
            .from = m_at, .to = m_at + Duration(1), .width = Duration(1), .bars = {{}}, .next = {}};
        histogram.bars[0].other = found.size();
        return good<command::AuditHistogram>(std::move(histogram));
    }
    Result<command::Answer> answerTo(const command::RecordExport& query) {
        TRY(const auto found, matching(query.filter, query.view));
        TRY(const auto receipt, append(ledger::Kind::AuditRead));
        return good<command::RecordExport>(receipt);
    }
    Result<command::Answer> answerTo(const command::ListAudit& query) {
        std::uint64_t view = query.view.value_or(0);
        std::uint64_t before = query.before.value_or(m_rows.size());
        if (const auto dash = query.page.after.find('-'); dash != std::string::npos) {
            view = std::stoull(query.page.after);
            before = std::stoull(query.page.after.substr(dash + 1));
        } else if (!query.view) {
            TRY(view, openView(query.filter));
        }
        TRY(auto found, matching(query.filter, view));
        std::erase_if(found, [before](const auto& row) { return row.seq >= before; });
        Page<command::AuditRow> page;
        for (auto& row : found) {
            if (page.items.size() == query.page.limit) {
                page.next = std::to_string(view) + "-" + std::to_string(page.items.back().seq);
                break;
            }
            page.items.push_back(std::move(row));
        }
        return good<command::ListAudit>(std::move(page));
    }
    Result<command::Answer> answerTo(const command::PreviewCommand& query) {
        command::CommandPreview preview;
        if (const auto may = checkMayOrder(query.command); !may) {
            preview.refusal = {.code = may.error().code, .text = may.error().detail};
        } else if (const auto* agent = std::get_if<command::RegisterAgent>(&query.command);
                   agent != nullptr && m_agents.contains(agent->id)) {
            preview.refusal = {.code = Code::AlreadyExists, .text = "the id is taken"};
        }
        return good<command::PreviewCommand>(std::move(preview));
    }

    Result<void> checkMayOrder(const command::Command& command) {
        const auto needed = command::rolesFor(command);
        const auto& mine = m_operators[m_identity->id];
        if (std::ranges::none_of(needed, [&](auto role) { return mine.contains(role); })) {
            return fail(Code::Forbidden, "the operator lacks the role");
        }
        return {};
    }
    Result<command::Receipt> take(const command::Command& command) {
        CHECK(checkMayOrder(command));
        if (const auto* agent = std::get_if<command::RegisterAgent>(&command)) {
            CHECK(add(*agent));
        }
        if (const auto* decision = std::get_if<command::DecideApproval>(&command)) {
            CHECK(add(*decision));
        }
        return append(ledger::Kind::Command);
    }
    Result<void> add(const command::RegisterAgent& command) {
        identity::Agent agent;
        agent.id = command.id;
        agent.owner = command.owner;
        agent.tags = command.tags;
        CHECK(agent.keys.add(command.key, m_at));
        if (!m_agents.emplace(agent.id, agent).second) {
            return fail(Code::AlreadyExists, "the id is taken");
        }
        return {};
    }
    Result<void> add(const command::DecideApproval& command) {
        auto& view = m_approvals.at(command.approval);
        if (view.request.state != approval::State::Pending) {
            return fail(Code::AlreadyDecided, "it is decided");
        }
        TRY(auto decision, approval::openDecision(command.payload, command.signature, m_identity->key.publicKey(),
                                                  view.request, m_store, view.reviewDigest));
        view.request.state =
            decision.verdict == approval::Verdict::Approve ? approval::State::Approved : approval::State::Denied;
        view.request.decisions.push_back(std::move(decision));
        return {};
    }
    Result<command::Receipt> append(ledger::Kind kind) {
        ledger::RecordFields fields;
        fields.store = m_store;
        fields.id = ledger::RecordId::generate(m_random);
        fields.kind = kind;
        fields.outcome = ledger::Outcome::Done;
        fields.at = m_at;
        fields.operatorId = m_identity->id.text();
        TRY(auto record, ledger::Record::create(std::move(fields)));
        const auto leaf = ledger::leafHash(asBytes(record.canonical()));
        m_rows.push_back({.seq = m_rows.size(), .leaf = leaf, .record = std::move(record), .result = {}});
        for (const auto& [key, receive] : std::map(m_followers)) {
            receive({m_rows.back()});
        }
        return command::Receipt{.seq = m_rows.back().seq, .leaf = leaf, .at = m_at};
    }

    const StoreId m_store;
    Random& m_random;
    const Timestamp m_at{1'795'000'000'000};
    std::recursive_mutex m_mutex;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
    std::shared_ptr<const backend::Identity> m_identity;
    std::map<identity::OperatorId, std::set<identity::OperatorRole>> m_operators;
    std::map<identity::AgentId, identity::Agent> m_agents;
    std::map<ApprovalId, command::ApprovalView> m_approvals;
    std::vector<command::AuditRow> m_rows;
    /// Filters that were opened, by the record of the read.
    std::map<std::uint64_t, std::string> m_views;
    std::map<int, std::function<void(const Batch&)>> m_followers;
    std::map<int, std::function<void(const backend::LinkState&)>> m_links;
    int m_nextKey = 0;
    backend::LinkState m_link{.link = backend::Link::Connected, .detail = {}};
    bool m_holding = false;
    std::vector<std::function<void(std::optional<Code>)>> m_waiting;
};

} // namespace countersign::test
