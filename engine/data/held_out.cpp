// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/held_out.h"

#include "engine/data/all_processors.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>
#include <set>
#include <vector>

namespace proponent {

namespace {

/// `chosen`: places that are held out.
ClassFolder takeAway(ClassFolder &from, const std::set<qsizetype> &chosen)
{
    ClassFolder held{from.name, from.path, {}};
    QStringList rest;
    for (qsizetype i = 0; i < from.files.size(); ++i)
        (chosen.contains(i) ? held.files : rest) += from.files[i];
    from.files = rest;
    return held;
}

/// Of a file that can't be read, it is that of nothing: its reader says what is wrong.
QByteArray hashOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha1);
    if (file.open(QIODevice::ReadOnly))
        hash.addData(&file);
    return hash.result();
}

} // namespace

QList<ClassFolder> holdOutByPlace(QList<ClassFolder> &train, int every)
{
    QList<ClassFolder> test;
    for (ClassFolder &one : train) {
        std::set<qsizetype> chosen;
        for (qsizetype i = every - 1; i < one.files.size(); i += every)
            chosen.insert(i);
        test += takeAway(one, chosen);
    }
    return test;
}

QList<ClassFolder> holdOutByContent(QList<ClassFolder> &train, int every)
{
    QList<ClassFolder> test;
    for (ClassFolder &one : train) {
        std::vector<std::pair<QByteArray, qsizetype>> order(std::size_t(one.files.size()));
        onAllProcessors(one.files.size(), [&](qsizetype i) {
            order[std::size_t(i)] = {hashOf(one.files.at(i)), i};
        });
        std::ranges::sort(order);
        std::set<qsizetype> chosen;
        for (qsizetype i = 0; i < one.files.size() / every; ++i)
            chosen.insert(order[std::size_t(i)].second);
        test += takeAway(one, chosen);
    }
    return test;
}

} // namespace proponent
