// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/config_difference.h"

#include <QAbstractTableModel>

namespace proponent::ui {

/// The settings in which two sessions differ, one a row, with the value of each session.
class ConfigDifferenceModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Setting, InA, InB, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setDifferences(const QList<ConfigDifference> &differences);
    /// The names of the two sessions, for the tooltips of the columns.
    void setSessionNames(const QString &a, const QString &b);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<ConfigDifference> m_differences;
    QString m_a;
    QString m_b;
};

} // namespace proponent::ui
