// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/test_example_model.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QStackedWidget;
class QToolButton;

namespace proponent::ui {

class EmptyState;
class ThumbnailGrid;
class WindowSettings;
struct Workspace;

/// The test examples of the open session to choose from: mistakes first, or all, or one class.
class TestExamplePanel : public QWidget
{
    Q_OBJECT

public:
    TestExamplePanel(Workspace &workspace, WindowSettings &settings, QWidget *parent = nullptr);

    [[nodiscard]] qint64 current() const; ///< below 0: none
    [[nodiscard]] QList<qint64> selected() const;
    [[nodiscard]] int wrongCount() const { return m_model.wrongCount(); }
    /// Shows and selects a test example, if the filter lets it through.
    void select(qint64 test);
    /// Likewise, with every filter off when they would hide it.
    void reveal(qint64 test);
    void selectFirst();
    /// Leaves the current one where it is, for step() and select().
    void deselect();
    void showMistakes();
    /// The next (+1) or previous (-1) example of the list.
    void step(int by);
    [[nodiscard]] bool tracesOnSelection() const;
    [[nodiscard]] ThumbnailGrid *grid() const { return m_grid; }

Q_SIGNALS:
    void selectionChanged();
    void chosen(qint64 test);

private:
    QWidget *makeFilters();
    void showSession();
    void goTo(const QModelIndex &index);
    void showCounts();
    void fillClasses();

    Workspace &m_workspace;
    TestExampleModel m_model;
    TestExampleFilter m_filter;
    ThumbnailGrid *m_grid;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QToolButton *m_mistakes;
    QToolButton *m_all;
    QComboBox *m_class;
    QCheckBox *m_traceOnSelection;
    SessionId m_session;
};

} // namespace proponent::ui
