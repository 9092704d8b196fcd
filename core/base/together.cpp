#include "core/base/together.h"

#include <utility>

namespace countersign {

namespace {

thread_local Together* current = nullptr;

} // namespace

Together::Together() : m_outer(std::exchange(current, this)) {}

Together::~Together() {
    current = m_outer;
    for (Action& action : m_actions) {
        action();
    }
}

void Together::afterwards(Action action) {
    if (current == nullptr) {
        action();
    } else {
        current->m_actions.push_back(std::move(action));
    }
}

} // namespace countersign
