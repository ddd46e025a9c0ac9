// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/analysis_job.h"

#include <functional>
#include <memory>
#include <vector>

namespace proponent {

class AnalysisSetup;

/// What the rows of the session's index say of each training example with itself, as if it were the question, too. Throws
/// EngineError when there is no index, or one of something else than the session holds now.
[[nodiscard]] std::vector<float> selfInfluenceByIndex(const SessionStore &store, const AnalysisSetup &setup);

/// A session whose index is asked: model, checkpoints, curvature and rows stay, so that the next question finds them.
/// One thread's.
class IndexedSession
{
public:
    /// Throws EngineError when the session has no index, or one of something else than what it holds now.
    IndexedSession(SessionStore &store, DatasetCache &datasets, const InfluenceRequest &request,
                   const AnalysisJobEvents &events);
    ~IndexedSession();
    Q_DISABLE_COPY_MOVE(IndexedSession)

    /// Whether it can answer: the same session, still as it was, on the same device.
    [[nodiscard]] bool suits(const InfluenceRequest &request) const;

    /// `onAnswer` is told what the index says of all questions, then each answer is made exact, stored, and returned.
    [[nodiscard]] Outcome answer(const InfluenceRequest &request, const AnalysisJobEvents &events,
                                 const std::function<void(const InfluenceAnalysis &)> &onAnswer,
                                 const std::stop_token &stop);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace proponent
