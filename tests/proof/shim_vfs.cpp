#include "tests/proof/shim_vfs.h"

#include <sqlite3.h>

#include <atomic>
#include <new>

namespace countersign::proof {

namespace {

std::atomic<FileObserver*> observer = nullptr;
sqlite3_vfs* realVfs = nullptr;

int tell(FileCall call, const std::string& path, std::uint64_t offset = 0, std::string_view bytes = {}) {
    FileObserver* const watching = observer.load();
    return watching == nullptr ? SQLITE_OK : watching->called(call, path, offset, bytes);
}

/// SQLite allocates this, with room for the file of the real VFS behind it.
struct ShimFile {
    sqlite3_file base;
    std::string* path;
    [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

ShimFile& shim(sqlite3_file* file) {
    return *reinterpret_cast<ShimFile*>(file);
}
const sqlite3_io_methods& methodsOf(sqlite3_file* file) {
    return *shim(file).real()->pMethods;
}

int closeFile(sqlite3_file* file) {
    const int code = methodsOf(file).xClose(shim(file).real());
    delete shim(file).path;
    return code;
}
int readFile(sqlite3_file* file, void* into, int count, sqlite3_int64 offset) {
    const int told = tell(FileCall::Read, *shim(file).path, static_cast<std::uint64_t>(offset));
    return told != SQLITE_OK ? told : methodsOf(file).xRead(shim(file).real(), into, count, offset);
}
int writeFile(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
    const std::string_view bytes(static_cast<const char*>(from), static_cast<std::size_t>(count));
    const int told = tell(FileCall::Write, *shim(file).path, static_cast<std::uint64_t>(offset), bytes);
    return told != SQLITE_OK ? told : methodsOf(file).xWrite(shim(file).real(), from, count, offset);
}
int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
    const int told = tell(FileCall::Truncate, *shim(file).path, static_cast<std::uint64_t>(size));
    return told != SQLITE_OK ? told : methodsOf(file).xTruncate(shim(file).real(), size);
}
int syncFile(sqlite3_file* file, int flags) {
    const int told = tell(FileCall::Sync, *shim(file).path);
    return told != SQLITE_OK ? told : methodsOf(file).xSync(shim(file).real(), flags);
}
int fileSize(sqlite3_file* file, sqlite3_int64* size) {
    return methodsOf(file).xFileSize(shim(file).real(), size);
}
int lockFile(sqlite3_file* file, int level) {
    const int told = tell(FileCall::Lock, *shim(file).path);
    return told != SQLITE_OK ? told : methodsOf(file).xLock(shim(file).real(), level);
}
int unlockFile(sqlite3_file* file, int level) {
    return methodsOf(file).xUnlock(shim(file).real(), level);
}
int checkReserved(sqlite3_file* file, int* out) {
    return methodsOf(file).xCheckReservedLock(shim(file).real(), out);
}
int fileControl(sqlite3_file* file, int op, void* argument) {
    return methodsOf(file).xFileControl(shim(file).real(), op, argument);
}
int sectorSize(sqlite3_file* file) {
    return methodsOf(file).xSectorSize(shim(file).real());
}
int characteristics(sqlite3_file* file) {
    return methodsOf(file).xDeviceCharacteristics(shim(file).real());
}
int shmMap(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
    return methodsOf(file).xShmMap(shim(file).real(), region, size, extend, out);
}
int shmLock(sqlite3_file* file, int offset, int count, int flags) {
    const bool takes = (flags & SQLITE_SHM_LOCK) != 0;
    const int told = takes ? tell(FileCall::ShmLock, *shim(file).path) : SQLITE_OK;
    return told != SQLITE_OK ? told : methodsOf(file).xShmLock(shim(file).real(), offset, count, flags);
}
void shmBarrier(sqlite3_file* file) {
    methodsOf(file).xShmBarrier(shim(file).real());
}
int shmUnmap(sqlite3_file* file, int deletes) {
    return methodsOf(file).xShmUnmap(shim(file).real(), deletes);
}

const sqlite3_io_methods kMethods = {
    .iVersion = 2,
    .xClose = closeFile,
    .xRead = readFile,
    .xWrite = writeFile,
    .xTruncate = truncateFile,
    .xSync = syncFile,
    .xFileSize = fileSize,
    .xLock = lockFile,
    .xUnlock = unlockFile,
    .xCheckReservedLock = checkReserved,
    .xFileControl = fileControl,
    .xSectorSize = sectorSize,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = shmMap,
    .xShmLock = shmLock,
    .xShmBarrier = shmBarrier,
    .xShmUnmap = shmUnmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags) {
    const std::string path = name == nullptr ? "" : name;
    shim(file).base.pMethods = nullptr;
    if (const int told = tell(FileCall::Open, path); told != SQLITE_OK) {
        return told;
    }
    const int code = realVfs->xOpen(realVfs, name, shim(file).real(), flags, outFlags);
    if (shim(file).real()->pMethods != nullptr) {
        shim(file).base.pMethods = &kMethods;
        shim(file).path = new std::string(path);
    }
    return code;
}
int deleteFile(sqlite3_vfs*, const char* name, int syncFolder) {
    const int told = tell(FileCall::Delete, name);
    return told != SQLITE_OK ? told : realVfs->xDelete(realVfs, name, syncFolder);
}

} // namespace

void installShim() {
    realVfs = sqlite3_vfs_find(nullptr);
    static sqlite3_vfs layer = *realVfs;
    layer.szOsFile = static_cast<int>(sizeof(ShimFile)) + realVfs->szOsFile;
    layer.zName = "countersign-proof";
    layer.pNext = nullptr;
    layer.xOpen = openFile;
    layer.xDelete = deleteFile;
    sqlite3_vfs_register(&layer, 1);
}

void observeFiles(FileObserver* watching) {
    observer.store(watching);
}

} // namespace countersign::proof
