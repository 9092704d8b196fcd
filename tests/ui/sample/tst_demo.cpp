#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

/// The program itself, as a process.
class TestDemo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsNeedNoDisplay() {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const auto* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
            environment.remove(QString::fromLatin1(name));
        }
        for (const auto* word : {"--help", "--version"}) {
            QProcess program;
            program.setProcessEnvironment(environment);
            program.start(path(), {QString::fromLatin1(word)});
            QVERIFY(program.waitForFinished());
            QCOMPARE(program.exitCode(), 0);
            QVERIFY(!program.readAllStandardOutput().isEmpty());
        }
        QProcess program;
        program.setProcessEnvironment(environment);
        program.start(path(), {});
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 1);
        QVERIFY(program.readAllStandardError().contains("no display"));
    }

    /// It makes its workspace, is told to end, ends well and leaves nothing.
    void theDemoRunsAndCleansUp() {
        const QTemporaryDir folder;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TMPDIR"), folder.path());
        environment.insert(QStringLiteral("HOME"), folder.path());
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        QProcess program;
        program.setProcessEnvironment(environment);
        program.start(path(), {QStringLiteral("--demo")});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(samples(folder).size() == 1 && !keys(folder).isEmpty(), 60'000);
        QCOMPARE(::kill(static_cast<pid_t>(program.processId()), SIGTERM), 0);
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(samples(folder), QStringList());
    }

    /// What a killed one leaves is removed by the next.
    void theNextOneRemovesWhatAKilledOneLeft() {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("countersign-sample-4194999-abcdef")));
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TMPDIR"), folder.path());
        environment.insert(QStringLiteral("HOME"), folder.path());
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        QProcess program;
        program.setProcessEnvironment(environment);
        program.start(path(), {QStringLiteral("--demo")});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(
            samples(folder).size() == 1 && !samples(folder).front().contains(QStringLiteral("4194999")), 60'000);
        program.terminate();
        QVERIFY(program.waitForFinished());
    }

private:
    [[nodiscard]] static QString path() {
        return qEnvironmentVariable("COUNTERSIGN_BIN") + QStringLiteral("/countersign");
    }
    [[nodiscard]] static QStringList samples(const QTemporaryDir& folder) {
        return QDir(folder.path()).entryList({QStringLiteral("countersign-sample-*")}, QDir::Dirs);
    }
    /// The key file is written when the history stands.
    [[nodiscard]] static QStringList keys(const QTemporaryDir& folder) {
        return QDir(QDir(folder.path()).filePath(samples(folder).value(0))).entryList({QStringLiteral("alice.key")});
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
