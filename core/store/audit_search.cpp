#include "core/store/audit_search_p.h"

#include "core/store/audit_columns_p.h"
#include "core/store/dialect_p.h"

#include <algorithm>
#include <optional>

namespace countersign::store {

namespace {

using audit::Comparison;
using audit::Field;
using audit::Node;
using audit::Op;

enum class Sense : std::uint8_t { Plain, Negated };

Sense flipped(Sense sense) {
    return sense == Sense::Plain ? Sense::Negated : Sense::Plain;
}

/// The operator without its negation, and the sense with it.
std::pair<Op, Sense> normalized(Op op, Sense sense) {
    switch (op) {
    case Op::NotEqual:
        return {Op::Equal, flipped(sense)};
    case Op::NotMatches:
        return {Op::Matches, flipped(sense)};
    case Op::Equal:
    case Op::Matches:
    case Op::In:
        return {op, sense};
    case Op::Less:
        return {sense == Sense::Plain ? Op::Less : Op::GreaterOrEqual, Sense::Plain};
    case Op::LessOrEqual:
        return {sense == Sense::Plain ? Op::LessOrEqual : Op::Greater, Sense::Plain};
    case Op::Greater:
        return {sense == Sense::Plain ? Op::Greater : Op::LessOrEqual, Sense::Plain};
    case Op::GreaterOrEqual:
        return {sense == Sense::Plain ? Op::GreaterOrEqual : Op::Less, Sense::Plain};
    }
    std::unreachable();
}

std::string likePattern(std::string_view glob) {
    std::string out;
    for (const char c : indexText(glob)) {
        if (c == '*') {
            out += '%';
            continue;
        }
        if (c == '%' || c == '_' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return out;
}

std::optional<AuditColumn> columnOf(Field field) {
    switch (field) {
    case Field::Agent:
        return AuditColumn::Agent;
    case Field::User:
        return AuditColumn::User;
    case Field::Operator:
        return AuditColumn::Operator;
    case Field::Action:
        return AuditColumn::Action;
    case Field::Outcome:
        return AuditColumn::Outcome;
    case Field::Kind:
        return AuditColumn::Kind;
    case Field::Approval:
        return AuditColumn::Approval;
    case Field::Request:
        return AuditColumn::Request;
    case Field::Session:
        return AuditColumn::Session;
    case Field::Policy:
        return AuditColumn::Policy;
    case Field::Resource:
    case Field::Reason:
    case Field::Scope:
    case Field::Time:
    case Field::Seq:
        return std::nullopt;
    }
    std::unreachable();
}

/// Least first: what is likely to leave the fewest rows; none for what has no index or halves nothing.
std::optional<int> selectivity(Field field) {
    switch (field) {
    case Field::Request:
        return 0;
    case Field::Approval:
        return 1;
    case Field::Session:
        return 2;
    case Field::Resource:
        return 3;
    case Field::Operator:
        return 4;
    case Field::User:
        return 5;
    case Field::Agent:
        return 6;
    case Field::Reason:
        return 7;
    case Field::Action:
        return 8;
    case Field::Scope:
        return 9;
    case Field::Outcome:
        return 10;
    case Field::Kind:
        return 11;
    case Field::Policy:
    case Field::Time:
    case Field::Seq:
        return std::nullopt;
    }
    std::unreachable();
}

std::string_view setTable(Field field) {
    return field == Field::Resource ? "audit_resource" : field == Field::Reason ? "audit_reason" : "audit_scope";
}

bool isSet(Field field) {
    return audit::fieldInfo(field).type == audit::FieldType::TextSet;
}

std::string_view symbol(Op op) {
    return audit::opText(op);
}

std::string placeholders(std::size_t count) {
    std::string out = "(";
    for (std::size_t i = 0; i < count; ++i) {
        out += i == 0 ? "?" : ", ?";
    }
    return out + ")";
}

class Translator {
public:
    Result<SearchQuery> query(const Node& root, std::uint64_t before, std::size_t limit, const SeqOfTime& seqOfTime) {
        m_to = before;
        TRY(const Comparison* driver, conditions(root, seqOfTime));
        newestFirst(driver);
        m_query.sql += " LIMIT ?";
        m_query.values.emplace_back(std::uint64_t{limit});
        return std::move(m_query);
    }

    Result<SearchQuery> place(const Node& root, std::uint64_t before, std::uint64_t skip, const SeqOfTime& seqOfTime) {
        m_wanted = Wanted::Places;
        m_to = before;
        TRY(const Comparison* driver, conditions(root, seqOfTime));
        newestFirst(driver);
        m_query.sql += " LIMIT 1 OFFSET ?";
        m_query.values.emplace_back(skip);
        return std::move(m_query);
    }

    Result<CountQuery> counting(const Node& root, std::uint64_t from, std::uint64_t to, const SeqOfTime& seqOfTime) {
        m_wanted = Wanted::Outcomes;
        m_from = from;
        m_to = to;
        CHECK(conditions(root, seqOfTime));
        m_query.sql += " GROUP BY a.outcome";
        return CountQuery{
            .query = std::move(m_query), .all = m_rest.empty(), .from = m_from, .to = std::max(m_from, m_to)};
    }

private:
    /// Everything up to the order; the comparison through whose index it goes, or null.
    Result<const Comparison*> conditions(const Node& root, const SeqOfTime& seqOfTime) {
        split(root);
        for (const Node* part : m_conjuncts) {
            TRY(const bool taken, takeBound(*part, seqOfTime));
            if (!taken) {
                m_rest.push_back(part);
            }
        }
        const Comparison* driver = chooseDriver();
        select(driver);
        for (const Node* part : m_rest) {
            const auto* comparison = std::get_if<Comparison>(&part->value);
            if (comparison != nullptr && comparison == driver) {
                continue;
            }
            m_query.sql += " AND ";
            add(*part, Sense::Plain);
        }
        return driver;
    }

    void newestFirst(const Comparison* driver) {
        m_query.sql += driver != nullptr && isSet(driver->field) ? " ORDER BY d.seq DESC" : " ORDER BY a.seq DESC";
    }

    void split(const Node& node) {
        if (const auto* all = std::get_if<audit::And>(&node.value)) {
            for (const Node& part : all->parts) {
                split(part);
            }
            return;
        }
        m_conjuncts.push_back(&node);
    }

    void raise(std::uint64_t from) { m_from = std::max(m_from, from); }
    void lower(std::uint64_t to) { m_to = std::min(m_to, to); }

    /// Turns a comparison of time or number into a bound of seq; false when it is none.
    Result<bool> takeBound(const Node& node, const SeqOfTime& seqOfTime) {
        const auto* comparison = std::get_if<Comparison>(&node.value);
        if (comparison == nullptr || (comparison->field != Field::Time && comparison->field != Field::Seq) ||
            comparison->op == Op::NotEqual || comparison->op == Op::In) {
            return false;
        }
        std::uint64_t first = 0;
        std::uint64_t beyond = 0;
        if (comparison->field == Field::Seq) {
            first = std::get<std::uint64_t>(comparison->operands.front());
            beyond = first + 1;
        } else {
            const auto time = std::get<Timestamp>(comparison->operands.front());
            TRY(first, seqOfTime(time));
            TRY(beyond, seqOfTime(time + Duration(1)));
        }
        switch (comparison->op) {
        case Op::Less:
            lower(first);
            return true;
        case Op::LessOrEqual:
            lower(beyond);
            return true;
        case Op::Greater:
            raise(beyond);
            return true;
        case Op::GreaterOrEqual:
            raise(first);
            return true;
        case Op::Equal:
            raise(first);
            lower(beyond);
            return true;
        case Op::NotEqual:
        case Op::Matches:
        case Op::NotMatches:
        case Op::In:
            return false;
        }
        std::unreachable();
    }

    [[nodiscard]] const Comparison* chooseDriver() const {
        const Comparison* best = nullptr;
        int least = 0;
        for (const Node* part : m_rest) {
            const auto* comparison = std::get_if<Comparison>(&part->value);
            if (comparison == nullptr || comparison->op != Op::Equal ||
                std::get_if<std::string>(&comparison->operands.front()) == nullptr ||
                (!isSet(comparison->field) && std::get<std::string>(comparison->operands.front()).empty())) {
                continue;
            }
            const auto rank = selectivity(comparison->field);
            if (rank && (best == nullptr || *rank < least)) {
                best = comparison;
                least = *rank;
            }
        }
        return best;
    }

    void bindText(const audit::Operand& operand) {
        m_query.values.emplace_back(indexText(std::get<std::string>(operand)));
    }

    void select(const Comparison* driver) {
        std::string& sql = m_query.sql;
        const bool throughSet = driver != nullptr && isSet(driver->field);
        const bool records = m_wanted == Wanted::Records;
        const std::string from = records ? "audit a CROSS JOIN records r" : "audit a";
        sql = records                      ? "SELECT a.seq, r.body FROM "
              : m_wanted == Wanted::Places ? "SELECT a.seq FROM "
                                           : "SELECT a.outcome, COUNT(*) FROM ";
        if (throughSet) {
            sql += std::string(setTable(driver->field)) + " d CROSS JOIN " + from + " WHERE d.value = ?";
            bindText(driver->operands.front());
            sql += " AND d.seq >= ? AND d.seq < ?";
        } else {
            sql += from + " WHERE a.seq >= ? AND a.seq < ?";
        }
        m_query.values.emplace_back(m_from);
        m_query.values.emplace_back(m_to);
        if (throughSet) {
            sql += " AND a.seq = d.seq";
        }
        sql += records ? " AND r.seq = a.seq" : "";
        if (driver == nullptr) {
            return;
        }
        if (!throughSet) {
            sql += " AND a." + std::string(auditColumnName(*columnOf(driver->field))) + " = ?";
            bindText(driver->operands.front());
        } else if (!driver->key.empty()) {
            sql += " AND d.key = ?";
            m_query.values.emplace_back(indexText(driver->key));
        } else if (driver->field == Field::Resource) {
            // Two keys may have the same value; the record is one.
            sql += " AND NOT EXISTS (SELECT 1 FROM audit_resource e WHERE e.value = d.value AND e.seq = d.seq"
                   " AND e.key < d.key)";
        }
    }

    void add(const Node& node, Sense sense) {
        if (const auto* comparison = std::get_if<Comparison>(&node.value)) {
            addComparison(*comparison, sense);
        } else if (const auto* all = std::get_if<audit::And>(&node.value)) {
            addJoined(all->parts, sense == Sense::Plain ? " AND " : " OR ", sense);
        } else if (const auto* any = std::get_if<audit::Or>(&node.value)) {
            addJoined(any->parts, sense == Sense::Plain ? " OR " : " AND ", sense);
        } else {
            add(*std::get<audit::Not>(node.value).part, flipped(sense));
        }
    }

    void addJoined(const std::vector<Node>& parts, std::string_view word, Sense sense) {
        if (parts.empty()) {
            m_query.sql += sense == Sense::Plain ? "1 = 1" : "1 = 0";
            return;
        }
        m_query.sql += "(";
        for (std::size_t i = 0; i < parts.size(); ++i) {
            m_query.sql += i == 0 ? "" : word;
            add(parts[i], sense);
        }
        m_query.sql += ")";
    }

    void addComparison(const Comparison& comparison, Sense outer) {
        const auto [op, sense] = normalized(comparison.op, outer);
        if (comparison.field == Field::Time || comparison.field == Field::Seq) {
            addNumber(comparison, op, sense);
        } else if (isSet(comparison.field)) {
            addSet(comparison, op, sense);
        } else {
            addText(comparison, op, sense);
        }
    }

    void addNumber(const Comparison& comparison, Op op, Sense sense) {
        std::string& sql = m_query.sql;
        sql += dialect::unindexed(comparison.field == Field::Time ? "a.at" : "a.seq");
        if (op == Op::In) {
            sql += sense == Sense::Plain ? " IN " : " NOT IN ";
            sql += placeholders(comparison.operands.size());
        } else {
            sql += op == Op::Equal && sense == Sense::Negated ? " <> ?" : " " + std::string(symbol(op)) + " ?";
        }
        for (const audit::Operand& operand : comparison.operands) {
            if (const auto* time = std::get_if<Timestamp>(&operand)) {
                m_query.values.emplace_back(static_cast<std::uint64_t>(time->milliseconds()));
            } else {
                m_query.values.emplace_back(std::get<std::uint64_t>(operand));
            }
        }
    }

    /// One condition on a value that is not NULL.
    void addValue(const std::string& column, Op op, Sense sense, const std::vector<std::string>& operands) {
        std::string& sql = m_query.sql;
        const bool plain = sense == Sense::Plain;
        sql += column;
        if (op == Op::Matches) {
            sql += plain ? dialect::kLike : dialect::kNotLike;
            m_query.values.emplace_back(likePattern(operands.front()));
            return;
        }
        if (operands.size() == 1) {
            sql += plain ? " = ?" : " <> ?";
        } else {
            sql += (plain ? " IN " : " NOT IN ") + placeholders(operands.size());
        }
        for (const std::string& operand : operands) {
            m_query.values.emplace_back(indexText(operand));
        }
    }

    static std::vector<std::string> texts(const Comparison& comparison) {
        std::vector<std::string> out;
        for (const audit::Operand& operand : comparison.operands) {
            out.push_back(std::get<std::string>(operand));
        }
        return out;
    }

    /// An absent text is NULL and compares as the empty string.
    void addText(const Comparison& comparison, Op op, Sense sense) {
        const std::string column = dialect::unindexed("a." + std::string(auditColumnName(*columnOf(comparison.field))));
        std::vector<std::string> operands = texts(comparison);
        bool coversAbsent = false;
        if (op == Op::Matches) {
            coversAbsent = operands.front().find_first_not_of('*') == std::string::npos;
        } else {
            coversAbsent = std::erase(operands, std::string()) > 0;
        }
        const bool plain = sense == Sense::Plain;
        std::string& sql = m_query.sql;
        if (operands.empty()) {
            sql += column + (plain ? " IS NULL" : " IS NOT NULL");
            return;
        }
        sql += "(" + column;
        sql += coversAbsent == plain ? " IS NULL OR " : " IS NOT NULL AND ";
        addValue(column, op, sense, operands);
        sql += ")";
    }

    void addSet(const Comparison& comparison, Op op, Sense sense) {
        std::string& sql = m_query.sql;
        sql += sense == Sense::Plain ? "EXISTS" : "NOT EXISTS";
        sql += " (SELECT 1 FROM " + std::string(setTable(comparison.field)) + " s WHERE s.seq = a.seq AND ";
        if (!comparison.key.empty()) {
            sql += "s.key = ? AND ";
            m_query.values.emplace_back(indexText(comparison.key));
        }
        addValue("s.value", op, Sense::Plain, texts(comparison));
        sql += ")";
    }

    enum class Wanted { Records, Places, Outcomes };
    Wanted m_wanted = Wanted::Records;
    std::vector<const Node*> m_conjuncts;
    std::vector<const Node*> m_rest;
    std::uint64_t m_from = 0;
    std::uint64_t m_to = 0;
    SearchQuery m_query;
};

} // namespace

Result<SearchQuery> searchQuery(const audit::Filter& filter, std::uint64_t before, std::size_t limit,
                                const SeqOfTime& seqOfTime) {
    return Translator().query(filter.root(), before, limit, seqOfTime);
}

Result<SearchQuery> placeQuery(const audit::Filter& filter, std::uint64_t before, std::uint64_t skip,
                               const SeqOfTime& seqOfTime) {
    return Translator().place(filter.root(), before, skip, seqOfTime);
}

Result<CountQuery> countQuery(const audit::Filter& filter, std::uint64_t from, std::uint64_t to,
                              const SeqOfTime& seqOfTime) {
    return Translator().counting(filter.root(), from, to, seqOfTime);
}

} // namespace countersign::store
