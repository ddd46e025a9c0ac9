// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QImage>
#include <QStringList>

namespace proponent::test {

/// What stands in the first column, from the top.
inline QStringList namesOf(const QAbstractItemModel &rows)
{
    QStringList names;
    for (int row = 0; row < rows.rowCount(); ++row)
        names += rows.index(row, 0).data().toString();
    return names;
}

inline bool hasImage(const QModelIndex &index, int role)
{
    return !index.data(role).value<QImage>().isNull();
}

} // namespace proponent::test
