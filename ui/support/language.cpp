#include "ui/support/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace countersign::ui {

void speak(QCoreApplication& application, const QString& language) {
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    if (!language.isEmpty() && language != QStringLiteral("xx")) {
        QLocale::setDefault(locale);
    }
    const auto name = language == QStringLiteral("xx") ? language : locale.name();
    auto* own = new QTranslator(&application);
    if (own->load(QStringLiteral(":/i18n/countersign_%1").arg(name))) {
        QCoreApplication::installTranslator(own);
    }
    auto* qt = new QTranslator(&application);
    if (qt->load(QStringLiteral("qtbase_%1").arg(name), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(qt);
    }
}

} // namespace countersign::ui
