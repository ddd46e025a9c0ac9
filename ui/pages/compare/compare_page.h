// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/workspace.h"

#include <QWidget>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace proponent::ui {

class ChangedExamplesPanel;
class CompareBar;
class ComparisonFigures;
class EmptyState;
class InlineMessage;
class MovedProponents;
class WindowSettings;

/// Is this setting better? Two sessions: who is right more often and whether that may be chance, what was set
/// differently, their curves, the test examples that changed sides, and how the proponents of one moved.
class ComparePage : public QWidget
{
    Q_OBJECT

public:
    ComparePage(Workspace &workspace, WindowSettings &settings, QWidget *parent = nullptr);
    ~ComparePage() override;

    /// Holds this session against the open one.
    void compareWith(SessionId session);
    /// As it was left: compared with this session and, once that is read, with this example selected.
    void restore(SessionId other, qint64 example);
    /// That is selected, or will be; below 0: none.
    [[nodiscard]] qint64 currentExample() const;
    /// The next (+1) or previous (-1) changed example.
    void step(int by);
    [[nodiscard]] bool hasExamples() const;
    /// Which is better, in a sentence.
    [[nodiscard]] QString verdict() const;
    [[nodiscard]] CompareBar *bar() const { return m_bar; }
    [[nodiscard]] ComparisonFigures *figures() const { return m_figures; }
    [[nodiscard]] ChangedExamplesPanel *examples() const { return m_examples; }
    [[nodiscard]] MovedProponents *proponents() const { return m_proponents; }
    [[nodiscard]] EmptyState *emptyState() const { return m_empty; }
    [[nodiscard]] InlineMessage *message() const { return m_message; }

Q_SIGNALS:
    void actionsChanged();
    void trainRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeContent();
    void connectParts();
    void showComparison();
    void showNothing();
    void showSelection();
    void selectRestored();

    Workspace &m_workspace;
    WindowSettings &m_settings;
    InlineMessage *m_message;
    CompareBar *m_bar;
    QLabel *m_verdict;
    QLabel *m_basis;
    ComparisonFigures *m_figures;
    ChangedExamplesPanel *m_examples;
    MovedProponents *m_proponents;
    EmptyState *m_incomparable;
    EmptyState *m_empty;
    QStackedWidget *m_right;
    QStackedWidget *m_whole;
    QSplitter *m_splitter;
    SessionId m_restoredOther;
    qint64 m_restored = -1; ///< selected as soon as the comparison with m_restoredOther is there
};

} // namespace proponent::ui
