#include "core/service/record_data_p.h"

#include <utility>

namespace countersign::service {

namespace {

std::string_view consumptionName(decision::Consumption::Kind kind) {
    switch (kind) {
    case decision::Consumption::Kind::GrantBudget:
        return "grant_budget";
    case decision::Consumption::Kind::GrantRate:
        return "grant_rate";
    case decision::Consumption::Kind::DelegationUse:
        return "delegation_use";
    }
    return "";
}

Result<decision::Consumption::Kind> consumptionFromName(std::string_view name) {
    for (const auto kind : {decision::Consumption::Kind::GrantBudget, decision::Consumption::Kind::GrantRate,
                            decision::Consumption::Kind::DelegationUse}) {
        if (consumptionName(kind) == name) {
            return kind;
        }
    }
    return fail(Code::InvalidRequest, "a record consumes something unknown, `" + std::string(name) + "`");
}

/// The canonical bytes of toJson().
void appendArguments(std::string& out, const ledger::CommittedArguments& arguments) {
    out += '{';
    for (const auto& member : arguments.members()) {
        if (out.back() != '{') {
            out += ',';
        }
        json::appendString(out, member.name);
        if (member.opening) {
            out += R"(:{"salt":")" + toBase64(member.opening->salt) + R"(","value":)";
            json::appendCanonical(out, member.opening->value);
            out += '}';
        } else {
            out += R"(:{"leaf":")" + member.leaf.hex() + R"("})";
        }
    }
    out += '}';
}

} // namespace

json::Value consumesData(const std::vector<decision::Consumption>& consumes) {
    json::Array array;
    for (const auto& one : consumes) {
        json::Object object{{"id", one.id}, {"kind", consumptionName(one.kind)}};
        if (one.window.count() != 0) {
            object.set("window_ms", json::Value::integer(one.window.count()));
        }
        array.emplace_back(std::move(object));
    }
    return array;
}

Result<std::vector<decision::Consumption>> readConsumes(const ledger::RecordFields& fields) {
    std::vector<decision::Consumption> consumes;
    const auto* stored = fields.data.find("consumes");
    const auto* array = stored == nullptr ? nullptr : stored->asArray();
    if (array == nullptr) {
        return consumes;
    }
    for (const auto& value : *array) {
        TRY(auto reader, json::Reader::of(value, "consumption"));
        decision::Consumption one;
        TRY(const auto kind, reader.string("kind"));
        TRY(one.kind, consumptionFromName(kind));
        TRY(one.id, reader.string("id"));
        TRY(const auto window, reader.optionalInteger("window_ms"));
        one.window = Duration(window.value_or(0));
        CHECK(reader.finish());
        consumes.push_back(std::move(one));
    }
    return consumes;
}

json::Value gatesData(const decision::Explanation& explanation) {
    json::Array gates;
    gates.reserve(explanation.gates.size());
    for (const auto& line : explanation.gates) {
        if (line.verdict == decision::GateVerdict::NotReached) {
            continue;
        }
        json::Array entry;
        entry.reserve(4);
        entry.emplace_back(decision::gateName(line.gate));
        entry.emplace_back(decision::gateVerdictName(line.verdict));
        const bool passed = line.verdict == decision::GateVerdict::Pass;
        if (!passed || !line.origin.empty()) {
            entry.emplace_back(line.origin);
        }
        if (!passed) {
            entry.emplace_back(line.looked);
        }
        gates.emplace_back(std::move(entry));
    }
    return gates;
}

std::vector<ledger::ChainLink> recordChain(const approval::Chain& chain) {
    std::vector<ledger::ChainLink> links;
    links.reserve(chain.size());
    for (const auto& link : chain) {
        links.push_back({std::string(identity::principalTypeName(link.principal.type())), link.principal.id(),
                         link.delegation ? link.delegation->text() : std::string()});
    }
    return links;
}

std::vector<ledger::Reason> recordReasons(std::span<const decision::Reason> reasons) {
    std::vector<ledger::Reason> out;
    out.reserve(reasons.size());
    for (const auto& reason : reasons) {
        out.push_back({std::string(codeName(reason.code)), reason.text});
    }
    return out;
}

void Values::setArguments(const ledger::CommittedArguments& arguments) {
    m_arguments.clear();
    if (!arguments.members().empty()) {
        appendArguments(m_arguments, arguments);
    }
}

void Values::add(const ledger::CommittedText& text) {
    m_texts[text.label()] = json::canonical(text.toJson());
}

std::string Values::body() const {
    std::string out;
    if (!m_arguments.empty()) {
        out += R"({"args":)";
        out += m_arguments;
    }
    char before = '{';
    for (const auto& [label, bytes] : m_texts) {
        if (before == '{') {
            out += out.empty() ? R"({"texts":)" : R"(,"texts":)";
        }
        out += std::exchange(before, ',');
        json::appendString(out, label);
        out += ':';
        out += bytes;
    }
    if (!m_texts.empty()) {
        out += '}';
    }
    if (!out.empty()) {
        out += '}';
    }
    return out;
}

Result<ledger::CommittedArguments> Values::arguments(std::string_view body) {
    if (body.empty()) {
        return ledger::CommittedArguments();
    }
    TRY(const auto value, json::parse(body, {.bytes = 16 * 1024 * 1024, .depth = 80}));
    const auto* object = value.asObject();
    const auto* args = object == nullptr ? nullptr : object->find("args");
    return args == nullptr ? Result<ledger::CommittedArguments>(ledger::CommittedArguments())
                           : ledger::CommittedArguments::parse(*args);
}

namespace {

Result<json::Value> parseBody(std::string_view body) {
    return json::parse(body, {.bytes = 16 * 1024 * 1024, .depth = 80});
}

/// None when there is none, or it was erased and left nothing.
Result<std::optional<ledger::CommittedText>> findText(std::string_view body, std::string_view label) {
    if (body.empty()) {
        return std::nullopt;
    }
    TRY(const auto value, parseBody(body));
    const auto* object = value.asObject();
    const auto* texts = object == nullptr ? nullptr : object->find("texts");
    const auto* members = texts == nullptr ? nullptr : texts->asObject();
    const auto* found = members == nullptr ? nullptr : members->find(label);
    if (found == nullptr) {
        return std::nullopt;
    }
    TRY(auto text, ledger::CommittedText::parse(*found));
    return std::optional(std::move(text));
}

std::optional<std::string> opened(const std::optional<ledger::CommittedText>& text) {
    return !text || text->text() == nullptr ? std::nullopt : std::optional(*text->text());
}

Result<void> checkIn(std::string_view record, const Digest& commitment) {
    if (record.find('"' + commitment.hex() + '"') == std::string_view::npos) {
        return fail(Code::CommitmentMismatch, "the values beside the record are not those that it commits to");
    }
    return {};
}

} // namespace

Result<std::optional<std::string>> Values::text(std::string_view body, std::string_view label) {
    TRY(const auto text, findText(body, label));
    return opened(text);
}

Result<std::optional<std::string>> Values::text(std::string_view body, std::string_view label,
                                                const Digest& commitment) {
    TRY(const auto text, findText(body, label));
    if (text) {
        CHECK(text->verify(commitment));
    }
    return opened(text);
}

Result<void> Values::check(std::string_view body, std::string_view record) {
    TRY(const auto args, arguments(body));
    if (!args.members().empty()) {
        CHECK(checkIn(record, args.root()));
    }
    TRY(const auto value, parseBody(body));
    const auto* object = value.asObject();
    const auto* texts = object == nullptr ? nullptr : object->find("texts");
    if (texts == nullptr || texts->asObject() == nullptr) {
        return {};
    }
    for (const auto& [label, member] : *texts->asObject()) {
        TRY(const auto text, ledger::CommittedText::parse(member));
        if (text.label() != label) {
            return fail(Code::CommitmentMismatch, "the text `" + label + "` beside the record is another one");
        }
        CHECK(checkIn(record, text.digest()));
    }
    return {};
}

} // namespace countersign::service
