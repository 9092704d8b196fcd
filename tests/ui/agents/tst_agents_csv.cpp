#include "ui/agents/agents_csv.h"

#include <QtTest/QTest>

using namespace countersign;

namespace {

QString refusalOf(const QString& text) {
    const auto read = ui::readAgentsCsv(text);
    return read ? QStringLiteral("read") : QString::fromStdString(read.error().detail);
}

} // namespace

class TestAgentsCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsWithQuotesAndLineEndsAreRead() {
        const auto read = ui::readAgentsCsv(QStringLiteral("\uFEFFid,owner,public_key,tags\r\n"
                                                           "a1,alice,KEY,team=x; tier=1\r\n"
                                                           "\r\n"
                                                           "a2,bob,\"two\nlines, \"\"quoted\"\"\",\n"
                                                           "a3,bob,K3,"));
        QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
        QCOMPARE(read->size(), std::size_t(3));
        QCOMPARE((*read)[0].draft.tags, QStringLiteral("team=x; tier=1"));
        QCOMPARE((*read)[1].line, 4);
        QCOMPARE((*read)[1].draft.key, QStringLiteral("two\nlines, \"quoted\""));
        QCOMPARE((*read)[2].line, 6);
        QCOMPARE((*read)[2].draft.id, QStringLiteral("a3"));
    }

    void whatIsNotStrictlyCsvIsRefusedWithItsLine_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << QString() << QStringLiteral("line 1: there is no header row");
        QTest::newRow("column") << QStringLiteral("id,owner,public_key,x\n") << QStringLiteral("`x` is no column");
        QTest::newRow("twice") << QStringLiteral("id,id,owner,public_key\n") << QStringLiteral("there twice");
        QTest::newRow("missing") << QStringLiteral("id,owner\n") << QStringLiteral("needs id, owner and public_key");
        QTest::newRow("cells") << QStringLiteral("id,owner,public_key\na,b\n") << QStringLiteral("line 2: 2 cells");
        QTest::newRow("open") << QStringLiteral("id,owner,public_key\na,b,\"c\n") << QStringLiteral("does not end");
        QTest::newRow("after") << QStringLiteral("id,owner,public_key\na,b,\"c\"d\n")
                               << QStringLiteral("follows a cell");
        QTest::newRow("within") << QStringLiteral("id,owner,public_key\na,b\"b,c\n") << QStringLiteral("not quoted");
    }

    void whatIsNotStrictlyCsvIsRefusedWithItsLine() {
        QFETCH(QString, text);
        QFETCH(QString, says);
        QVERIFY2(refusalOf(text).contains(says), qPrintable(refusalOf(text)));
    }

    void tagsAreRead() {
        QCOMPARE(ui::tagsFrom(QStringLiteral(" team=x, tier = 1 ;"))->at("tier"), std::string("1"));
        QVERIFY(!ui::tagsFrom(QStringLiteral("team")));
        QVERIFY(!ui::tagsFrom(QStringLiteral("a=1,a=2")));
        QVERIFY(!ui::tagsFrom(QStringLiteral("=1")));
    }
};

QTEST_GUILESS_MAIN(TestAgentsCsv)
#include "tst_agents_csv.moc"
