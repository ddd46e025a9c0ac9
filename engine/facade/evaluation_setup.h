// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device/device_id.h"
#include "engine/facade/analysis_job.h"
#include "engine/facade/session_inputs.h"
#include "engine/method_evaluation.h"

namespace proponent {

/// What evaluations of all metrics have in common: the session, its data, and where copies of its model are trained. The
/// session isn't removed as long as it is there. Engine thread only.
class EvaluationSetup
{
public:
    /// Throws EngineError when the request can't be met. All that is given has to outlive this object.
    EvaluationSetup(SessionStore &store, DatasetCache &datasets, const EvaluationRequest &request,
                    const AnalysisJobEvents &events, const std::stop_token &stop);

    SessionStore &store;
    DatasetCache &datasets;
    const EvaluationRequest &request;
    const AnalysisJobEvents &events;
    const std::stop_token &stop;
    SessionDetails details;
    DeviceId device;
    Precision precision = Precision::Fp32; ///< of training copies
    SessionInputs inputs;
    std::vector<std::int64_t> trained; ///< training examples that the session trains on, ascending

    /// Those that are asked about, or the first `standard` of them. Throws EngineError where there are none.
    [[nodiscard]] QList<qint64> tests(qint64 standard) const;
    /// Of scores.
    [[nodiscard]] Precision scoringPrecision() const { return request.precision.value_or(Precision::Fp32); }

private:
    std::unique_ptr<SessionLock> m_lock;
};

} // namespace proponent
