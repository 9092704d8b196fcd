#include "ui/audit/audit_page.h"

#include "ui/audit/audit_table.h"
#include "ui/audit/export_flow.h"
#include "ui/audit/filter_bar.h"
#include "ui/audit/filter_edit.h"
#include "ui/audit/filter_text.h"
#include "ui/audit/histogram_view.h"
#include "ui/audit/known_values.h"
#include "ui/audit/story_view.h"
#include "ui/shell/action_registry.h"
#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/support/icons.h"
#include "ui/support/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"

#include <QRegularExpression>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

/// A record is asked for once it is looked at for a moment, not while one runs over the rows: each is a recorded read.
constexpr int kLookedAt = 150;
/// Records that are kept while the tail is paused or the page is hidden.
constexpr std::size_t kMostPending = 5000;
/// After so many, the filter is opened again, so that the tail becomes pages.
constexpr std::size_t kMostTail = 20'000;

} // namespace

AuditPage::AuditPage(const PageContext& context, QWidget* parent)
    : Page(context, parent), m_model(new AuditModel(session(), this)), m_header(new PageHeader(tr("Audit"), this)),
      m_bar(new FilterBar(session(), settings(), this)), m_histogram(new HistogramView(this)),
      m_table(new AuditTable(m_model, this)), m_stack(new QStackedWidget(this)), m_banner(new Banner(this)),
      m_tail(new Button(tr("Live tail"), ButtonKind::Plain, this)),
      m_back(new Button(tr("Zoom out"), ButtonKind::Quiet, this)), m_export(new ExportFlow(session(), this)),
      m_story(new StoryView(session(), this)) {
    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(kLookedAt);
    m_story->hide();
    build();
    addActions();
    connect(m_bar, &FilterBar::submitted, this, &AuditPage::openFilter);
    connect(m_histogram, &HistogramView::rangeChosen, this, &AuditPage::zoom);
    connect(m_table, &AuditTable::chosen, this, &AuditPage::select);
    connect(m_table, &AuditTable::conditionWanted, this,
            [this](const QString& condition) { m_bar->submit(bothOf(m_bar->applied(), condition)); });
    connect(m_story, &StoryView::newerProofWanted, this, &AuditPage::askRecord);
    connect(&m_askSoon, &QTimer::timeout, this, &AuditPage::askRecord);
    connect(m_model, &AuditModel::failed, this, &AuditPage::takeRefusal);
    connect(m_model, &AuditModel::loaded, this, [this] {
        m_stack->setCurrentIndex(m_model->rowCount() == 0 ? 1 : 0);
        if (!m_learned) {
            m_learned = true;
            const auto values = knownValues(*m_model);
            for (auto field = values.cbegin(); field != values.cend(); ++field) {
                m_bar->edit()->setValues(field.key(), field.value());
            }
        }
    });
    connect(&session(), &Session::recordsArrived, this, &AuditPage::takeRecords);
    connect(&session(), &Session::refreshWanted, this, [this] {
        if (!m_opened && isVisible()) {
            openFilter(m_bar->text());
        }
    });
}

void AuditPage::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPagePadding, 12, kPagePadding, 12);
    column->setSpacing(12);
    m_tail->setCheckable(true);
    m_tail->setChecked(true);
    m_back->hide();
    m_header->addWidget(m_back);
    m_header->addWidget(m_tail);
    auto* exporting = new Button(tr("Export…"), ButtonKind::Plain, this);
    m_header->addWidget(exporting);
    connect(exporting, &QAbstractButton::clicked, this, [this] { m_export->ask(m_bar->applied(), m_count); });
    m_banner->hide();
    auto* none = new EmptyState(QStringLiteral("view-filter"), tr("No record matches"),
                                tr("Change the filter, or remove it to see every record."), m_stack);
    connect(none->addButton(tr("Show every record")), &QAbstractButton::clicked, this, [this] { m_bar->submit({}); });
    m_stack->addWidget(m_table);
    m_stack->addWidget(none);
    column->addWidget(m_header);
    column->addWidget(m_bar);
    column->addWidget(m_banner);
    column->addWidget(m_export);
    column->addWidget(m_histogram);
    column->addWidget(m_stack, 1);
    connect(m_tail, &QAbstractButton::toggled, this, [this] {
        flush();
        showTail();
    });
    connect(m_back, &QAbstractButton::clicked, this, [this] {
        if (!m_zoomedFrom.isEmpty()) {
            auto before = m_zoomedFrom;
            const auto filter = before.takeLast();
            m_bar->submit(filter);
            m_zoomedFrom = before;
            m_back->setVisible(!before.isEmpty());
        }
    });
    connect(m_banner, &Banner::actionClicked, this, [this] { openFilter(m_bar->text()); });
    showTail();
}

