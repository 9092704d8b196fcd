#include "ui/support/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace countersign::ui {

namespace {

struct Format {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::Format)
};

QDateTime local(Timestamp at) {
    return QDateTime::fromMSecsSinceEpoch(at.milliseconds());
}

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

} // namespace

QString number(std::uint64_t value) {
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString ago(Duration age) {
    const auto seconds = std::max<std::int64_t>(0, age.count() / 1000);
    if (seconds < 2) {
        return Format::tr("just now");
    }
    return Format::tr("%1 ago").arg(lasting(age));
}

QString lasting(Duration time) {
    const auto seconds = std::max<std::int64_t>(0, time.count() / 1000);
    const auto locale = QLocale();
    if (seconds < kMinute) {
        return Format::tr("%1 s").arg(locale.toString(static_cast<qlonglong>(seconds)));
    }
    if (seconds < kHour) {
        return Format::tr("%1 min").arg(locale.toString(static_cast<qlonglong>(seconds / kMinute)));
    }
    if (seconds < 2 * kDay) {
        return Format::tr("%1 h").arg(locale.toString(static_cast<qlonglong>(seconds / kHour)));
    }
    return Format::tr("%1 d").arg(locale.toString(static_cast<qlonglong>(seconds / kDay)));
}

QString countdown(Duration left) {
    const auto seconds = std::max<std::int64_t>(0, (left.count() + 999) / 1000);
    const auto two = [](std::int64_t value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    if (seconds < kHour) {
        return QStringLiteral("%1:%2").arg(seconds / kMinute).arg(two(seconds % kMinute));
    }
    return QStringLiteral("%1:%2:%3").arg(seconds / kHour).arg(two(seconds % kHour / kMinute), two(seconds % kMinute));
}

QString moment(Timestamp at) {
    return QLocale().toString(local(at).date(), QLocale::ShortFormat) + QLatin1Char(' ') +
           local(at).time().toString(QStringLiteral("HH:mm:ss"));
}

QString day(Timestamp at) {
    return QLocale().toString(local(at).date(), QLocale::ShortFormat);
}

QString timeOfDay(Timestamp at) {
    return local(at).time().toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString shortDigest(const Digest& digest) {
    const auto hex = QString::fromStdString(digest.hex());
    return hex.left(6) + QChar(0x2026) + hex.right(2);
}

QString shortThumbprint(const crypto::Thumbprint& thumbprint) {
    const auto text = QString::fromStdString(thumbprint.text());
    return text.size() < 12 ? text : text.left(4) + QChar(0x2026) + text.right(4);
}

} // namespace countersign::ui
