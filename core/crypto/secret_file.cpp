#include "core/crypto/secret_file.h"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace countersign::crypto {
namespace {

constexpr std::size_t kMaximumSize = 64UL * 1024;

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    ~Descriptor() { static_cast<void>(close()); }

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool close() { return m_fd < 0 || ::close(std::exchange(m_fd, -1)) == 0; }

private:
    int m_fd;
};

Code codeOf(int error) {
    switch (error) {
    case ENOENT:
        return Code::NotFound;
    case EEXIST:
    case ELOOP:
        return Code::AlreadyExists;
    case ENOSPC:
    case EDQUOT:
        return Code::StoreFull;
    case EROFS:
        return Code::StoreReadOnly;
    default:
        return Code::StoreUnreadable;
    }
}

std::unexpected<Error> failErrno(int error, std::string_view what, const std::filesystem::path& path) {
    return fail(codeOf(error),
                "cannot " + std::string(what) + " `" + path.string() + "`: " + std::generic_category().message(error));
}

Result<void> writeAll(int fd, ByteView bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return failErrno(errno, "write", path);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> syncDirectory(const std::filesystem::path& path) {
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() < 0 || ::fsync(directory.get()) != 0) {
        return failErrno(errno, "sync the folder of", path);
    }
    return {};
}

Result<void> fillNewFile(Descriptor& file, ByteView bytes, const std::filesystem::path& path) {
    if (::fchmod(file.get(), S_IRUSR | S_IWUSR) != 0) {
        return failErrno(errno, "set the mode of", path);
    }
    CHECK(writeAll(file.get(), bytes, path));
    if (::fsync(file.get()) != 0 || !file.close()) {
        return failErrno(errno, "sync", path);
    }
    return syncDirectory(path);
}

SecretBytes firstOf(const SecretBytes& bytes, std::size_t size) {
    return SecretBytes::copyOf(bytes.bytes().first(size));
}

Result<Descriptor> openForReading(const std::filesystem::path& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (file.get() < 0) {
        return failErrno(errno, "open", path);
    }
    return file;
}

Result<SecretBytes> readAll(const Descriptor& file, const std::filesystem::path& path) {
    SecretBytes buffer(kMaximumSize + 1);
    std::size_t size = 0;
    while (size < buffer.size()) {
        const ssize_t got = ::read(file.get(), buffer.bytes().data() + size, buffer.size() - size);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return failErrno(errno, "read", path);
        }
        if (got == 0) {
            return firstOf(buffer, size);
        }
        size += static_cast<std::size_t>(got);
    }
    return fail(Code::TooLarge, "`" + path.string() + "` is larger than 64 KiB, which no key or passphrase file is");
}

/// systemd gives a unit's user its credentials by an access list, whose mask shows as the right of the group to read.
bool isCredential(const std::filesystem::path& path) {
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    return folder != nullptr && path.parent_path().lexically_normal() == std::filesystem::path(folder);
}

/// A pipe has no mode of its own; a file that others may read is not a secret, and one that they may write is theirs.
Result<void> checkPrivate(const Descriptor& file, const std::filesystem::path& path) {
    struct stat state{};
    if (::fstat(file.get(), &state) != 0) {
        return failErrno(errno, "look at", path);
    }
    const mode_t others = isCredential(path) ? S_IRWXO | S_IWGRP | S_IXGRP : S_IRWXO | S_IRWXG;
    if (S_ISREG(state.st_mode) && (state.st_mode & others) != 0) {
        return fail(Code::KeyFileInvalid, "`" + path.string() +
                                              "` holds a secret key and is open to others than its owner: run `chmod "
                                              "600 " +
                                              path.string() + "`, and make a new key if somebody may have read it");
    }
    return {};
}

} // namespace

Result<SecretBytes> readSecretFile(const std::filesystem::path& path) {
    TRY(const auto file, openForReading(path));
    return readAll(file, path);
}

Result<SecretBytes> readPassphraseFile(const std::filesystem::path& path) {
    TRY(auto bytes, readSecretFile(path));
    std::string_view text = asText(std::as_const(bytes).bytes());
    if (text.ends_with('\n')) {
        text.remove_suffix(text.ends_with("\r\n") ? 2 : 1);
        return firstOf(bytes, text.size());
    }
    return bytes;
}

Result<std::string> readPrivateText(const std::filesystem::path& path) {
    TRY(const auto file, openForReading(path));
    CHECK(checkPrivate(file, path));
    TRY(const auto bytes, readAll(file, path));
    return std::string(asText(bytes.bytes()));
}

Result<void> writePrivateFile(const std::filesystem::path& path, ByteView bytes) {
    Descriptor file(::open(path.c_str(), O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (file.get() < 0) {
        return failErrno(errno, "make", path);
    }
    auto written = fillNewFile(file, bytes, path);
    if (!written) {
        static_cast<void>(::unlink(path.c_str()));
    }
    return written;
}

} // namespace countersign::crypto
