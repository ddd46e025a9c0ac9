// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/suspect_model.h"

#include <QWidget>

class QStackedWidget;

namespace proponent::ui {

class EmptyState;
class SuspectFilterBar;
class SuspectGrid;
struct Workspace;

/// The suspects of an audit to look through and to choose from.
class SuspectList : public QWidget
{
    Q_OBJECT

public:
    explicit SuspectList(Workspace &workspace, QWidget *parent = nullptr);

    /// Selects the first that isn't judged.
    void showAudit(const LabelAudit &audit, const SessionDetails &session);
    void clear();
    /// In the order of the list.
    [[nodiscard]] QList<SuspectExample> selected() const;
    /// Those of these that the filter lets through.
    void select(const QList<qint64> &trainIndices);
    /// The first after the selection that isn't judged; from the top where none follows. Where all are
    /// judged, the next.
    void selectNext();

    [[nodiscard]] const SuspectModel &model() const { return m_model; }
    [[nodiscard]] SuspectGrid *grid() const { return m_grid; }

Q_SIGNALS:
    void selectionChanged();
    void plantedShownChanged();

private:
    void showFiltered();
    void selectRow(int row);
    /// From `from` on; -1: none.
    [[nodiscard]] int openRow(int from) const;

    SuspectModel m_model;
    SuspectFilter m_filter;
    SuspectFilterBar *m_bar;
    SuspectGrid *m_grid;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    SessionId m_session;
};

} // namespace proponent::ui
