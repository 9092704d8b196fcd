#include "tests/bench/bare_rows.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

namespace countersign::bench {

BareRows::BareRows(const std::string& path, std::size_t bytes) : m_row(bytes, 'x') {
    if (sqlite3_open(path.c_str(), &m_database) != SQLITE_OK) {
        stopBench("SQLite cannot open `" + path + "`");
    }
    script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4096;"
           "CREATE TABLE rows (seq INTEGER PRIMARY KEY, body BLOB NOT NULL)");
    if (sqlite3_prepare_v2(m_database, "INSERT INTO rows (body) VALUES (?)", -1, &m_insert, nullptr) != SQLITE_OK) {
        stopBench(sqlite3_errmsg(m_database));
    }
}

BareRows::~BareRows() {
    sqlite3_finalize(m_insert);
    sqlite3_close(m_database);
}

void BareRows::script(const char* sql) {
    if (sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        stopBench(sqlite3_errmsg(m_database));
    }
}

void BareRows::insert() {
    sqlite3_bind_blob(m_insert, 1, m_row.data(), static_cast<int>(m_row.size()), SQLITE_STATIC);
    if (sqlite3_step(m_insert) != SQLITE_DONE) {
        stopBench(sqlite3_errmsg(m_database));
    }
    sqlite3_reset(m_insert);
}

std::vector<double> BareRows::commits(std::size_t batches, std::size_t batch) {
    std::vector<double> times;
    for (std::size_t i = 0; i < batches; ++i) {
        const double start = wallSeconds();
        script("BEGIN IMMEDIATE");
        for (std::size_t k = 0; k < batch; ++k) {
            insert();
        }
        script("COMMIT");
        times.push_back(wallSeconds() - start);
    }
    return times;
}

double BareRows::run(std::size_t batches, std::size_t batch) {
    const double start = wallSeconds();
    static_cast<void>(commits(batches, batch));
    return (wallSeconds() - start) / static_cast<double>(batches * batch);
}

std::vector<double> syncTimes(const std::string& path, std::size_t bytes, std::size_t count) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::string block(bytes, 'x');
    std::vector<double> times;
    for (std::size_t i = 0; file >= 0 && i < count; ++i) {
        const double start = wallSeconds();
        if (::write(file, block.data(), block.size()) != static_cast<ssize_t>(block.size()) || ::fdatasync(file) != 0) {
            break;
        }
        times.push_back(wallSeconds() - start);
    }
    ::close(file);
    if (times.size() != count) {
        stopBench("`" + path + "` cannot be written");
    }
    return times;
}

} // namespace countersign::bench
