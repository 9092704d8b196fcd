#include "core/wire/delegation_shapes_p.h"
#include "core/wire/entities.h"

namespace countersign::wire {

json::Value toJson(const delegation::ResourceSet& value) {
    return Codec<delegation::ResourceSet>::write(value, Texts::Hidden);
}
template <>
Result<delegation::ResourceSet> fromJson(const json::Value& value) {
    return Codec<delegation::ResourceSet>::read(value, Texts::Hidden);
}

json::Value toJson(const delegation::Conditions& value) {
    return Codec<delegation::Conditions>::write(value, Texts::Hidden);
}
template <>
Result<delegation::Conditions> fromJson(const json::Value& value) {
    return Codec<delegation::Conditions>::read(value, Texts::Hidden);
}

json::Value toJson(const delegation::CatalogueEntry& value) {
    return Codec<delegation::CatalogueEntry>::write(value, Texts::Hidden);
}
template <>
Result<delegation::CatalogueEntry> fromJson(const json::Value& value) {
    return Codec<delegation::CatalogueEntry>::read(value, Texts::Hidden);
}

json::Value toJson(const delegation::RoleRule& value) {
    return Codec<delegation::RoleRule>::write(value, Texts::Hidden);
}
template <>
Result<delegation::RoleRule> fromJson(const json::Value& value) {
    return Codec<delegation::RoleRule>::read(value, Texts::Hidden);
}

json::Value toJson(const delegation::Role& value) {
    return Codec<delegation::Role>::write(value, Texts::Hidden);
}
template <>
Result<delegation::Role> fromJson(const json::Value& value) {
    return Codec<delegation::Role>::read(value, Texts::Hidden);
}

json::Value toJson(const delegation::RoleAssignment& value) {
    return Codec<delegation::RoleAssignment>::write(value, Texts::Hidden);
}
template <>
Result<delegation::RoleAssignment> fromJson(const json::Value& value) {
    return Codec<delegation::RoleAssignment>::read(value, Texts::Hidden);
}

json::Value toJson(const delegation::Grant& value) {
    return Codec<delegation::Grant>::write(value, Texts::Hidden);
}
template <>
Result<delegation::Grant> fromJson(const json::Value& value) {
    return Codec<delegation::Grant>::read(value, Texts::Hidden);
}

json::Value toJson(const delegation::Delegation& value) {
    return Codec<delegation::Delegation>::write(value, Texts::Hidden);
}
template <>
Result<delegation::Delegation> fromJson(const json::Value& value) {
    return Codec<delegation::Delegation>::read(value, Texts::Hidden);
}

} // namespace countersign::wire
