#include "core/wire/entities.h"
#include "core/wire/settings_shape_p.h"

namespace countersign::wire {

json::Value toJson(const decision::Settings& value) {
    return Codec<decision::Settings>::write(value, Texts::Hidden);
}
template <>
Result<decision::Settings> fromJson(const json::Value& value) {
    return Codec<decision::Settings>::read(value, Texts::Hidden);
}

} // namespace countersign::wire
