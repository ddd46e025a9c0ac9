// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/left_out.h"

#include <algorithm>

namespace proponent {

namespace {

constexpr qsizetype MostNamed = 5;

} // namespace

void leaveOut(QList<LeftOut> &list, const QString &reason, const QString &file)
{
    auto found = std::ranges::find(list, reason, &LeftOut::reason);
    if (found == list.end())
        found = list.insert(list.end(), LeftOut{reason, 0, {}});
    ++found->count;
    if (found->files.size() < MostNamed)
        found->files += file;
}

QString printable(const QByteArray &name)
{
    const bool utf8 = name.isValidUtf8();
    QByteArray shown;
    for (const char character : name) {
        const auto byte = uchar(character);
        if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !utf8))
            shown += "\\x" + QByteArray::number(byte, 16).rightJustified(2, '0');
        else
            shown += character;
    }
    return QString::fromUtf8(shown);
}

} // namespace proponent
