#include "core/policy/compiler_p.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace countersign::policy {

namespace {

using Targets = std::set<const Node*, decltype([](const Node* a, const Node* b) { return a->id < b->id; })>;

/// Reading a package reads no functions.
void addAll(const Node& node, Targets& out) {
    if (node.kind != NodeKind::Inner && node.kind != NodeKind::Function) {
        out.insert(&node);
    }
    for (const auto& [key, child] : node.children) {
        addAll(*child, out);
    }
}

/// The rules that a reference reads.
void addMatching(const Node& node, std::span<const std::optional<Value>> keys, Targets& out) {
    if (keys.empty() || node.kind != NodeKind::Inner) {
        if (node.kind == NodeKind::Function) {
            out.insert(&node);
            return;
        }
        addAll(node, out);
        return;
    }
    if (keys.front()) {
        if (const auto* child = node.child(*keys.front())) {
            addMatching(*child, keys.subspan(1), out);
        }
        return;
    }
    for (const auto& [key, child] : node.children) {
        addMatching(*child, keys.subspan(1), out);
    }
}

/// Depth first over the graph, without recursion of its own: ten thousand rules may be one chain.
class CircleSearch {
public:
    explicit CircleSearch(const std::map<std::uint32_t, std::pair<const Node*, Targets>>& graph) : m_graph(graph) {}

    /// The rules of a circle, the first one again at its end; empty when there is none.
    std::vector<const Node*> run() {
        for (const auto& [id, entry] : m_graph) {
            if (auto found = from(entry.first); !found.empty()) {
                return found;
            }
        }
        return {};
    }

private:
    enum class State : std::uint8_t { New, Open, Done };
    struct Visit {
        const Node* node;
        std::vector<const Node*> next;
    };

    void open(const Node* node) {
        m_states[node->id] = State::Open;
        Visit visit{node, {}};
        if (const auto found = m_graph.find(node->id); found != m_graph.end()) {
            visit.next.assign(found->second.second.rbegin(), found->second.second.rend());
        }
        m_path.push_back(std::move(visit));
    }

    std::vector<const Node*> from(const Node* node) {
        if (m_states[node->id] != State::New) {
            return {};
        }
        open(node);
        while (!m_path.empty()) {
            auto& visit = m_path.back();
            if (visit.next.empty()) {
                m_states[visit.node->id] = State::Done;
                m_path.pop_back();
                continue;
            }
            const auto* next = visit.next.back();
            visit.next.pop_back();
            const auto state = m_states[next->id];
            if (state == State::New) {
                open(next);
            } else if (state == State::Open) {
                std::vector<const Node*> out;
                auto begin = std::ranges::find(m_path, next, &Visit::node);
                for (; begin != m_path.end(); ++begin) {
                    out.push_back(begin->node);
                }
                out.push_back(next);
                return out;
            }
        }
        return {};
    }

    const std::map<std::uint32_t, std::pair<const Node*, Targets>>& m_graph;
    std::unordered_map<std::uint32_t, State> m_states;
    std::vector<Visit> m_path;
};

} // namespace

void Compiler::checkRecursion() {
    std::map<std::uint32_t, std::pair<const Node*, Targets>> graph;
    for (const auto& dependency : m_dependencies) {
        auto& entry = graph.try_emplace(dependency.from->id, dependency.from, Targets{}).first->second;
        addMatching(m_program.root, dependency.keys, entry.second);
    }
    const auto circle = CircleSearch(graph).run();
    if (circle.empty()) {
        return;
    }
    std::string way;
    for (const auto* node : circle) {
        way.append(way.empty() ? "" : " -> ").append(node->name);
    }
    const auto& at = m_defined.at(circle.front());
    error(Fault::Recursion, at.first, at.second, "rule " + circle.front()->name + " is recursive: " + way);
}

} // namespace countersign::policy
