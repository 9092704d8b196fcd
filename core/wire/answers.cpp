#include "core/wire/alternatives_p.h"
#include "core/wire/answer_shapes_p.h"
#include "core/wire/audit_shapes_p.h"
#include "core/wire/command_shapes_p.h"
#include "core/wire/preview_shapes_p.h"
#include "core/wire/queries.h"

namespace countersign::wire {

namespace {

/// Of the query at that place; what is neither object nor list in itself gets a name.
template <std::size_t Index>
struct AnswerForm {
    using Query = std::variant_alternative_t<Index, command::Query>;
    using Value = typename Query::Answer;

    static constexpr std::string_view name() {
        if constexpr (std::same_as<Query, command::GetCheckpoint>) {
            return "checkpoint";
        } else if constexpr (std::same_as<Value, std::vector<Digest>>) {
            return "proof";
        } else {
            return "";
        }
    }
    static json::Value write(const Value& value) {
        if constexpr (name().empty()) {
            return Codec<Value>::write(value, Texts::Shown);
        } else {
            Writer writer(Texts::Shown);
            writer(name(), value);
            return writer.take();
        }
    }
    static Result<command::Answer> read(const json::Value& json) {
        if constexpr (name().empty()) {
            TRY(auto value, Codec<Value>::read(json, Texts::Shown));
            return command::Answer(std::in_place_index<Index>, std::move(value));
        } else {
            TRY(auto reader, ShapeReader::of(json, "answer", Texts::Shown));
            Value value;
            reader(name(), value);
            CHECK(reader.finish());
            return command::Answer(std::in_place_index<Index>, std::move(value));
        }
    }
};

} // namespace

json::Value answerJson(const command::Answer& answer) {
    json::Value out;
    anyAlternative<command::Answer>([&](auto index) {
        if (answer.index() != index) {
            return false;
        }
        out = AnswerForm<index>::write(std::get<index>(answer));
        return true;
    });
    return out;
}

Result<command::Answer> answerFromJson(const command::Query& query, const json::Value& value) {
    Result<command::Answer> found = fail(Code::Internal, "a query without a value has no answer");
    anyAlternative<command::Query>([&](auto index) {
        if (query.index() != index) {
            return false;
        }
        found = AnswerForm<index>::read(value);
        return true;
    });
    return found;
}

} // namespace countersign::wire
