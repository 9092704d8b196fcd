#include "ui/access/access_verbs.h"

#include "ui/access/access_words.h"
#include "ui/shell/effects.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr std::size_t kTold = 8;

/// How many they are, and which; nothing where there are none.
template <class T, class F>
void tellEach(QStringList& out, const QString& head, const std::vector<T>& all, F words) {
    if (all.empty()) {
        return;
    }
    QStringList told;
    for (std::size_t i = 0; i < std::min(all.size(), kTold); ++i) {
        told << words(all[i]);
    }
    if (all.size() > kTold) {
        told << QStringLiteral("…");
    }
    out << AccessVerbs::tr("%1: %2.").arg(head, told.join(QStringLiteral("; ")));
}

} // namespace

AccessVerbs::AccessVerbs(Session& session, Random& random, QObject* parent)
    : QObject(parent), m_session(session), m_random(random) {}

void AccessVerbs::place(Order order) {
    order.review = Order::Review::Ask;
    m_session.order(std::move(order), this, [this](const Result<command::Receipt>& done) {
        if (done) {
            Q_EMIT ordered();
        }
    });
}

void AccessVerbs::ask(Order order, const QStringList& before, const QString& after) {
    command::PreviewCommand query{order.command};
    m_session.ask(
        this, std::move(query),
        [this, order = std::move(order), before, after](const Result<command::CommandPreview>& answer) mutable {
            if (answer && answer->refusal) {
                const auto why = errorText(answer->refusal->code);
                Q_EMIT m_session.notice({Notice::Kind::Error, tr("Not done: %1. %2").arg(order.title, why),
                                         visible(answer->refusal->text)});
                return;
            }
            order.effects = before;
            if (answer) {
                const auto told = effectsOf(*answer);
                order.effects << (told.isEmpty() ? QStringList(tr("No agent loses anything by it.")) : told);
            } else if (answer.error().code != Code::AuthenticationRequired) {
                order.effects << tr("What would change could not be found out. %1").arg(errorText(answer.error()));
            }
            order.effects << after;
            place(std::move(order));
        });
}

void AccessVerbs::revokeGrant(const delegation::Grant& grant) {
    const auto whom = subjectText(plain(grant.to.text()));
    const auto what = scopesText(grant.scopes);
    Order order{.command = command::RevokeGrant{grant.id},
                .title = tr("Revoke the grant of %1 to %2").arg(what, whom),
                .effects = {},
                .done = tr("The grant of %1 to %2 is revoked").arg(what, whom),
                .undo = {}};
    if (grant.conditions.budget) {
        ask(std::move(order), {}, tr("It cannot be taken back: what was used of its budget would begin anew."));
        return;
    }
    auto again = grant;
    again.id = GrantId::generate(m_random);
    again.created = {};
    again.revoked = false;
    order.undo = command::CreateGrant{std::move(again)};
    ask(std::move(order), {}, tr("Undo makes a new grant with the same terms; it revives no request."));
}

void AccessVerbs::unassign(const delegation::RoleAssignment& assignment) {
    const auto whom = subjectText(plain(assignment.to.text()));
    const auto role = plain(assignment.role.text());
    ask({.command = command::UnassignRole{assignment.role, assignment.to},
         .title = tr("Take the role %1 away from %2").arg(role, whom),
         .effects = {},
         .done = tr("%1 no longer has the role %2").arg(whom, role),
         .undo = command::AssignRole{assignment}},
        {}, tr("Undo gives it back; it revives no request."));
}

void AccessVerbs::revokeDelegation(const AccessFactsPtr& facts, const delegation::Delegation& hop) {
    Order order{.command = command::RevokeDelegation{hop.id},
                .title = tr("Revoke what %1 lends %2").arg(plain(hop.from.id()), plain(hop.to.text())),
                .effects = {},
                .done = tr("%1 lends %2 nothing by this any more").arg(plain(hop.from.id()), plain(hop.to.text())),
                .undo = {}};
    m_session.ask(this, command::PreviewRevoke{hop.id},
                  [this, order = std::move(order), facts](const Result<command::DelegationPreview>& answer) mutable {
                      if (!answer) {
                          Q_EMIT m_session.notice({Notice::Kind::Error,
                                                   tr("Not done: %1. %2").arg(order.title, errorText(answer.error())),
                                                   visible(answer.error().detail)});
                          return;
                      }
                      const auto count = [](const auto& list) { return static_cast<int>(list.size()); };
                      QStringList before;
                      tellEach(before, tr("%n delegation(s) end", nullptr, count(answer->delegations)),
                               answer->delegations, [&](const DelegationId& id) {
                                   const auto* one = facts->delegation(id.text());
                                   return one == nullptr ? plain(id.text())
                                                         : tr("%1 → %2 (%3)")
                                                               .arg(plain(one->from.id()), plain(one->to.text()),
                                                                    scopesText(one->scopes));
                               });
                      tellEach(before, tr("%n session(s) end", nullptr, count(answer->sessions)), answer->sessions,
                               [&](const SessionId& id) {
                                   const auto one = std::ranges::find(facts->sessions, id, &command::SessionView::id);
                                   return plain(one == facts->sessions.end() ? id.text() : one->agent.text());
                               });
                      tellEach(before,
                               tr("%n waiting request(s) can no longer be approved", nullptr, count(answer->approvals)),
                               answer->approvals, [](const ApprovalId& id) { return plain(id.text()); });
                      before << tr("It cannot be taken back: a new delegation would be needed.");
                      order.effects = before;
                      place(std::move(order));
                  });
}

} // namespace countersign::ui
