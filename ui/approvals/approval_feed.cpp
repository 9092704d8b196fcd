#include "ui/approvals/approval_feed.h"

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr auto kSoon = std::chrono::milliseconds(40);
constexpr std::uint32_t kPage = 1000;

/// Decisions that were final, reads and sessions change nothing that waits.
bool concerns(const command::AuditRow& row) {
    const auto& fields = row.record.fields();
    switch (fields.kind) {
    case ledger::Kind::Decision:
        return fields.outcome == ledger::Outcome::Hold || !fields.approval.empty();
    case ledger::Kind::Command:
    case ledger::Kind::Redemption:
    case ledger::Kind::System:
        return true;
    case ledger::Kind::Authentication:
    case ledger::Kind::Token:
    case ledger::Kind::Outcome:
    case ledger::Kind::AuditRead:
        return !fields.approval.empty();
    }
    return true;
}

} // namespace

ApprovalFeed::ApprovalFeed(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &ApprovalFeed::refreshSoon);
    connect(&session, &Session::recordsArrived, this, &ApprovalFeed::take);
    connect(&session, &Session::refreshWanted, this, [this] {
        m_stale = true;
        m_soon.start();
    });
}

void ApprovalFeed::follow() {
    m_follows = true;
    if (m_stale) {
        refresh();
    }
}

void ApprovalFeed::rest() {
    m_follows = false;
}

void ApprovalFeed::take(const std::vector<command::AuditRow>& rows) {
    if (!std::ranges::any_of(rows, concerns)) {
        return;
    }
    m_stale = true;
    if (!m_soon.isActive()) {
        m_soon.start();
    }
}

void ApprovalFeed::refresh() {
    m_outdated = m_asking;
    refreshSoon();
}

void ApprovalFeed::refreshSoon() {
    m_stale = true;
    if (!m_asking && m_follows) {
        begin();
    }
}

void ApprovalFeed::begin() {
    m_stale = false;
    m_outdated = false;
    m_asking = true;
    m_gathered.clear();
    askFrom({});
}

void ApprovalFeed::askFrom(const std::string& after) {
    command::ListApprovals query;
    query.page = {.after = after, .limit = kPage};
    query.state = approval::State::Pending;
    m_session.ask(this, query, [this](const Result<Rows<approval::ApprovalRequest>>& answer) {
        if (!answer) {
            m_asking = false;
            Q_EMIT failed(answer.error());
            return;
        }
        if (m_outdated) {
            begin();
            return;
        }
        m_gathered.insert(m_gathered.end(), answer->items.begin(), answer->items.end());
        if (!answer->next.empty()) {
            askFrom(answer->next);
            return;
        }
        m_asking = false;
        Q_EMIT arrived(std::exchange(m_gathered, {}));
        if (m_stale) {
            m_soon.start();
        }
    });
}

} // namespace countersign::ui
