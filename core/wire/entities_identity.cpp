#include "core/wire/entities.h"
#include "core/wire/identity_shapes_p.h"

namespace countersign::wire {

json::Value toJson(const identity::Principal& value) {
    return Codec<identity::Principal>::write(value, Texts::Hidden);
}
template <>
Result<identity::Principal> fromJson(const json::Value& value) {
    return Codec<identity::Principal>::read(value, Texts::Hidden);
}

json::Value toJson(const identity::KeyEntry& value) {
    return Codec<identity::KeyEntry>::write(value, Texts::Hidden);
}
template <>
Result<identity::KeyEntry> fromJson(const json::Value& value) {
    return Codec<identity::KeyEntry>::read(value, Texts::Hidden);
}

json::Value toJson(const identity::KeyHistory& value) {
    return Codec<identity::KeyHistory>::write(value, Texts::Hidden);
}
template <>
Result<identity::KeyHistory> fromJson(const json::Value& value) {
    return Codec<identity::KeyHistory>::read(value, Texts::Hidden);
}

json::Value toJson(const identity::User& value) {
    return Codec<identity::User>::write(value, Texts::Hidden);
}
template <>
Result<identity::User> fromJson(const json::Value& value) {
    return Codec<identity::User>::read(value, Texts::Hidden);
}

json::Value toJson(const identity::Operator& value) {
    return Codec<identity::Operator>::write(value, Texts::Hidden);
}
template <>
Result<identity::Operator> fromJson(const json::Value& value) {
    return Codec<identity::Operator>::read(value, Texts::Hidden);
}

json::Value toJson(const identity::Group& value) {
    return Codec<identity::Group>::write(value, Texts::Hidden);
}
template <>
Result<identity::Group> fromJson(const json::Value& value) {
    return Codec<identity::Group>::read(value, Texts::Hidden);
}

json::Value toJson(const identity::Agent& value) {
    return Codec<identity::Agent>::write(value, Texts::Hidden);
}
template <>
Result<identity::Agent> fromJson(const json::Value& value) {
    return Codec<identity::Agent>::read(value, Texts::Hidden);
}

json::Value toJson(const identity::Enrolment& value) {
    return Codec<identity::Enrolment>::write(value, Texts::Hidden);
}
template <>
Result<identity::Enrolment> fromJson(const json::Value& value) {
    return Codec<identity::Enrolment>::read(value, Texts::Hidden);
}

} // namespace countersign::wire
