#include "core/service/verify_judge_p.h"

namespace countersign::service {

Judge::Judge(const StoreId& store) : m_signatures(m_state), m_tables(std::in_place) {
    m_state.world.store = store;
}

void VerifyBatch::parse() {
    parsed.reserve(records.size());
    for (const auto& stored : records) {
        parsed.push_back({stored.seq, ledger::Record::parse(stored.body)});
    }
}

void Judge::judge(VerifyBatch batch) {
    m_signatureTime.run([&] {
        if (batch.parsed.empty()) {
            batch.parse();
        }
        for (const auto& one : batch.parsed) {
            judgeRecord(one);
        }
    });
    if (batch.index && !m_difference) {
        m_indexTime.run([&] { m_difference = batch.index->compare(batch.parsed); });
    }
}

void Judge::judgeRecord(const store::ParsedRecord& one) {
    if (!m_tables) {
        return;
    }
    if (!one.record) {
        // The tree has named it; what follows can no longer be judged by the people of that time.
        note(one.seq, one.record.error());
        m_tables.reset();
        return;
    }
    if (auto good = m_signatures.check(*one.record); !good) {
        note(one.seq, good.error());
    }
    m_checked += (*one.record)->signature ? 1 : 0;
    auto folded = fold(m_state, one.seq, *one.record);
    if (!folded) {
        note(one.seq, folded.error());
        m_tables.reset();
        return;
    }
    applyChanges(*m_tables, *folded);
}

void Judge::note(std::uint64_t seq, const Error& error) {
    m_findings.push_back({seq, "signature", std::string(codeName(error.code)), error.detail});
}

} // namespace countersign::service
