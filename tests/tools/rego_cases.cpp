// Runs conformance cases of Rego: rego-cases FILE...
// A file is JSON: `{"cases": {group: [case, ...]}}`, `{"cases": [case, ...]}` or a list of cases. A case is
// {note, query, modules[], data, input | input_term, want_result | want_error_code and/or want_error, strict_error,
// sort_bindings}. Prints each case that fails, and `N passed, N failed, N skipped`; exit code 1 when one failed.

#include "core/policy/builtins/builtins.h"
#include "core/policy/evaluation.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace {

using namespace countersign;
using namespace countersign::policy;

enum class Outcome : std::uint8_t { Passed, Failed, Skipped };

struct Counts {
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::size_t skipped = 0;
};

/// What the cases call besides the built-in functions that everybody has.
const Builtin& sleepBuiltin() {
    static const Builtin made = [] {
        Builtin out;
        out.name = "test.sleep";
        out.declaration.arity = 1;
        out.function = [](BuiltinContext&, std::span<const Value>) -> BuiltinResult { return Value(); };
        return out;
    }();
    return made;
}

std::string_view text(const Value& entry, std::string_view name) {
    const auto* found = entry.find(name);
    return found == nullptr ? std::string_view() : found->asString();
}

/// As JSON would carry it: sets as arrays, keys as text.
Value carried(const Value& value, bool sorted) {
    auto out = *parseJson(toJson(value));
    if (sorted && out.isArray()) {
        std::vector<Value> elements(out.elements().begin(), out.elements().end());
        std::ranges::sort(elements);
        out = Value::array(elements);
    }
    return out;
}

Value carried(const std::vector<Bindings>& answers, bool sorted) {
    std::vector<Value> out;
    for (const auto& answer : answers) {
        std::vector<Member> members;
        for (const auto& [name, value] : answer) {
            members.push_back({Value::string(name), carried(value, sorted)});
        }
        out.push_back(Value::object(std::move(members)));
    }
    return Value::set(std::move(out));
}

Value wanted(const Value& results, bool sorted) {
    std::vector<Value> out;
    for (const auto& result : results.elements()) {
        std::vector<Member> members;
        for (const auto& [name, value] : result.members()) {
            members.push_back({name, carried(value, sorted)});
        }
        out.push_back(Value::object(std::move(members)));
    }
    return Value::set(std::move(out));
}

std::string joined(const std::vector<Diagnostic>& errors) {
    std::string out;
    for (const auto& error : errors) {
        out.append(out.empty() ? "" : "; ").append(error.text());
    }
    return out;
}

/// The answers, or what was wrong.
std::expected<std::vector<Bindings>, std::string> run(const Value& entry) {
    std::vector<Module> modules;
    const auto* texts = entry.find("modules");
    for (std::size_t i = 0; texts != nullptr && i < texts->elements().size(); ++i) {
        auto module =
            parseModule("test-" + std::to_string(i) + ".rego", texts->elements()[i].asString(), Syntax::Either);
        if (!module) {
            return std::unexpected(joined(module.error()));
        }
        modules.push_back(*std::move(module));
    }
    const auto* data = entry.find("data");
    CompileOptions options;
    options.builtins = {&sleepBuiltin()};
    const auto program =
        Program::compile(std::move(modules), data == nullptr || data->isNull() ? Value::emptyObject() : *data, options);
    if (!program) {
        return std::unexpected(joined(program.error()));
    }
    const auto evaluated = [&](std::string_view body, const std::optional<Value>& input,
                               const EvaluationOptions& how) -> std::expected<std::vector<Bindings>, std::string> {
        const auto parsed = parseQuery(body);
        if (!parsed) {
            return std::unexpected(joined(parsed.error()));
        }
        const auto query = (*program)->prepare(*parsed);
        if (!query) {
            return std::unexpected(joined(query.error()));
        }
        auto answers = evaluate(**program, *query, input, how);
        if (!answers) {
            return std::unexpected(answers.error().detail);
        }
        return *std::move(answers);
    };
    std::optional<Value> input;
    if (const auto* given = entry.find("input")) {
        input = *given;
    }
    if (const auto* term = entry.find("input_term")) {
        auto answers = evaluated("x = " + std::string(term->asString()), std::nullopt, {});
        if (!answers || answers->empty()) {
            return std::unexpected("the input cannot be evaluated: " + (answers ? "undefined" : answers.error()));
        }
        input = answers->front().at("x");
    }
    EvaluationOptions how;
    const auto* strict = entry.find("strict_error");
    how.builtinErrors = strict != nullptr && strict->isTrue() ? BuiltinErrors::Strict : BuiltinErrors::Undefined;
    how.nowNanoseconds = 1'700'000'000'000'000'000;
    return evaluated(text(entry, "query"), input, how);
}

bool needsNetwork(const Value& entry) {
    const auto* texts = entry.find("modules");
    return texts != nullptr && std::ranges::any_of(texts->elements(), [](const Value& module) {
               return module.asString().find("http.send(") != std::string_view::npos ||
                      module.asString().find("net.lookup_ip_addr(") != std::string_view::npos;
           });
}

Outcome check(const Value& entry) {
    if (needsNetwork(entry)) {
        return Outcome::Skipped;
    }
    const auto* sort = entry.find("sort_bindings");
    const bool sorted = sort != nullptr && sort->isTrue();
    const auto answers = run(entry);
    const auto code = text(entry, "want_error_code");
    const auto message = text(entry, "want_error");
    std::string difference;
    if (!code.empty() || !message.empty()) {
        if (answers) {
            difference = "wanted " + std::string(code) + " (" + std::string(message) + "), got " +
                         carried(*answers, sorted).text();
        } else if (answers.error().find(code) == std::string::npos ||
                   answers.error().find(message) == std::string::npos) {
            difference = "wanted " + std::string(code) + " (" + std::string(message) + "), got " + answers.error();
        }
    } else if (!answers) {
        difference = answers.error();
    } else {
        const auto* results = entry.find("want_result");
        const auto want = wanted(results == nullptr ? Value::emptyArray() : *results, sorted);
        const auto got = carried(*answers, sorted);
        if (want != got) {
            difference = "wanted " + want.text() + ", got " + got.text();
        }
    }
    if (difference.empty()) {
        return Outcome::Passed;
    }
    std::printf("%s %s: %s\n", std::string(text(entry, "file")).c_str(), std::string(text(entry, "note")).c_str(),
                difference.c_str());
    return Outcome::Failed;
}

void runAll(const Value& cases, Counts& counts) {
    for (const auto& [group, list] : cases.members()) {
        runAll(list, counts);
    }
    for (const auto& entry : cases.elements()) {
        switch (check(entry)) {
        case Outcome::Passed:
            ++counts.passed;
            break;
        case Outcome::Failed:
            ++counts.failed;
            break;
        case Outcome::Skipped:
            ++counts.skipped;
            break;
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: rego-cases FILE...\n", stderr);
        return 2;
    }
    Counts counts;
    for (int i = 1; i < argc; ++i) {
        std::ifstream file(argv[i], std::ios::binary);
        const std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        const auto parsed = parseJson(content);
        if (!file || !parsed) {
            std::fprintf(stderr, "%s: %s\n", argv[i], parsed ? "cannot be read" : parsed.error().detail.c_str());
            return 2;
        }
        const auto* cases = parsed->find("cases");
        runAll(cases == nullptr ? *parsed : *cases, counts);
    }
    std::printf("%zu passed, %zu failed, %zu skipped\n", counts.passed, counts.failed, counts.skipped);
    return counts.failed == 0 ? 0 : 1;
}
