#include "app/sample/plan.h"

#include <QFile>

#include <cmath>

namespace countersign::sample {

namespace {

Result<std::vector<std::string>> texts(const json::Value* value) {
    std::vector<std::string> out;
    if (value == nullptr) {
        return out;
    }
    const auto* items = value->asArray();
    if (items == nullptr) {
        return fail(Code::InvalidRequest, "a list of texts is wanted");
    }
    for (const auto& item : *items) {
        const auto* text = item.asString();
        if (text == nullptr) {
            return fail(Code::InvalidRequest, "a list of texts is wanted");
        }
        out.push_back(*text);
    }
    return out;
}

Result<double> numberOf(json::Reader& reader, std::string_view name) {
    const auto* value = reader.optional(name);
    if (value == nullptr || value->asNumber() == nullptr) {
        return fail(Code::InvalidRequest, "the number `" + std::string(name) + "` is missing");
    }
    return *value->asNumber();
}

Result<Duration> spanOf(json::Reader& reader, std::string_view name) {
    TRY(const auto text, reader.optionalString(name));
    return text ? parseSpan(*text) : Result<Duration>(Duration(0));
}

Result<Ask> askOf(const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "ask"));
    Ask ask;
    TRY(ask.action, reader.string("action"));
    TRY(const auto* resource, reader.object("resource"));
    for (const auto& [key, variants] : *resource) {
        TRY(ask.resource[key], texts(&variants));
    }
    TRY(const auto* variants, reader.array("arguments"));
    for (const auto& variant : *variants) {
        if (const auto* object = variant.asObject()) {
            ask.arguments.push_back(*object);
        }
    }
    TRY(ask.reasons, texts(reader.optional("reasons")));
    CHECK(reader.finish());
    if (ask.arguments.empty()) {
        return fail(Code::InvalidRequest, "`" + ask.action + "` has no arguments to draw from");
    }
    return ask;
}

Result<PlannedOrder> orderOf(const json::Value& value, const std::string& owner) {
    TRY(auto reader, json::Reader::of(value, "order"));
    PlannedOrder order;
    TRY(order.before, spanOf(reader, "at"));
    TRY(const auto by, reader.optionalString("by"));
    order.by = by.value_or(owner);
    TRY(const auto* command, reader.object("command"));
    order.command = *command;
    CHECK(reader.finish());
    return order;
}

Result<PlannedEnrolment> enrolmentOf(const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "enrolment"));
    PlannedEnrolment enrolment;
    TRY(enrolment.before, spanOf(reader, "at"));
    TRY(enrolment.agent, reader.string("agent"));
    TRY(enrolment.owner, reader.string("owner"));
    TRY(enrolment.capabilities, texts(reader.optional("capabilities")));
    CHECK(reader.finish());
    return enrolment;
}

Result<Habit> habitOf(const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "habit"));
    Habit habit;
    TRY(habit.agent, reader.string("agent"));
    TRY(habit.ask, reader.string("ask"));
    TRY(habit.aDay, numberOf(reader, "a_day"));
    TRY(const auto hours, reader.string("hours"));
    habit.hours = hours == "office" ? Hours::Office : hours == "night" ? Hours::Night : Hours::Always;
    TRY(const auto under, reader.optionalString("for"));
    habit.under = under.value_or("");
    CHECK(reader.finish());
    return habit;
}

Result<Ready> readyOf(const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "request"));
    Ready ready;
    TRY(ready.agent, reader.string("agent"));
    TRY(ready.ask, reader.string("ask"));
    TRY(ready.ago, spanOf(reader, "ago"));
    TRY(const auto under, reader.optionalString("for"));
    TRY(const auto signedBy, reader.optionalString("signed_by"));
    TRY(const auto why, reader.optionalString("why"));
    ready.under = under.value_or("");
    ready.signedBy = signedBy.value_or("");
    ready.why = why.value_or("");
    CHECK(reader.finish());
    return ready;
}

Result<LiveStep> stepOf(const json::Value& value) {
    using Does = LiveStep::Does;
    TRY(auto reader, json::Reader::of(value, "step"));
    LiveStep step;
    TRY(step.agent, reader.string("agent"));
    TRY(const auto does, reader.optionalString("does"));
    TRY(const auto ask, reader.optionalString("ask"));
    TRY(const auto under, reader.optionalString("for"));
    step.does = does == "forge"    ? Does::Forge
                : does == "replay" ? Does::Replay
                : does == "burst"  ? Does::Burst
                                   : Does::Ask;
    step.ask = ask.value_or("");
    step.under = under.value_or("");
    CHECK(reader.finish());
    return step;
}

