#include "core/policy/builtins/json_path_p.h"
#include "core/policy/builtins/numbers_p.h"
#include "core/policy/builtins/registry_p.h"
#include "core/policy/builtins/runes_p.h"

#include <algorithm>
#include <re2/re2.h>

namespace countersign::policy::detail {

namespace {

constexpr unsigned kMostDepth = 200;

std::unexpected<Error> badSchema(std::string_view what) {
    return builtinError("jsonschema: " + std::string(what));
}

constexpr std::array<std::string_view, 7> kTypes{"array", "boolean", "integer", "number", "null", "object", "string"};

bool isInteger(const Value& value) {
    return value.isNumber() && toInteger(value).has_value();
}

bool hasType(const Value& value, std::string_view type) {
    return type == kindName(value.kind()) || (type == "integer" && isInteger(value));
}

std::string_view typeOf(const Value& value) {
    return isInteger(value) ? "integer" : kindName(value.kind());
}

/// One list of keywords whose values are of one form.
template <std::size_t N>
bool isAmong(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

constexpr std::array<std::string_view, 8> kSchemas{
    "additionalItems", "additionalProperties", "contains", "else", "if", "not", "propertyNames", "then"};
constexpr std::array<std::string_view, 3> kSchemaLists{"allOf", "anyOf", "oneOf"};
constexpr std::array<std::string_view, 4> kSchemaMaps{"definitions", "$defs", "patternProperties", "properties"};
constexpr std::array<std::string_view, 6> kCounts{"maxItems", "maxLength", "maxProperties",
                                                  "minItems", "minLength", "minProperties"};
constexpr std::array<std::string_view, 3> kNumbers{"maximum", "minimum", "multipleOf"};

/// Whether a value is a schema of the drafts 4, 6 and 7 of JSON Schema.
class SchemaCheck {
public:
    explicit SchemaCheck(BuiltinContext& context) : m_context(context) {}

    Result<void> schema(const Value& value, unsigned depth) {
        CHECK(m_context.step(1));
        if (depth > kMostDepth) {
            return badSchema("nested too deeply");
        }
        if (value.isBoolean()) {
            return {};
        }
        if (!value.isObject()) {
            return badSchema("a schema must be an object or a boolean, not " + std::string(kindName(value.kind())));
        }
        for (const Member& member : value.members()) {
            CHECK(keyword(member.key.asString(), member.value, depth));
        }
        return {};
    }

private:
    static std::unexpected<Error> wrong(std::string_view name, std::string_view expected) {
        return badSchema("Invalid type. Expected: " + std::string(expected) + ", given: something else for " +
                         std::string(name));
    }

    Result<void> all(std::string_view name, const Value& value, unsigned depth) {
        for (const Value& each : value.elements()) {
            CHECK(schema(each, depth + 1));
        }
        return value.isArray() && value.size() > 0 ? Result<void>() : wrong(name, "valid schema");
    }

    Result<void> keyword(std::string_view name, const Value& value, unsigned depth) {
        if (name == "type") {
            return type(value);
        }
        if (isAmong(kSchemas, name)) {
            return schema(value, depth + 1);
        }
        if (isAmong(kSchemaLists, name)) {
            return all(name, value, depth);
        }
        if (isAmong(kSchemaMaps, name)) {
            for (const Member& member : value.members()) {
                CHECK(schema(member.value, depth + 1));
                if (name == "patternProperties") {
                    CHECK(m_context.patterns().regex(member.key.asString()));
                }
            }
            return value.isObject() ? Result<void>() : wrong(name, "valid schema");
        }
        if (name == "items") {
            return value.isArray() ? all(name, value, depth) : schema(value, depth + 1);
        }
        if (isAmong(kCounts, name)) {
            const auto count = value.isNumber() ? toInteger(value) : std::nullopt;
            return count && *count >= 0 ? Result<void>() : wrong(name, "integer");
        }
        if (isAmong(kNumbers, name)) {
            return value.isNumber() && (name != "multipleOf" || value > Value::integer(0)) ? Result<void>()
                                                                                           : wrong(name, "number");
        }
        if (name == "required") {
            const bool isGood = value.isArray() && std::ranges::all_of(value.elements(), &Value::isString);
            return isGood ? Result<void>() : wrong(name, "array of strings");
        }
        if (name == "enum") {
            return value.isArray() && value.size() > 0 ? Result<void>() : wrong(name, "array");
        }
        if (name == "pattern") {
            if (!value.isString()) {
                return wrong(name, "valid regex");
            }
            CHECK(m_context.patterns().regex(value.asString()));
        }
        if ((name == "$ref" || name == "$id" || name == "$schema" || name == "format" || name == "title" ||
             name == "description") &&
            !value.isString()) {
            return wrong(name, "string");
        }
        if (name == "uniqueItems" && !value.isBoolean()) {
            return wrong(name, "boolean");
        }
        return {};
    }

    static Result<void> type(const Value& value) {
        const std::vector<Value> types =
            value.isArray() ? std::vector(value.elements().begin(), value.elements().end()) : std::vector{value};
        for (const Value& each : types) {
            if (!each.isString()) {
                return badSchema("Invalid type. Expected: string/array of strings, given: type");
            }
            if (!isAmong(kTypes, each.asString())) {
                return badSchema("has a primitive type that is NOT VALID -- given: /" + std::string(each.asString()) +
                                 "/ Expected valid values are:[array boolean integer number null object string]");
            }
        }
        return types.empty() ? badSchema("type is an empty list") : Result<void>();
    }

    BuiltinContext& m_context;
};

/// One thing that does not fit.
struct Complaint {
    std::string type;
    std::string field;
    std::string text;
};

class Validator {
public:
    Validator(BuiltinContext& context, const Value& root) : m_context(context), m_root(root) {}

    /// Appends what does not fit; the field is a path such as `(root).a.0`.
    Result<void> validate(const Value& schema, const Value& value, const std::string& field, unsigned depth,
                          std::vector<Complaint>& out) {
        CHECK(m_context.step(1));
        if (depth > kMostDepth) {
            return badSchema("nested too deeply");
        }
        if (schema.isFalse()) {
            out.push_back({"false", field, "False always fails validation"});
        }
        if (!schema.isObject()) {
            return {};
        }
        if (const Value* reference = schema.find("$ref")) {
            TRY(const Value target, resolve(reference->asString()));
            return validate(target, value, field, depth + 1, out);
        }
        const Place place{schema, value, field, depth, out};
        checkType(place);
        checkEnum(place);
        CHECK(checkCombinations(place));
        switch (value.kind()) {
        case Kind::Number:
            return checkNumber(place);
        case Kind::String:
            return checkString(place);
        case Kind::Array:
            return checkArray(place);
        case Kind::Object:
            return checkObject(place);
        case Kind::Null:
        case Kind::Boolean:
        case Kind::Set:
            return {};
        }
        std::unreachable();
    }

private:
    struct Place {
        const Value& schema;
        const Value& value;
        const std::string& field;
        unsigned depth;
        std::vector<Complaint>& out;

        void complain(std::string_view type, std::string text) const {
            out.push_back({std::string(type), field, std::move(text)});
        }
    };

    /// `#` and `#/definitions/a`: nothing is fetched from anywhere.
    Result<Value> resolve(std::string_view reference) const {
        if (!reference.starts_with('#')) {
            return badSchema("the reference `" + std::string(reference) +
                             "` leads out of the schema, and nothing is fetched");
        }
        reference.remove_prefix(1);
        const Value* target = &m_root;
        if (!reference.empty()) {
            const auto path = pathOf(Value::string(reference));
            for (const Value& key : *path) {
                const auto index = target->isArray() ? indexOf(key) : std::nullopt;
                target = index ? target->find(Value::integer(static_cast<std::int64_t>(*index))) : target->find(key);
                if (target == nullptr) {
                    return badSchema("Object has no key '" + std::string(key.asString()) + "'");
                }
            }
        }
        return *target;
    }

    static void checkType(const Place& place) {
        const Value* type = place.schema.find("type");
        if (type == nullptr) {
            return;
        }
        const std::vector<Value> types =
            type->isArray() ? std::vector(type->elements().begin(), type->elements().end()) : std::vector{*type};
        if (std::ranges::none_of(types, [&](const Value& each) { return hasType(place.value, each.asString()); })) {
            std::string expected;
            for (const Value& each : types) {
                expected += (expected.empty() ? "" : ",") + std::string(each.asString());
            }
            place.complain("invalid_type",
                           "Invalid type. Expected: " + expected + ", given: " + std::string(typeOf(place.value)));
        }
    }

    static std::string nameOf(const std::string& field) {
        return field.starts_with("(root).") ? field.substr(7) : field;
    }

    static void checkEnum(const Place& place) {
        if (const Value* allowed = place.schema.find("enum");
            allowed != nullptr && std::ranges::find(allowed->elements(), place.value) == allowed->elements().end()) {
            std::string list;
            for (const Value& each : allowed->elements()) {
                list += (list.empty() ? "" : ", ") + toJson(each);
            }
            place.complain("enum", nameOf(place.field) + " must be one of the following: " + list);
        }
        if (const Value* only = place.schema.find("const"); only != nullptr && *only != place.value) {
            place.complain("const", nameOf(place.field) + " does not match: " + toJson(*only));
        }
    }

    /// Whether the value fits; what does not fit goes to `out`, if there is one.
    Result<bool> fits(const Place& place, const Value& schema, std::vector<Complaint>* out = nullptr) {
        std::vector<Complaint> complaints;
        CHECK(validate(schema, place.value, place.field, place.depth + 1, complaints));
        if (out != nullptr) {
            out->insert(out->end(), complaints.begin(), complaints.end());
        }
        return complaints.empty();
    }

    Result<std::size_t> countFits(const Place& place, const Value& schemas, std::vector<Complaint>* out = nullptr) {
        std::size_t count = 0;
        for (const Value& schema : schemas.elements()) {
            TRY(const bool isFit, fits(place, schema, out));
            count += isFit ? 1 : 0;
        }
        return count;
    }

    Result<void> checkCombinations(const Place& place) {
        std::vector<Complaint> below;
        if (const Value* all = place.schema.find("allOf")) {
            TRY(const std::size_t count, countFits(place, *all, &below));
            if (count != all->size()) {
                place.complain("number_all_of", "Must validate all the schemas (allOf)");
            }
        }
        if (const Value* any = place.schema.find("anyOf")) {
            TRY(const std::size_t count, countFits(place, *any));
            if (count == 0) {
                place.complain("number_any_of", "Must validate at least one schema (anyOf)");
            }
        }
        if (const Value* one = place.schema.find("oneOf")) {
            TRY(const std::size_t count, countFits(place, *one));
            if (count != 1) {
                place.complain("number_one_of", "Must validate one and only one schema (oneOf)");
            }
        }
        if (const Value* no = place.schema.find("not")) {
            TRY(const bool isFit, fits(place, *no));
            if (isFit) {
                place.complain("number_not", "Must not validate the schema (not)");
            }
        }
        if (const Value* condition = place.schema.find("if")) {
            TRY(const bool holds, fits(place, *condition));
            const Value* branch = place.schema.find(holds ? "then" : "else");
            TRY(const bool isFit, branch != nullptr ? fits(place, *branch, &below) : Result<bool>(true));
            if (!isFit) {
                place.complain(holds ? "condition_then" : "condition_else",
                               holds ? "Must validate \"then\" as \"if\" was valid"
                                     : "Must validate \"else\" as \"if\" was not valid");
            }
        }
        place.out.insert(place.out.end(), below.begin(), below.end());
        return {};
    }

    static Result<void> checkNumber(const Place& place) {
        const auto limit = [&](std::string_view name) {
            const Value* found = place.schema.find(name);
            return found != nullptr && found->isNumber() ? found : nullptr;
        };
        // Draft 4 has booleans beside the bounds, later ones numbers of their own.
        const auto isExclusive = [&](std::string_view name) {
            const Value* found = place.schema.find(name);
            return found != nullptr && found->isTrue();
        };
        const Value& value = place.value;
        const auto bound = [&](const Value* least, bool isStrict, bool isMinimum) {
            if (least == nullptr || (isMinimum ? value > *least : value < *least) || (!isStrict && value == *least)) {
                return;
            }
            const std::string direction = isMinimum ? "greater" : "less";
            place.complain(std::string("number_") + (isMinimum ? "g" : "l") + (isStrict ? "t" : "te"),
                           "Must be " + direction + " than " + (isStrict ? "" : "or equal to ") + least->text());
        };
        bound(limit("minimum"), isExclusive("exclusiveMinimum"), true);
        bound(limit("maximum"), isExclusive("exclusiveMaximum"), false);
        bound(limit("exclusiveMinimum"), true, true);
        bound(limit("exclusiveMaximum"), true, false);
        if (const Value* unit = limit("multipleOf")) {
            TRY(const Value quotient, calculate(Operation::Divide, value, *unit));
            if (!isInteger(quotient)) {
                place.complain("multiple_of", "Must be a multiple of " + unit->text());
            }
        }
        return {};
    }

    static void count(const Place& place, std::size_t size, std::string_view least, std::string_view most,
                      std::string_view type, const std::string& what) {
        const Value value = Value::integer(static_cast<std::int64_t>(size));
        const Value* low = place.schema.find(least);
        const Value* high = place.schema.find(most);
        const bool isText = type == "string";
        const auto say = [&](const Value& number, bool isLeast) {
            const std::string_view word = isText ? (isLeast ? "greater than or equal to " : "less than or equal to ")
                                                 : (isLeast ? "at least " : "at most ");
            return isText ? "String length must be " + std::string(word) + number.text()
                          : what + std::string(word) + number.text();
        };
        if (low != nullptr && value < *low) {
            place.complain(isText ? "string_gte" : "array_min_" + std::string(type),
                           say(*low, true) + (isText ? "" : " " + std::string(type)));
        }
        if (high != nullptr && value > *high) {
            place.complain(isText ? "string_lte" : "array_max_" + std::string(type),
                           say(*high, false) + (isText ? "" : " " + std::string(type)));
        }
    }

    Result<bool> matches(std::string_view pattern, std::string_view text) {
        TRY(const auto regex, m_context.patterns().regex(pattern));
        CHECK(m_context.step(text.size() / 8));
        return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex);
    }

    Result<void> checkString(const Place& place) {
        const std::string_view text = place.value.asString();
        count(place, countRunes(text), "minLength", "maxLength", "string", "");
        if (const Value* pattern = place.schema.find("pattern")) {
            TRY(const bool isMatch, matches(pattern->asString(), text));
            if (!isMatch) {
                place.complain("pattern", "Does not match pattern '" + std::string(pattern->asString()) + "'");
            }
        }
        return {};
    }

    static std::string below(const Place& place, std::string_view key) { return place.field + "." + std::string(key); }

    Result<void> checkArray(const Place& place) {
        const auto elements = place.value.elements();
        count(place, elements.size(), "minItems", "maxItems", "items", "Array must have ");
        if (const Value* unique = place.schema.find("uniqueItems"); unique != nullptr && unique->isTrue()) {
            const Value distinct = Value::set({elements.begin(), elements.end()});
            if (distinct.size() != elements.size()) {
                place.complain("unique", "array items must be unique");
            }
        }
        const Value* items = place.schema.find("items");
        const Value* more = place.schema.find("additionalItems");
        for (std::size_t i = 0; i < elements.size(); ++i) {
            const Value* schema = items;
            if (items != nullptr && items->isArray()) {
                schema = i < items->size() ? &items->elements()[i] : more;
                if (schema == more && more != nullptr && more->isFalse()) {
                    place.complain("array_no_additional_items", "No additional items allowed on array");
                    break;
                }
            }
            if (schema != nullptr) {
                CHECK(validate(*schema, elements[i], below(place, std::to_string(i)), place.depth + 1, place.out));
            }
        }
        if (const Value* contained = place.schema.find("contains")) {
            bool isThere = false;
            for (const Value& element : elements) {
                std::vector<Complaint> complaints;
                CHECK(validate(*contained, element, place.field, place.depth + 1, complaints));
                isThere = isThere || complaints.empty();
            }
            if (!isThere) {
                place.complain("contains", "At least one of the items must match");
            }
        }
        return {};
    }

    /// The schemas for one member; whether any of them names it.
    Result<bool> checkMember(const Place& place, const Member& member) {
        const std::string_view name = member.key.asString();
        bool isNamed = false;
        const Value* properties = place.schema.find("properties");
        if (const Value* schema = properties != nullptr ? properties->find(name) : nullptr) {
            isNamed = true;
            CHECK(validate(*schema, member.value, below(place, name), place.depth + 1, place.out));
        }
        if (const Value* patterns = place.schema.find("patternProperties")) {
            for (const Member& row : patterns->members()) {
                TRY(const bool isMatch, matches(row.key.asString(), name));
                if (isMatch) {
                    isNamed = true;
                    CHECK(validate(row.value, member.value, below(place, name), place.depth + 1, place.out));
                }
            }
        }
        return isNamed;
    }

    Result<void> checkObject(const Place& place) {
        count(place, place.value.size(), "minProperties", "maxProperties", "properties", "Must have ");
        if (const Value* required = place.schema.find("required")) {
            for (const Value& name : required->elements()) {
                if (place.value.find(name) == nullptr) {
                    place.complain("required", std::string(name.asString()) + " is required");
                }
            }
        }
        const Value* more = place.schema.find("additionalProperties");
        const Value* names = place.schema.find("propertyNames");
        for (const Member& member : place.value.members()) {
            TRY(const bool isNamed, checkMember(place, member));
            if (!isNamed && more != nullptr) {
                if (more->isFalse()) {
                    place.complain("additional_property_not_allowed",
                                   "Additional property " + std::string(member.key.asString()) + " is not allowed");
                } else {
                    CHECK(
                        validate(*more, member.value, below(place, member.key.asString()), place.depth + 1, place.out));
                }
            }
            if (names != nullptr) {
                std::vector<Complaint> complaints;
                CHECK(validate(*names, member.key, place.field, place.depth + 1, complaints));
                if (!complaints.empty()) {
                    place.complain("invalid_property_name",
                                   "Property name of \"" + std::string(member.key.asString()) + "\" does not match");
                }
            }
        }
        return checkDependencies(place);
    }

    Result<void> checkDependencies(const Place& place) {
        const Value* dependencies = place.schema.find("dependencies");
        if (dependencies == nullptr) {
            return {};
        }
        for (const Member& row : dependencies->members()) {
            if (place.value.find(row.key) == nullptr) {
                continue;
            }
            for (const Value& name : row.value.elements()) {
                if (place.value.find(name) == nullptr) {
                    place.complain("missing_dependency", "Has a dependency on " + std::string(name.asString()));
                }
            }
            if (!row.value.isArray()) {
                CHECK(validate(row.value, place.value, place.field, place.depth + 1, place.out));
            }
        }
        return {};
    }

    BuiltinContext& m_context;
    const Value& m_root;
};

/// A value, or the JSON text of one.
Result<Value> documentOperand(Arguments arguments, std::size_t position) {
    CHECK(wants(arguments, position, {Kind::String, Kind::Object}));
    if (arguments[position].isObject()) {
        return arguments[position];
    }
    auto value = parseJson(arguments[position].asString());
    if (!value) {
        return builtinError(value.error().detail);
    }
    return *std::move(value);
}

BuiltinResult verifySchema(BuiltinContext& context, Arguments arguments) {
    const auto schema = documentOperand(arguments, 0);
    if (!schema && schema.error().code == Code::InvalidArgument) {
        return std::unexpected(schema.error());
    }
    const Result<void> checked = schema ? SchemaCheck(context).schema(*schema, 0) : std::unexpected(schema.error());
    if (!checked && checked.error().code == Code::TooLarge) {
        return std::unexpected(checked.error());
    }
    return Value::array(
        std::vector{Value::boolean(checked.has_value()), checked ? Value() : Value::string(checked.error().detail)});
}

BuiltinResult matchSchema(BuiltinContext& context, Arguments arguments) {
    TRY(const Value document, documentOperand(arguments, 0));
    TRY(const Value schema, documentOperand(arguments, 1));
    CHECK(SchemaCheck(context).schema(schema, 0));
    std::vector<Complaint> complaints;
    CHECK(Validator(context, schema).validate(schema, document, "(root)", 0, complaints));
    std::vector<Value> rows;
    for (const auto& [type, field, text] : complaints) {
        CHECK(context.charge(text.size() * 2 + field.size() * 2));
        const std::string shown = field.starts_with("(root).") ? field.substr(7) : field;
        rows.push_back(Value::object({{Value::string("error"), Value::string(shown + ": " + text)},
                                      {Value::string("type"), Value::string(type)},
                                      {Value::string("field"), Value::string(shown)},
                                      {Value::string("desc"), Value::string(text)}}));
    }
    return Value::array(std::vector{Value::boolean(complaints.empty()), Value::array(rows)});
}

constexpr Type kDocument{static_cast<std::uint8_t>(kString.kinds | kObject.kinds), kAny.kinds};

constexpr std::array kTable = std::to_array<Builtin>({
    {"json.verify_schema", takes({kDocument}, kArray), verifySchema,
     "Whether a value is a JSON schema, and if not, why."},
    {"json.match_schema", takes({kDocument, kDocument}, kArray), matchSchema,
     "Whether a document fits a JSON schema, and what does not fit."},
});

} // namespace

std::span<const Builtin> jsonSchemaBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
