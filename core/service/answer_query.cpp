#include "core/service/answer_audit_p.h"

#include "core/service/answer_from_file.h"
#include "core/service/simple_job_p.h"

namespace countersign::service {

namespace {

Result<void> checkMayAsk(const State& state, const command::Query& query, const identity::OperatorId& id) {
    const auto* by = state.world.directory.findOperator(id);
    if (by == nullptr) {
        return fail(Code::OperatorUnknown, "`" + id.text() + "` is no operator of this store");
    }
    if (by->disabled) {
        return fail(Code::OperatorDisabled, "`" + id.text() + "` is disabled");
    }
    const auto* person = state.world.directory.user(state.world.directory.personOf(by->person));
    const auto* account = state.world.directory.user(by->person);
    if ((person != nullptr && person->disabled) || (account != nullptr && account->disabled)) {
        return fail(Code::UserDisabled, "the person behind `" + id.text() + "` is disabled");
    }
    if (command::mayAsk(*by, query)) {
        return {};
    }
    return fail(Code::Forbidden, "`" + id.text() + "` may not ask for " + std::string(command::queryName(query)) +
                                     ": it needs the auditor role");
}

/// The text of a read that the ledger keeps, or none: once per query opened, never per page.
std::optional<std::string> recordedRead(const command::Query& query) {
    if (const auto* list = std::get_if<command::ListAudit>(&query)) {
        return list->page.after.empty() && !list->view ? std::optional(list->filter) : std::nullopt;
    }
    if (const auto* open = std::get_if<command::OpenAudit>(&query)) {
        return open->filter;
    }
    if (const auto* record = std::get_if<command::GetRecord>(&query)) {
        return "seq = " + std::to_string(record->seq);
    }
    return std::holds_alternative<command::Verify>(query) ? std::optional(std::string("verify")) : std::nullopt;
}

/// A filter that means nothing opens nothing, and does not go into the ledger.
Result<void> checkFilter(const command::Query& query, Timestamp now) {
    const auto* list = std::get_if<command::ListAudit>(&query);
    const auto* open = std::get_if<command::OpenAudit>(&query);
    if (list != nullptr) {
        CHECK(audit::Filter::parse(list->filter, now));
    }
    if (open != nullptr) {
        CHECK(audit::Filter::parse(open->filter, now));
    }
    return {};
}

/// The record of a read; none where nothing can be written: reading goes on.
using ReadRecord = std::optional<std::uint64_t>;

Result<ReadRecord> recordRead(Transaction& transaction, const command::Query& query, const identity::OperatorId& by,
                              const std::string& text) {
    if (transaction.mode() != WriterMode::Open) {
        return ReadRecord();
    }
    ledger::RecordFields fields;
    fields.kind = ledger::Kind::AuditRead;
    fields.outcome = ledger::Outcome::Done;
    fields.operatorId = by.text();
    fields.data = {{"filter", text}, {"query", command::queryName(query)}};
    TRY(const auto record, transaction.append(std::move(fields), {}));
    return ReadRecord(record.seq);
}

/// `record` is that of this very question; one that has none is checked against what was recorded before.
void answerOnReader(Question question, const Sources& sources, Reads reads, ReadRecord record) {
    sources.readers.post([question = std::move(question), &writer = sources.writer, &meta = sources.meta,
                          health = sources.health.state, reads, record](Result<store::ReadStore*> store) mutable {
        if (!store) {
            question.done(std::unexpected(store.error()));
            return;
        }
        const FileFacts facts{.meta = meta,
                              .health = std::move(health),
                              .now = writer.clock().read().now,
                              .reads = reads,
                              .record = record};
        question.done(answerFromStore(question.query, question.by, **store, *writer.state(), facts));
    });
}

void answerExport(const command::RecordExport& query, const identity::OperatorId& by, Done<command::Answer> done,
                  const Sources& sources) {
    sources.writer.post(std::make_unique<SimpleJob<command::Answer>>(
        [query, by](Transaction& transaction) -> Result<command::Answer> {
            TRY(auto receipt, recordExport(transaction, query, by));
            return command::Answer(std::in_place_index<command::kQueryIndex<command::RecordExport>>,
                                   std::move(receipt));
        },
        std::move(done)));
}

void answerWithTexts(Question question, command::Answer answer, const Sources& sources) {
    sources.readers.post(
        [question = std::move(question), answer = std::move(answer)](Result<store::ReadStore*> store) mutable {
            if (!store) {
                question.done(std::unexpected(store.error()));
            } else if (auto opened = openTexts(answer, **store); !opened) {
                question.done(std::unexpected(std::move(opened).error()));
            } else {
                question.done(std::move(answer));
            }
        });
}

/// What is in memory, and in a file without a name, is nobody's store any more; how the store stands is told all the
/// same.
Result<void> checkStillThere(const Writer& writer, const command::Query& query) {
    auto files = writer.checkFiles();
    const bool gone = !files && files.error().code == Code::StoreReplaced;
    return gone && !std::holds_alternative<command::GetStore>(query) ? files : Result<void>();
}

} // namespace

void answerQuery(Question question, Sources sources) {
    const auto state = sources.writer.state();
    if (auto may = checkMayAsk(*state, question.query, question.by); !may) {
        question.done(std::unexpected(std::move(may).error()));
        return;
    }
    if (auto whole = checkStillThere(sources.writer, question.query); !whole) {
        question.done(std::unexpected(std::move(whole).error()));
        return;
    }
    if (auto answer = answerFromState(question.query, question.by, *state, sources.writer.clock().read().now)) {
        if (*answer && holdsTexts(**answer)) {
            answerWithTexts(std::move(question), **std::move(answer), sources);
        } else {
            question.done(*std::move(answer));
        }
        return;
    }
    if (const auto* made = std::get_if<command::RecordExport>(&question.query);
        made != nullptr && !sources.writer.broken()) {
        answerExport(*made, question.by, std::move(question.done), sources);
        return;
    }
    if (auto parsed = checkFilter(question.query, sources.writer.clock().read().now); !parsed) {
        question.done(std::unexpected(std::move(parsed).error()));
        return;
    }
    const auto read = recordedRead(question.query);
    if (!read || sources.writer.broken()) {
        const bool writable = !sources.writer.broken() && sources.writer.mode() == WriterMode::Open &&
                              !sources.writer.clock().read().suspect;
        answerOnReader(std::move(question), sources, writable ? Reads::Recorded : Reads::Unrecorded, {});
        return;
    }
    const auto query = question.query;
    const auto by = question.by;
    sources.writer.post(std::make_unique<SimpleJob<ReadRecord>>(
        [query, by, text = *read](Transaction& transaction) { return recordRead(transaction, query, by, text); },
        [question = std::move(question), sources = std::move(sources)](const Result<ReadRecord>& recorded) mutable {
            if (!recorded) {
                question.done(std::unexpected(recorded.error()));
                return;
            }
            answerOnReader(std::move(question), sources, *recorded ? Reads::Recorded : Reads::Unrecorded, *recorded);
        }));
}

Result<command::Answer> answerFromFile(const command::Query& query, const identity::OperatorId& by,
                                       store::ReadStore& store, const store::StoreMeta& meta, Timestamp now) {
    TRY(const auto state, loadState(store));
    CHECK(checkMayAsk(state, query, by));
    if (auto answer = answerFromState(query, by, state, now)) {
        return *std::move(answer);
    }
    return answerFromStore(query, by, store, state, {.meta = meta, .health = "read_only", .now = now});
}

} // namespace countersign::service
