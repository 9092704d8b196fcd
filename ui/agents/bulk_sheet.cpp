#include "ui/agents/bulk_sheet.h"

#include "ui/shell/effects.h"
#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/plain_label.h"

#include <QVBoxLayout>

namespace countersign::ui {

BulkSheet::BulkSheet(Session& session, const QString& title, const QString& verb, std::vector<Item> items,
                     QWidget* over)
    : Sheet(title, verb, over), m_session(session), m_items(std::move(items)),
      m_summary(new PlainLabel(tr("Asking what would change…"), PlainLabel::Look::Muted, this)),
      m_remark(new PlainLabel(PlainLabel::Look::Muted, this)) {
    body()->addWidget(m_remark);
    body()->addWidget(m_summary);
    for (const auto& item : m_items) {
        body()->addWidget(new PlainLabel(item.name, PlainLabel::Look::Strong, this));
        auto* result = new PlainLabel(PlainLabel::Look::Muted, this);
        m_results.push_back(result);
        body()->addWidget(result);
        body()->addSpacing(4);
    }
    m_remark->hide();
    acceptButton()->setEnabled(false);
    connect(this, &Sheet::accepted, this, &BulkSheet::run);
    preview(0);
}

void BulkSheet::setRemark(const QString& remark) {
    m_remark->setText(remark);
    m_remark->show();
}

void BulkSheet::say(std::size_t index, const QString& text, std::optional<Tone> tone) {
    m_results[index]->setText(text);
    m_results[index]->setTone(tone);
}

void BulkSheet::preview(std::size_t index) {
    if (index == m_items.size()) {
        m_summary->setText(tr("%1 of %2 can be ordered.").arg(number(m_able.size()), number(m_items.size())));
        setProblem(m_able.empty() ? tr("None of these can be ordered.") : QString());
        return;
    }
    m_session.ask(this, command::PreviewCommand{m_items[index].command},
                  [this, index](const Result<command::CommandPreview>& answer) {
                      if (!answer) {
                          say(index, errorText(answer.error()), Tone::Deny);
                      } else if (answer->refusal) {
                          say(index, errorText(answer->refusal->code), Tone::Hold);
                      } else {
                          m_able.push_back(index);
                          const auto effects = effectsOf(*answer);
                          say(index, effects.isEmpty() ? tr("Nothing else changes.") : effects.join(QLatin1Char(' ')),
                              {});
                      }
                      preview(index + 1);
                  });
}

void BulkSheet::run() {
    setBusy();
    std::vector<command::Command> commands;
    commands.reserve(m_able.size());
    for (const auto index : m_able) {
        commands.push_back(m_items[index].command);
    }
    m_run = new BulkRun(m_session, std::move(commands), this);
    connect(m_run, &BulkRun::done, this, [this](int index) {
        ++m_done;
        say(m_able[static_cast<std::size_t>(index)], tr("Done."), Tone::Allow);
        tellProgress();
    });
    connect(m_run, &BulkRun::failed, this, [this](int index, const Error& error) {
        ++m_failed;
        say(m_able[static_cast<std::size_t>(index)], errorText(error), Tone::Deny);
        tellProgress();
    });
    connect(m_run, &BulkRun::finished, this, &BulkSheet::finish);
    connect(this, &Sheet::closed, m_run, &BulkRun::stop);
    m_run->start();
}

void BulkSheet::tellProgress() {
    m_summary->setText(tr("%1 of %2 done").arg(number(m_done), number(m_run->size())));
    Q_EMIT progressed();
}

void BulkSheet::finish() {
    if (m_failed == 0 && m_done == m_run->size()) {
        Q_EMIT m_session.notice({Notice::Kind::Done, tr("%n order(s) done", nullptr, static_cast<int>(m_done)), {}});
        close();
        return;
    }
    setProblem(tr("%n order(s) were not done.", nullptr, static_cast<int>(m_run->size() - m_done)));
}

} // namespace countersign::ui
