#include "ui/shell/workspace.h"

#include "ui/shell/action_registry.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"
#include "ui/support/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plain_label.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr int kInspectorWidth = 360;

} // namespace

Workspace::Workspace(std::unique_ptr<Session> session, const PageTable& pages, ConsoleSettings& settings,
                     QWidget* parent)
    : QWidget(parent), m_session(std::move(session)), m_pages(pages), m_settings(settings),
      m_actions(new ActionRegistry(*m_session, this)), m_banner(new Banner(this)), m_splitter(new QSplitter(this)),
      m_stack(new QStackedWidget(m_splitter)), m_inspector(new QStackedWidget(m_splitter)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_splitter, 1);
    m_banner->hide();
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_inspector->setMinimumWidth(320);
    m_inspector->setAutoFillBackground(true);
    m_inspector->setBackgroundRole(QPalette::Base);
    m_inspector->setAccessibleName(tr("Inspector"));
    m_inspector->hide();
    const auto applyKeys = [this] {
        if (m_settings.singleKeys()) {
            m_actions->allowSingleKeys();
        } else {
            m_actions->forbidSingleKeys();
        }
    };
    connect(&settings, &ConsoleSettings::singleKeysChanged, this, applyKeys);
    applyKeys();
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, &Workspace::showBanner);
    connect(m_banner, &Banner::actionClicked, this, &Workspace::act);
    connect(m_session.get(), &Session::identityChanged, this, &Workspace::showBanner);
    connect(m_session.get(), &Session::infoChanged, this, &Workspace::showBanner);
    connect(m_session.get(), &Session::verificationChanged, this, &Workspace::showBanner);
    connect(m_session.get(), &Session::linkChanged, this, [this] {
        m_lostAt = m_session->now();
        showBanner();
    });
    connect(m_session.get(), &Session::waitingChanged, this,
            [this](quint64 count) { Q_EMIT badgeChanged(PageId::Approvals, static_cast<int>(count)); });
}

Workspace::~Workspace() {
    // Sheets and pages hold on to the session: they go first.
    qDeleteAll(findChildren<Sheet*>(Qt::FindDirectChildrenOnly));
    delete m_splitter;
}

Page* Workspace::page(PageId id) const {
    const auto found = m_made.find(id);
    return found == m_made.end() ? nullptr : found->second;
}

Page* Workspace::make(PageId id) {
    if (auto* made = page(id)) {
        return made;
    }
    const auto entry = std::ranges::find(m_pages, id, &PageEntry::id);
    if (entry == m_pages.end()) {
        return nullptr;
    }
    auto* made = entry->create({*m_session, *m_actions, m_settings, *this}, m_stack);
    m_stack->addWidget(made);
    m_made[id] = made;
    connect(made, &Page::inspectorChanged, this, [this, made] {
        if (m_stack->currentWidget() == made) {
            showInspector();
        }
    });
    connect(made, &Page::badgeChanged, this, [this, id](int count) { Q_EMIT badgeChanged(id, count); });
    return made;
}

void Workspace::go(PageId id, const QString& what) {
    auto* shown = make(id);
    if (shown == nullptr) {
        return;
    }
    m_current = id;
    m_stack->setCurrentWidget(shown);
    showInspector();
    shown->setFocus();
    shown->activated();
    if (!what.isEmpty()) {
        shown->open(what);
    }
    Q_EMIT pageShown(id);
}

void Workspace::comeBack() {
    if (auto* shown = page(m_current)) {
        shown->setFocus();
        shown->activated();
    }
}

void Workspace::unlock(const QString& why, std::function<void(bool)> then) {
    if (m_session->isUnlocked()) {
        then(true);
    } else {
        Q_EMIT m_session->unlockWanted(why, std::move(then));
    }
}

void Workspace::toggleInspector() {
    m_inspectorWanted = !m_inspectorWanted;
    showInspector();
}

