#pragma once

#include "core/base/result.h"

#include <sys/stat.h>

#include <string>
#include <utility>

/// The files of a store: FILE, FILE-wal, FILE-shm (SQLite's), FILE.lock, FILE.reserve, all 0600.
namespace countersign::store {

/// An open file descriptor.
class Descriptor {
public:
    explicit Descriptor(int descriptor = -1) : m_descriptor(descriptor) {}
    Descriptor(Descriptor&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~Descriptor();
    [[nodiscard]] int get() const { return m_descriptor; }
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int release() { return std::exchange(m_descriptor, -1); }

private:
    int m_descriptor;
};

/// A descriptor for reading a store's own file beside SQLite; StoreUnreadable when it cannot be opened or is no regular
/// file. It belongs to the process and is not closed while the file has a name: a process that closes any descriptor of
/// a file lets go of all its locks on it (fcntl(2)), SQLite's included, and the next program that reads the store would
/// take it for unused and delete its log. Share no file offset: pread() only. Thread-safe.
[[nodiscard]] Result<int> keptDescriptor(const std::string& path);

/// The store's one name: symbolic links resolved, so that one file has one lock. StoreUnreadable when it is missing.
[[nodiscard]] Result<std::string> canonicalPath(const std::string& path);

/// A new empty file of mode 0600 whatever the umask. AlreadyExists when the name is taken, a dangling link included.
[[nodiscard]] Result<Descriptor> createPrivate(const std::string& path);

/// The error of a system call that failed on a store's file; reads errno.
[[nodiscard]] Error systemError(const std::string& path, std::string_view what);

/// Makes a new or removed name durable.
[[nodiscard]] Result<void> syncFolderOf(const std::string& path);

/// The first 100 bytes: StoreUnreadable (missing, not a file, not SQLite, truncated), StoreForeign (another
/// `application_id`).
[[nodiscard]] Result<void> checkHeader(const std::string& path);

/// Whether FILE-wal holds anything.
[[nodiscard]] bool hasWal(const std::string& path);

/// Whether a living program (this one included) holds the lock on FILE.lock.
[[nodiscard]] bool isOwned(const std::string& path);

/// A copy of FILE and FILE-wal in a private folder (0700) that goes with this object.
class PrivateCopy {
public:
    /// StoreBusy when the files changed while they were copied.
    static Result<PrivateCopy> of(const std::string& path);
    PrivateCopy(PrivateCopy&& other) noexcept : m_folder(std::exchange(other.m_folder, {})) {}
    PrivateCopy& operator=(PrivateCopy&&) = delete;
    ~PrivateCopy();
    [[nodiscard]] std::string path() const { return m_folder + "/copy.countersign"; }

private:
    explicit PrivateCopy(std::string folder) : m_folder(std::move(folder)) {}
    std::string m_folder;
};

} // namespace countersign::store
