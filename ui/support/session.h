#pragma once

#include "core/backend/backend.h"
#include "ui/support/await.h"
#include "ui/support/engine_room.h"
#include "ui/support/order.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace countersign::ui {

/// One page of a list, as the store answers it; `Page` is what the console calls a place of its rail.
template <class T>
using Rows = countersign::Page<T>;

/// What is known of the ledger, as the status bar says it.
struct Verification {
    enum class State { None, Running, Sound, Broken };
    State state = State::None;
    /// When the newest head was found to be signed, and to continue the one before.
    Timestamp at;
    /// When all records were verified last, if ever since the store was opened.
    std::optional<Timestamp> wholeAt;
    /// The first finding, when broken: which record, and what is wrong with it.
    std::optional<std::uint64_t> record;
    std::string detail;
    /// The head is not a continuation of the one that this user saw before. Until a person accepts it nothing is
    /// signed.
    bool refused = false;
};

/// One open store as the screens see it. Lives on the GUI thread; never waits. The backend's answers and feed come to
/// the GUI thread here and nowhere else.
class Session final : public QObject {
    Q_OBJECT
public:
    struct Options {
        OpenedStore store;
        /// The sealed key file of whoever unlocks; empty: cannot be unlocked again.
        std::string keyFile;
    };
    /// `room` and `clock` outlive the session.
    Session(Options options, EngineRoom& room, const Clock& clock, QObject* parent = nullptr);
    ~Session() override;

    /// Asks; `then` gets the typed answer (`const Result<Q::Answer>&`) on the GUI thread, unless `context` has died
    /// before. While locked, nothing is asked and the answer is AuthenticationRequired.
    template <class Q, class F>
    void ask(QObject* context, Q query, F then) {
        await(context, backend::ask(*m_store.backend, std::move(query)), std::move(then));
    }
    /// Places an order: unlocks if need be, has it confirmed if it asks for that, lights the fuse or submits, says how
    /// it went in a toast. `then` is called once, unless `context` has died before; with Cancelled when it was stopped.
    void order(Order order, QObject* context, OrderDone then = {});
    /// Signs and sends a decision over exactly this view; critical risk asks for the passphrase first.
    void decide(command::ApprovalView shown, approval::Verdict verdict, std::string reason, QObject* context,
                OrderDone then = {});
    /// Takes back the newest reversible order; no effect when there is none.
    void undo();
    /// Takes back this one (Notice::undo); no effect when it is gone. It goes when it was taken back or cannot be.
    void undo(quint64 id);
    /// Whether an irreversible order waits to be sent.
    [[nodiscard]] bool isFuseBurning() const { return m_fuses > 0; }
    [[nodiscard]] bool canUndo() const { return !m_undo.empty(); }

