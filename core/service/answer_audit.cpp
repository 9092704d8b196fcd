#include "core/service/answer_audit_p.h"

#include <charconv>

namespace countersign::service {

namespace {

/// What one answer counts through: records that an index leads to, records that are looked at one by one, and records
/// that no index covers yet.
constexpr std::uint64_t kIndexed = 1'000'000;
constexpr std::uint64_t kLookedAt = 100'000;
constexpr std::uint64_t kUnindexed = 10'000;

std::unexpected<Error> wrongCursor() {
    return fail(Code::InvalidRequest, "`after` is the `next` of an earlier answer");
}

Result<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        return wrongCursor();
    }
    return value;
}

const std::string* textOf(const json::Object& object, std::string_view name) {
    const auto* value = object.find(name);
    return value == nullptr ? nullptr : value->asString();
}

Result<View> recordedView(store::ReadStore& store, const identity::OperatorId& by, const std::string& filter,
                          std::uint64_t number) {
    const auto unknown = [&] {
        return fail(Code::NotFound,
                    "record " + std::to_string(number) + " does not tell that you opened this filter; open it again");
    };
    const auto stored = store.record(number);
    if (!stored) {
        return stored.error().code == Code::NotFound ? Result<View>(unknown())
                                                     : Result<View>(std::unexpected(stored.error()));
    }
    TRY(const auto record, ledger::Record::parse(stored->body));
    const auto* query = textOf(record->data, "query");
    const auto* text = textOf(record->data, "filter");
    const bool opened = record->kind == ledger::Kind::AuditRead && record->operatorId == by.text() &&
                        query != nullptr && text != nullptr && (*query == "audit" || *query == "open_audit");
    if (!opened) {
        return unknown();
    }
    TRY(auto parsed, audit::Filter::parse(*text, record->at));
    if (filter != *text) {
        TRY(const auto given, audit::Filter::parse(filter, record->at));
        if (!(given == parsed)) {
            return unknown();
        }
    }
    return View{.number = number, .filter = std::move(parsed)};
}

/// Where a slice that ends before `to` begins.
std::uint64_t sliceBegin(const View& view, std::uint64_t to, std::uint64_t indexed) {
    if (to > indexed) {
        if (to - indexed > kUnindexed) {
            return to - kUnindexed;
        }
        to = indexed;
    }
    const auto* comparison = std::get_if<audit::Comparison>(&view.filter.root().value);
    const bool led =
        view.filter == audit::Filter::everything() ||
        (comparison != nullptr && comparison->op == audit::Op::Equal && comparison->field == audit::Field::Outcome);
    return to - std::min(to, led ? kIndexed : kLookedAt);
}

} // namespace

Result<View> findView(store::ReadStore& store, const FileFacts& facts, const identity::OperatorId& by,
                      const std::string& filter, std::optional<std::uint64_t> number) {
    if (facts.reads == Reads::Recorded) {
        const auto known = number ? number : facts.record;
        if (!known) {
            return fail(Code::InvalidRequest, "name the `view`: open the filter first");
        }
        return recordedView(store, by, filter, *known);
    }
    TRY(auto parsed, audit::Filter::parse(filter, facts.now));
    TRY(const auto size, store.size());
    return View{.number = std::min(number.value_or(size), size), .filter = std::move(parsed)};
}

Result<AuditCursor> parseAuditCursor(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) {
        return wrongCursor();
    }
    AuditCursor cursor;
    TRY(cursor.view, number(text.substr(0, dash)));
    const auto place = text.substr(dash + 1);
    const auto plus = place.find('+');
    TRY(cursor.before, number(place.substr(0, plus)));
    if (plus != std::string_view::npos) {
        TRY(cursor.passOver, number(place.substr(plus + 1)));
        if (cursor.passOver > kMostPassedOver) {
            return fail(Code::InvalidRequest, "`after` passes over 100,000 records at most; go in steps");
        }
    }
    return cursor;
}

