#pragma once

#include "core/base/result.h"
#include "ui/audit/filter_text.h"

#include <QCompleter>
#include <QHash>
#include <QLineEdit>
#include <QStringListModel>

namespace countersign::ui {

/// The line in which a filter is typed: coloured while typing, completed word by word.
class FilterEdit final : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterEdit(QWidget* parent = nullptr);

    /// What may stand behind `field =`, in place of what was known before.
    void setValues(const QString& field, const QStringList& values);
    /// Where the filter is wrong; negative: nowhere.
    void setWrongAt(int position);
    /// What would be offered at the cursor.
    [[nodiscard]] QStringList offers() const;

Q_SIGNALS:
    /// The arrow down was pressed where nothing is typed.
    void historyWanted();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void colour();
    void offer();
    void complete(const QString& word);
    [[nodiscard]] QStringList candidates(const Expected& expected) const;

    QCompleter m_completer;
    QStringListModel m_offers;
    QHash<QString, QStringList> m_values;
    int m_wrongAt = -1;
};

} // namespace countersign::ui
