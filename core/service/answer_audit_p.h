#pragma once

#include "core/service/answer_query_p.h"

/// Answers about a filter that was opened. Where reads are recorded, a view is the number of the record that tells of
/// the opening: it proves itself, is the asker's own, and nothing after it belongs to it.
namespace countersign::service {

struct View {
    std::uint64_t number = 0;
    audit::Filter filter = audit::Filter::everything();
};

/// The filter's view: the one named, else that of this very read. NotFound when nobody of that name opened this filter
/// there; the filter's own errors.
[[nodiscard]] Result<View> findView(store::ReadStore& store, const FileFacts& facts, const identity::OperatorId& by,
                                    const std::string& filter, std::optional<std::uint64_t> number);

/// `VIEW-SEQ`: the records of the view below that one. `VIEW-SEQ+N`: those that come after the first n that match.
struct AuditCursor {
    std::uint64_t view = 0;
    std::uint64_t before = 0;
    /// At most kMostPassedOver.
    std::uint64_t passOver = 0;
};
inline constexpr std::uint64_t kMostPassedOver = 100'000;
[[nodiscard]] Result<AuditCursor> parseAuditCursor(std::string_view text);
[[nodiscard]] std::string auditCursor(const AuditCursor& cursor);

[[nodiscard]] Result<command::AuditCount> countAudit(store::ReadStore& store, const View& view,
                                                     const std::string& after);
[[nodiscard]] Result<command::Histogram> auditHistogram(store::ReadStore& store, const View& view,
                                                        const command::AuditHistogram& query);

/// The records that the index does not cover yet are looked through for the newest `kTail` of them.
inline constexpr std::uint64_t kTail = 20'000;
[[nodiscard]] Result<Page<command::AgentActivity>> listActivity(store::ReadStore& store, const State& state,
                                                                const command::PageRequest& page, Timestamp now);
[[nodiscard]] Result<command::ResourceMatches> matchResources(store::ReadStore& store,
                                                              const delegation::ResourcePattern& pattern);

/// Checks the view and appends the record of the export.
[[nodiscard]] Result<command::Receipt> recordExport(Transaction& transaction, const command::RecordExport& query,
                                                    const identity::OperatorId& by);

} // namespace countersign::service
