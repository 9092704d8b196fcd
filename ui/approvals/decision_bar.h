#pragma once

#include "core/approval/approval_request.h"

#include <QWidget>

class QComboBox;

namespace countersign::ui {

class Button;
class KeyGlyph;
class PlainLabel;

/// A card ignores Approve for this long after it was shown or changed, and Deny for this long after the last decision.
inline constexpr Duration kGuard{700};

/// Deny, the reason, whose key signs, Approve. Enter does nothing here; a double click is one decision.
class DecisionBar final : public QWidget {
    Q_OBJECT
public:
    /// `clock` outlives the bar; its time since boot runs the guard. `rest` gets the focus when the buttons go dead.
    DecisionBar(const Clock& clock, QWidget* rest, QWidget* parent = nullptr);

    /// Something else is shown than before: the guard begins again. The buttons live.
    void arm(int requests);
    /// Approve is refused with this; empty: no more.
    void holdBack(const QString& why);
    [[nodiscard]] bool isHeldBack() const { return !m_heldBack.isEmpty(); }
    /// The buttons are dead, and this is why.
    void setDead(const QString& why);
    [[nodiscard]] bool isDead() const { return m_dead; }
    void setSigner(const crypto::Thumbprint& key);
    /// Beside the buttons, quietly.
    void setNote(const QString& note);
    /// Now, or as soon as the buttons live.
    void focusDeny();
    void clearReason();

    void approve();
    void deny();

Q_SIGNALS:
    void decided(countersign::approval::Verdict verdict, const QString& reason);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildReason();
    /// Where there is little room, the glyph alone says whose key signs.
    void fitSigner();
    void decide(approval::Verdict verdict);
    void enable(bool alive);

    const Clock& m_clock;
    QWidget* const m_rest;
    Button* m_deny;
    Button* m_approve;
    QComboBox* m_reason;
    PlainLabel* m_note;
    PlainLabel* m_signer;
    KeyGlyph* m_glyph;
    PlainLabel* m_thumbprint;
    bool m_signerKnown = false;
    Duration m_shownAt{0};
    std::optional<Duration> m_decidedAt;
    QString m_heldBack;
    /// Deny had the focus when the buttons died, and gets it back.
    bool m_wantsFocus = false;
    bool m_dead = true;
};

} // namespace countersign::ui
