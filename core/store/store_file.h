#pragma once

#include "core/base/id.h"
#include "core/base/time.h"
#include "core/crypto/keys.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace countersign::store {

inline constexpr int kSchemaVersion = 1;
/// SQLite `application_id` of a store file (the bytes "CSGN").
inline constexpr std::uint32_t kApplicationId = 0x4353474E;

/// What a store file says of itself, readable without any key.
struct StoreMeta {
    StoreId id;
    std::string trustDomain;
    /// The newest one: what signs now.
    crypto::PublicKey ledgerKey;
    /// Schema version found; larger than kSchemaVersion = made by a newer program, opened read-only.
    int schema = 0;
    /// The public half of FILE.key; none in a store of the first days.
    std::optional<crypto::PublicKey> serviceKey = std::nullopt;
};

/// Reads it without taking ownership (by ReadStore::open, so a crashed store that nobody owns is copied first: whoever
/// is going to own it takes the lock before). StoreUnreadable (missing, not SQLite, damaged header), StoreForeign
/// (another application's file).
[[nodiscard]] Result<StoreMeta> readMeta(const std::string& path);

/// The right to write a store: an OFD lock on `FILE.lock` held for the life of this object. The file carries process id
/// and address as hints for whoever is refused.
class OwnerLock {
public:
    struct Hint {
        std::int64_t process = 0;
        /// `http://127.0.0.1:PORT` where the owner listens; empty while it does not.
        std::string address;
    };
    /// StoreBusy when another program owns the store (its hint in `detail` is for people; see readHint()).
    static Result<std::unique_ptr<OwnerLock>> take(const std::string& storePath);
    [[nodiscard]] static Result<Hint> readHint(const std::string& storePath);
    [[nodiscard]] Result<void> publish(const std::string& address);

    ~OwnerLock();
    OwnerLock(const OwnerLock&) = delete;
    OwnerLock& operator=(const OwnerLock&) = delete;

private:
    explicit OwnerLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor = -1;
};

/// Watches that the files of an opened store are still the ones at their paths: the store itself, its lock and SQLite's
/// log and its index. Whoever takes one of them away lets a second program take the store for free, or lose what is
/// only in the log. One stat() a file and call.
class FileWatch {
public:
    /// Of the store, and of its lock when there is one.
    static Result<FileWatch> of(const std::string& path);
    /// Of what SQLite made beside it, once the store is open.
    [[nodiscard]] Result<void> addLog();
    /// StoreReplaced (one is unlinked, or another file in its place), StoreReadOnly (the file system was remounted).
    [[nodiscard]] Result<void> check() const;

private:
    struct Seen {
        std::string path;
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
    };
    [[nodiscard]] Result<void> add(const std::string& path);

    /// INVARIANT: the store itself comes first.
    std::vector<Seen> m_seen;
};

} // namespace countersign::store
