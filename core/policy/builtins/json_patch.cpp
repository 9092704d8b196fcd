#include "core/policy/builtins/json_path_p.h"

#include <algorithm>

namespace countersign::policy::detail {

namespace {

using Maybe = std::optional<Value>;
using PathView = std::span<const Value>;

const Value* step(const Value& value, const Value& key) {
    if (!value.isArray()) {
        return value.find(key);
    }
    const auto index = indexOf(key);
    return index && *index < value.size() ? &value.elements()[*index] : nullptr;
}

const Value* lookUp(const Value& root, PathView path) {
    const Value* value = &root;
    for (const Value& key : path) {
        value = step(*value, key);
        if (value == nullptr) {
            return nullptr;
        }
    }
    return value;
}

std::vector<Value> copied(const Value& list) {
    return {list.elements().begin(), list.elements().end()};
}

Value without(const Value& container, const Value& key) {
    if (container.isObject()) {
        std::vector<Member> members(container.members().begin(), container.members().end());
        std::erase_if(members, [&](const Member& member) { return member.key == key; });
        return Value::object(std::move(members));
    }
    std::vector<Value> elements = copied(container);
    if (container.isSet()) {
        std::erase(elements, key);
        return Value::set(std::move(elements));
    }
    elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(*indexOf(key)));
    return Value::array(elements);
}

/// The container with another value where the key is; the key is there.
Value replacedAt(const Value& container, const Value& key, const Value& value) {
    if (container.isObject()) {
        return container.withMember(key, value);
    }
    if (container.isSet()) {
        return without(container, key).withElement(value);
    }
    std::vector<Value> elements = copied(container);
    elements[*indexOf(key)] = value;
    return Value::array(elements);
}

/// Applies `change` to the container of the path's last key; nothing when the way there is not there.
template <class Change>
Maybe changed(const Value& root, PathView path, const Change& change) {
    if (path.size() == 1) {
        return change(root, path.front());
    }
    const Value* child = step(root, path.front());
    if (child == nullptr) {
        return std::nullopt;
    }
    const Maybe inner = changed(*child, path.subspan(1), change);
    return inner ? Maybe(replacedAt(root, path.front(), *inner)) : std::nullopt;
}

Maybe add(const Value& root, PathView path, const Value& value) {
    if (path.empty()) {
        return value;
    }
    return changed(root, path, [&](const Value& container, const Value& key) -> Maybe {
        if (container.isObject()) {
            return container.withMember(key, value);
        }
        if (container.isSet()) {
            return key == value ? Maybe(container.withElement(value)) : std::nullopt;
        }
        if (!container.isArray()) {
            return std::nullopt;
        }
        const auto index = key == Value::string("-") ? container.size() : indexOf(key);
        if (!index || *index > container.size()) {
            return std::nullopt;
        }
        std::vector<Value> elements = copied(container);
        elements.insert(elements.begin() + static_cast<std::ptrdiff_t>(*index), value);
        return Value::array(elements);
    });
}

Maybe removed(const Value& root, PathView path) {
    if (path.empty()) {
        return std::nullopt;
    }
    return changed(root, path, [](const Value& container, const Value& key) -> Maybe {
        return step(container, key) != nullptr ? Maybe(without(container, key)) : std::nullopt;
    });
}

Maybe replaced(const Value& root, PathView path, const Value& value) {
    if (path.empty()) {
        return value;
    }
    return changed(root, path, [&](const Value& container, const Value& key) -> Maybe {
        return step(container, key) != nullptr ? Maybe(replacedAt(container, key, value)) : std::nullopt;
    });
}

Maybe moved(const Value& root, PathView from, PathView to) {
    const Value* value = lookUp(root, from);
    if (value == nullptr) {
        return std::nullopt;
    }
    // To the root it is the value alone that stays.
    if (to.empty()) {
        return *value;
    }
    const Maybe rest = removed(root, from);
    return rest ? add(*rest, to, *value) : std::nullopt;
}

/// One of RFC 6902's operations.
struct Patch {
    std::string_view operation;
    Path path;
    Path from;
    const Value* value = nullptr;
};

std::unexpected<Error> badPatch(std::string_view what) {
    return builtinError("patch: " + std::string(what));
}

Result<Path> pathMember(const Value& patch, std::string_view name) {
    const Value* value = patch.find(name);
    if (value == nullptr) {
        return badPatch("missing '" + std::string(name) + "' attribute");
    }
    if (auto path = pathOf(*value)) {
        return *std::move(path);
    }
    return badPatch("attribute '" + std::string(name) + "' is neither a pointer nor an array");
}

Result<Patch> parsed(const Value& value) {
    Patch patch;
    const Value* operation = value.find("op");
    if (operation == nullptr || !operation->isString()) {
        return badPatch("missing 'op' attribute");
    }
    patch.operation = operation->asString();
    TRY(patch.path, pathMember(value, "path"));
    patch.value = value.find("value");
    if (patch.operation == "copy" || patch.operation == "move") {
        TRY(patch.from, pathMember(value, "from"));
    } else if (patch.operation != "remove" && patch.value == nullptr) {
        return badPatch("missing 'value' attribute");
    }
    return patch;
}

Result<Maybe> apply(const Value& root, const Patch& patch) {
    if (patch.operation == "add") {
        return add(root, patch.path, *patch.value);
    }
    if (patch.operation == "remove") {
        return removed(root, patch.path);
    }
    if (patch.operation == "replace") {
        return replaced(root, patch.path, *patch.value);
    }
    if (patch.operation == "move") {
        return moved(root, patch.from, patch.path);
    }
    if (patch.operation == "copy") {
        const Value* value = lookUp(root, patch.from);
        return value != nullptr ? add(root, patch.path, *value) : Maybe();
    }
    if (patch.operation == "test") {
        const Value* value = lookUp(root, patch.path);
        return value != nullptr && *value == *patch.value ? Maybe(root) : Maybe();
    }
    return badPatch("unrecognized operation '" + std::string(patch.operation) + "'");
}

} // namespace

BuiltinResult patched(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 1, Kind::Array));
    Value root = arguments[0];
    for (const Value& row : arguments[1].elements()) {
        if (!row.isObject()) {
            return operandElementError(1, arguments[1], row, {"object"});
        }
        TRY(const Patch patch, parsed(row));
        CHECK(context.charge((root.size() + patch.path.size()) * sizeof(Member)));
        TRY(const Maybe next, apply(root, patch));
        if (!next) {
            return std::nullopt;
        }
        root = *next;
    }
    return root;
}

} // namespace countersign::policy::detail
