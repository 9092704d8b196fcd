#include "ui/agents/rotate_sheet.h"

#include "ui/shell/effects.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_field.h"

#include <QComboBox>

namespace countersign::ui {

namespace {

constexpr int kTypingPause = 150;
constexpr qint64 kHour = 3'600'000;

} // namespace

RotateSheet::RotateSheet(Session& session, const identity::AgentId& agent, QWidget* over)
    : Sheet(tr("Another key for %1").arg(QString::fromStdString(agent.text())), tr("Rotate the key"), over),
      m_session(session), m_agent(agent), m_key(new KeyField(this)), m_overlap(new QComboBox(this)) {
    m_overlap->addItem(tr("At once"), qint64(0));
    m_overlap->addItem(tr("In an hour"), kHour);
    m_overlap->addItem(tr("In a day"), 24 * kHour);
    m_overlap->addItem(tr("In a week"), 7 * 24 * kHour);
    addField(tr("New public key"), m_key);
    addField(tr("The old key ends"), m_overlap, tr("If it may be in foreign hands: at once."));
    m_soon.setSingleShot(true);
    m_soon.setInterval(kTypingPause);
    acceptButton()->setEnabled(false);
    const auto changed = [this] {
        ++m_version;
        setProblem({});
        setEffects({});
        acceptButton()->setEnabled(false);
        m_soon.start();
    };
    connect(m_key, &KeyField::changed, this, changed);
    connect(m_overlap, &QComboBox::currentIndexChanged, this, changed);
    connect(&m_soon, &QTimer::timeout, this, &RotateSheet::preview);
    connect(this, &Sheet::accepted, this, &RotateSheet::send);
}

command::RotateAgentKey RotateSheet::draft() const {
    const Duration overlap(m_overlap->currentData().toLongLong());
    return {.id = m_agent,
            .key = *m_key->key(),
            .overlapUntil = overlap.count() == 0 ? std::nullopt : std::optional(m_session.now() + overlap)};
}

void RotateSheet::preview() {
    if (!m_key->key()) {
        return;
    }
    m_session.ask(
        this, command::PreviewCommand{draft()},
        [this, version = m_version](const Result<command::CommandPreview>& answer) {
            if (version != m_version) {
                return;
            }
            if (!answer) {
                setProblem(errorText(answer.error()));
                return;
            }
            if (answer->refusal) {
                setProblem(tr("%1 (%2)").arg(errorText(answer->refusal->code), visible(answer->refusal->text)));
                return;
            }
            auto effects = effectsOf(*answer);
            effects << tr("This cannot be undone: the old key never counts again. It waits ten seconds before "
                          "it is sent.");
            setEffects(effects);
            setProblem({});
        });
}

void RotateSheet::send() {
    if (!m_key->key()) {
        return;
    }
    const auto name = QString::fromStdString(m_agent.text());
    m_session.order({.command = draft(),
                     .title = tr("Another key for %1").arg(name),
                     .effects = {},
                     .done = tr("%1 has another key").arg(name),
                     .undo = {}},
                    nullptr);
    close();
}

} // namespace countersign::ui
