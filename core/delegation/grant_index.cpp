#include "core/delegation/grant_index.h"

#include <algorithm>
#include <set>
#include <utility>

namespace countersign::delegation {

namespace {

using PatternIterator = std::vector<ResourcePattern>::const_iterator;

/// Under what a grant is filed within a place.
struct Filing {
    std::string_view key;
    std::vector<std::string_view> values;
    /// Length of the shortest value: the longer, the fewer grants share it.
    std::size_t weight = 0;
    /// Whether the values are whole, not only what all alternatives begin with.
    bool whole = false;
};

std::string_view wholeSegments(std::string_view text) {
    const auto slash = text.rfind('/');
    return text.substr(0, slash == std::string_view::npos ? 0 : slash + 1);
}

std::string_view common(std::string_view a, std::string_view b) {
    return a.substr(0, static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin()));
}

Filing filingOfKey(PatternIterator begin, PatternIterator end) {
    Filing filing{begin->key(), {}, 0, false};
    if (std::none_of(begin, end, [](const auto& pattern) { return pattern.pattern().contains('*'); })) {
        std::size_t shortest = std::string_view::npos;
        for (auto it = begin; it != end; ++it) {
            filing.values.emplace_back(it->pattern());
            shortest = std::min(shortest, it->pattern().size());
        }
        filing.weight = shortest;
        filing.whole = true;
        return filing;
    }
    std::string_view shared = begin->pattern();
    for (auto it = begin; it != end; ++it) {
        const std::string_view pattern = it->pattern();
        shared = common(shared, pattern.substr(0, pattern.find('*')));
    }
    shared = wholeSegments(shared);
    filing.values = {shared};
    filing.weight = shared.size();
    return filing;
}

/// By the key that tells most; not to be called without patterns.
Filing filingOf(const ResourceSet& resources) {
    const auto& patterns = resources.patterns();
    Filing best;
    for (auto it = patterns.begin(); it != patterns.end();) {
        const auto end = std::find_if(it, patterns.end(), [&](const auto& p) { return p.key() != it->key(); });
        Filing filing = filingOfKey(it, end);
        if (best.values.empty() || filing.weight > best.weight) {
            best = std::move(filing);
        }
        it = end;
    }
    return best;
}

std::set<std::string_view> scopesOf(const Grant& grant, std::string_view patterned) {
    std::set<std::string_view> out;
    for (const auto& scope : grant.scopes) {
        if (!scope.isLiteral()) {
            return {patterned};
        }
        out.insert(scope.text());
    }
    return out;
}

const GrantId& idOf(const std::shared_ptr<const Grant>& grant) {
    return grant->id;
}

} // namespace

GrantList::Rest& GrantList::ownRest() {
    if (!m_rest) {
        m_rest = std::make_shared<Rest>();
    } else if (m_rest.use_count() != 1) {
        m_rest = std::make_shared<Rest>(*m_rest);
    }
    return *m_rest;
}

void GrantList::add(const std::shared_ptr<const Grant>& grant) {
    if (!m_first) {
        m_first = grant;
        return;
    }
    const bool isFirst = grant->id < m_first->id;
    const auto later = isFirst ? std::exchange(m_first, grant) : grant;
    Rest& rest = ownRest();
    rest.insert(std::ranges::lower_bound(rest, later->id, {}, idOf), later);
}

void GrantList::remove(const GrantId& id) {
    if (m_first && m_first->id == id) {
        m_first = nullptr;
        if (m_rest) {
            Rest& rest = ownRest();
            m_first = std::move(rest.front());
            rest.erase(rest.begin());
        }
    } else if (m_rest) {
        Rest& rest = ownRest();
        if (const auto at = std::ranges::lower_bound(rest, id, {}, idOf); at != rest.end() && (*at)->id == id) {
            rest.erase(at);
        }
    }
    if (m_rest && m_rest->empty()) {
        m_rest = nullptr;
    }
}

void GrantIndex::add(const std::shared_ptr<const Grant>& grant) {
    file(*grant, grant);
}

void GrantIndex::remove(const Grant& grant) {
    file(grant, nullptr);
}

void GrantIndex::file(const Grant& grant, const std::shared_ptr<const Grant>& added) {
    for (const std::string_view scope : scopesOf(grant, kPatterned)) {
        const Place place = placeOf(grant.to.text(), scope);
        Bucket& bucket = m_buckets.edit(place);
        if (scope == kPatterned) {
            filePatterns(bucket, grant, added != nullptr);
        }
        if (!grant.resources.isAny()) {
            fileByResource(place, bucket, grant, added);
        } else if (added) {
            bucket.anyResource.add(added);
        } else {
            bucket.anyResource.remove(grant.id);
        }
        if (bucket.anyResource.empty() && bucket.keys.empty()) {
            m_buckets.erase(place);
        }
    }
}

void GrantIndex::filePatterns(Bucket& bucket, const Grant& grant, bool added) {
    for (const ScopePattern& pattern : grant.scopes) {
        auto at = std::ranges::lower_bound(bucket.patterns, pattern, {}, [](const auto& p) { return p.first; });
        if (at == bucket.patterns.end() || at->first != pattern) {
            at = bucket.patterns.insert(at, {pattern, 0});
        }
        at->second = added ? at->second + 1 : at->second - 1;
        if (at->second == 0) {
            bucket.patterns.erase(at);
        }
    }
}

bool GrantIndex::hasScope(const std::string& subject, const Scope& scope) const {
    if (m_buckets.find(placeOf(subject, scope.text())) != nullptr) {
        return true;
    }
    const Bucket* patterned = m_buckets.find(placeOf(subject, kPatterned));
    return patterned != nullptr &&
           std::ranges::any_of(patterned->patterns, [&](const auto& p) { return p.first.matches(scope); });
}

void GrantIndex::fileByResource(Place place, Bucket& bucket, const Grant& grant,
                                const std::shared_ptr<const Grant>& added) {
    const Filing filing = filingOf(grant.resources);
    auto key = std::ranges::lower_bound(bucket.keys, filing.key, {}, &FilingKey::key);
    if (key == bucket.keys.end() || key->key != filing.key) {
        key = bucket.keys.insert(key, {std::string(filing.key), 0, 0});
    }
    std::size_t& count = filing.whole ? key->values : key->beginnings;
    count = added ? count + 1 : count - 1;
    if (key->values + key->beginnings == 0) {
        bucket.keys.erase(key);
    }
    for (const std::string_view value : filing.values) {
        const Place valuePlace = combine(combine(place, filing.key), value);
        GrantList& list = m_byValue.edit(valuePlace);
        if (added) {
            list.add(added);
        } else {
            list.remove(grant.id);
        }
        if (list.empty()) {
            m_byValue.erase(valuePlace);
        }
    }
}

} // namespace countersign::delegation
