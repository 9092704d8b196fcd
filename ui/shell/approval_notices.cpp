#include "ui/shell/approval_notices.h"

#include "ui/shell/desktop_notes.h"
#include "ui/shell/main_window.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"
#include "ui/support/icons.h"
#include "ui/support/style.h"

#include <QPainter>
#include <QSystemTrayIcon>

namespace countersign::ui {

namespace {

constexpr int kTraySide = 64;
constexpr std::uint64_t kMostInTray = 99;

QString text(const std::string& utf8) {
    return visible(std::string_view(utf8));
}

/// The stamp, with how many wait.
QIcon trayIcon(std::uint64_t waiting) {
    const auto& colors = colorsOf(Scheme::Dark);
    QPixmap pixmap(kTraySide, kTraySide);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintPanel(painter, pixmap.rect(), colors.rail, Qt::transparent, kTraySide / 5.0);
    paintIcon(painter, pixmap.rect().adjusted(10, 10, -10, -10), QStringLiteral("cs-stamp"), colors.railInk);
    if (waiting > 0) {
        const QRect pill(kTraySide / 4, kTraySide / 2, kTraySide * 3 / 4, kTraySide / 2);
        paintPanel(painter, pill, colors.hold, Qt::transparent, pill.height() / 2.0);
        QFont font = painter.font();
        font.setPixelSize(pill.height() * 3 / 4);
        font.setBold(true);
        painter.setFont(font);
        painter.setPen(colors.onFill);
        painter.drawText(pill, Qt::AlignCenter,
                         waiting > kMostInTray ? QStringLiteral("%1+").arg(kMostInTray) : number(waiting));
    }
    return pixmap;
}

} // namespace

ApprovalNotices::ApprovalNotices(MainWindow& window, ConsoleSettings& settings, DesktopNotes& notes, QObject* parent)
    : QObject(parent), m_window(window), m_settings(settings), m_notes(notes),
      m_tray(QSystemTrayIcon::isSystemTrayAvailable() ? new QSystemTrayIcon(trayIcon(0), this) : nullptr) {
    connect(&window, &MainWindow::workspaceAdded, this, &ApprovalNotices::follow);
    connect(&window, &MainWindow::workspaceClosed, this, &ApprovalNotices::count);
    connect(&notes, &DesktopNotes::clicked, this, &ApprovalNotices::open);
    if (m_tray != nullptr) {
        connect(m_tray, &QSystemTrayIcon::activated, this, &ApprovalNotices::openPage);
        m_tray->show();
    }
    for (auto* each : window.workspaces()) {
        follow(each);
    }
    count();
}

void ApprovalNotices::follow(Workspace* workspace) {
    auto* session = &workspace->session();
    connect(session, &Session::recordsArrived, this,
            [this, workspace](const std::vector<command::AuditRow>& rows) { tell(workspace, rows); });
    connect(session, &Session::waitingChanged, this, &ApprovalNotices::count);
}

void ApprovalNotices::tell(Workspace* workspace, const std::vector<command::AuditRow>& rows) {
    std::vector<const command::AuditRow*> held;
    for (const auto& row : rows) {
        const auto& fields = row.record.fields();
        if (fields.approval.empty()) {
            continue;
        }
        if (fields.kind == ledger::Kind::Decision && fields.outcome == ledger::Outcome::Hold) {
            held.push_back(&row);
        } else {
            m_notes.withdraw(QString::fromStdString(fields.approval.text()));
        }
    }
    if (held.empty() || !m_settings.notifications() || isLookedAt(workspace)) {
        return;
    }
    const auto& first = held.front()->record.fields();
    const auto approval = QString::fromStdString(first.approval.text());
    m_places[approval] = {workspace, approval};
    const auto& store = workspace->session().name();
    if (held.size() == 1) {
        m_notes.show(approval, tr("%1 asks for approval").arg(text(first.agent)),
                     tr("%1, in %2").arg(text(first.action), store));
    } else {
        m_notes.show(approval, tr("%n request(s) ask for approval", nullptr, static_cast<int>(held.size())),
                     tr("In %1").arg(store));
    }
}

bool ApprovalNotices::isLookedAt(const Workspace* workspace) const {
    return m_window.isActiveWindow() && m_window.workspace() == workspace && workspace->current() == PageId::Approvals;
}

void ApprovalNotices::open(const QString& tag) {
    const auto place = m_places.take(tag);
    if (place.workspace) {
        m_window.bringToFront(place.workspace);
        place.workspace->go(PageId::Approvals, place.approval);
    }
    m_window.showInFront();
}

void ApprovalNotices::openPage() {
    if (auto* front = m_window.workspace()) {
        front->go(PageId::Approvals);
    }
    m_window.showInFront();
}

void ApprovalNotices::count() {
    if (m_tray == nullptr) {
        return;
    }
    std::uint64_t waiting = 0;
    for (const auto* each : m_window.workspaces()) {
        waiting += each->session().waiting();
    }
    m_tray->setIcon(trayIcon(waiting));
    m_tray->setToolTip(waiting == 0 ? tr("Countersign: nothing waits")
                                    : tr("Countersign: %n approval(s) wait", nullptr, static_cast<int>(waiting)));
}

} // namespace countersign::ui
