// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/session_store.h"

#include <functional>
#include <stop_token>

namespace proponent {

/// An analysis at work in the library's folder of its question, where what is done outlives an interruption. One program
/// at a time has it: what one is writing no other reads or replaces.
class UnfinishedAnalysis
{
public:
    /// `question`: a name for all that the answer depends on. While another program is at the same question this waits,
    /// and says so. Nothing when stopped meanwhile.
    [[nodiscard]] static std::unique_ptr<UnfinishedAnalysis> claim(
        SessionStore &store, SessionId session, const QString &question,
        const std::function<void(const QString &)> &onNotice, const std::stop_token &stop);

    [[nodiscard]] QString folder() const { return m_folder; }
    /// Another program was at it: it may have the answer by now.
    [[nodiscard]] bool hasWaited() const { return m_hasWaited; }

    /// The analysis is stored: what was kept of it goes.
    void finish();
    /// An empty folder goes; what is in one is there for who asks again.
    ~UnfinishedAnalysis();
    Q_DISABLE_COPY_MOVE(UnfinishedAnalysis)

private:
    UnfinishedAnalysis(std::unique_ptr<SessionLock> lock, QString folder, bool hasWaited);

    std::unique_ptr<SessionLock> m_lock;
    QString m_folder;
    bool m_hasWaited;
};

} // namespace proponent
