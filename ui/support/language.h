#pragma once

#include <QString>

class QCoreApplication;

namespace countersign::ui {

/// Gives the application the words of that language (`de`; empty: the system's), and its locale to numbers and times.
/// English needs no file; a language that is not there stays English.
void speak(QCoreApplication& application, const QString& language);

} // namespace countersign::ui
