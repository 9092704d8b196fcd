#pragma once

#include <QFutureWatcher>

namespace countersign::ui {

/// Calls `then` with the value of the future on the thread of `context`, unless that has died before, or the future
/// ends without a value. (QFuture::then() with a context calls into a dead one before Qt 6.5.)
template <class T, class F>
void await(QObject* context, const QFuture<T>& future, F then) {
    auto* watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)]() mutable {
        watcher->deleteLater();
        // Looked at where it lies: takeResult() would leave nothing to others who hold the same future.
        const auto finished = watcher->future();
        if (finished.resultCount() > 0) {
            then(*finished.constBegin());
        }
    });
    watcher->setFuture(future);
}

} // namespace countersign::ui
