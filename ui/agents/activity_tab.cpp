#include "ui/agents/activity_tab.h"

#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr std::size_t kShown = 20;

QString plain(const std::string& text) {
    return QString::fromStdString(text);
}

QString filterOf(const identity::AgentId& agent) {
    return QStringLiteral("agent = \"%1\"").arg(plain(agent.text()));
}

struct Look {
    QString word;
    Tone tone;
    QString icon;
};

Look lookOf(ledger::Outcome outcome) {
    switch (outcome) {
    case ledger::Outcome::Allow:
        return {ActivityTab::tr("allow"), Tone::Allow, QStringLiteral("cs-check")};
    case ledger::Outcome::Deny:
        return {ActivityTab::tr("deny"), Tone::Deny, QStringLiteral("cs-cross")};
    case ledger::Outcome::Hold:
        return {ActivityTab::tr("hold"), Tone::Hold, QStringLiteral("cs-hold")};
    case ledger::Outcome::Refused:
        return {ActivityTab::tr("refused"), Tone::Deny, QStringLiteral("cs-cross")};
    case ledger::Outcome::Revoked:
        return {ActivityTab::tr("revoked"), Tone::Deny, QStringLiteral("cs-cross")};
    case ledger::Outcome::Success:
        return {ActivityTab::tr("success"), Tone::Allow, QStringLiteral("cs-check")};
    case ledger::Outcome::Failure:
        return {ActivityTab::tr("failure"), Tone::Deny, QStringLiteral("cs-cross")};
    case ledger::Outcome::Issued:
        return {ActivityTab::tr("issued"), Tone::Neutral, QStringLiteral("cs-check")};
    case ledger::Outcome::Done:
        return {ActivityTab::tr("done"), Tone::Neutral, QStringLiteral("cs-check")};
    case ledger::Outcome::Error:
        return {ActivityTab::tr("error"), Tone::Deny, QStringLiteral("cs-cross")};
    case ledger::Outcome::Unknown:
        return {ActivityTab::tr("unknown"), Tone::Hold, QStringLiteral("cs-clock")};
    }
    return {};
}

QString subjectOf(const ledger::Record& record) {
    if (!record->action.empty()) {
        return plain(record->action);
    }
    switch (record->kind) {
    case ledger::Kind::Command:
        return ActivityTab::tr("an order");
    case ledger::Kind::Authentication:
        return ActivityTab::tr("proof of its key");
    case ledger::Kind::Token:
        return ActivityTab::tr("a session");
    case ledger::Kind::Decision:
    case ledger::Kind::Redemption:
    case ledger::Kind::Outcome:
    case ledger::Kind::AuditRead:
    case ledger::Kind::System:
        break;
    }
    return plain(std::string(ledger::kindName(record->kind)));
}

QWidget* line(const command::AuditRow& row, QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 4);
    column->setSpacing(2);
    auto* first = new QHBoxLayout;
    const auto look = lookOf(row.record->outcome);
    auto* chip = new Chip(look.word, look.tone, box);
    chip->setIconName(look.icon);
    first->addWidget(chip);
    auto* subject = new PlainLabel(subjectOf(row.record), PlainLabel::Look::Mono, box);
    subject->setFit(PlainLabel::Fit::Elide);
    first->addWidget(subject, 1);
    first->addWidget(new PlainLabel(timeOfDay(row.record->at), PlainLabel::Look::MutedMono, box));
    column->addLayout(first);
    QStringList about;
    for (const auto& [key, value] : row.record->resource) {
        about << plain(key) + QLatin1Char('=') + plain(value);
    }
    if (!row.record->reasons.empty()) {
        about << plain(row.record->reasons.front().text.empty() ? row.record->reasons.front().code
                                                                : row.record->reasons.front().text);
    }
    column->addWidget(new PlainLabel(
        ActivityTab::tr("record %1 · %2")
            .arg(number(row.seq), about.isEmpty() ? day(row.record->at) : about.join(QStringLiteral(" · "))),
        PlainLabel::Look::Muted, box));
    return box;
}

} // namespace

ActivityTab::ActivityTab(const PageContext& context, QWidget* parent)
    : AgentTab(context, tr("Activity"), parent), m_state(new PlainLabel(PlainLabel::Look::Muted, this)),
      m_lines(new QVBoxLayout) {
    auto* all = new Button(tr("Show all in Audit"), ButtonKind::Plain, this);
    column()->addWidget(all, 0, Qt::AlignLeft);
    column()->addWidget(m_state);
    column()->addLayout(m_lines);
    connect(all, &Button::clicked, this, [this] { navigator().go(PageId::Audit, filterOf(m_agent)); });
    connect(&session(), &Session::recordsArrived, this, &ActivityTab::add);
}

void ActivityTab::tell(const AgentRow& row) {
    if (m_agent == row.id()) {
        return;
    }
    m_agent = row.id();
    m_answered = false;
    m_records.clear();
    empty(*m_lines);
    m_state->setText(tr("Asking the store…"));
    m_state->show();
    command::ListAudit query;
    query.filter = filterOf(m_agent).toStdString();
    query.page.limit = kShown;
    session().ask(this, query, [this, agent = m_agent](const Result<Rows<command::AuditRow>>& answer) {
        if (agent != m_agent) {
            return;
        }
        if (!answer) {
            m_state->setText(errorText(answer.error()));
            return;
        }
        // What arrived while this was asked may be in both.
        const auto newest = answer->items.empty() ? 0 : answer->items.front().seq;
        std::erase_if(m_records, [newest](const auto& record) { return record.seq <= newest; });
        m_records.insert(m_records.end(), answer->items.begin(), answer->items.end());
        m_answered = true;
        show();
    });
}

void ActivityTab::add(const std::vector<command::AuditRow>& rows) {
    bool any = false;
    for (const auto& row : rows) {
        if (!m_agent.empty() && row.record->agent == m_agent.text()) {
            m_records.push_front(row);
            any = true;
        }
    }
    while (m_records.size() > kShown) {
        m_records.pop_back();
    }
    if (any && m_answered) {
        show();
    }
}

void ActivityTab::show() {
    m_state->setText(tr("It has done nothing yet."));
    m_state->setVisible(m_records.empty());
    empty(*m_lines);
    for (const auto& record : m_records) {
        m_lines->addWidget(line(record, this));
    }
}

} // namespace countersign::ui
