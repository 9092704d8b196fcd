#include "tests/core/policy/builtins/rows.h"

using namespace countersign::policy;

/// Arrays, sets, objects, JSON, graphs and encodings.
class TstCollections : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rows_data();
    void rows() { checkRow(); }
    void boundsWhatIsHostile();
};

void TstCollections::rows_data() {
    addRows({
        {"array.concat", "[[1], [2]]", "[1, 2]"},
        {"array.concat", "[{}, [2]]", "type: array.concat: operand 1 must be array but got object"},
        {"array.slice", "[[1,2,3,4], 1, 3]", "[2, 3]"},
        {"array.slice", "[[1,2,3], -1, 9]", "[1, 2, 3]"},
        {"array.slice", "[[1,2,3], 2, 1]", "[]"},
        {"array.slice", "[[1,2,3], 7, 9]", "[]"},
        {"array.reverse", "[[1,2,3]]", "[3, 2, 1]"},
        {"array.flatten", "[[1,[2,[3]],4]]", "[1, 2, [3], 4]"},
        {"and", "[{\"$set\":[1,2]}, {\"$set\":[2,3]}]", "{2}"},
        {"or", "[{\"$set\":[1,2]}, {\"$set\":[2,3]}]", "{1, 2, 3}"},
        {"or", "[[1], {\"$set\":[2]}]", "type: or: operand 1 must be set but got array"},
        {"set_diff", "[{\"$set\":[1,2]}, {\"$set\":[2,3]}]", "{1}"},
        {"intersection", "[{\"$set\":[{\"$set\":[1,2]},{\"$set\":[2,3]}]}]", "{2}"},
        {"intersection", "[{\"$set\":[]}]", "set()"},
        {"union", "[{\"$set\":[{\"$set\":[1,2]},{\"$set\":[2,3]}]}]", "{1, 2, 3}"},
        {"union", "[{\"$set\":[1]}]", "type: union: operand 1 must be set of sets but got set containing number"},
        {"object.get", "[{\"a\":{\"b\":[1,2]}}, [\"a\",\"b\",1], 0]", "2"},
        {"object.get", "[{\"a\":1}, \"b\", \"d\"]", "\"d\""},
        {"object.get", "[{\"a\":1}, [], 0]", "{\"a\": 1}"},
        {"object.get", "[{\"a\":1}, [\"a\",\"b\"], 0]", "0"},
        {"object.get", "[[], \"b\", 0]", "type: object.get: operand 1 must be object but got array"},
        {"object.keys", "[{\"a\":1,\"b\":2}]", "{\"a\", \"b\"}"},
        {"object.remove", "[{\"a\":1,\"b\":2}, [\"a\"]]", "{\"b\": 2}"},
        {"object.remove", "[{\"a\":1,\"b\":2}, {\"a\":0}]", "{\"b\": 2}"},
        {"object.remove", "[{\"a\":1}, \"a\"]",
         "type: object.remove: operand 2 must be one of {object, set, array} but got string"},
        {"object.filter", "[{\"a\":1,\"b\":2}, {\"$set\":[\"a\",\"c\"]}]", "{\"a\": 1}"},
        {"object.subset", "[{\"a\":{\"b\":1,\"c\":2}}, {\"a\":{\"b\":1}}]", "true"},
        {"object.subset", "[{\"a\":{\"$set\":[1,2]}}, {\"a\":{\"$set\":[2]}}]", "true"},
        {"object.subset", "[[1,2,3], [2,3]]", "true"},
        {"object.subset", "[[1,2,3], [1,3]]", "false"},
        {"object.subset", "[[1,2,3], {\"$set\":[3,1]}]", "true"},
        {"object.subset", "[{\"$set\":[1]}, [1]]",
         "error: object.subset: both arguments object.subset must be of the same type or array and set"},
        {"object.union", "[{\"a\":{\"b\":1,\"c\":2},\"x\":1}, {\"a\":{\"b\":3},\"x\":{\"y\":1}}]",
         "{\"a\": {\"b\": 3, \"c\": 2}, \"x\": {\"y\": 1}}"},
        {"object.union", "[{}, []]", "type: object.union: operand 2 must be object but got array"},
        {"object.union_n", "[[{\"a\":1},{\"b\":2},{\"a\":3}]]", "{\"a\": 3, \"b\": 2}"},
        {"object.union_n", "[[{\"a\":1},1]]",
         "type: object.union_n: operand 1 must be array of objects but got array containing number"},
        {"json.filter", "[{\"a\":{\"b\":1,\"c\":[1,2]},\"d\":3}, [\"a/c/1\", \"/d\"]]",
         "{\"a\": {\"c\": [2]}, \"d\": 3}"},
        {"json.filter", "[{\"a\":{\"b\":1}}, [[\"a\"], \"a/b\"]]", "{\"a\": {\"b\": 1}}"},
        {"json.filter", "[{\"a/b\":1,\"c~d\":2}, [\"a~1b\", \"c~0d\"]]", "{\"a/b\": 1, \"c~d\": 2}"},
        {"json.filter", "[{\"a\":1}, []]", "{}"},
        {"json.filter", "[{\"a\":1}, [1]]",
         "type: json.filter: operand 2 must be one of {set, array} containing string paths or array of path segments "
         "but got number"},
        {"json.remove", "[{\"a\":{\"b\":1,\"c\":[1,2]},\"d\":3}, [\"a/c/0\", \"d\"]]",
         "{\"a\": {\"b\": 1, \"c\": [2]}}"},
        {"json.remove", "[{\"a\":{\"$set\":[\"x\",\"y\"]}}, [\"a/x\"]]", "{\"a\": {\"y\"}}"},
        {"json.remove", "[1, []]", "type: json.remove: operand 1 must be object but got number"},
        {"json.patch",
         "[{\"a\":[1,3]}, "
         "[{\"op\":\"add\",\"path\":\"/a/1\",\"value\":2},{\"op\":\"add\",\"path\":\"a/-\",\"value\":4}]]",
         "{\"a\": [1, 2, 3, 4]}"},
        {"json.patch",
         "[{\"a\":1}, [{\"op\":\"remove\",\"path\":\"/a\"},{\"op\":\"add\",\"path\":[\"b\"],\"value\":2}]]",
         "{\"b\": 2}"},
        {"json.patch", "[{\"a\":1}, [{\"op\":\"remove\",\"path\":\"/b\"}]]", "undefined"},
        {"json.patch", "[{\"a\":1}, [{\"op\":\"replace\",\"path\":\"\",\"value\":[]}]]", "[]"},
        {"json.patch", "[{\"a\":1}, [{\"op\":\"replace\",\"path\":\"/b\",\"value\":1}]]", "undefined"},
        {"json.patch", "[{\"a\":{\"b\":1}}, [{\"op\":\"move\",\"from\":\"/a/b\",\"path\":\"/c\"}]]",
         "{\"a\": {}, \"c\": 1}"},
        {"json.patch",
         "[{\"a\":1}, "
         "[{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/b\"},{\"op\":\"test\",\"path\":\"/b\",\"value\":1}]]",
         "{\"a\": 1, \"b\": 1}"},
        {"json.patch", "[{\"a\":1}, [{\"op\":\"test\",\"path\":\"/a\",\"value\":2}]]", "undefined"},
        {"json.patch",
         "[{\"a\":{\"$set\":[1]}}, "
         "[{\"op\":\"add\",\"path\":[\"a\",2],\"value\":2},{\"op\":\"remove\",\"path\":[\"a\",1]}]]",
         "{\"a\": {2}}"},
        {"json.patch", "[{\"a\":1}, [{\"op\":\"fly\",\"path\":\"/a\",\"value\":2}]]",
         "error: json.patch: patch: unrecognized operation 'fly'"},
        {"json.patch", "[{\"a\":1}, [{\"path\":\"/a\"}]]", "error: json.patch: patch: missing 'op' attribute"},
        {"json.marshal", "[{\"b\":[1,\"<\"],\"a\":{\"$set\":[2]}}]",
         "\"{\\\"a\\\":[2],\\\"b\\\":[1,\\\"\\\\u003c\\\"]}\""},
        {"json.unmarshal", "[\"{\\\"a\\\": [1.0]}\"]", "{\"a\": [1.0]}"},
        {"json.unmarshal", "[\"{\"]", "error: json.unmarshal: JSON: expected a name in quotes at byte 1."},
        {"json.unmarshal", "[1]", "type: json.unmarshal: operand 1 must be string but got number"},
        {"json.is_valid", "[\"[1\"]", "false"},
        {"json.is_valid", "[\"[1]\"]", "true"},
        {"json.marshal_with_options", "[{\"a\":[1,{}]}, {\"indent\":\" \"}]",
         "\"{\\n \\\"a\\\": [\\n  1,\\n  {}\\n ]\\n}\""},
        {"json.marshal_with_options", "[[\"x:,[\"], {\"prefix\":\">\"}]", "\">[\\n>\\t\\\"x:,[\\\"\\n>]\""},
        {"json.marshal_with_options", "[[1], {\"pretty\":false,\"indent\":\"x\"}]", "\"[1]\""},
        {"json.marshal_with_options", "[[1], {\"a\":1}]",
         "type: json.marshal_with_options: operand 2 object contained unknown key \"a\""},
        {"walk", "[{\"a\":[1]}]", "[[[], {\"a\": [1]}], [[\"a\"], [1]], [[\"a\", 0], 1]]"},
        {"walk", "[1]", "[[[], 1]]"},
        {"graph.reachable", "[{\"a\":[\"b\"],\"b\":[\"c\"],\"c\":[\"a\"],\"d\":[]}, [\"a\"]]", "{\"a\", \"b\", \"c\"}"},
        {"graph.reachable", "[{\"a\":{\"$set\":[\"x\"]}}, {\"$set\":[\"a\",\"y\"]}]", "{\"a\"}"},
        {"graph.reachable_paths", "[{\"a\":[\"b\",\"c\"],\"b\":[],\"c\":[\"a\"]}, [\"a\"]]",
         "{[\"a\", \"b\"], [\"a\", \"c\"]}"},
        {"base64.encode", "[\"subjects?_d\"]", "\"c3ViamVjdHM/X2Q=\""},
        {"base64.decode", "[\"c3ViamVjdHM/X2Q=\"]", "\"subjects?_d\""},
        {"base64.decode", "[\"c3V\"]", "error: base64.decode: illegal base64 data"},
        {"base64.is_valid", "[\"YQ==\"]", "true"},
        {"base64.is_valid", "[\"YQ\"]", "false"},
        {"base64url.encode", "[\"a?~\"]", "\"YT9-\""},
        {"base64url.encode", "[\"a\"]", "\"YQ==\""},
        {"base64url.encode_no_pad", "[\"a\"]", "\"YQ\""},
        {"base64url.decode", "[\"YQ\"]", "\"a\""},
        {"base64url.decode", "[\"YQ==\"]", "\"a\""},
        {"base64url.decode", "[\"Y\"]", "error: base64url.decode: illegal base64 data"},
        {"hex.encode", "[\"lorem\"]", "\"6c6f72656d\""},
        {"hex.decode", "[\"6C6f\"]", "\"lo\""},
        {"hex.decode", "[\"6\"]", "error: hex.decode: encoding/hex: odd length hex string"},
        {"hex.decode", "[\"fg\"]", "error: hex.decode: encoding/hex: invalid byte: U+0067 'g'"},
        {"urlquery.encode", "[\"a=b 1/ü\"]", "\"a%3Db+1%2F%C3%BC\""},
        {"urlquery.decode", "[\"a%3Db+1\"]", "\"a=b 1\""},
        {"urlquery.decode", "[\"%zz\"]", "error: urlquery.decode: invalid URL escape \"%zz\""},
        {"urlquery.encode_object", "[{\"b\":[\"1\",\"2\"],\"a\":\"x y\",\"c\":{\"$set\":[\"z\"]}}]",
         "\"a=x+y&b=1&b=2&c=z\""},
        {"urlquery.encode_object", "[{\"a\":1}]",
         "type: urlquery.encode_object: operand 1 must be one of {string, array, set} but got number"},
        {"urlquery.decode_object", "[\"a=1&b=2&a=3&c\"]", "{\"a\": [\"1\", \"3\"], \"b\": [\"2\"], \"c\": [\"\"]}"},
        {"urlquery.decode_object", "[\"\"]", "{}"},
        {"yaml.unmarshal", "[\"a: [1, 0x1F, 1.5, true, no, ~, \\\"1\\\", 2021-01-01]\\nb: &x {c: d}\\ne: *x\\n\"]",
         "{\"a\": [1, 31, 1.5, true, false, null, \"1\", \"2021-01-01\"], \"b\": {\"c\": \"d\"}, \"e\": {\"c\": "
         "\"d\"}}"},
        {"yaml.unmarshal", "[\"base: &b {x: 1, y: 2}\\nd:\\n  <<: *b\\n  y: 3\\n\"]",
         "{\"base\": {\"x\": 1, \"y\": 2}, \"d\": {\"x\": 1, \"y\": 3}}"},
        {"yaml.unmarshal", "[\"1: a\\ntrue: b\"]", "{\"1\": \"a\", \"true\": \"b\"}"},
        {"yaml.unmarshal", "[\"a: *nowhere\"]", "error: yaml.unmarshal: yaml: unknown anchor 'nowhere' referenced"},
        {"yaml.unmarshal", "[\"\"]", "null"},
        {"yaml.unmarshal", "[\"a: .inf\"]", "error: yaml.unmarshal: yaml: JSON has no .inf"},
        {"yaml.is_valid", "[\"foo:\\n- qux: bar\\n- baz: {\"]", "false"},
        {"yaml.is_valid", "[\"a: b\"]", "true"},
        {"yaml.is_valid", "[1]", "false"},
        {"yaml.marshal",
         "[{\"foo\":[1,\"two\",null,{\"a\":true}],\"s\":\"123\",\"t\":\"x: y\",\"l\":\"a\\nb\",\"e\":[]}]",
         "\"e: []\\nfoo:\\n- 1\\n- two\\n- null\\n- a: true\\nl: |-\\n  a\\n  b\\ns: \\\"123\\\"\\nt: 'x: y'\\n\""},
        {"json.verify_schema", "[{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"string\",\"null\"]}}}]",
         "[true, null]"},
        {"json.verify_schema", "[\"{\\\"type\\\": 1}\"]",
         "[false, \"jsonschema: Invalid type. Expected: string/array of strings, given: type\"]"},
        {"json.verify_schema", "[{\"minLength\":-1}]",
         "[false, \"jsonschema: Invalid type. Expected: integer, given: something else for minLength\"]"},
        {"json.verify_schema", "[1]",
         "type: json.verify_schema: operand 1 must be one of {string, object} but got number"},
        {"json.match_schema",
         "[{\"id\":5,\"n\":\"x\"}, "
         "{\"properties\":{\"id\":{\"type\":\"integer\"},\"n\":{\"type\":\"string\"}},\"required\":[\"id\"]}]",
         "[true, []]"},
        {"json.match_schema", "[{\"id\":\"5\"}, {\"properties\":{\"id\":{\"type\":\"integer\"}}}]",
         "[false, [{\"desc\": \"Invalid type. Expected: integer, given: string\", \"error\": \"id: Invalid type. "
         "Expected: integer, given: string\", \"field\": \"id\", \"type\": \"invalid_type\"}]]"},
        {"json.match_schema", "[{}, {\"required\":[\"id\"]}]",
         "[false, [{\"desc\": \"id is required\", \"error\": \"(root): id is required\", \"field\": \"(root)\", "
         "\"type\": \"required\"}]]"},
        {"json.match_schema", "[{\"a\":1,\"b\":2}, {\"properties\":{\"a\":{}},\"additionalProperties\":false}]",
         "[false, [{\"desc\": \"Additional property b is not allowed\", \"error\": \"(root): Additional property b is "
         "not allowed\", \"field\": \"(root)\", \"type\": \"additional_property_not_allowed\"}]]"},
        {"json.match_schema",
         "[\"{\\\"a\\\":[1,1]}\", "
         "{\"properties\":{\"a\":{\"uniqueItems\":true,\"maxItems\":1,\"items\":{\"minimum\":2}}}}]",
         "[false, [{\"desc\": \"Array must have at most 1 items\", \"error\": \"a: Array must have at most 1 items\", "
         "\"field\": \"a\", \"type\": \"array_max_items\"}, {\"desc\": \"array items must be unique\", \"error\": \"a: "
         "array items must be unique\", \"field\": \"a\", \"type\": \"unique\"}, {\"desc\": \"Must be greater than or "
         "equal to 2\", \"error\": \"a.0: Must be greater than or equal to 2\", \"field\": \"a.0\", \"type\": "
         "\"number_gte\"}, {\"desc\": \"Must be greater than or equal to 2\", \"error\": \"a.1: Must be greater than "
         "or equal to 2\", \"field\": \"a.1\", \"type\": \"number_gte\"}]]"},
        {"json.match_schema",
         "[{\"a\":\"xyz\"}, "
         "{\"properties\":{\"a\":{\"$ref\":\"#/definitions/"
         "s\"}},\"definitions\":{\"s\":{\"pattern\":\"^a\",\"maxLength\":2}}}]",
         "[false, [{\"desc\": \"String length must be less than or equal to 2\", \"error\": \"a: String length must be "
         "less than or equal to 2\", \"field\": \"a\", \"type\": \"string_lte\"}, {\"desc\": \"Does not match pattern "
         "'^a'\", \"error\": \"a: Does not match pattern '^a'\", \"field\": \"a\", \"type\": \"pattern\"}]]"},
        {"json.match_schema",
         "[{\"a\":3}, "
         "{\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"minimum\":5}],\"not\":{\"multipleOf\":3}}}}]",
         "[false, [{\"desc\": \"Must validate at least one schema (anyOf)\", \"error\": \"a: Must validate at least "
         "one schema (anyOf)\", \"field\": \"a\", \"type\": \"number_any_of\"}, {\"desc\": \"Must not validate the "
         "schema (not)\", \"error\": \"a: Must not validate the schema (not)\", \"field\": \"a\", \"type\": "
         "\"number_not\"}]]"},
        {"json.match_schema",
         "[{\"a\":{\"b\":[0,\"x\"]},\"c\":1}, "
         "{\"if\":{\"required\":[\"a\"]},\"then\":{\"properties\":{\"c\":{\"const\":1}}},\"dependencies\":{\"a\":["
         "\"c\"]}}]",
         "[true, []]"},
        {"json.match_schema", "[{}, {\"$ref\":\"http://example.com/schema\"}]",
         "error: json.match_schema: jsonschema: the reference `http://example.com/schema` leads out of the schema, and "
         "nothing is fetched"},
        {"json.match_schema", "[{}, {\"$ref\":\"#\"}]", "error: json.match_schema: jsonschema: nested too deeply"},
    });
}

