#pragma once

#include <QDir>
#include <QImage>
#include <QTest>
#include <QWidget>

namespace uirig {

/// What is seen once nothing on the screen changes any more, or after five seconds.
inline QImage stillPicture(QWidget& window) {
    constexpr int kSameInARow = 4;
    QImage seen;
    int same = 0;
    const auto still = [&] {
        const auto now = window.grab().toImage();
        same = now == seen ? same + 1 : 0;
        seen = now;
        return same >= kSameInARow;
    };
    if (!QTest::qWaitFor(still)) {
        qWarning("the window does not stand still");
    }
    return seen;
}

/// Keeps the picture as NAME.png in the folder that COUNTERSIGN_SCREENSHOTS names; without that it does nothing.
inline void keepPicture(const QImage& image, const QString& name) {
    const auto where = qEnvironmentVariable("COUNTERSIGN_SCREENSHOTS");
    if (!where.isEmpty() && !image.save(QDir(where).filePath(name + QStringLiteral(".png")))) {
        qWarning("cannot write the picture");
    }
}

} // namespace uirig
