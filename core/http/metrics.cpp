#include "core/http/metrics_p.h"

namespace countersign::http {

namespace {

enum class Kind { Counter, Gauge };

void appendHead(std::string& out, std::string_view name, Kind kind, std::string_view help) {
    out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name);
    out += kind == Kind::Counter ? " counter\n" : " gauge\n";
}

void appendValue(std::string& out, std::string_view name, std::uint64_t value) {
    out.append(name).append(" ").append(std::to_string(value)).append("\n");
}

void appendMetric(std::string& out, std::string_view name, Kind kind, std::string_view help, std::uint64_t value) {
    appendHead(out, name, kind, help);
    appendValue(out, name, value);
}

} // namespace

std::string metricsText(const service::Health& health) {
    std::string out;
    appendHead(out, "countersign_decisions_total", Kind::Counter, "Decisions since the program started.");
    appendValue(out, "countersign_decisions_total{decision=\"allow\"}", health.decisionsAllow);
    appendValue(out, "countersign_decisions_total{decision=\"deny\"}", health.decisionsDeny);
    appendValue(out, "countersign_decisions_total{decision=\"hold\"}", health.decisionsHold);
    appendMetric(out, "countersign_commits_total", Kind::Counter, "Group commits since the program started.",
                 health.commits);
    appendMetric(out, "countersign_unauthenticated_refusals_total", Kind::Counter,
                 "Refusals of callers that did not prove who they are.", health.refusedUnauthenticated);
    appendMetric(out, "countersign_ledger_records", Kind::Gauge, "Records in the ledger.", health.size);
    appendMetric(out, "countersign_index_lag_records", Kind::Gauge, "Records that the audit index does not hold yet.",
                 health.size > health.indexed ? health.size - health.indexed : 0);
    appendMetric(out, "countersign_pending_approvals", Kind::Gauge, "Requests that wait for people.",
                 health.pendingApprovals);
    appendMetric(out, "countersign_sessions", Kind::Gauge, "Sessions of agents that have not been dropped.",
                 health.sessions);
    appendHead(out, "countersign_state", Kind::Gauge, "1 for the state that the store is in.");
    appendValue(out, "countersign_state{state=\"" + health.state + "\"}", 1);
    return out;
}

} // namespace countersign::http
