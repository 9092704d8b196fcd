// Compiled without _FORTIFY_SOURCE: its inline functions would stand in the way.
#include "tests/proof/system_faults.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstring>

namespace countersign::proof {

namespace {

/// What a call would do.
enum class Kind : std::uint8_t { Look, Change, Grow, Make, Open };

struct Armed {
    std::array<char, 512> prefix{};
    std::uint64_t at = 0;
    Fault fault = Fault::Io;
};
Armed armed;
std::atomic<bool> isArmed = false;
std::atomic<std::uint64_t> calls = 0;

bool concerns(const char* path) {
    return path != nullptr && std::strncmp(path, armed.prefix.data(), std::strlen(armed.prefix.data())) == 0;
}

bool concerns(int descriptor) {
    std::array<char, 64> link{};
    std::array<char, 512> path{};
    // By hand: nothing here may allocate or be interposed itself.
    char* end = link.data() + std::strlen(std::strcpy(link.data(), "/proc/self/fd/"));
    std::array<char, 16> digits{};
    std::size_t count = 0;
    unsigned rest = descriptor < 0 ? 0U : static_cast<unsigned>(descriptor);
    do {
        digits[count++] = static_cast<char>('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    while (count > 0) {
        *end++ = digits[--count];
    }
    *end = '\0';
    const auto size = ::syscall(SYS_readlinkat, AT_FDCWD, link.data(), path.data(), path.size() - 1);
    return size > 0 && concerns(path.data());
}

/// 0, or the errno to fail with.
int faultFor(Kind kind) {
    const auto number = ++calls;
    if (armed.at == 0 || number < armed.at) {
        return 0;
    }
    switch (armed.fault) {
    case Fault::Io:
        return number == armed.at ? EIO : 0;
    case Fault::NoSpace:
        return number == armed.at ? ENOSPC : 0;
    case Fault::Interrupted:
        return number == armed.at ? EINTR : 0;
    case Fault::Kill:
        ::kill(::getpid(), SIGKILL);
        return EIO;
    case Fault::DiskFull:
        return kind == Kind::Grow || kind == Kind::Make ? ENOSPC : 0;
    case Fault::ReadOnly:
        return kind == Kind::Look || kind == Kind::Open ? 0 : EROFS;
    case Fault::NoDescriptors:
        return kind == Kind::Open || kind == Kind::Make ? EMFILE : 0;
    }
    return 0;
}

template <class Which>
int check(Which which, Kind kind) {
    return isArmed.load(std::memory_order_relaxed) && concerns(which) ? faultFor(kind) : 0;
}

template <class F>
F* next(F*& kept, const char* name) {
    if (kept == nullptr) {
        kept = reinterpret_cast<F*>(::dlsym(RTLD_NEXT, name));
    }
    return kept;
}

bool growsPast(int descriptor, off_t end) {
    struct stat state{};
    return ::syscall(SYS_fstat, descriptor, &state) == 0 && end > state.st_size;
}

Kind kindOfOpen(const char* path, int flags) {
    const bool isThere = ::syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
    if ((flags & O_CREAT) != 0 && !isThere) {
        return Kind::Make;
    }
    return (flags & O_ACCMODE) == O_RDONLY ? Kind::Open : Kind::Change;
}

} // namespace

void armFault(const std::string& prefix, std::uint64_t at, Fault fault) {
    armed.at = at;
    armed.fault = fault;
    prefix.copy(armed.prefix.data(), armed.prefix.size() - 1);
    armed.prefix[std::min(prefix.size(), armed.prefix.size() - 1)] = '\0';
    calls = 0;
    isArmed = true;
}

std::uint64_t disarmFault() {
    isArmed = false;
    return calls;
}

} // namespace countersign::proof

using countersign::proof::check;
using countersign::proof::Kind;
using countersign::proof::next;

#define INTERPOSED extern "C" __attribute__((visibility("default")))
#define FAIL_IF(code)                                                                                                  \
    if (const int number = (code); number != 0) {                                                                      \
        errno = number;                                                                                                \
        return -1;                                                                                                     \
    }
#define OPEN(name)                                                                                                     \
    INTERPOSED int name(const char* path, int flags, ...) {                                                            \
        static int (*real)(const char*, int, ...);                                                                     \
        mode_t mode = 0;                                                                                               \
        if ((flags & O_CREAT) != 0) {                                                                                  \
            va_list list;                                                                                              \
            va_start(list, flags);                                                                                     \
            mode = va_arg(list, mode_t);                                                                               \
            va_end(list);                                                                                              \
        }                                                                                                              \
        FAIL_IF(check(path, countersign::proof::kindOfOpen(path, flags)))                                              \
        return next(real, #name)(path, flags, mode);                                                                   \
    }
OPEN(open)
OPEN(open64)
#define DESCRIPTOR_CALL(result, name, kind, parameters, arguments)                                                     \
    INTERPOSED result name parameters {                                                                                \
        static result(*real) parameters;                                                                               \
        FAIL_IF(check(descriptor, kind))                                                                               \
        return next(real, #name) arguments;                                                                            \
    }
#define WRITE_KIND                                                                                                     \
    countersign::proof::growsPast(descriptor, offset + static_cast<off_t>(count)) ? Kind::Grow : Kind::Change
#define SIZE_KIND countersign::proof::growsPast(descriptor, size) ? Kind::Grow : Kind::Change
DESCRIPTOR_CALL(ssize_t, read, Kind::Look, (int descriptor, void* into, size_t count), (descriptor, into, count))
DESCRIPTOR_CALL(ssize_t, pread, Kind::Look, (int descriptor, void* into, size_t count, off_t offset),
                (descriptor, into, count, offset))
DESCRIPTOR_CALL(ssize_t, pread64, Kind::Look, (int descriptor, void* into, size_t count, off_t offset),
                (descriptor, into, count, offset))
DESCRIPTOR_CALL(ssize_t, __pread_chk, Kind::Look, (int descriptor, void* into, size_t count, off_t offset, size_t room),
                (descriptor, into, count, offset, room))
DESCRIPTOR_CALL(ssize_t, write, Kind::Grow, (int descriptor, const void* from, size_t count), (descriptor, from, count))
DESCRIPTOR_CALL(ssize_t, pwrite, WRITE_KIND, (int descriptor, const void* from, size_t count, off_t offset),
                (descriptor, from, count, offset))
DESCRIPTOR_CALL(ssize_t, pwrite64, WRITE_KIND, (int descriptor, const void* from, size_t count, off_t offset),
                (descriptor, from, count, offset))
DESCRIPTOR_CALL(int, fsync, Kind::Change, (int descriptor), (descriptor))
DESCRIPTOR_CALL(int, fdatasync, Kind::Change, (int descriptor), (descriptor))
DESCRIPTOR_CALL(int, ftruncate, SIZE_KIND, (int descriptor, off_t size), (descriptor, size))
DESCRIPTOR_CALL(int, ftruncate64, SIZE_KIND, (int descriptor, off_t size), (descriptor, size))
DESCRIPTOR_CALL(int, fchmod, Kind::Change, (int descriptor, mode_t mode), (descriptor, mode))
DESCRIPTOR_CALL(int, fstat, Kind::Look, (int descriptor, struct stat* out), (descriptor, out))
DESCRIPTOR_CALL(int, fstat64, Kind::Look, (int descriptor, struct stat64* out), (descriptor, out))
#define LOCK(name)                                                                                                     \
    INTERPOSED int name(int descriptor, int command, ...) {                                                            \
        static int (*real)(int, int, ...);                                                                             \
        va_list list;                                                                                                  \
        va_start(list, command);                                                                                       \
        void* const argument = va_arg(list, void*);                                                                    \
        va_end(list);                                                                                                  \
        FAIL_IF(check(descriptor, Kind::Look))                                                                         \
        return next(real, #name)(descriptor, command, argument);                                                       \
    }
LOCK(fcntl)
LOCK(fcntl64)
#define PATH_CALL(name, kind, parameters, arguments)                                                                   \
    INTERPOSED int name parameters {                                                                                   \
        static int(*real) parameters;                                                                                  \
        FAIL_IF(check(path, kind))                                                                                     \
        return next(real, #name) arguments;                                                                            \
    }
PATH_CALL(stat, Kind::Look, (const char* path, struct stat* out), (path, out))
PATH_CALL(stat64, Kind::Look, (const char* path, struct stat64* out), (path, out))
PATH_CALL(lstat, Kind::Look, (const char* path, struct stat* out), (path, out))
PATH_CALL(lstat64, Kind::Look, (const char* path, struct stat64* out), (path, out))
PATH_CALL(access, Kind::Look, (const char* path, int mode), (path, mode))
PATH_CALL(unlink, Kind::Change, (const char* path), (path))
PATH_CALL(rename, Kind::Change, (const char* path, const char* to), (path, to))

INTERPOSED int posix_fallocate(int descriptor, off_t offset, off_t count) {
    static int (*real)(int, off_t, off_t);
    if (const int number = check(descriptor, WRITE_KIND); number != 0) {
        return number;
    }
    return next(real, "posix_fallocate")(descriptor, offset, count);
}

INTERPOSED void* mmap64(void* address, size_t count, int protection, int flags, int descriptor, off64_t offset) {
    static void* (*real)(void*, size_t, int, int, int, off64_t);
    if (const int number = descriptor < 0 ? 0 : check(descriptor, Kind::Look); number != 0) {
        errno = number;
        return MAP_FAILED;
    }
    return next(real, "mmap64")(address, count, protection, flags, descriptor, offset);
}

INTERPOSED int statvfs(const char* path, struct statvfs* out) {
    static int (*real)(const char*, struct statvfs*);
    if (const int number = check(path, Kind::Change); number != 0 && number != EROFS) {
        errno = number;
        return -1;
    } else if (next(real, "statvfs")(path, out) != 0) {
        return -1;
    } else if (number == EROFS) {
        out->f_flag |= ST_RDONLY;
    }
    return 0;
}
