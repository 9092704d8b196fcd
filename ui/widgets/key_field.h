#pragma once

#include "core/crypto/keys.h"

#include <QWidget>

#include <optional>

class QPlainTextEdit;

namespace countersign::ui {

class KeyGlyph;
class PlainLabel;

/// A public key in whatever form somebody has it: pasted, typed or dropped as a file. Shows glyph and thumbprint as
/// soon as it is one, and what is wrong as long as it is not. A private key is refused by name.
class KeyField final : public QWidget {
    Q_OBJECT
public:
    explicit KeyField(QWidget* parent = nullptr);
    [[nodiscard]] const std::optional<crypto::PublicKey>& key() const { return m_key; }
    /// From the seed article's `{agent_id, public_key, capabilities}`; empty otherwise.
    [[nodiscard]] QString agentId() const { return m_agentId; }
    [[nodiscard]] QString text() const;
    void setText(const QString& text);

Q_SIGNALS:
    void changed();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void read();

    QPlainTextEdit* m_edit;
    KeyGlyph* m_glyph;
    PlainLabel* m_verdict;
    std::optional<crypto::PublicKey> m_key;
    QString m_agentId;
};

} // namespace countersign::ui