std::string auditCursor(const AuditCursor& cursor) {
    return std::to_string(cursor.view) + "-" + std::to_string(cursor.before);
}

Result<command::AuditCount> countAudit(store::ReadStore& store, const View& view, const std::string& after) {
    std::uint64_t to = view.number;
    if (!after.empty()) {
        TRY(const auto given, number(after));
        to = std::min(to, given);
    }
    if (view.filter == audit::Filter::everything()) {
        return command::AuditCount{.count = to, .next = {}};
    }
    TRY(const auto indexed, store.indexed());
    const auto from = sliceBegin(view, to, indexed);
    TRY(const auto tallies, store.tally(view.filter, std::array{from, to}));
    return command::AuditCount{.count = tallies.front().total(), .next = from == 0 ? "" : std::to_string(from)};
}

namespace {

constexpr std::uint32_t kMostBuckets = 500;
constexpr Timestamp kFirst{0};
constexpr Timestamp kLast{253'402'300'800'000};

struct Range {
    Timestamp from;
    Timestamp to;
};

Result<Timestamp> timeOf(store::ReadStore& store, std::uint64_t seq) {
    TRY(const auto stored, store.record(seq));
    TRY(const auto record, ledger::Record::parse(stored.body));
    return record->at;
}

/// What was asked for, else the time that the view's records take.
Result<Range> rangeOf(store::ReadStore& store, const View& view, const command::AuditHistogram& query) {
    Range range;
    if (view.number > 0) {
        TRY(range.from, timeOf(store, 0));
        TRY(range.to, timeOf(store, view.number - 1));
        range.to = range.to + Duration(1);
    }
    // Within the years that a time can be written in, so that no difference overflows.
    range.from = std::max(kFirst, query.from.value_or(range.from));
    range.to = std::min(kLast, query.to.value_or(range.to));
    if (range.to <= range.from) {
        return fail(Code::InvalidArgument, "`to` must be later than `from`");
    }
    return range;
}

} // namespace

Result<command::Histogram> auditHistogram(store::ReadStore& store, const View& view,
                                          const command::AuditHistogram& query) {
    if (query.buckets == 0 || query.buckets > kMostBuckets) {
        return fail(Code::InvalidArgument, "a histogram has 1 to 500 buckets");
    }
    TRY(const auto range, rangeOf(store, view, query));
    const auto whole = (range.to - range.from).count();
    const auto width = (whole + query.buckets - 1) / query.buckets;
    command::Histogram out{.from = range.from, .to = range.to, .width = Duration(width), .bars = {}, .next = {}};
    out.bars.resize(static_cast<std::size_t>((whole + width - 1) / width));

    TRY(const auto first, store.firstSince(range.from, view.number));
    TRY(auto end, store.firstSince(range.to, view.number));
    if (!query.after.empty()) {
        TRY(const auto given, number(query.after));
        end = std::min(end, given);
    }
    if (end <= first) {
        return out;
    }
    TRY(const auto indexed, store.indexed());
    const auto begin = std::max(first, sliceBegin(view, end, indexed));
    TRY(const auto oldest, timeOf(store, begin));
    TRY(const auto newest, timeOf(store, end - 1));
    const auto barOf = [&](Timestamp at) { return static_cast<std::size_t>((at - range.from).count() / width); };
    std::vector<std::uint64_t> edges{begin};
    for (auto bar = barOf(oldest) + 1; bar <= barOf(newest); ++bar) {
        TRY(const auto edge, store.firstSince(range.from + Duration(static_cast<std::int64_t>(bar) * width), end));
        edges.push_back(edge);
    }
    edges.push_back(end);
    TRY(const auto tallies, store.tally(view.filter, edges));
    for (std::size_t i = 0; i < tallies.size(); ++i) {
        out.bars[barOf(oldest) + i] = {
            .allow = tallies[i].allow, .deny = tallies[i].deny, .hold = tallies[i].hold, .other = tallies[i].other};
    }
    out.next = begin == first ? std::string() : std::to_string(begin);
    return out;
}

} // namespace countersign::service
