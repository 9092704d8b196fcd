#pragma once

#include "core/base/id.h"
#include "core/base/time.h"
#include "core/crypto/keys.h"

#include <memory>
#include <string>

namespace countersign::store {

inline constexpr int kSchemaVersion = 1;
/// SQLite `application_id` of a store file (the bytes "CSGN").
inline constexpr std::uint32_t kApplicationId = 0x4353474E;

/// What a store file says of itself, readable without any key.
struct StoreMeta {
    StoreId id;
    std::string trustDomain;
    crypto::PublicKey ledgerKey;
    /// Schema version found; larger than kSchemaVersion = made by a newer program, opened read-only.
    int schema = 0;
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

/// Watches that the opened file is still the one at its path: same inode, still linked, still writable by mode of the
/// file system. One stat() a call.
class FileWatch {
public:
    static Result<FileWatch> of(const std::string& path);
    /// StoreReplaced (unlinked or another file), StoreReadOnly (the file system was remounted).
    [[nodiscard]] Result<void> check() const;

private:
    std::string m_path;
    std::uint64_t m_device = 0;
    std::uint64_t m_inode = 0;
};

} // namespace countersign::store
