#include "ui/agents/agent_verbs.h"

#include "ui/agents/bulk_sheet.h"
#include "ui/shell/effects.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"

namespace countersign::ui {

namespace {

QString nameOf(const identity::AgentId& agent) {
    return QString::fromStdString(agent.text());
}

template <class C>
std::vector<BulkSheet::Item> itemsOf(const std::vector<identity::AgentId>& agents) {
    std::vector<BulkSheet::Item> items;
    items.reserve(agents.size());
    for (const auto& agent : agents) {
        items.push_back({.name = nameOf(agent), .command = C{agent}});
    }
    return items;
}

} // namespace

AgentVerbs::AgentVerbs(Session& session, QWidget* over) : QObject(over), m_session(session), m_over(over) {}

void AgentVerbs::ask(Order order, const QString& remark) {
    command::PreviewCommand query{order.command};
    m_session.ask(
        this, std::move(query),
        [this, order = std::move(order), remark](const Result<command::CommandPreview>& answer) mutable {
            if (answer && answer->refusal) {
                Q_EMIT m_session.notice({Notice::Kind::Error,
                                         tr("Not done: %1. %2").arg(order.title, errorText(answer->refusal->code)),
                                         visible(answer->refusal->text)});
                return;
            }
            if (answer) {
                order.effects = effectsOf(*answer);
            } else if (answer.error().code != Code::AuthenticationRequired) {
                order.effects = {tr("What would change could not be found out. %1").arg(errorText(answer.error()))};
            }
            order.effects << remark;
            order.review = Order::Review::Ask;
            m_session.order(std::move(order), this, [this](const Result<command::Receipt>& done) {
                if (done) {
                    Q_EMIT ordered();
                }
            });
        });
}

void AgentVerbs::suspend(const std::vector<identity::AgentId>& agents) {
    const auto remark = tr("Undo resumes, and revives nothing: what ends here stays ended.");
    if (agents.size() != 1) {
        auto* sheet = new BulkSheet(m_session, tr("Suspend %n agent(s)", nullptr, static_cast<int>(agents.size())),
                                    tr("Suspend them"), itemsOf<command::SuspendAgent>(agents), m_over);
        sheet->setRemark(tr("Resuming them later revives nothing: what ends here stays ended."));
        connect(sheet, &BulkSheet::progressed, this, &AgentVerbs::ordered);
        return;
    }
    const auto& agent = agents.front();
    ask({.command = command::SuspendAgent{agent},
         .title = tr("Suspend %1").arg(nameOf(agent)),
         .effects = {},
         .done = tr("%1 is suspended. Resuming revives no session and no request.").arg(nameOf(agent)),
         .undo = command::ResumeAgent{agent}},
        remark);
}

void AgentVerbs::resume(const std::vector<identity::AgentId>& agents) {
    const auto remark = tr("Sessions, requests and approvals from before the suspension stay ended.");
    if (agents.size() != 1) {
        auto* sheet = new BulkSheet(m_session, tr("Resume %n agent(s)", nullptr, static_cast<int>(agents.size())),
                                    tr("Resume them"), itemsOf<command::ResumeAgent>(agents), m_over);
        sheet->setRemark(remark);
        connect(sheet, &BulkSheet::progressed, this, &AgentVerbs::ordered);
        return;
    }
    const auto& agent = agents.front();
    ask({.command = command::ResumeAgent{agent},
         .title = tr("Resume %1").arg(nameOf(agent)),
         .effects = {},
         .done = tr("%1 may act again").arg(nameOf(agent)),
         .undo = command::SuspendAgent{agent}},
        remark);
}

void AgentVerbs::revoke(const identity::AgentId& agent) {
    ask({.command = command::RevokeAgent{agent},
         .title = tr("Revoke %1 for good").arg(nameOf(agent)),
         .effects = {},
         .done = tr("%1 is revoked").arg(nameOf(agent)),
         .undo = {}},
        tr("The agent never acts again. Its id and its keys cannot be used by another."));
}

} // namespace countersign::ui
