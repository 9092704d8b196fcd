#include "ui/access/matrix_model.h"

#include "ui/access/access_words.h"
#include "ui/support/hostile_text.h"

#include <algorithm>

namespace countersign::ui {

MatrixModel::MatrixModel(QObject* parent) : QAbstractTableModel(parent) {}

void MatrixModel::setFacts(AccessFactsPtr facts) {
    beginResetModel();
    m_rights.emplace(std::move(facts));
    m_scopes = m_rights->facts().knownScopes();
    listPrincipals();
    m_made.clear();
    m_wanted.clear();
    m_made.resize(m_principals.size());
    choose();
    endResetModel();
}

void MatrixModel::listPrincipals() {
    const auto& facts = m_rights->facts();
    m_principals.clear();
    const auto add = [this](const std::string& subject, const QString& note, const QString& more = {}) {
        const auto text = plain(subject);
        m_principals.push_back({text, (text + QLatin1Char(' ') + note + QLatin1Char(' ') + more).toLower(), note});
    };
    for (const auto& role : facts.roles) {
        add("role:" + role.id.text(), tr("role"));
    }
    for (const auto& group : facts.groups) {
        add("group:" + group.id.text(), tr("group of %n", nullptr, static_cast<int>(group.members.size())));
    }
    for (const auto& agent : facts.agents) {
        if (agent.state == identity::AgentState::Revoked) {
            continue;
        }
        const bool acts = agent.state == identity::AgentState::Active && !agent.expiredAt(facts.at);
        const auto state = agent.expiredAt(facts.at)                        ? tr("expired")
                           : agent.state == identity::AgentState::Suspended ? tr("suspended")
                                                                            : tr("pending");
        add("agent:" + agent.id.text(), acts ? QString() : state, plain(agent.environment));
    }
}

void MatrixModel::choose() {
    m_rows.clear();
    m_columns.clear();
    for (std::size_t i = 0; i < m_principals.size(); ++i) {
        if (std::ranges::all_of(m_words, [&](const QString& word) { return m_principals[i].words.contains(word); })) {
            m_rows.push_back(i);
        }
    }
    const auto below = m_prefix + QLatin1Char(':');
    for (std::size_t i = 0; i < m_scopes.size(); ++i) {
        const auto text = plain(m_scopes[i].text());
        if (m_prefix.isEmpty() || text == m_prefix || text.startsWith(below)) {
            m_columns.push_back(i);
        }
    }
}

void MatrixModel::setWords(const QString& words) {
    const auto list = words.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (list != m_words) {
        beginResetModel();
        m_words = list;
        choose();
        endResetModel();
    }
}

void MatrixModel::setScope(const QString& prefix) {
    if (prefix != m_prefix) {
        beginResetModel();
        m_prefix = prefix;
        choose();
        endResetModel();
    }
}

int MatrixModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MatrixModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

void MatrixModel::judgeRow(Row& row) const {
    row.cells.clear();
    row.cells.reserve(m_scopes.size());
    for (const auto& scope : m_scopes) {
        row.cells.push_back(judge(row.lines, scope));
    }
}

std::size_t MatrixModel::workedOut() const {
    return static_cast<std::size_t>(std::ranges::count_if(m_made, [](const auto& row) { return row != nullptr; }));
}

QString MatrixModel::nextWanted() {
    // What was looked at last is what is on the screen.
    return m_wanted.isEmpty() ? QString() : m_wanted.takeLast();
}

std::vector<std::string> MatrixModel::wayOf(const decision::Permission& line, const std::string& subject) const {
    if (line.origin.starts_with("role:")) {
        return {line.origin};
    }
    const auto* grant = m_rights->facts().grant(std::string_view(line.origin).substr(line.origin.find(':') + 1));
    const bool others = grant != nullptr && grant->to.text() != subject;
    return others ? std::vector{grant->to.text()} : std::vector<std::string>();
}

void MatrixModel::setLines(const QString& subject, const std::vector<decision::Permission>& lines) {
    const auto found = std::ranges::find(m_principals, subject, &Principal::subject);
    const auto place = static_cast<std::size_t>(found - m_principals.begin());
    if (found == m_principals.end() || !m_made[place]) {
        return;
    }
    auto& row = *m_made[place];
    row.known = true;
    row.lines.clear();
    for (const auto& line : lines) {
        row.lines.push_back(
            {.permission = line, .way = wayOf(line, subject.toStdString()), .conditions = nullptr, .expires = {}});
    }
    judgeRow(row);
    if (const auto at = find(subject, {}); at.isValid()) {
        Q_EMIT dataChanged(at, index(at.row(), columnCount() - 1));
    }
}

const MatrixModel::Row& MatrixModel::row(int shown) const {
    const auto place = m_rows[static_cast<std::size_t>(shown)];
    auto& made = m_made[place];
    if (!made) {
        made = std::make_unique<Row>();
        const auto& subject = m_principals[place].subject;
        made->known = m_rights->facts().moreGrants == 0 || !subject.startsWith(QStringLiteral("agent:"));
        if (made->known) {
            made->lines = m_rights->of(subject.toStdString());
        } else {
            m_wanted << subject;
            Q_EMIT linesWanted();
        }
        judgeRow(*made);
    }
    return *made;
}

const CellAnswer& MatrixModel::cell(int shown, int column) const {
    return row(shown).cells[m_columns[static_cast<std::size_t>(column)]];
}

const std::vector<RightLine>& MatrixModel::lines(int shown) const {
    return row(shown).lines;
}

const delegation::Scope& MatrixModel::scope(int column) const {
    return m_scopes[m_columns[static_cast<std::size_t>(column)]];
}

QString MatrixModel::subject(int shown) const {
    return m_principals[m_rows[static_cast<std::size_t>(shown)]].subject;
}

QModelIndex MatrixModel::find(const QString& subject, const QString& scope) const {
    const auto row = std::ranges::find_if(m_rows, [&](auto place) { return m_principals[place].subject == subject; });
    const auto column =
        std::ranges::find_if(m_columns, [&](auto place) { return plain(m_scopes[place].text()) == scope; });
    if (row == m_rows.end() || (!scope.isEmpty() && column == m_columns.end())) {
        return {};
    }
    return index(static_cast<int>(row - m_rows.begin()),
                 scope.isEmpty() ? 0 : static_cast<int>(column - m_columns.begin()));
}

QVariant MatrixModel::data(const QModelIndex& at, int role) const {
    if (!checkIndex(at, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& answer = cell(at.row(), at.column());
    const bool known = row(at.row()).known;
    switch (role) {
    case Qt::DisplayRole: {
        if (!known) {
            return tr("being asked");
        }
        const auto word = lookOf(answer.verdict).word;
        const auto inPart = answer.partly ? tr("%1, in part").arg(word) : word;
        return answer.inherited ? tr("%1, inherited").arg(inPart) : inPart;
    }
    case Qt::AccessibleTextRole:
    case WhyRole:
        if (!known) {
            return tr("The store is being asked what %1 may do.").arg(visible(subject(at.row())));
        }
        return visible(whyText(subject(at.row()), scope(at.column()), answer, lines(at.row())));
    case VerdictRole:
        return known ? static_cast<int>(answer.verdict) : kBeingAsked;
    case InheritedRole:
        return answer.inherited;
    case PartlyRole:
        return answer.partly;
    case SubjectRole:
        return subject(at.row());
    case ScopeRole:
        return plain(scope(at.column()).text());
    default:
        return {};
    }
}

QVariant MatrixModel::headerData(int section, Qt::Orientation side, int role) const {
    const int count = side == Qt::Vertical ? rowCount() : columnCount();
    if (section < 0 || section >= count) {
        return {};
    }
    if (side == Qt::Vertical) {
        const auto& principal = m_principals[m_rows[static_cast<std::size_t>(section)]];
        switch (role) {
        case Qt::DisplayRole:
            return visible(principal.subject.mid(principal.subject.indexOf(QLatin1Char(':')) + 1));
        case NoteRole:
            return principal.note;
        case SubjectRole:
            return principal.subject;
        default:
            return {};
        }
    }
    const auto& text = scope(section).text();
    const auto* entry = m_rights->facts().scope(text);
    switch (role) {
    case Qt::DisplayRole:
    case ScopeRole:
        return plain(text);
    case RiskRole:
        return static_cast<int>(entry == nullptr ? delegation::Risk::High : entry->risk);
    case KnownRole:
        return entry != nullptr;
    default:
        return {};
    }
}

} // namespace countersign::ui
