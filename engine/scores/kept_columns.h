// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <algorithm>
#include <span>

namespace proponent {

/// Calls `visit(first, scores)` for the stretches of a row that lie between the columns that are left out. `leftOut`:
/// ascending. `scores`: of the columns from `first` on.
template <class Visit>
void forEachKept(const QList<qint64> &leftOut, qint64 first, std::span<const float> scores, Visit visit)
{
    const qint64 end = first + qint64(scores.size());
    auto next = std::lower_bound(leftOut.begin(), leftOut.end(), first);
    for (qint64 begin = first; begin < end;) {
        const qint64 stretchEnd = next == leftOut.end() ? end : std::min(end, *next);
        if (stretchEnd > begin)
            visit(begin, scores.subspan(std::size_t(begin - first), std::size_t(stretchEnd - begin)));
        begin = stretchEnd + 1;
        if (next != leftOut.end())
            ++next;
    }
}

} // namespace proponent
