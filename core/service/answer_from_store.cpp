#include "core/service/answer_audit_p.h"

#include "core/approval/eligibility.h"
#include "core/ledger/checkpoint.h"
#include "core/service/ledger_edge_p.h"
#include "core/service/maintenance.h"
#include "core/service/preview_p.h"
#include "core/service/record_data_p.h"
#include "core/service/review_p.h"

namespace countersign::service {

namespace {

/// What was changed in the file is named, and not passed on.
Result<json::Value> checkedValues(std::string_view values, std::string_view record) {
    if (auto checked = Values::check(values, record); !checked) {
        return json::Value(
            json::Object{{"error", codeName(checked.error().code)}, {"error_description", checked.error().detail}});
    }
    return json::parse(values, {.bytes = 16 * 1024 * 1024, .depth = 80});
}

template <class Q>
Result<command::Answer> answer(typename Q::Answer value) {
    return command::Answer(std::in_place_index<command::kQueryIndex<Q>>, std::move(value));
}

/// What became of an allowed action, as far as the agent said.
std::string resultOf(const State& state, const ledger::RecordFields& fields) {
    const bool allowed = fields.outcome == ledger::Outcome::Allow &&
                         (fields.kind == ledger::Kind::Decision || fields.kind == ledger::Kind::Redemption);
    if (!allowed) {
        return {};
    }
    const auto* reported = state.outcomes.find(fields.request);
    return reported == nullptr ? "unknown" : *reported;
}

Result<command::AuditRow> rowOf(const State& state, const store::StoredRecord& stored) {
    TRY(auto record, ledger::Record::parse(stored.body));
    auto result = resultOf(state, record.fields());
    return command::AuditRow{.seq = stored.seq,
                             .leaf = ledger::leafHash(asBytes(stored.body)),
                             .record = std::move(record),
                             .result = std::move(result)};
}

struct FromStore {
    const identity::OperatorId& by;
    store::ReadStore& store;
    const State& state;
    const FileFacts& facts;

    Result<command::Answer> operator()(const command::ListAudit& q) const {
        auto number = q.view;
        auto before = q.before;
        std::uint64_t passOver = 0;
        if (!q.page.after.empty()) {
            TRY(const auto cursor, parseAuditCursor(q.page.after));
            if (number.value_or(cursor.view) != cursor.view) {
                return fail(Code::InvalidRequest, "`after` is of another view than `view`");
            }
            number = cursor.view;
            before = std::min(cursor.before, before.value_or(cursor.before));
            passOver = cursor.passOver;
        }
        TRY(const auto view, findView(store, facts, by, q.filter, number));
        const auto limit = std::clamp<std::size_t>(q.page.limit, 1, 1000);
        auto bound = std::min(view.number, before.value_or(view.number));
        if (passOver > 0) {
            TRY(const auto last, store.nth(view.filter, bound, passOver - 1));
            bound = last.value_or(0);
        }
        TRY(const auto found, store.search(view.filter, bound, limit));
        Page<command::AuditRow> page;
        for (const auto& stored : found) {
            TRY(auto row, rowOf(state, stored));
            page.items.push_back(std::move(row));
        }
        if (page.items.size() == limit && page.items.back().seq > 0) {
            page.next = auditCursor({.view = view.number, .before = page.items.back().seq});
        }
        if (view.filter == audit::Filter::everything()) {
            page.total = view.number;
        }
        return answer<command::ListAudit>(std::move(page));
    }

    Result<command::Answer> operator()(const command::OpenAudit& q) const {
        TRY(const auto view, findView(store, facts, by, q.filter, std::nullopt));
        return answer<command::OpenAudit>({.view = view.number, .filter = view.filter.text()});
    }
    Result<command::Answer> operator()(const command::CountAudit& q) const {
        TRY(const auto view, findView(store, facts, by, q.filter, q.view));
        TRY(auto count, countAudit(store, view, q.after));
        return answer<command::CountAudit>(std::move(count));
    }

