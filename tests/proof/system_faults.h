#pragma once

#include <cstdint>
#include <string>

/// System calls of this process that fail on purpose: those of the product as well as those of SQLite, since the
/// functions of the C library are defined here once more, before it.
namespace countersign::proof {

enum class Fault : std::uint8_t {
    /// EIO, ENOSPC, EINTR at one call.
    Io,
    NoSpace,
    Interrupted,
    /// The process is killed instead of the call.
    Kill,
    /// From that call on no file grows or is made (ENOSPC), or none is changed (EROFS, and statvfs() says so), or none
    /// is opened (EMFILE).
    DiskFull,
    ReadOnly,
    NoDescriptors,
};

/// Counts the calls that touch files whose path begins with `prefix`, from any thread; the one numbered `at` (from 1)
/// fails; 0 for none.
void armFault(const std::string& prefix, std::uint64_t at, Fault fault);
/// Calls counted since.
std::uint64_t disarmFault();

} // namespace countersign::proof
