#include "ui/support/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>

namespace countersign::ui {

namespace {

/// Names under which Breeze has something of several colours, which a tint turns into a blot.
QString known(const QString& name) {
    static const QHash<QString, QString> kOwn{
        {QStringLiteral("checkmark"), QStringLiteral("cs-check")},
        {QStringLiteral("clock"), QStringLiteral("cs-clock")},
        {QStringLiteral("chronometer"), QStringLiteral("cs-clock")},
        {QStringLiteral("dialog-error"), QStringLiteral("cs-error")},
        {QStringLiteral("dialog-information"), QStringLiteral("cs-info")},
        {QStringLiteral("dialog-warning"), QStringLiteral("cs-warn")},
    };
    return kOwn.value(name, name);
}

QIcon source(const QString& asked) {
    const auto name = known(asked);
    const auto own = QStringLiteral(":/icons/%1.svg").arg(name);
    return QFile::exists(own) ? QIcon(own) : QIcon::fromTheme(name);
}

/// The shape of the icon filled with one colour.
QPixmap tinted(const QString& name, const QSize& size, qreal ratio, const QColor& color) {
    const auto key = QStringLiteral("tint/%1/%2x%3@%4/%5")
                         .arg(name)
                         .arg(size.width())
                         .arg(size.height())
                         .arg(ratio)
                         .arg(color.rgba());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) {
        return pixmap;
    }
    pixmap = source(name).pixmap(size, ratio);
    if (!pixmap.isNull()) {
        QPainter painter(&pixmap);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(QRect(QPoint(), size), color);
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class TintedIcon final : public QIconEngine {
public:
    explicit TintedIcon(QString name) : m_name(std::move(name)) {}

    void paint(QPainter* painter, const QRect& where, QIcon::Mode mode, QIcon::State) override {
        paintIcon(*painter, where, m_name, colorFor(mode));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return tinted(m_name, size, 1.0, colorFor(mode));
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override {
        return tinted(m_name, size / scale, scale, colorFor(mode));
    }
    [[nodiscard]] QIconEngine* clone() const override { return new TintedIcon(m_name); }

private:
    static QColor colorFor(QIcon::Mode mode) {
        const auto palette = QGuiApplication::palette();
        return palette.color(mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active, QPalette::ButtonText);
    }
    QString m_name;
};

} // namespace

QIcon icon(const QString& name) {
    return QIcon(new TintedIcon(name));
}

void paintIcon(QPainter& painter, const QRect& where, const QString& name, const QColor& color) {
    const int side = std::min(where.width(), where.height());
    const auto pixmap = tinted(name, {side, side}, painter.device()->devicePixelRatioF(), color);
    painter.drawPixmap(
        QRect(where.center() - QPoint(side / 2 - 1 + side % 2, side / 2 - 1 + side % 2), QSize(side, side)), pixmap);
}

} // namespace countersign::ui
