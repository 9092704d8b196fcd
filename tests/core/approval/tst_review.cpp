#include "core/approval/review.h"
#include "core/crypto/hash.h"
#include "tests/core/approval/office.h"
#include "tests/support/source_dir.h"

#include <QFile>
#include <QTest>

using namespace countersign;
using namespace countersign::approval;

namespace {

json::Object exampleArguments() {
    json::Object out;
    out.set("method", "squash");
    out.set("number", json::Value::integer(42));
    return out;
}

json::Value exampleDocument() {
    return reviewDocument(office::request({office::hold(1, "role:approver")}), office::store(), exampleArguments(),
                          std::string("fixes the login bug"));
}

struct Signed {
    std::string payload;
    crypto::Signature signature;
    crypto::PublicKey key;
};

Signed sign(std::string payload, std::string_view who) {
    const auto key = office::keyOf(who);
    auto signature = key.sign(crypto::Domain::Approval, asBytes(payload));
    return {std::move(payload), signature, key.publicKey()};
}

std::string examplePayload(Verdict verdict = Verdict::Approve) {
    const auto request = office::request({office::hold(1, "role:approver")});
    return json::canonical(decisionPayload(request, office::store(), office::id<identity::OperatorId>("alice"),
                                           office::keyOf("alice").publicKey().thumbprint(),
                                           office::kStart + Duration(60'000), reviewDigest(exampleDocument()), verdict,
                                           "looks right"));
}

Result<SignedDecision> open(const Signed& decision) {
    return openDecision(decision.payload, decision.signature, decision.key,
                        office::request({office::hold(1, "role:approver")}), office::store(),
                        reviewDigest(exampleDocument()));
}

Code codeOf(const Result<SignedDecision>& result) {
    return result ? Code::Internal : result.error().code;
}

} // namespace

class TstReview : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensWhatWasSigned();
    void everyMemberCounts();
    void everyByteCounts();
    void otherSpellingsAreRefused();
    void refusals();
    void reviewFollowsEverythingShown();
    void chainDigestFollowsEveryLink();
    void workedExample();
};

