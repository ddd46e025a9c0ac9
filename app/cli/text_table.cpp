// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"

#include "app/cli/text.h"

#include <algorithm>

namespace proponent::cli {

void TextTable::addRow(const QStringList &cells)
{
    QStringList row;
    for (const QString &cell : cells)
        row.append(oneLine(cell));
    m_rows.append(row);
}

QString TextTable::toString(const QString &indent) const
{
    QStringList titles;
    QList<qsizetype> widths;
    for (qsizetype column = 0; column < m_columns.size(); ++column) {
        titles.append(m_columns[column].title);
        qsizetype width = m_columns[column].title.size();
        for (const QStringList &row : m_rows)
            width = std::max(width, row[column].size());
        widths.append(width);
    }

    const auto lineOf = [&](const QStringList &cells) {
        QString line = indent;
        for (qsizetype column = 0; column < m_columns.size(); ++column) {
            const bool isRight = m_columns[column].alignment == Alignment::Right;
            line += isRight ? cells[column].rightJustified(widths[column])
                            : cells[column].leftJustified(widths[column]);
            line += QStringLiteral("  ");
        }
        while (line.endsWith(u' '))
            line.chop(1);
        return line + u'\n';
    };

    QString text = lineOf(titles);
    for (const QStringList &row : m_rows)
        text += lineOf(row);
    return text;
}

} // namespace proponent::cli
