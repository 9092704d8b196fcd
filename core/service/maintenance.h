#pragma once

#include "core/command/queries.h"
#include "core/crypto/keys.h"
#include "core/store/write_store.h"

#include <functional>

/// What is done to a store as a whole: verify, rebuild, fsck, backup, restore.
namespace countersign::service {

using Progress = std::function<void(std::string_view part, std::uint64_t done, std::uint64_t total)>;

/// Tree, checkpoints, every command, approval and authentication signature (with the keys that were valid then), typed
/// columns against records, index against table. Needs no secret. `pinned` is a checkpoint note seen earlier.
[[nodiscard]] Result<command::VerifyReport> verifyStore(store::ReadStore& store, const store::StoreMeta& meta,
                                                        const std::optional<std::string>& pinned,
                                                        const Progress& progress);

/// Adds to a report the part that verifyStore() leaves out: every text and argument beside the records against what its
/// record commits to. One that was erased cannot be told from one that never was.
[[nodiscard]] Result<void> verifyTexts(store::ReadStore& store, const Progress& progress,
                                       command::VerifyReport& report);

/// Drops the projections, replays the ledger, writes them again. The returned report says how many rows each table has
/// and whether any differed from before (`changed`).
struct RebuildReport {
    std::uint64_t records = 0;
    std::map<std::string, std::uint64_t> rows;
    std::vector<std::string> changed;
};
/// In one transaction; takes the owner lock for its time (StoreBusy).
[[nodiscard]] Result<RebuildReport> rebuildStore(const std::string& path, const Progress& progress);
/// Replays into memory and compares with the tables, changing nothing.
[[nodiscard]] Result<RebuildReport> compareProjections(store::ReadStore& store, const Progress& progress);

/// A consistent copy of FILE, also while its owner works, in a new file (0600; AlreadyExists).
[[nodiscard]] Result<void> backupStore(const std::string& path, const std::string& target);

/// Puts a backup in the place of FILE and appends `restored` (system record): sessions, requests and tickets lapse,
/// older command ids are refused. FILE itself is kept as FILE.before-restore.
/// Returns the restored record.
[[nodiscard]] Result<command::Receipt> restoreStore(const std::string& backup, const std::string& path,
                                                    const crypto::SigningKey& unlock, const Clock& clock,
                                                    Random& random);

} // namespace countersign::service
