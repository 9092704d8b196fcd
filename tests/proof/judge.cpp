#include "tests/proof/judge.h"

#include "core/ledger/merkle.h"
#include "core/service/maintenance.h"

#include <map>

namespace countersign::proof {

namespace {

Result<Judgement> judgeStore(const std::string& path, const std::vector<Acknowledged>& acknowledged) {
    TRY(const auto store, store::ReadStore::open(path));
    Judgement judgement;
    std::vector<Digest> leaves;
    std::map<std::string, int> redeemed;
    Result<void> read;
    CHECK(store->forEachRecord(0, UINT64_MAX, [&](std::uint64_t, std::string_view body) {
        leaves.push_back(ledger::leafHash(asBytes(body)));
        const auto record = ledger::Record::parse(body);
        if (!record) {
            read = std::unexpected(record.error());
            return false;
        }
        if ((*record)->kind == ledger::Kind::Redemption && (*record)->outcome == ledger::Outcome::Allow) {
            ++redeemed[(*record)->approval.text()];
        }
        return true;
    }));
    CHECK(read);
    judgement.records = leaves.size();
    for (const auto& record : acknowledged) {
        judgement.lost += record.seq < leaves.size() && leaves[record.seq] == record.leaf ? 0 : 1;
    }
    for (const auto& [approval, times] : redeemed) {
        judgement.twice += times > 1 ? 1 : 0;
    }
    CHECK(store->checkFile());
    TRY(const auto meta, store->meta());
    TRY(const auto report, service::verifyStore(*store, meta, std::nullopt, {}));
    if (!report.findings.empty()) {
        judgement.wrong = report.findings.front().code + ": " + report.findings.front().detail;
    }
    return judgement;
}

} // namespace

Judgement judge(const std::string& store, const std::vector<Acknowledged>& acknowledged) {
    auto judgement = judgeStore(store, acknowledged);
    if (!judgement) {
        return {.records = 0, .lost = acknowledged.size(), .twice = 0, .wrong = judgement.error().detail};
    }
    return *std::move(judgement);
}

} // namespace countersign::proof
