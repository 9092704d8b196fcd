#include "ui/approvals/request_facts.h"

#include <algorithm>
#include <array>
#include <set>

namespace countersign::ui {

int riskRank(std::string_view risk) {
    constexpr std::array<std::string_view, 4> kRisks{"low", "medium", "high", "critical"};
    return static_cast<int>(std::ranges::find(kRisks, risk) - kRisks.begin()) + 1;
}

QString alikeKey(const approval::ApprovalRequest& request) {
    json::Array parts{request.agent.text(), request.agentKey.text(),
                      request.action,       request.requiredScope,
                      request.risk,         approval::chainDigest(request.chain).hex(),
                      request.separation,   request.policy ? request.policy->hex() : std::string()};
    for (const auto& [name, value] : request.resource) {
        parts.emplace_back(json::Array{name, value});
    }
    for (const auto& hold : request.holds) {
        parts.emplace_back(json::Array{hold.origin, hold.hold.from.text(),
                                       json::Value::integer(static_cast<std::int64_t>(hold.hold.quorum)), hold.reason});
    }
    return QString::fromStdString(json::canonical(parts));
}

int signedBy(const approval::ApprovalRequest& request) {
    std::set<std::string> people;
    for (const auto& decision : request.decisions) {
        if (decision.verdict == approval::Verdict::Approve) {
            people.insert(decision.by.text());
        }
    }
    return static_cast<int>(people.size());
}

bool hasDecided(const approval::ApprovalRequest& request, const identity::OperatorId& who) {
    return std::ranges::find(request.decisions, who, &approval::SignedDecision::by) != request.decisions.end();
}

int quorumOf(const approval::ApprovalRequest& request) {
    std::uint32_t quorum = 1;
    for (const auto& hold : request.holds) {
        quorum = std::max(quorum, hold.hold.quorum);
    }
    return static_cast<int>(quorum);
}

} // namespace countersign::ui
