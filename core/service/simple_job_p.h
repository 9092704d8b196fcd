#pragma once

#include "core/service/engine.h"
#include "core/service/writer_p.h"

namespace countersign::service {

/// A job whose whole work is one function from the transaction to its answer; the function may be run again from the
/// start.
template <class T>
class SimpleJob final : public Job {
public:
    using Perform = std::function<Result<T>(Transaction&)>;
    SimpleJob(Perform perform, Done<T> done) : m_perform(std::move(perform)), m_done(std::move(done)) {}

    void run(Transaction& transaction) override { m_result.emplace(m_perform(transaction)); }
    void finish(Result<Commit> commit) override {
        if (!commit) {
            m_done(std::unexpected(std::move(commit).error()));
        } else {
            m_done(std::move(*m_result));
        }
    }

private:
    Perform m_perform;
    Done<T> m_done;
    std::optional<Result<T>> m_result;
};

} // namespace countersign::service