void AuditPage::addActions() {
    actions().add({.id = QStringLiteral("audit.filter"),
                   .text = tr("Filter the records"),
                   .icon = QStringLiteral("view-filter"),
                   .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_F)},
                   .needs = {}},
                  this, [this] {
                      m_bar->edit()->setFocus(Qt::ShortcutFocusReason);
                      m_bar->edit()->selectAll();
                  });
    actions().add({.id = QStringLiteral("audit.export"),
                   .text = tr("Export the records"),
                   .icon = QStringLiteral("document-export"),
                   .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_E)},
                   .needs = {}},
                  this, [this] { m_export->ask(m_bar->applied(), m_count); });
    actions().add({.id = QStringLiteral("audit.tail"),
                   .text = tr("Pause or resume the live tail"),
                   .icon = QStringLiteral("media-playback-pause"),
                   .shortcuts = {QKeySequence(Qt::Key_Space)},
                   .needs = {},
                   .key = ActionRow::Key::Single},
                  m_table, [this] { m_tail->toggle(); });
    actions().add({.id = QStringLiteral("audit.verify"),
                   .text = tr("Verify the record"),
                   .icon = QStringLiteral("dialog-ok-apply"),
                   .shortcuts = {QKeySequence(Qt::Key_V)},
                   .needs = {.roles = {}, .selection = Needs::Selection::Some},
                   .key = ActionRow::Key::Single},
                  m_table, [this] { m_story->verify(); });
}

bool AuditPage::isSettled() const {
    const auto first = static_cast<int>(m_model->tailRows());
    const bool here = m_model->rowCount() == first || m_model->row(first) != nullptr;
    return m_opened && m_opening == 0 && here && m_model->underWay() == 0;
}

QWidget* AuditPage::inspector() {
    return m_story;
}

void AuditPage::activated() {
    if (m_opened || m_opening > 0) {
        flush();
        return;
    }
    // Whoever comes here with a filter opens that one only.
    QTimer::singleShot(0, this, [this] {
        if (!m_opened && m_opening == 0) {
            openFilter(m_bar->text());
        }
    });
}

bool AuditPage::open(const QString& what) {
    static const QRegularExpression kNumber(QStringLiteral("^#?(\\d{1,16})$"));
    if (const auto match = kNumber.match(what.trimmed()); match.hasMatch()) {
        goTo(match.captured(1).toULongLong());
        return true;
    }
    if (!audit::Filter::parse(what.toStdString(), session().now())) {
        return false;
    }
    m_bar->submit(what.trimmed());
    return true;
}

void AuditPage::goTo(std::uint64_t seq) {
    if (const auto row = m_opened && m_opening == 0 ? m_model->rowOf(seq) : -1; row >= 0) {
        m_table->setCurrentIndex(m_model->index(row, 0));
        m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
        return;
    }
    m_wantedSeq = seq;
    m_bar->submit({});
}

void AuditPage::openFilter(const QString& text) {
    const auto generation = ++m_generation;
    ++m_opening;
    m_since.start();
    m_zoomedFrom.clear();
    m_back->hide();
    session().ask(this, command::OpenAudit{.filter = text.toStdString()},
                  [this, generation, text](const Result<command::AuditView>& answer) {
                      --m_opening;
                      if (generation != m_generation) {
                          return;
                      }
                      if (answer) {
                          takeView(text, *answer);
                      } else {
                          takeRefusal(answer.error());
                      }
                  });
}

void AuditPage::takeView(const QString& text, const command::AuditView& view) {
    const auto parsed = audit::Filter::parse(view.filter, session().now());
    if (!parsed) {
        takeRefusal(parsed.error());
        return;
    }
    const auto selected = m_wantedSeq ? m_wantedSeq : m_story->seq();
    m_wantedSeq.reset();
    m_opened = true;
    m_learned = false;
    m_filter = *parsed;
    m_count.reset();
    m_banner->hide();
    m_stack->setCurrentIndex(0);
    m_histogram->clear();
    m_model->open({.filter = view.filter, .view = view.view});
    m_table->scrollToTop();
    m_bar->setApplied(text);
    m_missed = m_missed && !m_pending.empty() && m_pending.front()->seq > view.view;
    std::erase_if(m_pending,
                  [&](const auto& row) { return row->seq < view.view || !m_filter.matches(row->record, row->seq); });
    flush();
    countOn(m_generation, {}, 0);
    drawOn(m_generation, {});
    if (const auto row = selected ? m_model->rowOf(*selected) : -1; row >= 0) {
        m_table->setCurrentIndex(m_model->index(row, 0));
        m_table->scrollTo(m_model->index(row, 0));
    }
}

void AuditPage::takeRefusal(const Error& error) {
    std::erase_if(m_pending, [this](const auto& row) { return !m_filter.matches(row->record, row->seq); });
    m_bar->setStatus(tr("not applied"));
    m_banner->say(Tone::Deny, QStringLiteral("dialog-warning"), errorText(error));
    m_banner->setAction(tr("Try again"));
    m_banner->show();
}

