#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"
#include "ui/support/session.h"
#include "ui/support/session_p.h"

#include <algorithm>

namespace countersign::ui {

void Session::withKey(const QString& why, QObject* context, std::function<void(bool)> then) {
    if (isUnlocked()) {
        then(true);
        return;
    }
    Q_EMIT unlockWanted(why, [guard = QPointer(context), then = std::move(then)](bool given) {
        if (guard) {
            then(given);
        }
    });
}

Result<void> Session::checkMaySign() const {
    return m_verification.refused ? fail(Code::VerificationFailed,
                                         "the store is not the one that was seen before; nothing is signed for it")
                                  : Result<void>();
}

void Session::order(Order order, QObject* context, OrderDone then) {
    touch();
    auto pending = std::make_shared<Pending>(Pending{
        .order = std::move(order), .context = context, .hadContext = context != nullptr, .then = std::move(then)});
    if (auto may = checkMaySign(); !may) {
        finish(pending, std::unexpected(std::move(may).error()));
        return;
    }
    withKey(pending->order.title, this, [this, pending](bool given) {
        if (given) {
            confirm(pending);
        } else {
            finish(pending, fail(Code::Cancelled, "the key was not unlocked"));
        }
    });
}

void Session::confirm(std::shared_ptr<Pending> pending) {
    if (pending->order.review == Order::Review::Shown) {
        arm(std::move(pending));
        return;
    }
    Q_EMIT reviewWanted(
        pending->order, [this, pending] { arm(pending); },
        [this, pending] { finish(pending, fail(Code::Cancelled, "it was not confirmed")); });
}

void Session::arm(std::shared_ptr<Pending> pending) {
    if (pending->order.undo) {
        send(std::move(pending));
        return;
    }
    auto* fuse = new QTimer(this);
    fuse->setSingleShot(true);
    fuse->setInterval(kFuse);
    connect(fuse, &QTimer::timeout, this, [this, fuse, pending] {
        fuse->deleteLater();
        --m_fuses;
        send(pending);
    });
    const auto stop = [this, guard = QPointer(fuse), pending] {
        if (guard && guard->isActive()) {
            guard->stop();
            guard->deleteLater();
            --m_fuses;
            finish(pending, fail(Code::Cancelled, "it was stopped in time"));
        }
    };
    const auto now = [this, guard = QPointer(fuse), pending] {
        if (guard && guard->isActive()) {
            guard->stop();
            guard->deleteLater();
            --m_fuses;
            send(pending);
        }
    };
    fuse->start();
    ++m_fuses;
    Q_EMIT fuseLit(pending->order.title, pending->order.effects, stop, now);
}

void Session::send(std::shared_ptr<Pending> pending) {
    // A key that was locked while the fuse burnt is asked for again: the order is signed when it is sent.
    withKey(pending->order.title, this, [this, pending](bool given) {
        if (!given) {
            finish(pending, fail(Code::Cancelled, "the key was not unlocked"));
            return;
        }
        await(this, m_store.backend->submit(pending->order.command),
              [this, pending](const Result<command::Receipt>& result) { finish(pending, result); });
    });
}

void Session::finish(const std::shared_ptr<Pending>& pending, const Result<command::Receipt>& result) {
    if (std::exchange(pending->over, true)) {
        return;
    }
    if (result) {
        if (pending->order.undo) {
            m_undo.push_back({*pending->order.undo, pending->order.title, ++m_lastUndo});
            if (m_undo.size() > kUndoLimit) {
                dropUndo(m_undo.front().id);
            }
            Q_EMIT undoChanged();
            Q_EMIT notice({Notice::Kind::Undoable, pending->order.done, {}, m_lastUndo});
        } else {
            Q_EMIT notice({Notice::Kind::Done, pending->order.done, {}});
        }
    } else if (result.error().code != Code::Cancelled) {
        Q_EMIT notice({Notice::Kind::Error, tr("Not done: %1. %2").arg(pending->order.title, errorText(result.error())),
                       visible(result.error().detail)});
    }
    if (pending->then && (!pending->hadContext || pending->context)) {
        pending->then(result);
    }
}

Session::Undo* Session::findUndo(quint64 id) {
    const auto found = std::ranges::find(m_undo, id, &Undo::id);
    return found == m_undo.end() ? nullptr : &*found;
}

void Session::dropUndo(quint64 id) {
    std::erase_if(m_undo, [id](const Undo& undo) { return undo.id == id; });
    Q_EMIT undoGone(id);
    Q_EMIT undoChanged();
}

void Session::undo() {
    if (!m_undo.empty()) {
        undo(m_undo.back().id);
    }
}

void Session::undo(quint64 id) {
    const auto* wanted = findUndo(id);
    if (wanted == nullptr || wanted->sent) {
        return;
    }
    if (const auto may = checkMaySign(); !may) {
        Q_EMIT notice({Notice::Kind::Error, tr("Not undone: %1. %2").arg(wanted->title, errorText(may.error())),
                       visible(may.error().detail)});
        return;
    }
    withKey(tr("Undo: %1").arg(wanted->title), this, [this, id](bool given) {
        auto* undo = findUndo(id);
        if (!given || undo == nullptr || std::exchange(undo->sent, true)) {
            return;
        }
        await(this, m_store.backend->submit(undo->command),
              [this, id, title = undo->title](const Result<command::Receipt>& result) {
                  if (result) {
                      dropUndo(id);
                      Q_EMIT notice({Notice::Kind::Done, tr("Undone: %1").arg(title), {}});
                  } else {
                      if (auto* left = findUndo(id); left != nullptr && result.error().code == Code::Unavailable) {
                          left->sent = false; // it may be tried again
                      } else {
                          dropUndo(id);
                      }
                      Q_EMIT notice({Notice::Kind::Error,
                                     tr("Not undone: %1. %2").arg(title, errorText(result.error())),
                                     visible(result.error().detail)});
                  }
                  Q_EMIT refreshWanted();
              });
    });
}

void Session::decide(command::ApprovalView shown, approval::Verdict verdict, std::string reason, QObject* context,
                     OrderDone then) {
    touch();
    const auto answer = [guard = QPointer(context), hadContext = context != nullptr,
                         then = std::move(then)](const Result<command::Receipt>& result) {
        if (then && (!hadContext || guard)) {
            then(result);
        }
    };
    if (auto may = checkMaySign(); !may) {
        answer(std::unexpected(std::move(may).error()));
        return;
    }
    const bool critical = shown.request.risk == "critical";
    const auto sign = [this, shown = std::move(shown), verdict, reason = std::move(reason), answer](bool given) {
        if (!given) {
            answer(fail(Code::Cancelled, "the passphrase was not given"));
            return;
        }
        await(this, m_store.backend->decide(shown, verdict, reason), answer);
    };
    if (critical && verdict == approval::Verdict::Approve) {
        Q_EMIT unlockWanted(tr("This action is of critical risk: give your passphrase again to approve it."), sign);
        return;
    }
    withKey(tr("Deciding signs with your key."), this, sign);
}

} // namespace countersign::ui
