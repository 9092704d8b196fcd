#include "core/policy/builtins/builtins.h"

#include "core/policy/builtins/registry_p.h"

#include <algorithm>

namespace countersign::policy {

namespace {

std::vector<Builtin> sortedTable() {
    using namespace detail;
    std::vector<Builtin> table;
    for (const auto family :
         {aggregateBuiltins, arithmeticBuiltins, arrayBuiltins,      bitBuiltins,        certificateBuiltins,
          cidrBuiltins,      comparisonBuiltins, conversionBuiltins, cryptoBuiltins,     encodingBuiltins,
          globBuiltins,      graphBuiltins,      jsonBuiltins,       jsonSchemaBuiltins, objectBuiltins,
          regexBuiltins,     semverBuiltins,     setBuiltins,        stringBuiltins,     systemBuiltins,
          timeBuiltins,      tokenBuiltins,      unitBuiltins,       yamlBuiltins}) {
        const std::span<const Builtin> rows = family();
        table.insert(table.end(), rows.begin(), rows.end());
    }
    std::ranges::sort(table, {}, &Builtin::name);
    return table;
}

} // namespace

std::span<const Builtin> allBuiltins() {
    static const std::vector<Builtin> kTable = sortedTable();
    return kTable;
}

const Builtin* findBuiltin(std::string_view name) {
    const auto all = allBuiltins();
    const auto found = std::ranges::lower_bound(all, name, {}, &Builtin::name);
    return found != all.end() && found->name == name ? &*found : nullptr;
}

BuiltinResult callBuiltin(const Builtin& builtin, BuiltinContext& context, std::span<const Value> arguments) {
    BuiltinResult result = builtin.function(context, arguments);
    if (!result) {
        result.error().detail.insert(0, std::string(builtin.name) + ": ");
    }
    return result;
}

std::string typeText(const Type& type) {
    if (type.kinds == detail::kAny.kinds) {
        return "any";
    }
    std::string text;
    bool isUnion = false;
    for (const Kind kind :
         {Kind::Null, Kind::Boolean, Kind::Number, Kind::String, Kind::Array, Kind::Object, Kind::Set}) {
        if (!type.allows(kind)) {
            continue;
        }
        isUnion = !text.empty();
        text += (isUnion ? ", " : "") + std::string(kindName(kind));
        if (kind >= Kind::Array) {
            text += (kind == Kind::Object ? "[any: " : "[") + typeText({type.elements, detail::kAny.kinds}) + "]";
        }
    }
    return isUnion ? "any<" + text + ">" : text;
}

} // namespace countersign::policy
