#pragma once

#include "core/base/random.h"
#include "core/ledger/record.h"
#include "core/store/write_store.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <random>

namespace samples {

using namespace countersign;

/// The same bytes in every run.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(unsigned seed) : m_engine(seed) {}
    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& byte : out) {
            byte = static_cast<std::uint8_t>(m_engine());
        }
    }
    /// In [0, bound).
    std::size_t below(std::size_t bound) { return m_engine() % bound; }

private:
    std::mt19937 m_engine;
};

inline store::StoreMeta meta() {
    SeededRandom random(7);
    return {StoreId::generate(random), "acme.example", crypto::SigningKey::generate(random).publicKey(), 0};
}

/// A folder that goes with the test; `path()` is a store's place in it.
class Place {
public:
    [[nodiscard]] std::string path(const char* name = "a.countersign") const {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

private:
    QTemporaryDir m_folder;
};

inline const Timestamp kNow = *Timestamp::parse("2026-11-23T10:00:00Z");

inline ledger::RecordFields decision(SeededRandom& random) {
    ledger::RecordFields fields;
    fields.store = StoreId::generate(random);
    fields.id = ledger::RecordId::generate(random);
    fields.kind = ledger::Kind::Decision;
    fields.outcome = ledger::Outcome::Allow;
    fields.at = kNow;
    fields.agent = "agent-code-reviewer-01";
    fields.user = "user_123";
    fields.action = "pr.create";
    fields.resource = {{"repo", "acme/api"}};
    fields.scope = {"pr:write:draft"};
    return fields;
}

inline ledger::Record record(ledger::RecordFields fields) {
    auto made = ledger::Record::create(std::move(fields));
    if (!made) {
        qFatal("%s", made.error().detail.c_str());
    }
    return *std::move(made);
}

/// Fails the test with the error's sentence.
template <class T>
T must(Result<T> result) {
    if (!result) {
        qFatal("%s: %s", codeName(result.error().code).data(), result.error().detail.c_str());
    }
    if constexpr (!std::is_void_v<T>) {
        return *std::move(result);
    }
}

template <class T>
std::string codeOf(const Result<T>& result) {
    return result ? "done" : std::string(codeName(result.error().code));
}

} // namespace samples

#define VERIFY_OK(expression)                                                                                          \
    do {                                                                                                               \
        const auto verifyResult = (expression);                                                                        \
        QVERIFY2(verifyResult.has_value(), verifyResult ? "" : verifyResult.error().detail.c_str());                   \
    } while (false)

#define VERIFY_CODE(expression, code) QCOMPARE(samples::codeOf(expression), std::string(countersign::codeName(code)))
