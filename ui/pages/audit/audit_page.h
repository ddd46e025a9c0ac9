// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"
#include "engine/training_config.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace proponent::ui {

class ActionCollection;
class AuditBar;
class AuditWaiting;
class EmptyState;
class InlineMessage;
class JudgingPanel;
class SuspectList;
struct Workspace;

/// Find training examples whose label may be wrong, say what is wrong with them, and train again.
class AuditPage : public QWidget
{
    Q_OBJECT

public:
    explicit AuditPage(Workspace &workspace, QWidget *parent = nullptr);

    /// Keys on the buttons as the user has them, and the actions in the grid's context menu.
    void useActions(const ActionCollection &actions);
    [[nodiscard]] bool canFind() const;
    [[nodiscard]] bool canJudge() const;
    [[nodiscard]] bool canRetrain() const;
    [[nodiscard]] AuditBar *bar() const { return m_bar; }
    [[nodiscard]] SuspectList *list() const { return m_list; }
    [[nodiscard]] JudgingPanel *panel() const { return m_panel; }
    [[nodiscard]] InlineMessage *message() const { return m_message; }
    /// That the model of the audit is too weak.
    [[nodiscard]] InlineMessage *weakness() const { return m_weakness; }

public Q_SLOTS:
    void findWrongLabels();
    void keep();
    void relabel();
    void exclude();
    void clearJudgement();
    void undoJudgement();
    void retrain();

Q_SIGNALS:
    /// canFind(), canJudge() or canRetrain() may have changed.
    void actionsChanged();
    void trainRequested();
    void retrainRequested(const proponent::TrainingConfig &config);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    void connectParts();
    void connectWorkspace();
    void showState();
    void showAudit();
    void showSelection();
    void showJudgements();
    void inspect();
    void judge(LabelDecision::Verdict verdict);
    [[nodiscard]] QString retrainObstacle() const;

    Workspace &m_workspace;
    InlineMessage *m_message;
    InlineMessage *m_weakness;
    AuditBar *m_bar;
    SuspectList *m_list;
    JudgingPanel *m_panel;
    EmptyState *m_noSession;
    AuditWaiting *m_waiting;
    QSplitter *m_splitter;
    QStackedWidget *m_answer;
    QStackedWidget *m_whole;
    bool m_focusWhenReady = false; ///< the user asked for this audit, and will look through it by key
};

} // namespace proponent::ui
