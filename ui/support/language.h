#pragma once

#include <QString>

class QCoreApplication;

namespace countersign::ui {

/// Gives the application the words of that language (`de`; empty: the system's), and its locale to numbers and times.
/// A language that is not there stays English; `xx` is the pseudo-language, whose texts are 40 % longer. Called again,
/// what is shown already keeps its words.
void speak(QCoreApplication& application, const QString& language);

} // namespace countersign::ui
