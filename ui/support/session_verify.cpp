#include "core/ledger/merkle.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"
#include "ui/support/session.h"

namespace countersign::ui {

namespace {

Result<backend::Pins::Pin> openHead(const std::string& note, const command::StoreInfo& info) {
    return backend::pinOf(note, info.trustDomain, info.store, info.ledgerKey);
}

} // namespace

void Session::verify() {
    if (m_verification.state == Verification::State::Running) {
        return;
    }
    const auto before = m_verification;
    m_verification.state = Verification::State::Running;
    Q_EMIT verificationChanged();
    ask(this, command::Verify{}, [this, before](const Result<command::VerifyReport>& report) {
        if (m_verification.state == Verification::State::Broken) {
            return; // by a head that came meanwhile
        }
        m_verification = before;
        if (!report) {
            Q_EMIT notice({Notice::Kind::Error, errorText(report.error()), visible(report.error().detail)});
            Q_EMIT verificationChanged();
        } else if (report->findings.empty()) {
            Q_EMIT notice({Notice::Kind::Done, tr("All %1 records verify.").arg(report->size), {}});
            m_verification = {
                .state = Verification::State::Sound, .at = now(), .wholeAt = now(), .record = {}, .detail = {}};
            Q_EMIT verificationChanged();
        } else {
            const auto& first = report->findings.front();
            setBroken(first.seq, first.detail);
        }
    });
}

void Session::followHead() {
    const bool broken = m_verification.state == Verification::State::Broken;
    if (!m_info || m_headAsked || broken ||
        (m_head && m_verification.state != Verification::State::None && m_head->head.size == m_info->ledgerSize)) {
        return;
    }
    m_headAsked = true;
    ask(this, command::GetCheckpoint{}, [this](const Result<std::string>& note) {
        m_headAsked = false;
        if (!note) {
            return;
        }
        if (const auto head = openHead(*note, *m_info)) {
            proveHead(*head);
            return;
        }
        // The key changes when an owner leaves: it may have, since it was asked for.
        m_headAsked = true;
        ask(this, command::GetStore{}, [this, note = *note](const Result<command::StoreInfo>& info) {
            m_headAsked = false;
            if (!info) {
                return;
            }
            const auto head = openHead(note, *info);
            if (!head) {
                setBroken({}, "the newest head is not signed with the ledger's key: " + head.error().detail);
                return;
            }
            proveHead(*head);
        });
    });
}

void Session::proveHead(const Head& next) {
    if (!m_head) {
        setHeadProven(next);
    } else if (m_head->head.size == next.head.size) {
        if (m_head->head.root != next.head.root) {
            setBroken({}, "two different roots were shown for the same size");
        } else {
            setHeadProven(next);
        }
    } else if (next.head.size < m_head->head.size) {
        setBroken(next.head.size, "records that were seen before are missing");
    } else if (m_head->ledgerKey != next.ledgerKey) {
        proveKey(next);
    } else {
        proveGrowth(next);
    }
}

void Session::proveKey(const Head& next) {
    m_headAsked = true;
    ask(this, command::ListKeyChanges{}, [this, next](const Result<std::vector<ledger::KeyChange>>& changes) {
        m_headAsked = false;
        if (!changes) {
            return;
        }
        if (const auto followed = backend::checkHandedOver(m_store.backend->store(), *m_head, next, *changes)) {
            proveGrowth(next);
        } else {
            setBroken({}, followed.error().detail);
        }
    });
}

void Session::proveGrowth(const Head& next) {
    m_headAsked = true;
    ask(this, command::ProveConsistency{.from = m_head->head.size, .to = next.head.size},
        [this, next](const Result<std::vector<Digest>>& proof) {
            m_headAsked = false;
            if (!proof) {
                return;
            }
            const auto& seen = m_head->head;
            if (!ledger::verifyConsistency(seen.size, seen.root, next.head.size, next.head.root, *proof)) {
                setBroken(seen.size, "the history up to this record is not the one that was seen before");
                return;
            }
            setHeadProven(next);
        });
}

/// Only a verification of all records ends one that failed; one that runs says itself how it ends.
void Session::setHeadProven(const Head& head) {
    const bool grown = !m_head || m_head->note != head.note;
    m_head = head;
    if (m_verification.state == Verification::State::Broken) {
        return;
    }
    if (grown && m_store.kind != StoreKind::Sample && !m_pinSoon.isActive()) {
        m_pinSoon.start();
    }
    if (m_verification.state == Verification::State::Running) {
        return;
    }
    m_verification.state = Verification::State::Sound;
    m_verification.at = now();
    Q_EMIT verificationChanged();
}

void Session::pinHead() {
    if (!m_head || (m_pinned && m_pinned->note == m_head->note)) {
        return;
    }
    await(this, m_room.pinHead(m_store.backend->store(), m_pinned, *m_head),
          [this, head = *m_head](const Result<void>& pinned) {
              if (pinned) {
                  m_pinned = head;
              } else {
                  Q_EMIT notice({Notice::Kind::Error, errorText(pinned.error()), visible(pinned.error().detail)});
              }
          });
}

void Session::setRefused(const std::string& detail) {
    m_verification = {.state = Verification::State::Broken,
                      .at = now(),
                      .wholeAt = {},
                      .record = {},
                      .detail = detail,
                      .refused = true};
    Q_EMIT verificationChanged();
}

void Session::acceptHead() {
    if (!m_verification.refused || !m_head) {
        return;
    }
    await(this, m_room.acceptHead(m_store.backend->store(), *m_head),
          [this, head = *m_head](const Result<void>& accepted) {
              if (!accepted) {
                  Q_EMIT notice({Notice::Kind::Error, errorText(accepted.error()), visible(accepted.error().detail)});
                  return;
              }
              m_pinned = head;
              m_verification = {};
              setHeadProven(head);
              Q_EMIT notice({Notice::Kind::Done, tr("From now on the store is compared with the head of today."), {}});
          });
}

void Session::setBroken(std::optional<std::uint64_t> record, const std::string& detail) {
    m_verification = {
        .state = Verification::State::Broken, .at = now(), .wholeAt = {}, .record = record, .detail = detail};
    Q_EMIT verificationChanged();
}

} // namespace countersign::ui
