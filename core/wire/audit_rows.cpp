#include "core/wire/audit_shapes_p.h"
#include "core/wire/queries.h"

namespace countersign::wire {

namespace {

/// Everything of a row but the record.
struct RowFacts {
    template <class F>
    static void members(F& f, auto& x) {
        f("seq", x.seq);
        f("leaf", x.leaf);
        f.unlessEmpty("result", x.result);
    }
};

/// Everything of a view but the row.
struct ViewFacts {
    template <class F>
    static void members(F& f, auto& x) {
        f("body", x.body);
        f("checkpoint", x.checkpoint);
        f("inclusion", x.inclusion);
    }
};

Result<command::AuditRow> readRow(ShapeReader& reader, const json::Value& json) {
    reader.skip("record");
    const json::Value* record = json.asObject()->find("record");
    if (record == nullptr) {
        return missing("record", "audit row");
    }
    auto parsed = Codec<ledger::Record>::read(*record, Texts::Hidden);
    if (!parsed) {
        return inMember("record", "audit row", std::move(parsed).error());
    }
    command::AuditRow row{.seq = 0, .leaf = {}, .record = *std::move(parsed), .result = {}};
    RowFacts::members(reader, row);
    return row;
}

} // namespace

json::Value Codec<command::AuditRow>::write(const command::AuditRow& row, Texts texts) {
    Writer writer(texts);
    RowFacts::members(writer, row);
    writer("record", row.record);
    return writer.take();
}

Result<command::AuditRow> Codec<command::AuditRow>::read(const json::Value& json, Texts texts) {
    TRY(auto reader, ShapeReader::of(json, "audit row", texts));
    TRY(auto row, readRow(reader, json));
    CHECK(reader.finish());
    return row;
}

json::Value Codec<command::RecordView>::write(const command::RecordView& view, Texts texts) {
    Writer writer(texts);
    RowFacts::members(writer, view.row);
    writer("record", view.row.record);
    ViewFacts::members(writer, view);
    if (!view.values.isNull()) {
        writer.set("values", view.values);
    }
    return writer.take();
}

Result<command::RecordView> Codec<command::RecordView>::read(const json::Value& json, Texts texts) {
    TRY(auto reader, ShapeReader::of(json, "record view", texts));
    TRY(auto row, readRow(reader, json));
    command::RecordView view{.row = std::move(row), .body = {}, .values = {}, .checkpoint = {}, .inclusion = {}};
    ViewFacts::members(reader, view);
    reader.skip("values");
    if (const json::Value* values = json.asObject()->find("values")) {
        view.values = *values;
    }
    CHECK(reader.finish());
    return view;
}

json::Value toJson(const command::AuditRow& row) {
    return Codec<command::AuditRow>::write(row, Texts::Shown);
}

Result<command::AuditRow> auditRowFromJson(const json::Value& value) {
    return Codec<command::AuditRow>::read(value, Texts::Shown);
}

} // namespace countersign::wire
