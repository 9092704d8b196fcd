#include "core/store/store_file.h"

#include "core/base/json.h"
#include "core/store/files_p.h"
#include "core/store/read_store.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace countersign::store {

namespace {

constexpr std::size_t kMaxHint = 4096;

Result<OwnerLock::Hint> readHintFrom(int descriptor, const std::string& path) {
    std::array<char, kMaxHint> buffer{};
    const ssize_t count = ::pread(descriptor, buffer.data(), buffer.size(), 0);
    if (count < 0) {
        return std::unexpected(systemError(path, "read"));
    }
    TRY(const json::Value value, json::parse({buffer.data(), static_cast<std::size_t>(count)}));
    TRY(json::Reader reader, json::Reader::of(value, "lock hint"));
    OwnerLock::Hint hint;
    TRY(hint.process, reader.integer("pid"));
    TRY(hint.address, reader.string("address"));
    CHECK(reader.finish());
    return hint;
}

Result<void> writeHint(int descriptor, const std::string& address) {
    json::Object hint;
    hint.set("pid", json::Value::integer(::getpid()));
    hint.set("address", address);
    const std::string text = json::canonical(hint) + "\n";
    // Longer first, then cut: a reader in between sees JSON with blanks after it, or the old hint's end.
    if (::pwrite(descriptor, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()) ||
        ::ftruncate(descriptor, static_cast<off_t>(text.size())) != 0) {
        return std::unexpected(systemError("FILE.lock", "write"));
    }
    return {};
}

std::string holderText(const Result<OwnerLock::Hint>& hint) {
    if (!hint) {
        return "";
    }
    std::string text = " (process " + std::to_string(hint->process);
    if (!hint->address.empty()) {
        text += " at " + hint->address;
    }
    return text + ")";
}

bool isAt(const std::string& path, int descriptor) {
    struct stat held{};
    struct stat named{};
    return ::fstat(descriptor, &held) == 0 && ::stat(path.c_str(), &named) == 0 && held.st_dev == named.st_dev &&
           held.st_ino == named.st_ino;
}

Result<Descriptor> lockFile(const std::string& path, const std::string& store) {
    constexpr int kTries = 16;
    for (int attempt = 0; attempt < kTries; ++attempt) {
        Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600));
        if (!file.isOpen()) {
            return std::unexpected(systemError(path, "open"));
        }
        struct flock lock{};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        if (::fcntl(file.get(), F_OFD_SETLK, &lock) != 0) {
            if (errno == EAGAIN || errno == EACCES) {
                return fail(Code::StoreBusy, "another program owns the store `" + store + "`" +
                                                 holderText(readHintFrom(file.get(), path)) +
                                                 ": connect to it, or end it");
            }
            return std::unexpected(systemError(path, "lock"));
        }
        // Somebody may have taken the file away between the two calls: the lock of a file without a name is nobody's.
        if (isAt(path, file.get())) {
            return file;
        }
    }
    return fail(Code::StoreBusy, "`" + path + "` is replaced again and again: end whatever does that");
}

} // namespace

Result<StoreMeta> readMeta(const std::string& path) {
    TRY(const auto store, ReadStore::open(path));
    return store->meta();
}

Result<std::unique_ptr<OwnerLock>> OwnerLock::take(const std::string& storePath) {
    TRY(const std::string real, canonicalPath(storePath));
    const std::string path = real + ".lock";
    TRY(Descriptor file, lockFile(path, real));
    if (::fchmod(file.get(), 0600) != 0) {
        return std::unexpected(systemError(path, "protect"));
    }
    std::unique_ptr<OwnerLock> owner(new OwnerLock(file.release()));
    // The lock is what counts; a full disk must not keep the owner of a store from refusing and revoking.
    static_cast<void>(owner->publish(""));
    return owner;
}

Result<OwnerLock::Hint> OwnerLock::readHint(const std::string& storePath) {
    TRY(const std::string real, canonicalPath(storePath));
    const std::string path = real + ".lock";
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen()) {
        return errno == ENOENT ? fail(Code::NotFound, "nobody has owned `" + real + "` yet")
                               : std::unexpected(systemError(path, "open"));
    }
    return readHintFrom(file.get(), path);
}

Result<void> OwnerLock::publish(const std::string& address) {
    return writeHint(m_descriptor, address);
}

OwnerLock::~OwnerLock() {
    ::close(m_descriptor);
}

Result<FileWatch> FileWatch::of(const std::string& path) {
    TRY(const std::string real, canonicalPath(path));
    FileWatch watch;
    CHECK(watch.add(real));
    if (::access((real + ".lock").c_str(), F_OK) == 0) {
        CHECK(watch.add(real + ".lock"));
    }
    return watch;
}

Result<void> FileWatch::addLog() {
    const std::string store = m_seen.front().path;
    CHECK(add(store + "-wal"));
    return add(store + "-shm");
}

Result<void> FileWatch::add(const std::string& path) {
    struct stat state{};
    if (::stat(path.c_str(), &state) != 0) {
        return std::unexpected(systemError(path, "open"));
    }
    m_seen.push_back({.path = path, .device = state.st_dev, .inode = state.st_ino});
    return {};
}

Result<void> FileWatch::check() const {
    for (const auto& seen : m_seen) {
        struct stat state{};
        if (::stat(seen.path.c_str(), &state) != 0) {
            return fail(Code::StoreReplaced, "`" + seen.path + "` is gone from its place (" +
                                                 std::generic_category().message(errno) +
                                                 "): end the program that owns the store, and put it back");
        }
        if (state.st_dev != seen.device || state.st_ino != seen.inode) {
            return fail(Code::StoreReplaced, "another file took the place of `" + seen.path +
                                                 "`: end every program that uses the store, and put it back");
        }
    }
    struct statvfs system{};
    if (::statvfs(m_seen.front().path.c_str(), &system) == 0 && (system.f_flag & ST_RDONLY) != 0) {
        return fail(Code::StoreReadOnly, "the file system of `" + m_seen.front().path + "` was made read-only");
    }
    return {};
}

} // namespace countersign::store
