// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/named_by_checksum.h"

#include "engine/facade/facade_text.h"
#include "engine/model/safetensors.h"

#include <QDir>

namespace proponent {

QString writeNamedByChecksum(const QString &folder, const QString &pattern, const StateDict &state)
{
    QDir().mkpath(folder); // what is wrong with it is found by the next
    const QString temporary =
        QDir(folder).filePath(pattern.arg(QStringLiteral("new")) + QStringLiteral(".part"));
    const QString checksum = writeSafetensors(temporary, {state, {}});
    const QString file = QDir(folder).filePath(pattern.arg(checksum));
    QFile::remove(file);
    if (!QFile::rename(temporary, file)) {
        QFile::remove(temporary);
        throw EngineError(
            FacadeText::tr("Can't write %1. Check that the library may be written and the disk isn't "
                           "full.")
                .arg(file));
    }
    return checksum;
}

} // namespace proponent
