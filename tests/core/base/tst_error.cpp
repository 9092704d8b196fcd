#include "core/base/error.h"

#include <QTest>

#include <set>

using namespace countersign;

class TstError : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasItsOwnName();
    void namesStandOnTheWire();
    void unknownNamesAreRefused();
};

void TstError::everyCodeHasItsOwnName() {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(Code::Internal); ++i) {
        const auto code = static_cast<Code>(i);
        const std::string_view name = codeName(code);
        QVERIFY(!name.empty());
        QVERIFY2(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos,
                 std::string(name).c_str());
        QVERIFY2(names.insert(name).second, std::string(name).c_str());
        Code back = code == Code::Internal ? Code::NotFound : Code::Internal;
        QVERIFY(codeFromName(name, back));
        QCOMPARE(back, code);
    }
}

void TstError::namesStandOnTheWire() {
    QCOMPARE(codeName(Code::InvalidRequest), "invalid_request");
    QCOMPARE(codeName(Code::TextNotUtf8), "text_not_utf8");
    QCOMPARE(codeName(Code::NumberNotExact), "number_not_exact");
    QCOMPARE(codeName(Code::NoEligibleApprover), "no_eligible_approver");
    QCOMPARE(codeName(Code::ApprovalMismatch), "approval_mismatch");
    QCOMPARE(codeName(Code::Internal), "internal");
}

void TstError::unknownNamesAreRefused() {
    for (const char* name : {"", "Internal", "internal ", "intern", "allow"}) {
        Code code = Code::Forbidden;
        QVERIFY(!codeFromName(name, code));
        QCOMPARE(code, Code::Forbidden);
    }
}

QTEST_APPLESS_MAIN(TstError)
#include "tst_error.moc"
