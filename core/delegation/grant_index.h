#pragma once

#include "core/base/shared_map.h"
#include "core/delegation/grant.h"

#include <memory>

namespace countersign::delegation {

/// Grants in id order. Copies share the grants and, until one of them changes, the list itself.
class GrantList {
public:
    [[nodiscard]] bool empty() const { return m_first == nullptr; }
    void add(const std::shared_ptr<const Grant>& grant);
    void remove(const GrantId& id);

    template <class F>
    void each(F&& visit) const {
        if (m_first) {
            visit(*m_first);
        }
        if (m_rest) {
            for (const auto& grant : *m_rest) {
                visit(*grant);
            }
        }
    }

private:
    using Rest = std::vector<std::shared_ptr<const Grant>>;
    Rest& ownRest();

    /// Most lists hold one grant: it is reached without a further step.
    std::shared_ptr<const Grant> m_first;
    std::shared_ptr<Rest> m_rest;
};

/// Finds the grants that can apply to one request without looking at the others: by subject, then by scope, then by the
/// value of one resource key. Copies share structure (see SharedMap).
///
/// A grant whose scopes are all literal is filed under each of them, any other under one common place. Within such a
/// place it is filed by one of its resource keys: under the value when all alternatives of that key are literal, else
/// under the whole path segments that they all begin with; a grant on any resource is in a list of its own. So a
/// request's value finds its grants by looking up itself and its path prefixes. Only grants whose patterns begin alike
/// share a list.
class GrantIndex {
public:
    /// The grant must not be in the index.
    void add(const std::shared_ptr<const Grant>& grant);
    /// The grant must be in the index, exactly as given.
    void remove(const Grant& grant);

    /// Each grant of the subject at most once; in each list in id order. The visitor checks scope and resource itself.
    template <class F>
    void visit(const std::string& subject, const Scope& scope, const Resource& resource, F&& visitor) const {
        visitPlace(placeOf(subject, scope.text()), subject, resource, visitor);
        visitPlace(placeOf(subject, kPatterned), subject, resource, visitor);
    }

    /// Whether the subject has a grant of this scope on whatever resource. Only for explaining a refusal.
    [[nodiscard]] bool hasScope(const std::string& subject, const Scope& scope) const;

private:
    /// Hash of subject and scope, or of these and a resource value. Two of them may share one list: harmless, because
    /// visiting compares the subject and the visitor the rest.
    using Place = std::uint64_t;
    /// A resource key by which grants of a bucket are filed, and how many under whole values and under beginnings.
    struct FilingKey {
        std::string key;
        std::size_t values = 0;
        std::size_t beginnings = 0;
    };
    struct Bucket {
        GrantList anyResource;
        std::vector<FilingKey> keys;
        /// In the common place of patterns: each scope pattern filed here, and how often.
        std::vector<std::pair<ScopePattern, std::size_t>> patterns;
    };
    static constexpr std::string_view kPatterned = "*";

    static Place combine(Place place, std::string_view text) {
        return (place ^ std::hash<std::string_view>{}(text)) * 0x9E3779B97F4A7C15ULL + 1;
    }
    static Place placeOf(std::string_view subject, std::string_view scope) {
        return combine(combine(0, subject), scope);
    }

    template <class F>
    static void visitList(const GrantList& list, const std::string& subject, F& visitor) {
        list.each([&](const Grant& grant) {
            if (grant.to.text() == subject) {
                visitor(grant);
            }
        });
    }

    template <class F>
    void visitPlace(Place place, const std::string& subject, const Resource& resource, F& visitor) const {
        const Bucket* bucket = m_buckets.find(place);
        if (bucket == nullptr) {
            return;
        }
        visitList(bucket->anyResource, subject, visitor);
        for (const FilingKey& filing : bucket->keys) {
            if (const auto it = resource.find(filing.key); it != resource.end()) {
                visitValue(filing, combine(place, filing.key), it->second, subject, visitor);
            }
        }
    }

    template <class F>
    void visitValue(const FilingKey& filing, Place place, std::string_view value, const std::string& subject,
                    F& visitor) const {
        const auto visitText = [&](std::string_view text) {
            if (const GrantList* list = m_byValue.find(combine(place, text))) {
                visitList(*list, subject, visitor);
            }
        };
        if (filing.values > 0) {
            visitText(value);
        }
        if (filing.beginnings > 0) {
            // `a/b/c`: `a/b/`, `a/`, nothing.
            for (std::size_t length = value.size(); length > 0;) {
                const auto slash = length == 1 ? std::string_view::npos : value.rfind('/', length - 2);
                length = slash == std::string_view::npos ? 0 : slash + 1;
                visitText(value.substr(0, length));
            }
        }
    }

    /// Files `added`, or takes the grant out when it is null.
    void file(const Grant& grant, const std::shared_ptr<const Grant>& added);
    static void filePatterns(Bucket& bucket, const Grant& grant, bool added);
    void fileByResource(Place place, Bucket& bucket, const Grant& grant, const std::shared_ptr<const Grant>& added);

    SharedMap<Place, Bucket, 1024> m_buckets;
    SharedMap<Place, GrantList, 1024> m_byValue;
};

} // namespace countersign::delegation
