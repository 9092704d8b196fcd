#include "ui/support/session.h"

#include "ui/support/hostile_text.h"

#include <QFileInfo>

#include <algorithm>
#include <mutex>

namespace countersign::ui {

namespace {

constexpr auto kDelivery = std::chrono::milliseconds(60);
constexpr auto kInfoSoon = std::chrono::milliseconds(300);
constexpr auto kHeartbeat = std::chrono::seconds(15);
constexpr auto kPinSoon = std::chrono::seconds(10);
/// The screens catch up by asking; a feed that is further behind than this is not worth keeping.
constexpr std::size_t kInboxLimit = 20'000;

} // namespace

struct Session::Inbox {
    std::mutex mutex;
    std::vector<command::AuditRow> rows;
    std::optional<backend::LinkState> link;
    /// More came than was kept.
    bool overflown = false;
    bool posted = false;
};

Session::Session(Options options, EngineRoom& room, const Clock& clock, QObject* parent)
    : QObject(parent), m_store(std::move(options.store)), m_keyFile(std::move(options.keyFile)), m_room(room),
      m_clock(clock), m_identity(m_store.identity), m_inbox(std::make_shared<Inbox>()) {
    m_store.identity.reset();
    if (m_identity) {
        m_who = m_identity->id;
        m_thumbprint = m_identity->key.publicKey().thumbprint();
    }
    m_delivery.setSingleShot(true);
    m_delivery.setInterval(kDelivery);
    connect(&m_delivery, &QTimer::timeout, this, &Session::deliver);
    m_infoSoon.setSingleShot(true);
    m_infoSoon.setInterval(kInfoSoon);
    connect(&m_infoSoon, &QTimer::timeout, this, [this] {
        refreshInfo();
        refreshWaiting();
        refreshRoles();
    });
    m_heartbeat.setInterval(kHeartbeat);
    connect(&m_heartbeat, &QTimer::timeout, this, &Session::refreshInfo);
    m_heartbeat.start();
    m_pinSoon.setSingleShot(true);
    m_pinSoon.setInterval(kPinSoon);
    connect(&m_pinSoon, &QTimer::timeout, this, &Session::pinHead);
    m_autoLock.setSingleShot(true);
    connect(&m_autoLock, &QTimer::timeout, this, &Session::lock);

    m_linkHandle = m_store.backend->onLink([this, inbox = m_inbox](const backend::LinkState& state) {
        const std::scoped_lock lock(inbox->mutex);
        inbox->link = state;
        if (!std::exchange(inbox->posted, true)) {
            QMetaObject::invokeMethod(&m_delivery, qOverload<>(&QTimer::start), Qt::QueuedConnection);
        }
    });
    m_head = m_pinned = m_store.head;
    if (m_store.warning && m_store.warning->code == Code::VerificationFailed) {
        setRefused(m_store.warning->detail);
    } else if (m_store.warning) {
        // Once there is somebody to tell.
        QTimer::singleShot(0, this, [this] {
            Q_EMIT notice({Notice::Kind::Error, tr("The store could not be compared with what was seen of it before."),
                           visible(m_store.warning->detail)});
        });
    }
    refreshInfo();
    refreshWaiting();
    refreshRoles();
}

Session::~Session() {
    m_feed.reset();
    m_linkHandle.reset();
}

QString Session::name() const {
    return m_info ? visible(m_info->trustDomain) : visible(QFileInfo(QString::fromStdString(m_store.place)).fileName());
}

void Session::followFrom(std::uint64_t first) {
    m_feed = m_store.backend->follow(first, [this, inbox = m_inbox](const backend::Backend::Batch& batch) {
        const std::scoped_lock lock(inbox->mutex);
        if (inbox->rows.size() + batch.size() > kInboxLimit) {
            inbox->overflown = true;
            inbox->rows.clear();
        }
        inbox->rows.insert(inbox->rows.end(), batch.begin(), batch.end());
        if (!std::exchange(inbox->posted, true)) {
            QMetaObject::invokeMethod(&m_delivery, qOverload<>(&QTimer::start), Qt::QueuedConnection);
        }
    });
}

void Session::deliver() {
    std::vector<command::AuditRow> rows;
    std::optional<backend::LinkState> link;
    bool overflown = false;
    {
        const std::scoped_lock lock(m_inbox->mutex);
        rows = std::exchange(m_inbox->rows, {});
        link = std::exchange(m_inbox->link, std::nullopt);
        overflown = std::exchange(m_inbox->overflown, false);
        m_inbox->posted = false;
    }
    if (link) {
        takeLink(*link);
    }
    if (overflown) {
        Q_EMIT refreshWanted();
    }
    if (!rows.empty()) {
        m_infoSoon.start();
        Q_EMIT recordsArrived(rows);
    }
}

void Session::takeLink(const backend::LinkState& state) {
    const bool back = m_link.link == backend::Link::Lost && state.link == backend::Link::Connected;
    m_link = state;
    Q_EMIT linkChanged();
    if (back) {
        refreshInfo();
        Q_EMIT refreshWanted();
    }
}

void Session::refreshInfo() {
    if (!isUnlocked()) {
        return;
    }
    ask(this, command::GetStore{}, [this](const Result<command::StoreInfo>& answer) {
        if (!answer) {
            return;
        }
        m_info = *answer;
        if (!m_feed) {
            followFrom(m_info->ledgerSize);
        }
        Q_EMIT infoChanged();
        followHead();
    });
}

void Session::refreshWaiting() {
    if (!isUnlocked()) {
        return;
    }
    // Only their number is wanted, and each page tells it.
    command::ListApprovals query;
    query.page.limit = 1;
    query.state = approval::State::Pending;
    ask(this, query, [this](const Result<Page<approval::ApprovalRequest>>& answer) {
        if (!answer) {
            return;
        }
        const auto count = answer->total.value_or(answer->items.size());
        if (count != m_waiting) {
            m_waiting = count;
            Q_EMIT waitingChanged(count);
        }
    });
}

void Session::refreshRoles() {
    if (!isUnlocked()) {
        return;
    }
    ask(this, command::GetSelf{}, [this](const Result<identity::Operator>& self) {
        if (self && m_roles != self->roles) {
            m_roles = self->roles;
            Q_EMIT identityChanged();
        }
    });
}

// Who is unlocked.

bool Session::mayOrder(const command::Command& command) const {
    const auto needed = command::rolesFor(command);
    return isUnlocked() && (needed.empty() || std::ranges::any_of(needed, [this](auto role) { return has(role); }));
}

void Session::lock() {
    m_autoLock.stop();
    if (!m_identity) {
        return;
    }
    m_identity.reset();
    m_store.backend->unlock(nullptr);
    Q_EMIT identityChanged();
}

void Session::unlock(UnlockedKey key) {
    m_identity = std::make_shared<const backend::Identity>(backend::Identity{.id = m_who, .key = key->clone()});
    m_thumbprint = m_identity->key.publicKey().thumbprint();
    m_store.backend->unlock(m_identity);
    touch();
    Q_EMIT identityChanged();
    refreshInfo();
    refreshWaiting();
    refreshRoles();
    Q_EMIT refreshWanted();
}

void Session::unlock(Passphrase passphrase, QObject* context, std::function<void(const Result<void>&)> then) {
    await(this, m_room.openKey(m_keyFile, std::move(passphrase)),
          [this, guard = QPointer(context), then = std::move(then)](const Result<UnlockedKey>& key) {
              Result<void> result;
              if (!key) {
                  result = std::unexpected(key.error());
              } else if ((*key)->publicKey().thumbprint() != m_thumbprint) {
                  result = fail(Code::KeyFileInvalid, "this is another key than the one that opened the store");
              } else if (!isUnlocked()) {
                  unlock(*key);
              } else {
                  touch();
              }
              if (guard) {
                  then(result);
              }
          });
}

void Session::setAutoLock(Duration idle) {
    m_idle = idle;
    m_autoLock.stop();
    touch();
}

void Session::touch() {
    if (m_idle.count() > 0 && isUnlocked()) {
        m_autoLock.start(m_idle);
    }
}

Duration Session::untilLock() const {
    return m_autoLock.isActive() ? m_autoLock.remainingTimeAsDuration() : Duration(0);
}

} // namespace countersign::ui
