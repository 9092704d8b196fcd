#include "ui/audit/story_view.h"

#include "ui/audit/audit_words.h"
#include "ui/audit/record_proof.h"
#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/focus_ring.h"
#include "ui/widgets/icon_view.h"
#include "ui/widgets/plain_label.h"
#include "ui/widgets/plain_text_view.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr int kMostLines = 12;
constexpr int kRawLines = 14;

} // namespace

StoryView::StoryView(Session& session, QWidget* parent) : QScrollArea(parent), m_session(session) {
    setAccessibleName(tr("Record"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    new FocusRing(this);
    rebuild();
}

std::optional<std::uint64_t> StoryView::seq() const {
    return m_row ? std::optional(m_row->seq) : std::nullopt;
}

void StoryView::setRow(const std::shared_ptr<const command::AuditRow>& row) {
    m_row = row;
    m_record.reset();
    m_approval.reset();
    m_problem.clear();
    m_askedAgain = false;
    rebuild();
    verticalScrollBar()->setValue(0);
}

void StoryView::setRecord(const command::RecordView& view) {
    if (m_row && m_row->seq == view.row.seq) {
        m_row = std::make_shared<const command::AuditRow>(view.row);
        m_record = view;
        rebuild();
        if (m_askedAgain) {
            verify();
        }
    }
}

void StoryView::setApproval(const command::ApprovalView& view) {
    if (m_row && m_row->record->approval == view.request.id) {
        m_approval = view;
        rebuild();
    }
}

void StoryView::setProblem(const QString& sentence) {
    m_problem = sentence;
    rebuild();
}

void StoryView::rebuild() {
    auto* content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(kCardPadding, kCardPadding, kCardPadding, kCardPadding);
    m_column->setSpacing(kGrid);
    m_verdict = nullptr;
    m_verdictText = nullptr;
    if (m_row) {
        tell(tellStory(*m_row, m_approval ? &*m_approval : nullptr));
    } else {
        m_column->addWidget(new EmptyState(QStringLiteral("view-list-text"), tr("No record selected"),
                                           tr("Select a record to read its story and to verify it."), content));
    }
    m_column->addStretch(1);
    m_content = content;
    setWidget(content); // the one before is deleted
}

void StoryView::tell(const RecordStory& story) {
    addHead(story);
    addLines(tr("Chain of responsibility"), story.chain);
    addLines(tr("Six gates"), story.gates);
    addLines(tr("Approval"), story.approval);
    addArguments();
    addLines(tr("Facts"), story.facts);
    addProof();
    addRaw();
    if (!m_problem.isEmpty()) {
        auto* problem = new PlainLabel(m_problem, PlainLabel::Look::Body, nullptr);
        problem->setTone(Tone::Deny);
        m_column->addWidget(problem);
    }
}

void StoryView::addHead(const RecordStory& story) {
    auto* head = new QHBoxLayout;
    head->addWidget(new PlainLabel(story.title, PlainLabel::Look::Title), 1);
    auto* chip = new Chip(outcomeWord(*m_row), outcomeTone(*m_row));
    chip->setIconName(outcomeIcon(*m_row));
    head->addWidget(chip);
    m_column->addLayout(head);
    m_column->addWidget(new PlainLabel(story.subtitle, PlainLabel::Look::MutedMono));
    for (const auto& sentence : story.sentences) {
        m_column->addWidget(new PlainLabel(sentence, PlainLabel::Look::Body));
    }
}

void StoryView::addLines(const QString& heading, const std::vector<StoryLine>& lines) {
    if (lines.empty()) {
        return;
    }
    m_column->addSpacing(4);
    m_column->addWidget(new PlainLabel(heading, PlainLabel::Look::Heading));
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kGrid);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(1, 84);
    grid->setColumnStretch(2, 1);
    int row = 0;
    for (const auto& line : lines) {
        if (!line.icon.isEmpty()) {
            grid->addWidget(new IconView(line.icon, 16, line.tone), row, 0, Qt::AlignTop);
        }
        auto* label =
            new PlainLabel(line.label, line.icon.isEmpty() ? PlainLabel::Look::Muted : PlainLabel::Look::Body);
        grid->addWidget(label, row, line.icon.isEmpty() ? 0 : 1, 1, line.icon.isEmpty() ? 2 : 1, Qt::AlignTop);
        grid->addWidget(
            new PlainLabel(line.text, line.icon.isEmpty() ? PlainLabel::Look::Mono : PlainLabel::Look::Muted), row, 2);
        ++row;
    }
    m_column->addLayout(grid);
}

void StoryView::addText(const QString& heading, const QString& name, const std::string& text, int lines) {
    m_column->addSpacing(4);
    m_column->addWidget(new PlainLabel(heading, PlainLabel::Look::Heading));
    auto* view = new PlainTextView;
    view->setAccessibleName(name);
    view->setText(std::string_view(text));
    view->setFixedHeight(QFontMetrics(view->font()).lineSpacing() * lines + 2 * kGrid + 4);
    m_column->addWidget(view);
    auto* all = new Button(tr("Show all"), ButtonKind::Quiet);
    all->setVisible(view->isCut());
    connect(all, &QAbstractButton::clicked, view, &PlainTextView::showAll);
    connect(view, &PlainTextView::cutChanged, all, &QWidget::setVisible);
    m_column->addWidget(all, 0, Qt::AlignLeft);
}

void StoryView::addArguments() {
    const auto opened = m_record ? argumentsOf(m_record->values) : std::nullopt;
    std::string text;
    if (opened) {
        text = json::pretty(opened->values);
    } else if (m_approval && !m_approval->arguments.empty()) {
        text = json::pretty(m_approval->arguments);
    } else if (m_record && !m_record->row.record->command.empty()) {
        return addText(tr("Signed order"), tr("The order as it was signed"),
                       json::pretty(m_record->row.record->command), kMostLines);
    }
    if (!text.empty()) {
        const auto lines = static_cast<int>(std::ranges::count(text, '\n')) + 1;
        addText(tr("Arguments"), tr("Arguments"), text, std::clamp(lines, 2, kMostLines));
    }
    if (opened && !opened->erased.empty()) {
        m_column->addWidget(new PlainLabel(tr("%n argument(s) were erased; what they were can no longer be told.",
                                              nullptr, static_cast<int>(opened->erased.size())),
                                           PlainLabel::Look::Muted));
    }
    if (const auto reason = m_record ? askedReasonOf(m_record->values) : std::nullopt) {
        addText(tr("The agent's reason"), tr("The agent's reason"), *reason, 3);
    }
}

void StoryView::addProof() {
    m_column->addSpacing(4);
    m_column->addWidget(new PlainLabel(tr("Proof"), PlainLabel::Look::Heading));
    m_verdictText = new PlainLabel(m_record ? tr("Leaf %1, %n hash(es) up to the signed root.", nullptr,
                                                 static_cast<int>(m_record->inclusion.size()))
                                                  .arg(shortDigest(m_record->row.leaf))
                                            : tr("Leaf %1.").arg(shortDigest(m_row->leaf)),
                                   PlainLabel::Look::Muted);
    m_column->addWidget(m_verdictText);
    auto* row = new QHBoxLayout;
    auto* verify = new Button(tr("Verify"), ButtonKind::Plain);
    verify->setEnabled(m_record.has_value());
    connect(verify, &QAbstractButton::clicked, this, &StoryView::verify);
    row->addWidget(verify);
    m_verdict = new Chip(QString(), Tone::Neutral);
    m_verdict->hide();
    row->addWidget(m_verdict);
    row->addStretch(1);
    m_column->addLayout(row);
}

void StoryView::addRaw() {
    auto* raw = new Button(m_rawShown ? tr("Hide the exact record") : tr("Show the exact record"), ButtonKind::Link);
    auto* copy = new Button(tr("Copy the exact record"), ButtonKind::Link);
    raw->setEnabled(m_record.has_value());
    copy->setEnabled(m_record.has_value());
    connect(raw, &QAbstractButton::clicked, this, [this] {
        m_rawShown = !m_rawShown;
        QMetaObject::invokeMethod(this, &StoryView::rebuild, Qt::QueuedConnection);
    });
    connect(copy, &QAbstractButton::clicked, this, [this] {
        if (m_record) {
            QGuiApplication::clipboard()->setText(QString::fromStdString(m_record->body));
        }
    });
    m_column->addWidget(raw, 0, Qt::AlignLeft);
    m_column->addWidget(copy, 0, Qt::AlignLeft);
    if (m_rawShown && m_record) {
        addText(tr("Exact record (RFC 8785)"), tr("The record's exact bytes"), m_record->body, kRawLines);
    }
}

void StoryView::showVerdict(Tone tone, const QString& sentence) {
    if (m_verdict == nullptr || m_verdictText == nullptr) {
        return;
    }
    m_verdict->setText(tone == Tone::Allow ? tr("verified") : tone == Tone::Hold ? tr("not yet") : tr("not verified"));
    m_verdict->setIconName(tone == Tone::Allow ? QStringLiteral("cs-check") : QStringLiteral("cs-warn"));
    m_verdict->setTone(tone);
    m_verdict->show();
    m_verdictText->setTone(tone == Tone::Allow ? std::nullopt : std::optional(tone));
    m_verdictText->setText(sentence);
}

void StoryView::verify() {
    if (!m_record || !m_session.info()) {
        return;
    }
    const auto proof = checkProof(*m_record, *m_session.info());
    if (proof) {
        showVerdict(Tone::Allow,
                    tr("This is record %1 of the %2 under root %3, which the ledger's key signed. %n hash(es) "
                       "lead there; they were checked on this computer.",
                       nullptr, static_cast<int>(proof->hashes))
                        .arg(number(m_record->row.seq), number(proof->size), shortDigest(proof->root)));
    } else if (proof.error().code == Code::NotFound && !m_askedAgain) {
        m_askedAgain = true;
        Q_EMIT newerProofWanted();
    } else if (proof.error().code == Code::NotFound) {
        showVerdict(Tone::Hold, tr("No signed head covers this record yet. Try again in a moment."));
    } else {
        showVerdict(Tone::Deny, tr("This record does not hold: %1").arg(QString::fromStdString(proof.error().detail)));
    }
}

} // namespace countersign::ui