void TstReview::opensWhatWasSigned() {
    for (const auto verdict : {Verdict::Approve, Verdict::Deny}) {
        const auto decision = sign(examplePayload(verdict), "alice");
        const auto opened = open(decision);
        QVERIFY(opened);
        QCOMPARE(opened->by.text(), std::string("alice"));
        QCOMPARE(opened->verdict, verdict);
        QCOMPARE(opened->reason, std::string("looks right"));
        QCOMPARE(opened->at, office::kStart + Duration(60'000));
        QCOMPARE(opened->payload, decision.payload);
    }
}

/// A payload in which one member differs, properly signed, is still refused.
void TstReview::everyMemberCounts() {
    const auto parsed = json::parse(examplePayload()).value();
    const auto& object = *parsed.asObject();
    const std::set<std::string> chosen{"operator", "at", "decision", "reason"};
    for (const auto& [name, value] : object) {
        auto changed = object;
        changed.erase(name);
        QVERIFY2(!open(sign(json::canonical(changed), "alice")), name.c_str());
        if (chosen.contains(name)) {
            continue; // the signer's own words
        }
        changed.set(name, json::Value("0000000000000000000000000000000000000000000"));
        QVERIFY2(!open(sign(json::canonical(changed), "alice")), name.c_str());
    }
    auto more = object;
    more.set("zz", "more");
    QCOMPARE(codeOf(open(sign(json::canonical(more), "alice"))), Code::ApprovalMismatch);
}

void TstReview::everyByteCounts() {
    const auto good = sign(examplePayload(), "alice");
    for (std::size_t i = 0; i < good.payload.size(); ++i) {
        auto bad = good;
        bad.payload[i] = static_cast<char>(bad.payload[i] ^ 1);
        QVERIFY2(!open(bad), qPrintable(QString::number(i)));
    }
}

void TstReview::otherSpellingsAreRefused() {
    auto spaced = examplePayload();
    spaced.insert(1, " ");
    QCOMPARE(codeOf(open(sign(spaced, "alice"))), Code::InvalidRequest);
    QCOMPARE(codeOf(open(sign("[]", "alice"))), Code::InvalidRequest);
    QCOMPARE(codeOf(open(sign("", "alice"))), Code::InvalidRequest);
    auto time = examplePayload();
    const auto at = time.find(".000Z");
    QVERIFY(at != std::string::npos);
    time.erase(at, 4);
    QVERIFY(!open(sign(time, "alice")));
}

void TstReview::refusals() {
    const auto decision = sign(examplePayload(), "alice");
    const auto request = office::request({office::hold(1, "role:approver")});
    const auto review = reviewDigest(exampleDocument());
    const auto openWith = [&](const ApprovalRequest& to, const StoreId& store, const Digest& shown) {
        return openDecision(decision.payload, decision.signature, decision.key, to, store, shown);
    };
    QCOMPARE(codeOf(openWith(request, office::id<StoreId>("sto_00000000000000000000000002"), review)),
             Code::StoreMismatch);
    QCOMPARE(codeOf(openWith(request, office::store(), office::digestOf(1))), Code::ReviewStale);
    auto other = request;
    other.request = office::id<RequestId>("req_00000000000000000000000002");
    QCOMPARE(codeOf(openWith(other, office::store(), review)), Code::ApprovalMismatch);
    other = request;
    other.nonce.back() = 'e';
    QCOMPARE(codeOf(openWith(other, office::store(), review)), Code::ApprovalMismatch);
    other = request;
    other.chain.front().principal = identity::Principal::parse("user:user_124").value();
    QCOMPARE(codeOf(openWith(other, office::store(), review)), Code::ApprovalMismatch);
    other = request;
    other.policy = office::digestOf(5);
    QCOMPARE(codeOf(openWith(other, office::store(), review)), Code::ApprovalMismatch);

    auto forged = sign(examplePayload(), "bob");
    QCOMPARE(codeOf(open(forged)), Code::SignatureInvalid);
    forged.key = office::keyOf("alice").publicKey();
    QCOMPARE(codeOf(open(forged)), Code::SignatureInvalid);
    auto wrongDomain = decision;
    wrongDomain.signature = office::keyOf("alice").sign(crypto::Domain::Command, asBytes(decision.payload));
    QCOMPARE(codeOf(open(wrongDomain)), Code::SignatureInvalid);
}

void TstReview::reviewFollowsEverythingShown() {
    const auto base = office::request({office::hold(1, "role:approver")});
    const auto digest = [&](const ApprovalRequest& request) {
        return reviewDigest(reviewDocument(request, office::store(), exampleArguments(), std::nullopt));
    };
    const auto start = digest(base);
    auto moved = base;
    moved.state = State::Approved;
    moved.decisions.push_back(office::decisionBy("bob", Verdict::Approve, office::kStart));
    moved.mismatches = 3;
    QCOMPARE(digest(moved), start); // history is not shown
    auto other = base;
    other.risk = "low";
    QVERIFY(digest(other) != start);
    other = base;
    other.agentKey = office::keyOf("mallory").publicKey().thumbprint();
    QVERIFY(digest(other) != start);
    other = base;
    other.separation = "none";
    QVERIFY(digest(other) != start);
    other = base;
    other.holds.front().hold.quorum = 2;
    QVERIFY(digest(other) != start);
    QVERIFY(reviewDigest(reviewDocument(base, office::store(), {}, std::nullopt)) != start);
    QVERIFY(reviewDigest(reviewDocument(base, office::store(), exampleArguments(), std::string("please"))) != start);
}

void TstReview::chainDigestFollowsEveryLink() {
    const auto chain = office::request({}).chain;
    const auto start = chainDigest(chain);
    auto other = chain;
    other.pop_back();
    QVERIFY(chainDigest(other) != start);
    other = chain;
    std::swap(other[0], other[1]);
    QVERIFY(chainDigest(other) != start);
    other = chain;
    other[1].digest = office::digestOf(0x12);
    QVERIFY(chainDigest(other) != start);
    other[1].digest.reset();
    QVERIFY(chainDigest(other) != start);
    other = chain;
    other[1].delegation.reset();
    QVERIFY(chainDigest(other) != start);
}

/// Every value of the worked example in the design notes is computed here again.
void TstReview::workedExample() {
    QFile file(sourcePath("core/design/formats-approval.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto text = file.readAll().toStdString();
    const auto decision = sign(examplePayload(), "alice");
    const auto chain = office::request({}).chain;
    const std::vector<std::string> values{json::canonical(chainJson(chain)),
                                          chainDigest(chain).hex(),
                                          json::canonical(exampleDocument()),
                                          reviewDigest(exampleDocument()).hex(),
                                          decision.payload,
                                          crypto::sha256(asBytes(decision.payload)).hex(),
                                          decision.key.base64(),
                                          decision.signature.base64()};
    for (const auto& value : values) {
        QVERIFY2(text.find(value) != std::string::npos, value.c_str());
    }
}

QTEST_APPLESS_MAIN(TstReview)
#include "tst_review.moc"
