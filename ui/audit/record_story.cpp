#include "ui/audit/record_story.h"

#include "core/decision/decision.h"
#include "ui/audit/audit_words.h"
#include "ui/support/format.h"

#include <QCoreApplication>

#include <array>

namespace countersign::ui {

namespace {

struct Story {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::RecordStory)
};

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

bool isDecision(ledger::Kind kind) {
    return kind == ledger::Kind::Decision || kind == ledger::Kind::Redemption;
}

QString reasonsOf(const ledger::RecordFields& fields) {
    QStringList out;
    for (const auto& reason : fields.reasons) {
        out << (reason.text.empty() ? text(reason.code) : text(reason.text));
    }
    return out.join(QStringLiteral("; "));
}

QString whoSentence(const ledger::RecordFields& fields) {
    const auto agent = text(fields.agent);
    if (fields.chain.size() < 2) {
        return fields.user.empty() ? Story::tr("%1 acted on its own right, for nobody else.").arg(agent)
                                   : Story::tr("%1 acted on behalf of %2.").arg(agent, text(fields.user));
    }
    auto out = Story::tr("%1 lent the right to %2").arg(text(fields.chain[0].id), text(fields.chain[1].id));
    for (std::size_t i = 2; i < fields.chain.size(); ++i) {
        out = Story::tr("%1, which lent it on to %2").arg(out, text(fields.chain[i].id));
    }
    return Story::tr("%1.").arg(out);
}

QString whatSentence(const ledger::RecordFields& fields) {
    const auto action = text(fields.action);
    const auto resource = text(resourceOf(fields));
    return resource.isEmpty() ? Story::tr("It asked for %1.").arg(action)
                              : Story::tr("It asked for %1 on %2.").arg(action, resource);
}

QString verdictSentence(const ledger::RecordFields& fields) {
    const auto why = reasonsOf(fields);
    if (fields.outcome == ledger::Outcome::Allow) {
        return fields.kind == ledger::Kind::Redemption
                   ? Story::tr("With the approval it was allowed to run, once, at %1.").arg(timeOfDay(fields.at))
                   : Story::tr("It was allowed at %1.").arg(timeOfDay(fields.at));
    }
    if (fields.outcome == ledger::Outcome::Hold) {
        return why.isEmpty() ? Story::tr("It was held for people to decide.")
                             : Story::tr("It was held for people to decide: %1").arg(why);
    }
    if (fields.outcome == ledger::Outcome::Deny) {
        return why.isEmpty() ? Story::tr("It was denied.") : Story::tr("It was denied: %1").arg(why);
    }
    return Story::tr("It ended in an error: %1").arg(why);
}

QString resultSentence(const command::AuditRow& row) {
    if (row.result == "success") {
        return Story::tr("The agent reported success.");
    }
    if (row.result == "failure") {
        return Story::tr("The agent reported that it failed.");
    }
    return row.result.empty() ? QString() : Story::tr("The agent has not reported what came of it.");
}

QString approvalSentence(const command::ApprovalView& view) {
    QStringList approved;
    QStringList denied;
    for (const auto& decision : view.request.decisions) {
        (decision.verdict == approval::Verdict::Approve ? approved : denied) << text(decision.by.text());
    }
    if (!denied.isEmpty()) {
        return Story::tr("%1 said no.").arg(denied.join(QStringLiteral(", ")));
    }
    return approved.isEmpty() ? QString() : Story::tr("Approved by %1.").arg(approved.join(QStringLiteral(", ")));
}

QStringList otherSentences(const command::AuditRow& row) {
    const auto& fields = row.record.fields();
    const auto actor = text(actorOf(fields));
    const auto why = reasonsOf(fields);
    QStringList out;
    if (fields.kind == ledger::Kind::Command) {
        const auto about = resourceOf(fields);
        const auto what = text(about.empty() ? actionOf(fields) : actionOf(fields) + " (" + about + ")");
        out << (fields.outcome == ledger::Outcome::Done
                    ? Story::tr("%1 ordered %2, signed with their own key. It was done.").arg(actor, what)
                    : Story::tr("%1 ordered %2. It was refused: %3").arg(actor, what, why));
    } else if (fields.kind == ledger::Kind::AuditRead) {
        const auto filter = text(resourceOf(fields));
        out << (filter.isEmpty() ? Story::tr("%1 read the whole ledger.").arg(actor)
                                 : Story::tr("%1 read the ledger: %2").arg(actor, filter));
    } else if (fields.kind == ledger::Kind::Outcome) {
        out << Story::tr("%1 reported what came of its request: %2.").arg(actor, outcomeWord(row));
    } else {
        out << (actor.isEmpty() ? Story::tr("%1: %2.").arg(kindWord(fields.kind), outcomeWord(row))
                                : Story::tr("%1 of %2: %3.").arg(kindWord(fields.kind), actor, outcomeWord(row)));
        if (!why.isEmpty()) {
            out << why;
        }
    }
    return out;
}

QString gateWord(std::string_view name) {
    using Word = std::pair<std::string_view, QString>;
    const std::array<Word, 6> words{
        Word{"identity", Story::tr("Identity")}, Word{"delegation", Story::tr("Delegation")},
        Word{"scope", Story::tr("Scope")},       Word{"conditions", Story::tr("Conditions")},
        Word{"policy", Story::tr("Policy")},     Word{"approval", Story::tr("Approval")}};
    const auto found = std::ranges::find(words, name, &Word::first);
    return found == words.end() ? text(name) : found->second;
}

StoryLine gateLine(const json::Array& entry) {
    const auto part = [&entry](std::size_t i) {
        const auto* found = i < entry.size() ? entry[i].asString() : nullptr;
        return found == nullptr ? std::string() : *found;
    };
    StoryLine line{
        .label = gateWord(part(0)), .text = text(part(2)), .tone = Tone::Allow, .icon = QStringLiteral("cs-check")};
    const auto looked = text(part(3));
    if (part(1) == "deny") {
        line.tone = Tone::Deny;
        line.icon = QStringLiteral("cs-cross");
    } else if (part(1) == "hold") {
        line.tone = Tone::Hold;
        line.icon = QStringLiteral("cs-hold");
    }
    const auto verdict = part(1) == "deny"   ? Story::tr("denied")
                         : part(1) == "hold" ? Story::tr("held")
                                             : Story::tr("passed");
    const auto by = line.text;
    line.text = by.isEmpty() ? verdict : Story::tr("%1 by %2").arg(verdict, by);
    if (!looked.isEmpty()) {
        line.text = Story::tr("%1: %2").arg(line.text, looked);
    }
    return line;
}

std::vector<StoryLine> gatesOf(const ledger::RecordFields& fields) {
    std::vector<StoryLine> out;
    const auto* gates = fields.data.find("gates");
    const auto* lines = gates == nullptr ? nullptr : gates->asArray();
    if (lines == nullptr) {
        return out;
    }
    for (const auto& line : *lines) {
        if (const auto* entry = line.asArray()) {
            out.push_back(gateLine(*entry));
        }
    }
    for (auto i = out.size() + 1; i <= static_cast<std::size_t>(decision::Gate::Approval); ++i) {
        out.push_back({.label = gateWord(decision::gateName(static_cast<decision::Gate>(i))),
                       .text = Story::tr("not reached"),
                       .tone = Tone::Neutral,
                       .icon = QStringLiteral("list-remove")});
    }
    return out;
}

std::vector<StoryLine> approvalLines(const command::ApprovalView& view) {
    std::vector<StoryLine> out;
    for (const auto& decision : view.request.decisions) {
        const bool yes = decision.verdict == approval::Verdict::Approve;
        const auto payload = json::parse(decision.payload);
        const auto* object = payload ? payload->asObject() : nullptr;
        const auto* review = object == nullptr ? nullptr : object->find("review");
        const bool same =
            review != nullptr && review->asString() != nullptr && *review->asString() == view.reviewDigest.hex();
        auto line = (yes ? Story::tr("approved %1, signed with key %2") : Story::tr("denied %1, signed with key %2"))
                        .arg(moment(decision.at), shortThumbprint(decision.key));
        if (!decision.reason.empty()) {
            line = Story::tr("%1: %2").arg(line, text(decision.reason));
        }
        out.push_back({.label = text(decision.by.text()),
                       .text = line,
                       .tone = yes ? Tone::Allow : Tone::Deny,
                       .icon = yes ? QStringLiteral("cs-check") : QStringLiteral("cs-cross")});
        out.push_back(
            {.label = Story::tr("Bytes"),
             .text = same ? Story::tr("%1: what was shown is what was signed").arg(shortDigest(view.reviewDigest))
                          : Story::tr("what was signed is not this request"),
             .tone = same ? Tone::Allow : Tone::Deny,
             .icon = same ? QStringLiteral("cs-check") : QStringLiteral("cs-warn")});
    }
    return out;
}

void addFact(RecordStory& story, const QString& label, const QString& value) {
    if (!value.isEmpty()) {
        story.facts.push_back({.label = label, .text = value, .tone = Tone::Neutral, .icon = {}});
    }
}

void addFacts(RecordStory& story, const command::AuditRow& row) {
    const auto& fields = row.record.fields();
    addFact(story, Story::tr("Kind"), kindWord(fields.kind));
    addFact(story, Story::tr("Time"), text(fields.at.text()));
    addFact(story, Story::tr("Key"), fields.agent.empty() ? QString() : text(fields.agentKey.text()));
    addFact(story, Story::tr("Session"), text(fields.session.text()));
    addFact(story, Story::tr("Operator"), text(fields.operatorId));
    QStringList scopes;
    for (const auto& scope : fields.scope) {
        scopes << text(scope);
    }
    addFact(story, Story::tr("Scope"), scopes.join(QStringLiteral(", ")));
    addFact(story, Story::tr("Approval"), text(fields.approval.text()));
    addFact(story, Story::tr("Policy"), fields.policy ? shortDigest(*fields.policy) : QString());
    addFact(story, Story::tr("Trace"), text(fields.trace));
}

} // namespace

