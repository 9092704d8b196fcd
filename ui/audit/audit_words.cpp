#include "ui/audit/audit_words.h"

#include <QCoreApplication>

namespace countersign::ui {

namespace {

struct AuditWords {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::AuditWords)
};

struct Look {
    QString word;
    Tone tone;
    QString icon;
};

Look lookOf(ledger::Outcome outcome) {
    const auto good = QStringLiteral("cs-check");
    const auto bad = QStringLiteral("cs-cross");
    switch (outcome) {
    case ledger::Outcome::Error:
        return {AuditWords::tr("error"), Tone::Deny, QStringLiteral("cs-warn")};
    case ledger::Outcome::Done:
        return {AuditWords::tr("done"), Tone::Neutral, good};
    case ledger::Outcome::Refused:
        return {AuditWords::tr("refused"), Tone::Deny, bad};
    case ledger::Outcome::Issued:
        return {AuditWords::tr("issued"), Tone::Neutral, good};
    case ledger::Outcome::Revoked:
        return {AuditWords::tr("revoked"), Tone::Neutral, bad};
    case ledger::Outcome::Allow:
        return {AuditWords::tr("allow"), Tone::Allow, good};
    case ledger::Outcome::Deny:
        return {AuditWords::tr("deny"), Tone::Deny, bad};
    case ledger::Outcome::Hold:
        return {AuditWords::tr("hold"), Tone::Hold, QStringLiteral("cs-hold")};
    case ledger::Outcome::Success:
        return {AuditWords::tr("success"), Tone::Allow, good};
    case ledger::Outcome::Failure:
        return {AuditWords::tr("failure"), Tone::Deny, bad};
    case ledger::Outcome::Unknown:
        return {AuditWords::tr("unknown"), Tone::Neutral, QStringLiteral("help-contents")};
    }
    return {};
}

Look lookOf(const command::AuditRow& row) {
    if (row.record->outcome == ledger::Outcome::Allow && row.result == "failure") {
        return {AuditWords::tr("allow, failed"), Tone::Hold, QStringLiteral("cs-warn")};
    }
    return lookOf(row.record->outcome);
}

} // namespace

QString outcomeWord(const command::AuditRow& row) {
    return lookOf(row).word;
}

Tone outcomeTone(const command::AuditRow& row) {
    return lookOf(row).tone;
}

QString outcomeIcon(const command::AuditRow& row) {
    return lookOf(row).icon;
}

QString kindWord(ledger::Kind kind) {
    switch (kind) {
    case ledger::Kind::Command:
        return AuditWords::tr("Order");
    case ledger::Kind::Authentication:
        return AuditWords::tr("Authentication");
    case ledger::Kind::Token:
        return AuditWords::tr("Token");
    case ledger::Kind::Decision:
        return AuditWords::tr("Decision");
    case ledger::Kind::Redemption:
        return AuditWords::tr("Redemption of an approval");
    case ledger::Kind::Outcome:
        return AuditWords::tr("Report of what happened");
    case ledger::Kind::AuditRead:
        return AuditWords::tr("Reading of the ledger");
    case ledger::Kind::System:
        return AuditWords::tr("The engine itself");
    }
    return {};
}

bool isByOperator(const ledger::RecordFields& fields) {
    return !fields.operatorId.empty() && (fields.agent.empty() || fields.kind == ledger::Kind::Command);
}

const std::string& actorOf(const ledger::RecordFields& fields) {
    return isByOperator(fields) ? fields.operatorId : fields.agent;
}

std::string actionOf(const ledger::RecordFields& fields) {
    const auto* inner = fields.command.find("command");
    const auto* object = inner == nullptr ? nullptr : inner->asObject();
    const auto* type = object == nullptr ? nullptr : object->find("type");
    if (type != nullptr && type->asString() != nullptr) {
        return *type->asString();
    }
    if (!fields.action.empty()) {
        return fields.action;
    }
    const auto* query = fields.data.find("query");
    if (query != nullptr && query->asString() != nullptr) {
        return std::string(ledger::kindName(fields.kind)) + " " + *query->asString();
    }
    return std::string(ledger::kindName(fields.kind));
}

std::string resourceOf(const ledger::RecordFields& fields) {
    std::string out;
    for (const auto& [key, value] : fields.resource) {
        out += out.empty() ? "" : " ";
        out += key + "=" + value;
    }
    if (out.empty() && isByOperator(fields) && !fields.agent.empty()) {
        return "agent=" + fields.agent;
    }
    if (out.empty()) {
        if (const auto* filter = fields.data.find("filter"); filter != nullptr && filter->asString() != nullptr) {
            out = *filter->asString();
        }
    }
    return out;
}

} // namespace countersign::ui
