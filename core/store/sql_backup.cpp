#include "core/store/files_p.h"
#include "core/store/sql_read_store_p.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

namespace countersign::store {

namespace {

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};

Result<void> copyPages(sqlite3* from, const std::string& path) {
    sqlite3* opened = nullptr;
    const int openCode = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, CloseDatabase> to(opened);
    if (openCode != SQLITE_OK) {
        return std::unexpected(sqliteError(openCode, "cannot open the copy"));
    }
    sqlite3_backup* backup = sqlite3_backup_init(to.get(), "main", from, "main");
    if (backup == nullptr) {
        return std::unexpected(sqliteError(sqlite3_extended_errcode(to.get()), sqlite3_errmsg(to.get())));
    }
    sqlite3_backup_step(backup, -1);
    const int code = sqlite3_backup_finish(backup);
    if (code != SQLITE_OK) {
        return std::unexpected(sqliteError(code, "cannot copy"));
    }
    return {};
}

} // namespace

Result<void> SqlReadStore::backupTo(const std::string& path) {
    if (m_connection.inTransaction()) {
        return fail(Code::Internal, "a backup is made between transactions");
    }
    {
        TRY(const Descriptor file, createPrivate(path));
    }
    auto done = copyPages(m_connection.handle(), path);
    if (done) {
        const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        done = file.isOpen() && ::fsync(file.get()) == 0 ? syncFolderOf(path)
                                                         : Result<void>(std::unexpected(systemError(path, "sync")));
    }
    if (!done) {
        ::unlink(path.c_str());
    }
    return done;
}

} // namespace countersign::store
