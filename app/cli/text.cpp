// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text.h"

using namespace Qt::StringLiterals;

namespace proponent::cli {

QString oneLine(const QString &text)
{
    QString line;
    for (const QChar character : text) {
        const bool breaksLine = character == QChar::LineSeparator || character == QChar::ParagraphSeparator;
        if (character == u'\n')
            line += u"\\n"_s;
        else if (character == u'\t')
            line += u"\\t"_s;
        else if (character == u'\r')
            line += u"\\r"_s;
        else if (character.category() == QChar::Other_Control || breaksLine)
            line += u"\\x%1"_s.arg(character.unicode(), 2, 16, QChar(u'0'));
        else
            line += character;
    }
    return line;
}

QString checkpointList(const QList<int> &epochs)
{
    QStringList words;
    for (const int epoch : epochs)
        words.append(QString::number(epoch));
    return words.join(u", "_s);
}

} // namespace proponent::cli
