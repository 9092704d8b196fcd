#include "app/cli/help.h"
#include "core/base/bytes.h"
#include "core/crypto/process.h"
#include "core/crypto/secret.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <ranges>

namespace countersign::cli {

namespace {

std::vector<Verb> allVerbs() {
    std::vector<Verb> all;
    for (const auto part :
         {keyVerbs, storeVerbs, userVerbs, operatorVerbs, groupVerbs, agentVerbs, scopeVerbs, roleVerbs, grantVerbs,
          delegationVerbs, approvalVerbs, auditVerbs, ticketVerbs, policyVerbs, actVerbs}) {
        std::ranges::move(part(), std::back_inserter(all));
    }
    return all;
}

/// The first two words that are no options: options may stand anywhere after the noun, global ones before it as well.
struct Words {
    std::string noun;
    std::string verb;
    std::vector<std::string> rest;
    bool help = false;
};

bool takesValue(std::string_view word) {
    const auto global = globalOptions();
    const auto found = std::ranges::find(global, word, &Option::name);
    return found != global.end() && !found->value.empty();
}

Words split(std::span<const std::string> words, const std::vector<Verb>& verbs) {
    Words out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        const bool alone = !out.noun.empty() && std::ranges::any_of(verbs, [&](const Verb& verb) {
            return verb.noun == out.noun && verb.name.empty();
        });
        if (word == "--help" || word == "-h") {
            out.help = true;
        } else if (word.starts_with("--")) {
            out.rest.push_back(word);
            if (takesValue(word) && i + 1 < words.size()) {
                out.rest.push_back(words[++i]);
            } else if (!out.verb.empty() || alone) {
                std::ranges::copy(words.subspan(i + 1), std::back_inserter(out.rest));
                break;
            }
        } else if (out.noun.empty()) {
            out.noun = word;
        } else if (out.verb.empty() && !alone) {
            out.verb = word;
        } else {
            std::ranges::copy(words.subspan(i), std::back_inserter(out.rest));
            break;
        }
    }
    out.help = out.help || std::ranges::find(out.rest, "--help") != out.rest.end();
    return out;
}

Failure unknownWord(std::string_view what, const std::string& word, std::span<const std::string_view> known) {
    const auto near = nearest(word, known);
    return {{Code::InvalidArgument, "there is no " + std::string(what) + " `" + word + "`" +
                                        (near.empty() ? "; see --help" : "; did you mean `" + near + "`?")},
            Exit::Usage};
}

Outcome<const Verb*> findVerb(const Words& words, const std::vector<Verb>& verbs) {
    std::vector<std::string_view> nouns;
    std::vector<std::string_view> names;
    for (const auto& verb : verbs) {
        nouns.push_back(verb.noun);
        if (verb.noun == words.noun) {
            names.push_back(verb.name);
            if (verb.name == words.verb) {
                return &verb;
            }
        }
    }
    if (names.empty()) {
        return std::unexpected(unknownWord("noun", words.noun, nouns));
    }
    if (words.verb.empty()) {
        return wrongUsage("`" + words.noun + "` needs a verb; see `countersignctl " + words.noun + " --help`");
    }
    return std::unexpected(unknownWord("verb of `" + words.noun + "`", words.verb, names));
}

Outcome<void> checkOperands(const Verb& verb, const Arguments& arguments) {
    const auto given = arguments.operands().size();
    const auto needed = static_cast<std::size_t>(
        std::ranges::count_if(verb.operands, [](std::string_view name) { return !name.starts_with('['); }));
    if (given < needed) {
        return wrongUsage(std::string(verb.operands[given]) + " is missing; see --help");
    }
    const bool repeats = !verb.operands.empty() && verb.operands.back().ends_with("...");
    if (given > verb.operands.size() && !repeats) {
        return wrongUsage("`" + arguments.operands()[verb.operands.size()] + "` is one argument too many; see --help");
    }
    return {};
}

Outcome<Exit> runVerb(const Words& words, const Verb& verb, const Output& output) {
    auto options = verb.options;
    for (const auto& option : globalOptions()) {
        if (std::ranges::find(options, option.name, &Option::name) == options.end()) {
            options.push_back(option);
        }
    }
    TRY(const auto arguments, Arguments::parse(words.rest, options));
    CHECK(checkOperands(verb, arguments));
    const SystemClock clock;
    crypto::SystemRandom random;
    Context context(arguments, output, clock, random);
    return verb.run(context);
}

Outcome<Exit> run(const Words& words, const std::vector<Verb>& verbs, const Output& output) {
    if (words.noun.empty()) {
        std::fputs(overview(verbs).c_str(), words.help ? stdout : stderr);
        return words.help ? Exit::Done : Exit::Usage;
    }
    const auto isNoun = std::ranges::find(verbs, words.noun, &Verb::noun) != verbs.end();
    if (words.help && isNoun && words.verb.empty() && !findVerb(words, verbs)) {
        std::fputs(helpOf(words.noun, verbs).c_str(), stdout);
        return Exit::Done;
    }
    TRY(const auto* const verb, findVerb(words, verbs));
    if (words.help) {
        std::fputs(helpOf(*verb).c_str(), stdout);
        return Exit::Done;
    }
    return runVerb(words, *verb, output);
}

Output::Form formOf(const std::vector<std::string>& words) {
    const auto has = [&](std::string_view word) { return std::ranges::find(words, word) != words.end(); };
    return has("--json") ? Output::Form::Json : has("--quiet") ? Output::Form::Quiet : Output::Form::Human;
}

} // namespace

} // namespace countersign::cli

int main(int count, char** values) {
    using namespace countersign::cli;
    countersign::crypto::guardProcess();
    const std::vector<std::string> given(values + std::min(count, 1), values + count);
    if (given == std::vector<std::string>{"--version"}) {
        std::puts("countersignctl " COUNTERSIGN_VERSION);
        return 0;
    }
    const auto verbs = allVerbs();
    const auto words = split(given, verbs);
    const Output output(formOf(words.rest));
    // What is signed is what was typed, never a repaired form of it.
    const bool readable = std::ranges::all_of(given, [](const auto& word) { return countersign::isUtf8(word); });
    const auto exit = readable ? run(words, verbs, output) : Outcome<Exit>(wrongUsage("an argument is not UTF-8"));
    if (!exit) {
        output.failure(exit.error().error);
    }
    const auto code = exit ? *exit : exit.error().exit;
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        output.warn("the answer could not be written to its end");
        return static_cast<int>(code == Exit::Done ? Exit::Failed : code);
    }
    return static_cast<int>(code);
}
