#include "core/policy/partial_document_p.h"

namespace countersign::policy {

PartialDocument* PartialDocument::at(std::span<const Value> path) {
    auto* out = this;
    for (const auto& key : path) {
        if (out->m_value || out->m_elements) {
            return nullptr;
        }
        auto& next = out->m_members[key];
        if (next == nullptr) {
            next = std::make_unique<PartialDocument>();
        }
        out = next.get();
    }
    return out;
}

bool PartialDocument::put(std::span<const Value> path, const Value& value) {
    auto* end = at(path);
    if (end == nullptr || end->m_elements || !end->m_members.empty() || (end->m_value && *end->m_value != value)) {
        return false;
    }
    end->m_value = value;
    return true;
}

bool PartialDocument::add(std::span<const Value> path, const Value& element) {
    auto* end = at(path);
    if (end == nullptr || end->m_value || !end->m_members.empty()) {
        return false;
    }
    if (!end->m_elements) {
        end->m_elements.emplace();
    }
    end->m_elements->push_back(element);
    return true;
}

Value PartialDocument::value() && {
    if (m_value) {
        return *std::move(m_value);
    }
    if (m_elements) {
        return Value::set(*std::move(m_elements));
    }
    std::vector<Member> members;
    members.reserve(m_members.size());
    for (auto& [key, member] : m_members) {
        members.push_back({key, std::move(*member).value()});
    }
    return Value::object(std::move(members));
}

} // namespace countersign::policy
