#include "core/service/maintenance.h"

#include "core/service/open_parts_p.h"
#include "core/service/simple_job_p.h"

#include <filesystem>
#include <future>

namespace countersign::service {

namespace {

Result<void> moveAside(const std::string& path) {
    const auto aside = path + ".before-restore";
    std::error_code error;
    if (std::filesystem::exists(aside, error)) {
        return fail(Code::AlreadyExists, "`" + aside + "` is there from an earlier restore; move it away first");
    }
    for (const auto* suffix : {"", "-wal", "-shm"}) {
        if (std::filesystem::exists(path + suffix, error)) {
            std::filesystem::rename(path + suffix, aside + suffix, error);
            if (error) {
                return fail(Code::StoreUnreadable, "cannot move `" + path + suffix + "` aside: " + error.message());
            }
        }
    }
    return {};
}

Result<RecordRef> appendRestored(Transaction& transaction) {
    TRY(const auto sessions, transaction.store().sessions(Timestamp(0)));
    for (const auto& session : sessions) {
        CHECK(transaction.store().eraseSession(session.id));
    }
    transaction.state().sessions = {};
    ledger::RecordFields fields;
    fields.kind = ledger::Kind::System;
    fields.outcome = ledger::Outcome::Done;
    fields.data = {{"event", "restored"}};
    return transaction.append(std::move(fields), {});
}

} // namespace

Result<void> backupStore(const std::string& path, const std::string& target) {
    TRY(const auto store, store::ReadStore::open(path));
    return store->backupTo(target);
}

namespace {

/// The backup, whole and with its `restored` record, in a file of its own.
Result<command::Receipt> prepareRestored(store::ReadStore& backup, const std::string& path,
                                         const crypto::SigningKey& unlock, const Clock& clock, Random& random) {
    CHECK(backup.backupTo(path));
    TRY(auto parts, openParts({.path = path, .unlock = &unlock, .clock = &clock, .random = &random, .readers = 1}));
    std::promise<Result<command::Receipt>> promise;
    auto answer = promise.get_future();
    parts.writer->post(std::make_unique<SimpleJob<command::Receipt>>(
        [](Transaction& transaction) -> Result<command::Receipt> {
            TRY(const auto record, appendRestored(transaction));
            return command::Receipt{.seq = record.seq, .leaf = record.leaf, .at = transaction.now()};
        },
        [&promise](Result<command::Receipt> receipt) { promise.set_value(std::move(receipt)); }));
    auto receipt = answer.get();
    // Readers first: the writer then folds the write-ahead log into the file, which is moved alone.
    parts.readers.reset();
    parts.writer->stop();
    return receipt;
}

void removeStore(const std::string& path) {
    for (const auto* suffix : {"", "-wal", "-shm", ".lock", ".reserve"}) {
        std::error_code ignored;
        std::filesystem::remove(path + suffix, ignored);
    }
}

} // namespace

Result<command::Receipt> restoreStore(const std::string& backup, const std::string& path,
                                      const crypto::SigningKey& unlock, const Clock& clock, Random& random) {
    const auto prepared = path + ".restoring";
    std::error_code error;
    if (std::filesystem::exists(prepared, error)) {
        return fail(Code::AlreadyExists,
                    "`" + prepared + "` is there from a restore that was cut off; remove it first");
    }
    TRY(const auto source, store::ReadStore::open(backup));
    auto receipt = prepareRestored(*source, prepared, unlock, clock, random);
    if (!receipt) {
        removeStore(prepared);
        return receipt;
    }
    if (std::filesystem::exists(path, error)) {
        // Nobody may own the store that is replaced.
        TRY(const auto lock, store::OwnerLock::take(path));
        CHECK(moveAside(path));
    }
    std::filesystem::rename(prepared, path, error);
    if (error) {
        return fail(Code::StoreUnreadable, "cannot put the restored store in its place: " + error.message());
    }
    removeStore(prepared);
    return receipt;
}

} // namespace countersign::service
