#pragma once

#include "ui/support/session.h"
#include "ui/support/theme.h"

#include <QWidget>

namespace countersign::ui {

class PlainLabel;

/// Connection, size and root of the ledger, last verification. Red, and specific, when a proof fails.
class StatusBar final : public QWidget {
    Q_OBJECT
public:
    explicit StatusBar(QWidget* parent = nullptr);
    void setSession(Session* session);
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    QPointer<Session> m_session;
    PlainLabel* m_link;
    PlainLabel* m_ledger;
    PlainLabel* m_waiting;
    Tone m_tone = Tone::Neutral;
    QTimer m_tick;
};

} // namespace countersign::ui
