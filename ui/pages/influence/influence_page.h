// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/workspace.h"

#include <QTimer>
#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace proponent::ui {

class AskedTraining;
class EmptyState;
class InfluenceResult;
class InlineMessage;
class TestExamplePanel;
class TraceBar;
class WindowSettings;

/// Choose a test example; see which training examples made the model decide as it does. A training example can be asked
/// about like that, too.
class InfluencePage : public QWidget
{
    Q_OBJECT

public:
    InfluencePage(Workspace &workspace, WindowSettings &settings, QWidget *parent = nullptr);
    ~InfluencePage() override;

    /// The mistakes, worst first, with the worst selected.
    void showMistakes();
    void selectTest(qint64 test);
    /// As it was left: selects it and has nothing computed, however "Trace when selected" is set.
    void restoreTest(qint64 test);
    /// Asks about a training example as if it were a test example, until one of those is chosen. `label`: that it was
    /// trained on.
    void askAboutTraining(qint64 example, int label);
    /// As it was left, likewise without computing.
    void restoreTraining(qint64 example);
    /// The training example that is asked about; below 0: test examples are.
    [[nodiscard]] qint64 training() const { return m_training; }
    void step(int by);
    /// Has the training example that is asked about traced, or the selected test examples.
    void trace();
    /// The mean over the selected test examples, as one question.
    void traceAsOne();
    void traceAllMistakes();
    /// Has some scores of the analysis that is shown computed again.
    void verifyShown();
    [[nodiscard]] TraceSettings settings() const; ///< of what is asked about
    [[nodiscard]] TraceBar *bar() const { return m_bar; }
    [[nodiscard]] bool showsAnswer() const { return m_shown >= 0; }
    [[nodiscard]] bool canTrace() const;
    [[nodiscard]] bool canTraceAsOne() const;
    [[nodiscard]] bool canTraceMistakes() const;
    [[nodiscard]] bool hasExamples() const;
    [[nodiscard]] TestExamplePanel *tests() const { return m_tests; }
    [[nodiscard]] AskedTraining *askedTraining() const { return m_askedTraining; }
    [[nodiscard]] InfluenceResult *result() const { return m_result; }
    [[nodiscard]] InlineMessage *dataMessage() const { return m_dataMessage; }
    [[nodiscard]] InlineMessage *message() const { return m_message; }

Q_SIGNALS:
    void actionsChanged();
    void trainRequested();
    void judgingRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void connectWidgets();
    void connectWorkspace();
    void showSession();
    void showSelection();
    void selectSomething();
    void showCurrent();
    void showBar();
    void showAnswer(qint64 example, const TracedExample &traced);
    void showUntraced(qint64 example);
    void showNothing();
    void inspectTest(qint64 test);
    [[nodiscard]] QList<qint64> asked() const;
    [[nodiscard]] qint64 current() const; ///< of asked(); below 0: none
    void connectTraining();
    void showTraining(qint64 example, int label);
    void leaveTraining();
    void showTrainingHeading();
    void inspectTraining();
    void sayVerified(const Verification &verification);
    [[nodiscard]] QString wordsForMissingData() const;
    void offerToFindData(const QString &words);
    void findData();
    void relocateData(SessionId session, const QString &folder);
    void traceSelection();

    Workspace &m_workspace;
    WindowSettings &m_settings;
    InlineMessage *m_dataMessage; ///< while the data is missing; what was tried is said below it
    InlineMessage *m_message;
    TestExamplePanel *m_tests;
    TraceBar *m_bar;
    AskedTraining *m_askedTraining;
    InfluenceResult *m_result;
    EmptyState *m_untraced;
    EmptyState *m_noSession;
    QStackedWidget *m_answer;
    QStackedWidget *m_whole;
    QSplitter *m_splitter;
    QTimer m_selectionRests; ///< somebody who walks through the list doesn't want every one traced
    JobId m_selectionJob; ///< traced because it was selected; withdrawn when another is
    qint64 m_training = -1; ///< asked about as if it were a test example; below 0: none
    int m_trainingLabel = -1; ///< that it was trained on; below 0: not known before there is an answer
    qint64 m_shown = -1; ///< the example whose answer is shown
    AnalysisId m_shownAnalysis; ///< from which analysis
};

} // namespace proponent::ui
