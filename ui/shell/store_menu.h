#pragma once

#include "ui/support/console_settings.h"

#include "ui/support/theme.h"

#include <QMenu>

namespace countersign::ui {

class Workspace;

/// The colours of the bands, by index.
inline constexpr int kBands = 6;
/// That of the sample workspace, whatever the user chose for others.
inline constexpr int kSampleBand = 2;
[[nodiscard]] QColor bandColor(const QPalette& palette, int band);

/// Which store is in front, what else is open or was, and how to get another one.
class StoreMenu final : public QMenu {
    Q_OBJECT
public:
    StoreMenu(const QList<Workspace*>& open, Workspace* front, const ConsoleSettings& settings, QWidget* parent);

Q_SIGNALS:
    void frontWanted(countersign::ui::Workspace* workspace);
    void closeWanted(countersign::ui::Workspace* workspace);
    void bandWanted(int band);
    void recentWanted(const countersign::ui::RecentStore& store);
    void newWanted();
    void openWanted();
    void sampleWanted();
    void connectWanted();

private:
    void addBands();
};

} // namespace countersign::ui
