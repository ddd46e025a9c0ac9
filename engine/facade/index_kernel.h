// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/analysis_setup.h"
#include "engine/facade/session_indexes.h"
#include "engine/methods/projected_kernel.h"

namespace proponent {

/// The method that an index is of, with its usual parameters.
[[nodiscard]] AttributionChoice indexedMethod();

/// What all of a session's rows are seen through, and with all of its curvature what exact scores are computed with: kept
/// beside the index, since another computed from the same gradients would have rows of its own.
class IndexKernel
{
public:
    /// Of an index; EngineError when the file isn't there, or damaged, with what to do.
    [[nodiscard]] static IndexKernel open(const QString &indexFile, const QString &checksum,
                                          const torch::Device &device);
    /// Fits the method, unless that was kept, and finds its leading directions; or opens what an interrupted run, which kept its checksum
    /// in the folder of the setup, made. Nothing when stopped.
    [[nodiscard]] static std::optional<IndexKernel> make(AnalysisSetup &setup, const ScoringTask &task,
                                                         int rank, const QString &indexFile,
                                                         const std::stop_token &stop);
    /// Those of earlier indexes go.
    void removeOthers(const QString &indexFile) const;

    std::shared_ptr<const ProjectedKernel> kernel;
    QString checksum; ///< of its file
    qint64 bytes = 0; ///< likewise
};

} // namespace proponent
