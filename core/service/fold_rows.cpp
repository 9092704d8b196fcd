#include "core/service/fold_p.h"

namespace countersign::service {

namespace {

json::Value integer(std::int64_t value) {
    return json::Value::integer(value);
}

} // namespace

json::Value actionRow(const std::string& action, const delegation::Scope& scope) {
    return json::Object{{"action", action}, {"scope", scope.text()}};
}

Result<std::pair<std::string, delegation::Scope>> readActionRow(const json::Value& row) {
    TRY(auto reader, json::Reader::of(row, "action"));
    TRY(auto action, reader.string("action"));
    TRY(const auto text, reader.string("scope"));
    CHECK(reader.finish());
    TRY(auto scope, delegation::Scope::parse(text));
    return std::pair(std::move(action), std::move(scope));
}

json::Value counterRow(const Counter& counter) {
    json::Array recent;
    recent.reserve(counter.recent.size());
    for (const auto at : counter.recent) {
        recent.push_back(integer(at));
    }
    return json::Object{{"recent", std::move(recent)}, {"used", integer(static_cast<std::int64_t>(counter.used))}};
}

Result<Counter> readCounterRow(const json::Value& row) {
    TRY(auto reader, json::Reader::of(row, "counter"));
    Counter counter;
    TRY(const auto used, reader.integer("used"));
    if (used < 0) {
        return fail(Code::InvalidRequest, "a stored counter's `used` is negative");
    }
    counter.used = static_cast<std::uint64_t>(used);
    TRY(const auto* recent, reader.array("recent"));
    for (const auto& value : *recent) {
        const auto at = value.asInteger();
        if (!at) {
            return fail(Code::InvalidRequest, "a stored counter's `recent` holds something that is no time");
        }
        counter.recent.push_back(*at);
    }
    CHECK(reader.finish());
    return counter;
}

json::Value outcomeRow(std::string_view name) {
    return json::Object{{"outcome", name}};
}

Result<std::string> readOutcomeRow(const json::Value& row) {
    TRY(auto reader, json::Reader::of(row, "outcome"));
    TRY(auto name, reader.string("outcome"));
    CHECK(reader.finish());
    return name;
}

json::Value textRow(std::string_view value) {
    return json::Object{{"value", value}};
}

Result<std::string> readTextRow(const json::Value& row) {
    TRY(auto reader, json::Reader::of(row, "setting"));
    TRY(auto value, reader.string("value"));
    CHECK(reader.finish());
    return value;
}

} // namespace countersign::service
