#include "core/service/rights_change_p.h"

#include <algorithm>
#include <tuple>

namespace countersign::service {

namespace {

using decision::Permission;
using delegation::Effect;
using delegation::ResourcePattern;
using Lines = std::vector<RightLine>;

std::string_view takeSegment(std::string_view& path) {
    const auto end = path.find('/');
    const auto segment = path.substr(0, end);
    path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    return segment;
}

/// No only where what stands before the first star, or the whole of a literal, tells them apart.
bool segmentsMayMeet(std::string_view a, std::string_view b) {
    const auto literal = std::min(a.find('*'), b.find('*'));
    if (literal == std::string_view::npos) {
        return a == b;
    }
    const auto beginning = std::min({literal, a.size(), b.size()});
    return a.substr(0, beginning) == b.substr(0, beginning);
}

bool mayMeet(const ResourcePattern& one, const ResourcePattern& other) {
    std::string_view a = one.pattern();
    std::string_view b = other.pattern();
    while (!a.empty() && !b.empty()) {
        const auto segmentA = takeSegment(a);
        const auto segmentB = takeSegment(b);
        if (segmentA == "**" || segmentB == "**") {
            return true;
        }
        if (!segmentsMayMeet(segmentA, segmentB)) {
            return false;
        }
    }
    return a.empty() && b.empty();
}

/// Whether some resource may match both; says yes where it cannot tell.
bool mayMeet(const delegation::ResourceSet& one, const delegation::ResourceSet& other) {
    const auto meetsOneOf = [&](const ResourcePattern& pattern) {
        bool restricted = false;
        for (const auto& theirs : other.patterns()) {
            if (theirs.key() == pattern.key()) {
                restricted = true;
                if (mayMeet(pattern, theirs)) {
                    return true;
                }
            }
        }
        return !restricted;
    };
    // Of each key one alternative has to meet one of the other's.
    const auto& patterns = one.patterns();
    return std::ranges::all_of(patterns, [&](const auto& pattern) {
        return std::ranges::any_of(patterns, [&](const auto& alternative) {
            return alternative.key() == pattern.key() && meetsOneOf(alternative);
        });
    });
}

bool mayMeet(const Permission& one, const Permission& other) {
    return one.scope.intersect(other.scope).has_value() && mayMeet(one.resources, other.resources);
}

bool covers(const Permission& outer, const Permission& inner) {
    return outer.scope.covers(inner.scope) && outer.resources.covers(inner.resources);
}

auto whatOf(const Permission& line) {
    return std::tie(line.scope, line.resources.patterns());
}

bool isSame(const RightLine& a, const RightLine& b) {
    return whatOf(a.line) == whatOf(b.line) && a.line.origin == b.line.origin && a.conditional == b.conditional;
}

/// How this right stands among the lines: absent when nothing gives it for good; else as the lines together hold it.
/// Of several holds the one that asks for most people is told.
std::optional<Permission> standing(const Lines& lines, const RightLine& target) {
    const Permission* right = nullptr;
    std::optional<approval::Hold> hold;
    for (const auto& each : lines) {
        const auto& line = each.line;
        const bool over = covers(line, target.line);
        if (line.effect == Effect::Deny) {
            if (over) {
                return std::nullopt;
            }
            continue;
        }
        if (over && (!each.conditional || isSame(each, target)) &&
            (right == nullptr || whatOf(line) == whatOf(target.line))) {
            right = &line;
        }
        // A hold on a part of the target is told at that part.
        if (line.hold && (over || (mayMeet(line, target.line) && !covers(target.line, line))) &&
            (!hold || hold->quorum < line.hold->quorum)) {
            hold = line.hold;
        }
    }
    if (right == nullptr) {
        return std::nullopt;
    }
    auto out = target.line;
    out.hold = std::move(hold);
    out.origin = right->origin;
    return out;
}

/// The lines of `of` that `other` lacks.
Lines missingIn(const Lines& other, const Lines& of) {
    const auto key = [](const RightLine& each) {
        return std::tie(each.line.scope, each.line.effect, each.line.origin);
    };
    Lines out;
    for (const auto& each : of) {
        const auto same = std::ranges::equal_range(other, key(each), {}, key);
        if (std::ranges::none_of(same, [&](const auto& there) { return there.line == each.line; })) {
            out.push_back(each);
        }
    }
    return out;
}

/// A right that several lines give for good is one right; what has conditions is one by itself.
bool sortsBefore(const RightLine& a, const RightLine& b) {
    const auto origin = [](const RightLine& each) {
        return each.conditional ? std::string_view(each.line.origin) : std::string_view();
    };
    return std::forward_as_tuple(a.line.scope, a.line.resources.patterns(), origin(a)) <
           std::forward_as_tuple(b.line.scope, b.line.resources.patterns(), origin(b));
}

/// The rights for which one of the changed lines may count, each once.
Lines targets(const Lines& changed, const Lines& before, const Lines& after) {
    Lines out;
    for (const auto* lines : {&before, &after}) {
        for (const auto& each : *lines) {
            const auto counts = [&](const RightLine& other) { return mayMeet(other.line, each.line); };
            if (each.line.effect == Effect::Allow && std::ranges::any_of(changed, counts)) {
                out.push_back(each);
            }
        }
    }
    std::ranges::stable_sort(out, sortsBefore);
    const auto repeated =
        std::ranges::unique(out, [](const auto& a, const auto& b) { return !sortsBefore(a, b) && !sortsBefore(b, a); });
    out.erase(repeated.begin(), repeated.end());
    return out;
}

} // namespace

RightsChange rightsChange(const Lines& before, const Lines& after) {
    const auto came = missingIn(before, after);
    const auto went = missingIn(after, before);
    auto changed = came;
    changed.insert(changed.end(), went.begin(), went.end());
    RightsChange out;
    for (const auto& target : targets(changed, before, after)) {
        auto had = standing(before, target);
        auto has = standing(after, target);
        if (had && has && had->hold == has->hold) {
            continue;
        }
        if (had) {
            out.lost.push_back(*std::move(had));
        }
        if (has) {
            out.gained.push_back(*std::move(has));
        }
    }
    // A denial is told as it is written, beside what it does to the rights that it covers.
    for (const auto& [lines, told] : {std::pair(&came, &out.gained), std::pair(&went, &out.lost)}) {
        for (const auto& each : *lines) {
            if (each.line.effect == Effect::Deny) {
                told->push_back(each.line);
            }
        }
    }
    const auto order = [](const Permission& a, const Permission& b) {
        return std::tie(a.scope, a.effect, a.origin) < std::tie(b.scope, b.effect, b.origin);
    };
    std::ranges::stable_sort(out.gained, order);
    std::ranges::stable_sort(out.lost, order);
    return out;
}

} // namespace countersign::service