    Result<command::Answer> operator()(const command::AuditHistogram& q) const {
        TRY(const auto view, findView(store, facts, by, q.filter, q.view));
        TRY(auto histogram, auditHistogram(store, view, q));
        return answer<command::AuditHistogram>(std::move(histogram));
    }
    Result<command::Answer> operator()(const command::RecordExport&) const {
        return fail(Code::StoreReadOnly, "nothing can be written to the store, so the export is not recorded");
    }
    Result<command::Answer> operator()(const command::ListActivity& q) const {
        TRY(auto page, listActivity(store, state, q.page, facts.now));
        return answer<command::ListActivity>(std::move(page));
    }
    Result<command::Answer> operator()(const command::MatchResources& q) const {
        TRY(auto matches, matchResources(store, q.pattern));
        return answer<command::MatchResources>(std::move(matches));
    }

    Result<command::Answer> operator()(const command::PreviewCommand& q) const {
        if (auto refusal = refusedByMode(q.command)) {
            command::CommandPreview preview;
            preview.refusal = std::move(refusal);
            return answer<command::PreviewCommand>(std::move(preview));
        }
        TRY(auto preview, previewCommand(store, state, q.command, by, facts.now));
        return answer<command::PreviewCommand>(std::move(preview));
    }
    Result<command::Answer> operator()(const command::Replay& q) const {
        TRY(auto slice, replayCommand(store, state, q, by, facts.now));
        return answer<command::Replay>(std::move(slice));
    }

    Result<command::Answer> operator()(const command::GetRecord& q) const {
        TRY(const auto stored, store.record(q.seq));
        TRY(auto row, rowOf(state, stored));
        command::RecordView view{
            .row = std::move(row), .body = stored.body, .values = {}, .checkpoint = {}, .inclusion = {}};
        TRY(const auto values, store.values(q.seq));
        if (values) {
            TRY(view.values, checkedValues(*values, stored.body));
        }
        TRY(const auto size, store.size());
        TRY(const auto note, store.checkpoint(size));
        if (note) {
            view.checkpoint = *note;
            TRY(const auto head, headOf(*note));
            TRY(view.inclusion, proveInclusion(store, q.seq, head.size));
        }
        return answer<command::GetRecord>(std::move(view));
    }

    Result<command::Answer> operator()(const command::GetApproval& q) const {
        const auto request = state.approvalAt(q.id, facts.now);
        if (!request) {
            return fail(Code::ApprovalUnknown, "there is no approval `" + q.id.text() + "`");
        }
        TRY(auto shown, showRequest(store, state.world.store, *request));
        command::ApprovalView view{.request = *request,
                                   .review = std::move(shown.document),
                                   .reviewDigest = shown.digest,
                                   .arguments = std::move(shown.arguments),
                                   .askedReason = std::move(shown.askedReason),
                                   .mayDecide = false,
                                   .whyNot = {},
                                   .history = {}};
        judge(view);
        addHistory(view);
        return answer<command::GetApproval>(std::move(view));
    }

    Result<command::Answer> operator()(const command::GetStore&) const {
        TRY(const auto size, store.size());
        TRY(const auto note, store.checkpoint(size));
        command::StoreInfo info;
        info.store = facts.meta.id;
        info.trustDomain = facts.meta.trustDomain;
        info.ledgerKey = state.ledgerKeys.newest();
        if (note) {
            TRY(const auto head, headOf(*note));
            info.ledgerSize = head.size;
            info.root = head.root;
        }
        TRY(const auto indexed, store.indexed());
        info.indexLag = size - std::min(size, indexed);
        info.state = facts.health;
        info.policyPublished = state.world.policy != nullptr;
        info.oneOperator = state.world.directory.operators().size() == 1;
        info.settings = state.world.settings;
        return answer<command::GetStore>(std::move(info));
    }

