#include "core/ledger/record_p.h"

namespace countersign::ledger {

namespace {

/// Reads an optional string member through its type's parse function; absent stays empty.
template <class T, class F>
Result<void> readInto(json::Reader& reader, std::string_view name, T& out, F&& parse) {
    TRY(const auto text, reader.optionalString(name));
    if (text) {
        TRY(out, parse(*text));
    }
    return {};
}

Result<void> readText(json::Reader& reader, std::string_view name, std::string& out) {
    TRY(auto text, reader.optionalString(name));
    out = std::move(text).value_or(std::string());
    return {};
}

Result<const json::Array*> readArray(json::Reader& reader, std::string_view name) {
    static const json::Array kNone;
    const json::Value* value = reader.optional(name);
    if (value == nullptr) {
        return &kNone;
    }
    if (value->asArray() == nullptr) {
        return fail(Code::InvalidRequest, "the record's `" + std::string(name) + "` is no array");
    }
    return value->asArray();
}

Result<void> readObject(json::Reader& reader, std::string_view name, json::Object& out) {
    const json::Value* value = reader.optional(name);
    if (value == nullptr) {
        return {};
    }
    if (value->asObject() == nullptr) {
        return fail(Code::InvalidRequest, "the record's `" + std::string(name) + "` is no object");
    }
    out = *value->asObject();
    return {};
}

Result<void> readChain(json::Reader& reader, std::vector<ChainLink>& out) {
    TRY(const json::Array* links, readArray(reader, "chain"));
    for (const json::Value& value : *links) {
        TRY(auto link, json::Reader::of(value, "chain link"));
        ChainLink parsed;
        TRY(parsed.type, link.string("type"));
        TRY(parsed.id, link.string("id"));
        CHECK(readText(link, "delegation", parsed.delegation));
        CHECK(link.finish());
        out.push_back(std::move(parsed));
    }
    return {};
}

Result<void> readReasons(json::Reader& reader, std::vector<Reason>& out) {
    TRY(const json::Array* reasons, readArray(reader, "reasons"));
    for (const json::Value& value : *reasons) {
        TRY(auto reason, json::Reader::of(value, "reason"));
        Reason parsed;
        TRY(parsed.code, reason.string("code"));
        CHECK(readText(reason, "text", parsed.text));
        CHECK(reason.finish());
        out.push_back(std::move(parsed));
    }
    return {};
}

Result<void> readScope(json::Reader& reader, std::vector<std::string>& out) {
    TRY(const json::Array* scopes, readArray(reader, "scope"));
    for (const json::Value& value : *scopes) {
        if (value.asString() == nullptr) {
            return fail(Code::InvalidRequest, "the record's `scope` has an element that is no string");
        }
        out.push_back(*value.asString());
    }
    return {};
}

Result<void> readResource(json::Reader& reader, std::map<std::string, std::string>& out) {
    json::Object members;
    CHECK(readObject(reader, "resource", members));
    for (const auto& [name, value] : members) {
        if (value.asString() == nullptr) {
            return fail(Code::InvalidRequest, "the record's `resource` has a member that is no string");
        }
        out.emplace(name, *value.asString());
    }
    return {};
}

Result<void> readHead(json::Reader& reader, RecordFields& fields) {
    TRY(const auto version, reader.integer("v"));
    if (version != Record::kVersion) {
        return fail(Code::InvalidRequest,
                    "the record has version `" + std::to_string(version) + "`: read it with the program that wrote it");
    }
    TRY(const auto store, reader.string("store"));
    TRY(fields.store, StoreId::parse(store));
    TRY(const auto id, reader.string("id"));
    TRY(fields.id, RecordId::parse(id));
    TRY(const auto kind, reader.string("kind"));
    TRY(fields.kind, kindFromName(kind));
    TRY(const auto at, reader.string("at"));
    TRY(fields.at, Timestamp::parse(at));
    TRY(const auto outcome, reader.string("outcome"));
    TRY(fields.outcome, outcomeFromName(outcome));
    return {};
}

} // namespace

Result<RecordFields> parseRecordFields(const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "record"));
    RecordFields fields;
    CHECK(readHead(reader, fields));
    CHECK(readText(reader, "agent", fields.agent));
    CHECK(readInto(reader, "agent_key", fields.agentKey, crypto::Thumbprint::parse));
    CHECK(readInto(reader, "session", fields.session, SessionId::parse));
    CHECK(readText(reader, "user", fields.user));
    CHECK(readChain(reader, fields.chain));
    CHECK(readText(reader, "action", fields.action));
    CHECK(readResource(reader, fields.resource));
    CHECK(readScope(reader, fields.scope));
    CHECK(readReasons(reader, fields.reasons));
    CHECK(readInto(reader, "approval", fields.approval, ApprovalId::parse));
    CHECK(readInto(reader, "request", fields.request, RequestId::parse));
    CHECK(readInto(reader, "policy", fields.policy, Digest::fromHex));
    CHECK(readInto(reader, "args", fields.args, Digest::fromHex));
    CHECK(readInto(reader, "asked_reason", fields.askedReason, Digest::fromHex));
    CHECK(readInto(reader, "source", fields.source, Digest::fromHex));
    CHECK(readText(reader, "trace", fields.trace));
    CHECK(readText(reader, "operator", fields.operatorId));
    CHECK(readText(reader, "asserted_by", fields.assertedBy));
    CHECK(readObject(reader, "command", fields.command));
    CHECK(readInto(reader, "signature", fields.signature, crypto::Signature::fromBase64));
    CHECK(readObject(reader, "data", fields.data));
    CHECK(reader.finish());
    return fields;
}

} // namespace countersign::ledger
