#include "ui/approvals/approval_feed.h"

#include <algorithm>
#include <array>
#include <utility>

namespace countersign::ui {

namespace {

constexpr auto kSoon = std::chrono::milliseconds(40);
constexpr std::uint32_t kPage = 1000;
constexpr int kAtOnce = 8;

std::string_view orderIn(const ledger::RecordFields& record) {
    const auto* inner = record.command.find("command");
    const auto* object = inner == nullptr ? nullptr : inner->asObject();
    const auto* type = object == nullptr ? nullptr : object->find("type");
    const auto* name = type == nullptr ? nullptr : type->asString();
    return name == nullptr ? std::string_view() : std::string_view(*name);
}

/// Orders after which nothing that an agent asked for before counts.
bool endsWhatWaits(const ledger::RecordFields& record) {
    constexpr std::array<std::string_view, 3> kOrders{"SuspendAgent", "RevokeAgent", "RotateAgentKey"};
    return std::ranges::find(kOrders, orderIn(record)) != kOrders.end();
}

} // namespace

ApprovalFeed::ApprovalFeed(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &ApprovalFeed::goOn);
    connect(&session, &Session::recordsArrived, this, &ApprovalFeed::take);
    connect(&session, &Session::refreshWanted, this, [this] {
        m_allWanted = true;
        m_soon.start();
    });
}

void ApprovalFeed::follow() {
    m_follows = true;
    goOn();
}

void ApprovalFeed::rest() {
    m_follows = false;
}

void ApprovalFeed::refresh() {
    m_allWanted = true;
    goOn();
}

void ApprovalFeed::refresh(const std::vector<ApprovalId>& ids, std::function<void()> then) {
    m_wanted.insert(ids.begin(), ids.end());
    m_callers.push_back(std::move(then));
    goOn();
}

void ApprovalFeed::take(const std::vector<command::AuditRow>& rows) {
    std::ranges::for_each(rows, [this](const auto& row) { note(row); });
    if (m_wanted.size() > kMostByName) {
        m_allWanted = true;
        m_wanted.clear();
    }
    if ((m_allWanted || m_touched || !m_wanted.empty()) && !m_soon.isActive()) {
        m_soon.start();
    }
}

void ApprovalFeed::note(const command::AuditRow& row) {
    const auto& record = row.record.fields();
    switch (record.kind) {
    case ledger::Kind::System:
        m_allWanted = true;
        return;
    case ledger::Kind::Command:
        if (record.outcome != ledger::Outcome::Done) {
            return;
        }
        m_touched = true;
        if (endsWhatWaits(record)) {
            noteEnd(row);
        }
        break;
    case ledger::Kind::Decision:
        if (record.data.find("repeats") != nullptr) {
            return; // asked again: it waits as before
        }
        break;
    case ledger::Kind::Authentication:
    case ledger::Kind::Token:
    case ledger::Kind::Redemption:
    case ledger::Kind::Outcome:
    case ledger::Kind::AuditRead:
        break;
    }
    if (!record.approval.empty()) {
        m_wanted.insert(record.approval);
    }
}

void ApprovalFeed::noteEnd(const command::AuditRow& row) {
    if (const auto agent = identity::AgentId::parse(row.record->agent)) {
        m_ended[*agent] = row.seq;
        Q_EMIT ended(*agent);
    }
}

void ApprovalFeed::goOn() {
    if (!m_follows || m_asked != Asked::Nothing) {
        return;
    }
    const bool touched = std::exchange(m_touched, false);
    if (std::exchange(m_allWanted, false)) {
        m_wanted.clear();
        m_told = std::exchange(m_callers, {});
        m_asked = Asked::All;
        askAll({});
    } else if (!m_wanted.empty() || !m_callers.empty()) {
        m_left.assign(m_wanted.begin(), m_wanted.end());
        m_wanted.clear();
        m_told = std::exchange(m_callers, {});
        m_asked = Asked::Named;
        askNamed();
    } else if (touched) {
        Q_EMIT changed({});
    }
}

void ApprovalFeed::askAll(const std::string& after) {
    command::ListApprovals query;
    query.page = {.after = after, .limit = kPage};
    query.state = approval::State::Pending;
    m_session.ask(this, query, [this](const Result<Rows<approval::ApprovalRequest>>& answer) {
        if (!answer) {
            m_error = answer.error();
            finish();
            return;
        }
        m_gathered.insert(m_gathered.end(), answer->items.begin(), answer->items.end());
        if (answer->next.empty()) {
            finish();
        } else {
            askAll(answer->next);
        }
    });
}

void ApprovalFeed::askNamed() {
    while (m_underWay < kAtOnce && !m_left.empty() && !m_error) {
        const auto id = std::move(m_left.back());
        m_left.pop_back();
        ++m_underWay;
        m_session.ask(this, command::GetApproval{id},
                      [this](const Result<command::ApprovalView>& answer) { takeNamed(answer); });
    }
    if (m_underWay == 0) {
        finish();
    }
}

void ApprovalFeed::takeNamed(const Result<command::ApprovalView>& answer) {
    --m_underWay;
    if (answer) {
        m_gathered.push_back(answer->request);
    } else if (!m_error) {
        m_error = answer.error();
    }
    askNamed();
}

void ApprovalFeed::finish() {
    const auto asked = std::exchange(m_asked, Asked::Nothing);
    auto requests = std::exchange(m_gathered, {});
    const auto error = std::exchange(m_error, std::nullopt);
    const auto told = std::exchange(m_told, {});
    m_left.clear();
    for (auto& request : requests) {
        // The agent was ended while this was on its way.
        if (const auto end = m_ended.find(request.agent); end != m_ended.end() && request.record < end->second) {
            request.state = approval::State::Lapsed;
        }
    }
    if (error) {
        m_allWanted = true;
        // One of them cannot be answered; the list can. Without the list, whoever asks next asks again.
        if (asked == Asked::Named) {
            m_soon.start();
        }
        Q_EMIT failed(*error);
    } else if (asked == Asked::All) {
        Q_EMIT arrived(requests);
    } else {
        Q_EMIT changed(requests);
    }
    for (const auto& tell : told) {
        tell();
    }
    if (!error && (m_allWanted || m_touched || !m_wanted.empty() || !m_callers.empty())) {
        m_soon.start();
    }
}

} // namespace countersign::ui
