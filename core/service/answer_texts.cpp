#include "core/service/answer_query_p.h"
#include "core/service/record_data_p.h"

namespace countersign::service {

namespace {

/// In place of a text that somebody changed in the file; what they wrote there is not passed on.
constexpr std::string_view kChanged = "(changed in the file: not what the ledger commits to)";

/// Opens texts out of the values beside the records that brought them; an erased one stays without.
class Opener {
public:
    explicit Opener(store::ReadStore& store) : m_store(store) {}

    Result<void> operator()(identity::User& user) const { return open(user.displayName, "display_name"); }
    Result<void> operator()(command::AgentView& view) const {
        CHECK(open(view.agent.displayName, "display_name"));
        return open(view.agent.description, "description");
    }
    Result<void> operator()(delegation::Delegation& delegation) const { return open(delegation.purpose, "purpose"); }
    template <class T>
    Result<void> operator()(Page<T>& page) const {
        for (auto& item : page.items) {
            CHECK((*this)(item));
        }
        return {};
    }

private:
    Result<void> open(std::optional<identity::TextRef>& text, std::string_view label) const {
        if (!text) {
            return {};
        }
        TRY(const auto values, m_store.values(text->record));
        auto opened = Values::text(values.value_or(std::string()), label, text->commitment);
        text->text = opened ? *std::move(opened) : std::optional<std::string>(kChanged);
        return {};
    }

    store::ReadStore& m_store;
};

template <class Query>
Result<void> openFor(command::Answer& answer, const Opener& opener) {
    auto* const found = std::get_if<command::kQueryIndex<Query>>(&answer);
    return found == nullptr ? Result<void>() : opener(*found);
}

} // namespace

bool holdsTexts(const command::Answer& answer) {
    const auto index = answer.index();
    return index == command::kQueryIndex<command::ListUsers> || index == command::kQueryIndex<command::ListAgents> ||
           index == command::kQueryIndex<command::GetAgent> || index == command::kQueryIndex<command::ListDelegations>;
}

Result<void> openTexts(command::Answer& answer, store::ReadStore& store) {
    const Opener opener(store);
    CHECK(openFor<command::ListUsers>(answer, opener));
    CHECK(openFor<command::ListAgents>(answer, opener));
    CHECK(openFor<command::GetAgent>(answer, opener));
    return openFor<command::ListDelegations>(answer, opener);
}

} // namespace countersign::service
