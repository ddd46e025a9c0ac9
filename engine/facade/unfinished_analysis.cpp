// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/unfinished_analysis.h"

#include "engine/facade/facade_text.h"

#include <QDir>
#include <QThread>

namespace proponent {

namespace {

constexpr unsigned long betweenLooks = 50; ///< milliseconds

} // namespace

std::unique_ptr<UnfinishedAnalysis> UnfinishedAnalysis::claim(
    SessionStore &store, SessionId session, const QString &question,
    const std::function<void(const QString &)> &onNotice, const std::stop_token &stop)
{
    std::unique_ptr<SessionLock> lock = store.lockQuestion(session, question);
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
        lock = store.lockQuestion(session, question);
    }
    return std::unique_ptr<UnfinishedAnalysis>(
        new UnfinishedAnalysis(std::move(lock), store.unfinishedFolder(session, question), waits));
}

UnfinishedAnalysis::UnfinishedAnalysis(std::unique_ptr<SessionLock> lock, QString folder, bool hasWaited)
    : m_lock(std::move(lock)), m_folder(std::move(folder)), m_hasWaited(hasWaited)
{
    if (!QDir().mkpath(m_folder)) {
        throw EngineError(
            FacadeText::tr("The folder %1 can't be made. Check that the library may be written and the disk "
                           "isn't full.")
                .arg(m_folder));
    }
}

UnfinishedAnalysis::~UnfinishedAnalysis()
{
    QDir().rmdir(m_folder);
}

void UnfinishedAnalysis::finish()
{
    QDir(m_folder).removeRecursively();
}

} // namespace proponent
