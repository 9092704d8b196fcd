#include "ui/agents/import_sheet.h"

#include "ui/agents/import_model.h"
#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/path_field.h"
#include "ui/widgets/plain_label.h"

#include <QFile>
#include <QFileInfo>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr qint64 kLargestFile = 8 * 1024 * 1024;
constexpr int kTableHeight = 360;

QString sentence(const Error& error) {
    return ImportSheet::tr("%1 (%2)").arg(errorText(error), visible(error.detail));
}

} // namespace

ImportSheet::ImportSheet(Session& session, QWidget* over)
    : Sheet(tr("Import agents"), tr("Register them"), over), m_session(session),
      m_path(new PathField(PathField::For::Open, tr("A CSV file with agents"), tr("CSV files (*.csv)"), this)),
      m_summary(new PlainLabel(PlainLabel::Look::Body, this)), m_model(new ImportModel(this)),
      m_table(new QTableView(this)) {
    setWidth(640);
    addField(tr("File"), m_path,
             tr("The first row names the columns: id, owner, public_key, and perhaps environment, tags "
                "(team=platform; tier=1)."));
    body()->addWidget(m_summary);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Rows of the file"));
    m_table->setMinimumHeight(kTableHeight);
    m_table->setShowGrid(false);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(ImportModel::Line, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(ImportModel::Agent, 180);
    m_table->hide();
    body()->addWidget(m_table, 1);
    acceptButton()->setEnabled(false);
    connect(m_path, &PathField::changed, this, &ImportSheet::read);
    connect(this, &Sheet::accepted, this, &ImportSheet::run);
}

void ImportSheet::read() {
    ++m_version;
    m_able.clear();
    m_rows.clear();
    m_ids.clear();
    m_keys.clear();
    m_model->setAgents({});
    m_table->hide();
    m_summary->setText(QString());
    setProblem({});
    acceptButton()->setEnabled(false);
    QFile file(m_path->path());
    // A pipe or a device would be waited for, or read for ever.
    if (m_path->path().isEmpty() || !QFileInfo(m_path->path()).isFile() || !file.open(QIODevice::ReadOnly)) {
        setProblem(m_path->path().isEmpty() ? QString() : tr("This file cannot be read."));
        acceptButton()->setEnabled(false);
        return;
    }
    const auto text = file.read(kLargestFile + 1);
    if (text.size() > kLargestFile) {
        setProblem(tr("The file is larger than 8 MB. Split it."));
        return;
    }
    auto agents = readAgentsCsv(QString::fromUtf8(text));
    if (!agents) {
        setProblem(sentence(agents.error()));
        return;
    }
    m_model->setAgents(*std::move(agents));
    m_table->show();
    dryRun(0);
}

void ImportSheet::dryRun(std::size_t row) {
    const auto& agents = m_model->agents();
    const auto line = static_cast<int>(row);
    if (row == agents.size()) {
        dryRunOver();
        return;
    }
    m_summary->setText(tr("Dry run: %1 of %2").arg(number(row), number(agents.size())));
    const auto next = [this, row, version = m_version] {
        if (version == m_version) {
            dryRun(row + 1);
        }
    };
    const auto command = toCommand(agents[row].draft);
    if (!command) {
        m_model->setVerdict(line, Tone::Deny, sentence(command.error()));
        QMetaObject::invokeMethod(this, next, Qt::QueuedConnection);
        return;
    }
    if (!m_ids.insert(command->id.folded()).second || !m_keys.insert(command->key.base64()).second) {
        m_model->setVerdict(line, Tone::Deny, tr("The same id or key stands further up in this file."));
        QMetaObject::invokeMethod(this, next, Qt::QueuedConnection);
        return;
    }
    m_session.ask(this, command::PreviewCommand{*command},
                  [this, line, command = *command, next, version = m_version](const auto& answer) {
                      if (version != m_version) {
                          return;
                      }
                      if (!answer) {
                          m_model->setVerdict(line, Tone::Deny, sentence(answer.error()));
                      } else if (answer->refusal) {
                          m_model->setVerdict(
                              line, Tone::Deny,
                              tr("%1 (%2)").arg(errorText(answer->refusal->code), visible(answer->refusal->text)));
                      } else {
                          m_model->setVerdict(line, Tone::Info, tr("can be registered"));
                          m_able.emplace_back(command);
                          m_rows.push_back(line);
                      }
                      next();
                  });
}

void ImportSheet::dryRunOver() {
    const auto all = m_model->agents().size();
    m_summary->setText(tr("Dry run: %1 of %2 rows can be registered. Nothing has been changed.")
                           .arg(number(m_able.size()), number(all)));
    setProblem(m_able.empty() ? tr("No row can be registered.") : QString());
    if (!m_able.empty()) {
        setEffects({tr("%n agent(s) are registered. Each may act once it has proven that it holds its key.", nullptr,
                       static_cast<int>(m_able.size())),
                    tr("Without a role or a grant they may do nothing yet.")});
    }
}

void ImportSheet::run() {
    setBusy();
    m_run = new BulkRun(m_session, m_able, this);
    connect(m_run, &BulkRun::done, this, [this](int index, quint64 record) {
        ++m_done;
        m_model->setVerdict(m_rows[static_cast<std::size_t>(index)], Tone::Allow,
                            tr("registered, record %1").arg(number(record)));
        m_summary->setText(tr("%1 of %2 registered").arg(number(m_done), number(m_run->size())));
    });
    connect(m_run, &BulkRun::failed, this, [this](int index, const Error& error) {
        m_model->setVerdict(m_rows[static_cast<std::size_t>(index)], Tone::Deny, sentence(error));
    });
    connect(m_run, &BulkRun::finished, this, &ImportSheet::finish);
    connect(this, &Sheet::closed, m_run, &BulkRun::stop);
    m_run->start();
}

void ImportSheet::finish() {
    setEffects({});
    Q_EMIT progressed();
    if (m_done < m_run->size()) {
        setProblem(tr("%n row(s) were not registered.", nullptr, static_cast<int>(m_run->size() - m_done)));
    }
    acceptButton()->setEnabled(false);
}

} // namespace countersign::ui
