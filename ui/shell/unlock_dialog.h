#pragma once

#include "ui/support/session.h"

#include <QDialog>

namespace countersign::ui {

class Button;
class PassphraseField;
class PlainLabel;

/// Asks for the passphrase of the session's key: the only dialog that keeps the window. Deletes itself.
class UnlockDialog final : public QDialog {
    Q_OBJECT
public:
    /// `done` is called once: whether the passphrase was right.
    UnlockDialog(Session& session, const QString& why, std::function<void(bool)> done, QWidget* parent);

private:
    void tryIt();
    void answer(const Result<void>& result);

    QPointer<Session> m_session;
    std::function<void(bool)> m_done;
    PassphraseField* m_field;
    PlainLabel* m_problem;
    Button* m_unlock;
    bool m_right = false;
};

} // namespace countersign::ui
