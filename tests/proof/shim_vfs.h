#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// A layer between SQLite and the file system through which this process' stores go: it is told of everything that
/// SQLite does to a file, before it is done, and may make it fail.
namespace countersign::proof {

enum class FileCall : std::uint8_t { Open, Read, Write, Truncate, Sync, Lock, ShmLock, Delete };

class FileObserver {
public:
    virtual ~FileObserver() = default;
    /// An SQLite result code: anything but SQLITE_OK is answered instead of making the call. `bytes` of a write only;
    /// `offset` of a truncation is the new size. Any thread.
    virtual int called(FileCall call, const std::string& path, std::uint64_t offset, std::string_view bytes) = 0;
};

/// From now on every connection that is opened goes through the layer. Call once, before the first.
void installShim();
/// Whom it tells; null for nobody. The observer outlives the last connection that was opened meanwhile, or is taken
/// away before.
void observeFiles(FileObserver* observer);

} // namespace countersign::proof
