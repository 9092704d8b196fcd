#include "ui/audit/filter_memory.h"

namespace countersign::ui {

namespace {

constexpr auto kUsed = u"audit/filters";
constexpr auto kKept = u"audit/bookmarks";

} // namespace

QStringList FilterMemory::used() const {
    return m_settings.value(QString::fromUtf16(kUsed)).toStringList();
}

void FilterMemory::use(const QString& filter) {
    if (filter.isEmpty()) {
        return;
    }
    auto all = used();
    all.removeAll(filter);
    all.prepend(filter);
    m_settings.setValue(QString::fromUtf16(kUsed), QStringList(all.mid(0, kMostRemembered)));
}

QStringList FilterMemory::kept() const {
    return m_settings.value(QString::fromUtf16(kKept)).toStringList();
}

void FilterMemory::keep(const QString& filter) {
    auto all = kept();
    if (!filter.isEmpty() && !all.contains(filter) && all.size() < kMostKept) {
        all.append(filter);
        m_settings.setValue(QString::fromUtf16(kKept), all);
    }
}

void FilterMemory::drop(const QString& filter) {
    auto all = kept();
    all.removeAll(filter);
    m_settings.setValue(QString::fromUtf16(kKept), all);
}

} // namespace countersign::ui
