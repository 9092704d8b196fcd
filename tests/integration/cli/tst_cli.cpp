#include "core/base/json.h"
#include "core/store/store_file.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace countersign;

namespace {

struct Ended {
    int code = -1;
    std::string out;
    std::string err;

    [[nodiscard]] json::Value value() const {
        auto parsed = json::parse(out.ends_with('\n') ? std::string_view(out).substr(0, out.size() - 1) : out);
        return parsed ? *parsed : json::Value();
    }
    [[nodiscard]] std::string text(std::string_view member) const {
        const auto whole = value();
        const auto* found = whole.asObject() == nullptr ? nullptr : whole.asObject()->find(member);
        return found == nullptr || found->asString() == nullptr ? std::string() : *found->asString();
    }
};

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

/// The real countersignctl, as a terminal sees it.
class TstCli : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    void write(const char* name, const QByteArray& text) const {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
        out.write(text);
    }

    /// Runs it with these words; a store and a key are named by the environment.
    [[nodiscard]] Ended run(const QStringList& words) const {
        QProcess process;
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
        environment.insert(QStringLiteral("HOME"), m_folder.path());
        environment.insert(QStringLiteral("XDG_STATE_HOME"), file("state"));
        environment.insert(QStringLiteral("COUNTERSIGN_STORE"), file("a.countersign"));
        environment.insert(QStringLiteral("COUNTERSIGN_OPERATOR_KEY"), file("alice.key"));
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_folder.path());
        process.setStandardInputFile(QProcess::nullDevice());
        // Without a terminal, so that nothing waits for a passphrase.
        process.setChildProcessModifier([] { ::setsid(); });
        process.start(qEnvironmentVariable("COUNTERSIGN_BIN") + QStringLiteral("/countersignctl"), words);
        Ended ended;
        if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit) {
            ended.code = process.exitCode();
        }
        ended.out = process.readAllStandardOutput().toStdString();
        ended.err = process.readAllStandardError().toStdString();
        return ended;
    }
    [[nodiscard]] Ended run(const char* words) const {
        return run(QString::fromUtf8(words).split(QLatin1Char(' '), Qt::SkipEmptyParts));
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        const auto made = run("keygen --out alice.key --no-passphrase --json");
        QCOMPARE(made.code, 0);
        QCOMPARE(made.text("thumbprint").size(), std::size_t{43});
        const auto store = run("store init a.countersign --trust-domain acme.example --operator alice --json");
        QVERIFY2(store.code == 0, store.err.c_str());
        QVERIFY(store.text("store").starts_with("sto_"));
    }

    void saysWhatIsWrongWithTheUsage_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* words, const char* said) {
            QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(said);
        };
        row("agnet list", "did you mean `agent`?");
        row("agent lsit", "did you mean `list`?");
        row("agent", "needs a verb");
        row("agent list --jsno", "did you mean `--json`?");
        row("agent show", "ID is missing");
        row("agent show a b", "one argument too many");
        row("agent register --id", "needs a value");
        row("grant create --to agent:x", "`--scope PATTERN` is missing");
        row("grant create --to x:y --scope a", "--to:");
        row("grant create --to agent:x --scope A!", "--scope:");
        row("approval deny apr_1 --reason no", "argument:");
        row("audit list --filter agnet=x", "--filter:");
        row("keygen --out b.key", "there is no terminal");
        row("--json=yes agent list", "takes no value");
        row("audit list --limit 0", "--limit:");
        row("ticket verify alice.key --key alice.key", "`--action ACTION` is missing");
        row("act --url http://127.0.0.1:9 --agent a --key alice.key --action x --wait abc", "--wait:");
    }
    void saysWhatIsWrongWithTheUsage() {
        QFETCH(QString, words);
        QFETCH(QString, said);
        const auto ended = run(words.split(QLatin1Char(' ')));
        QCOMPARE(ended.code, 2);
        QVERIFY2(contains(ended.err, said.toStdString()), ended.err.c_str());
    }

    void teachesAtEveryLevel() {
        for (const auto* words : {"--help", "agent --help", "agent register --help", "act --help", "keygen --help"}) {
            const auto ended = run(words);
            QCOMPARE(ended.code, 0);
            QVERIFY2(contains(ended.out, "countersignctl"), words);
            QVERIFY2(contains(ended.out, "--") && contains(ended.out, "xample"), words);
        }
        QCOMPARE(run("").code, 2);
    }

    void givesProgramsOneJsonValue() {
        QCOMPARE(run("user add user_9 --json").code, 0);
        const auto key = run("keygen --out agent.key --no-passphrase --json").text("public_key");
        const auto added =
            run(QStringList{QStringLiteral("agent"), QStringLiteral("register"), QStringLiteral("--id"),
                            QStringLiteral("agent-1"), QStringLiteral("--owner"), QStringLiteral("user_9"),
                            QStringLiteral("--public-key"), QString::fromStdString(key), QStringLiteral("--json")});
        QVERIFY2(added.code == 0, added.err.c_str());
        QCOMPARE(added.text("id"), std::string("agent-1"));
        const auto receipt = added.value();
        QVERIFY(receipt.asObject()->find("seq")->asInteger().value_or(0) > 0);
        const auto listed = run("agent list --json").value();
        QVERIFY(listed.asArray() != nullptr);
        QCOMPARE(listed.asArray()->size(), std::size_t{1});
        const auto refused = run("agent show nobody --json");
        QCOMPARE(refused.code, 1);
        QCOMPARE(refused.text("error"), std::string("not_found"));
        QVERIFY(run("audit list --limit 3 --json").value().asArray() != nullptr);
        const auto verified = run("audit verify --json");
        QVERIFY2(verified.code == 0, verified.out.c_str());
        QVERIFY(verified.value().asObject()->find("findings")->asArray()->empty());
    }

    void takesOptionsAnywhereAfterTheNoun() {
        QCOMPARE(run("--json user --quiet add user_anywhere").code, 0);
        QCOMPARE(run("user --json add --display-name=X user_anywhere_2").code, 0);
        QCOMPARE(run("user list --json").value().asArray()->empty(), false);
    }

    void refusesAWrongPassphrase() {
        write("right", "correct horse battery staple\n");
        write("wrong", "incorrect horse\n");
        const auto made = run("keygen --out sealed.key --passphrase-file right --json");
        QVERIFY2(made.code == 0, made.err.c_str());
        const auto wrong = run("user list --operator-key sealed.key --passphrase-file wrong --json");
        QCOMPARE(wrong.code, 1);
        QCOMPARE(wrong.text("error"), std::string("wrong_passphrase"));
        const auto stranger = run("user list --operator-key sealed.key --passphrase-file right --json");
        QCOMPARE(stranger.code, 1);
        QCOMPARE(stranger.text("error"), std::string("operator_unknown"));
        QCOMPARE(run("keygen --out sealed.key --no-passphrase --json").text("error"), std::string("already_exists"));
    }

    void usesNoKeyThatOthersMayRead() {
        for (const auto* name : {"alice.key", "a.countersign.key"}) {
            QFile key(file(name));
            QVERIFY(key.setPermissions(key.permissions() | QFile::ReadGroup | QFile::ReadOther));
            const auto refused = run("user add user_early --json");
            QVERIFY(key.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
            QCOMPARE(refused.code, 1);
            QVERIFY2(contains(refused.text("error_description"), "chmod 600"), refused.out.c_str());
        }
        QCOMPARE(run("user add user_early --json").code, 0);
    }

    /// The heads that were seen before are followed over the change of the key that signs them.
    void followsTheLedgerKeyWhenAnOwnerLeaves() {
        QCOMPARE(run("keygen --out dora.key --no-passphrase").code, 0);
        QCOMPARE(run("user add dora").code, 0);
        QCOMPARE(run("operator add --id dora --person user:dora --public-key dora.key --role owner").code, 0);
        QCOMPARE(run("user add user_opened --unlock-file dora.key").code, 0);
        const auto before = run("store info --json").text("ledger_key");
        const auto disabled = run("operator disable dora");
        QVERIFY2(disabled.code == 0 && !contains(disabled.err, "WARNING"), disabled.err.c_str());
        QCOMPARE(run("user add user_shut_out --unlock-file dora.key --json").text("error"),
                 std::string("store_read_only"));
        const auto listed = run("user list");
        QVERIFY2(!contains(listed.err, "WARNING"), listed.err.c_str());
        // What the store answers cannot keep the comparison from being missed.
        QVERIFY(contains(run("user list --operator-key dora.key").err, "could not be compared"));
        QVERIFY(run("store info --json").text("ledger_key") != before);
        QCOMPARE(run("audit verify").code, 0);
        QCOMPARE(run("store fsck").code, 0);
        QVERIFY(contains(run("audit list --limit 9").out, "ledger_key_changed"));
        const auto pins = QDir(file("state")).filePath(QStringLiteral("countersign/pins.json"));
        QFile kept(pins);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        const auto text = kept.readAll();
        QVERIFY(text.contains(QByteArray::fromStdString(run("store info --json").text("ledger_key"))));
    }

    void triesPolicies() {
        write("authz.rego",
              "package agent.authz\n\ndefault allow := false\n\nallow if {\n  input.risk != \"critical\"\n"
              "  input.action in data.allowed\n}\n");
        write("authz_test.rego", "package agent.authz_test\n\nimport data.agent.authz\n\n"
                                 "test_reads if authz.allow with input as {\"risk\": \"low\", \"action\": \"r\"}\n"
                                 "test_not_critical if not authz.allow with input as {\"risk\": \"critical\", "
                                 "\"action\": \"r\"}\n");
        write("allowed.json", "{\"allowed\": [\"r\"]}");
        write("ask.json", "{\"risk\": \"low\", \"action\": \"r\"}");
        QCOMPARE(run("policy check authz.rego authz_test.rego").code, 0);
        const auto passed = run("policy test authz.rego authz_test.rego --data allowed.json");
        QVERIFY2(passed.code == 0 && contains(passed.out, "2 passed, 0 failed") && contains(passed.out, "100 %"),
                 passed.out.c_str());
        // Without what is allowed nothing is: the test says where.
        const auto failed = run("policy test authz.rego authz_test.rego");
        QVERIFY2(failed.code == 1 && contains(failed.out, "FAIL  data.agent.authz_test.test_reads (authz_test.rego:5)"),
                 failed.out.c_str());
        const auto value =
            run("policy eval --query data.agent.authz.allow --input ask.json --data allowed.json authz.rego");
        QCOMPARE(value.code, 0);
        QCOMPARE(value.out, std::string("true\n"));
        const auto bound = run("policy eval --query x:=data.agent.authz --json authz.rego");
        QVERIFY2(contains(bound.out, "{\"result\":[{\"x\":{\"allow\":false}}]}"), bound.out.c_str());
        QCOMPARE(run("policy eval --query data.agent.nothing authz.rego").code, 1);

        QCOMPARE(run("policy fmt --check authz.rego").code, 1);
        QVERIFY(contains(run("policy fmt authz.rego").out, "\tinput.risk != \"critical\"\n"));
        QCOMPARE(run("policy fmt --write authz.rego").code, 0);
        QCOMPARE(run("policy fmt --check authz.rego").code, 0);

        write("old.rego", "package old\nallow { input.x == 1 }\n");
        const auto old = run("policy check old.rego");
        QVERIFY2(old.code == 1 && contains(old.err, "old.rego:2:7: rego_parse_error") && contains(old.err, "--v0"),
                 old.err.c_str());
        QCOMPARE(run("policy check --v0 old.rego").code, 0);
        QCOMPARE(run("policy fmt --v0 --write old.rego").code, 0);
        QCOMPARE(run("policy check old.rego").code, 0);
        write("hostile.rego", "package a\n\np if \x1b[2J\n");
        QVERIFY(!contains(run("policy check hostile.rego").err, "\x1b"));
        QCOMPARE(run("policy check nowhere.rego").code, 1);
        QCOMPARE(run("policy check").code, 2);
    }

    void letsNoDataMoveTheCursor() {
        const auto hostile = QString::fromUtf8("evil\u001b[2J\u202etxt");
        const auto added = run(QStringList{QStringLiteral("scope"), QStringLiteral("set"), QStringLiteral("pr:merge"),
                                           QStringLiteral("--risk"), QStringLiteral("high"),
                                           QStringLiteral("--description"), hostile});
        const auto listed = run("scope list");
        for (const auto& text : {added.out, added.err, listed.out, listed.err}) {
            QVERIFY(!contains(text, "\x1b"));
            QVERIFY(!contains(text, "\u202e"));
        }
        const auto unknown = run(QStringList{QStringLiteral("agent"), hostile});
        QCOMPARE(unknown.code, 2);
        QVERIFY(!contains(unknown.err, "\x1b"));
    }

    void saysWhoOwnsABusyStore() {
        const auto path = file("a.countersign").toStdString();
        const auto lock = store::OwnerLock::take(path);
        QVERIFY(lock.has_value());
        const auto refused = run("store rebuild --json");
        QCOMPARE(refused.code, 1);
        QCOMPARE(refused.text("error"), std::string("store_busy"));
    }

    void importsRowByRow() {
        const auto key = run("keygen --out third.key --no-passphrase --json").text("public_key");
        write("agents.csv", QByteArray("id,owner,public_key,tags\r\nagent-csv,user_9,") + key.c_str() +
                                ",\"team=a;tier=1\"\r\n\"bad id\",user_9," + key.c_str() + ",\r\n");
        const auto dry = run("agent import agents.csv --dry-run --json");
        QCOMPARE(dry.code, 1);
        QCOMPARE(dry.value().asArray()->size(), std::size_t{2});
        QCOMPARE(run("agent show agent-csv").code, 1);
        QCOMPARE(run("agent import agents.csv --json").code, 1);
        QCOMPARE(run("agent show agent-csv").code, 0);
    }

    /// Nothing is asked before it is sure that the answer can be kept.
    void asksOnlyWhatItCanKeep() {
        const auto kept =
            run("act --url http://127.0.0.1:9 --agent a --key alice.key --action x --ticket-out alice.key --json");
        QCOMPARE(kept.code, 1);
        QCOMPARE(kept.text("error"), std::string("already_exists"));
        const auto nowhere = run("audit export --format csv --out no/such/folder.csv --json");
        QCOMPARE(nowhere.text("error"), std::string("not_found"));
        const auto refused =
            run("act --url http://127.0.0.1:9 --agent a --key alice.key --action x --ticket-out new.json");
        QCOMPARE(refused.code, 1);
        QVERIFY(!QFile::exists(file("new.json")));
    }

    /// A dry run refuses what the import would refuse.
    void triesAnImportAsItWouldRun() {
        const auto key = run("keygen --out fourth.key --no-passphrase --json").text("public_key");
        const auto used = run("keygen --out fifth.key --no-passphrase --json").text("public_key");
        const auto other = run("keygen --out sixth.key --no-passphrase --json").text("public_key");
        QCOMPARE(run("user add user_off --json").code, 0);
        QCOMPARE(run("user disable user_off --json").code, 0);
        QCOMPARE(run("user add user_rows --json").code, 0);
        QCOMPARE(run("agent register --id agent-used --owner user_rows --public-key fifth.key --json").code, 0);
        QByteArray rows("id,owner,public_key,tags\r\n");
        rows += QByteArray("row-good,user_rows,") + key.c_str() + ",\r\n";
        rows += QByteArray("row-stranger,user_nobody,") + key.c_str() + ",\r\n";
        rows += QByteArray("row-same-key,user_rows,") + key.c_str() + ",\r\n";
        rows += QByteArray("row-same-key-stranger,user_nobody,") + key.c_str() + ",\r\n";
        rows += QByteArray("ROW-GOOD,user_rows,") + used.c_str() + ",\r\n";
        rows += QByteArray("row-used-key,user_rows,") + used.c_str() + ",\r\n";
        rows += QByteArray("agent-used,user_rows,") + used.c_str() + ",\r\n";
        rows += QByteArray("row-stranger-only,user_nobody,") + other.c_str() + ",\r\n";
        rows += QByteArray("row-off,user_off,") + other.c_str() + ",\r\n";
        rows += QByteArray("row-tags,user_rows,") + other.c_str() + ",team\r\n";
        write("rows.csv", rows);
        const auto results = [](const Ended& ended) {
            std::string out;
            const auto value = ended.value();
            for (const auto& row : *value.asArray()) {
                const auto* error = row.asObject()->find("error");
                const auto* words = row.asObject()->find("error_description");
                out += error == nullptr ? "good\n" : *error->asString() + ": " + *words->asString() + "\n";
            }
            return out;
        };
        const auto dry = results(run("agent import rows.csv --dry-run --json"));
        QVERIFY2(dry.starts_with("good\n") && dry.find("good\n", 1) == std::string::npos, dry.c_str());
        QCOMPARE(results(run("agent import rows.csv --json")), dry);
    }

    void showsWhatAGrantIsLimitedTo() {
        QCOMPARE(run("user add user_night --json").code, 0);
        QCOMPARE(run("keygen --out night.key --no-passphrase --json").code, 0);
        QCOMPARE(run("agent register --id agent-night --owner user_night --public-key night.key").code, 0);
        const auto made =
            run("grant create --to agent:agent-night --scope x --hours 22:00-06:00 --rate 10/1m --budget 7");
        for (const auto& said : {made.out, run("grant list").out, run("agent permissions agent-night").out}) {
            QVERIFY2(contains(said, "22:00-06:00 UTC, 10 in 1m, 7 in all"), said.c_str());
        }
        QVERIFY(contains(run("grant create --to agent:agent-night --scope x --day 0").err, "1 is Monday"));
        QVERIFY(contains(run("audit list --limit 3").out, "CreateGrant grt_"));
    }

    void noticesThatItsAnswerIsLost() {
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"), QStringLiteral("exec \"$0\" --help > /dev/full"),
                     qEnvironmentVariable("COUNTERSIGN_BIN") + QStringLiteral("/countersignctl")});
        QVERIFY(shell.waitForFinished(60'000));
        QCOMPARE(shell.exitCode(), 1);
        QProcess latin;
        latin.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"), QStringLiteral("exec \"$0\" user add \"$(printf 'j\\366rg')\""),
                     qEnvironmentVariable("COUNTERSIGN_BIN") + QStringLiteral("/countersignctl")});
        QVERIFY(latin.waitForFinished(60'000));
        QCOMPARE(latin.exitCode(), 2);
        const auto version = run("--version");
        QCOMPARE(version.code, 0);
        QVERIFY(version.out.starts_with("countersignctl "));
    }

    void namesAnOlderCopyThanTheOneSeen() {
        QVERIFY(run("store backup --out older.countersign").code == 0);
        QCOMPARE(run("user add user_after_backup").code, 0);
        const auto verified = run("audit verify older.countersign --json");
        QCOMPARE(verified.code, 1);
        QVERIFY2(contains(verified.out, "head_older"), verified.out.c_str());
    }

    /// Somebody else restored the store; this person was told, and says so.
    void acceptsTheHeadOfARestore() {
        QCOMPARE(run("store backup --out before.countersign").code, 0);
        QCOMPARE(run("user add user_forgotten").code, 0);
        const auto pins = QDir(file("state")).filePath(QStringLiteral("countersign/pins.json"));
        QVERIFY(QFile::copy(pins, file("pins.before")));
        const auto restored = run("store restore before.countersign");
        QVERIFY2(restored.code == 0, restored.err.c_str());
        QVERIFY(QFile::remove(pins));
        QVERIFY(QFile::rename(file("pins.before"), pins));
        for (int again = 0; again < 2; ++again) {
            QVERIFY(contains(run("user list").err, "store accept-head"));
        }
        QCOMPARE(run("store accept-head").code, 0);
        QVERIFY(!contains(run("user list").err, "WARNING"));
        QCOMPARE(run("audit verify").code, 0);
    }

    void saysThatTheFirstHeadWasComparedWithNothing() {
        QVERIFY(!contains(run("audit verify").out, "nothing to compare with"));
        QVERIFY(QFile::remove(QDir(file("state")).filePath(QStringLiteral("countersign/pins.json"))));
        QVERIFY(contains(run("audit verify").out, "nothing to compare with"));
    }
};

QTEST_GUILESS_MAIN(TstCli)
#include "tst_cli.moc"
