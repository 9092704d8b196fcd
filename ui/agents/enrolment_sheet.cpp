#include "ui/agents/enrolment_sheet.h"

#include "ui/shell/effects.h"
#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/facts.h"
#include "ui/widgets/key_glyph.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

QString plain(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

EnrolmentSheet::EnrolmentSheet(Session& session, std::vector<identity::Enrolment> waiting, QWidget* over)
    : Sheet(tr("Agents that ask to be registered"), tr("Accept"), over), m_session(session),
      m_waiting(std::move(waiting)), m_choice(new QButtonGroup(this)) {
    body()->addWidget(
        new PlainLabel(tr("Each has proven that it holds its key. Whether it is who it says is for you to "
                          "find out: compare the thumbprint with the one that its owner sees."),
                       PlainLabel::Look::Muted, this));
    for (int i = 0; i < static_cast<int>(m_waiting.size()); ++i) {
        body()->addWidget(card(i));
    }
    acceptButton()->setEnabled(false);
    connect(m_choice, &QButtonGroup::idClicked, this, &EnrolmentSheet::choose);
    connect(this, &Sheet::accepted, this, &EnrolmentSheet::accept);
}

QWidget* EnrolmentSheet::card(int index) {
    const auto& enrolment = m_waiting[static_cast<std::size_t>(index)];
    const auto thumbprint = enrolment.key.thumbprint();
    auto* card = new Card(this);
    auto* head = new QHBoxLayout;
    auto* choose = new QRadioButton(card);
    choose->setAccessibleName(tr("Choose %1").arg(plain(enrolment.agent.text())));
    m_choice->addButton(choose, index);
    head->addWidget(choose);
    auto* glyph = new KeyGlyph(card);
    glyph->setSide(28);
    glyph->setThumbprint(thumbprint);
    head->addWidget(glyph);
    head->addWidget(new PlainLabel(plain(enrolment.agent.text()), PlainLabel::Look::Strong, card), 1);
    auto* reject = new Button(tr("Turn away"), ButtonKind::Plain, card);
    reject->setAccessibleName(tr("Turn %1 away").arg(plain(enrolment.agent.text())));
    head->addWidget(reject);
    card->body()->addLayout(head);
    auto* facts = new Facts(card);
    facts->add(tr("Thumbprint"), plain(thumbprint.text()), PlainLabel::Look::Mono);
    facts->add(tr("Owner"), plain(enrolment.owner.text()));
    QStringList capabilities;
    for (const auto& capability : enrolment.capabilities) {
        capabilities << plain(capability);
    }
    facts->add(tr("Capabilities"),
               capabilities.isEmpty() ? QStringLiteral("–") : capabilities.join(QStringLiteral(", ")));
    facts->add(tr("Asked"), ago(m_session.now() - enrolment.received));
    card->body()->addWidget(facts);
    connect(reject, &Button::clicked, this, [this, index] { this->reject(index); });
    return card;
}

void EnrolmentSheet::choose(int index) {
    const auto& enrolment = m_waiting[static_cast<std::size_t>(index)];
    ++m_version;
    setProblem({});
    acceptButton()->setEnabled(false);
    m_session.ask(this, command::PreviewCommand{command::ActivateAgent{enrolment.agent, enrolment.id}},
                  [this, version = m_version, name = plain(enrolment.agent.text())](const auto& answer) {
                      if (version != m_version) {
                          return;
                      }
                      if (!answer) {
                          setProblem(errorText(answer.error()));
                          return;
                      }
                      if (answer->refusal) {
                          setProblem(
                              tr("%1 (%2)").arg(errorText(answer->refusal->code), visible(answer->refusal->text)));
                          return;
                      }
                      auto effects = effectsOf(*answer);
                      effects.prepend(tr("%1 is registered with this key.").arg(name));
                      effects << tr("Without a role or a grant it may do nothing yet.")
                              << tr("Undo revokes it; its id and key stay used.");
                      setEffects(effects);
                      setProblem({});
                  });
}

void EnrolmentSheet::accept() {
    if (m_choice->checkedId() < 0) {
        return;
    }
    const auto& enrolment = m_waiting[static_cast<std::size_t>(m_choice->checkedId())];
    const auto name = plain(enrolment.agent.text());
    setBusy();
    m_session.order({.command = command::ActivateAgent{enrolment.agent, enrolment.id},
                     .title = tr("Accept %1").arg(name),
                     .effects = {},
                     .done = tr("%1 is registered").arg(name),
                     .undo = command::RevokeAgent{enrolment.agent}},
                    this, [this](const Result<command::Receipt>& result) {
                        if (result) {
                            Q_EMIT ordered();
                            close();
                        } else {
                            setFailed(errorText(result.error()), visible(result.error().detail));
                        }
                    });
}

void EnrolmentSheet::reject(int index) {
    const auto& enrolment = m_waiting[static_cast<std::size_t>(index)];
    const auto name = plain(enrolment.agent.text());
    m_session.order({.command = command::RejectEnrolment{enrolment.id},
                     .title = tr("Turn %1 away").arg(name),
                     .effects = {tr("It is not registered. Its id and key stay free, so it may ask again.")},
                     .done = tr("%1 was turned away").arg(name),
                     .undo = {}},
                    nullptr);
    close();
}

} // namespace countersign::ui
