#pragma once

#include "ui/audit/record_story.h"
#include "ui/support/session.h"

#include <QScrollArea>

class QVBoxLayout;

namespace countersign::ui {

class Button;
class Chip;
class PlainLabel;
class PlainTextView;

/// The inspector of the audit page: one record as a story, its exact bytes, and its proof.
class StoryView final : public QScrollArea {
    Q_OBJECT
public:
    explicit StoryView(Session& session, QWidget* parent = nullptr);

    /// Tells the story as far as the row knows it; null: nothing is selected.
    void setRow(const std::shared_ptr<const command::AuditRow>& row);
    /// What was asked of the store about the record that is shown.
    void setRecord(const command::RecordView& view);
    void setApproval(const command::ApprovalView& view);
    /// Why the store does not tell more.
    void setProblem(const QString& sentence);
    [[nodiscard]] std::optional<std::uint64_t> seq() const;

Q_SIGNALS:
    /// The proof that is here does not cover the record: ask for a newer one, then verify().
    void newerProofWanted();

public Q_SLOTS:
    void verify();

private:
    void rebuild();
    void tell(const RecordStory& story);
    void addHead(const RecordStory& story);
    void addLines(const QString& heading, const std::vector<StoryLine>& lines);
    void addText(const QString& heading, const QString& name, const std::string& text, int lines);
    void addArguments();
    void addProof();
    void addRaw();
    void showVerdict(Tone tone, const QString& sentence);

    Session& m_session;
    std::shared_ptr<const command::AuditRow> m_row;
    std::optional<command::RecordView> m_record;
    std::optional<command::ApprovalView> m_approval;
    QString m_problem;
    QWidget* m_content = nullptr;
    QVBoxLayout* m_column = nullptr;
    Chip* m_verdict = nullptr;
    PlainLabel* m_verdictText = nullptr;
    bool m_rawShown = false;
    bool m_askedAgain = false;
};

} // namespace countersign::ui
