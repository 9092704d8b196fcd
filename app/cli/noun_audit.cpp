#include "app/cli/new_file.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"
#include "app/cli/verify_text.h"
#include "core/audit/export_text.h"
#include "core/service/maintenance.h"

namespace countersign::cli {

namespace {

std::string resourceText(const std::map<std::string, std::string>& resource) {
    std::vector<std::string> parts;
    for (const auto& [key, value] : resource) {
        parts.push_back(key + "=" + value);
    }
    return joined(parts);
}

std::string outcomeText(const command::AuditRow& row) {
    const std::string outcome(ledger::outcomeName(row.record->outcome));
    if (row.result.empty()) {
        return outcome;
    }
    return outcome + (row.result == "unknown" ? ", outcome unknown" : ", " + row.result);
}

std::string textOf(const json::Object* object, std::string_view member) {
    const auto* found = object == nullptr ? nullptr : object->find(member);
    return found == nullptr || found->asString() == nullptr ? std::string() : *found->asString();
}

/// `SuspendAgent agent-1`, `CreateGrant grt_… agent:agent-1`: the order, what it names, and whom it is about.
std::string orderText(const ledger::RecordFields& fields) {
    const auto* member = fields.command.find("command");
    const auto* order = member == nullptr ? nullptr : member->asObject();
    auto text = textOf(order, "type");
    auto target = textOf(order, "id");
    for (const auto* name : {"grant", "delegation", "role", "assignment"}) {
        const auto* inner = target.empty() && order != nullptr ? order->find(name) : nullptr;
        target = inner == nullptr ? target : textOf(inner->asObject(), "id");
    }
    text += target.empty() ? "" : " " + target;
    return text + (fields.agent.empty() || fields.agent == target ? "" : " agent:" + fields.agent);
}

/// What it was about, whatever the kind.
std::string whatText(const ledger::RecordFields& fields) {
    if (!fields.action.empty()) {
        return fields.action;
    }
    auto text = fields.command.empty() ? textOf(&fields.data, "event") : orderText(fields);
    return text.empty() ? "-" : text;
}

std::vector<std::string> rowCells(const command::AuditRow& row) {
    const auto& fields = row.record.fields();
    std::vector<std::string> reasons;
    for (const auto& reason : fields.reasons) {
        reasons.push_back(reason.code);
    }
    return {std::to_string(row.seq),
            fields.at.text(),
            std::string(ledger::kindName(fields.kind)),
            outcomeText(row),
            fields.operatorId.empty() ? (fields.agent.empty() ? "-" : "agent:" + fields.agent)
                                      : "operator:" + fields.operatorId,
            fields.user.empty() ? "-" : "user:" + fields.user,
            whatText(fields),
            resourceText(fields.resource),
            joined(reasons)};
}

Outcome<void> checkFilter(const Context& context) {
    const auto filter = audit::Filter::parse(context.arguments().text("--filter"), context.clock().wallNow());
    if (!filter) {
        return wrongUsage("--filter: " + filter.error().detail);
    }
    return {};
}

Outcome<std::optional<std::uint64_t>> parseLimit(const Arguments& arguments, std::uint64_t most) {
    TRY(const auto limit, optionalCount(arguments, "--limit", most));
    if (limit == 0) {
        return wrongUsage("--limit: `0` would be no record at all; leave it away or say how many");
    }
    return limit;
}

/// Newest first, page by page, at most `most` rows.
Outcome<command::AuditView> eachRow(Context& context, std::uint64_t most,
                                    const std::function<Result<void>(command::AuditRow&)>& visit) {
    TRY(auto opened, context.ask(command::OpenAudit{context.arguments().text("--filter")}));
    command::ListAudit query{.filter = opened.filter, .page = {}, .view = opened.view, .before = {}};
    do {
        query.page.limit = static_cast<std::uint32_t>(std::min<std::uint64_t>(most, 1000));
        TRY(auto page, context.ask(query));
        for (auto& row : page.items) {
            CHECK(visit(row));
        }
        most -= std::min<std::uint64_t>(most, page.items.size());
        query.page.after = page.next;
    } while (!query.page.after.empty() && most > 0);
    return opened;
}

Outcome<Exit> list(Context& context) {
    CHECK(checkFilter(context));
    TRY(const auto limit, parseLimit(context.arguments(), 1'000'000));
    std::vector<command::AuditRow> rows;
    CHECK(eachRow(context, limit.value_or(100), [&](command::AuditRow& row) -> Result<void> {
        rows.push_back(std::move(row));
        return {};
    }));
    printList<command::ListAudit>(context.output(), std::move(rows),
                                  {"SEQ", "TIME", "KIND", "OUTCOME", "WHO", "FOR", "WHAT", "RESOURCE", "REASONS"},
                                  rowCells);
    return Exit::Done;
}

Outcome<Exit> show(Context& context) {
    TRY(const auto seq, parseCount("SEQ", context.arguments().operands().front(), std::uint64_t{1} << 52));
    TRY(const auto view, context.ask(command::GetRecord{seq}));
    const auto& output = context.output();
    output.line("record " + std::to_string(view.row.seq) + "  leaf " + view.row.leaf.hex());
    output.block(json::pretty(view.row.record.toJson()), "  ");
    output.line("values that were not erased");
    output.block(json::pretty(view.values), "  ");
    if (!view.row.result.empty()) {
        output.line("the agent reported: " + view.row.result);
    }
    output.line("in the tree of");
    output.block(view.checkpoint, "  ");
    output.json(answerJson<command::GetRecord>(view));
    return Exit::Done;
}

/// Tells the ledger of the export, where it can be told.
Outcome<void> noteExport(Context& context, const command::AuditView& opened, const audit::ExportText& text,
                         audit::ExportFormat format) {
    const auto receipt = context.ask(command::RecordExport{.filter = opened.filter,
                                                           .view = opened.view,
                                                           .format = std::string(audit::exportFormatName(format)),
                                                           .records = text.records(),
                                                           .digest = text.digest()});
    if (receipt) {
        context.output().note("told in record " + std::to_string(receipt->seq));
        return {};
    }
    if (receipt.error().error.code == Code::StoreReadOnly) {
        context.output().note("the store is open for reading only: no record tells of this export");
        return {};
    }
    return std::unexpected(receipt.error());
}

Outcome<Exit> exportRecords(Context& context) {
    constexpr std::size_t kPiece = 1024 * 1024;
    const auto& arguments = context.arguments();
    const auto format = audit::exportFormatFromName(arguments.text("--format"));
    if (!format) {
        return wrongUsage("--format: `" + arguments.text("--format") + "` is neither csv nor jsonl");
    }
    CHECK(checkFilter(context));
    TRY(const auto limit, parseLimit(arguments, std::uint64_t{1} << 52));
    CHECK(context.backend());
    TRY(auto file, NewFile::make(arguments.text("--out")));
    audit::ExportText text(*format);
    TRY(const auto opened,
        eachRow(context, limit.value_or(std::uint64_t{1} << 52), [&](const command::AuditRow& row) -> Result<void> {
            text.add(row.seq, row.leaf, row.record);
            return text.size() > kPiece ? file.write(text.take()) : Result<void>();
        }));
    CHECK(file.write(text.take()));
    CHECK(file.keep());
    CHECK(noteExport(context, opened, text, *format));
    context.output().note(std::to_string(text.records()) + " records, newest first, in " + arguments.text("--out"));
    context.output().json(json::Object{{"digest", text.digest().hex()},
                                       {"file", arguments.text("--out")},
                                       {"records", json::Value::integer(static_cast<std::int64_t>(text.records()))}});
    return Exit::Done;
}

std::optional<std::string> noteOf(const std::optional<backend::Pins::Pin>& pin) {
    return pin ? std::optional(pin->note) : std::nullopt;
}

Outcome<std::optional<std::string>> pinnedNote(const StoreId& store) {
    TRY(const auto pin, backend::Pins::ofUser().find(store));
    return noteOf(pin);
}

void sayNothingWasPinned(const Output& output) {
    output.note("no head of this store was pinned before: there is nothing to compare with, and a whole older copy, or "
                "another store with the same name, would look as good");
}

Outcome<command::VerifyReport> verifyFile(const Context& context, const std::string& path,
                                          const std::optional<std::string>& given) {
    TRY(const auto meta, store::readMeta(path));
    TRY(auto file, store::ReadStore::open(path));
    auto note = given;
    if (!note) {
        TRY(note, pinnedNote(meta.id));
    }
    TRY(auto report, service::verifyStore(*file, meta, note, [&](std::string_view, std::uint64_t, std::uint64_t) {}));
    if (!note) {
        sayNothingWasPinned(context.output());
    }
    return report;
}

Outcome<Exit> verify(Context& context) {
    const auto& arguments = context.arguments();
    std::optional<std::string> given;
    if (arguments.has("--pin")) {
        TRY(given, readTextFile(arguments.text("--pin"), 64 * 1024));
    }
    std::string path;
    if (!arguments.operands().empty()) {
        path = arguments.operands().front();
    } else {
        TRY(path, context.store());
    }
    Outcome<command::VerifyReport> report = std::unexpected(Failure(Error{}));
    const bool isFile = path.find("://") == std::string::npos;
    if (isFile && (!arguments.operands().empty() || !context.hasOperatorKey())) {
        report = verifyFile(context, path, given);
    } else {
        TRY(const auto* const store, context.backend());
        if (!given) {
            // As it was before this very command moved it on; what the server says about heads decides nothing here.
            const auto& seen = context.seenHead();
            TRY(given, seen ? noteOf(seen->before) : pinnedNote(store->store()));
        }
        if (!given) {
            sayNothingWasPinned(context.output());
        }
        report = context.ask(command::Verify{given});
    }
    if (!report) {
        return std::unexpected(std::move(report).error());
    }
    printVerification(context.output(), *report);
    context.output().json(answerJson<command::Verify>(*report));
    return report->findings.empty() ? Exit::Done : Exit::Failed;
}

Outcome<Exit> checkpoint(Context& context) {
    TRY(const auto note, context.ask(command::GetCheckpoint{}));
    context.output().block(note);
    context.output().json(json::Object{{"checkpoint", note}});
    return Exit::Done;
}

constexpr Option kFilter{"--filter", "EXPR", "e.g. 'outcome = deny and agent ~ \"code-*\" and time > -7d'"};

} // namespace

std::vector<Verb> auditVerbs() {
    return {{"audit",
             "list",
             {},
             {kFilter, {"--limit", "N", "at most so many, newest first (default 100)"}},
             "Lists records.",
             "audit list --filter 'agent = agent-code-reviewer-01 and outcome = hold'",
             list},
            {"audit",
             "show",
             {"SEQ"},
             {},
             "Shows one record with its values and its place in the tree.",
             "audit show 42",
             show},
            {"audit",
             "export",
             {},
             {{"--format", "FORMAT", "csv or jsonl", Option::Need::Required},
              {"--out", "FILE", "never overwritten", Option::Need::Required},
              kFilter,
              {"--limit", "N", "at most so many, newest first (default: all)"}},
             "Writes records to a file.",
             "audit export --format csv --filter 'time > -30d' --out november.csv",
             exportRecords},
            {"audit",
             "verify",
             {"[FILE]"},
             {{"--pin", "NOTE", "file with a checkpoint seen earlier (default: the one this user saw)"}},
             "Proves the whole ledger against itself; a FILE needs no key and no daemon.",
             "audit verify acme.countersign",
             verify},
            {"audit", "checkpoint", {}, {}, "Prints the newest signed head.", "audit checkpoint", checkpoint}};
}

} // namespace countersign::cli
