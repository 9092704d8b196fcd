#include "ui/support/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace countersign::ui {

namespace {

const auto kPseudo = QStringLiteral("xx");

void add(QCoreApplication& application, const QString& file, const QString& folder) {
    auto* words = new QTranslator(&application);
    if (words->load(file, folder)) {
        QCoreApplication::installTranslator(words); // the newest is asked first
    } else {
        delete words;
    }
}

} // namespace

void speak(QCoreApplication& application, const QString& language) {
    qDeleteAll(application.findChildren<QTranslator*>(Qt::FindDirectChildrenOnly));
    const auto locale = language.isEmpty() || language == kPseudo ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    const auto name = language == kPseudo ? language : locale.name();
    const auto own = QStringLiteral(":/i18n");
    add(application, QStringLiteral("countersign_en"), own); // the plurals of what no other file has
    add(application, QStringLiteral("qtbase_%1").arg(name), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    add(application, QStringLiteral("countersign_%1").arg(name), own);
}

} // namespace countersign::ui
