#pragma once

#include "ui/access/access_facts.h"

#include <unordered_map>

namespace countersign::ui {

/// One line of what somebody may do, and the way by which it came: subjects from the first step on (`group:dev`,
/// `role:reviewer`, `role:reader`); empty when it is the principal's own.
struct RightLine {
    decision::Permission permission;
    std::vector<std::string> way;
    /// Of a grant; points into the facts.
    const delegation::Conditions* conditions = nullptr;
    std::optional<Timestamp> expires;
};

/// What a cell of the matrix says. Deny outweighs hold, hold outweighs allow.
struct CellAnswer {
    enum class Verdict { None, Allow, Hold, Deny };
    Verdict verdict = Verdict::None;
    /// What decides came through a group or role.
    bool inherited = false;
    /// On some resources it is otherwise (denied, or not held).
    bool partly = false;
    friend bool operator==(const CellAnswer&, const CellAnswer&) = default;
};

/// Who may do what, worked out from the facts by the rules of decision::effectivePermissions.
class Rights {
public:
    explicit Rights(AccessFactsPtr facts);
    /// `agent:x`, `group:y` or `role:z`; in the order of ListPermissions.
    [[nodiscard]] std::vector<RightLine> of(const std::string& subject) const;
    [[nodiscard]] const AccessFacts& facts() const { return *m_facts; }

private:
    struct Step {
        std::string subject;
        std::vector<std::string> way;
    };
    void addRole(const Step& step, std::vector<RightLine>& out) const;
    [[nodiscard]] std::vector<Step> stepsFrom(const std::string& subject) const;
    [[nodiscard]] std::vector<std::string> nextOf(const std::string& subject) const;

    AccessFactsPtr m_facts;
    /// By subject, live ones.
    std::unordered_map<std::string, std::vector<const delegation::Grant*>> m_grants;
    std::unordered_map<std::string, std::vector<std::string>> m_roles;
    std::unordered_map<std::string, std::vector<std::string>> m_groups;
};

/// The lines that speak of the scope.
[[nodiscard]] std::vector<const RightLine*> linesAbout(const std::vector<RightLine>& lines,
                                                       const delegation::Scope& scope);
[[nodiscard]] CellAnswer judge(const std::vector<RightLine>& lines, const delegation::Scope& scope);

} // namespace countersign::ui