void Workspace::showBanner() {
    const auto& link = m_session->link();
    m_tick.stop();
    m_banner->setAction({});
    const auto state = m_session->info() ? m_session->info()->state : std::string("ok");
    // Without a key nothing can be asked, so that no connection is to be had either.
    if (!m_session->isUnlocked()) {
        m_banner->say(Tone::Neutral, QStringLiteral("lock"),
                      tr("Your key is locked. What you see stays as it is until you unlock it."));
        m_banner->setAction(tr("Unlock…"));
    } else if (m_session->verification().refused) {
        m_banner->say(Tone::Deny, QStringLiteral("dialog-error"),
                      tr("This is not the store that you saw before, so nothing is signed for it: %1")
                          .arg(visible(m_session->verification().detail)));
        m_banner->setAction(tr("Accept…"));
    } else if (link.link == backend::Link::Lost) {
        m_banner->say(Tone::Hold, QStringLiteral("network-disconnect"),
                      tr("The connection was lost %1. It is tried again; what you see may be old. %2")
                          .arg(ago(m_session->now() - m_lostAt), visible(link.detail)));
        m_tick.start();
    } else if (state == "clock_suspect") {
        m_banner->say(Tone::Hold, QStringLiteral("cs-clock"),
                      tr("This computer’s clock jumped. Only changes that take rights away are accepted until an owner "
                         "accepts the clock."));
        m_banner->setAction(m_session->has(identity::OperatorRole::Owner) ? tr("Accept the clock") : QString());
    } else if (state == "full") {
        m_banner->say(Tone::Deny, QStringLiteral("drive-harddisk"),
                      tr("The disk is full. Nothing can be decided until there is room again."));
    } else if (m_session->store().kind == StoreKind::ReadOnly || state == "read_only") {
        m_banner->say(Tone::Info, QStringLiteral("object-locked"),
                      m_session->store().whyReadOnly.empty()
                          ? tr("This store can only be read.")
                          : tr("This store can only be read: %1").arg(visible(m_session->store().whyReadOnly)));
    } else if (m_session->store().kind == StoreKind::Sample) {
        m_banner->say(Tone::Info, QStringLiteral("media-playback-start"),
                      tr("Sample: agents act here on their own, and nothing leaves this computer. You are %1; the "
                         "passphrase of your key is “%2”.")
                          .arg(visible(m_session->who().text()), QLatin1String(kSamplePassphrase)));
    } else {
        m_banner->hide();
        return;
    }
    m_banner->show();
}

void Workspace::act() {
    if (!m_session->isUnlocked()) {
        unlock(tr("To see what is new and to decide, your key is needed."), [](bool) {});
        return;
    }
    if (m_session->verification().refused) {
        acceptHead();
        return;
    }
    m_session->order({.command = command::AcceptClock{m_session->now()},
                      .title = tr("Accept the clock: it is %1").arg(moment(m_session->now())),
                      .effects = {tr("From now on the ledger goes by this computer’s clock again.")},
                      .done = tr("The clock is accepted."),
                      .undo = {},
                      .review = Order::Review::Ask},
                     this);
}

void Workspace::acceptHead() {
    auto* sheet = new Sheet(tr("Accept another history"), tr("Accept it"), this);
    sheet->setWidth(480);
    sheet->body()->addWidget(new PlainLabel(visible(m_session->verification().detail), PlainLabel::Look::Body, sheet));
    sheet->body()->addWidget(new PlainLabel(tr("Nothing in the store can tell a restore from a fraud. Ask whoever runs "
                                               "it, by another way than this store."),
                                            PlainLabel::Look::Body, sheet));
    sheet->setEffects({tr("From now on the store is compared with the head of today."),
                       tr("What was seen before is forgotten, and your key signs for this store again.")});
    connect(sheet, &Sheet::accepted, m_session.get(), &Session::acceptHead);
    connect(sheet, &Sheet::accepted, sheet, &Sheet::close);
}

void Workspace::showInspector() {
    auto* shown = page(m_current);
    auto* wanted = shown == nullptr ? nullptr : shown->inspector();
    if (wanted == nullptr || !m_inspectorWanted) {
        m_inspector->hide();
        return;
    }
    if (m_inspector->indexOf(wanted) < 0) {
        m_inspector->addWidget(wanted);
    }
    m_inspector->setCurrentWidget(wanted);
    if (m_inspector->isHidden()) {
        m_inspector->show();
        m_splitter->setSizes({std::max(1, width() - kInspectorWidth), kInspectorWidth});
    }
}

} // namespace countersign::ui
