#include "app/sample/make_sample.h"

#include "app/sample/history.h"
#include "core/service/create_store.h"

namespace countersign::sample {

Result<MadeSample> makeSample(const Plan& plan, const std::string& path, const crypto::SigningKey& owner,
                              const Clock& clock, Random& random) {
    const auto end = clock.wallNow();
    TurnedClock past(end - Duration(plan.days * 24LL * 60 * 60 * 1000));
    TRY(const auto ownerId, identity::OperatorId::parse(plan.owner));
    CHECK(service::createStore(
        {.path = path, .trustDomain = plan.trustDomain, .firstOperator = ownerId, .operatorKey = &owner}, past,
        random));
    TRY(const auto unlock, service::readServiceKey(path + ".key"));
    MadeSample made;
    made.cast.people.insert_or_assign(plan.owner, owner.clone());
    TRY(const auto engine,
        service::Engine::open({.path = path, .unlock = &unlock, .clock = &past, .random = &random, .readers = 1}));
    History history(plan, *engine, past, made.cast, random);
    CHECK(history.play(end));
    made.used = history.used();
    made.waiting = history.waiting();
    return made;
}

} // namespace countersign::sample
