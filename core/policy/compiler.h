#pragma once

#include "core/policy/parser.h"

#include <memory>

namespace countersign::policy {

struct Builtin;
struct ProgramCode;
struct QueryCode;

/// Usual: what OPA refuses. Strict: also unused imports and variables, as OPA's strict mode does.
enum class Checks : std::uint8_t { Usual, Strict };

/// Whether `with` may put something else in the place of functions: tests do, a policy that decides must not.
enum class Mocks : std::uint8_t { Allowed, OnlyInTests };

struct CompileOptions {
    Checks checks = Checks::Usual;
    Mocks mocks = Mocks::Allowed;
    /// Built-in functions besides those that everybody has. They must outlive the program.
    std::vector<const Builtin*> builtins;
};

/// A body that was compiled against a program; it does not outlive it.
class Query {
public:
    explicit Query(std::unique_ptr<const QueryCode> code);
    Query(Query&&) noexcept;
    Query& operator=(Query&&) noexcept;
    ~Query();
    [[nodiscard]] const QueryCode& code() const { return *m_code; }

private:
    std::unique_ptr<const QueryCode> m_code;
};

/// Modules and data, compiled. Immutable; any number of threads evaluate it at a time.
class Program {
public:
    /// `data` is an object: the base documents.
    [[nodiscard]] static Checked<std::shared_ptr<const Program>> compile(std::vector<Module> modules, const Value& data,
                                                                         const CompileOptions& options = {});
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] Checked<Query> prepare(const Body& query) const;
    [[nodiscard]] const ProgramCode& code() const { return *m_code; }

private:
    explicit Program(std::unique_ptr<ProgramCode> code);
    std::unique_ptr<ProgramCode> m_code;
};

} // namespace countersign::policy
