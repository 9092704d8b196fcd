#include "ui/settings/operators_card.h"

#include "ui/settings/operator_sheets.h"
#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/key_glyph.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

const identity::KeyEntry* activeKey(const identity::Operator& entry) {
    const auto& keys = entry.keys.entries();
    const auto found = std::ranges::find(keys, identity::KeyStatus::Active, &identity::KeyEntry::status);
    return found == keys.end() ? nullptr : &*found;
}

} // namespace

QString roleName(identity::OperatorRole role) {
    switch (role) {
    case identity::OperatorRole::Owner:
        return OperatorsCard::tr("owner");
    case identity::OperatorRole::Admin:
        return OperatorsCard::tr("admin");
    case identity::OperatorRole::PolicyAuthor:
        return OperatorsCard::tr("policy author");
    case identity::OperatorRole::Approver:
        return OperatorsCard::tr("approver");
    case identity::OperatorRole::Auditor:
        return OperatorsCard::tr("auditor");
    }
    return {};
}

OperatorsCard::OperatorsCard(const PageContext& context, QWidget* parent)
    : Card(tr("Operators and roles"), parent), m_session(context.session),
      m_state(new PlainLabel(tr("Asking the store…"), PlainLabel::Look::Muted, this)), m_rows(new QVBoxLayout),
      m_add(new Button(tr("Add an operator…"), ButtonKind::Plain, this)) {
    m_rows->setSpacing(4);
    body()->addWidget(m_state);
    body()->addLayout(m_rows);
    body()->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &Button::clicked, this, [this] { new AddOperatorSheet(m_session, this); });
    connect(&m_session, &Session::refreshWanted, this, &OperatorsCard::refresh);
    connect(&m_session, &Session::identityChanged, this, &OperatorsCard::refresh);
    connect(&m_session, &Session::recordsArrived, this, [this](const std::vector<command::AuditRow>& rows) {
        if (std::ranges::any_of(rows, [](const auto& row) { return row.record->kind == ledger::Kind::Command; })) {
            refresh();
        }
    });
    refresh();
}

void OperatorsCard::refresh() {
    const bool owner = m_session.has(identity::OperatorRole::Owner);
    m_add->setEnabled(owner);
    setPlainToolTip(m_add, owner ? QString() : tr("Only an owner can add operators."));
    command::ListOperators query;
    query.page.limit = 1000;
    m_session.ask(this, query, [this](const Result<Rows<identity::Operator>>& answer) {
        if (answer) {
            show(answer->items);
        } else if (m_rows->count() == 0) {
            m_state->setText(errorText(answer.error()));
        }
    });
}

void OperatorsCard::show(const std::vector<identity::Operator>& operators) {
    while (m_rows->count() > 0) {
        auto* item = m_rows->takeAt(0);
        delete item->widget();
        delete item;
    }
    for (const auto& entry : operators) {
        m_rows->addWidget(makeRow(entry));
    }
    const auto active = std::ranges::count(operators, false, &identity::Operator::disabled);
    m_state->setText(active == 1 ? tr("One operator alone does not separate duties: add another.") : QString());
    m_state->setVisible(active == 1);
}

QWidget* OperatorsCard::makeRow(const identity::Operator& entry) {
    const auto id = QString::fromStdString(entry.id.text());
    auto* row = new QWidget(this);
    row->setMinimumHeight(52);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    const auto* key = activeKey(entry);
    auto* glyph = new KeyGlyph(row);
    glyph->setSide(21);
    glyph->setThumbprint(key == nullptr ? crypto::Thumbprint() : key->thumbprint);
    line->addWidget(glyph);
    auto* about = new QVBoxLayout;
    about->setSpacing(kGrid / 2);
    auto* names = new QHBoxLayout;
    names->addWidget(new PlainLabel(id, PlainLabel::Look::Strong, row));
    names->addWidget(new PlainLabel(key == nullptr ? tr("no key") : shortThumbprint(key->thumbprint),
                                    PlainLabel::Look::MutedMono, row),
                     1);
    about->addLayout(names);
    auto* chips = new QHBoxLayout;
    if (entry.disabled) {
        auto* chip = new Chip(tr("disabled"), Tone::Neutral, row);
        chip->setIconName(QStringLiteral("cs-cross"));
        chips->addWidget(chip);
    }
    for (const auto role : entry.roles) {
        chips->addWidget(
            new Chip(roleName(role), role == identity::OperatorRole::Owner ? Tone::Accent : Tone::Neutral, row));
    }
    chips->addStretch(1);
    about->addLayout(chips);
    line->addLayout(about, 1);
    if (!entry.disabled) {
        const bool owner = m_session.has(identity::OperatorRole::Owner);
        auto* rotate = new Button(tr("Change key…"), ButtonKind::Quiet, row);
        rotate->setAccessibleName(tr("Change the key of %1").arg(visible(id)));
        rotate->setEnabled(owner || entry.id == m_session.who());
        connect(rotate, &Button::clicked, this, [this, entry] { new RotateOperatorSheet(m_session, entry, this); });
        line->addWidget(rotate);
        auto* disableButton = new Button(tr("Disable"), ButtonKind::Quiet, row);
        disableButton->setAccessibleName(tr("Disable %1").arg(visible(id)));
        disableButton->setEnabled(owner && entry.id != m_session.who());
        connect(disableButton, &Button::clicked, this, [this, entry] { disable(entry); });
        line->addWidget(disableButton);
    }
    return row;
}

void OperatorsCard::disable(const identity::Operator& entry) {
    const auto id = QString::fromStdString(entry.id.text());
    QStringList roles;
    for (const auto role : entry.roles) {
        roles << roleName(role);
    }
    m_session.order(
        {.command = command::DisableOperator{entry.id},
         .title = tr("Disable operator %1").arg(id),
         .effects = {tr("%1 can no longer give orders or decide (now: %2).").arg(id, roles.join(QStringLiteral(", "))),
                     tr("Open sessions of %1 end at once; what %1 approved and was not used lapses.").arg(id)},
         .done = tr("%1 is disabled.").arg(id),
         .undo = {},
         .review = Order::Review::Ask},
        this);
}

} // namespace countersign::ui
