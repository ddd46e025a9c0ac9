// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/engine/store/example_session.h"

#include <QFile>

#include <functional>

namespace proponent {

/// Breaks the library whose database file is named.
using Break = std::function<void(const QString &)>;

inline QByteArray contents(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void write(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("can't write %s", qPrintable(name));
}

/// The beginnings of all pages from `first` on.
inline void overwritePages(const QString &name, int first)
{
    constexpr int pageSize = 4096;
    QByteArray bytes = contents(name);
    for (qsizetype page = first * pageSize; page < bytes.size(); page += pageSize)
        bytes.replace(page, 64, QByteArray(64, '\x7f'));
    write(name, bytes);
}

inline void fill(const QString &folder)
{
    const auto store = openStore(folder);
    for (int number = 0; number < 20; ++number) {
        const CreatedSession session = store->createSession(exampleSession());
        store->addEpoch(session.id, exampleEpoch(1));
        store->setNote(session.id, QString(2000, u'x'));
        store->setState(session.id, SessionState::Completed);
    }
}

} // namespace proponent
