#include "core/wire/approval_shapes_p.h"
#include "core/wire/entities.h"

namespace countersign::wire {

json::Value Codec<approval::ChainLink>::write(const approval::ChainLink& link, Texts texts) {
    Writer writer(texts);
    writer.set("type", identity::principalTypeName(link.principal.type()));
    writer.set("id", link.principal.id());
    writer("delegation", link.delegation);
    writer("digest", link.digest);
    return writer.take();
}

Result<approval::ChainLink> Codec<approval::ChainLink>::read(const json::Value& json, Texts texts) {
    TRY(auto reader, ShapeReader::of(json, "chain link", texts));
    std::string type;
    std::string id;
    approval::ChainLink link;
    reader("type", type);
    reader("id", id);
    reader("delegation", link.delegation);
    reader("digest", link.digest);
    CHECK(reader.finish());
    TRY(link.principal, identity::Principal::parse(type + ":" + id));
    return link;
}

json::Value toJson(const approval::Hold& value) {
    return Codec<approval::Hold>::write(value, Texts::Hidden);
}
template <>
Result<approval::Hold> fromJson(const json::Value& value) {
    return Codec<approval::Hold>::read(value, Texts::Hidden);
}

json::Value toJson(const approval::HoldRequirement& value) {
    return Codec<approval::HoldRequirement>::write(value, Texts::Hidden);
}
template <>
Result<approval::HoldRequirement> fromJson(const json::Value& value) {
    return Codec<approval::HoldRequirement>::read(value, Texts::Hidden);
}

json::Value toJson(const approval::Chain& value) {
    return Codec<approval::Chain>::write(value, Texts::Hidden);
}
template <>
Result<approval::Chain> fromJson(const json::Value& value) {
    return Codec<approval::Chain>::read(value, Texts::Hidden);
}

json::Value toJson(const approval::SignedDecision& value) {
    return Codec<approval::SignedDecision>::write(value, Texts::Hidden);
}
template <>
Result<approval::SignedDecision> fromJson(const json::Value& value) {
    return Codec<approval::SignedDecision>::read(value, Texts::Hidden);
}

json::Value toJson(const approval::ApprovalRequest& value) {
    return Codec<approval::ApprovalRequest>::write(value, Texts::Hidden);
}
template <>
Result<approval::ApprovalRequest> fromJson(const json::Value& value) {
    return Codec<approval::ApprovalRequest>::read(value, Texts::Hidden);
}

} // namespace countersign::wire
