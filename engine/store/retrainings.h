// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/float_array.h"
#include "engine/ids.h"

#include <QByteArray>
#include <QString>

namespace proponent {

class Database;
class LibraryFiles;

/// What is kept of copies of a session's model that were trained anew on parts of its training examples.
struct Retrainings
{
    QString question; ///< names all that the values depend on, but for part and seed
    QList<quint64> parts; ///< by copy: names the examples that it was trained on
    QList<qint64> seeds; ///< by copy
    qint64 columns = 0; ///< values of a copy
    FloatArray values; ///< [copies, columns]
};

/// Of that question; without copies where there are none, or their file is damaged: they are trained again then.
[[nodiscard]] Retrainings readRetrainings(Database &database, const LibraryFiles &files, SessionId session,
                                          const QString &question);
/// In place of those of the same question: in a file of its own, which is whole before the database names it.
void keepRetrainings(Database &database, const LibraryFiles &files, SessionId session,
                     const Retrainings &retrainings);

} // namespace proponent
