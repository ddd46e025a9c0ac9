// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/unfinished_analysis.h"

#include "engine/facade/facade_text.h"

#include <QDir>
#include <QFile>
#include <QThread>

namespace proponent {

namespace {

constexpr unsigned long betweenLooks = 50; ///< milliseconds

} // namespace

std::unique_ptr<UnfinishedAnalysis> UnfinishedAnalysis::claim(
    SessionStore &store, SessionId session, const PartsKey &key,
    const std::function<void(const QString &)> &onNotice, const std::stop_token &stop)
{
    std::unique_ptr<SessionLock> lock = store.lockQuestion(session, key.parts);
    const bool waits = !lock;
    if (waits) {
        onNotice(FacadeText::tr(
                     "Another program is at the same question about session %1. Waiting for its answer.")
                     .arg(session.value));
    }
    while (!lock) {
        if (stop.stop_requested())
            return nullptr;
        QThread::msleep(betweenLooks);
        lock = store.lockQuestion(session, key.parts);
    }
    return std::unique_ptr<UnfinishedAnalysis>(new UnfinishedAnalysis(
        std::move(lock), store.unfinishedFolder(session, key.parts), key.asker, waits));
}

UnfinishedAnalysis::UnfinishedAnalysis(std::unique_ptr<SessionLock> lock, QString folder,
                                       const QString &asker, bool hasWaited)
    : m_lock(std::move(lock)),
      m_folder(std::move(folder)),
      m_askerFile(QDir(m_folder).filePath(QStringLiteral("for-") + asker)),
      m_hasWaited(hasWaited)
{
    QFile file(m_askerFile);
    if (!QDir().mkpath(m_folder) || !file.open(QIODevice::WriteOnly)) {
        throw EngineError(
            FacadeText::tr(
                "The folder %1 can't be written: %2. Check that the library may be written and the disk "
                "isn't full.")
                .arg(m_folder, file.errorString()));
    }
}

void UnfinishedAnalysis::finish()
{
    QFile::remove(m_askerFile);
    QDir folder(m_folder);
    if (folder.entryList({QStringLiteral("for-*")}, QDir::Files).isEmpty())
        folder.removeRecursively();
}

} // namespace proponent
