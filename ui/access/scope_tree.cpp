#include "ui/access/scope_tree.h"

#include "ui/access/access_words.h"

#include <QMimeData>

#include <algorithm>

namespace countersign::ui {

struct ScopeTree::Node {
    Kind kind = Kind::Segment;
    std::string name;
    std::string path;
    delegation::Risk risk = delegation::Risk::High;
    bool known = false;
    /// Live grants and rules of roles that speak of it.
    int uses = 0;
    Node* above = nullptr;
    std::vector<std::unique_ptr<Node>> below;

    [[nodiscard]] std::string pattern() const {
        const bool deeper = std::ranges::any_of(below, [](const auto& one) { return one->kind != Kind::Action; });
        return kind == Kind::Segment && deeper ? path + ":**" : path;
    }
};

namespace {

/// Live grants and rules of roles, those with the same patterns counted together.
class Uses {
public:
    explicit Uses(const AccessFacts& facts) {
        for (const auto& grant : facts.grants) {
            if (isLive(grant, facts.at)) {
                count(grant.scopes);
            }
        }
        for (const auto& role : facts.roles) {
            for (const auto& rule : role.rules) {
                count(rule.scopes);
            }
        }
    }
    [[nodiscard]] int of(const delegation::Scope& scope) const {
        int uses = 0;
        for (const auto& [text, one] : m_counts) {
            const bool speaks =
                std::ranges::any_of(*one.first, [&](const auto& pattern) { return pattern.matches(scope); });
            uses += speaks ? one.second : 0;
        }
        return uses;
    }

private:
    using Patterns = std::vector<delegation::ScopePattern>;
    void count(const Patterns& patterns) {
        std::string text;
        for (const auto& pattern : patterns) {
            text += pattern.text() + ' ';
        }
        ++m_counts.try_emplace(std::move(text), &patterns, 0).first->second.second;
    }
    std::map<std::string, std::pair<const Patterns*, int>> m_counts;
};

} // namespace

ScopeTree::ScopeTree(QObject* parent) : QAbstractItemModel(parent), m_top(std::make_unique<Node>()) {}

ScopeTree::~ScopeTree() = default;

ScopeTree::Node& ScopeTree::place(Node& root, const std::string& path) {
    Node* at = &root;
    for (std::size_t from = 0; from <= path.size();) {
        const auto end = std::min(path.find(':', from), path.size());
        const auto name = path.substr(from, end - from);
        auto found = std::ranges::find_if(at->below, [&](const auto& one) { return one->name == name; });
        if (found == at->below.end()) {
            auto node = std::make_unique<Node>();
            node->name = name;
            node->path = path.substr(0, end);
            node->above = at;
            at->below.push_back(std::move(node));
            found = std::prev(at->below.end());
        }
        at = found->get();
        from = end + 1;
    }
    return *at;
}

void ScopeTree::addActions(Node& root, const AccessFacts& facts) {
    for (const auto& [action, scope] : facts.actions) {
        auto& above = place(root, scope.text());
        auto node = std::make_unique<Node>();
        node->kind = Kind::Action;
        node->name = action;
        node->path = scope.text();
        node->above = &above;
        // Before deeper scopes: an action belongs to the scope right above it.
        const auto scopes =
            std::ranges::find_if(above.below, [](const auto& one) { return one->kind != Kind::Action; });
        above.below.insert(scopes, std::move(node));
    }
}

void ScopeTree::setFacts(const AccessFactsPtr& facts) {
    beginResetModel();
    m_top = std::make_unique<Node>();
    auto all = std::make_unique<Node>();
    all->kind = Kind::All;
    all->above = m_top.get();
    const Uses uses(*facts);
    for (const auto& scope : facts->knownScopes()) {
        auto& node = place(*all, scope.text());
        node.kind = Kind::Scope;
        const auto* entry = facts->scope(scope.text());
        node.known = entry != nullptr;
        node.risk = entry == nullptr ? delegation::Risk::High : entry->risk;
        node.uses = uses.of(scope);
    }
    addActions(*all, *facts);
    m_top->below.push_back(std::move(all));
    endResetModel();
}

const ScopeTree::Node& ScopeTree::nodeAt(const QModelIndex& index) const {
    return index.isValid() ? *static_cast<const Node*>(index.constInternalPointer()) : *m_top;
}

QModelIndex ScopeTree::indexOf(const Node& node) const {
    if (node.above == nullptr) {
        return {};
    }
    const auto& row = node.above->below;
    const auto at = std::ranges::find_if(row, [&](const auto& one) { return one.get() == &node; });
    return createIndex(static_cast<int>(at - row.begin()), 0, &node);
}

QModelIndex ScopeTree::find(const QString& path) const {
    if (m_top->below.empty()) {
        return {};
    }
    const Node* at = m_top->below.front().get();
    const auto parts = path.split(QLatin1Char(':'), Qt::SkipEmptyParts);
    for (const auto& part : parts) {
        const auto found = std::ranges::find_if(
            at->below, [&](const auto& one) { return one->kind != Kind::Action && plain(one->name) == part; });
        if (found == at->below.end()) {
            return {};
        }
        at = found->get();
    }
    return indexOf(*at);
}

QModelIndex ScopeTree::index(int row, int column, const QModelIndex& parent) const {
    const auto& below = nodeAt(parent).below;
    if (column != 0 || row < 0 || row >= static_cast<int>(below.size())) {
        return {};
    }
    return createIndex(row, 0, below[static_cast<std::size_t>(row)].get());
}

QModelIndex ScopeTree::parent(const QModelIndex& child) const {
    const auto* above = child.isValid() ? nodeAt(child).above : nullptr;
    return above == nullptr ? QModelIndex() : indexOf(*above);
}

int ScopeTree::rowCount(const QModelIndex& parent) const {
    return static_cast<int>(nodeAt(parent).below.size());
}

int ScopeTree::columnCount(const QModelIndex&) const {
    return 1;
}

QVariant ScopeTree::textOf(const Node& node) const {
    return node.kind == Kind::All ? tr("All scopes") : plain(node.name);
}

QVariant ScopeTree::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const auto& node = nodeAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return textOf(node);
    case Qt::AccessibleTextRole:
        if (node.kind == Kind::Action) {
            return tr("Action %1 needs %2").arg(plain(node.name), plain(node.path));
        }
        return node.kind == Kind::Scope ? tr("%1, risk %2, %n grant(s) and rule(s) use it", nullptr, node.uses)
                                              .arg(plain(node.path), lookOf(node.risk).word)
                                        : textOf(node);
    case KindRole:
        return static_cast<int>(node.kind);
    case PatternRole:
        return node.kind == Kind::All ? QStringLiteral("**") : plain(node.pattern());
    case PathRole:
        return plain(node.path);
    case RiskRole:
        return static_cast<int>(node.risk);
    case KnownRole:
        return node.known;
    case UsesRole:
        return node.uses;
    default:
        return {};
    }
}

Qt::ItemFlags ScopeTree::flags(const QModelIndex& index) const {
    const auto flags = QAbstractItemModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags;
}

QStringList ScopeTree::mimeTypes() const {
    return {QStringLiteral("text/plain")};
}

QMimeData* ScopeTree::mimeData(const QModelIndexList& indexes) const {
    QStringList patterns;
    for (const auto& index : indexes) {
        patterns << index.data(PatternRole).toString();
    }
    auto* data = new QMimeData;
    data->setText(patterns.join(QLatin1Char('\n')));
    return data;
}

} // namespace countersign::ui
