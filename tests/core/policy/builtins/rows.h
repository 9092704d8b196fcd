#pragma once

#include "core/policy/builtins/builtins.h"

#include <QTest>

#include <string>

/// Rows of built-in calls: what goes in, what comes out. `{"$set":[…]}` stands for a set.
namespace countersign::policy {

inline Value withSets(const Value& value) {
    std::vector<Value> elements;
    for (const Value& element : value.elements()) {
        elements.push_back(withSets(element));
    }
    if (const Value* set = value.find("$set"); set != nullptr && value.size() == 1) {
        const Value inner = withSets(*set);
        return Value::set({inner.elements().begin(), inner.elements().end()});
    }
    std::vector<Member> members;
    for (const Member& member : value.members()) {
        members.push_back({member.key, withSets(member.value)});
    }
    return value.isArray() ? Value::array(elements) : value.isObject() ? Value::object(std::move(members)) : value;
}

inline Value parsed(std::string_view json) {
    auto value = parseJson(json);
    if (!value) {
        qFatal("not JSON: %s", std::string(json).c_str());
    }
    return withSets(*value);
}

/// The text of the result; `undefined`; or what the error says, after `type: `, `error: ` or `limit: `.
inline std::string answer(std::string_view name, std::string_view arguments, BuiltinContext::Settings settings = {}) {
    PatternCache patterns;
    BuiltinContext context(patterns, std::move(settings));
    const Builtin* builtin = findBuiltin(name);
    if (builtin == nullptr) {
        return "no such function";
    }
    const Value values = parsed(arguments);
    const BuiltinResult result = callBuiltin(*builtin, context, values.elements());
    if (result) {
        return *result ? (*result)->text() : "undefined";
    }
    const Code code = result.error().code;
    return (code == Code::InvalidArgument ? "type: "
            : code == Code::PolicyError   ? "error: "
                                          : "limit: ") +
           result.error().detail;
}

struct Row {
    const char* name;
    const char* arguments;
    const char* expected;
};

inline void addRows(std::initializer_list<Row> rows) {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("expected");
    for (const Row& row : rows) {
        QTest::newRow((std::string(row.name) + row.arguments).substr(0, 100).c_str())
            << QByteArray(row.name) << QByteArray(row.arguments) << QByteArray(row.expected);
    }
}

inline void checkRow() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(answer(name.toStdString(), arguments.toStdString())), expected);
}

} // namespace countersign::policy
