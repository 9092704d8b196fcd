#include "core/service/engine.h"

namespace countersign::service {

namespace {

json::Value recordJson(const RecordRef& record) {
    return json::Object{{"leaf", record.leaf.hex()},
                        {"seq", json::Value::integer(static_cast<std::int64_t>(record.seq))}};
}

json::Value explanationJson(const decision::Explanation& explanation) {
    json::Array gates;
    for (const auto& line : explanation.gates) {
        json::Object gate{{"gate", decision::gateName(line.gate)},
                          {"verdict", decision::gateVerdictName(line.verdict)}};
        if (!line.looked.empty()) {
            gate.set("looked", line.looked);
        }
        if (!line.origin.empty()) {
            gate.set("origin", line.origin);
        }
        gates.emplace_back(std::move(gate));
    }
    json::Object object{{"gates", std::move(gates)}};
    if (!explanation.needed.empty()) {
        object.set("needed", json::Array(explanation.needed.begin(), explanation.needed.end()));
    }
    return object;
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
    json::Array reasons;
    for (const auto& reason : answer.reasons) {
        reasons.emplace_back(json::Object{{"code", codeName(reason.code)}, {"text", reason.text}});
    }
    json::Object object{{"code", answer.code},
                        {"decision", decision::verdictName(answer.decision)},
                        {"explanation", explanationJson(answer.explanation)},
                        {"reasons", std::move(reasons)},
                        {"record", recordJson(answer.record)}};
    if (!answer.request.empty()) {
        object.set("request", answer.request.text());
    }
    if (answer.approval) {
        object.set("approval", approvalJson(*answer.approval));
    }
    if (answer.ticket) {
        object.set("ticket", ticketJson(*answer.ticket, answer.record));
    }
    if (answer.previous) {
        object.set("previous",
                   json::Object{{"decision", answer.previous->first}, {"record", recordJson(answer.previous->second)}});
    }
    return json::canonical(object);
}

} // namespace countersign::service
