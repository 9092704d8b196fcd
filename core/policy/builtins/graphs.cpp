#include "core/policy/builtins/operands_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>
#include <set>

namespace countersign::policy::detail {

namespace {

/// Every value inside a value, itself first, with the path to it.
class Walker {
public:
    explicit Walker(BuiltinContext& context) : m_context(context) {}

    Result<void> visit(const Value& value) {
        CHECK(m_context.charge((m_path.size() + 4) * sizeof(Value)));
        m_pairs.push_back(Value::array(std::vector{Value::array(m_path), value}));
        std::int64_t index = 0;
        for (const Value& element : value.elements()) {
            CHECK(below(value.isSet() ? element : Value::integer(index++), element));
        }
        for (const Member& member : value.members()) {
            CHECK(below(member.key, member.value));
        }
        return {};
    }

    [[nodiscard]] Value pairs() const { return Value::array(m_pairs); }

private:
    Result<void> below(const Value& key, const Value& value) {
        m_path.push_back(key);
        CHECK(visit(value));
        m_path.pop_back();
        return {};
    }

    BuiltinContext& m_context;
    std::vector<Value> m_path;
    std::vector<Value> m_pairs;
};

BuiltinResult walk(BuiltinContext& context, Arguments arguments) {
    Walker walker(context);
    CHECK(walker.visit(arguments[0]));
    return walker.pairs();
}

Result<void> wantsGraph(Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Object));
    return wants(arguments, 1, {Kind::Array, Kind::Set});
}

/// The vertices that can be reached and that the graph has.
BuiltinResult reachable(BuiltinContext& context, Arguments arguments) {
    CHECK(wantsGraph(arguments));
    std::vector<Value> open(arguments[1].elements().begin(), arguments[1].elements().end());
    std::set<Value> reached;
    while (!open.empty()) {
        const Value vertex = open.back();
        open.pop_back();
        const Value* edges = arguments[0].find(vertex);
        if (edges == nullptr || !reached.insert(vertex).second) {
            continue;
        }
        CHECK(context.step(edges->size() + 1));
        CHECK(context.charge(sizeof(Value) * 4));
        open.insert(open.end(), edges->elements().begin(), edges->elements().end());
    }
    return Value::set({reached.begin(), reached.end()});
}

/// All paths without a circle, each as long as it can be.
class PathFinder {
public:
    PathFinder(BuiltinContext& context, const Value& graph) : m_context(context), m_graph(graph) {}

    Result<void> follow(const Value& vertex) {
        const Value* edges = m_graph.find(vertex);
        if (edges == nullptr || std::ranges::find(m_path, vertex) != m_path.end()) {
            return end();
        }
        if (m_path.size() >= kMostDepth) {
            return fail(Code::TooLarge, "a path of more than " + std::to_string(kMostDepth) + " vertices");
        }
        m_path.push_back(vertex);
        if (edges->elements().empty()) {
            CHECK(end());
        }
        for (const Value& next : edges->elements()) {
            CHECK(follow(next));
        }
        m_path.pop_back();
        return {};
    }

    [[nodiscard]] Value paths() { return Value::set(std::move(m_paths)); }

private:
    static constexpr std::size_t kMostDepth = 1000;

    Result<void> end() {
        CHECK(m_context.charge((m_path.size() + 2) * sizeof(Value)));
        if (!m_path.empty()) {
            m_paths.push_back(Value::array(m_path));
        }
        return {};
    }

    BuiltinContext& m_context;
    const Value& m_graph;
    std::vector<Value> m_path;
    std::vector<Value> m_paths;
};

BuiltinResult reachablePaths(BuiltinContext& context, Arguments arguments) {
    CHECK(wantsGraph(arguments));
    PathFinder finder(context, arguments[0]);
    for (const Value& vertex : arguments[1].elements()) {
        CHECK(finder.follow(vertex));
    }
    return finder.paths();
}

constexpr std::array kTable = std::to_array<Builtin>({
    {"walk", takes({kAny}, kArray), walk, "Pairs of path and value for every value inside a value.", Trait::Relation},
    {"graph.reachable", takes({of(kObject, kList), kList}, kSet), reachable,
     "The vertices that can be reached from the given ones; the graph maps each to its neighbours."},
    {"graph.reachable_paths", takes({of(kObject, kList), kList}, of(kSet, kArray)), reachablePaths,
     "The paths from the given vertices to where they end, without circles."},
});

} // namespace

std::span<const Builtin> graphBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
