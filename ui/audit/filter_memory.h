#pragma once

#include "ui/support/console_settings.h"

#include <QStringList>

namespace countersign::ui {

/// The filters that a person used and those that they keep, in the console's settings.
class FilterMemory final {
public:
    static constexpr qsizetype kMostRemembered = 20;
    static constexpr qsizetype kMostKept = 50;

    explicit FilterMemory(ConsoleSettings& settings) : m_settings(settings) {}

    /// Newest first, each once.
    [[nodiscard]] QStringList used() const;
    void use(const QString& filter);
    /// In the order of keeping.
    [[nodiscard]] QStringList kept() const;
    [[nodiscard]] bool keeps(const QString& filter) const { return kept().contains(filter); }
    void keep(const QString& filter);
    void drop(const QString& filter);

private:
    ConsoleSettings& m_settings;
};

} // namespace countersign::ui
