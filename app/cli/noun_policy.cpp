#include "app/cli/policy_files.h"
#include "app/cli/policy_tests.h"
#include "app/cli/verbs.h"
#include "core/policy/format.h"

namespace countersign::cli {

namespace {

constexpr Option kData{"--data", "FILE", "a JSON object that is `data` beside the modules; repeat it"};
constexpr Option kV0{"--v0", "", "the modules are Rego v0"};
constexpr std::string_view kPaths = "PATH...";

policy::Syntax syntaxOf(const Arguments& arguments) {
    return arguments.has("--v0") ? policy::Syntax::V0 : policy::Syntax::V1;
}

/// Whoever gives a module of before 2025 to a program of today should learn what is the matter.
void hintAtV0(const Context& context, const std::vector<policy::SourceFile>& sources) {
    const bool isV0 = !context.arguments().has("--v0") && parseSources(sources, policy::Syntax::V0).has_value();
    if (isV0 && !context.output().isJson()) {
        context.output().warn("These modules are Rego v0: give --v0, or rewrite them with `policy fmt --v0 --write`.");
    }
}

struct Compiled {
    std::vector<policy::Module> modules;
    std::shared_ptr<const policy::Program> program;
};

/// What was wrong has been printed when there is none.
Outcome<std::optional<Compiled>> compile(const Context& context, policy::CompileOptions options) {
    const auto& arguments = context.arguments();
    TRY(const auto sources, readSources(arguments.operands()));
    TRY(const auto data, readData(arguments.all("--data")));
    const auto modules = parseSources(sources, syntaxOf(arguments));
    if (!modules) {
        printDiagnostics(context.output(), modules.error());
        hintAtV0(context, sources);
        return std::optional<Compiled>();
    }
    auto program = policy::Program::compile(*modules, data, options);
    if (!program) {
        printDiagnostics(context.output(), program.error());
        return std::optional<Compiled>();
    }
    return std::optional(Compiled{.modules = *modules, .program = *std::move(program)});
}

Outcome<Exit> check(Context& context) {
    policy::CompileOptions options;
    options.checks = context.arguments().has("--strict") ? policy::Checks::Strict : policy::Checks::Usual;
    TRY(const auto compiled, compile(context, options));
    if (!compiled) {
        return Exit::Failed;
    }
    context.output().note(std::to_string(compiled->modules.size()) + " module(s), nothing wrong");
    context.output().json(json::Object{{"errors", json::Array()}});
    return Exit::Done;
}

Outcome<Exit> format(Context& context) {
    const auto& arguments = context.arguments();
    TRY(const auto sources, readSources(arguments.operands()));
    const auto modules = parseSources(sources, syntaxOf(arguments));
    if (!modules) {
        printDiagnostics(context.output(), modules.error());
        hintAtV0(context, sources);
        return Exit::Failed;
    }
    json::Array changed;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto text = policy::format((*modules)[i]);
        if (!text) {
            printDiagnostics(context.output(), text.error());
            return Exit::Failed;
        }
        const bool differs = *text != sources[i].text;
        if (differs) {
            changed.emplace_back(sources[i].name);
        }
        if (!arguments.has("--write") && !arguments.has("--check")) {
            context.output().text(*text);
        } else if (differs && arguments.has("--write")) {
            CHECK(replaceText(sources[i].name, *text));
        }
        if (differs && (arguments.has("--write") || arguments.has("--check"))) {
            context.output().line(sources[i].name);
        }
    }
    const bool failed = arguments.has("--check") && !changed.empty();
    context.output().json(json::Object{{"changed", std::move(changed)}});
    return failed ? Exit::Failed : Exit::Done;
}

policy::EvaluationOptions evaluationNow(const Context& context) {
    policy::EvaluationOptions options;
    options.nowNanoseconds = context.clock().wallNow().milliseconds() * 1'000'000;
    return options;
}

/// What a query of one term is bound to, so that its value is the answer.
constexpr std::string_view kValue = "value__";

bool isOneTerm(const policy::Body& body) {
    if (body.size() != 1 || body.front().kind != policy::LiteralKind::Expression || body.front().negated ||
        !body.front().with.empty()) {
        return false;
    }
    const auto& term = body.front().terms.front();
    return !term.isCall() || (term.callName() != "assign" && term.callName() != "eq");
}

Outcome<Exit> evaluate(Context& context) {
    const auto& arguments = context.arguments();
    std::optional<policy::Value> input;
    if (arguments.has("--input")) {
        TRY(const auto text, readTextFile(arguments.text("--input")));
        TRY(const auto value, json::parse(text));
        input = policy::fromJson(value);
    }
    TRY(const auto compiled, compile(context, {}));
    if (!compiled) {
        return Exit::Failed;
    }
    auto body = policy::parseQuery(arguments.text("--query"));
    const bool isTerm = body && isOneTerm(*body);
    if (isTerm) {
        body = policy::parseQuery(std::string(kValue) + " := " + arguments.text("--query"));
    }
    const auto query =
        body ? compiled->program->prepare(*body) : policy::Checked<policy::Query>(std::unexpected(body.error()));
    if (!query) {
        printDiagnostics(context.output(), query.error());
        return Exit::Failed;
    }
    TRY(const auto answers, policy::evaluate(*compiled->program, *query, input, evaluationNow(context)));
    json::Array results;
    for (const auto& bindings : answers) {
        json::Object named;
        for (const auto& [name, value] : bindings) {
            TRY(auto parsed, json::parse(policy::toJson(value)));
            named.set(name, std::move(parsed));
        }
        const auto one = isTerm ? *named.find(kValue) : json::Value(named);
        context.output().block(json::pretty(one));
        results.push_back(one);
    }
    if (answers.empty()) {
        context.output().note("undefined");
    }
    const bool undefined = answers.empty();
    context.output().json(json::Object{{"result", std::move(results)}});
    return undefined ? Exit::Failed : Exit::Done;
}

Outcome<Exit> test(Context& context) {
    TRY(const auto compiled, compile(context, {}));
    if (!compiled) {
        return Exit::Failed;
    }
    const auto report = runPolicyTests(*compiled->program, compiled->modules, evaluationNow(context));
    printPolicyTests(context.output(), report);
    return report.failed() == 0 ? Exit::Done : Exit::Failed;
}

} // namespace

std::vector<Verb> policyVerbs() {
    return {{"policy",
             "check",
             {kPaths},
             {{"--strict", "", "also refuse what is never used"}, kData, kV0},
             "Parses and compiles Rego modules; every error with its place.",
             "policy check policies/",
             check},
            {"policy",
             "test",
             {kPaths},
             {kData, kV0},
             "Runs the rules whose names begin with `test_`, and says which lines they reached.",
             "policy test policies/",
             test},
            {"policy",
             "eval",
             {kPaths},
             {{"--query", "QUERY", "e.g. data.agent.authz.allow", Option::Need::Required},
              {"--input", "FILE", "JSON that is `input`"},
              kData,
              kV0},
             "Evaluates a query; exits 1 when it is undefined.",
             "policy eval --query data.agent.authz.allow --input ask.json policies/",
             evaluate},
            {"policy",
             "fmt",
             {kPaths},
             {{"--write", "", "into the files"},
              {"--check", "", "only say which files would change; exits 1 when there are any"},
              {"--v0", "", "the modules are Rego v0; they are written as v1"}},
             "Formats Rego modules, as `opa fmt` lays them out.",
             "policy fmt --write policies/",
             format}};
}

} // namespace countersign::cli
