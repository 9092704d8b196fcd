#include "ui/access/scope_sheets.h"

#include "ui/access/access_words.h"
#include "ui/support/icons.h"
#include "ui/widgets/button.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>

namespace countersign::ui {

namespace {

QCompleter* scopeCompleter(const AccessFacts& facts, QObject* parent) {
    QStringList all;
    for (const auto& scope : facts.knownScopes()) {
        all << plain(scope.text());
    }
    auto* completer = new QCompleter(all, parent);
    completer->setFilterMode(Qt::MatchContains);
    return completer;
}

} // namespace

ScopeSheet::ScopeSheet(Session& session, AccessFactsPtr facts, const QString& scope, QWidget* over)
    : DraftSheet(session, scope.isEmpty() ? tr("Add a scope") : tr("Change the scope %1").arg(scope),
                 scope.isEmpty() ? tr("Add it") : tr("Change it"), over),
      m_facts(std::move(facts)), m_scope(new QLineEdit(scope, this)), m_risk(new QComboBox(this)),
      m_description(new QLineEdit(this)) {
    m_scope->setAccessibleName(tr("Scope"));
    m_scope->setPlaceholderText(tr("pr:write:draft"));
    m_scope->setReadOnly(!scope.isEmpty());
    m_scope->setCompleter(scopeCompleter(*m_facts, this));
    m_risk->setAccessibleName(tr("Risk"));
    using enum delegation::Risk;
    for (const auto risk : {Low, Medium, High, Critical}) {
        const auto look = lookOf(risk);
        m_risk->addItem(icon(look.icon), look.word, static_cast<int>(risk));
    }
    m_description->setAccessibleName(tr("Description"));
    m_description->setPlaceholderText(tr("Open a draft of a pull request"));
    const auto* entry = m_facts->scope(scope.toStdString());
    m_risk->setCurrentIndex(m_risk->findData(static_cast<int>(entry == nullptr ? High : entry->risk)));
    if (entry != nullptr) {
        m_description->setText(plain(entry->description));
    }
    addField(tr("Scope"), m_scope, tr("Segments with colons between them; what is more general stands first."));
    addField(tr("Risk"), m_risk, tr("Critical: whoever approves gives the passphrase again."));
    addField(tr("Description"), m_description);
    connect(m_scope, &QLineEdit::textChanged, this, &ScopeSheet::changed);
    connect(m_description, &QLineEdit::textChanged, this, &ScopeSheet::changed);
    connect(m_risk, &QComboBox::currentIndexChanged, this, &ScopeSheet::changed);
    addOutcome();
    setTabOrder(m_description, acceptButton());
    auto* first = scope.isEmpty() ? static_cast<QWidget*>(m_scope) : m_risk;
    QTimer::singleShot(0, first, [first] { first->setFocus(Qt::OtherFocusReason); });
}

QString ScopeSheet::missing() const {
    return m_scope->text().trimmed().isEmpty() ? tr("Name the scope.") : QString();
}

Result<Order> ScopeSheet::draft() const {
    TRY(auto scope, delegation::Scope::parse(m_scope->text().trimmed().toStdString()));
    const auto* entry = m_facts->scope(scope.text());
    const auto name = plain(scope.text());
    command::SetScope before{scope, delegation::Risk::High, {}};
    if (entry != nullptr) {
        before = {entry->scope, entry->risk, entry->description};
    }
    return Order{.command =
                     command::SetScope{std::move(scope), static_cast<delegation::Risk>(m_risk->currentData().toInt()),
                                       m_description->text().toStdString()},
                 .title = entry == nullptr ? tr("Add the scope %1").arg(name) : tr("Change the scope %1").arg(name),
                 .effects = {},
                 .done = entry == nullptr ? tr("%1 is in the catalogue").arg(name) : tr("%1 is changed").arg(name),
                 .undo = std::move(before)};
}

QStringList ScopeSheet::remarks() const {
    const auto now = static_cast<delegation::Risk>(m_risk->currentData().toInt());
    const auto* entry = m_facts->scope(m_scope->text().trimmed().toStdString());
    const auto was = entry == nullptr ? delegation::Risk::High : entry->risk;
    QStringList out;
    if (entry == nullptr) {
        out << tr("It enters the catalogue and stays there; Undo makes it high again, as unknown scopes are.");
    }
    if (was != now) {
        out << tr("What needs it is of %1 risk instead of %2.").arg(lookOf(now).word, lookOf(was).word);
    }
    return out;
}

ActionSheet::ActionSheet(Session& session, AccessFactsPtr facts, const QString& scope, QWidget* over)
    : DraftSheet(session, tr("Map an action"), tr("Map it"), over), m_facts(std::move(facts)),
      m_action(new QLineEdit(this)), m_scope(new QLineEdit(scope, this)) {
    m_action->setAccessibleName(tr("Action"));
    m_action->setPlaceholderText(tr("pr.create"));
    m_scope->setAccessibleName(tr("Scope that it needs"));
    m_scope->setPlaceholderText(tr("pr:write:draft"));
    m_scope->setCompleter(scopeCompleter(*m_facts, this));
    QStringList known;
    for (const auto& [action, needs] : m_facts->actions) {
        known << plain(action);
    }
    m_action->setCompleter(new QCompleter(known, this));
    addField(tr("Action"), m_action, tr("As agents name it. Who asks never chooses the scope."));
    addField(tr("Needs"), m_scope);
    connect(m_action, &QLineEdit::textChanged, this, &ActionSheet::changed);
    connect(m_scope, &QLineEdit::textChanged, this, &ActionSheet::changed);
    addOutcome();
    setTabOrder(m_scope, acceptButton());
    QTimer::singleShot(0, m_action, [this] { m_action->setFocus(Qt::OtherFocusReason); });
}

QString ActionSheet::missing() const {
    return m_action->text().trimmed().isEmpty()  ? tr("Name the action.")
           : m_scope->text().trimmed().isEmpty() ? tr("Name the scope that it needs.")
                                                 : QString();
}

Result<delegation::Scope> ActionSheet::needed(const std::string& action) const {
    const auto found = m_facts->actions.find(action);
    return found != m_facts->actions.end() ? found->second : delegation::defaultScopeOf(action);
}

Result<Order> ActionSheet::draft() const {
    auto action = m_action->text().trimmed().toStdString();
    TRY(auto scope, delegation::Scope::parse(m_scope->text().trimmed().toStdString()));
    TRY(auto before, needed(action));
    const auto what = tr("%1 needs %2").arg(plain(action), plain(scope.text()));
    return Order{.command = command::MapAction{action, std::move(scope)},
                 .title = tr("Map: %1").arg(what),
                 .effects = {},
                 .done = what,
                 .undo = command::MapAction{action, std::move(before)}};
}

QStringList ActionSheet::remarks() const {
    const auto before = needed(m_action->text().trimmed().toStdString());
    return before ? QStringList{tr("Until now it needs %1.").arg(plain(before->text()))} : QStringList();
}

} // namespace countersign::ui
