#include "app/cli/values.h"
#include "app/cli/verbs.h"
#include "app/cli/verify_text.h"
#include "core/service/create_store.h"
#include "core/service/maintenance.h"

namespace countersign::cli {

namespace {

Outcome<Exit> init(Context& context) {
    const auto& arguments = context.arguments();
    const auto& path = arguments.operands().front();
    TRY(const auto id, arguments.parsed<identity::OperatorId>("--operator"));
    if (const auto sound = identity::checkTrustDomain(arguments.text("--trust-domain")); !sound) {
        return wrongUsage("--trust-domain: " + sound.error().detail);
    }
    TRY(const auto key, context.operatorKey());
    TRY(const auto store,
        service::createStore(
            {.path = path, .trustDomain = arguments.text("--trust-domain"), .firstOperator = id, .operatorKey = &key},
            context.clock(), context.random()));
    context.output().note("store " + store.text() + " in " + path + ", its service key in " + path + ".key");
    context.output().note("operator `" + id.text() + "` (user:" + id.text() +
                          ") has all five roles; a store with one "
                          "operator does not separate duties, so add another with `operator add`");
    context.output().json(json::Object{{"file", path}, {"store", store.text()}, {"unlock_file", path + ".key"}});
    return Exit::Done;
}

Outcome<Exit> info(Context& context) {
    TRY(const auto info, context.ask(command::GetStore{}));
    const auto& output = context.output();
    output.line("store         " + info.store.text());
    output.line("trust domain  " + info.trustDomain);
    output.line("ledger key    " + info.ledgerKey.base64());
    output.line("records       " + std::to_string(info.ledgerSize));
    output.line("root          " + info.root.hex());
    output.line("index behind  " + std::to_string(info.indexLag));
    output.line("state         " + info.state);
    output.line(std::string("policy        ") +
                (info.policyPublished ? "published" : "none published: grants alone decide"));
    if (info.oneOperator) {
        output.line("operators     one: this store does not separate duties");
    }
    output.json(answerJson<command::GetStore>(info));
    return Exit::Done;
}

service::Progress progress(const Output& output) {
    return [&output](std::string_view part, std::uint64_t done, std::uint64_t total) {
        if (done == total) {
            output.note(std::string(part) + ": " + std::to_string(done));
        }
    };
}

json::Object rebuildJson(const service::RebuildReport& report) {
    json::Object rows;
    for (const auto& [table, count] : report.rows) {
        rows.set(table, json::Value::integer(static_cast<std::int64_t>(count)));
    }
    return {{"changed", json::Array(report.changed.begin(), report.changed.end())},
            {"records", json::Value::integer(static_cast<std::int64_t>(report.records))},
            {"rows", std::move(rows)}};
}

void printRebuild(const Output& output, const service::RebuildReport& report) {
    Table table({"TABLE", "ROWS"});
    for (const auto& [name, count] : report.rows) {
        table.row({name, std::to_string(count)});
    }
    table.print(output);
    for (const auto& change : report.changed) {
        output.line("differed: " + change);
    }
}

Outcome<Exit> rebuild(Context& context) {
    TRY(const auto path, context.storeFile());
    TRY(const auto report, service::rebuildStore(path, progress(context.output())));
    printRebuild(context.output(), report);
    context.output().note(report.changed.empty() ? "rebuilt: the ledger gives the same rows as before"
                                                 : "rebuilt: some rows were not what the ledger says");
    context.output().json(rebuildJson(report));
    return Exit::Done;
}

Outcome<Exit> fsck(Context& context) {
    TRY(const auto path, context.storeFile());
    TRY(const auto meta, store::readMeta(path));
    TRY(auto file, store::ReadStore::open(path));
    TRY(const auto pin, backend::Pins::ofUser().find(meta.id));
    const auto note = pin ? std::optional(pin->note) : std::nullopt;
    TRY(auto verified, service::verifyStore(*file, meta, note, progress(context.output())));
    CHECK(service::verifyTexts(*file, progress(context.output()), verified));
    if (const auto sound = file->checkFile(); !sound) {
        verified.findings.push_back({std::nullopt, "file", "file_changed", sound.error().detail});
    }
    TRY(const auto compared, service::compareProjections(*file, progress(context.output())));
    printVerification(context.output(), verified);
    printRebuild(context.output(), compared);
    context.output().json(
        json::Object{{"projections", rebuildJson(compared)}, {"verify", answerJson<command::Verify>(verified)}});
    return verified.findings.empty() && compared.changed.empty() ? Exit::Done : Exit::Failed;
}

Outcome<Exit> backup(Context& context) {
    const auto out = context.arguments().text("--out");
    TRY(const auto path, context.storeFile());
    CHECK(service::backupStore(path, out));
    context.output().note("copied to " + out + "; its secrets stay sealed to the service key and the owners");
    context.output().json(json::Object{{"file", out}});
    return Exit::Done;
}

/// Whoever restores knows that the history ends earlier: that head is the one to remember.
Outcome<void> pinHead(const std::string& path) {
    TRY(const auto meta, store::readMeta(path));
    TRY(auto file, store::ReadStore::open(path));
    TRY(const auto note, file->checkpoint(UINT64_MAX));
    if (note) {
        TRY(const auto pin, backend::pinOf(*note, meta.trustDomain, meta.id, meta.ledgerKey));
        CHECK(backend::Pins::ofUser().replace(meta.id, pin));
    }
    return {};
}

Outcome<Exit> restore(Context& context) {
    const auto& from = context.arguments().operands().front();
    TRY(const auto path, context.storeFile());
    const auto unlockFile = context.arguments().optional("--unlock-file").value_or(path + ".key");
    auto unlock = service::readServiceKey(unlockFile);
    if (!unlock && unlock.error().code != Code::KeyFileInvalid && context.hasOperatorKey()) {
        TRY(auto own, context.operatorKey());
        unlock = std::move(own);
    }
    if (!unlock) {
        return std::unexpected(Failure(std::move(unlock).error()));
    }
    TRY(const auto restored, service::restoreStore(from, path, *unlock, context.clock(), context.random()));
    CHECK(pinHead(path));
    context.output().note("restored from " + from + "; what was there is " + path +
                          ".before-restore. Sessions, open "
                          "requests and tickets have lapsed.");
    context.output().json(json::Object{{"file", path},
                                       {"replaced", path + ".before-restore"},
                                       {"seq", json::Value::integer(static_cast<std::int64_t>(restored.seq))}});
    return Exit::Done;
}

Outcome<Exit> acceptClock(Context& context) {
    const auto now = context.clock().wallNow();
    return context.order(command::AcceptClock{now}, "the engine's clock is " + now.text());
}

/// After a restore that this person knows of: nothing in the store can tell it from an older copy put in its place.
Outcome<Exit> acceptHead(Context& context) {
    TRY(const auto* const store, context.backend());
    const auto& seen = context.seenHead();
    if (!seen) {
        return std::unexpected(Failure(Error{Code::Unavailable, "the store's newest head could not be asked for"}));
    }
    CHECK(backend::Pins::ofUser().replace(store->store(), seen->head));
    const auto text = [](const backend::Pins::Pin& pin) {
        return std::to_string(pin.head.size) + " records, root " + pin.head.root.hex();
    };
    context.output().note("before    " + (seen->before ? text(*seen->before) : std::string("nothing")));
    context.output().note("accepted  " + text(seen->head) + ": from now on heads are compared with this one");
    context.output().json(json::Object{{"checkpoint", seen->head.note},
                                       {"root", seen->head.head.root.hex()},
                                       {"size", json::Value::integer(static_cast<std::int64_t>(seen->head.head.size))},
                                       {"store", store->store().text()}});
    return Exit::Done;
}

Outcome<Exit> settings(Context& context) {
    const auto& arguments = context.arguments();
    const auto duration = [&](std::string_view option) -> Outcome<std::optional<Duration>> {
        if (!arguments.has(option)) {
            return std::optional<Duration>();
        }
        TRY(const auto value, parseDuration(option, arguments.text(option)));
        return std::optional(value);
    };
    command::SetSettings settings;
    TRY(settings.pendingLifetime, duration("--pending"));
    TRY(settings.ticketLifetime, duration("--ticket"));
    TRY(settings.sessionLifetime, duration("--session"));
    TRY(const auto most, optionalCount(arguments, "--pending-per-agent", 10'000));
    if (most) {
        settings.pendingPerAgent = static_cast<std::uint32_t>(*most);
    }
    return context.order(settings, "settings changed");
}

std::vector<Verb> fileVerbs() {
    return {{"store",
             "init",
             {"FILE"},
             {{"--trust-domain", "NAME", "e.g. acme.example", Option::Need::Required},
              {"--operator", "ID", "the first operator", Option::Need::Required}},
             "Makes a store and its service key FILE.key.",
             "store init acme.countersign --trust-domain acme.example --operator alice --operator-key alice.key",
             init},
            {"store", "info", {}, {}, "Says what the store is and how it stands.", "store info", info},
            {"store",
             "rebuild",
             {},
             {},
             "Drops every table that follows from the ledger and replays it.",
             "store rebuild --store acme.countersign",
             rebuild},
            {"store",
             "fsck",
             {},
             {},
             "Verifies the ledger and compares every table and every text with it; changes nothing.",
             "store fsck --store acme.countersign",
             fsck},
            {"store",
             "backup",
             {},
             {{"--out", "FILE", "the copy; never overwritten", Option::Need::Required}},
             "Copies a store, also while its owner works.",
             "store backup --out acme-2026-11-23.countersign",
             backup},
            {"store",
             "restore",
             {"BACKUP"},
             {},
             "Puts a backup in the place of the store; open tickets lapse.",
             "store restore acme-2026-11-23.countersign --store acme.countersign",
             restore}};
}

std::vector<Verb> orderVerbs() {
    return {{"store",
             "accept-clock",
             {},
             {},
             "Ends the state clock_suspect: the wall clock is right again.",
             "store accept-clock",
             acceptClock},
            {"store",
             "accept-head",
             {},
             {},
             "Takes the store's newest head as the one to compare with, after a restore that you know of.",
             "store accept-head --store acme.countersign",
             acceptHead},
            {"store",
             "settings",
             {},
             {{"--pending", "DURATION", "how long a held request waits"},
              {"--ticket", "DURATION", "how long an approval can be used"},
              {"--session", "DURATION", "how long an agent's session lives"},
              {"--pending-per-agent", "N", "held requests that one agent may have waiting"}},
             "Changes the store's settings.",
             "store settings --pending 30m --ticket 10m",
             settings}};
}

} // namespace

std::vector<Verb> storeVerbs() {
    auto verbs = fileVerbs();
    std::ranges::move(orderVerbs(), std::back_inserter(verbs));
    return verbs;
}

} // namespace countersign::cli
