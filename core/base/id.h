#pragma once

#include "core/base/random.h"
#include "core/base/result.h"

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace countersign {

namespace detail {
/// `[A-Za-z0-9][A-Za-z0-9._-]{0,127}`; with `at`, `@` is allowed after the first character as well.
[[nodiscard]] Result<void> checkName(std::string_view text, std::string_view what, bool at);
/// PREFIX followed by 26 characters of lower-case Crockford base32 (128 bits, canonical).
[[nodiscard]] Result<void> checkGenerated(std::string_view text, std::string_view prefix);
[[nodiscard]] std::string generate(std::string_view prefix, Random& random);
} // namespace detail

/// An identifier of its own type: two kinds of id never mix. Ids are ASCII and compare byte by byte; uniqueness without
/// regard to case is kept by whoever creates one (folded()).
template <class Tag>
class Id {
public:
    /// INVARIANT: a default-constructed id is empty and equals no id that parse() or generate() returned.
    Id() = default;

    static Result<Id> parse(std::string_view text) {
        CHECK(Tag::check(text));
        return Id(std::string(text));
    }
    /// A new random id; only for kinds whose Tag has a kPrefix.
    static Id generate(Random& random) { return Id(detail::generate(Tag::kPrefix, random)); }

    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] bool empty() const { return m_text.empty(); }
    /// Lower-cased, for uniqueness checks.
    [[nodiscard]] std::string folded() const {
        std::string out = m_text;
        for (char& c : out) {
            if (c >= 'A' && c <= 'Z') {
                c = static_cast<char>(c - 'A' + 'a');
            }
        }
        return out;
    }

    friend auto operator<=>(const Id&, const Id&) = default;

private:
    explicit Id(std::string text) : m_text(std::move(text)) {}
    std::string m_text;
};

/// Tag of a chosen id (agents, operators, groups, roles …).
#define COUNTERSIGN_NAME_ID(Name, what, at)                                                                            \
    struct Name##Tag {                                                                                                 \
        static Result<void> check(std::string_view text) {                                                             \
            return ::countersign::detail::checkName(text, what, at);                                                   \
        }                                                                                                              \
    };                                                                                                                 \
    using Name = ::countersign::Id<Name##Tag>

/// Tag of a generated id (`req_…`, `apr_…`).
#define COUNTERSIGN_GENERATED_ID(Name, prefix)                                                                         \
    struct Name##Tag {                                                                                                 \
        static constexpr std::string_view kPrefix = prefix;                                                            \
        static Result<void> check(std::string_view text) {                                                             \
            return ::countersign::detail::checkGenerated(text, kPrefix);                                               \
        }                                                                                                              \
    };                                                                                                                 \
    using Name = ::countersign::Id<Name##Tag>

COUNTERSIGN_GENERATED_ID(StoreId, "sto_");
COUNTERSIGN_GENERATED_ID(CommandId, "cmd_");
COUNTERSIGN_GENERATED_ID(RequestId, "req_");
COUNTERSIGN_GENERATED_ID(ApprovalId, "apr_");
COUNTERSIGN_GENERATED_ID(SessionId, "ses_");
COUNTERSIGN_GENERATED_ID(GrantId, "grt_");
COUNTERSIGN_GENERATED_ID(DelegationId, "dlg_");
COUNTERSIGN_GENERATED_ID(EnrolmentId, "enr_");

} // namespace countersign

template <class Tag>
struct std::hash<countersign::Id<Tag>> {
    std::size_t operator()(const countersign::Id<Tag>& id) const noexcept {
        return std::hash<std::string>{}(id.text());
    }
};
