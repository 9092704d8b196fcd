#pragma once

#include "core/base/result.h"

#include <QWidget>

#include <functional>

class QLineEdit;
class QStringListModel;
class QVBoxLayout;

namespace countersign::ui {

class PlainLabel;

/// A list of short texts, each typed with completion, pasted or dropped; Enter or a comma adds one, Backspace in the
/// empty line takes the last one back. What stands in the line counts as soon as it is valid.
class TokenField final : public QWidget {
    Q_OBJECT
public:
    /// What is wrong with one text.
    using Check = std::function<Result<void>(const std::string& text)>;
    TokenField(const QString& name, const QString& example, Check check, QWidget* parent);

    void setSuggestions(const QStringList& all);
    [[nodiscard]] QStringList tokens() const;
    void setTokens(const QStringList& tokens);
    /// The engine's words on what stands in the line and is not valid; else empty.
    [[nodiscard]] QString problem() const;
    /// What is being typed.
    [[nodiscard]] QString line() const;
    [[nodiscard]] QLineEdit* edit() const { return m_edit; }

Q_SIGNALS:
    void changed();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool valid(const QString& text) const;
    bool commit();
    bool add(const QString& text);
    void remove(const QString& text);
    void show();

    Check m_check;
    QStringListModel* m_suggestions;
    QLineEdit* m_edit;
    QVBoxLayout* m_list;
    QStringList m_tokens;
};

} // namespace countersign::ui
