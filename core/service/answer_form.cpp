#include "core/service/engine.h"

namespace countersign::service {

namespace {

// The answer to an action is written directly, in canonical order: building it as values first cost more than deciding.

/// Names are plain ASCII of our own: nothing to escape.
void appendName(std::string& out, std::string_view name) {
    out += out.back() == '{' ? "\"" : ",\"";
    out += name;
    out += "\":";
}

void appendText(std::string& out, std::string_view name, std::string_view text) {
    appendName(out, name);
    json::appendString(out, text);
}

void appendNonEmpty(std::string& out, std::string_view name, std::string_view text) {
    if (!text.empty()) {
        appendText(out, name, text);
    }
}

template <class List, class F>
void appendList(std::string& out, std::string_view name, const List& list, F&& element) {
    appendName(out, name);
    out += '[';
    for (const auto& entry : list) {
        if (out.back() != '[') {
            out += ',';
        }
        element(entry);
    }
    out += ']';
}

void appendExplanation(std::string& out, const decision::Explanation& explanation) {
    appendName(out, "explanation");
    out += '{';
    appendList(out, "gates", explanation.gates, [&out](const decision::GateLine& line) {
        out += '{';
        appendText(out, "gate", decision::gateName(line.gate));
        appendNonEmpty(out, "looked", line.looked);
        appendNonEmpty(out, "origin", line.origin);
        appendText(out, "verdict", decision::gateVerdictName(line.verdict));
        out += '}';
    });
    if (!explanation.needed.empty()) {
        appendList(out, "needed", explanation.needed,
                   [&out](const std::string& text) { json::appendString(out, text); });
    }
    out += '}';
}

void appendRecord(std::string& out, const RecordRef& record) {
    appendName(out, "record");
    out += '{';
    appendText(out, "leaf", record.leaf.hex());
    appendName(out, "seq");
    json::appendInteger(out, static_cast<std::int64_t>(record.seq));
    out += '}';
}

json::Value approvalJson(const ApprovalStatus& status) {
    json::Object object{{"expires_at", status.expires.text()},
                        {"given", json::Value::integer(status.given)},
                        {"id", status.id.text()},
                        {"needed", json::Value::integer(status.needed)},
                        {"state", approval::stateName(status.state)}};
    if (!status.reason.empty()) {
        object.set("reason", status.reason);
    }
    return object;
}

} // namespace

json::Value ticketJson(const Ticket& ticket, const RecordRef& record) {
    json::Array decisions;
    for (std::size_t i = 0; i < ticket.decisions.size(); ++i) {
        decisions.emplace_back(json::Object{{"key", ticket.keys[i].base64()},
                                            {"payload", ticket.decisions[i].payload},
                                            {"signature", ticket.decisions[i].signature.base64()}});
    }
    json::Array inclusion;
    for (const auto& hash : ticket.inclusion) {
        inclusion.emplace_back(hash.hex());
    }
    return json::Object{{"checkpoint", ticket.checkpoint},
                        {"decisions", std::move(decisions)},
                        {"inclusion", std::move(inclusion)},
                        {"record", json::Object{{"body", ticket.record},
                                                {"seq", json::Value::integer(static_cast<std::int64_t>(record.seq))}}},
                        {"salts", ticket.salts}};
}

std::string answerJson(const ActionAnswer& answer) {
    if (!answer.repeat.empty()) {
        return answer.repeat;
    }
    std::string out;
    out.reserve(1024);
    out += '{';
    if (answer.approval) {
        appendName(out, "approval");
        json::appendCanonical(out, approvalJson(*answer.approval));
    }
    appendText(out, "code", answer.code);
    appendText(out, "decision", decision::verdictName(answer.decision));
    appendExplanation(out, answer.explanation);
    if (answer.previous) {
        appendName(out, "previous");
        out += '{';
        appendText(out, "decision", answer.previous->first);
        appendRecord(out, answer.previous->second);
        out += '}';
    }
    appendList(out, "reasons", answer.reasons, [&out](const decision::Reason& reason) {
        out += '{';
        appendText(out, "code", codeName(reason.code));
        appendText(out, "text", reason.text);
        out += '}';
    });
    appendRecord(out, answer.record);
    appendNonEmpty(out, "request", answer.request.text());
    if (answer.ticket) {
        appendName(out, "ticket");
        json::appendCanonical(out, ticketJson(*answer.ticket, answer.record));
    }
    out += '}';
    return out;
}

} // namespace countersign::service
