#include "core/store/files_p.h"

#include "core/store/store_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace countersign::store {

namespace {

constexpr std::size_t kHeaderSize = 100;
constexpr std::string_view kMagic("SQLite format 3\0", 16);

std::uint32_t bigEndian(const std::array<unsigned char, kHeaderSize>& bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value = value << 8 | bytes[at + i];
    }
    return value;
}

bool sameVersion(const struct stat& a, const struct stat& b) {
    return a.st_ino == b.st_ino && a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
           a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

Result<void> copyAll(int from, int to, const std::string& path) {
    for (off_t at = 0;;) {
        off_t next = at;
        ssize_t count = ::copy_file_range(from, &next, to, nullptr, 1U << 30U, 0);
        if (count < 0 && (errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)) {
            constexpr std::size_t kChunk = 1U << 20U;
            const auto buffer = std::make_unique<char[]>(kChunk);
            count = ::pread(from, buffer.get(), kChunk, at);
            for (ssize_t done = 0; done < count;) {
                const ssize_t written = ::write(to, buffer.get() + done, static_cast<std::size_t>(count - done));
                if (written < 0) {
                    return std::unexpected(systemError(path, "copy"));
                }
                done += written;
            }
        }
        if (count < 0) {
            return std::unexpected(systemError(path, "copy"));
        }
        if (count == 0) {
            return {};
        }
        at += count;
    }
}

/// StoreBusy when the file changed meanwhile.
Result<void> copyFile(const std::string& from, const std::string& to) {
    TRY(const int source, keptDescriptor(from));
    struct stat before{};
    if (::fstat(source, &before) != 0) {
        return std::unexpected(systemError(from, "open"));
    }
    TRY(const Descriptor target, createPrivate(to));
    CHECK(copyAll(source, target.get(), from));
    struct stat after{};
    if (::stat(from.c_str(), &after) != 0 || !sameVersion(before, after)) {
        return fail(Code::StoreBusy, "`" + from + "` changes while it is read: try again");
    }
    return {};
}

} // namespace

Descriptor::~Descriptor() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

Error systemError(const std::string& path, std::string_view what) {
    const int number = errno;
    const std::string detail =
        "cannot " + std::string(what) + " `" + path + "`: " + std::generic_category().message(number);
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return {Code::StoreFull, detail};
    case EROFS:
    case EACCES:
    case EPERM:
        return {Code::StoreReadOnly, detail};
    case EEXIST:
        return {Code::AlreadyExists, detail};
    default:
        return {Code::StoreUnreadable, detail};
    }
}

Result<std::string> canonicalPath(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
    if (!real) {
        return fail(Code::StoreUnreadable,
                    "cannot open the store `" + path + "`: " + std::generic_category().message(errno));
    }
    return std::string(real.get());
}

Result<Descriptor> createPrivate(const std::string& path) {
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.isOpen() || ::fchmod(file.get(), 0600) != 0) {
        return std::unexpected(systemError(path, "create"));
    }
    return file;
}

Result<void> syncFolderOf(const std::string& path) {
    const std::filesystem::path parent = std::filesystem::path(path).parent_path();
    const std::string folder = parent.empty() ? "." : parent.string();
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.isOpen() || ::fsync(descriptor.get()) != 0) {
        return std::unexpected(systemError(folder, "sync"));
    }
    return {};
}

Result<int> keptDescriptor(const std::string& path) {
    struct Kept {
        std::mutex mutex;
        std::vector<int> descriptors;
    };
    static Kept kept; // one a process, as the locks are
    const std::scoped_lock lock(kept.mutex);
    std::erase_if(kept.descriptors, [](int descriptor) {
        struct stat state{};
        return ::fstat(descriptor, &state) == 0 && state.st_nlink == 0 && ::close(descriptor) == 0;
    });
    struct stat wanted{};
    if (::stat(path.c_str(), &wanted) == 0) {
        for (const int descriptor : kept.descriptors) {
            struct stat state{};
            if (::fstat(descriptor, &state) == 0 && state.st_dev == wanted.st_dev && state.st_ino == wanted.st_ino) {
                return descriptor;
            }
        }
    }
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat state{};
    if (!file.isOpen() || ::fstat(file.get(), &state) != 0) {
        return fail(Code::StoreUnreadable,
                    "cannot open the store `" + path + "`: " + std::generic_category().message(errno));
    }
    if (!S_ISREG(state.st_mode)) {
        return fail(Code::StoreUnreadable, "`" + path + "` is no store: it is not a file");
    }
    return kept.descriptors.emplace_back(file.release());
}

Result<void> checkHeader(const std::string& path) {
    TRY(const int file, keptDescriptor(path));
    struct stat state{};
    std::array<unsigned char, kHeaderSize> header{};
    if (::fstat(file, &state) != 0 ||
        ::pread(file, header.data(), header.size(), 0) != static_cast<ssize_t>(header.size()) ||
        std::memcmp(header.data(), kMagic.data(), kMagic.size()) != 0) {
        return fail(Code::StoreUnreadable, "`" + path + "` is no store: it does not begin like an SQLite file");
    }
    if (bigEndian(header, 68, 4) != kApplicationId) {
        return fail(Code::StoreForeign, "`" + path + "` belongs to another application");
    }
    const std::uint32_t pageSize = bigEndian(header, 16, 2) == 1 ? 65536 : bigEndian(header, 16, 2);
    const std::uint64_t pages = bigEndian(header, 28, 4);
    // With a WAL a crashed checkpoint may have grown the count before the file; SQLite then finds the pages in the WAL.
    if (!hasWal(path) && pages * pageSize > static_cast<std::uint64_t>(state.st_size)) {
        return fail(Code::StoreUnreadable, "`" + path + "` is shorter than it says: it was cut off");
    }
    return {};
}

bool hasWal(const std::string& path) {
    struct stat state{};
    return ::stat((path + "-wal").c_str(), &state) == 0 && state.st_size > 0;
}

bool isOwned(const std::string& path) {
    const Descriptor file(::open((path + ".lock").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct flock lock{};
    lock.l_type = F_RDLCK;
    lock.l_whence = SEEK_SET;
    return file.isOpen() && ::fcntl(file.get(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

Result<PrivateCopy> PrivateCopy::of(const std::string& path) {
    std::error_code error;
    std::string folder = (std::filesystem::temp_directory_path(error) / "countersign-XXXXXX").string();
    if (error || ::mkdtemp(folder.data()) == nullptr) {
        return std::unexpected(systemError(folder, "create"));
    }
    PrivateCopy copy(std::move(folder));
    CHECK(copyFile(path, copy.path()));
    if (hasWal(path)) {
        CHECK(copyFile(path + "-wal", copy.path() + "-wal"));
    }
    return copy;
}

PrivateCopy::~PrivateCopy() {
    if (!m_folder.empty()) {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
}

} // namespace countersign::store
