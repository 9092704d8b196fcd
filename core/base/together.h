#pragma once

#include <functional>
#include <vector>

namespace countersign {

/// What a thread does many times in a row, such as answering everybody whose record is durable now, needs its echo only
/// once. While one of these lives, what its thread hands to afterwards() runs when it ends; on other threads at once.
class Together {
public:
    using Action = std::move_only_function<void()>;

    Together();
    Together(const Together&) = delete;
    Together& operator=(const Together&) = delete;
    ~Together();

    static void afterwards(Action action);

private:
    Together* m_outer;
    std::vector<Action> m_actions;
};

} // namespace countersign
