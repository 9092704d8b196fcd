#include "core/wire/queries.h"
#include "tests/core/service/rig.h"
#include "tests/core/wire/command_samples.h"
#include "tests/core/wire/query_samples.h"

#include <algorithm>
#include <functional>
#include <set>

using namespace countersign;
using rig::must;
using namespace std::string_literals;

namespace {

/// ESC, NUL, a line end, BEL, DEL and a character that turns the line around.
const std::string kControl = "a\x1b[2Jb\0c\nd\x07"
                             "e\x7f"
                             "f\xe2\x80\xae"
                             "g"s;
const std::string kHuge(2 << 20, 'x');
/// Codes that say that something is not in its form.
const std::set<std::string> kOfForm = {"invalid_argument", "invalid_request", "too_large", "key_invalid",
                                       "signature_invalid"};
/// What a question may come to as well: a cursor that stands nowhere, a name that nobody has, an order that would
/// change nothing.
const std::set<std::string> kAnswers = {"done", "not_found", "illegal_transition"};

/// Calls `look` once for every text in it, values and names of members, with all as it is but this text replaced.
void forEachText(const json::Value& value, const std::string& hostile, const std::string& path,
                 const std::function<void(const std::string& path, json::Value)>& look) {
    if (value.asString() != nullptr) {
        look(path, json::Value(hostile));
    } else if (const auto* object = value.asObject()) {
        for (const auto& [name, member] : *object) {
            forEachText(member, hostile, path + "." + name, [&](const std::string& where, json::Value changed) {
                json::Object copy = *object;
                copy.set(name, std::move(changed));
                look(where, json::Value(std::move(copy)));
            });
            json::Object renamed = *object;
            renamed.erase(name);
            renamed.set(hostile, member);
            look(path + ".<" + name + ">", json::Value(std::move(renamed)));
        }
    } else if (const auto* array = value.asArray()) {
        for (std::size_t i = 0; i < array->size(); ++i) {
            forEachText((*array)[i], hostile, path + "[]", [&](const std::string& where, json::Value changed) {
                json::Array copy = *array;
                copy[i] = std::move(changed);
                look(where, json::Value(std::move(copy)));
            });
        }
    }
}

/// What an order comes to: `done`, or the code of its refusal.
std::string ordered(rig::Rig& rig, command::Command command) {
    auto made = wire::signCommand(std::move(command), rig.alice.id, rig.alice.key, rig.engine->state()->world.store,
                                  rig.clock.wallNow(), rig.random);
    return made ? rig::codeOf(rig.submitSigned(*std::move(made))) : std::string(codeName(made.error().code));
}

/// Without the commitments to free texts: those are digests here.
json::Value bare(const command::Command& command) {
    auto form = *wire::toJson(command).asObject();
    for (const auto* text : {"display_name", "description", "purpose"}) {
        if (const auto* member = form.find(text); member != nullptr && member->asObject() != nullptr) {
            form.erase(text);
        }
    }
    return form;
}

QByteArray listed(const std::set<std::string>& paths) {
    QByteArray text;
    for (const auto& path : paths) {
        text += QByteArray::fromStdString(path) + ' ';
    }
    return text.trimmed();
}

/// What orders with this text in any place come to, but for a refusal of their form.
QByteArray ordersWith(const std::string& hostile) {
    rig::Rig empty;
    rig::Rig peopled;
    peopled.registerAgent("agent-code-reviewer-01");
    std::set<std::string> paths;
    for (const auto& [full, unused] : wire::test::commands()) {
        auto& rig = std::holds_alternative<command::RegisterAgent>(full) ? empty : peopled;
        forEachText(bare(full), hostile, std::string(command::commandName(full)),
                    [&](const std::string& path, const json::Value& changed) {
                        auto command = wire::commandFromJson(changed);
                        const auto code =
                            command ? ordered(rig, *std::move(command)) : std::string(codeName(command.error().code));
                        if (!kOfForm.contains(code)) {
                            paths.insert(path + "=" + code);
                        }
                    });
    }
    return listed(paths);
}

/// What questions with this text in any place come to, but for a refusal of their form and an answer; who asks is an
/// owner and may ask everything.
QByteArray questionsWith(const std::string& hostile) {
    rig::Rig rig;
    rig.registerAgent("agent-code-reviewer-01");
    std::set<std::string> paths;
    for (const auto& [full, unused] : wire::test::queries()) {
        const auto name = command::queryName(full);
        forEachText(wire::toJson(full), hostile, std::string(name),
                    [&](const std::string& path, const json::Value& changed) {
                        auto query = wire::queryFromJson(name, changed);
                        const auto code = query ? rig::codeOf(rig::await<command::Answer>([&](auto done) {
                            rig.engine->ask(*std::move(query), rig.alice.id, std::move(done));
                        }))
                                                : std::string(codeName(query.error().code));
                        if (!kOfForm.contains(code) && !kAnswers.contains(code)) {
                            paths.insert(path + "=" + code);
                        }
                    });
    }
    return listed(paths);
}

} // namespace

/// Every text of every order and question, replaced by what nobody would write there.
class TstHostileTexts final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noOrderTakesControlCharacters() {
        // An approval's payload is looked at when there is such an approval, and a store is made once.
        QCOMPARE(ordersWith(kControl),
                 QByteArray("DecideApproval.payload=approval_unknown InitStore.trust_domain=already_exists"));
    }
    void noOrderTakesMegabytes() { QCOMPARE(ordersWith(kHuge), QByteArray()); }
    void questionsWithControlCharactersAreAnsweredOrRefused() { QCOMPARE(questionsWith(kControl), QByteArray()); }
    void questionsWithMegabytesAreAnsweredOrRefused() { QCOMPARE(questionsWith(kHuge), QByteArray()); }

    /// Free texts are kept as they are, and are no place for megabytes.
    void freeTextsAreKeptUpTo4096Bytes() {
        rig::Rig rig;
        const auto add = [&rig](const char* id, const std::string& name) {
            return rig.submit(rig.alice,
                              command::AddUser{.id = must(identity::UserId::parse(id)),
                                               .displayName = command::Text::create("display_name", name, rig.random),
                                               .aliasOf = {}});
        };
        VERIFY_CODE(add("user_huge", kHuge), Code::TooLarge);
        VERIFY_CODE(add("user_long", std::string(4097, 'x')), Code::TooLarge);
        QVERIFY(add("user_full", std::string(4096, 'x')).has_value());
        QVERIFY(add("user_odd", kControl).has_value());
        const auto users = must(rig.ask(rig.alice, command::ListUsers{})).items;
        const auto odd = std::ranges::find(users, "user_odd", [](const auto& user) { return user.id.text(); });
        QVERIFY(odd != users.end());
        QVERIFY(odd->displayName->text == kControl);
        QVERIFY(std::ranges::none_of(users, [](const auto& user) { return user.id.text() == "user_long"; }));
    }
};

QTEST_GUILESS_MAIN(TstHostileTexts)
#include "tst_hostile_texts.moc"
