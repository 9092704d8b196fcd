#include "core/wire/commands.h"

#include "core/wire/command_codec_p.h"

namespace countersign::wire {

namespace {

constexpr std::int64_t kVersion = 1;

struct SignedCommandForm {
    json::Object envelope;
    crypto::Signature signature;
    std::vector<command::Text> openings;
};

} // namespace

template <>
struct Codec<command::Text> {
    static json::Value write(const command::Text& text, Texts) { return text.toJson(); }
    static Result<command::Text> read(const json::Value& value, Texts) { return command::Text::parse(value); }
};

template <>
struct Shape<SignedCommandForm> {
    static constexpr std::string_view kWhat = "signed command";
    template <class F>
    static void members(F& f, auto& x) {
        f("envelope", x.envelope);
        f("signature", x.signature);
        f("openings", x.openings);
    }
};

template <>
struct Shape<Envelope> {
    static constexpr std::string_view kWhat = "command envelope";
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("store", x.store);
        f("operator", x.by);
        f("key", x.key);
        f("at", x.at);
        f("command", x.command);
    }
};

json::Value envelopeJson(const Envelope& envelope) {
    Writer writer(Texts::Hidden);
    writer.set("v", json::Value::integer(kVersion));
    Shape<Envelope>::members(writer, envelope);
    return writer.take();
}

Result<Envelope> parseEnvelope(const json::Value& value) {
    TRY(auto version, json::Reader::of(value, "command envelope"));
    TRY(const auto v, version.integer("v"));
    if (v != kVersion) {
        return fail(Code::InvalidRequest, "the command envelope has version `" + std::to_string(v) +
                                              "`: this program signs and reads version 1");
    }
    TRY(auto reader, ShapeReader::of(value, Shape<Envelope>::kWhat, Texts::Hidden));
    reader.skip("v");
    Envelope envelope;
    Shape<Envelope>::members(reader, envelope);
    CHECK(reader.finish());
    return envelope;
}

Result<command::SignedCommand> signCommand(command::Command command, const identity::OperatorId& by,
                                           const crypto::SigningKey& key, const StoreId& store, Timestamp now,
                                           Random& random) {
    auto openings = textsOf(command);
    for (const auto& text : openings) {
        if (text.text() == nullptr) {
            return fail(Code::InvalidArgument,
                        "the text `" + text.label() + "` was erased: a command is signed with its texts at hand");
        }
    }
    const Envelope envelope{.store = store,
                            .id = CommandId::generate(random),
                            .by = by,
                            .key = key.publicKey().thumbprint(),
                            .at = now,
                            .command = std::move(command)};
    auto bytes = json::canonical(envelopeJson(envelope));
    const auto signature = key.sign(crypto::Domain::Command, asBytes(bytes));
    return command::SignedCommand{
        .envelope = std::move(bytes), .signature = signature, .openings = std::move(openings)};
}

json::Value signedCommandJson(const command::SignedCommand& command) {
    // An envelope that is no JSON (only a caller's mistake) is sent as it is, for the engine to refuse.
    const auto envelope = json::parse(command.envelope);
    json::Array openings;
    for (const auto& text : command.openings) {
        openings.push_back(text.toJson());
    }
    return json::Object{{"envelope", envelope ? *envelope : json::Value(command.envelope)},
                        {"signature", command.signature.base64()},
                        {"openings", std::move(openings)}};
}

Result<command::SignedCommand> parseSignedCommand(const json::Value& value) {
    TRY(auto form, Codec<SignedCommandForm>::read(value, Texts::Hidden));
    return command::SignedCommand{.envelope = json::canonical(std::move(form.envelope)),
                                  .signature = form.signature,
                                  .openings = std::move(form.openings)};
}

} // namespace countersign::wire