RecordStory tellStory(const command::AuditRow& row, const command::ApprovalView* approval) {
    const auto& fields = row.record.fields();
    RecordStory story;
    story.title = Story::tr("Record %1").arg(number(row.seq));
    story.subtitle =
        fields.request.text().empty() ? text(actionOf(fields)) : text(fields.request.text() + " · " + actionOf(fields));
    if (isDecision(fields.kind)) {
        story.sentences << whoSentence(fields) << whatSentence(fields) << verdictSentence(fields);
        if (approval != nullptr) {
            story.sentences << approvalSentence(*approval);
        }
        story.sentences << resultSentence(row);
        story.sentences.removeAll(QString());
    } else {
        story.sentences = otherSentences(row);
    }
    for (const auto& link : fields.chain) {
        story.chain.push_back({.label = link.type == "user" ? Story::tr("User") : Story::tr("Agent"),
                               .text = text(link.delegation.empty() ? link.id : link.id + " · " + link.delegation),
                               .tone = Tone::Neutral,
                               .icon = link.type == "user" ? QStringLiteral("user") : QStringLiteral("go-next")});
    }
    story.gates = gatesOf(fields);
    if (approval != nullptr) {
        story.approval = approvalLines(*approval);
    }
    addFacts(story, row);
    return story;
}

} // namespace countersign::ui
