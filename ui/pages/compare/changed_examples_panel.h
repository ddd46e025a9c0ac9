// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/changed_example_model.h"

#include <QWidget>

class QButtonGroup;
class QStackedWidget;
class QToolButton;

namespace proponent::ui {

class EmptyState;
class ThumbnailGrid;

/// The test examples that two sessions answer differently, to choose from: what B fixed, what it broke, where
/// both are wrong in different ways, or all; the largest change of loss first.
class ChangedExamplesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ChangedExamplesPanel(ImageStore &images, QWidget *parent = nullptr);

    /// Keeps the selection when the example is still among them.
    void setExamples(const QList<ChangedExample> &examples, const DatasetInfo &dataset);
    /// All of them, or those of one kind.
    void showKind(std::optional<ChangeKind> kind);
    [[nodiscard]] qint64 current() const; ///< a test example; below 0: none
    void select(qint64 test);
    /// The next (+1) or previous (-1) example of the list.
    void step(int by);
    [[nodiscard]] ThumbnailGrid *grid() const { return m_grid; }

Q_SIGNALS:
    void selectionChanged();
    /// Enter, or a double click.
    void chosen(qint64 test);

private:
    QToolButton *addKind(const QString &toolTip, std::optional<ChangeKind> kind);
    [[nodiscard]] QModelIndex selected() const;
    void select(const QModelIndex &index);
    void showCounts();

    ChangedExampleModel m_model;
    ChangedExampleFilter m_filter;
    QButtonGroup *m_kinds;
    QToolButton *m_fixed;
    QToolButton *m_broken;
    QToolButton *m_otherMistakes;
    QToolButton *m_all;
    ThumbnailGrid *m_grid;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
};

} // namespace proponent::ui
