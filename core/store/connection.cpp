#include "core/store/connection_p.h"

#include "core/store/dialect_p.h"

#include <QtCore/QVariant>
#include <QtSql/QSqlDriver>
#include <QtSql/QSqlError>

#include <sqlite3.h>

#include <utility>

namespace countersign::store {

namespace {

Code codeOf(int code) {
    switch (code) {
    case SQLITE_READONLY_DBMOVED:
        return Code::StoreReplaced;
    case SQLITE_IOERR_READ:
    case SQLITE_IOERR_SHORT_READ:
    case SQLITE_IOERR_CORRUPTFS:
        return Code::StoreUnreadable;
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return Code::StoreFull;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return Code::StoreReadOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Code::StoreBusy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
        return Code::StoreUnreadable;
    default:
        return Code::Internal;
    }
}

std::string_view adviceFor(Code code) {
    switch (code) {
    case Code::StoreFull:
        return "the disk takes no more: make room";
    case Code::StoreReadOnly:
        return "the store cannot be written: check the file's mode and its file system";
    case Code::StoreBusy:
        return "another program holds the store: end it";
    case Code::StoreUnreadable:
        return "the file is damaged: run `store fsck` on a copy";
    case Code::StoreReplaced:
        return "the file was moved or replaced: stop, and put it back";
    default:
        return "the database refused it";
    }
}

Error queryError(const QSqlError& error) {
    bool isNumber = false;
    const int code = error.nativeErrorCode().toInt(&isNumber);
    return sqliteError(isNumber ? code : SQLITE_ERROR, error.databaseText().toStdString());
}

} // namespace

Error sqliteError(int code, std::string_view what) {
    const Code ours = codeOf(code);
    return {ours, std::string(adviceFor(ours)) + " (SQLite " + std::to_string(code) + ": " + std::string(what) + ")"};
}

Rows::~Rows() {
    if (m_statement != nullptr) {
        sqlite3_reset(m_statement->m_statement.get());
    }
}

Result<bool> Rows::next() {
    switch (sqlite3_step(m_statement->m_statement.get())) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default:
        return m_statement->failure();
    }
}

std::uint64_t Rows::number(int column) const {
    return static_cast<std::uint64_t>(sqlite3_column_int64(m_statement->m_statement.get(), column));
}

std::string Rows::text(int column) const {
    auto* const statement = m_statement->m_statement.get();
    const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return text == nullptr ? std::string()
                           : std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}

