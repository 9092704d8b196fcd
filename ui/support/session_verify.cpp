#include "core/ledger/checkpoint.h"
#include "core/ledger/merkle.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"
#include "ui/support/session.h"

namespace countersign::ui {

namespace {

Result<ledger::Checkpoint> openHead(const std::string& note, const command::StoreInfo& info) {
    TRY(const auto origin, ledger::checkpointOrigin(info.trustDomain, info.store));
    TRY(const auto key, ledger::NoteKey::create(origin, info.ledgerKey));
    return ledger::openCheckpoint(note, std::array{key});
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
    if (!m_info || m_headAsked || broken || (m_head && m_head->size == m_info->ledgerSize)) {
        return;
    }
    m_headAsked = true;
    ask(this, command::GetCheckpoint{}, [this](const Result<std::string>& note) {
        m_headAsked = false;
        if (!note) {
            return;
        }
        if (const auto head = openHead(*note, *m_info)) {
            proveHead({.size = head->size, .root = head->root});
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
            proveHead({.size = head->size, .root = head->root});
        });
    });
}

void Session::proveHead(const Head& next) {
    if (!m_head || m_head->size == next.size) {
        if (m_head && m_head->root != next.root) {
            setBroken({}, "two different roots were shown for the same size");
            return;
        }
        m_head = next;
        setHeadProven();
        return;
    }
    if (next.size < m_head->size) {
        setBroken(next.size, "records that were seen before are missing");
        return;
    }
    m_headAsked = true;
    ask(this, command::ProveConsistency{.from = m_head->size, .to = next.size},
        [this, next](const Result<std::vector<Digest>>& proof) {
            m_headAsked = false;
            if (!proof) {
                return;
            }
            if (!ledger::verifyConsistency(m_head->size, m_head->root, next.size, next.root, *proof)) {
                setBroken(m_head->size, "the history up to this record is not the one that was seen before");
                return;
            }
            m_head = next;
            setHeadProven();
        });
}

/// Only a verification of all records ends one that failed; one that runs says itself how it ends.
void Session::setHeadProven() {
    if (m_verification.state == Verification::State::Broken || m_verification.state == Verification::State::Running) {
        return;
    }
    m_verification.state = Verification::State::Sound;
    m_verification.at = now();
    Q_EMIT verificationChanged();
}

void Session::setBroken(std::optional<std::uint64_t> record, const std::string& detail) {
    m_verification = {
        .state = Verification::State::Broken, .at = now(), .wholeAt = {}, .record = record, .detail = detail};
    Q_EMIT verificationChanged();
}

} // namespace countersign::ui
