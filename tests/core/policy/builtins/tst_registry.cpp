#include "core/policy/builtins/builtins.h"

#include <QTest>

#include <set>

using namespace countersign::policy;

/// What the compiler and the help rely on.
class TstRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreComplete();
    void findsByName();
    void writesTypes();
};

void TstRegistry::rowsAreComplete() {
    std::string_view previous;
    for (const Builtin& builtin : allBuiltins()) {
        const std::string name(builtin.name);
        QVERIFY2(previous < builtin.name, name.c_str());
        QVERIFY2(builtin.help.ends_with('.'), name.c_str());
        QCOMPARE(builtin.function == nullptr, builtin.trait == Trait::Refused);
        for (const Type& type : builtin.declaration.arguments()) {
            QVERIFY2(type.kinds != 0, name.c_str());
        }
        QVERIFY2(builtin.declaration.result.kinds != 0, name.c_str());
        previous = builtin.name;
    }
}

void TstRegistry::findsByName() {
    QCOMPARE(findBuiltin("plus")->infix, std::string_view("+"));
    QCOMPARE(findBuiltin("count")->declaration.arity, 1);
    QVERIFY(findBuiltin("") == nullptr);
    QVERIFY(findBuiltin("counts") == nullptr);
}

void TstRegistry::writesTypes() {
    const auto argument = [](std::string_view name, std::size_t position) {
        return typeText(findBuiltin(name)->declaration.arguments()[position]);
    };
    QCOMPARE(argument("concat", 0), std::string("string"));
    QCOMPARE(argument("concat", 1), std::string("any<array[string], set[string]>"));
    QCOMPARE(argument("object.get", 0), std::string("object[any: any]"));
    QCOMPARE(argument("object.get", 1), std::string("any"));
    QCOMPARE(argument("minus", 0), std::string("any<number, set[any]>"));
}

QTEST_APPLESS_MAIN(TstRegistry)
#include "tst_registry.moc"
