#pragma once

#include "core/base/bytes.h"
#include "core/base/json.h"
#include "ui/widgets/card.h"

namespace countersign::ui {

class Button;
class CodeView;
class PlainLabel;

/// Exactly these arguments, by kind, with what is suspicious in them. Very long ones are shown in part until asked for
/// in full; until then isWhole() is false.
class ArgumentsCard final : public Card {
    Q_OBJECT
public:
    explicit ArgumentsCard(QWidget* parent = nullptr);
    void setArguments(const json::Object& arguments, const Digest& digest);
    [[nodiscard]] bool isWhole() const { return m_whole; }
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] QString warning() const;

Q_SIGNALS:
    /// All of it is shown now.
    void wholeShown();

private:
    void showUpTo(qsizetype limit);

    json::Object m_arguments;
    Digest m_digest;
    bool m_whole = true;
    CodeView* m_code;
    PlainLabel* m_warning;
    PlainLabel* m_left;
    Button* m_all;
};

} // namespace countersign::ui