    Result<command::Answer> operator()(const command::GetCheckpoint&) const {
        TRY(const auto size, store.size());
        TRY(auto note, store.checkpoint(size));
        if (!note) {
            return fail(Code::NotFound, "the ledger is empty");
        }
        return answer<command::GetCheckpoint>(*std::move(note));
    }
    Result<command::Answer> operator()(const command::ListKeyChanges&) const {
        std::vector<ledger::KeyChange> changes;
        const auto& entries = state.ledgerKeys.entries();
        for (std::size_t i = 1; i < entries.size(); ++i) {
            const auto seq = entries[i].from - 1;
            TRY(const auto stored, store.record(seq));
            TRY(const auto record, ledger::Record::parse(stored.body));
            TRY(auto change, ledger::readKeyChange(record->data, seq));
            changes.push_back(change);
        }
        return answer<command::ListKeyChanges>(std::move(changes));
    }
    Result<command::Answer> operator()(const command::ProveConsistency& q) const {
        TRY(auto proof, proveConsistency(store, q.from, q.to));
        return answer<command::ProveConsistency>(std::move(proof));
    }
    Result<command::Answer> operator()(const command::ProveInclusion& q) const {
        TRY(auto proof, proveInclusion(store, q.seq, q.size));
        return answer<command::ProveInclusion>(std::move(proof));
    }
    Result<command::Answer> operator()(const command::Verify& q) const {
        TRY(auto report, verifyStore(store, facts.meta, q.pinned, {}));
        return answer<command::Verify>(std::move(report));
    }
    template <class Other>
    Result<command::Answer> operator()(const Other&) const {
        return fail(Code::Internal, "this query is answered from memory");
    }

private:
    /// What the engine takes of orders as its clock and disk are, whatever they order.
    [[nodiscard]] std::optional<decision::Reason> refusedByMode(const command::Command& command) const {
        if (command::onlyRestricts(command)) {
            return std::nullopt;
        }
        if (facts.health == "full") {
            return decision::Reason{.code = Code::StoreFull, .text = "the store's disk is full"};
        }
        if (facts.health == "clock_suspect") {
            return decision::Reason{.code = Code::ClockSuspect, .text = "the engine's clock is suspect"};
        }
        return std::nullopt;
    }

    [[nodiscard]] Result<ledger::Checkpoint> headOf(const std::string& note) const {
        TRY(const auto origin, ledger::checkpointOrigin(facts.meta.trustDomain, facts.meta.id));
        return ledger::openCheckpoint(note, origin, state.ledgerKeys);
    }

    void judge(command::ApprovalView& view) const {
        const approval::Requester requester{view.request.agent, view.request.user, view.request.chain};
        if (view.request.state != approval::State::Pending) {
            view.whyNot = "the request is " + std::string(approval::stateName(view.request.state));
            return;
        }
        const auto satisfiable = approval::checkSatisfiable(state.world.directory, requester, view.request.holds);
        const bool alone = satisfiable && *satisfiable == approval::Separation::None;
        for (const auto& requirement : view.request.holds) {
            const auto eligible = approval::checkEligible(state.world.directory, requester, requirement.hold, by);
            if (eligible || alone) {
                view.mayDecide = true;
                view.whyNot.clear();
                return;
            }
            view.whyNot = eligible.error().detail;
        }
    }

    void addHistory(command::ApprovalView& view) const {
        constexpr std::size_t kMost = 20;
        std::vector<const approval::ApprovalRequest*> earlier;
        state.approvals.forEach([&](const ApprovalId&, const auto& other) {
            if (other->agent == view.request.agent && other->action == view.request.action &&
                other->record < view.request.record) {
                earlier.push_back(other.get());
            }
        });
        std::ranges::sort(earlier, std::ranges::greater(), [](const auto* one) { return one->record; });
        for (const auto* one : earlier) {
            if (view.history.size() < kMost) {
                view.history.emplace_back(one->request, state.approvalAt(one->id, facts.now)->state);
            }
        }
    }
};

} // namespace

Result<command::Answer> answerFromStore(const command::Query& query, const identity::OperatorId& by,
                                        store::ReadStore& store, const State& state, const FileFacts& facts) {
    return std::visit(FromStore{by, store, state, facts}, query);
}

Result<std::vector<command::AuditRow>> feedRows(store::ReadStore& store, const State& state, std::uint64_t from,
                                                std::size_t limit) {
    TRY(const auto stored, store.records(from, limit));
    std::vector<command::AuditRow> rows;
    rows.reserve(stored.size());
    for (const auto& one : stored) {
        TRY(auto row, rowOf(state, one));
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace countersign::service
