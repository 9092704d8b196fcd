#include "ui/widgets/path_field.h"

#include "ui/widgets/button.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMimeData>

namespace countersign::ui {

PathField::PathField(For purpose, const QString& caption, const QString& filter, QWidget* parent)
    : QWidget(parent), m_purpose(purpose), m_caption(caption), m_filter(filter), m_edit(new QLineEdit(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit, 1);
    auto* choose = new Button(tr("Choose…"), ButtonKind::Plain, this);
    choose->setAccessibleName(tr("Choose a file: %1").arg(caption));
    row->addWidget(choose);
    m_edit->setAccessibleName(caption);
    setFocusProxy(m_edit);
    setAcceptDrops(true);
    m_edit->setAcceptDrops(false);
    connect(choose, &Button::clicked, this, &PathField::choose);
    connect(m_edit, &QLineEdit::textChanged, this, &PathField::changed);
}

QString PathField::path() const {
    return m_edit->text().trimmed();
}

void PathField::setPath(const QString& path) {
    m_edit->setText(path);
}

void PathField::choose() {
    auto* dialog = new QFileDialog(this, m_caption, QFileInfo(path()).path(), m_filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(m_purpose == For::Open ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    dialog->setAcceptMode(m_purpose == For::Open ? QFileDialog::AcceptOpen : QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, &PathField::setPath);
    dialog->open();
}

void PathField::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void PathField::dropEvent(QDropEvent* event) {
    setPath(event->mimeData()->urls().value(0).toLocalFile());
    event->acceptProposedAction();
}

} // namespace countersign::ui
