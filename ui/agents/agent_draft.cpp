#include "ui/agents/agent_draft.h"

#include "core/crypto/key_import.h"

#include <QRegularExpression>

namespace countersign::ui {

Result<std::map<std::string, std::string>> tagsFrom(const QString& text) {
    static const QRegularExpression kBetween(QStringLiteral("[,;]"));
    std::map<std::string, std::string> tags;
    for (const auto& part : text.split(kBetween, Qt::SkipEmptyParts)) {
        const auto pair = part.trimmed();
        const auto equals = pair.indexOf(QLatin1Char('='));
        if (equals <= 0) {
            return fail(Code::InvalidArgument, "`" + pair.toStdString() + "` is not of the form key=value");
        }
        if (!tags.emplace(pair.left(equals).trimmed().toStdString(), pair.mid(equals + 1).trimmed().toStdString())
                 .second) {
            return fail(Code::InvalidArgument, "`" + pair.left(equals).toStdString() + "` is given twice");
        }
    }
    return tags;
}

Result<command::RegisterAgent> toCommand(const AgentDraft& draft) {
    command::RegisterAgent out;
    TRY(out.id, identity::AgentId::parse(draft.id.trimmed().toStdString()));
    TRY(out.owner, identity::UserId::parse(draft.owner.trimmed().toStdString()));
    TRY(const auto key, crypto::importPublicKey(draft.key.toStdString()));
    out.key = key.key;
    out.capabilities = key.capabilities;
    out.environment = draft.environment.trimmed().toStdString();
    TRY(out.tags, tagsFrom(draft.tags));
    return out;
}

} // namespace countersign::ui
