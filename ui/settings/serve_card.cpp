#include "ui/settings/serve_card.h"

#include "ui/support/await.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/plain_label.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr int kUsualPort = 8440;
constexpr int kNameWidth = 220;

} // namespace

ServeCard::ServeCard(const PageContext& context, QWidget* parent)
    : Card(tr("Agents on this computer"), parent), m_session(context.session), m_settings(context.settings),
      m_on(new QCheckBox(tr("Serve agents on this computer"), this)), m_port(new QSpinBox(this)),
      m_address(new QLineEdit(this)), m_copy(new Button(tr("Copy"), ButtonKind::Plain, this)),
      m_problem(new PlainLabel(PlainLabel::Look::Body, this)) {
    body()->addWidget(m_on);
    auto* row = new QHBoxLayout;
    auto* portName = new PlainLabel(tr("Port"), PlainLabel::Look::Body, this);
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("any free one"));
    m_port->setValue(m_settings.agentPort(place()).value_or(kUsualPort));
    portName->setBuddy(m_port);
    portName->setFixedWidth(kNameWidth);
    m_port->setFixedWidth(128);
    row->addWidget(portName);
    row->addWidget(m_port);
    row->addSpacing(kGrid);
    m_address->setReadOnly(true);
    m_address->setAccessibleName(tr("Address for agents"));
    m_address->setFont(monospace(font()));
    row->addWidget(m_address, 1);
    row->addWidget(m_copy);
    row->addStretch(0);
    body()->addLayout(row);
    body()->addWidget(m_problem);
    body()->addWidget(new PlainLabel(
        tr("Agents and their proxies reach this store at that address while the console runs. Nothing outside this "
           "computer can."),
        PlainLabel::Look::Muted, this));
    connect(m_on, &QCheckBox::clicked, this, &ServeCard::toggle);
    connect(m_copy, &Button::clicked, this, [this] { QApplication::clipboard()->setText(m_address->text()); });
    show(m_session.room().serving(m_session.store().place));
}

QString ServeCard::place() const {
    return QString::fromStdString(m_session.store().place);
}

void ServeCard::toggle(bool on) {
    setEnabled(false);
    const auto port = static_cast<std::uint16_t>(m_port->value());
    auto future = on ? m_session.room().serveAgents(m_session.store().place, port)
                     : m_session.room().stopServingAgents(m_session.store().place);
    m_settings.setAgentPort(place(), on ? std::optional(port) : std::nullopt);
    await(this, future, [this](const Result<ServingState>& state) { answer(state); });
}

void ServeCard::answer(const Result<ServingState>& state) {
    setEnabled(true);
    show(state.value_or(m_session.room().serving(m_session.store().place)));
    if (!state) {
        m_problem->setTone(Tone::Deny);
        m_problem->setText(tr("%1 %2").arg(errorText(state.error()), visible(state.error().detail)));
        m_problem->show();
    }
}

void ServeCard::show(const ServingState& state) {
    const bool on = !state.agents.empty();
    m_on->setEnabled(state.own);
    m_on->setChecked(on);
    m_port->setEnabled(state.own && !on);
    m_address->setText(QString::fromStdString(state.agents));
    m_address->setVisible(on);
    m_copy->setVisible(on);
    m_problem->setTone(Tone::Neutral);
    m_problem->setText(state.own ? QString()
                                 : tr("This console does not own the store: whoever owns it decides whom it serves."));
    m_problem->setVisible(!state.own);
}

} // namespace countersign::ui
