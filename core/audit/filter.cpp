#include "core/audit/filter.h"

#include "core/audit/filter_p.h"

#include <algorithm>
#include <array>
#include <utility>

namespace countersign::audit {

namespace {

constexpr std::array kFields = {
    FieldInfo{Field::Agent, "agent", FieldType::Text, "id of the agent that acted"},
    FieldInfo{Field::User, "user", FieldType::Text, "id of the user it acted for"},
    FieldInfo{Field::Operator, "operator", FieldType::Text, "id of the operator who commanded or decided"},
    FieldInfo{Field::Action, "action", FieldType::Text, "what was asked, e.g. pr.create; for a command its type"},
    FieldInfo{Field::Resource, "resource", FieldType::TextSet,
              "any value of the resource; resource.KEY is the value of that key"},
    FieldInfo{Field::Outcome, "outcome", FieldType::Name, "how it ended: allow, deny, hold, done, refused ..."},
    FieldInfo{Field::Kind, "kind", FieldType::Name, "sort of record: decision, redemption, command, token ..."},
    FieldInfo{Field::Time, "time", FieldType::Time, "when, in UTC: 2026-11-23T10:00:00Z, 2026-11-23, now, -15m, -7d"},
    FieldInfo{Field::Approval, "approval", FieldType::Text, "id of the approval presented or decided (apr_...)"},
    FieldInfo{Field::Request, "request", FieldType::Text, "id of the request (req_...)"},
    FieldInfo{Field::Session, "session", FieldType::Text, "id of the agent's session (ses_...)"},
    FieldInfo{Field::Policy, "policy", FieldType::Text, "digest of the policy bundle that decided"},
    FieldInfo{Field::Reason, "reason", FieldType::TextSet, "any reason code, e.g. scope_not_granted"},
    FieldInfo{Field::Scope, "scope", FieldType::TextSet, "any scope of the request"},
    FieldInfo{Field::Seq, "seq", FieldType::Number, "number of the record in the ledger, from 0"},
};

constexpr std::array<std::string_view, 11> kOutcomes = {"allow",  "deny",    "hold",    "error",   "done",   "refused",
                                                        "issued", "revoked", "success", "failure", "unknown"};
constexpr std::array<std::string_view, 8> kKinds = {"command",    "authentication", "token",      "decision",
                                                    "redemption", "outcome",        "audit.read", "system"};

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return out += '"';
}

bool isWord(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, isWordByte);
}

struct OperandText {
    std::string operator()(const std::string& text) const {
        return isWord(text) && !isKeyword(text) ? text : quoted(text);
    }
    std::string operator()(Timestamp time) const { return time.text(); }
    std::string operator()(std::uint64_t number) const { return std::to_string(number); }
};

std::string comparisonText(const Comparison& comparison) {
    std::string out(fieldInfo(comparison.field).name);
    if (!comparison.key.empty()) {
        out += '.';
        out += isWord(comparison.key) ? comparison.key : quoted(comparison.key);
    }
    out += ' ';
    out += opText(comparison.op);
    out += comparison.op == Op::In ? " (" : " ";
    for (std::size_t i = 0; i < comparison.operands.size(); ++i) {
        out += i == 0 ? "" : ", ";
        out += std::visit(OperandText{}, comparison.operands[i]);
    }
    out += comparison.op == Op::In ? ")" : "";
    return out;
}

std::string joined(const std::vector<Node>& parts, std::string_view word) {
    std::string out;
    for (const Node& part : parts) {
        if (!out.empty()) {
            out += ' ';
            out += word;
            out += ' ';
        }
        const bool wrap = word == "and" && std::holds_alternative<Or>(part.value);
        out += wrap ? "(" + nodeText(part) + ")" : nodeText(part);
    }
    return out;
}

struct NodeText {
    std::string operator()(const Comparison& comparison) const { return comparisonText(comparison); }
    std::string operator()(const And& node) const { return joined(node.parts, "and"); }
    std::string operator()(const Or& node) const { return joined(node.parts, "or"); }
    std::string operator()(const Not& node) const {
        const bool wrap = std::holds_alternative<And>(node.part->value) || std::holds_alternative<Or>(node.part->value);
        return wrap ? "not (" + nodeText(*node.part) + ")" : "not " + nodeText(*node.part);
    }
};

} // namespace

bool isWordByte(char c) {
    return c > ' ' && c < '\x7f' && std::string_view("(),=!~<>\\&|;\"'`").find(c) == std::string_view::npos;
}

bool equalFolded(std::string_view a, std::string_view b) {
    const auto folded = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, folded, folded);
}

bool isKeyword(std::string_view word) {
    constexpr std::array<std::string_view, 4> kKeywords = {"and", "or", "not", "in"};
    return std::ranges::any_of(kKeywords, [&](std::string_view keyword) { return equalFolded(keyword, word); });
}

std::span<const FieldInfo> fields() {
    return kFields;
}

const FieldInfo& fieldInfo(Field field) {
    return kFields[static_cast<std::size_t>(field)];
}

std::span<const std::string_view> outcomeNames() {
    return kOutcomes;
}

std::span<const std::string_view> kindNames() {
    return kKinds;
}

std::string_view opText(Op op) {
    switch (op) {
    case Op::Equal:
        return "=";
    case Op::NotEqual:
        return "!=";
    case Op::Matches:
        return "~";
    case Op::NotMatches:
        return "!~";
    case Op::Less:
        return "<";
    case Op::LessOrEqual:
        return "<=";
    case Op::Greater:
        return ">";
    case Op::GreaterOrEqual:
        return ">=";
    case Op::In:
        return "in";
    }
    std::unreachable();
}

bool operator==(const And& a, const And& b) {
    return a.parts == b.parts;
}
bool operator==(const Or& a, const Or& b) {
    return a.parts == b.parts;
}
bool operator==(const Not& a, const Not& b) {
    return *a.part == *b.part;
}
bool operator==(const Node& a, const Node& b) {
    return a.value == b.value;
}

std::string nodeText(const Node& node) {
    return std::visit(NodeText{}, node.value);
}

Filter Filter::everything() {
    return Filter(Node{And{}});
}

std::string Filter::text() const {
    return nodeText(m_root);
}

} // namespace countersign::audit
