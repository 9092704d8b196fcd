#include "app/sample/cast.h"

#include "core/wire/commands.h"

namespace countersign::sample {

namespace {

std::string textOf(const json::Object& object, std::string_view name) {
    const auto* value = object.find(name);
    const auto* text = value == nullptr ? nullptr : value->asString();
    return text == nullptr ? std::string() : *text;
}

/// The plain texts that the command commits to, taken out of its members.
struct Texts {
    std::optional<command::Text> displayName;
    std::optional<command::Text> description;
    std::optional<command::Text> purpose;
};

std::optional<command::Text> takeText(json::Object& members, const char* name, Random& random) {
    const auto text = textOf(members, name);
    if (text.empty()) {
        return std::nullopt;
    }
    members.erase(name);
    return command::Text::create(name, text, random);
}

void setTexts(command::Command& command, Texts texts) {
    if (auto* user = std::get_if<command::AddUser>(&command)) {
        user->displayName = std::move(texts.displayName);
    } else if (auto* agent = std::get_if<command::RegisterAgent>(&command)) {
        agent->displayName = std::move(texts.displayName);
        agent->description = std::move(texts.description);
    } else if (auto* delegation = std::get_if<command::CreateDelegation>(&command)) {
        delegation->purpose = std::move(texts.purpose);
    }
}

Result<void> nameId(json::Object& members, std::string_view member, const Cast& cast) {
    const auto name = textOf(members, member);
    if (name.empty()) {
        return {};
    }
    const auto found = cast.ids.find(name);
    if (found == cast.ids.end()) {
        return fail(Code::InvalidRequest, "the plan does not say what `" + name + "` is");
    }
    members.set(std::string(member), found->second);
    return {};
}

std::string newKey(std::map<std::string, crypto::SigningKey, std::less<>>& keys, const std::string& id,
                   Random& random) {
    auto key = crypto::SigningKey::generate(random);
    auto text = key.publicKey().base64();
    keys.insert_or_assign(id, std::move(key));
    return text;
}

void setAbsent(json::Object& members, const char* name, json::Value value) {
    if (members.find(name) == nullptr) {
        members.set(name, std::move(value));
    }
}

void completeGrant(json::Object& members) {
    json::Object conditions;
    if (const auto* given = members.find("conditions"); given != nullptr && given->asObject() != nullptr) {
        conditions = *given->asObject();
    }
    for (const auto* list : {"days", "environments", "networks"}) {
        setAbsent(conditions, list, json::Array());
    }
    members.set("conditions", std::move(conditions));
    setAbsent(members, "delegate_depth", json::Value::integer(0));
}

Result<void> setTimes(json::Object& members, Timestamp now) {
    for (const auto* name : {"expires", "overlap_until"}) {
        if (const auto text = textOf(members, name); !text.empty()) {
            TRY(const auto span, parseSpan(text));
            members.set(name, (now + span).text());
        }
    }
    return {};
}

} // namespace

Result<command::Command> makeCommand(const json::Object& planned, Cast& cast, Timestamp now, Random& random) {
    auto members = planned;
    const auto type = textOf(members, "type");
    const auto id = textOf(members, "id");
    Texts texts;
    if (type == "AddUser" || type == "RegisterAgent" || type == "CreateDelegation") {
        texts.displayName = takeText(members, "display_name", random);
        texts.description = takeText(members, "description", random);
        texts.purpose = takeText(members, "purpose", random);
    }
    if (type == "RegisterAgent" || type == "RotateAgentKey") {
        members.set("key", newKey(cast.agents, id, random));
    } else if (type == "AddOperator") {
        members.set("key", newKey(cast.people, id, random));
    } else if (type == "CreateGrant" || type == "CreateDelegation") {
        cast.ids[id] = type == "CreateGrant" ? GrantId::generate(random).text() : DelegationId::generate(random).text();
        members.set("id", cast.ids[id]);
    } else if (type == "RevokeGrant" || type == "RevokeDelegation") {
        CHECK(nameId(members, "id", cast));
    }
    if (type == "CreateGrant") {
        completeGrant(members);
    }
    CHECK(nameId(members, "parent", cast));
    CHECK(setTimes(members, now));
    TRY(auto command, wire::commandFromJson(members));
    setTexts(command, std::move(texts));
    return command;
}

} // namespace countersign::sample
