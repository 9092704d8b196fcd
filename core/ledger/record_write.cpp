#include "core/ledger/record.h"

#include <algorithm>
#include <array>

namespace countersign::ledger {

namespace {

// Names are plain ASCII of our own: nothing to escape.
void appendName(std::string& out, std::string_view name) {
    if (out.back() != '{') {
        out += ',';
    }
    out += '"';
    out += name;
    out += "\":";
}

/// Text that its type keeps free of anything to escape.
void appendPlain(std::string& out, std::string_view name, std::string_view text) {
    if (!text.empty()) {
        appendName(out, name);
        out += '"';
        out += text;
        out += '"';
    }
}

void appendText(std::string& out, std::string_view name, std::string_view text) {
    if (!text.empty()) {
        appendName(out, name);
        json::appendString(out, text);
    }
}

void appendDigest(std::string& out, std::string_view name, const std::optional<Digest>& digest) {
    if (digest) {
        constexpr std::string_view kHex = "0123456789abcdef";
        appendName(out, name);
        std::array<char, 2 * Digest::kSize + 2> text;
        text.front() = text.back() = '"';
        std::size_t at = 0;
        for (const std::uint8_t byte : digest->raw()) {
            text[++at] = kHex[byte >> 4U];
            text[++at] = kHex[byte & 0x0fU];
        }
        out.append(text.data(), text.size());
    }
}

void appendObject(std::string& out, std::string_view name, const json::Object& object) {
    if (!object.empty()) {
        appendName(out, name);
        json::appendCanonical(out, object);
    }
}

template <class List, class F>
void appendList(std::string& out, std::string_view name, const List& list, F&& element) {
    if (list.empty()) {
        return;
    }
    appendName(out, name);
    out += '[';
    bool first = true;
    for (const auto& entry : list) {
        if (!first) {
            out += ',';
        }
        first = false;
        element(out, entry);
    }
    out += ']';
}

void appendLink(std::string& out, const ChainLink& link) {
    out += '{';
    appendText(out, "delegation", link.delegation);
    appendText(out, "id", link.id);
    appendText(out, "type", link.type);
    out += '}';
}

void appendReason(std::string& out, const Reason& reason) {
    out += '{';
    appendText(out, "code", reason.code);
    appendText(out, "text", reason.text);
    out += '}';
}

// RFC 8785 orders names by UTF-16 units. Bytes order them alike, but for names with a character from U+E000 on.
bool bytesOrderNames(const std::map<std::string, std::string>& resource) {
    return std::ranges::all_of(resource, [](const auto& member) {
        return std::ranges::all_of(member.first, [](char c) { return static_cast<unsigned char>(c) < 0xee; });
    });
}

void appendResource(std::string& out, const std::map<std::string, std::string>& resource) {
    if (resource.empty()) {
        return;
    }
    if (!bytesOrderNames(resource)) {
        json::Object members;
        for (const auto& [name, value] : resource) {
            members.set(name, value);
        }
        appendObject(out, "resource", members);
        return;
    }
    appendName(out, "resource");
    out += '{';
    bool first = true;
    for (const auto& [name, value] : resource) {
        if (!first) {
            out += ',';
        }
        first = false;
        json::appendString(out, name);
        out += ':';
        json::appendString(out, value);
    }
    out += '}';
}

} // namespace

void appendCanonical(std::string& out, const Record& record) {
    const RecordFields& f = record.fields();
    out += '{';
    appendText(out, "action", f.action);
    appendText(out, "agent", f.agent);
    appendPlain(out, "agent_key", f.agentKey.text());
    appendPlain(out, "approval", f.approval.text());
    appendDigest(out, "args", f.args);
    appendDigest(out, "asked_reason", f.askedReason);
    appendText(out, "asserted_by", f.assertedBy);
    appendPlain(out, "at", f.at.text());
    appendList(out, "chain", f.chain, appendLink);
    appendObject(out, "command", f.command);
    appendObject(out, "data", f.data);
    appendPlain(out, "id", f.id.text());
    appendPlain(out, "kind", kindName(f.kind));
    appendText(out, "operator", f.operatorId);
    appendPlain(out, "outcome", outcomeName(f.outcome));
    appendDigest(out, "policy", f.policy);
    appendList(out, "reasons", f.reasons, appendReason);
    appendPlain(out, "request", f.request.text());
    appendResource(out, f.resource);
    appendList(out, "scope", f.scope, [](std::string& to, const std::string& s) { json::appendString(to, s); });
    appendPlain(out, "session", f.session.text());
    appendPlain(out, "signature", f.signature ? f.signature->base64() : std::string());
    appendDigest(out, "source", f.source);
    appendPlain(out, "store", f.store.text());
    appendPlain(out, "trace", f.trace);
    appendText(out, "user", f.user);
    appendName(out, "v");
    json::appendInteger(out, Record::kVersion);
    out += '}';
}

} // namespace countersign::ledger
