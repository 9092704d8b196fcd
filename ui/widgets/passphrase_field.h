#pragma once

#include "core/crypto/secret.h"

#include <QWidget>

#include <memory>

namespace countersign::ui {

/// A line for a passphrase. What is typed goes straight into guarded memory; the widget shows dots, has no text to
/// select, no undo and nothing to copy.
class PassphraseField final : public QWidget {
    Q_OBJECT
public:
    explicit PassphraseField(QWidget* parent = nullptr);
    ~PassphraseField() override;

    [[nodiscard]] bool isEmpty() const { return m_lengths.empty(); }
    /// In characters.
    [[nodiscard]] std::size_t length() const { return m_lengths.size(); }
    /// A copy of what was typed, in guarded memory of its own.
    [[nodiscard]] std::shared_ptr<const crypto::SecretBytes> secret() const;
    [[nodiscard]] bool equals(const PassphraseField& other) const;
    void clear();
    void setPlaceholder(const QString& text);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void changed();
    void returnPressed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;

private:
    void append(QStringView text);
    void removeLast();

    crypto::SecretBytes m_bytes;
    std::size_t m_used = 0;
    /// Bytes of each character, for Backspace.
    std::vector<std::uint8_t> m_lengths;
    QString m_placeholder;
};

} // namespace countersign::ui
