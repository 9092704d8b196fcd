#include "core/policy/bundle.h"

#include "core/base/time.h"
#include "core/crypto/hash.h"
#include "core/policy/evaluator_p.h"

#include <set>

namespace countersign::policy {

namespace {

constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;

std::string joined(const std::vector<Diagnostic>& errors) {
    std::string out;
    for (const auto& error : errors) {
        out.append(out.empty() ? "" : "\n").append(error.text());
    }
    return out;
}

/// The moment of the decision is part of the input, so that a decision can be repeated.
std::int64_t momentOf(const Value& input) {
    const auto* context = input.find("context");
    const auto* time = context == nullptr ? nullptr : context->find("time");
    const auto moment = Timestamp::parse(time == nullptr ? std::string_view() : time->asString());
    return moment ? moment->milliseconds() * kNanosecondsPerMillisecond : 0;
}

std::unexpected<Error> wrongType(const Node& node, std::string_view wanted, const Value& got) {
    return fail(Code::PolicyError,
                node.name + " is " + std::string(kindName(got.kind())) + ", but it has to be " + std::string(wanted));
}

Result<PolicyHold> holdOf(const Node& node, const Value& value) {
    const auto* reason = value.find("reason");
    const auto* quorum = value.find("quorum");
    const auto* from = value.find("from");
    const auto* expires = value.find("expires_in");
    const bool complete = reason != nullptr && reason->isString() && quorum != nullptr && quorum->asInteger() &&
                          from != nullptr && from->isString() && value.size() == (expires == nullptr ? 3U : 4U);
    if (!complete || (expires != nullptr && !expires->asInteger())) {
        return wrongType(node, "a set of {reason, quorum, from, expires_in}", value);
    }
    return PolicyHold{.reason = std::string(reason->asString()),
                      .quorum = *quorum->asInteger(),
                      .from = std::string(from->asString()),
                      .expiresInSeconds = expires == nullptr ? std::nullopt : expires->asInteger()};
}

class Bundle final : public Engine {
public:
    Bundle(std::shared_ptr<const Program> program, const Node& package, Digest version, EvaluationLimits limits)
        : m_program(std::move(program)), m_allow(package.child(Value::string("allow"))),
          m_deny(package.child(Value::string("deny"))), m_hold(package.child(Value::string("hold"))),
          m_version(version), m_limits(limits) {}

    [[nodiscard]] const Digest& version() const override { return m_version; }

    [[nodiscard]] Result<PolicyAnswer> evaluate(const json::Value& given) const override {
        const auto input = fromJson(given);
        EvaluationOptions options;
        options.limits = m_limits;
        options.nowNanoseconds = momentOf(input);
        Evaluator evaluator(m_program->code(), &input, options);
        PolicyAnswer out;
        CHECK(readDeny(evaluator, out));
        CHECK(readAllow(evaluator, out));
        CHECK(readHold(evaluator, out));
        return out;
    }

private:
    static Result<std::optional<Value>> valueOf(Evaluator& evaluator, const Node* node) {
        if (node == nullptr) {
            return std::nullopt;
        }
        return evaluator.document(*node);
    }

    Result<void> readAllow(Evaluator& evaluator, PolicyAnswer& out) const {
        TRY(const auto allow, valueOf(evaluator, m_allow));
        if (!allow) {
            return {};
        }
        if (!allow->isBoolean()) {
            return wrongType(*m_allow, "true or false", *allow);
        }
        out.allow = allow->isTrue();
        if (out.allow) {
            out.rules.push_back(m_allow->name);
        }
        return {};
    }

    Result<void> readDeny(Evaluator& evaluator, PolicyAnswer& out) const {
        TRY(const auto deny, valueOf(evaluator, m_deny));
        if (!deny) {
            return {};
        }
        if (!deny->isSet()) {
            return wrongType(*m_deny, "a set of reasons", *deny);
        }
        for (const auto& reason : deny->elements()) {
            if (!reason.isString()) {
                return wrongType(*m_deny, "a set of reasons that are strings", reason);
            }
            out.deny.emplace_back(reason.asString());
        }
        if (!out.deny.empty()) {
            out.rules.push_back(m_deny->name);
        }
        return {};
    }

    Result<void> readHold(Evaluator& evaluator, PolicyAnswer& out) const {
        TRY(const auto hold, valueOf(evaluator, m_hold));
        if (!hold) {
            return {};
        }
        if (!hold->isSet()) {
            return wrongType(*m_hold, "a set of {reason, quorum, from, expires_in}", *hold);
        }
        for (const auto& entry : hold->elements()) {
            TRY(auto made, holdOf(*m_hold, entry));
            out.hold.push_back(std::move(made));
        }
        if (!out.hold.empty()) {
            out.rules.push_back(m_hold->name);
        }
        return {};
    }

    std::shared_ptr<const Program> m_program;
    const Node* m_allow;
    const Node* m_deny;
    const Node* m_hold;
    Digest m_version;
    EvaluationLimits m_limits;
};

} // namespace

Digest bundleDigest(std::span<const SourceFile> modules, const Value& data, std::string_view package) {
    std::vector<Member> texts;
    for (const auto& module : modules) {
        texts.push_back({Value::string(module.name), Value::string(module.text)});
    }
    const auto whole = Value::object({{Value::string("data"), data},
                                      {Value::string("modules"), Value::object(std::move(texts))},
                                      {Value::string("package"), Value::string(package)}});
    return crypto::sha256({asBytes("countersign/bundle/v1\n"), asBytes(toJson(whole))});
}

Checked<std::shared_ptr<const Program>> compileModules(std::span<const SourceFile> modules, const Value& data,
                                                       const CompileOptions& options) {
    std::vector<Module> parsed;
    std::vector<Diagnostic> errors;
    std::set<std::string_view> names;
    for (const auto& module : modules) {
        if (!names.insert(module.name).second) {
            errors.push_back({Fault::Compile, module.name, {1, 1}, "two modules have this name: give each its own"});
        }
        auto made = parseModule(module.name, module.text, Syntax::Either);
        if (made) {
            parsed.push_back(*std::move(made));
        } else {
            errors.insert(errors.end(), made.error().begin(), made.error().end());
        }
    }
    if (!errors.empty()) {
        return std::unexpected(std::move(errors));
    }
    return Program::compile(std::move(parsed), data, options);
}

Result<std::shared_ptr<const Engine>> compileBundle(std::span<const SourceFile> modules, const Value& data,
                                                    std::string_view package, const EvaluationLimits& limits) {
    auto program = compileModules(modules, data, {.mocks = Mocks::OnlyInTests, .builtins = {}});
    if (!program) {
        return fail(Code::InvalidArgument, joined(program.error()));
    }
    const auto* node = &(*program)->code().root;
    for (std::string_view rest = package; node != nullptr && !rest.empty();) {
        const auto dot = rest.find('.');
        node = node->child(Value::string(rest.substr(0, dot)));
        rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
    }
    if (node == nullptr || !node->isPackage) {
        return fail(Code::InvalidArgument, "no module of the bundle is of package `" + std::string(package) + "`");
    }
    return std::make_shared<Bundle>(*std::move(program), *node, bundleDigest(modules, data, package), limits);
}

} // namespace countersign::policy