std::string Rows::blob(int column) const {
    auto* const statement = m_statement->m_statement.get();
    const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
    return bytes == nullptr ? std::string()
                            : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

void Statement::noteBound(int code) {
    if (code != SQLITE_OK && m_refused == SQLITE_OK) {
        m_refused = code;
    }
}

Statement& Statement::bind(std::uint64_t number) {
    noteBound(sqlite3_bind_int64(m_statement.get(), ++m_position, static_cast<sqlite3_int64>(number)));
    return *this;
}

Statement& Statement::bind(Timestamp time) {
    noteBound(sqlite3_bind_int64(m_statement.get(), ++m_position, time.milliseconds()));
    return *this;
}

Statement& Statement::bindText(std::string_view text) {
    // A null pointer would be bound as NULL.
    const char* data = text.empty() ? "" : text.data();
    noteBound(sqlite3_bind_text64(m_statement.get(), ++m_position, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bindOptionalText(std::string_view text) {
    if (text.empty()) {
        noteBound(sqlite3_bind_null(m_statement.get(), ++m_position));
        return *this;
    }
    return bindText(text);
}

Statement& Statement::bindLastingText(std::string_view text) {
    const char* data = text.empty() ? nullptr : text.data();
    noteBound(sqlite3_bind_text64(m_statement.get(), ++m_position, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bindBlob(ByteView bytes) {
    const void* data = bytes.empty() ? static_cast<const void*>("") : bytes.data();
    noteBound(sqlite3_bind_blob64(m_statement.get(), ++m_position, data, bytes.size(), SQLITE_STATIC));
    return *this;
}

Result<void> Statement::checkBound() {
    const int bound = std::exchange(m_position, 0);
    if (const int refused = std::exchange(m_refused, SQLITE_OK); refused != SQLITE_OK) {
        return std::unexpected(sqliteError(refused, sqlite3_errstr(refused)));
    }
    if (bound != sqlite3_bind_parameter_count(m_statement.get())) {
        return fail(Code::Internal, "a statement was run with " + std::to_string(bound) +
                                        " values, which it does not"
                                        " take");
    }
    return {};
}

std::unexpected<Error> Statement::failure() {
    sqlite3* const database = sqlite3_db_handle(m_statement.get());
    Error error = sqliteError(sqlite3_extended_errcode(database), sqlite3_errmsg(database));
    sqlite3_reset(m_statement.get());
    return std::unexpected(std::move(error));
}

Result<void> Statement::run() {
    CHECK(checkBound());
    const int code = sqlite3_step(m_statement.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        return failure();
    }
    sqlite3_reset(m_statement.get());
    return {};
}

Result<Rows> Statement::rows() {
    CHECK(checkBound());
    return Rows(this);
}

int Statement::changes() const {
    return sqlite3_changes(sqlite3_db_handle(m_statement.get()));
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, Access access) {
    std::unique_ptr<Connection> connection(new Connection);
    CHECK(connection->connect(path, access));
    return connection;
}

Result<void> Connection::connect(const std::string& path, Access access) {
    // Unique among the living connections of the process, which is all that QtSql asks for.
    m_name = QStringLiteral("countersign-%1").arg(reinterpret_cast<quintptr>(this), 0, 16);
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    if (!m_database.isValid()) {
        return fail(Code::Internal, "the QSQLITE driver of Qt is missing: install libqt6sql6-sqlite");
    }
    const QByteArray encoded = QByteArray::fromStdString(path).toPercentEncoding("/");
    const bool isReader = access == Access::Read;
    m_database.setDatabaseName(
        QStringLiteral("file:%1?mode=%2")
            .arg(QString::fromLatin1(encoded), isReader ? QStringLiteral("ro") : QStringLiteral("rw")));
    QString options = QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=2000");
    if (isReader) {
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    }
    m_database.setConnectOptions(options);
    if (!m_database.open()) {
        return std::unexpected(queryError(m_database.lastError()));
    }
    const QVariant handle = m_database.driver()->handle();
    if (qstrcmp(handle.typeName(), "sqlite3*") != 0) {
        return fail(Code::Internal, "the QSQLITE driver of Qt gives no SQLite handle");
    }
    m_handle = *static_cast<sqlite3* const*>(handle.constData());
    // The schema has neither triggers nor views: one that stands in the file is not ours, and must not run.
    if (sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr) != SQLITE_OK ||
        sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr) != SQLITE_OK ||
        sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr) != SQLITE_OK) {
        return fail(Code::Internal, "SQLite has no defensive mode");
    }
    for (const std::string_view pragma : dialect::kPragmas) {
        CHECK(run(pragma));
    }
    if (isReader) {
        for (const std::string_view pragma : dialect::kReaderPragmas) {
            CHECK(run(pragma));
        }
        return {};
    }
    if (sqlite3_db_readonly(m_handle, "main") != 0) {
        return std::unexpected(sqliteError(SQLITE_READONLY, "opened read-only"));
    }
    for (const std::string_view pragma : dialect::kWriterPragmas) {
        CHECK(run(pragma));
    }
    return {};
}

Connection::~Connection() {
    if (m_handle != nullptr) {
        rollback();
    }
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<Statement> Connection::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                           nullptr) != SQLITE_OK) {
        return std::unexpected(sqliteError(sqlite3_extended_errcode(m_handle), sqlite3_errmsg(m_handle)));
    }
    return Statement(statement);
}

Result<Statement*> Connection::statement(std::string_view sql) {
    if (const auto found = m_statements.find(sql); found != m_statements.end()) {
        return found->second.get();
    }
    TRY(Statement prepared, prepare(sql));
    return m_statements.emplace(std::string(sql), std::make_unique<Statement>(std::move(prepared))).first->second.get();
}

Result<void> Connection::run(std::string_view sql) {
    TRY(Statement once, prepare(sql));
    return once.run();
}

Result<void> Connection::script(const char* sql) {
    const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        return std::unexpected(sqliteError(sqlite3_extended_errcode(m_handle), sqlite3_errmsg(m_handle)));
    }
    return {};
}

Result<void> Connection::begin() {
    TRY(Statement * begin, statement(dialect::kBegin));
    return begin->run();
}

Result<void> Connection::commit() {
    TRY(Statement * commit, statement("COMMIT"));
    return commit->run();
}

void Connection::rollback() {
    if (!inTransaction()) {
        return;
    }
    if (const auto rollback = statement("ROLLBACK")) {
        static_cast<void>((*rollback)->run());
    }
}

bool Connection::inTransaction() const {
    return sqlite3_get_autocommit(m_handle) == 0;
}

Result<int> Connection::schemaVersion() {
    TRY(Statement once, prepare("PRAGMA user_version"));
    TRY(Rows rows, once.rows());
    TRY(const bool found, rows.next());
    return found ? static_cast<int>(rows.number(0)) : 0;
}

Result<void> Connection::setSchemaVersion(int version) {
    return script(("PRAGMA user_version=" + std::to_string(version)).c_str());
}

} // namespace countersign::store
