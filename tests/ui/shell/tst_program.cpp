#include <QProcess>
#include <QtTest/QTest>

namespace {

/// What the program writes, run where there is no display.
std::pair<int, QString> say(const QString& option) {
    QProcess program;
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        environment.remove(QString::fromLatin1(name));
    }
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(qEnvironmentVariable("COUNTERSIGN_BIN") + QStringLiteral("/countersign"), {option});
    program.waitForFinished();
    return {program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            QString::fromUtf8(program.readAll())};
}

} // namespace

/// The program itself, from outside.
class TestProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itTellsOfItselfWithoutADisplay_data() {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("says");
        QTest::newRow("help") << QStringLiteral("--help") << QStringLiteral("--operator-key");
        QTest::newRow("short") << QStringLiteral("-h") << QStringLiteral("--operator-key");
        QTest::newRow("version") << QStringLiteral("--version") << QStringLiteral("countersign 0.");
    }

    void itTellsOfItselfWithoutADisplay() {
        QFETCH(const QString, option);
        QFETCH(const QString, says);
        const auto [code, text] = say(option);
        QCOMPARE(code, 0);
        QVERIFY2(text.contains(says), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
