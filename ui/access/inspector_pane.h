#pragma once

#include "ui/access/access_words.h"
#include "ui/widgets/plain_label.h"

#include <QScrollArea>

class QAction;
class QVBoxLayout;

namespace countersign::ui {

class Facts;

/// The page's inspector: written anew for whatever is selected.
class InspectorPane final : public QScrollArea {
    Q_OBJECT
public:
    explicit InspectorPane(QWidget* parent);

    /// Empties it; `kind` above the title: `Grant`, `Role`.
    void start(const QString& kind, const QString& title);
    void nothing(const QString& title, const QString& sentence);
    void addChip(const Look& look);
    void addSentence(const QString& text, PlainLabel::Look look = PlainLabel::Look::Body);
    void addHeading(const QString& text);
    void addFact(const QString& name, const QString& value, PlainLabel::Look look = PlainLabel::Look::Body);
    void addVerb(QAction* action);
    /// A card: what, its sign, sentences, and perhaps what a button below does, as wanted() tells it.
    struct Line {
        QString head;
        Look look;
        QStringList sentences;
        QString button;
        QString want;
    };
    void addLine(const Line& line);

Q_SIGNALS:
    /// `open grant:grt_…`, `unassign agent:x`: a verb and what it is about.
    void wanted(const QString& what);

private:
    void add(QWidget* widget);

    QVBoxLayout* m_column = nullptr;
    QWidget* m_verbs = nullptr;
    Facts* m_facts = nullptr;
};

} // namespace countersign::ui
