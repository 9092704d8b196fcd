#include "ui/shell/unlock_dialog.h"

#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_glyph.h"
#include "ui/widgets/passphrase_field.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace countersign::ui {

UnlockDialog::UnlockDialog(Session& session, const QString& why, std::function<void(bool)> done, QWidget* parent)
    : QDialog(parent), m_session(&session), m_done(std::move(done)), m_field(new PassphraseField(this)),
      m_problem(new PlainLabel(PlainLabel::Look::Body, this)),
      m_unlock(new Button(tr("Unlock"), ButtonKind::Primary, this)) {
    setWindowTitle(tr("Unlock your key"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(440);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPagePadding, kPagePadding, kPagePadding, kCardPadding);
    column->setSpacing(12);
    column->addWidget(new PlainLabel(tr("Unlock your key"), PlainLabel::Look::Title, this));
    column->addWidget(new PlainLabel(why, PlainLabel::Look::Body, this));
    auto* key = new QHBoxLayout;
    auto* glyph = new KeyGlyph(this);
    glyph->setSide(21);
    glyph->setThumbprint(session.keyThumbprint());
    key->addWidget(glyph);
    key->addWidget(new PlainLabel(QString::fromStdString(session.who().text()), PlainLabel::Look::Strong, this));
    key->addWidget(new PlainLabel(shortThumbprint(session.keyThumbprint()), PlainLabel::Look::MutedMono, this));
    key->addStretch(1);
    column->addLayout(key);
    m_field->setPlaceholder(tr("Passphrase"));
    column->addWidget(m_field);
    m_problem->setTone(Tone::Deny);
    m_problem->hide();
    column->addWidget(m_problem);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto* cancel = new Button(tr("Cancel"), ButtonKind::Plain, this);
    buttons->addWidget(cancel);
    buttons->addWidget(m_unlock);
    column->addLayout(buttons);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(m_unlock, &Button::clicked, this, &UnlockDialog::tryIt);
    connect(m_field, &PassphraseField::returnPressed, this, &UnlockDialog::tryIt);
    connect(this, &QDialog::finished, this, [this] { m_done(m_right); });
    if (session.keyFile().empty()) {
        m_problem->setText(tr("The console does not know where this key is kept. Open the store again."));
        m_problem->show();
        m_unlock->setEnabled(false);
    }
    m_field->setFocus();
}

void UnlockDialog::tryIt() {
    if (!m_session || !m_unlock->isEnabled()) {
        return;
    }
    m_unlock->setEnabled(false);
    m_unlock->setText(tr("Unlocking…"));
    m_problem->hide();
    m_session->unlock(m_field->secret(), this, [this](const Result<void>& result) { answer(result); });
    m_field->clear();
}

void UnlockDialog::answer(const Result<void>& result) {
    m_unlock->setEnabled(true);
    m_unlock->setText(tr("Unlock"));
    if (result) {
        m_right = true;
        accept();
        return;
    }
    m_problem->setText(errorText(result.error()));
    m_problem->show();
    m_field->setFocus();
}

} // namespace countersign::ui
