#pragma once

#include "core/service/action_job_p.h"
#include "core/service/engine.h"
#include "core/service/enrolment_sources_p.h"
#include "core/service/readers_p.h"
#include "core/service/refusals_p.h"
#include "core/service/watchers_p.h"
#include "core/service/writer_p.h"

namespace countersign::service {

/// The engine: its parts, and one method per door. The work itself stands in the jobs (*_job_p.h).
class StoreEngine final : public Engine {
public:
    struct Parts {
        std::unique_ptr<store::OwnerLock> lock;
        store::StoreMeta meta;
        std::unique_ptr<Watchers> watchers;
        std::unique_ptr<Writer> writer;
        std::unique_ptr<Readers> readers;
    };
    StoreEngine(Parts parts, Random& random);
    ~StoreEngine() override;

    [[nodiscard]] std::shared_ptr<const State> state() const override { return m_writer->state(); }
    [[nodiscard]] Timestamp now() override { return m_writer->clock().read().now; }
    [[nodiscard]] Health health() override;
    [[nodiscard]] crypto::PublicKey ledgerKey() const override { return m_writer->ledgerKey()->publicKey(); }
    [[nodiscard]] OwnerProof proveOwner(std::string_view nonce, std::string_view address) override;
    [[nodiscard]] Result<void> publishAddress(const std::string& address) override;

    [[nodiscard]] Result<ChallengeAnswer> challenge(const identity::AgentId& agent) override;
    void openSession(SessionCall call, Done<SessionAnswer> done) override;
    [[nodiscard]] Result<std::shared_ptr<const Session>> findSession(ByteView token) override;
    void enrol(EnrolmentCall call, Done<identity::Enrolment> done) override;
    void act(ActionCall call, Done<ActionAnswer> done) override;
    void watch(const identity::AgentId& agent, const RequestId& request, Duration wait,
               Done<ActionAnswer> done) override;
    void withdraw(std::shared_ptr<const Session> session, const RequestId& request, Done<ActionAnswer> done) override;
    void report(OutcomeCall call, Done<RecordRef> done) override;

    void submit(command::SignedCommand command, std::string sourceAddress, Done<command::Receipt> done) override;
    void ask(command::Query query, identity::OperatorId by, Done<command::Answer> done) override;
    [[nodiscard]] std::shared_ptr<void> onCommit(std::function<void(std::uint64_t)> notify) override;
    void records(std::uint64_t from, std::size_t limit, Done<std::vector<command::AuditRow>> done) override;

    void countRefusal(std::string_view sourceAddress, Code code) override;
    void countRefusal(const identity::Principal& caller, Code code) override;

private:
    void answerWatch(const identity::AgentId& agent, const RequestId& request, Done<ActionAnswer> done);

    std::unique_ptr<store::OwnerLock> m_lock;
    store::StoreMeta m_meta;
    Random& m_random;
    /// Keys the challenges of this run; those of an earlier run are unknown.
    crypto::SecretBytes m_challengeKey;
    /// Outlives the writer's jobs, which count into it.
    std::shared_ptr<DecisionCounts> m_counts = std::make_shared<DecisionCounts>();
    EnrolmentSources m_enrolmentSources;
    std::unique_ptr<Watchers> m_watchers;
    std::unique_ptr<Readers> m_readers;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<Refusals> m_refusals;
};

} // namespace countersign::service
