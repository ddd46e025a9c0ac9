// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"
#include "engine/session.h"

#include <QHash>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace proponent::ui {

class ActionCollection;
class RecoveryPlot;
class SuspicionHistogram;

/// The selected suspects in words, what can be said of them, how far one has come, and what a training with
/// the changes would be.
class JudgingPanel : public QWidget
{
    Q_OBJECT

public:
    explicit JudgingPanel(QWidget *parent = nullptr);

    void showAudit(const LabelAudit &audit, const DatasetInfo &dataset);
    /// One with what was said of it, or several, or none. `planted`: say that its label was planted wrong.
    void showSuspects(const QList<SuspectExample> &suspects, const std::optional<LabelDecision> &decision,
                      bool planted);
    void showProgress(const QList<LabelDecision> &decisions, qsizetype suspects);
    /// `changes` as the training would have them.
    void showChanges(const QList<LabelDecision> &changes, bool canRetrain, const QString &obstacle);
    /// Empty: there is nothing to undo.
    void setUndo(const QString &what);
    /// The buttons' keys, as the user has them.
    void showKeys(const ActionCollection &actions);
    /// What a suspect is relabelled as.
    [[nodiscard]] int labelFor(const SuspectExample &suspect) const;

    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QString progress() const;
    [[nodiscard]] QComboBox *newLabel() const { return m_newLabel; }
    [[nodiscard]] QPushButton *retrainButton() const { return m_retrain; }
    [[nodiscard]] RecoveryPlot *recovery() const { return m_recovery; }
    [[nodiscard]] SuspicionHistogram *histogram() const { return m_histogram; }

Q_SIGNALS:
    void keepRequested();
    void relabelRequested();
    void excludeRequested();
    void undoRequested();
    void retrainRequested();

private:
    QWidget *makeScrolled();
    QWidget *makeJudging();
    QWidget *makePlots();
    void describe(const SuspectExample &suspect, bool planted);
    void presetLabel(const std::optional<LabelDecision> &decision);
    void allowRelabel();
    void nameButtons(const QString &keep, const QString &relabel, const QString &exclude,
                     const QString &undo);

    DatasetInfo m_dataset;
    QHash<qint64, int> m_ranks; ///< in the audit, from 1, by training index
    QList<SuspectExample> m_suspects; ///< selected
    QLabel *m_title;
    QLabel *m_sentence;
    QComboBox *m_newLabel;
    QPushButton *m_keep;
    QPushButton *m_relabel;
    QPushButton *m_exclude;
    QPushButton *m_undo;
    QLabel *m_progress;
    QLabel *m_changes;
    QPushButton *m_retrain;
    QLabel *m_plotTitle;
    RecoveryPlot *m_recovery;
    SuspicionHistogram *m_histogram;
    QStackedWidget *m_plots;
};

} // namespace proponent::ui
