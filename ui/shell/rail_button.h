#pragma once

#include <QAbstractButton>

namespace countersign::ui {

class RailButton final : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(const QString& title, QString iconName, QWidget* parent);
    void setBadge(int count);
    /// Icon and word, or the icon alone with the word as its tool tip.
    enum class Form { Whole, Icon };
    void setForm(Form form);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QString m_icon;
    int m_badge = 0;
    Form m_form = Form::Whole;
};

} // namespace countersign::ui
