#pragma once

#include <array>
#include <string>
#include <string_view>

/// What is SQLite's own in the SQL of this folder; everything else is common to SQLite and PostgreSQL.
namespace countersign::store::dialect {

/// For every connection. mmap_size: an I/O error must be an error code, not a signal.
inline constexpr std::array kPragmas = std::to_array<std::string_view>({
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
});

inline constexpr std::string_view kAutoCheckpoint = "PRAGMA wal_autocheckpoint=4096";
inline constexpr std::string_view kNoAutoCheckpoint = "PRAGMA wal_autocheckpoint=0";

/// For the one connection that writes and checkpoints: every 16 MiB, of which the file keeps at most 64.
/// secure_delete: erased values leave the pages too.
inline constexpr std::array kWriterPragmas = std::to_array<std::string_view>({
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    kAutoCheckpoint,
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA cache_size=-8192",
});

inline constexpr std::array kReaderPragmas = std::to_array<std::string_view>({
    "PRAGMA query_only=ON",
});

/// Takes the write lock at once: what the transaction reads cannot be outdated when it writes.
inline constexpr std::string_view kBegin = "BEGIN IMMEDIATE";
/// Type and name of what else than indexes is in the file.
inline constexpr std::string_view kSchemaObjects =
    "SELECT type, name FROM sqlite_schema WHERE type <> 'index' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
inline constexpr std::string_view kCheckpoint = "PRAGMA wal_checkpoint(TRUNCATE)";

/// Compares without regard to the case of ASCII letters; the pattern's escape is a backslash.
inline constexpr std::string_view kLike = " LIKE ? ESCAPE '\\'";
inline constexpr std::string_view kNotLike = " NOT LIKE ? ESCAPE '\\'";

/// Keeps the planner from driving a query with the index on this column.
[[nodiscard]] inline std::string unindexed(std::string_view column) {
    return "+" + std::string(column);
}

} // namespace countersign::store::dialect
