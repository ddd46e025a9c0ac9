// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/retrainings.h"

#include "engine/store/blobs.h"
#include "engine/store/database.h"
#include "engine/store/evaluation_rows.h"
#include "engine/store/library_files.h"
#include "engine/store/session_rows.h"

#include <QCryptographicHash>
#include <QFile>

namespace proponent {

namespace {

QString checksumOfFloats(const QList<float> &values)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(toBlob<float>(values), QCryptographicHash::Sha256).toHex());
}

} // namespace

Retrainings readRetrainings(Database &database, const LibraryFiles &files, SessionId session,
                            const QString &question)
{
    Retrainings kept;
    kept.question = question;
    const EvaluationRows::KeptFile named = EvaluationRows(database).readRetrainings(session, kept);
    if (named.file.isEmpty())
        return kept;
    const QList<float> values = FloatArray::ofFile(files.absolute(named.file)).toList();
    if (values.size() == kept.parts.size() * kept.columns && kept.parts.size() == kept.seeds.size() &&
        checksumOfFloats(values) == named.checksum) {
        kept.values = values;
        return kept;
    }
    return {question, {}, {}, 0, {}};
}

void keepRetrainings(Database &database, const LibraryFiles &files, SessionId session,
                     const Retrainings &retrainings)
{
    const QString checksum = checksumOfFloats(retrainings.values.toList());
    const QString name =
        QStringLiteral("%1/retrained-%2.f32").arg(LibraryFiles::analyses(session), checksum.left(16));
    files.keep(retrainings.values, name);
    Transaction transaction(database);
    SessionRows(database).require(session);
    EvaluationRows rows(database);
    Retrainings before;
    before.question = retrainings.question;
    const QString outdated = rows.readRetrainings(session, before).file;
    rows.put(session, retrainings, {name, checksum});
    transaction.commit();
    if (!outdated.isEmpty() && outdated != name)
        QFile::remove(files.absolute(outdated));
}

} // namespace proponent
