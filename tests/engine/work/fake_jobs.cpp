// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stands in for all that the facade's workers call and that computes: with this file in place of the torch rooms, the
// real Engine, its threads, its queue and its library run without tensors, and without OpenMP, whose threads
// ThreadSanitizer can't follow.
#include "engine/device/blas.h"
#include "engine/device/device_list.h"
#include "engine/device/torch_process.h"
#include "engine/facade/audit_job.h"
#include "engine/facade/evaluation_job.h"
#include "engine/facade/index_job.h"
#include "engine/facade/indexed_session.h"
#include "engine/facade/session_export.h"
#include "engine/facade/training_job.h"
#include "engine/facade/verification_job.h"
#include "engine/methods/method_infos.h"
#include "tests/engine/store/example_session.h"

namespace proponent {

namespace {

/// Epochs until the planned number; what they tell and store is what a training tells and stores.
Outcome runEpochs(SessionStore &store, SessionId session, int done, int planned,
                  const TrainingJobEvents &events, const std::stop_token &stop)
{
    for (int epoch = done + 1; epoch <= planned; ++epoch) {
        if (stop.stop_requested()) {
            store.setState(session, SessionState::Interrupted);
            return Cancelled{session};
        }
        events.onProgress({Progress::Stage::Training, epoch, planned});
        events.onSample({double(epoch)});
        const EpochRecord record = exampleEpoch(epoch);
        store.addEpoch(session, record);
        events.onEpoch(record.metrics, record.evaluation, {});
        events.onStored();
    }
    store.setState(session, SessionState::Completed);
    return TrainingCompleted{session};
}

/// Some batches of an analysis: false when stopped.
bool runBatches(const AnalysisJobEvents &events, const std::stop_token &stop)
{
    constexpr int batches = 20;
    for (int batch = 1; batch <= batches; ++batch) {
        if (stop.stop_requested())
            return false;
        events.onProgress({Progress::Stage::Tracing, batch, batches});
        events.onNotice(QStringLiteral("batch %1").arg(batch));
    }
    return true;
}

} // namespace

Outcome trainSession(SessionStore &store, DatasetCache &datasets, const TrainingConfig &config,
                     const TrainingJobEvents &events, const std::stop_token &stop)
{
    if (config.epochs < 1)
        throw EngineError(QStringLiteral("epochs must be 1 or more"));
    NewSession session = exampleSession();
    session.config = config;
    session.dataset = datasets.open(config.data).valueOrThrow()->info;
    const CreatedSession created = store.createSession(session);
    events.onSession(store.details(created.id));
    return runEpochs(store, created.id, 0, config.epochs, events, stop);
}

Outcome resumeSession(SessionStore &store, DatasetCache &datasets, SessionId session,
                      const TrainingJobEvents &events, const std::stop_token &stop)
{
    const SessionDetails details = store.details(session);
    if (!datasets.openFor(details.dataset))
        throw EngineError(QStringLiteral("other data"));
    const auto lock = store.lockSession(session);
    if (!lock)
        throw EngineError(QStringLiteral("it is running"));
    events.onSession(details);
    return runEpochs(store, session, int(details.epochs.size()), details.config.epochs, events, stop);
}

QString messageOf(const std::exception &error)
{
    const auto *ours = dynamic_cast<const EngineError *>(&error);
    return ours ? ours->message() : QString::fromUtf8(error.what());
}

Outcome traceInfluence(SessionStore &store, DatasetCache &, const InfluenceRequest &request,
                       const AnalysisJobEvents &events, const std::stop_token &stop)
{
    const SessionDetails details = store.details(request.session);
    if (!runBatches(events, stop))
        return Cancelled{request.session};
    InfluenceAnalysis analysis;
    analysis.header.session = details.summary.id;
    analysis.header.method = request.method.name;
    return InfluenceCompleted{analysis};
}

Outcome buildIndex(SessionStore &, DatasetCache &, const IndexRequest &request,
                   const AnalysisJobEvents &events, const std::stop_token &stop)
{
    if (!runBatches(events, stop))
        return Cancelled{request.session};
    return IndexBuilt{request.session, {}};
}

class IndexedSession::Impl
{};

IndexedSession::IndexedSession(SessionStore &, DatasetCache &, const InfluenceRequest &,
                               const AnalysisJobEvents &)
{
}

IndexedSession::~IndexedSession() = default;

bool IndexedSession::suits(const InfluenceRequest &) const
{
    return true;
}

Outcome IndexedSession::answer(const InfluenceRequest &request, const AnalysisJobEvents &events,
                               const std::function<void(const InfluenceAnalysis &)> &onAnswer,
                               const std::stop_token &stop)
{
    onAnswer({});
    if (!runBatches(events, stop))
        return Cancelled{request.session};
    return InfluenceCompleted{};
}

Outcome computeSelfInfluence(SessionStore &, DatasetCache &, const SelfInfluenceRequest &request,
                             const AnalysisJobEvents &events, const std::stop_token &stop)
{
    if (!runBatches(events, stop))
        return Cancelled{request.session};
    return SelfInfluenceCompleted{};
}

Outcome auditLabels(SessionStore &, DatasetCache &, const LabelAuditRequest &request,
                    const AnalysisJobEvents &events, const std::stop_token &stop)
{
    if (!runBatches(events, stop))
        return Cancelled{request.session};
    return LabelAuditCompleted{};
}

Outcome evaluateMethods(SessionStore &, DatasetCache &, const EvaluationRequest &request,
                        const AnalysisJobEvents &events, const std::stop_token &stop)
{
    if (!runBatches(events, stop))
        return Cancelled{};
    EvaluationCompleted completed;
    completed.evaluation.session = request.session;
    return completed;
}

Outcome verifyAnalysis(SessionStore &, DatasetCache &, AnalysisId analysis, int pairs,
                       const AnalysisJobEvents &events, const std::stop_token &stop)
{
    if (!runBatches(events, stop))
        return Cancelled{};
    Verification verification;
    verification.analysis = analysis;
    verification.pairs = pairs;
    return AnalysisVerified{verification};
}

void exportSession(SessionStore &store, SessionId session, DatasetCache &datasets, const QString &)
{
    (void)datasets.openFor(store.dataset(session)).valueOrThrow();
}

QList<DeviceInfo> listDevices()
{
    return {DeviceInfo{}};
}

bool usesReferenceBlas()
{
    return true; // so that there is something to notice
}

QList<AttributionInfo> attributionInfos()
{
    return {};
}

QString libtorchVersion()
{
    return QStringLiteral("none");
}

namespace compat {
class WarningListener
{};
} // namespace compat

TorchWarningLog::TorchWarningLog() = default;
TorchWarningLog::~TorchWarningLog() = default;

void keepFreedMemory()
{
}
void releaseFreedMemory()
{
}

} // namespace proponent
