// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session.h"

#include <QCoreApplication>
#include <QLocale>

namespace proponent {

namespace {

struct DatasetText
{
    Q_DECLARE_TR_FUNCTIONS(proponent::DatasetInfo)
};

} // namespace

QString LeftOut::toString() const
{
    const QString named = files.join(QStringLiteral(", "));
    return DatasetText::tr("%1 left out, %2: %3")
        .arg(QLocale().toString(count), reason, count > files.size() ? named + QStringLiteral(", …") : named);
}

QStringList DatasetInfo::remarks() const
{
    QStringList sentences;
    for (const LeftOut &files : leftOut)
        sentences += files.toString();
    return sentences + notices;
}

QString toString(SessionState state)
{
    switch (state) {
    case SessionState::Running:
        return QStringLiteral("running");
    case SessionState::Interrupted:
        return QStringLiteral("interrupted");
    case SessionState::Completed:
        return QStringLiteral("completed");
    case SessionState::Failed:
        return QStringLiteral("failed");
    }
    Q_UNREACHABLE();
}

} // namespace proponent
