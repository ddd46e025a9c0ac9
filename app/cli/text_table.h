// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace proponent::cli {

/// Rows of cells printed in columns as wide as their widest cell.
class TextTable
{
public:
    enum class Alignment { Left, Right };

    struct Column
    {
        QString title;
        Alignment alignment = Alignment::Left;
    };

    explicit TextTable(const QList<Column> &columns) : m_columns(columns) {}

    /// As many cells as there are columns. White space in a cell becomes single spaces.
    void addRow(const QStringList &cells);
    /// The titles and the rows, each line with `indent` before it.
    [[nodiscard]] QString toString(const QString &indent = {}) const;

private:
    QList<Column> m_columns;
    QList<QStringList> m_rows;
};

inline constexpr auto left = TextTable::Alignment::Left;
inline constexpr auto right = TextTable::Alignment::Right;

} // namespace proponent::cli
