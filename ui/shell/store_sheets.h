#pragma once

#include "ui/shell/store_opener.h"
#include "ui/widgets/sheet.h"

class QLineEdit;

namespace countersign::ui {

class PassphraseField;
class PathField;

/// A store file, or the URL of one, with the key that opens it.
class OpenStoreSheet final : public Sheet {
    Q_OBJECT
public:
    enum class Kind { File, Remote };
    OpenStoreSheet(Kind kind, const RecentStore& known, StoreOpener& opener, QWidget* over);

private:
    void check();
    void send();
    [[nodiscard]] QString place() const;

    StoreOpener& m_opener;
    const Kind m_kind;
    PathField* m_file = nullptr;
    QLineEdit* m_url = nullptr;
    QLineEdit* m_who = nullptr;
    PathField* m_key;
    PassphraseField* m_passphrase;
};

/// A new store with its first operator, and that operator's key.
class NewStoreSheet final : public Sheet {
    Q_OBJECT
public:
    NewStoreSheet(const QString& folder, StoreOpener& opener, QWidget* over);

private:
    void check();
    void send();

    StoreOpener& m_opener;
    PathField* m_file;
    QLineEdit* m_domain;
    QLineEdit* m_who;
    PathField* m_key;
    PassphraseField* m_passphrase;
    PassphraseField* m_again;
};

} // namespace countersign::ui
