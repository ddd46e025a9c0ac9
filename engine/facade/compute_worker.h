// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/outcome.h"
#include "engine/progress.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <stop_token>

namespace proponent {

class DatasetCache;
class IndexedSession;
class LibraryAccess;
class SessionStore;
struct AnalysisJobEvents;
struct TrainingJobEvents;

/// Lives on a thread, `engine` or `questions`, which alone touch tensors and CUDA. Its functions run there, one after the
/// other, and end with finished().
class ComputeWorker : public QObject
{
    Q_OBJECT

public:
    ComputeWorker(std::shared_ptr<LibraryAccess> library, std::shared_ptr<DatasetCache> datasets);
    ~ComputeWorker() override;

    void train(JobId job, const TrainingConfig &config, const std::stop_token &stop);
    void resume(JobId job, SessionId session, const std::stop_token &stop);
    void traceInfluence(JobId job, const InfluenceRequest &request, const std::stop_token &stop);
    /// From the session's index, which stays open for the next question.
    void askIndex(JobId job, const InfluenceRequest &request, const std::stop_token &stop);
    void buildIndex(JobId job, const IndexRequest &request, const std::stop_token &stop);
    void computeSelfInfluence(JobId job, const SelfInfluenceRequest &request, const std::stop_token &stop);
    void auditLabels(JobId job, const LabelAuditRequest &request, const std::stop_token &stop);
    void evaluate(JobId job, const EvaluationRequest &request, const std::stop_token &stop);
    void verifyAnalysis(JobId job, AnalysisId analysis, int pairs, const std::stop_token &stop);
    void listDevices(JobId job, const std::stop_token &stop);

Q_SIGNALS:
    void progress(proponent::JobId job, const proponent::Progress &progress);
    void finished(proponent::JobId job, const proponent::Outcome &outcome);
    void answeredAtOnce(proponent::JobId job, const proponent::InfluenceAnalysis &analysis);
    void sessionStarted(proponent::JobId job, const proponent::SessionDetails &details);
    void trainingSample(proponent::JobId job, const proponent::TrainingSample &sample);
    void epochFinished(proponent::JobId job, const proponent::EpochMetrics &metrics);
    void sessionsChanged();
    void notice(const QString &text);

private:
    void run(JobId job, const std::stop_token &stop, const std::function<Outcome()> &work);
    [[nodiscard]] SessionStore &store();
    [[nodiscard]] TrainingJobEvents trainingEvents(JobId job);
    [[nodiscard]] AnalysisJobEvents analysisEvents(JobId job);

    std::shared_ptr<LibraryAccess> m_library;
    std::shared_ptr<DatasetCache> m_datasets;
    std::unique_ptr<SessionStore> m_store;
    std::unique_ptr<IndexedSession> m_indexed; ///< that was asked last
    QSet<QString> m_told; ///< notices
    bool m_checkedBlas = false;
};

} // namespace proponent
