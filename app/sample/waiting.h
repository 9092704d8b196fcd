#pragma once

#include "core/service/engine.h"

#include <future>

namespace countersign::sample {

/// Calls something that answers through Done, and waits for the answer.
template <class T, class F>
Result<T> waitFor(F&& call) {
    std::promise<Result<T>> promise;
    auto future = promise.get_future();
    call(service::Done<T>([&promise](Result<T> result) { promise.set_value(std::move(result)); }));
    return future.get();
}

} // namespace countersign::sample
