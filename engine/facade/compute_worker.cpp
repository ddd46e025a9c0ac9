// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/compute_worker.h"

#include "engine/device/blas.h"
#include "engine/device/device_list.h"
#include "engine/device/torch_process.h"
#include "engine/facade/analysis_job.h"
#include "engine/facade/audit_job.h"
#include "engine/facade/evaluation_job.h"
#include "engine/facade/index_job.h"
#include "engine/facade/indexed_session.h"
#include "engine/facade/library_access.h"
#include "engine/facade/training_job.h"
#include "engine/facade/verification_job.h"
#include "engine/work/job_board.h"

namespace proponent {

ComputeWorker::ComputeWorker(std::shared_ptr<LibraryAccess> library, std::shared_ptr<DatasetCache> datasets)
    : m_library(std::move(library)), m_datasets(std::move(datasets))
{
}

ComputeWorker::~ComputeWorker() = default;

void ComputeWorker::train(JobId job, const TrainingConfig &config, const std::stop_token &stop)
{
    run(job, stop, [&] { return trainSession(store(), *m_datasets, config, trainingEvents(job), stop); });
}

void ComputeWorker::resume(JobId job, SessionId session, const std::stop_token &stop)
{
    run(job, stop, [&] { return resumeSession(store(), *m_datasets, session, trainingEvents(job), stop); });
}

void ComputeWorker::traceInfluence(JobId job, const InfluenceRequest &request, const std::stop_token &stop)
{
    run(job, stop,
        [&] { return proponent::traceInfluence(store(), *m_datasets, request, analysisEvents(job), stop); });
    Q_EMIT sessionsChanged();
}

void ComputeWorker::askIndex(JobId job, const InfluenceRequest &request, const std::stop_token &stop)
{
    run(job, stop, [&] {
        const AnalysisJobEvents events = analysisEvents(job);
        if (m_indexed && !m_indexed->suits(request))
            m_indexed.reset();
        if (!m_indexed)
            m_indexed = std::make_unique<IndexedSession>(store(), *m_datasets, request, events);
        return m_indexed->answer(
            request, events,
            [this, job](const InfluenceAnalysis &analysis) { Q_EMIT answeredAtOnce(job, analysis); }, stop);
    });
    Q_EMIT sessionsChanged();
}

void ComputeWorker::buildIndex(JobId job, const IndexRequest &request, const std::stop_token &stop)
{
    run(job, stop,
        [&] { return proponent::buildIndex(store(), *m_datasets, request, analysisEvents(job), stop); });
    Q_EMIT sessionsChanged();
}

void ComputeWorker::computeSelfInfluence(JobId job, const SelfInfluenceRequest &request,
                                         const std::stop_token &stop)
{
    run(job, stop, [&] {
        return proponent::computeSelfInfluence(store(), *m_datasets, request, analysisEvents(job), stop);
    });
    Q_EMIT sessionsChanged();
}

void ComputeWorker::auditLabels(JobId job, const LabelAuditRequest &request, const std::stop_token &stop)
{
    run(job, stop,
        [&] { return proponent::auditLabels(store(), *m_datasets, request, analysisEvents(job), stop); });
    Q_EMIT sessionsChanged();
}

void ComputeWorker::evaluate(JobId job, const EvaluationRequest &request, const std::stop_token &stop)
{
    run(job, stop, [&] { return evaluateMethods(store(), *m_datasets, request, analysisEvents(job), stop); });
    Q_EMIT sessionsChanged();
}

void ComputeWorker::verifyAnalysis(JobId job, AnalysisId analysis, int pairs, const std::stop_token &stop)
{
    run(job, stop, [&] {
        return proponent::verifyAnalysis(store(), *m_datasets, analysis, pairs, analysisEvents(job), stop);
    });
}

void ComputeWorker::listDevices(JobId job, const std::stop_token &stop)
{
    run(job, stop, []() -> Outcome { return DevicesListed{proponent::listDevices()}; });
}

/// The edge of the thread: nothing that a job throws gets past here.
void ComputeWorker::run(JobId job, const std::stop_token &stop, const std::function<Outcome()> &work)
{
    const Outcome outcome = [&] {
        const TorchWarningLog warnings;
        return outcomeOf(work, stop, messageOf);
    }();
    if (!m_checkedBlas && usesReferenceBlas()) {
        Q_EMIT notice(
            tr("This machine computes matrix products with the reference BLAS, some 60 times slower than "
               "it could: install libopenblas0-pthread."));
    }
    m_checkedBlas = true;
    releaseFreedMemory();
    Q_EMIT finished(job, outcome);
}

SessionStore &ComputeWorker::store()
{
    if (!m_store)
        m_store = m_library->open();
    return *m_store;
}

TrainingJobEvents ComputeWorker::trainingEvents(JobId job)
{
    TrainingJobEvents events;
    events.onProgress = [this, job](const Progress &value) { Q_EMIT progress(job, value); };
    events.onSample = [this, job](const TrainingSample &sample) { Q_EMIT trainingSample(job, sample); };
    events.onEpoch = [this, job](const EpochMetrics &metrics, const TestEvaluation &,
                                 const std::optional<SavedCheckpoint> &) {
        Q_EMIT epochFinished(job, metrics);
    };
    events.onNotice = [this](const QString &text) {
        m_told.insert(text);
        Q_EMIT notice(text);
    };
    events.onSession = [this, job](const SessionDetails &details) { Q_EMIT sessionStarted(job, details); };
    events.onStored = [this] { Q_EMIT sessionsChanged(); };
    return events;
}

AnalysisJobEvents ComputeWorker::analysisEvents(JobId job)
{
    return {[this, job](const Progress &value) { Q_EMIT progress(job, value); },
            // Many questions are asked of the same data.
            [this](const QString &text) {
                if (!m_told.contains(text))
                    Q_EMIT notice(text);
                m_told.insert(text);
            }};
}

} // namespace proponent
