// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/moved_proponent_model.h"

#include <QWidget>

class QLabel;
class QListView;
class QStackedWidget;

namespace proponent::ui {

class EmptyState;
struct Workspace;

/// How the proponents of one test example moved from A to B: both rankings side by side, each line with where
/// it stands in the other. What has not been traced can be traced here, in the session that isn't open too.
class MovedProponents : public QWidget
{
    Q_OBJECT

public:
    explicit MovedProponents(Workspace &workspace, QWidget *parent = nullptr);

    [[nodiscard]] QListView *rankingA() const { return m_listA; }
    [[nodiscard]] QListView *rankingB() const { return m_listB; }
    [[nodiscard]] EmptyState *emptyState() const { return m_empty; }
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    /// A training example was selected by the user.
    void trainingExampleSelected(const proponent::RankedExample &example);

private:
    QWidget *makeRankings();
    QListView *makeList(MovedProponentModel &model, const QString &name);
    void connectList(QListView *list, MovedProponentModel &model, QListView *other,
                     MovedProponentModel &otherModel);
    void showCurrent();
    void showAnswers();
    void showMissing();
    void showWaiting();

    Workspace &m_workspace;
    MovedProponentModel m_modelA;
    MovedProponentModel m_modelB;
    QLabel *m_heading;
    QLabel *m_sentence;
    QLabel *m_way;
    QListView *m_listA;
    QListView *m_listB;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    AnalysisId m_shownA; ///< from which analyses
    AnalysisId m_shownB;
    qint64 m_shown = -1;
};

} // namespace proponent::ui
