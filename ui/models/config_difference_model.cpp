// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/config_difference_model.h"

namespace proponent::ui {

void ConfigDifferenceModel::setDifferences(const QList<ConfigDifference> &differences)
{
    if (differences == m_differences)
        return;
    beginResetModel();
    m_differences = differences;
    endResetModel();
}

void ConfigDifferenceModel::setSessionNames(const QString &a, const QString &b)
{
    m_a = a;
    m_b = b;
    Q_EMIT headerDataChanged(Qt::Horizontal, InA, InB);
}

int ConfigDifferenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_differences.size());
}

int ConfigDifferenceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ConfigDifferenceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const ConfigDifference &difference = m_differences.at(index.row());
    switch (index.column()) {
    case Setting:
        return difference.setting;
    case InA:
        return difference.inA;
    case InB:
        return difference.inB;
    default:
        return {};
    }
}

QVariant ConfigDifferenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::DisplayRole)
        return QStringList{tr("Setting"), tr("A"), tr("B")}.at(section);
    if (role == Qt::ToolTipRole)
        return QStringList{tr("What was set differently"), m_a, m_b}.at(section);
    return {};
}

} // namespace proponent::ui
