#pragma once

#include "ui/access/scope_tree.h"

#include <QStyledItemDelegate>
#include <QTreeView>

namespace countersign::ui {

/// A row of the catalogue: segment, how many use it, its risk as sign and word.
class ScopeDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// The catalogue: what is chosen narrows what is beside it.
class ScopePanel final : public QTreeView {
    Q_OBJECT
public:
    explicit ScopePanel(QWidget* parent);
    void setFacts(const AccessFactsPtr& facts);
    /// The scope or place above scopes that is chosen; empty: all of them.
    [[nodiscard]] QString path() const;
    /// A scope of the catalogue is chosen, not a mere place or an action.
    [[nodiscard]] bool hasScope() const;
    bool select(const QString& path);
    /// Patterns to complete what is typed.
    [[nodiscard]] QStringList patterns() const;

Q_SIGNALS:
    void chosen();
    void opened();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QStringList foldedPaths() const;

    ScopeTree* m_tree;
    QString m_path;
    bool m_filling = false;
};

} // namespace countersign::ui
