#pragma once

#include "tests/bench/harness.h"

struct sqlite3;
struct sqlite3_stmt;

namespace countersign::bench {

/// The physical limit of anything that commits rows: SQLite alone, WAL, synchronous=FULL, one table, nothing computed.
class BareRows {
public:
    BareRows(const std::string& path, std::size_t bytes);
    ~BareRows();
    BareRows(const BareRows&) = delete;
    BareRows& operator=(const BareRows&) = delete;

    /// Wall seconds a row.
    double run(std::size_t batches, std::size_t batch);
    /// Wall seconds of each commit.
    std::vector<double> commits(std::size_t batches, std::size_t batch);

private:
    void script(const char* sql);
    void insert();
    std::string m_row;
    sqlite3* m_database = nullptr;
    sqlite3_stmt* m_insert = nullptr;
};

/// Seconds of each fdatasync() after an append of `bytes` to a file there.
[[nodiscard]] std::vector<double> syncTimes(const std::string& path, std::size_t bytes, std::size_t count);

} // namespace countersign::bench
