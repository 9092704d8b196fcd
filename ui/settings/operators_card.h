#pragma once

#include "ui/shell/page.h"
#include "ui/widgets/card.h"

class QVBoxLayout;

namespace countersign::ui {

class Button;
class PlainLabel;

/// Who gives orders in this store: person, roles, key; add, disable, change the key.
class OperatorsCard final : public Card {
    Q_OBJECT
public:
    OperatorsCard(const PageContext& context, QWidget* parent);

private:
    void refresh();
    void show(const std::vector<identity::Operator>& operators);
    QWidget* makeRow(const identity::Operator& entry);
    void disable(const identity::Operator& entry);

    Session& m_session;
    PlainLabel* m_state;
    QVBoxLayout* m_rows;
    Button* m_add;
};

/// The names of the roles, in the user's language.
[[nodiscard]] QString roleName(identity::OperatorRole role);

} // namespace countersign::ui
