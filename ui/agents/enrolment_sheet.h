#pragma once

#include "ui/support/session.h"
#include "ui/widgets/sheet.h"

class QButtonGroup;

namespace countersign::ui {

/// Agents that ask to be registered: accept one, or turn it away.
class EnrolmentSheet final : public Sheet {
    Q_OBJECT
public:
    EnrolmentSheet(Session& session, std::vector<identity::Enrolment> waiting, QWidget* over);

Q_SIGNALS:
    void ordered();

private:
    [[nodiscard]] QWidget* card(int index);
    void choose(int index);
    void accept();
    void reject(int index);

    Session& m_session;
    const std::vector<identity::Enrolment> m_waiting;
    QButtonGroup* m_choice;
    quint64 m_version = 0;
};

} // namespace countersign::ui
