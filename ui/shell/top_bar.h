#pragma once

#include "ui/support/session.h"

#include <QWidget>

namespace countersign::ui {

class KeyGlyph;
class LockButton;
class PlainLabel;
class SearchButton;
class StoreButton;

/// Store, search, who is unlocked.
class TopBar final : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(QWidget* parent = nullptr);
    /// Null: no store is open. Lives at least until the next call.
    void setSession(Session* session);
    void setBand(const QColor& color);

Q_SIGNALS:
    void storeClicked();
    void searchClicked();
    void lockClicked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    QPointer<Session> m_session;
    QColor m_band;
    StoreButton* m_store;
    SearchButton* m_search;
    KeyGlyph* m_glyph;
    PlainLabel* m_who;
    LockButton* m_lock;
    QTimer m_tick;
};

} // namespace countersign::ui
