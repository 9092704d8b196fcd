#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"

#include <QtSql/QSqlDatabase>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace countersign::store {

/// SQLITE_FULL and failed writes: StoreFull; READONLY: StoreReadOnly, or StoreReplaced when the file was moved; BUSY:
/// StoreBusy; CORRUPT, NOTADB, CANTOPEN, failed reads: StoreUnreadable; else Internal.
[[nodiscard]] Error sqliteError(int code, std::string_view what);

class Statement;

/// The rows of one execution; the statement is reset, and its read transaction over, when this ends.
class Rows {
public:
    explicit Rows(Statement* statement) : m_statement(statement) {}
    Rows(Rows&& other) noexcept : m_statement(std::exchange(other.m_statement, nullptr)) {}
    Rows& operator=(Rows&&) = delete;
    ~Rows();

    [[nodiscard]] Result<bool> next();
    [[nodiscard]] std::uint64_t number(int column) const;
    /// Empty for NULL.
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::string blob(int column) const;

private:
    Statement* m_statement;
};

/// A prepared statement, kept for the connection's life: SQLite's own, since QtSql makes a QVariant of each value.
/// Values are bound in order; blobs must live until run() or the end of Rows, texts are copied.
class Statement {
public:
    explicit Statement(sqlite3_stmt* statement) : m_statement(statement) {}

    Statement& bind(std::uint64_t number);
    Statement& bind(Timestamp time);
    Statement& bindText(std::string_view text);
    /// NULL when empty.
    Statement& bindOptionalText(std::string_view text);
    /// Without a copy: the text must live until run() or the end of Rows. NULL when empty.
    Statement& bindLastingText(std::string_view text);
    Statement& bindBlob(ByteView bytes);

    /// To its first row at most.
    [[nodiscard]] Result<void> run();
    [[nodiscard]] Result<Rows> rows();
    /// Of the last run().
    [[nodiscard]] int changes() const;

private:
    friend class Rows;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    [[nodiscard]] Result<void> checkBound();
    [[nodiscard]] std::unexpected<Error> failure();
    void noteBound(int code);

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_position = 0;
    /// The first bind that was refused.
    int m_refused = 0;
};

enum class Access : std::uint8_t { Read, Write };

/// One SQLite connection, opened through QtSql, in the thread that opened it.
class Connection {
public:
    /// Never creates a file. The pragmas and the defensive mode of design section 6 are set.
    static Result<std::unique_ptr<Connection>> open(const std::string& path, Access access);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Prepared at the first call; owned by the connection.
    [[nodiscard]] Result<Statement*> statement(std::string_view sql);
    /// Prepared for this use alone.
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    [[nodiscard]] Result<void> run(std::string_view sql);
    /// Several statements of trusted text.
    [[nodiscard]] Result<void> script(const char* sql);

    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> commit();
    /// Nothing to do when no transaction is open.
    void rollback();
    [[nodiscard]] bool inTransaction() const;

    [[nodiscard]] Result<int> schemaVersion();
    [[nodiscard]] Result<void> setSchemaVersion(int version);
    [[nodiscard]] sqlite3* handle() const { return m_handle; }

private:
    Connection() = default;
    Result<void> connect(const std::string& path, Access access);

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    QString m_name;
    QSqlDatabase m_database;
    sqlite3* m_handle = nullptr;
    std::unordered_map<std::string, std::unique_ptr<Statement>, TextHash, std::equal_to<>> m_statements;
};

} // namespace countersign::store
