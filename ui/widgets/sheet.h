#pragma once

#include "ui/support/order.h"
#include "ui/support/theme.h"

#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace countersign::ui {

class Button;
class Card;
class PlainLabel;

/// What sheets are shown over and belong to: hidden with it, and gone before it. Without one among the ancestors of
/// what opened it, a sheet belongs to the window.
class SheetHost {
public:
    SheetHost(const SheetHost&) = delete;
    SheetHost& operator=(const SheetHost&) = delete;

protected:
    SheetHost() = default;
    virtual ~SheetHost() = default;
};

/// A panel on the right of the window in which a draft is edited. Not modal: what is beside it stays alive. It never
/// calls the backend; whoever opened it takes the draft on accepted(). Escape and Cancel close it; it deletes itself.
/// Keys that act on the page do not while the focus is in it.
class Sheet : public QWidget {
    Q_OBJECT
public:
    /// Shown over the right side of `over`'s host, at once, with the focus in its first field, or on Cancel; closed, it
    /// gives the focus back.
    Sheet(const QString& title, const QString& verb, QWidget* over);

    /// Where the fields go.
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    /// A field under its name.
    void addField(const QString& name, QWidget* field, const QString& hint = {});
    /// What changes for whom, shown above the buttons; empty: the part is hidden.
    void setEffects(const QStringList& effects);
    /// Why the draft cannot be sent; empty: it can.
    void setProblem(const QString& problem);
    /// Sent, but not answered: nothing can be pressed.
    void setBusy();
    /// The answer was an error: shown, and the draft can be sent again.
    void setFailed(const QString& sentence, const QString& detail = {});
    [[nodiscard]] Button* acceptButton() const { return m_accept; }
    void setWidth(int pixels);
    void close();

Q_SIGNALS:
    void accepted();
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    /// The fields first, as they were added, then the buttons. The first field, or null.
    QWidget* orderByTab();

    QWidget* m_over;
    /// What had the focus before, and gets it back.
    QPointer<QWidget> m_before;
    QVBoxLayout* m_body;
    Card* m_effects;
    PlainLabel* m_problem;
    PlainLabel* m_detail;
    Button* m_accept;
    Button* m_cancel;
    int m_width = 480;
};

} // namespace countersign::ui
