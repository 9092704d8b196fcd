#include "tests/core/http/echo_handler.h"
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
    std::string bytesOf(const QByteArray& line) const;
    void check(const QByteArray& statuses, const std::string& received) const;

    std::shared_ptr<peer::EchoHandler> m_handler = std::make_shared<peer::EchoHandler>();
    std::unique_ptr<countersign::http::Server> m_server;
};

namespace {

int hexDigit(char c) {
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

std::string unescaped(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out.push_back(text[i]);
            continue;
        }
        switch (text.at(++i)) {
        case 'r':
            out.push_back('\r');
            break;
        case 'n':
            out.push_back('\n');
            break;
        case 't':
            out.push_back('\t');
            break;
        case 'x':
            out.push_back(static_cast<char>(hexDigit(text.at(i + 1)) * 16 + hexDigit(text.at(i + 2))));
            i += 2;
            break;
        default:
            out.push_back(text[i]);
        }
    }
    return out;
}

} // namespace

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

std::string TstParser::bytesOf(const QByteArray& line) const {
    const std::string text = line.toStdString();
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, 2, "{{") == 0 || text.compare(i, 2, "}}") == 0) {
            out.push_back(text[i++]);
        } else if (text.compare(i, 6, "{port}") == 0) {
            out += std::to_string(m_server->port());
            i += 5;
        } else if (text[i] == '{') {
            const std::size_t end = text.find('}', i);
            const std::size_t star = text.rfind('*', end);
            const std::string part = text.substr(i + 1, star - i - 1);
            for (int count = std::stoi(text.substr(star + 1)); count > 0; --count) {
                out += part;
            }
            i = end;
        } else {
            out.push_back(text[i]);
        }
    }
    return unescaped(out);
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
    client.send(bytesOf(bytes));
    check(statuses, client.readAll());
}

void TstParser::answersEachCaseByteByByte() {
    QFETCH(QByteArray, statuses);
    QFETCH(QByteArray, bytes);
    peer::RawPeer client(m_server->port());
    QVERIFY(client.connected());
    const std::string raw = bytesOf(bytes);
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
