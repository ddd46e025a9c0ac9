// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/class_names.h"

#include "engine/data/data_text.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace proponent {

namespace {

/// The names, where each line begins with a label and all labels from 0 are there once; else none.
QStringList namesByLabel(const QStringList &lines)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{1,6})(?:\\s*[:=,;]\\s*|\\s+)(\\S.*)$"));
    QStringList names(lines.size());
    for (const QString &line : lines) {
        const QRegularExpressionMatch match = pattern.match(line);
        const qsizetype label = match.hasMatch() ? match.captured(1).toLongLong() : -1;
        if (label < 0 || label >= names.size() || !names[label].isEmpty())
            return {};
        names[label] = match.captured(2);
    }
    return names;
}

/// Names of classes don't repeat, and there are no more of them than examples.
bool isLineForEachExample(const QStringList &lines, std::span<const std::int64_t> train,
                          std::span<const std::int64_t> test)
{
    std::int64_t largest = -1;
    for (const auto labels : {train, test}) {
        for (const std::int64_t label : labels)
            largest = std::max(largest, label);
    }
    const bool repeats = QSet<QString>(lines.begin(), lines.end()).size() < lines.size();
    return repeats && lines.size() > largest + 1;
}

} // namespace

Result<QStringList> readClassNames(const QDir &folder, std::span<const std::int64_t> trainLabels,
                                   std::span<const std::int64_t> testLabels)
{
    for (const QString &name : {QStringLiteral("classes.txt"), QStringLiteral("labels.txt")}) {
        QFile file(folder.filePath(name));
        if (!file.exists())
            continue;
        if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) {
            return Error{DataText::tr("%1 can't be read: %2. Check that the file may be read.")
                             .arg(file.fileName(), file.errorString())};
        }
        QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        for (QString &line : lines)
            line = line.trimmed();
        while (!lines.isEmpty() && lines.last().isEmpty())
            lines.removeLast();
        if (isLineForEachExample(lines, trainLabels, testLabels)) {
            return Error{
                DataText::tr("%1 has %2 lines, of which some are the same: it seems to hold a label for each "
                             "example, but its place is for the names of the classes, one a line. Rename "
                             "it, or write the names into it.")
                    .arg(file.fileName(), QString::number(lines.size()))};
        }
        const QStringList byLabel = namesByLabel(lines);
        return byLabel.isEmpty() ? lines : byLabel;
    }
    return QStringList();
}

} // namespace proponent
