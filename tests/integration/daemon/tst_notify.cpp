#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

/// What systemd holds at the other end of NOTIFY_SOCKET.
class Manager {
public:
    explicit Manager(const QString& path) : m_socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray name = path.toLocal8Bit();
        if (static_cast<std::size_t>(name.size()) < sizeof(address.sun_path)) {
            std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
        }
        m_bound = ::bind(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    }
    ~Manager() { ::close(m_socket); }
    Q_DISABLE_COPY_MOVE(Manager)

    [[nodiscard]] bool listens() const { return m_bound; }

    /// The next message, or nothing within 30 s.
    [[nodiscard]] QByteArray next() const {
        pollfd waiting{.fd = m_socket, .events = POLLIN, .revents = 0};
        if (::poll(&waiting, 1, 30'000) != 1) {
            return {};
        }
        std::array<char, 512> text{};
        const auto size = ::recv(m_socket, text.data(), text.size(), 0);
        return size > 0 ? QByteArray(text.data(), size) : QByteArray();
    }

private:
    int m_socket;
    bool m_bound = false;
};

QString program(const char* name) {
    return qEnvironmentVariable("COUNTERSIGN_BIN") + QLatin1Char('/') + QLatin1String(name);
}

} // namespace

/// The real countersignd as a unit of Type=notify sees it (sd_notify(3)).
class TstNotify : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

private Q_SLOTS:
    void initTestCase() {
        const QStringList keygen{QStringLiteral("keygen"), QStringLiteral("--no-passphrase"), QStringLiteral("--out"),
                                 file("alice.key")};
        QCOMPARE(QProcess::execute(program("countersignctl"), keygen), 0);
        QCOMPARE(QProcess::execute(program("countersignctl"),
                                   {QStringLiteral("store"), QStringLiteral("init"), file("a.countersign"),
                                    QStringLiteral("--trust-domain"), QStringLiteral("acme.example"),
                                    QStringLiteral("--operator"), QStringLiteral("alice"),
                                    QStringLiteral("--operator-key"), file("alice.key")}),
                 0);
    }

    void saysWhenItServesAndWhenItStops() {
        const Manager manager(file("notify"));
        QVERIFY(manager.listens());
        QProcess daemon;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("NOTIFY_SOCKET"), file("notify"));
        daemon.setProcessEnvironment(environment);
        daemon.start(program("countersignd"), {QStringLiteral("--store"), file("a.countersign"),
                                               QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")});
        QVERIFY(manager.next().startsWith("READY=1"));
        QVERIFY(daemon.waitForReadyRead(30'000) || daemon.bytesAvailable() > 0);
        QVERIFY(daemon.readAllStandardOutput().contains("listening on http://127.0.0.1:"));
        daemon.terminate();
        QVERIFY(manager.next().startsWith("STOPPING=1"));
        QVERIFY(daemon.waitForFinished(30'000));
        QCOMPARE(daemon.exitStatus(), QProcess::NormalExit);
        QCOMPARE(daemon.exitCode(), 0);
    }

    void servesWithoutAManager() {
        QProcess daemon;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("NOTIFY_SOCKET"), file("nobody-listens"));
        daemon.setProcessEnvironment(environment);
        daemon.start(program("countersignd"), {QStringLiteral("--store"), file("a.countersign"),
                                               QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")});
        QVERIFY(daemon.waitForReadyRead(30'000));
        daemon.terminate();
        QVERIFY(daemon.waitForFinished(30'000));
        QCOMPARE(daemon.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TstNotify)
#include "tst_notify.moc"
