#pragma once

#include "ui/audit/filter_memory.h"
#include "ui/support/session.h"

#include <QWidget>

class QAbstractButton;

namespace countersign::ui {

class Button;
class FilterEdit;
class PlainLabel;

/// Where a filter is typed: says at once whether it is one, and why not; completes, remembers, keeps. What is typed
/// counts when Enter is pressed, for opening a filter is recorded.
class FilterBar final : public QWidget {
    Q_OBJECT
public:
    FilterBar(Session& session, ConsoleSettings& settings, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isValid() const { return m_problem.isEmpty(); }
    /// The sentence below the bar; empty when the filter is one.
    [[nodiscard]] const QString& problem() const { return m_problem; }
    /// Types it and presses Enter.
    void submit(const QString& text);
    /// The filter that the table shows from now on.
    void setApplied(const QString& text);
    [[nodiscard]] const QString& applied() const { return m_applied; }
    /// `14,022 records · 41 ms`.
    void setStatus(const QString& status);
    [[nodiscard]] FilterEdit* edit() const { return m_edit; }

Q_SIGNALS:
    void submitted(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    /// A cell that is dropped here is filtered by; any other text is typed.
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildField();
    void buildChips();
    void judge();
    void tryToSubmit();
    void showMemory();
    void toggleKept();
    void showKept();

    Session& m_session;
    FilterMemory m_memory;
    FilterEdit* m_edit;
    QWidget* m_field;
    PlainLabel* m_status;
    PlainLabel* m_message;
    Button* m_keep;
    Button* m_history;
    QWidget* m_chips;
    QList<std::pair<Button*, QString>> m_quick;
    QString m_applied;
    QString m_ready;
    QString m_problem;
};

} // namespace countersign::ui
