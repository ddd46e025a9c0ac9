// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_widget.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QSortFilterProxyModel>

class QTableView;

namespace proponent::ui {

class InlineMessage;

/// The rows of a plot's table. Numbers are shown with as many digits as the CSV has.
class PlotTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const PlotTable &table);
    [[nodiscard]] const PlotTable &table() const { return m_table; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    /// Qt::EditRole is the number itself, to sort by.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    PlotTable m_table;
};

/// The same data as a plot's, to read, sort and copy: for who can't see the plot, and for exact numbers. It
/// shows the moment at which it was opened, until it is refreshed: rows that move can't be read.
class TableTwin : public QWidget
{
    Q_OBJECT

public:
    /// A window of its own beside the plot's, gone with the plot.
    explicit TableTwin(PlotWidget &plot);

    [[nodiscard]] QTableView *view() const { return m_view; }
    [[nodiscard]] PlotTableModel &model() { return m_model; }
    /// False, and said in the window, when the file can't be written.
    bool save(const QString &file);

public Q_SLOTS:
    void refresh();
    /// The selected cells, as text with tabs: what a spreadsheet takes.
    void copySelection() const;

private:
    QWidget *makeButtons();
    void saveAs();

    PlotWidget &m_plot; ///< the parent
    PlotTableModel m_model;
    QSortFilterProxyModel m_sorted;
    InlineMessage *m_message;
    QTableView *m_view;
};

} // namespace proponent::ui
