#include "ui/widgets/key_field.h"

#include "core/crypto/key_import.h"
#include "core/crypto/sealed.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"
#include "ui/support/theme.h"
#include "ui/widgets/key_glyph.h"
#include "ui/widgets/plain_label.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr qint64 kLargestFile = 64 * 1024;

} // namespace

KeyField::KeyField(QWidget* parent)
    : QWidget(parent), m_edit(new QPlainTextEdit(this)), m_glyph(new KeyGlyph(this)),
      m_verdict(new PlainLabel(PlainLabel::Look::Muted, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_edit);
    auto* row = new QHBoxLayout;
    m_glyph->setSide(21);
    row->addWidget(m_glyph);
    row->addWidget(m_verdict, 1);
    column->addLayout(row);
    m_edit->setPlaceholderText(tr("Paste a public key, or drop its file: base64, JWK, PEM, OpenSSH"));
    m_edit->setAccessibleName(tr("Public key"));
    m_edit->setFont(monospace(font()));
    m_edit->setTabChangesFocus(true);
    m_edit->document()->setDocumentMargin(kGrid);
    m_edit->setFixedHeight(72);
    m_edit->setAcceptDrops(false);
    setAcceptDrops(true);
    setFocusProxy(m_edit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &KeyField::read);
    read();
}

QString KeyField::text() const {
    return m_edit->toPlainText();
}

void KeyField::setText(const QString& text) {
    m_edit->setPlainText(text);
}

void KeyField::read() {
    const auto given = m_edit->toPlainText().toStdString();
    m_key.reset();
    m_agentId.clear();
    if (given.empty()) {
        m_verdict->setTone(std::nullopt);
        m_verdict->setText(tr("Ed25519, the public half only"));
    } else if (const auto own = crypto::keyFilePublicKey(given)) {
        m_key = *own; // somebody dropped a sealed key file: its public half stands in clear
    } else if (const auto imported = crypto::importPublicKey(given)) {
        m_key = imported->key;
        m_agentId = QString::fromStdString(imported->agentId);
    } else {
        m_verdict->setTone(Tone::Deny);
        m_verdict->setText(tr("%1 (%2)").arg(errorText(imported.error()), visible(imported.error().detail)));
    }
    m_glyph->setThumbprint(m_key ? m_key->thumbprint() : crypto::Thumbprint());
    if (m_key) {
        m_verdict->setTone(Tone::Allow);
        m_verdict->setText(QString::fromStdString(m_key->thumbprint().text()));
    }
    Q_EMIT changed();
}

void KeyField::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText()) {
        event->acceptProposedAction();
    }
}

void KeyField::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    const auto urls = event->mimeData()->urls();
    if (urls.isEmpty() || !urls.front().isLocalFile()) {
        setText(event->mimeData()->text().left(kLargestFile));
        return;
    }
    QFile file(urls.front().toLocalFile());
    setText(file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.read(kLargestFile)) : QString());
}

} // namespace countersign::ui
