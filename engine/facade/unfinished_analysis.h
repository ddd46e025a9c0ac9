// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/session_store.h"

#include <functional>
#include <stop_token>

namespace proponent {

/// Which finished parts an analysis can use, and who it is.
struct PartsKey
{
    QString parts; ///< a name for all that the scores depend on, but for the checkpoint
    QString asker; ///< a name for the analysis among those that share the parts
};

/// An analysis at work in the library's folder of its question, where finished parts outlive an interruption. One
/// program at a time has it: what one is writing no other reads or replaces.
class UnfinishedAnalysis
{
public:
    /// While another program is at the same question this waits, and says so. Nothing when stopped meanwhile.
    [[nodiscard]] static std::unique_ptr<UnfinishedAnalysis> claim(
        SessionStore &store, SessionId session, const PartsKey &key,
        const std::function<void(const QString &)> &onNotice, const std::stop_token &stop);

    [[nodiscard]] QString folder() const { return m_folder; }
    /// Another program was at it: it may have the answer by now.
    [[nodiscard]] bool hasWaited() const { return m_hasWaited; }

    /// The analysis is stored. The parts go, unless another one, which was interrupted, goes on with them.
    void finish();

private:
    UnfinishedAnalysis(std::unique_ptr<SessionLock> lock, QString folder, const QString &asker,
                       bool hasWaited);

    std::unique_ptr<SessionLock> m_lock;
    QString m_folder;
    QString m_askerFile; ///< is there while the analysis isn't stored
    bool m_hasWaited;
};

} // namespace proponent
