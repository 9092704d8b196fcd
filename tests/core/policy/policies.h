#pragma once

#include "core/policy/evaluation.h"
#include "core/policy/parser.h"

#include <QTest>

/// What the tests of the engine do all the time.
namespace countersign::policy {

inline std::string joined(const std::vector<Diagnostic>& errors) {
    std::string out;
    for (const auto& error : errors) {
        out.append(out.empty() ? "" : "\n").append(error.text());
    }
    return out;
}

/// A program of these modules, or what is wrong with them.
inline Checked<std::shared_ptr<const Program>> compiled(std::initializer_list<std::string_view> texts,
                                                        const Value& data = Value::emptyObject(),
                                                        const CompileOptions& options = {}) {
    std::vector<Module> modules;
    for (const auto text : texts) {
        auto module = parseModule("m" + std::to_string(modules.size()) + ".rego", text, Syntax::Either);
        if (!module) {
            return std::unexpected(std::move(module).error());
        }
        modules.push_back(*std::move(module));
    }
    return Program::compile(std::move(modules), data, options);
}

/// Everything that is wrong with a module, one line each; empty when nothing is.
inline std::string wrong(std::string_view text, const CompileOptions& options = {}) {
    const auto program = compiled({text}, Value::emptyObject(), options);
    return program ? std::string() : joined(program.error());
}

/// `x` in every answer of the query as Rego writes it, joined by " | "; or the error.
inline std::string asked(const Program& program, std::string_view query, const std::optional<Value>& input = {},
                         const EvaluationOptions& options = {}) {
    const auto body = parseQuery(query);
    if (!body) {
        return joined(body.error());
    }
    const auto prepared = program.prepare(*body);
    if (!prepared) {
        return joined(prepared.error());
    }
    const auto answers = evaluate(program, *prepared, input, options);
    if (!answers) {
        return answers.error().detail;
    }
    std::string out;
    for (const auto& answer : *answers) {
        out.append(out.empty() ? "" : " | ").append(answer.contains("x") ? answer.at("x").text() : "true");
    }
    return out.empty() ? "undefined" : out;
}

/// data.t.p of a module of package t, `p` and what else it needs.
inline std::string valueOf(std::string_view rules, std::string_view input = {}, std::string_view data = "{}",
                           const EvaluationOptions& options = {}) {
    const auto program = compiled({"package t\n" + std::string(rules)}, *parseJson(data));
    if (!program) {
        return joined(program.error());
    }
    const auto given = input.empty() ? std::nullopt : std::optional(*parseJson(input));
    return asked(**program, "x = data.t.p", given, options);
}

} // namespace countersign::policy
