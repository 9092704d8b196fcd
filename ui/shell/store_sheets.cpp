#include "ui/shell/store_sheets.h"

#include "core/identity/principal.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/passphrase_field.h"
#include "ui/widgets/path_field.h"

#include <QDir>
#include <QFileInfo>
#include <QLineEdit>

namespace countersign::ui {

namespace {

/// Whoever has the file can try as many as they like.
constexpr int kLeastPassphrase = 12;

PathField* keyField(PathField::For purpose, Sheet* sheet) {
    return new PathField(purpose, Sheet::tr("Your key file"), Sheet::tr("Key files (*.key);;All files (*)"), sheet);
}

void follow(Sheet* sheet, StoreOpener& opener) {
    QObject::connect(&opener, &StoreOpener::opened, sheet, &Sheet::close);
    QObject::connect(&opener, &StoreOpener::failed, sheet,
                     [sheet](const Error& error) { sheet->setFailed(errorText(error), visible(error.detail)); });
}

} // namespace

OpenStoreSheet::OpenStoreSheet(Kind kind, const RecentStore& known, StoreOpener& opener, QWidget* over)
    : Sheet(kind == Kind::File ? tr("Open a store") : tr("Connect to a store"),
            kind == Kind::File ? tr("Open") : tr("Connect"), over),
      m_opener(opener), m_kind(kind), m_key(keyField(PathField::For::Open, this)),
      m_passphrase(new PassphraseField(this)) {
    if (kind == Kind::File) {
        m_file =
            new PathField(PathField::For::Open, tr("Store file"), tr("Stores (*.countersign);;All files (*)"), this);
        m_file->setPath(known.place);
        addField(tr("Store file"), m_file);
        connect(m_file, &PathField::changed, this, &OpenStoreSheet::check);
    } else {
        m_url = new QLineEdit(known.place, this);
        m_url->setPlaceholderText(QStringLiteral("https://"));
        m_who = new QLineEdit(known.who, this);
        addField(tr("Address"), m_url, tr("https, or http on this computer only."));
        addField(tr("Who you are"), m_who, tr("Your operator id in that store."));
        connect(m_url, &QLineEdit::textChanged, this, &OpenStoreSheet::check);
        connect(m_who, &QLineEdit::textChanged, this, &OpenStoreSheet::check);
    }
    m_key->setPath(known.keyFile);
    addField(tr("Your key file"), m_key, tr("The sealed private key of an operator. It stays on this computer."));
    addField(tr("Passphrase"), m_passphrase);
    connect(m_key, &PathField::changed, this, &OpenStoreSheet::check);
    connect(m_passphrase, &PassphraseField::returnPressed, this, &OpenStoreSheet::send);
    connect(this, &Sheet::accepted, this, &OpenStoreSheet::send);
    follow(this, opener);
    if (!known.keyFile.isEmpty()) {
        m_passphrase->setFocus();
    }
    check();
}

QString OpenStoreSheet::place() const {
    return m_kind == Kind::File ? m_file->path() : m_url->text().trimmed();
}

void OpenStoreSheet::check() {
    const bool named = !place().isEmpty() && (m_who == nullptr || !m_who->text().trimmed().isEmpty());
    setProblem({});
    acceptButton()->setEnabled(named && !m_key->path().isEmpty());
}

void OpenStoreSheet::send() {
    if (!acceptButton()->isEnabled()) {
        return;
    }
    setBusy();
    m_opener.open({.place = place(),
                   .keyFile = m_key->path(),
                   .passphrase = m_passphrase->secret(),
                   .who = m_who == nullptr ? QString() : m_who->text().trimmed()});
    m_passphrase->clear();
}

NewStoreSheet::NewStoreSheet(const QString& folder, StoreOpener& opener, QWidget* over)
    : Sheet(tr("A new store"), tr("Make it"), over), m_opener(opener),
      m_file(new PathField(PathField::For::Save, tr("Store file"), tr("Stores (*.countersign)"), this)),
      m_domain(new QLineEdit(this)), m_who(new QLineEdit(this)), m_key(keyField(PathField::For::Save, this)),
      m_passphrase(new PassphraseField(this)), m_again(new PassphraseField(this)) {
    const QDir home(folder);
    m_file->setPath(home.filePath(QStringLiteral("agents.countersign")));
    m_domain->setPlaceholderText(QStringLiteral("acme.example"));
    m_who->setPlaceholderText(QStringLiteral("alice"));
    m_again->setAccessibleName(tr("Passphrase, once more"));
    addField(tr("Trust domain"), m_domain, tr("The name under which your agents act. It stays for good."));
    addField(tr("You"), m_who,
             tr("Your id as the first operator, with all roles. It stays in the ledger for good: no mail address."));
    addField(tr("Store file"), m_file);
    addField(tr("Your key file"), m_key,
             tr("Made new, sealed with your passphrase. If the file is there, it is used."));
    addField(tr("Passphrase"), m_passphrase);
    addField(tr("Passphrase, once more"), m_again);
    for (auto* edit : {m_domain, m_who, m_file->edit(), m_key->edit()}) {
        connect(edit, &QLineEdit::textChanged, this, &NewStoreSheet::check);
    }
    connect(m_who, &QLineEdit::textEdited, this, [this, home](const QString& id) {
        m_key->setPath(id.isEmpty() ? QString() : home.filePath(id + QStringLiteral(".key")));
    });
    connect(m_passphrase, &PassphraseField::changed, this, &NewStoreSheet::check);
    connect(m_again, &PassphraseField::changed, this, &NewStoreSheet::check);
    connect(this, &Sheet::accepted, this, &NewStoreSheet::send);
    follow(this, opener);
    check();
}

void NewStoreSheet::check() {
    const auto domain = m_domain->text().trimmed().toStdString();
    const auto who = m_who->text().trimmed().toStdString();
    setProblem({});
    QString problem;
    if (!domain.empty() && !identity::checkTrustDomain(domain)) {
        problem = tr("A trust domain is made of lower-case letters, digits, dots, dashes and underscores.");
    } else if (!who.empty() && !identity::OperatorId::parse(who)) {
        problem =
            tr("An id begins with a letter or digit and goes on with letters, digits, dots, dashes and underscores.");
    } else if (!m_passphrase->isEmpty() && m_passphrase->length() < std::size_t{kLeastPassphrase} &&
               !QFileInfo::exists(m_key->path())) {
        problem =
            tr("A new key wants a passphrase of at least %1 characters: four words that nobody would put together "
               "will do.")
                .arg(kLeastPassphrase);
    } else if (!m_again->isEmpty() && !m_passphrase->equals(*m_again)) {
        problem = tr("The two passphrases differ.");
    }
    setProblem(problem);
    const bool complete = !domain.empty() && !who.empty() && !m_file->path().isEmpty() && !m_key->path().isEmpty() &&
                          !m_passphrase->isEmpty() && m_passphrase->equals(*m_again);
    acceptButton()->setEnabled(problem.isEmpty() && complete);
}

void NewStoreSheet::send() {
    setBusy();
    const bool there = QFileInfo::exists(m_key->path());
    m_opener.create({.place = m_file->path(),
                     .trustDomain = m_domain->text().trimmed(),
                     .who = m_who->text().trimmed(),
                     .keyFile = m_key->path(),
                     .passphrase = m_passphrase->secret(),
                     .key = there ? CreateRequest::Key::Use : CreateRequest::Key::Make});
}

} // namespace countersign::ui
