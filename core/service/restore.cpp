#include "core/service/maintenance.h"

#include "core/service/open_parts_p.h"
#include "core/service/simple_job_p.h"

#include <filesystem>
#include <future>
#include <memory>
#include <vector>

namespace countersign::service {

namespace {

/// Gives the store another name. What fails on the way leaves it where it was.
Result<void> moveStore(const std::string& from, const std::string& to) {
    std::vector<std::string> moved;
    for (const auto* suffix : {"", "-wal", "-shm"}) {
        std::error_code error;
        if (!std::filesystem::exists(from + suffix, error)) {
            continue;
        }
        std::filesystem::rename(from + suffix, to + suffix, error);
        if (error) {
            for (const auto& back : moved) {
                std::error_code ignored;
                std::filesystem::rename(to + back, from + back, ignored);
            }
            return fail(Code::StoreUnreadable, "cannot move `" + from + suffix + "` aside: " + error.message());
        }
        moved.emplace_back(suffix);
    }
    return {};
}

Result<RecordRef> appendRestored(Transaction& transaction) {
    TRY(const auto sessions, transaction.store().sessions(Timestamp(0)));
    for (const auto& session : sessions) {
        CHECK(transaction.store().eraseSession(session.id));
    }
    transaction.state().dropSessions();
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

/// The files of a prepared store, removed at the end: by then it has its own name, or nobody wants it.
class PreparedFiles {
public:
    explicit PreparedFiles(std::string path) : m_path(std::move(path)) {}
    PreparedFiles(const PreparedFiles&) = delete;
    PreparedFiles& operator=(const PreparedFiles&) = delete;
    ~PreparedFiles() {
        for (const auto* suffix : {"", "-wal", "-shm", ".lock", ".reserve"}) {
            std::error_code ignored;
            std::filesystem::remove(m_path + suffix, ignored);
        }
    }

private:
    std::string m_path;
};

Result<void> checkFree(const std::string& path, std::string_view why) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
        return fail(Code::AlreadyExists, "`" + path + "` is there from " + std::string(why));
    }
    return {};
}

/// A file that cannot be read is what restoring is for; one of another store is a mistake.
Result<void> checkSameStore(store::ReadStore& backup, const std::string& path) {
    TRY(const auto from, backup.meta());
    const auto there = store::readMeta(path);
    if (there && there->id != from.id) {
        return fail(Code::StoreMismatch, "`" + path + "` is the store " + there->id.text() + ", the backup is of " +
                                             from.id.text() + ": move the file away first if you mean it");
    }
    return {};
}

} // namespace

Result<command::Receipt> restoreStore(const std::string& backup, const std::string& path,
                                      const crypto::SigningKey& unlock, const Clock& clock, Random& random) {
    const auto prepared = path + ".restoring";
    const auto aside = path + ".before-restore";
    TRY(const auto source, store::ReadStore::open(backup));
    std::error_code error;
    const bool replaces = std::filesystem::exists(path, error);
    // Nobody may own the store that is replaced, until the other one stands in its place.
    std::unique_ptr<store::OwnerLock> lock;
    if (replaces) {
        TRY(lock, store::OwnerLock::take(path));
        CHECK(checkSameStore(*source, path));
        CHECK(checkFree(aside, "an earlier restore; move it away first"));
    }
    CHECK(checkFree(prepared, "a restore that was cut off; remove it first"));
    const PreparedFiles files(prepared);
    TRY(auto receipt, prepareRestored(*source, prepared, unlock, clock, random));
    if (replaces) {
        CHECK(moveStore(path, aside));
    }
    std::filesystem::rename(prepared, path, error);
    if (error) {
        auto failed = fail(Code::StoreUnreadable, "cannot put the restored store in its place: " + error.message());
        if (replaces) {
            CHECK(moveStore(aside, path));
        }
        return failed;
    }
    return receipt;
}

} // namespace countersign::service
