#pragma once

#include "core/service/engine.h"
#include "core/service/readers_p.h"
#include "core/service/writer_p.h"

#include <algorithm>

namespace countersign::service {

struct Question {
    command::Query query;
    identity::OperatorId by;
    Done<command::Answer> done;
};

/// Where answers come from. All of it outlives the question.
struct Sources {
    Writer& writer;
    Readers& readers;
    const store::StoreMeta& meta;
    Health health;
};

/// Whether what is read leaves a record; not where nothing can be written.
enum class Reads { Recorded, Unrecorded };

/// What an answer from the file needs beside it.
struct FileFacts {
    store::StoreMeta meta;
    /// Health::state.
    std::string health;
    Timestamp now;
    Reads reads = Reads::Unrecorded;
    /// The record of this very read, where there is one.
    std::optional<std::uint64_t> record{};
};

/// Checks that this operator may ask (Forbidden), records the reads that are recorded (a filter opened, a record
/// opened, a verification), and answers: from the state at once, from the file on a reader's thread.
void answerQuery(Question question, Sources sources);

/// What can be answered from memory; none for the others.
[[nodiscard]] std::optional<Result<command::Answer>>
answerFromState(const command::Query& query, const identity::OperatorId& by, const State& state, Timestamp now);
/// Whether free texts belong to such an answer. The state has only their commitments.
[[nodiscard]] bool holdsTexts(const command::Answer& answer);
/// Puts the texts that were not erased into the answer.
[[nodiscard]] Result<void> openTexts(command::Answer& answer, store::ReadStore& store);
/// The others.
[[nodiscard]] Result<command::Answer> answerFromStore(const command::Query& query, const identity::OperatorId& by,
                                                      store::ReadStore& store, const State& state,
                                                      const FileFacts& facts);

/// Records [from, from + limit) with leaves and results, for a feed.
[[nodiscard]] Result<std::vector<command::AuditRow>> feedRows(store::ReadStore& store, const State& state,
                                                              std::uint64_t from, std::size_t limit);

/// Cuts a page out of a list that is in the order of `key(item)`.
template <class T, class Key>
[[nodiscard]] Page<T> cutPage(const std::vector<T>& items, const command::PageRequest& request, Key key) {
    Page<T> page;
    page.total = items.size();
    auto it = items.begin();
    if (!request.after.empty()) {
        it = std::ranges::upper_bound(items, request.after, {}, key);
    }
    const auto limit = std::clamp<std::size_t>(request.limit, 1, 1000);
    for (; it != items.end() && page.items.size() < limit; ++it) {
        page.items.push_back(*it);
    }
    if (it != items.end()) {
        page.next = key(page.items.back());
    }
    return page;
}

} // namespace countersign::service
