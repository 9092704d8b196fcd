#include "tests/core/http/echo_handler.h"
#include "tests/core/http/wire_case.h"
#include "tests/core/http/wire_peer.h"
#include "tests/support/source_dir.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

/// Hostile and harmless requests of tests/data/http, each sent to a real server.
class TstParser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void answersEachCase_data();
    void answersEachCase();
    void answersEachCaseByteByByte_data() { answersEachCase_data(); }
    void answersEachCaseByteByByte();
    void servesOnAfterwards();

private:
    void check(const QByteArray& statuses, const std::string& received) const;

    std::shared_ptr<peer::EchoHandler> m_handler = std::make_shared<peer::EchoHandler>();
    std::unique_ptr<countersign::http::Server> m_server;
};

void TstParser::initTestCase() {
    countersign::http::ServerOptions options;
    options.allowedHosts = {"gate.example"};
    auto server = countersign::http::Server::start(options, m_handler);
    QVERIFY2(server, server ? "" : server.error().detail.c_str());
    m_server = std::move(*server);
}

void TstParser::cleanupTestCase() {
    m_server->stop();
}

void TstParser::answersEachCase_data() {
    QTest::addColumn<QByteArray>("statuses");
    QTest::addColumn<QByteArray>("bytes");
    const QDir folder(countersign::sourcePath("tests/data/http"));
    const auto names = folder.entryList({QStringLiteral("*.txt")});
    QVERIFY(names.size() >= 100);
    for (const QString& name : names) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto statuses = file.readLine().trimmed();
        QVERIFY(statuses.startsWith("status: "));
        auto bytes = file.readLine();
        bytes.chop(1);
        QTest::newRow(qPrintable(name.chopped(4))) << statuses.mid(8) << bytes;
    }
}

void TstParser::check(const QByteArray& statuses, const std::string& received) const {
    std::string_view rest(received);
    for (const QByteArray& expected : statuses.split(' ')) {
        const auto status = QByteArray::number(peer::statusOf(rest));
        QVERIFY2(expected.split('|').contains(status), qPrintable(QString::fromStdString(received.substr(0, 400))));
        const std::size_t head = rest.find("\r\n\r\n");
        const std::size_t field = rest.find("Content-Length: ");
        QVERIFY(head != std::string_view::npos && field < head);
        const std::size_t body = std::stoul(std::string(rest.substr(field + 16, 20)));
        if (!status.startsWith('2')) {
            const auto error = rest.substr(head + 4, body);
            QVERIFY2(error.starts_with("{\"error\":\"") && error.find("error_description") != std::string_view::npos,
                     std::string(error).c_str());
            QVERIFY(rest.substr(0, head).find("Connection: close") != std::string_view::npos);
        }
        rest.remove_prefix(std::min(rest.size(), head + 4 + body));
    }
    QVERIFY2(rest.empty(), "more was answered than was asked");
}

void TstParser::answersEachCase() {
    QFETCH(QByteArray, statuses);
    QFETCH(QByteArray, bytes);
    peer::RawPeer client(m_server->port());
    QVERIFY(client.connected());
    client.send(peer::bytesOf(bytes, m_server->port()));
    check(statuses, client.readAll());
}

void TstParser::answersEachCaseByteByByte() {
    QFETCH(QByteArray, statuses);
    QFETCH(QByteArray, bytes);
    peer::RawPeer client(m_server->port());
    QVERIFY(client.connected());
    const std::string raw = peer::bytesOf(bytes, m_server->port());
    if (raw.size() > 1000) {
        QSKIP("the large ones arrive in pieces anyway");
    }
    for (const char c : raw) {
        if (!client.send({&c, 1})) {
            break;
        }
    }
    check(statuses, client.readAll());
}

void TstParser::servesOnAfterwards() {
    peer::RawPeer client(m_server->port());
    client.send("GET /a?b=c HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const std::string answer = client.readAnswer();
    QCOMPARE(peer::statusOf(answer), 200);
    QCOMPARE(peer::bodyOf(answer), std::string("GET /a?b=c "));
}

QTEST_GUILESS_MAIN(TstParser)
#include "tst_parser.moc"