Result<Approvers> approversOf(const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "approvers"));
    Approvers approvers;
    TRY(approvers.who, texts(reader.optional("who")));
    TRY(const auto approve, reader.integer("approve"));
    TRY(const auto deny, reader.integer("deny"));
    approvers.approve = static_cast<int>(approve);
    approvers.deny = static_cast<int>(deny);
    TRY(approvers.yes, texts(reader.optional("yes")));
    TRY(approvers.no, texts(reader.optional("no")));
    CHECK(reader.finish());
    return approvers;
}

template <class T, class F>
Result<std::vector<T>> each(json::Reader& reader, std::string_view name, F read) {
    TRY(const auto* items, reader.array(name));
    std::vector<T> out;
    for (const auto& item : *items) {
        TRY(T one, read(item));
        out.push_back(std::move(one));
    }
    return out;
}

Result<void> readLive(Plan& plan, const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "live"));
    TRY(const auto* gap, reader.array("gap_ms"));
    if (gap->size() != 2 || !(*gap)[0].asInteger() || !(*gap)[1].asInteger()) {
        return fail(Code::InvalidRequest, "`gap_ms` is two numbers");
    }
    plan.leastGap = Duration(*(*gap)[0].asInteger());
    plan.mostGap = Duration(*(*gap)[1].asInteger());
    TRY(plan.live, each<LiveStep>(reader, "round", stepOf));
    return reader.finish();
}

std::string filled(std::string text, const std::string& number) {
    for (auto at = text.find("{n}"); at != std::string::npos; at = text.find("{n}", at)) {
        text.replace(at, 3, number);
    }
    return text;
}

json::Object filled(const json::Object& members, const std::string& number) {
    json::Object out;
    for (const auto& [name, value] : members) {
        if (const auto* text = value.asString()) {
            out.set(name, filled(*text, number));
        } else {
            out.set(name, value);
        }
    }
    return out;
}

} // namespace

Call draw(const Ask& ask, Dice& dice) {
    const auto number = std::to_string(dice.between(1, 980));
    Call call{.action = ask.action, .resource = {}, .arguments = filled(dice.of(ask.arguments), number), .reason = {}};
    for (const auto& [key, variants] : ask.resource) {
        call.resource[key] = dice.of(variants);
    }
    if (!ask.reasons.empty()) {
        call.reason = filled(dice.of(ask.reasons), number);
    }
    return call;
}

Result<Duration> parseSpan(std::string_view text) {
    const auto wrong = [&] { return fail(Code::InvalidArgument, "`" + std::string(text) + "` is no span of time"); };
    auto digits = text;
    const bool past = digits.starts_with('-');
    if (past || digits.starts_with('+')) {
        digits.remove_prefix(1);
    }
    std::int64_t count = 0;
    while (!digits.empty() && digits.front() >= '0' && digits.front() <= '9' && count < 1'000'000) {
        count = count * 10 + (digits.front() - '0');
        digits.remove_prefix(1);
    }
    if (digits.size() != 1) {
        return wrong();
    }
    const auto unit = std::string_view("smhd").find(digits.front());
    if (unit == std::string_view::npos) {
        return wrong();
    }
    constexpr std::int64_t kUnits[]{1000, 60'000, 3'600'000, 86'400'000};
    return Duration((past ? -count : count) * kUnits[unit]);
}

Result<Plan> readPlan() {
    QFile file(QStringLiteral(":/demo/workspace.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(Code::NotFound, "the sample workspace is not built in");
    }
    const auto bytes = file.readAll();
    TRY(const auto value, json::parse({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    TRY(auto reader, json::Reader::of(value, "workspace"));
    Plan plan;
    TRY(plan.trustDomain, reader.string("trust_domain"));
    TRY(const auto days, reader.integer("days"));
    plan.days = static_cast<int>(days);
    TRY(plan.owner, reader.string("owner"));
    TRY(plan.operators, texts(reader.optional("operators")));
    TRY(plan.orders,
        each<PlannedOrder>(reader, "orders", [&](const json::Value& order) { return orderOf(order, plan.owner); }));
    TRY(plan.enrolments, each<PlannedEnrolment>(reader, "enrolments", enrolmentOf));
    TRY(const auto* asks, reader.object("asks"));
    for (const auto& [name, ask] : *asks) {
        TRY(plan.asks[name], askOf(ask));
    }
    TRY(plan.habits, each<Habit>(reader, "habits", habitOf));
    const json::Value none;
    const auto* approvers = reader.optional("approvers");
    const auto* live = reader.optional("live");
    TRY(plan.approvers, approversOf(approvers == nullptr ? none : *approvers));
    TRY(plan.ready, each<Ready>(reader, "ready", readyOf));
    CHECK(readLive(plan, live == nullptr ? none : *live));
    CHECK(reader.finish());
    return plan;
}

} // namespace countersign::sample
