// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/table_twin.h"

#include "engine/whole_file.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/inline_message.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>

#include <algorithm>

namespace proponent::ui {

namespace {

/// In the reader's language, without separators between thousands, so that a spreadsheet can read it too.
QString cellText(const QVariant &cell)
{
    if (cell.typeId() != QMetaType::Double)
        return cell.toString();
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(cell.toDouble(), 'g', 9);
}

} // namespace

void PlotTableModel::setTable(const PlotTable &table)
{
    beginResetModel();
    m_table = table;
    endResetModel();
}

int PlotTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.rows.size());
}

int PlotTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.header.size());
}

QVariant PlotTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QVariant cell = m_table.rows.at(index.row()).value(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(cell);
    case Qt::EditRole:
        return cell;
    case Qt::TextAlignmentRole:
        return cell.typeId() == QMetaType::Double ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                  : int(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant PlotTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    return m_table.header.value(section);
}

TableTwin::TableTwin(PlotWidget &plot)
    : QWidget(&plot, Qt::Tool), m_plot(plot), m_message(new InlineMessage(this)), m_view(new QTableView(this))
{
    setWindowTitle(plot.accessibleName().isEmpty() ? tr("Data of the plot")
                                                   : tr("%1: data").arg(plot.accessibleName()));
    setAttribute(Qt::WA_DeleteOnClose);
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(Qt::EditRole);
    m_view->setModel(&m_sorted);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder); // as the plot has it, until a heading is clicked
    m_view->setAccessibleName(windowTitle());
    m_view->setAlternatingRowColors(true);
    m_view->setTabKeyNavigation(false); // Tab goes on to the buttons; the arrow keys move in the table
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setStretchLastSection(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::one, space::one, space::one, space::one);
    layout->setSpacing(space::one);
    layout->addWidget(m_message);
    layout->addWidget(m_view, 1);
    layout->addWidget(makeButtons());
    const auto shortcut = [this](const QKeySequence &keys, auto slot) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, slot);
    };
    shortcut(QKeySequence::Copy, &TableTwin::copySelection);
    shortcut(QKeySequence::Refresh, &TableTwin::refresh);
    shortcut(QKeySequence::Save, &TableTwin::saveAs);
    shortcut(Qt::Key_Escape, &QWidget::close);
    refresh();
    m_view->resizeColumnsToContents();
    resize(440, 480);
}

QWidget *TableTwin::makeButtons()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::one);
    const auto add = [&](const QString &icon, const QString &text, const QString &toolTip, auto slot) {
        auto *button =
            icon.isEmpty() ? new QPushButton(text, row) : new QPushButton(themedIcon(icon), text, row);
        button->setToolTip(toolTip);
        connect(button, &QPushButton::clicked, this, slot);
        layout->addWidget(button);
    };
    add(QStringLiteral("reset"), tr("Refresh"), tr("Take the plot's data as it is now (F5)"),
        &TableTwin::refresh);
    layout->addStretch(1);
    add(QString(), tr("Copy"), tr("Copy the selected cells, or all of them, for a spreadsheet (Ctrl+C)"),
        &TableTwin::copySelection);
    add(QStringLiteral("export"), tr("Save as CSV…"), tr("Write the whole table to a file (Ctrl+S)"),
        &TableTwin::saveAs);
    return row;
}

void TableTwin::refresh()
{
    m_model.setTable(m_plot.table());
}

void TableTwin::copySelection() const
{
    QModelIndexList cells = m_view->selectionModel()->selectedIndexes();
    if (cells.isEmpty()) {
        for (int row = 0; row < m_sorted.rowCount(); ++row) {
            for (int column = 0; column < m_sorted.columnCount(); ++column)
                cells += m_sorted.index(row, column);
        }
    }
    std::sort(cells.begin(), cells.end()); // by row, then by column
    QString text;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0)
            text += cells.at(i).row() == cells.at(i - 1).row() ? u'\t' : u'\n';
        text += cells.at(i).data().toString();
    }
    QGuiApplication::clipboard()->setText(text);
}

bool TableTwin::save(const QString &file)
{
    WholeFile out(file);
    if (out.writeAll(toCsv(m_model.table()).toUtf8())) {
        m_message->clear();
        return true;
    }
    m_message->say(InlineMessage::Kind::Error,
                   tr("The table can't be written to %1: %2. Choose another folder.")
                       .arg(QDir::toNativeSeparators(file), out.problem()));
    return false;
}

void TableTwin::saveAs()
{
    const QString name = m_plot.accessibleName().isEmpty() ? tr("plot") : m_plot.accessibleName();
    auto *dialog =
        new QFileDialog(this, tr("Save table"), name + QStringLiteral(".csv"), tr("CSV table (*.csv)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &TableTwin::save);
    dialog->open();
}

} // namespace proponent::ui
