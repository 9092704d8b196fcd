#include "core/ledger/record_p.h"
#include "core/ledger/record_scan_p.h"

#include <utility>

namespace countersign::ledger {

namespace {

constexpr json::Limits kMemberLimits{.bytes = kRecordLimits.bytes, .depth = kRecordLimits.depth - 1};

/// Walks over the members of one object in the order in which they are asked for. After the first surprise nothing is
/// read any more, and ended() is false.
class Members {
public:
    explicit Members(Scanner& scanner) : m_scanner(scanner) {
        m_good = m_scanner.take('{');
        if (m_good && m_scanner.take('}')) {
            m_ended = true;
        } else {
            readName();
        }
    }

    /// Whether the member at hand has this name.
    [[nodiscard]] bool at(std::string_view name) const { return m_good && !m_ended && m_name == name; }
    [[nodiscard]] bool atAny() const { return m_good && !m_ended; }
    [[nodiscard]] std::string_view name() const { return m_name; }
    [[nodiscard]] bool ended() const { return m_good && m_ended; }

    /// After a value: on to the next member, or to the end of the object.
    void next(bool wasRead) {
        m_good = m_good && wasRead;
        if (m_good && m_scanner.take('}')) {
            m_ended = true;
        } else if (m_good) {
            m_good = m_scanner.take(',');
            readName();
        }
    }

    /// The rest reads an optional member.
    void text(std::string_view name, std::string& out) {
        if (at(name)) {
            const auto value = m_scanner.plainString();
            if (value) {
                out = *value;
            }
            next(value.has_value());
        }
    }

    template <class T, class F>
    void parsed(std::string_view name, T& out, F&& parse) {
        if (at(name)) {
            bool good = false;
            if (const auto value = m_scanner.plainString()) {
                if (auto made = parse(*value)) {
                    out = *std::move(made);
                    good = true;
                }
            }
            next(good);
        }
    }

    void object(std::string_view name, json::Object& out) {
        if (at(name)) {
            const auto bytes = m_scanner.value();
            auto value = bytes ? json::parse(*bytes, kMemberLimits) : fail(Code::JsonMalformed, {});
            json::Object* made = value ? value->asObject() : nullptr;
            if (made != nullptr) {
                out = std::move(*made);
            }
            next(made != nullptr);
        }
    }

    /// Calls `element` for each one of an array; it returns whether it could be read.
    template <class F>
    void list(std::string_view name, F&& element) {
        if (at(name)) {
            bool good = m_scanner.take('[');
            while (good && element()) {
                if (m_scanner.take(']')) {
                    next(true);
                    return;
                }
                good = m_scanner.take(',');
            }
            next(false);
        }
    }

private:
    void readName() {
        const auto name = m_good ? m_scanner.plainString() : std::nullopt;
        m_good = name && m_scanner.take(':');
        m_name = name.value_or(std::string_view());
    }

    Scanner& m_scanner;
    std::string_view m_name;
    bool m_good = false;
    bool m_ended = false;
};

bool readLink(Scanner& scanner, std::vector<ChainLink>& chain) {
    ChainLink& link = chain.emplace_back();
    Members members(scanner);
    members.text("delegation", link.delegation);
    members.text("id", link.id);
    members.text("type", link.type);
    return members.ended();
}

bool readReason(Scanner& scanner, std::vector<Reason>& reasons) {
    Reason& reason = reasons.emplace_back();
    Members members(scanner);
    members.text("code", reason.code);
    members.text("text", reason.text);
    return members.ended();
}

bool readScope(Scanner& scanner, std::vector<std::string>& scope) {
    const auto text = scanner.plainString();
    if (text) {
        scope.emplace_back(*text);
    }
    return text.has_value();
}

bool readResource(Scanner& scanner, std::map<std::string, std::string>& resource) {
    Members members(scanner);
    while (members.atAny()) {
        const std::string_view name = members.name();
        const auto value = scanner.plainString();
        if (value) {
            resource.emplace_hint(resource.end(), name, *value);
        }
        members.next(value.has_value());
    }
    return members.ended();
}

bool readVersion(Scanner& scanner) {
    const auto value = scanner.value();
    static_assert(Record::kVersion == 1);
    return value == std::string_view("1");
}

} // namespace

std::optional<RecordFields> readCanonical(std::string_view bytes) {
    if (bytes.size() > kRecordLimits.bytes) {
        return {};
    }
    Scanner scanner(bytes);
    Members members(scanner);
    RecordFields f;
    members.text("action", f.action);
    members.text("agent", f.agent);
    members.parsed("agent_key", f.agentKey, crypto::Thumbprint::parse);
    members.parsed("approval", f.approval, ApprovalId::parse);
    members.parsed("args", f.args, Digest::fromHex);
    members.parsed("asked_reason", f.askedReason, Digest::fromHex);
    members.text("asserted_by", f.assertedBy);
    members.parsed("at", f.at, Timestamp::parse);
    members.list("chain", [&] { return readLink(scanner, f.chain); });
    members.object("command", f.command);
    members.object("data", f.data);
    members.parsed("id", f.id, RecordId::parse);
    members.parsed("kind", f.kind, kindFromName);
    members.text("operator", f.operatorId);
    members.parsed("outcome", f.outcome, outcomeFromName);
    members.parsed("policy", f.policy, Digest::fromHex);
    members.list("reasons", [&] { return readReason(scanner, f.reasons); });
    members.parsed("request", f.request, RequestId::parse);
    if (members.at("resource")) {
        members.next(readResource(scanner, f.resource));
    }
    members.list("scope", [&] { return readScope(scanner, f.scope); });
    members.parsed("session", f.session, SessionId::parse);
    members.parsed("signature", f.signature, crypto::Signature::fromBase64);
    members.parsed("source", f.source, Digest::fromHex);
    members.parsed("store", f.store, StoreId::parse);
    members.text("trace", f.trace);
    members.text("user", f.user);
    if (members.at("v")) {
        members.next(readVersion(scanner));
    }
    if (!members.ended() || !scanner.atEnd()) {
        return {};
    }
    return f;
}

} // namespace countersign::ledger
