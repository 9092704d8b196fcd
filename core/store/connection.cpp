#include "core/store/connection_p.h"

#include "core/store/dialect_p.h"

#include <QtCore/QVariant>
#include <QtSql/QSqlDriver>
#include <QtSql/QSqlError>

#include <sqlite3.h>

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

QString sqlText(std::string_view sql) {
    return QString::fromUtf8(sql.data(), static_cast<qsizetype>(sql.size()));
}

} // namespace

Error sqliteError(int code, std::string_view what) {
    const Code ours = codeOf(code);
    return {ours, std::string(adviceFor(ours)) + " (SQLite " + std::to_string(code) + ": " + std::string(what) + ")"};
}

Rows::~Rows() {
    if (m_statement != nullptr) {
        m_statement->m_query.finish();
    }
}

Result<bool> Rows::next() {
    if (m_statement->m_query.next()) {
        return true;
    }
    if (const QSqlError error = m_statement->m_query.lastError(); error.isValid()) {
        return std::unexpected(queryError(error));
    }
    return false;
}

std::uint64_t Rows::number(int column) const {
    return static_cast<std::uint64_t>(m_statement->m_query.value(column).toLongLong());
}

std::string Rows::text(int column) const {
    return m_statement->m_query.value(column).toString().toStdString();
}

std::string Rows::blob(int column) const {
    return m_statement->m_query.value(column).toByteArray().toStdString();
}

Statement& Statement::bind(std::uint64_t number) {
    m_query.bindValue(m_position++, static_cast<qlonglong>(number));
    return *this;
}

Statement& Statement::bind(Timestamp time) {
    m_query.bindValue(m_position++, static_cast<qlonglong>(time.milliseconds()));
    return *this;
}

Statement& Statement::bindText(std::string_view text) {
    // A null QString would be bound as NULL.
    m_query.bindValue(m_position++, text.empty() ? QStringLiteral("") : sqlText(text));
    return *this;
}

Statement& Statement::bindOptionalText(std::string_view text) {
    m_query.bindValue(m_position++, text.empty() ? QVariant() : QVariant(sqlText(text)));
    return *this;
}

Statement& Statement::bindBlob(ByteView bytes) {
    const char* data = bytes.empty() ? "" : reinterpret_cast<const char*>(bytes.data());
    m_query.bindValue(m_position++, QByteArray::fromRawData(data, static_cast<qsizetype>(bytes.size())));
    return *this;
}

Result<void> Statement::run() {
    m_position = 0;
    if (!m_query.exec()) {
        const Error error = queryError(m_query.lastError());
        m_query.finish();
        return std::unexpected(error);
    }
    return {};
}

Result<Rows> Statement::rows() {
    CHECK(run());
    return Rows(this);
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
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sqlText(sql))) {
        return std::unexpected(queryError(query.lastError()));
    }
    return Statement(std::move(query));
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
