#include "core/policy/format.h"
#include "tests/core/policy/policies.h"
#include "tests/support/source_dir.h"

#include <QFile>

using namespace countersign;
using namespace countersign::policy;

class TstFormat : public QObject {
    Q_OBJECT

    static std::string read(const char* name) {
        QFile file(sourcePath("tests/data/policy/") + QString::fromLatin1(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string("no such file");
    }
    static std::string formatted(std::string_view text, Syntax syntax = Syntax::V1) {
        const auto module = parseModule("f.rego", text, syntax);
        if (!module) {
            return joined(module.error());
        }
        auto out = format(*module);
        return out ? *out : joined(out.error());
    }

private Q_SLOTS:
    void writesV0AsV1() { QCOMPARE(formatted(read("v0.rego"), Syntax::V0), read("v0_as_v1.rego")); }

    void keepsCommentsGroupsAndSpelling() {
        const auto text = read("formatted.rego");
        QVERIFY(text.starts_with("# what it is"));
        QCOMPARE(formatted(text), text);
    }

    void saysWhichWordV1KeepsForItself() {
        const auto out = formatted("package a\np { contains := 1; contains == 1 }", Syntax::V0);
        QVERIFY2(out.contains("f.rego:"), out.c_str());
    }
};

QTEST_APPLESS_MAIN(TstFormat)
#include "tst_format.moc"
