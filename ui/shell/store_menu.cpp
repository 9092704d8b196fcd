#include "ui/shell/store_menu.h"

#include "ui/shell/workspace.h"
#include "ui/support/hostile_text.h"
#include "ui/support/icons.h"

#include <QActionGroup>
#include <QPainter>

namespace countersign::ui {

namespace {

/// Menus take `&` for a mnemonic.
QString menuText(const QString& text) {
    return visible(text).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

QIcon bandIcon(const QColor& color) {
    QPixmap pixmap(16, 16);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(6, 1, 4, 14), 2, 2);
    return pixmap;
}

int bandOf(const Workspace* workspace, const ConsoleSettings& settings) {
    if (workspace->session().store().kind == StoreKind::Sample) {
        return kSampleBand;
    }
    const auto place = QString::fromStdString(workspace->session().store().place);
    for (const auto& store : settings.recentStores()) {
        if (store.place == place) {
            return store.band;
        }
    }
    return 0;
}

} // namespace

QColor bandColor(const QPalette& palette, int band) {
    const auto& c = colorsOf(palette);
    switch (band % kBands) {
    case 1:
        return c.deny;
    case 2:
        return c.hold;
    case 3:
        return c.allow;
    case 4:
        return c.info;
    case 5:
        return c.muted;
    default:
        return c.accent;
    }
}

StoreMenu::StoreMenu(const QList<Workspace*>& open, Workspace* front, const ConsoleSettings& settings, QWidget* parent)
    : QMenu(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    auto* group = new QActionGroup(this);
    QStringList places;
    for (auto* workspace : open) {
        places << QString::fromStdString(workspace->session().store().place);
        const auto name = workspace->session().name();
        auto* action = addAction(
            bandIcon(bandColor(palette(), bandOf(workspace, settings))),
            menuText(workspace->session().store().kind == StoreKind::Sample ? tr("%1 (Sample)").arg(name) : name));
        action->setCheckable(true);
        action->setChecked(workspace == front);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, workspace] { Q_EMIT frontWanted(workspace); });
    }
    addSeparator();
    for (const auto& store : settings.recentStores()) {
        if (!places.contains(store.place)) {
            connect(addAction(bandIcon(bandColor(palette(), store.band)),
                              menuText(tr("%1 (%2)").arg(store.name, store.place))),
                    &QAction::triggered, this, [this, store] { Q_EMIT recentWanted(store); });
        }
    }
    addSeparator();
    connect(addAction(ui::icon(QStringLiteral("document-new")), tr("New store…")), &QAction::triggered, this,
            &StoreMenu::newWanted);
    connect(addAction(ui::icon(QStringLiteral("document-open")), tr("Open…")), &QAction::triggered, this,
            &StoreMenu::openWanted);
    connect(addAction(ui::icon(QStringLiteral("network-connect")), tr("Connect…")), &QAction::triggered, this,
            &StoreMenu::connectWanted);
    connect(addAction(ui::icon(QStringLiteral("media-playback-start")), tr("Open the sample workspace")),
            &QAction::triggered, this, &StoreMenu::sampleWanted);
    if (front != nullptr) {
        addSeparator();
        addBands();
        connect(addAction(ui::icon(QStringLiteral("window-close")), tr("Close this store")), &QAction::triggered, this,
                [this, front] { Q_EMIT closeWanted(front); });
    }
}

void StoreMenu::addBands() {
    auto* bands = addMenu(tr("Colour of the band"));
    const QStringList names{tr("Teal"), tr("Red"), tr("Amber"), tr("Green"), tr("Blue"), tr("Grey")};
    for (int band = 0; band < kBands; ++band) {
        connect(bands->addAction(bandIcon(bandColor(palette(), band)), names[band]), &QAction::triggered, this,
                [this, band] { Q_EMIT bandWanted(band); });
    }
}

} // namespace countersign::ui
