#pragma once

#include "ui/access/access_facts.h"

#include <QAbstractItemModel>

namespace countersign::ui {

/// The catalogue as a tree by segments, with the actions that need each scope below it. Dragging a row gives its
/// pattern as text.
class ScopeTree final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum class Kind { All, Segment, Scope, Action };
    enum Role { KindRole = Qt::UserRole, PatternRole, PathRole, RiskRole, KnownRole, UsesRole };
    explicit ScopeTree(QObject* parent);
    ~ScopeTree() override;

    void setFacts(const AccessFactsPtr& facts);
    /// Of a scope, or of a place above scopes (`pr`); invalid when there is none.
    [[nodiscard]] QModelIndex find(const QString& path) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;

private:
    struct Node;
    [[nodiscard]] const Node& nodeAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const Node& node) const;
    Node& place(Node& root, const std::string& path);
    void addActions(Node& root, const AccessFacts& facts);
    [[nodiscard]] QVariant textOf(const Node& node) const;

    std::unique_ptr<Node> m_top;
};

} // namespace countersign::ui
