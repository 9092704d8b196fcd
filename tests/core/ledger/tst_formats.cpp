#include "core/ledger/commitment.h"
#include "core/ledger/merkle.h"
#include "tests/core/ledger/samples.h"
#include "tests/support/source_dir.h"

#include <QFile>
#include <QtTest>

using namespace countersign;
using namespace countersign::ledger;

/// The worked example of core/design/formats-ledger.md, line by line.
class TstFormats : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWorkedExampleIsTrue();
};

void TstFormats::theWorkedExampleIsTrue() {
    QFile file(sourcePath("core/design/formats-ledger.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const std::string text = file.readAll().toStdString();
    const std::string example = text.substr(text.find("## Worked example"));

    test::CountingRandom random;
    const auto key = test::signingKey(1);
    const StoreId store = StoreId::generate(random);
    const std::string origin = *checkpointOrigin("acme.example", store);

    const auto arguments = CommittedArguments::create({{"draft", json::Value(true)}, {"title", "Fix it"}}, random);
    const auto reason = CommittedText::create("asked_reason", "the build is red", random);
    RecordFields fields = test::fields(store, random, test::noon());
    fields.args = arguments.root();
    fields.askedReason = reason.digest();
    const auto first = Record::create(fields);
    fields.id = RecordId::generate(random);
    fields.kind = Kind::Outcome;
    fields.outcome = Outcome::Success;
    const auto second = Record::create(fields);

    Tree tree;
    tree.append(leafHash(asBytes(first->canonical())));
    tree.append(leafHash(asBytes(second->canonical())));
    const auto note = signCheckpoint({.origin = origin, .size = 2, .root = tree.root(), .extensions = {}}, key);

    for (const std::string& line :
         {json::canonical(arguments.toJson()), arguments.root().hex(), json::canonical(reason.toJson()),
          reason.digest().hex(), first->canonical(), leafHash(asBytes(first->canonical())).hex(), second->canonical(),
          leafHash(asBytes(second->canonical())).hex(), tree.root().hex(),
          NoteKey::create(origin, key.publicKey())->text()}) {
        QVERIFY2(example.contains("\n    " + line + "\n"), line.c_str());
    }
    std::string indented = "    " + *note;
    for (std::size_t at = indented.find('\n'); at + 1 < indented.size(); at = indented.find('\n', at + 1)) {
        if (indented[at + 1] != '\n') {
            indented.insert(at + 1, "    ");
        }
    }
    QVERIFY2(example.contains("\n" + indented), indented.c_str());
}

QTEST_APPLESS_MAIN(TstFormats)
#include "tst_formats.moc"
