#pragma once

#include <QWidget>

class QLineEdit;

namespace countersign::ui {

/// A file: typed, dropped or chosen.
class PathField final : public QWidget {
    Q_OBJECT
public:
    enum class For { Open, Save };
    PathField(For purpose, const QString& caption, const QString& filter, QWidget* parent = nullptr);

    [[nodiscard]] QString path() const;
    void setPath(const QString& path);
    [[nodiscard]] QLineEdit* edit() const { return m_edit; }

Q_SIGNALS:
    void changed();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void choose();

    const For m_purpose;
    const QString m_caption;
    const QString m_filter;
    QLineEdit* m_edit;
};

} // namespace countersign::ui