void TstCollections::boundsWhatIsHostile() {
    const auto beginsWith = [](std::string_view name, const std::string& arguments, std::string_view expected) {
        const std::string text = answer(name, arguments);
        QVERIFY2(text.starts_with(expected), text.substr(0, 200).c_str());
    };
    std::string laughs = R"(a0: &a0 [x,x,x,x,x,x,x,x,x])";
    for (int i = 1; i < 20; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        laughs += "\\na" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
        for (int n = 0; n < 8; ++n) {
            laughs += "," + before;
        }
        laughs += "]";
    }
    beginsWith("yaml.unmarshal", "[\"" + laughs + "\"]", "limit: ");
    beginsWith("yaml.unmarshal", "[\"" + std::string(100'000, '[') + "\"]", "error: ");
    beginsWith("json.unmarshal", "[\"" + std::string(100'000, '[') + "\"]", "error: ");
    // A graph of diamonds has 2^40 paths.
    std::string diamonds = "{";
    for (int i = 0; i < 40; ++i) {
        const std::string n = std::to_string(i);
        const std::string next = std::to_string(i + 1);
        diamonds += (i > 0 ? "," : "") + ("\"" + n + "\":[\"l" + n + "\",\"r" + n + "\"],\"l" + n + "\":[\"" + next +
                                          "\"],\"r" + n + "\":[\"" + next + "\"]");
    }
    beginsWith("graph.reachable_paths", "[" + diamonds + ",\"40\":[]}, [\"0\"]]", "limit: ");
}

QTEST_APPLESS_MAIN(TstCollections)
#include "tst_collections.moc"