void AuditPage::countOn(std::uint64_t generation, const std::string& after, std::uint64_t sofar) {
    session().ask(this,
                  command::CountAudit{.filter = m_model->scope().filter, .view = m_model->scope().view, .after = after},
                  [this, generation, sofar](const Result<command::AuditCount>& answer) {
                      if (generation != m_generation || !answer) {
                          return;
                      }
                      const auto count = sofar + answer->count;
                      if (answer->next.empty()) {
                          m_model->setCount(count);
                          sayCount(count);
                      } else {
                          m_model->addPlace(count, QString::fromStdString(answer->next).toULongLong());
                          countOn(generation, answer->next, count);
                      }
                  });
}

void AuditPage::sayCount(std::uint64_t count) {
    m_count = count;
    const auto total = number(m_model->scope().view);
    m_header->setCount(m_model->scope().isEverything() ? total : tr("%1 of %2").arg(number(count), total));
    m_bar->setStatus(tr("valid · %1 ms").arg(number(static_cast<std::uint64_t>(m_since.elapsed()))));
    m_stack->setCurrentIndex(count == 0 && m_model->rowCount() == 0 ? 1 : 0);
}

void AuditPage::drawOn(std::uint64_t generation, const std::string& after) {
    session().ask(
        this, command::AuditHistogram{.filter = m_model->scope().filter, .view = m_model->scope().view, .after = after},
        [this, generation](const Result<command::Histogram>& answer) {
            if (generation != m_generation || !answer) {
                return;
            }
            m_histogram->add(*answer);
            if (!answer->next.empty()) {
                drawOn(generation, answer->next);
            }
        });
}

void AuditPage::takeRecords(const std::vector<command::AuditRow>& rows) {
    for (const auto& row : rows) {
        if (m_opening > 0 || m_filter.matches(row.record, row.seq)) {
            m_pending.push_back(std::make_shared<const command::AuditRow>(row));
        }
    }
    if (m_pending.size() > kMostPending) {
        m_pending.erase(m_pending.begin(), m_pending.end() - static_cast<std::ptrdiff_t>(kMostPending));
        m_missed = true;
    }
    flush();
    showTail();
}

void AuditPage::flush() {
    if (!m_opened || m_opening > 0 || !m_tail->isChecked() || !isVisible()) {
        return;
    }
    if (m_missed || m_model->tailRows() > kMostTail) {
        m_missed = false;
        openFilter(m_bar->applied());
        return;
    }
    m_model->appendTail(m_pending);
    m_pending.clear();
    if (m_model->rowCount() > 0) {
        m_stack->setCurrentIndex(0);
    }
}

void AuditPage::showTail() {
    const auto waiting = static_cast<int>(m_pending.size());
    if (m_tail->isChecked()) {
        m_tail->setText(tr("Live tail"));
    } else {
        m_tail->setText(waiting == 0 ? tr("Paused") : tr("Paused · %n new", nullptr, waiting));
    }
    m_tail->setIcon(
        icon(m_tail->isChecked() ? QStringLiteral("media-playback-pause") : QStringLiteral("media-playback-start")));
    m_tail->setAccessibleName(m_tail->isChecked() ? tr("Pause the live tail") : tr("Resume the live tail"));
}

void AuditPage::select(const AuditModel::RowPointer& row) {
    actions().setSelected(QStringLiteral("audit"), row ? 1 : 0);
    if (row && m_story->seq() == row->seq) {
        return;
    }
    m_story->setRow(row);
    if (row) {
        m_askSoon.start();
    } else {
        m_askSoon.stop();
    }
}

void AuditPage::askRecord() {
    const auto seq = m_story->seq();
    if (!seq) {
        return;
    }
    session().ask(this, command::GetRecord{*seq}, [this, seq](const Result<command::RecordView>& answer) {
        if (m_story->seq() != seq) {
            return;
        }
        if (!answer) {
            m_story->setProblem(errorText(answer.error()));
            return;
        }
        m_story->setRecord(*answer);
        if (!answer->row.record->approval.text().empty()) {
            askApproval(answer->row.record->approval);
        }
    });
}

void AuditPage::askApproval(const ApprovalId& id) {
    session().ask(this, command::GetApproval{id}, [this](const Result<command::ApprovalView>& answer) {
        // Who may not see approvals reads the story without them.
        if (answer) {
            m_story->setApproval(*answer);
        }
    });
}

void AuditPage::zoom(Timestamp from, Timestamp to) {
    auto before = m_zoomedFrom;
    before.append(m_bar->applied());
    const auto base = before.first();
    m_bar->submit(bothOf(base, between(from, to)));
    m_zoomedFrom = before;
    m_back->show();
}

} // namespace countersign::ui
