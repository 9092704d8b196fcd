#include "ui/shell/command_palette.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/palette_delegate.h"
#include "ui/shell/workspace.h"
#include "ui/support/style.h"
#include "ui/support/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr int kWidth = 640;
constexpr std::size_t kMost = 60;

/// Whether all words of the query are in the text; smaller is better, -1: no.
int rank(const QString& text, const QStringList& words) {
    int sum = 0;
    for (const auto& word : words) {
        const auto at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at < 0) {
            return -1;
        }
        const bool begins = at == 0 || !text[at - 1].isLetterOrNumber();
        sum += static_cast<int>(at) + (begins ? 0 : 100);
    }
    return sum;
}

} // namespace

CommandPalette::CommandPalette(Workspace* workspace, const PageTable& pages, QWidget* over)
    : QWidget(over), m_workspace(workspace), m_pages(pages), m_over(over), m_before(over->window()->focusWidget()),
      m_input(new QLineEdit(this)), m_list(new QListView(this)), m_model(new QStandardItemModel(this)) {
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Search, or run a command"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kGrid, kGrid, kGrid, kGrid);
    column->addWidget(m_input);
    column->addWidget(m_list, 1);
    m_input->setPlaceholderText(tr("A page, a command, an agent, or any id"));
    m_input->setAccessibleName(tr("Search, or run a command"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_input->installEventFilter(this);
    m_over->installEventFilter(this);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { execute(index.row()); });
    collect();
    askAgents();
    filter();
    place();
    show();
    raise();
    m_input->setFocus();
}

void CommandPalette::add(Entry entry) {
    m_all.push_back(std::move(entry));
    filter();
}

void CommandPalette::collect() {
    if (!m_workspace) {
        return;
    }
    int number = 1;
    for (const auto& page : m_pages) {
        m_all.push_back({.icon = QString::fromLatin1(page.icon),
                         .text = tr("Go to %1").arg(pageTitle(page)),
                         .hint = tr("Ctrl+%1").arg(number++),
                         .state = Entry::State::Possible,
                         .act = [workspace = m_workspace, id = page.id] { workspace->go(id); }});
    }
    for (auto* action : m_workspace->actions().actions()) {
        const auto why = m_workspace->actions().whyNot(action->objectName());
        m_all.push_back({.icon = QStringLiteral("run-build"),
                         .text = action->text().remove(QLatin1Char('&')),
                         .hint = why.isEmpty() ? action->shortcut().toString(QKeySequence::NativeText) : why,
                         .state = why.isEmpty() ? Entry::State::Possible : Entry::State::Impossible,
                         .act = [action = QPointer(action)] {
                             if (action) {
                                 action->trigger();
                             }
                         }});
    }
}

void CommandPalette::askAgents() {
    if (!m_workspace) {
        return;
    }
    command::ListAgents query;
    query.page.limit = 1000;
    m_workspace->session().ask(this, query, [this](const Result<Rows<command::AgentView>>& page) {
        if (!page) {
            return;
        }
        for (const auto& view : page->items) {
            const auto id = QString::fromStdString(view.agent.id.text());
            m_all.push_back({.icon = QStringLiteral("user"),
                             .text = id,
                             .hint = tr("agent"),
                             .state = Entry::State::Possible,
                             .act = [workspace = m_workspace, id] { workspace->go(PageId::Agents, id); }});
        }
        filter();
    });
}

void CommandPalette::addPasted(const QString& text, std::vector<Entry>& found) const {
    const auto id = text.trimmed();
    bool isNumber = false;
    const auto record = QString(id).remove(QLatin1Char('#')).remove(QLatin1Char(',')).toULongLong(&isNumber);
    if (isNumber && m_workspace) {
        found.push_back({.icon = QStringLiteral("view-list-text"),
                         .text = tr("Record %1").arg(record),
                         .hint = tr("audit"),
                         .state = Entry::State::Possible,
                         .act = [workspace = m_workspace, record] {
                             workspace->go(PageId::Audit, QStringLiteral("#%1").arg(record));
                         }});
    }
    for (const auto& page : m_pages) {
        for (const auto prefix : page.prefixes) {
            const auto start = QString::fromUtf8(prefix.data(), static_cast<qsizetype>(prefix.size()));
            if (m_workspace && id.size() > start.size() && id.startsWith(start)) {
                found.push_back({.icon = QString::fromLatin1(page.icon),
                                 .text = tr("Open %1").arg(id),
                                 .hint = pageTitle(page),
                                 .state = Entry::State::Possible,
                                 .act = [workspace = m_workspace, page = page.id, id] { workspace->go(page, id); }});
            }
        }
    }
}

void CommandPalette::filter() {
    const auto text = m_input->text();
    const auto words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<std::pair<int, const Entry*>> ranked;
    for (const auto& entry : m_all) {
        if (const int position = rank(entry.text, words); position >= 0) {
            ranked.emplace_back(position + (entry.state == Entry::State::Impossible ? 10'000 : 0), &entry);
        }
    }
    std::ranges::stable_sort(ranked, {}, &std::pair<int, const Entry*>::first);
    m_found.clear();
    addPasted(text, m_found);
    for (const auto& [position, entry] : ranked) {
        if (m_found.size() < kMost) {
            m_found.push_back(*entry);
        }
    }
    m_model->clear();
    for (const auto& entry : m_found) {
        auto* item = new QStandardItem(entry.text);
        item->setData(entry.icon, PaletteIcon);
        item->setData(entry.hint, PaletteHint);
        item->setData(entry.state == Entry::State::Possible, PalettePossible);
        m_model->appendRow(item);
    }
    m_list->setCurrentIndex(m_model->index(0, 0));
}

void CommandPalette::execute(int row) {
    if (row < 0 || row >= static_cast<int>(m_found.size()) ||
        m_found[static_cast<std::size_t>(row)].state == Entry::State::Impossible) {
        return;
    }
    const auto act = m_found[static_cast<std::size_t>(row)].act;
    leave();
    act();
}

void CommandPalette::leave() {
    const bool mine = m_input->hasFocus();
    hide();
    if (mine && m_before && m_before->isVisible() && m_before->isEnabled()) {
        m_before->setFocus(Qt::OtherFocusReason);
    }
    deleteLater();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_over) {
        if (event->type() == QEvent::Resize) {
            place();
        }
        return false;
    }
    if (event->type() == QEvent::FocusOut && isVisible()) {
        leave();
        return false;
    }
    if (event->type() != QEvent::KeyPress) {
        return false;
    }
    const int row = m_list->currentIndex().row();
    const auto move = [this](int to) {
        const int last = m_model->rowCount() - 1;
        m_list->setCurrentIndex(m_model->index(std::clamp(to, 0, std::max(0, last)), 0));
        return true;
    };
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        leave();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        execute(row);
        return true;
    case Qt::Key_Down:
        return move(row + 1);
    case Qt::Key_Up:
        return move(row - 1);
    case Qt::Key_PageDown:
        return move(row + 10);
    case Qt::Key_PageUp:
        return move(row - 10);
    default:
        return false;
    }
}

void CommandPalette::place() {
    const int width = std::min(kWidth, m_over->width() - 4 * kGrid);
    const int height = std::min(440, m_over->height() - 12 * kGrid);
    setGeometry((m_over->width() - width) / 2, kGrid, width, height);
}

void CommandPalette::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& c = colorsOf(this);
    paintPanel(painter, rect(), c.surface, c.muted, kRadius);
}

} // namespace countersign::ui
