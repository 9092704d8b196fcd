#include "core/wire/commands.h"

#include "core/wire/alternatives_p.h"
#include "core/wire/command_shapes_p.h"

namespace countersign::wire {

namespace {

/// Lists texts as a Writer lists members.
class TextCollector {
public:
    template <class T>
    void operator()(std::string_view, const T&) {}
    void commitment(std::string_view, const std::optional<command::Text>& text) {
        if (text) {
            m_texts.push_back(*text);
        }
    }
    [[nodiscard]] std::vector<command::Text> take() { return std::move(m_texts); }

private:
    std::vector<command::Text> m_texts;
};

template <class T>
Result<command::Command> readCommand(const json::Value& value, std::string_view type) {
    TRY(auto reader, ShapeReader::of(value, std::string(type) + " command", Texts::Hidden));
    reader.skip("type");
    T command;
    Shape<T>::members(reader, command);
    CHECK(reader.finish());
    return command;
}

} // namespace

json::Value toJson(const command::Command& command) {
    Writer writer(Texts::Hidden);
    writer.set("type", command::commandName(command));
    std::visit([&writer]<class T>(const T& value) { Shape<T>::members(writer, value); }, command);
    return writer.take();
}

Result<command::Command> commandFromJson(const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "command"));
    TRY(const auto type, reader.string("type"));
    Result<command::Command> found =
        fail(Code::InvalidRequest, "`" + type + "` is no command: see the table in core/design/commands.md");
    anyAlternative<command::Command>([&](auto index) {
        if (command::commandNames()[index] != type) {
            return false;
        }
        found = readCommand<std::variant_alternative_t<index, command::Command>>(value, type);
        return true;
    });
    return found;
}

std::vector<command::Text> textsOf(const command::Command& command) {
    TextCollector collector;
    std::visit([&collector]<class T>(const T& value) { Shape<T>::members(collector, value); }, command);
    return collector.take();
}

json::Value toJson(const command::Receipt& receipt) {
    return Codec<command::Receipt>::write(receipt, Texts::Hidden);
}

Result<command::Receipt> parseReceipt(const json::Value& value) {
    return Codec<command::Receipt>::read(value, Texts::Hidden);
}

} // namespace countersign::wire
