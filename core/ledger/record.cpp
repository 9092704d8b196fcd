#include "core/ledger/record.h"

#include "core/ledger/record_p.h"

#include <algorithm>

namespace countersign::ledger {

namespace {

// The record and the member that holds the value.
constexpr std::size_t kValueDepth = kRecordLimits.depth - 1;

Result<void> checkText(std::string_view text, std::string_view what) {
    if (!isUtf8(text)) {
        return fail(Code::TextNotUtf8,
                    "the record's " + std::string(what) + " is not UTF-8: refuse it before recording");
    }
    return {};
}

Result<void> checkNonEmpty(std::string_view text, std::string_view what) {
    if (text.empty()) {
        return fail(Code::InvalidArgument,
                    "the record has an empty " + std::string(what) + ": leave it out or fill it");
    }
    return checkText(text, what);
}

Result<void> checkObject(const json::Object& object, std::string_view what, std::size_t depth);

Result<void> checkValue(const json::Value& value, std::string_view what, std::size_t depth) {
    if (const auto* text = value.asString()) {
        return checkText(*text, what);
    }
    if (value.asNumber() != nullptr && !value.asInteger()) {
        return fail(Code::NumberNotExact,
                    "the record's " + std::string(what) + " has a number that is no integer: write it as a string");
    }
    if (const auto* object = value.asObject()) {
        return checkObject(*object, what, depth);
    }
    if (const auto* array = value.asArray()) {
        if (depth == 0) {
            return fail(Code::JsonTooDeep, "the record's " + std::string(what) + " is nested too deeply");
        }
        for (const json::Value& element : *array) {
            CHECK(checkValue(element, what, depth - 1));
        }
    }
    return {};
}

Result<void> checkObject(const json::Object& object, std::string_view what, std::size_t depth) {
    if (depth == 0) {
        return fail(Code::JsonTooDeep, "the record's " + std::string(what) + " is nested too deeply");
    }
    for (const auto& [name, value] : object) {
        CHECK(checkText(name, what));
        CHECK(checkValue(value, what, depth - 1));
    }
    return {};
}

bool isTraceId(std::string_view text) {
    return text.size() == 32 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<void> checkLists(const RecordFields& fields) {
    for (const ChainLink& link : fields.chain) {
        CHECK(checkNonEmpty(link.type, "chain type"));
        CHECK(checkNonEmpty(link.id, "chain id"));
        CHECK(checkText(link.delegation, "chain delegation"));
    }
    for (const auto& [name, value] : fields.resource) {
        CHECK(checkText(name, "resource"));
        CHECK(checkText(value, "resource"));
    }
    for (const std::string& scope : fields.scope) {
        CHECK(checkNonEmpty(scope, "scope"));
    }
    for (const Reason& reason : fields.reasons) {
        CHECK(checkNonEmpty(reason.code, "reason code"));
        CHECK(checkText(reason.text, "reason"));
    }
    return {};
}

Result<void> check(const RecordFields& fields) {
    if (fields.store.empty() || fields.id.empty()) {
        return fail(Code::InvalidArgument, "a record needs its store and its id");
    }
    if (!isLegal(fields.kind, fields.outcome)) {
        return fail(Code::InvalidArgument, "a record of kind `" + std::string(kindName(fields.kind)) +
                                               "` cannot have the outcome `" +
                                               std::string(outcomeName(fields.outcome)) + "`");
    }
    if (!fields.trace.empty() && !isTraceId(fields.trace)) {
        return fail(Code::InvalidArgument, "a trace id has 32 lower-case hex characters: leave out what is none");
    }
    CHECK(checkText(fields.agent, "agent"));
    CHECK(checkText(fields.user, "user"));
    CHECK(checkText(fields.action, "action"));
    CHECK(checkText(fields.operatorId, "operator"));
    CHECK(checkText(fields.assertedBy, "asserted_by"));
    CHECK(checkLists(fields));
    CHECK(checkObject(fields.command, "command", kValueDepth));
    return checkObject(fields.data, "data", kValueDepth);
}

json::Value linkJson(const ChainLink& link) {
    json::Object out{{"id", link.id}, {"type", link.type}};
    if (!link.delegation.empty()) {
        out.set("delegation", link.delegation);
    }
    return out;
}

json::Value reasonJson(const Reason& reason) {
    json::Object out{{"code", reason.code}};
    if (!reason.text.empty()) {
        out.set("text", reason.text);
    }
    return out;
}

json::Object resourceJson(const std::map<std::string, std::string>& resource) {
    json::Object out;
    for (const auto& [name, value] : resource) {
        out.set(name, value);
    }
    return out;
}

template <class List, class F>
json::Value listJson(const List& list, F&& element) {
    json::Array out;
    for (const auto& entry : list) {
        out.push_back(element(entry));
    }
    return out;
}

void setText(json::Object& out, std::string_view name, const std::string& text) {
    if (!text.empty()) {
        out.set(std::string(name), text);
    }
}

void setDigest(json::Object& out, std::string_view name, const std::optional<Digest>& digest) {
    if (digest) {
        out.set(std::string(name), digest->hex());
    }
}

bool isCanonicalOf(std::string_view bytes, const Record& record) {
    std::string written;
    written.reserve(bytes.size() + 1);
    appendCanonical(written, record);
    return written == bytes;
}

} // namespace

Result<Record> Record::create(RecordFields fields) {
    CHECK(check(fields));
    return Record(std::move(fields));
}

std::string Record::canonical() const {
    std::string out;
    out.reserve(1024);
    appendCanonical(out, *this);
    return out;
}

json::Value Record::toJson() const {
    const RecordFields& f = m_fields;
    json::Object out{{"at", f.at.text()},        {"id", f.id.text()},
                     {"kind", kindName(f.kind)}, {"outcome", outcomeName(f.outcome)},
                     {"store", f.store.text()},  {"v", json::Value::integer(kVersion)}};
    setText(out, "action", f.action);
    setText(out, "agent", f.agent);
    setText(out, "agent_key", f.agentKey.text());
    setText(out, "approval", f.approval.text());
    setDigest(out, "args", f.args);
    setDigest(out, "asked_reason", f.askedReason);
    setText(out, "asserted_by", f.assertedBy);
    setText(out, "operator", f.operatorId);
    setDigest(out, "policy", f.policy);
    setText(out, "request", f.request.text());
    setText(out, "session", f.session.text());
    setText(out, "signature", f.signature ? f.signature->base64() : std::string());
    setDigest(out, "source", f.source);
    setText(out, "trace", f.trace);
    setText(out, "user", f.user);
    if (!f.chain.empty()) {
        out.set("chain", listJson(f.chain, linkJson));
    }
    if (!f.command.empty()) {
        out.set("command", f.command);
    }
    if (!f.data.empty()) {
        out.set("data", f.data);
    }
    if (!f.reasons.empty()) {
        out.set("reasons", listJson(f.reasons, reasonJson));
    }
    if (!f.resource.empty()) {
        out.set("resource", resourceJson(f.resource));
    }
    if (!f.scope.empty()) {
        out.set("scope", listJson(f.scope, [](const std::string& scope) { return json::Value(scope); }));
    }
    return out;
}

Result<Record> Record::parse(std::string_view bytes) {
    if (auto fields = readCanonical(bytes)) {
        auto record = create(*std::move(fields));
        if (record && isCanonicalOf(bytes, *record)) {
            return record;
        }
    }
    return parseStrictly(bytes);
}

Result<Record> parseStrictly(std::string_view bytes) {
    TRY(const auto value, json::parse(bytes, kRecordLimits));
    TRY(auto fields, parseRecordFields(value));
    TRY(auto record, Record::create(std::move(fields)));
    if (!isCanonicalOf(bytes, record)) {
        return fail(Code::InvalidRequest, "the record is not in its canonical form: it was not written by a store");
    }
    return record;
}

} // namespace countersign::ledger
