// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/audit_page.h"

#include "ui/pages/audit/audit_bar.h"
#include "ui/pages/audit/audit_waiting.h"
#include "ui/pages/audit/judging_panel.h"
#include "ui/pages/audit/suspect_grid.h"
#include "ui/pages/audit/suspect_list.h"
#include "ui/settings/action_collection.h"
#include "ui/text/audit_words.h"
#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/action_menu.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/tab_order.h"
#include "ui/work/retraining.h"
#include "ui/work/suspect_facts.h"
#include "ui/work/workspace.h"

#include <QAction>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QUndoStack>
#include <QVBoxLayout>

namespace proponent::ui {

using Verdict = LabelDecision::Verdict;

AuditPage::AuditPage(Workspace &workspace, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_message(new InlineMessage(this)),
      m_weakness(new InlineMessage(this)),
      m_bar(new AuditBar(this)),
      m_list(new SuspectList(workspace, this)),
      m_panel(new JudgingPanel(this)),
      m_noSession(new EmptyState(QStringLiteral("flag"), this)),
      m_waiting(new AuditWaiting(workspace, this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_answer(new QStackedWidget(this)),
      m_whole(new QStackedWidget(this))
{
    m_noSession->setWords(tr("Which labels are wrong?"),
                          tr("Open a session from the list, or train a model. The training examples whose "
                             "label it doubts most appear here."));
    m_noSession->setAction(tr("Train a model"));
    layOut();
    connectParts();
    connectWorkspace();
    showAudit();
}

void AuditPage::layOut()
{
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_panel);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_list->setMinimumWidth(240);
    m_splitter->setSizes({520, 280});
    m_answer->addWidget(m_waiting);
    m_answer->addWidget(m_splitter);

    auto *work = new QWidget(this);
    auto *workLayout = new QVBoxLayout(work);
    workLayout->setContentsMargins(0, 0, 0, 0);
    workLayout->setSpacing(space::one + space::half);
    workLayout->addWidget(m_bar);
    workLayout->addWidget(m_answer, 1);
    m_whole->addWidget(m_noSession);
    m_whole->addWidget(work);
    leadFocus(*this, [this] { return m_list; });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::two, space::two, space::two, space::one);
    layout->setSpacing(space::one);
    layout->addWidget(m_message);
    layout->addWidget(m_weakness);
    layout->addWidget(m_whole, 1);
}

void AuditPage::connectParts()
{
    connect(m_noSession, &EmptyState::triggered, this, &AuditPage::trainRequested);
    connect(m_waiting, &EmptyState::triggered, this, &AuditPage::findWrongLabels);
    connect(m_bar, &AuditBar::runRequested, this, &AuditPage::findWrongLabels);
    connect(m_bar, &AuditBar::methodChosen, this, [this](AuditMethod method) {
        m_workspace.auditing.show(method); // what is stored is there without being asked for
        showState();
    });
    connect(m_list, &SuspectList::selectionChanged, this, &AuditPage::showSelection);
    connect(m_list->grid(), &QListView::pressed, this, &AuditPage::inspect); // once more
    connect(m_list, &SuspectList::plantedShownChanged, this, &AuditPage::showSelection);
    connect(m_panel, &JudgingPanel::keepRequested, this, &AuditPage::keep);
    connect(m_panel, &JudgingPanel::relabelRequested, this, &AuditPage::relabel);
    connect(m_panel, &JudgingPanel::excludeRequested, this, &AuditPage::exclude);
    connect(m_panel, &JudgingPanel::undoRequested, this, &AuditPage::undoJudgement);
    connect(m_panel, &JudgingPanel::retrainRequested, this, &AuditPage::retrain);
    connect(m_message, &InlineMessage::actionTriggered, &m_workspace.judging, &LabelJudging::save);

    // Undo takes back what was just said; this, what was said on another day.
    auto *clear = new QAction(tr("Clear judgement"), m_list->grid());
    clear->setShortcut(QKeySequence::Delete);
    clear->setShortcutContext(Qt::WidgetShortcut);
    clear->setToolTip(tr("The selected examples count as not judged"));
    m_list->grid()->addAction(clear);
    offerActionsAsMenu(*m_list->grid());
    connect(clear, &QAction::triggered, this, &AuditPage::clearJudgement);
}

void AuditPage::connectWorkspace()
{
    connect(&m_workspace.open, &OpenSession::opened, this, [this] {
        m_message->clear();
        m_focusWhenReady = false;
        showAudit();
    });
    connect(&m_workspace.open, &OpenSession::updated, this, [this] {
        showState();
        showJudgements();
    });
    connect(&m_workspace.run, &TrainingRun::activeChanged, this, [this] {
        showState();
        showJudgements();
    });
    Auditing &auditing = m_workspace.auditing;
    connect(&auditing, &Auditing::ready, this, &AuditPage::showAudit);
    connect(&auditing, &Auditing::changed, this, &AuditPage::showState);
    connect(&auditing, &Auditing::failed, this, [this](const QString &words) {
        m_focusWhenReady = false;
        m_message->say(InlineMessage::Kind::Error, words);
    });
    connect(&auditing, &Auditing::cancelled, this, [this] {
        m_focusWhenReady = false;
        m_message->say(InlineMessage::Kind::Info, tr("The audit was stopped."));
    });

    LabelJudging &judging = m_workspace.judging;
    connect(&judging, &LabelJudging::changed, this, &AuditPage::showJudgements);
    connect(&judging, &LabelJudging::reverted, this, [this](const QList<qint64> &indices) {
        if (isVisible())
            m_list->select(indices);
    });
    connect(&judging, &LabelJudging::failed, this, [this](const QString &words) {
        m_message->offer(InlineMessage::Kind::Error,
                         tr("What you said of the labels is not saved yet: %1").arg(words), tr("Save again"));
    });
    connect(&judging, &LabelJudging::saved, m_message, &InlineMessage::clear);
    const auto showUndo = [this] { m_panel->setUndo(m_workspace.undo.undoText()); };
    connect(&m_workspace.undo, &QUndoStack::undoTextChanged, this, showUndo);
    showUndo();
}

void AuditPage::useActions(const ActionCollection &actions)
{
    using Id = ActionCollection::Id;
    m_panel->showKeys(actions);
    for (const Id id : {Id::KeepLabel, Id::Relabel, Id::ExcludeExample, Id::Undo, Id::AskAboutTraining})
        m_list->grid()->addAction(actions[id]);
}

bool AuditPage::canFind() const
{
    return m_workspace.auditing.canRun();
}

bool AuditPage::canJudge() const
{
    return m_workspace.auditing.audit() && !m_list->selected().isEmpty();
}

bool AuditPage::canRetrain() const
{
    return m_workspace.open.isOpen() && retrainObstacle().isEmpty();
}

void AuditPage::findWrongLabels()
{
    if (!canFind())
        return;
    m_message->clear();
    m_focusWhenReady = true;
    m_workspace.auditing.run(m_bar->method(), m_bar->withSelfInfluence(), m_bar->folds());
}

void AuditPage::showAudit()
{
    m_weakness->clear();
    if (const LabelAudit *audit = m_workspace.auditing.audit()) {
        const SessionDetails &details = m_workspace.open.details();
        m_bar->setMethod(auditMethodFromString(audit->header.method).value_or(AuditMethod::Combined));
        m_bar->setDetails(text::auditDetails(*audit));
        if (audit->strength.isTooWeak())
            m_weakness->say(InlineMessage::Kind::Warning, text::weakness(audit->strength));
        m_panel->showAudit(*audit, details.dataset);
        m_list->showAudit(*audit, details);
    } else {
        m_bar->setDetails(QString());
        m_list->clear();
    }
    showJudgements();
    showState();
    if (std::exchange(m_focusWhenReady, false) && isVisible())
        m_list->setFocus();
}

void AuditPage::showState()
{
    const bool open = m_workspace.open.isOpen();
    m_whole->setCurrentIndex(open ? 1 : 0);
    m_bar->button()->setEnabled(canFind());
    if (open && !m_workspace.auditing.audit()) {
        m_waiting->showState(m_bar->withSelfInfluence(), m_bar->folds());
        m_answer->setCurrentWidget(m_waiting);
    } else {
        m_answer->setCurrentWidget(m_splitter);
    }
    Q_EMIT actionsChanged();
}

void AuditPage::showSelection()
{
    const QList<SuspectExample> selected = m_list->selected();
    std::optional<LabelDecision> decision;
    if (selected.size() == 1)
        decision = m_workspace.judging.decisionFor(selected.constFirst().trainIndex);
    const bool planted = selected.size() == 1 && m_list->model().showsPlanted(selected.constFirst());
    m_panel->showSuspects(selected, decision, planted);
    if (isVisible())
        inspect();
    Q_EMIT actionsChanged();
}

void AuditPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    inspect();
}

void AuditPage::inspect()
{
    const QList<SuspectExample> selected = m_list->selected();
    const LabelAudit *audit = m_workspace.auditing.audit();
    if (!audit || selected.size() != 1)
        return;
    const SuspectExample &suspect = selected.constFirst();
    m_workspace.selected.select(
        factsOfSuspect(suspect, audit->header, m_list->model().showsPlanted(suspect)));
}

void AuditPage::keep()
{
    judge(Verdict::Keep);
}

void AuditPage::relabel()
{
    judge(Verdict::Relabel);
}

void AuditPage::exclude()
{
    judge(Verdict::Exclude);
}

void AuditPage::judge(Verdict verdict)
{
    if (!canJudge())
        return;
    QList<LabelDecision> decisions;
    const QList<SuspectExample> selected = m_list->selected();
    for (const SuspectExample &suspect : selected) {
        const int label = verdict == Verdict::Relabel ? m_panel->labelFor(suspect) : -1;
        if (label != suspect.label)
            decisions += LabelDecision{suspect.trainIndex, verdict, label};
    }
    if (decisions.size() < selected.size()) {
        m_message->say(
            InlineMessage::Kind::Info,
            tr("%Ln example(s) already have the new label and are left as they are. Keep them, or choose "
               "another label.",
               nullptr, int(selected.size() - decisions.size())));
    } else {
        m_message->clear();
    }
    if (decisions.isEmpty())
        return;
    m_workspace.judging.judge(decisions);
    m_list->selectNext();
}

void AuditPage::clearJudgement()
{
    QList<qint64> indices;
    const QList<SuspectExample> selected = m_list->selected();
    for (const SuspectExample &suspect : selected)
        indices += suspect.trainIndex;
    m_workspace.judging.clear(indices);
}

void AuditPage::undoJudgement()
{
    m_workspace.undo.undo();
}

void AuditPage::showJudgements()
{
    QList<LabelDecision> decisions; // of the suspects; others may have been judged in another audit
    const QList<SuspectExample> &suspects = m_list->model().suspects();
    for (const SuspectExample &suspect : suspects) {
        if (const auto decision = m_workspace.judging.decisionFor(suspect.trainIndex))
            decisions += *decision;
    }
    m_panel->showProgress(decisions, suspects.size());
    m_panel->showChanges(m_workspace.judging.changes(), canRetrain(), retrainObstacle());
    Q_EMIT actionsChanged();
}

QString AuditPage::retrainObstacle() const
{
    if (!m_workspace.judging.hasNewChanges())
        return tr("Relabel or exclude examples, then train again without the wrong labels.");
    if (m_workspace.run.isActive())
        return tr("Retraining is possible when the training that runs is done.");
    return {};
}

void AuditPage::retrain()
{
    if (!canRetrain())
        return;
    Q_EMIT retrainRequested(retrainingOf(m_workspace.open.details(), m_workspace.judging.changes(),
                                         m_workspace.library.sessions()));
}

} // namespace proponent::ui