    // The store.
    [[nodiscard]] const OpenedStore& store() const { return m_store; }
    /// Absent until the first answer.
    [[nodiscard]] const std::optional<command::StoreInfo>& info() const { return m_info; }
    [[nodiscard]] const backend::LinkState& link() const { return m_link; }
    [[nodiscard]] const Verification& verification() const { return m_verification; }
    /// Waiting approvals of the whole store, as far as known.
    [[nodiscard]] std::uint64_t waiting() const { return m_waiting; }
    /// acme.example; until the store has said so, the place's last part.
    [[nodiscard]] QString name() const;
    /// The whole ledger against itself, on the engine's threads. That each new head is signed and continues the one
    /// before is checked without being asked.
    void verify();
    /// A person knows why the head is not a continuation of the one seen before: from now on heads are compared with
    /// the one of today.
    void acceptHead();
    [[nodiscard]] EngineRoom& room() const { return m_room; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    [[nodiscard]] Timestamp now() const { return m_clock.wallNow(); }

    // Who is unlocked.
    [[nodiscard]] bool isUnlocked() const { return m_identity != nullptr; }
    /// Whose key opened the store, also while it is locked; empty: nobody's.
    [[nodiscard]] const identity::OperatorId& who() const { return m_who; }
    [[nodiscard]] const crypto::Thumbprint& keyThumbprint() const { return m_thumbprint; }
    [[nodiscard]] const std::set<identity::OperatorRole>& roles() const { return m_roles; }
    [[nodiscard]] bool has(identity::OperatorRole role) const { return isUnlocked() && m_roles.contains(role); }
    /// Whether the unlocked operator has one of the roles that such a command needs.
    [[nodiscard]] bool mayOrder(const command::Command& command) const;
    [[nodiscard]] const std::string& keyFile() const { return m_keyFile; }
    void lock();
    void unlock(UnlockedKey key);
    /// Reads the key file with this passphrase and, when it is whose the session is, unlocks. Also how a critical
    /// decision asks again.
    void unlock(Passphrase passphrase, QObject* context, std::function<void(const Result<void>&)> then);
    /// Locks after this time without a key or click (touch()); zero: never.
    void setAutoLock(Duration idle);
    /// Somebody is there.
    void touch();
    /// Until auto-lock; zero when it is off or locked.
    [[nodiscard]] Duration untilLock() const;

Q_SIGNALS:
    /// New records, in order, without gaps; at most about ten batches a second.
    void recordsArrived(const std::vector<countersign::command::AuditRow>& rows);
    /// Whatever is shown may be old: unlocked, reconnected.
    void refreshWanted();
    void infoChanged();
    void linkChanged();
    void identityChanged();
    void waitingChanged(quint64 count);
    void verificationChanged();
    void undoChanged();
    /// That order cannot be taken back any more.
    void undoGone(quint64 id);

    // For the shell, which shows them.
    /// An error as a sentence, or something done. `undoable`: the toast offers Undo.
    void notice(const countersign::ui::Notice& notice);
    /// `proceed` or `cancel` is called, once.
    void reviewWanted(const countersign::ui::Order& order, std::function<void()> proceed, std::function<void()> cancel);
    void fuseLit(const QString& title, const QStringList& effects, std::function<void()> stop,
                 std::function<void()> sendNow);
    /// The passphrase is wanted; `done` with whether it was given.
    void unlockWanted(const QString& why, std::function<void(bool)> done);

private:
    struct Pending;
    void followFrom(std::uint64_t first);
    void takeLink(const backend::LinkState& state);
    void deliver();
    void refreshInfo();
    void refreshWaiting();
    void refreshRoles();
    using Head = backend::Pins::Pin;
    void followHead();
    void proveHead(const Head& next);
    /// The ledger key changed meanwhile: each must have handed over to the next.
    void proveKey(const Head& next);
    void proveGrowth(const Head& next);
    void setHeadProven(const Head& head);
    void pinHead();
    void setRefused(const std::string& detail);
    void setBroken(std::optional<std::uint64_t> record, const std::string& detail);
    /// Why nothing is signed for this store, if so.
    [[nodiscard]] Result<void> checkMaySign() const;
    void withKey(const QString& why, QObject* context, std::function<void(bool)> then);
    void confirm(std::shared_ptr<Pending> pending);
    void arm(std::shared_ptr<Pending> pending);
    void send(std::shared_ptr<Pending> pending);
    void finish(const std::shared_ptr<Pending>& pending, const Result<command::Receipt>& result);

    OpenedStore m_store;
    const std::string m_keyFile;
    EngineRoom& m_room;
    const Clock& m_clock;
    std::shared_ptr<const backend::Identity> m_identity;
    identity::OperatorId m_who;
    crypto::Thumbprint m_thumbprint;
    std::set<identity::OperatorRole> m_roles;
    std::optional<command::StoreInfo> m_info;
    backend::LinkState m_link;
    Verification m_verification;
    /// The newest one that was found to continue those before.
    std::optional<Head> m_head;
    std::optional<Head> m_pinned;
    bool m_headAsked = false;
    std::uint64_t m_waiting = 0;
    struct Undo {
        command::Command command;
        QString title;
        quint64 id = 0;
        bool sent = false;
    };
    [[nodiscard]] Undo* findUndo(quint64 id);
    void dropUndo(quint64 id);
    std::vector<Undo> m_undo;
    quint64 m_lastUndo = 0;
    int m_fuses = 0;

    /// What the feed's thread leaves for the GUI thread.
    struct Inbox;
    std::shared_ptr<Inbox> m_inbox;
    QTimer m_delivery;
    QTimer m_infoSoon;
    QTimer m_heartbeat;
    QTimer m_pinSoon;
    QTimer m_autoLock;
    Duration m_idle{0};
    /// Handles first to go: after them nothing is called.
    std::shared_ptr<void> m_linkHandle;
    std::shared_ptr<void> m_feed;
};

} // namespace countersign::ui
