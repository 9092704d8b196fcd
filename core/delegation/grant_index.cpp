#include "core/delegation/grant_index.h"

#include <algorithm>
#include <set>

namespace countersign::delegation {

namespace {

using PatternIterator = std::vector<ResourcePattern>::const_iterator;

/// Under what a grant is filed within a place.
struct Filing {
    std::string_view key;
    std::vector<std::string_view> values;
    /// Length of the shortest value: the longer, the fewer grants share it.
    std::size_t weight = 0;
};

std::string_view wholeSegments(std::string_view text) {
    const auto slash = text.rfind('/');
    return text.substr(0, slash == std::string_view::npos ? 0 : slash + 1);
}

std::string_view common(std::string_view a, std::string_view b) {
    return a.substr(0, static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin()));
}

Filing filingOfKey(PatternIterator begin, PatternIterator end) {
    Filing filing{begin->key(), {}, 0};
    if (std::none_of(begin, end, [](const auto& pattern) { return pattern.pattern().contains('*'); })) {
        std::size_t shortest = std::string_view::npos;
        for (auto it = begin; it != end; ++it) {
            filing.values.emplace_back(it->pattern());
            shortest = std::min(shortest, it->pattern().size());
        }
        filing.weight = shortest;
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

void change(std::vector<std::shared_ptr<const Grant>>& entries, const Grant& grant,
            const std::shared_ptr<const Grant>& added) {
    const auto at = std::ranges::lower_bound(entries, grant.id, {}, [](const auto& e) -> const auto& { return e->id; });
    if (added) {
        entries.insert(at, added);
    } else if (at != entries.end() && (*at)->id == grant.id) {
        entries.erase(at);
    }
}

/// One grant more or less under this name.
void count(std::vector<std::pair<std::string, std::size_t>>& keys, std::string_view key,
           const std::shared_ptr<const Grant>& added) {
    auto at = std::ranges::lower_bound(keys, key, {}, [](const auto& k) -> std::string_view { return k.first; });
    if (at == keys.end() || at->first != key) {
        at = keys.insert(at, {std::string(key), 0});
    }
    at->second = added ? at->second + 1 : at->second - 1;
    if (at->second == 0) {
        keys.erase(at);
    }
}

} // namespace

void GrantIndex::add(const std::shared_ptr<const Grant>& grant) {
    file(*grant, grant);
}

void GrantIndex::remove(const Grant& grant) {
    file(grant, nullptr);
}

void GrantIndex::file(const Grant& grant, const std::shared_ptr<const Grant>& added) {
    for (const std::string_view scope : scopesOf(grant, kPatterned)) {
        const Place place = placeOf(grant.to.text(), scope);
        const Bucket* found = m_buckets.find(place);
        Bucket bucket = found == nullptr ? Bucket() : *found;
        for (const auto& pattern : grant.scopes) {
            count(bucket.scopes, pattern.text(), added);
        }
        if (grant.resources.isAny()) {
            change(bucket.anyResource, grant, added);
        } else {
            const Filing filing = filingOf(grant.resources);
            count(bucket.keys, filing.key, added);
            for (const std::string_view value : filing.values) {
                fileValue(combine(combine(place, filing.key), value), grant, added);
            }
        }
        if (bucket.anyResource.empty() && bucket.keys.empty()) {
            m_buckets.erase(place);
        } else {
            m_buckets.set(place, std::move(bucket));
        }
    }
}

bool GrantIndex::hasScope(const std::string& subject, const Scope& scope) const {
    for (const std::string_view place : {std::string_view(scope.text()), kPatterned}) {
        if (const Bucket* bucket = m_buckets.find(placeOf(subject, place))) {
            for (const auto& [text, number] : bucket->scopes) {
                const auto pattern = ScopePattern::parse(text);
                if (pattern && pattern->matches(scope)) {
                    return true;
                }
            }
        }
    }
    return false;
}

void GrantIndex::fileValue(Place place, const Grant& grant, const std::shared_ptr<const Grant>& added) {
    const Entries* found = m_byValue.find(place);
    Entries entries = found == nullptr ? Entries() : *found;
    change(entries, grant, added);
    if (entries.empty()) {
        m_byValue.erase(place);
    } else {
        m_byValue.set(place, std::move(entries));
    }
}

} // namespace countersign::delegation
