#pragma once

#include "core/command/queries.h"
#include "core/wire/shape_p.h"

namespace countersign::wire {

/// The record's own canonical object.
template <>
struct Codec<ledger::Record> {
    static json::Value write(const ledger::Record& record, Texts) { return record.toJson(); }
    static Result<ledger::Record> read(const json::Value& json, Texts) {
        return ledger::Record::parse(json::canonical(json));
    }
};

/// A record has no empty value to read into, so these two are read by hand.
template <>
struct Codec<command::AuditRow> {
    static json::Value write(const command::AuditRow& row, Texts texts);
    static Result<command::AuditRow> read(const json::Value& json, Texts texts);
};

template <>
struct Codec<command::RecordView> {
    static json::Value write(const command::RecordView& view, Texts texts);
    static Result<command::RecordView> read(const json::Value& json, Texts texts);
};

template <>
struct Codec<double> {
    static json::Value write(double value, Texts) { return json::Value::number(value); }
    static Result<double> read(const json::Value& json, Texts) {
        return json.asNumber() == nullptr ? Result<double>(wrongType("a number")) : *json.asNumber();
    }
};

/// As in the record's `data`, with the record's number.
template <>
struct Shape<ledger::KeyChange> {
    static constexpr std::string_view kWhat = "change of the ledger key";
    template <class F>
    static void members(F& f, auto& x) {
        f("seq", x.seq);
        f("key", x.key);
        f("previous", x.previous);
        f("signature", x.byKey);
        f("signature_previous", x.byPrevious);
    }
};

template <>
struct Shape<command::VerifyPart> {
    static constexpr std::string_view kWhat = "verified part";
    template <class F>
    static void members(F& f, auto& x) {
        f("name", x.name);
        f("checked", x.checked);
        f("seconds", x.seconds);
    }
};

template <>
struct Shape<command::VerifyFinding> {
    static constexpr std::string_view kWhat = "finding";
    template <class F>
    static void members(F& f, auto& x) {
        f("seq", x.seq);
        f("part", x.part);
        f("code", x.code);
        f("detail", x.detail);
    }
};

template <>
struct Shape<command::VerifyReport> {
    static constexpr std::string_view kWhat = "verification";
    template <class F>
    static void members(F& f, auto& x) {
        f("size", x.size);
        f("root", x.root);
        f("parts", x.parts);
        f("findings", x.findings);
        f("blind", x.blind);
    }
};

} // namespace countersign::wire
