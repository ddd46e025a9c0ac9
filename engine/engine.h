// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/outcome.h"
#include "engine/progress.h"

#include <QObject>
#include <QString>

#include <memory>

namespace proponent {

/// Everything that computes or stores, behind requests and signals.
///
/// A request returns at once with a JobId; its answer is exactly one finished() with the same id, always
/// delivered through the event loop of the thread that the Engine lives in, so never before the request
/// returns. Three threads serve the requests: `engine` (training and scoring, one job after the other),
/// `library` (everything that only reads or edits the library, so that a window stays live while a
/// model trains), and `questions` (those to an index, which keeps what it needs for the next).
///
/// Use an Engine from the thread that made it. Its destructor asks running jobs to stop, waits for them,
/// and leaves running sessions resumable; edits of sessions that were asked for are made; no signal arrives after
/// it.
class Engine : public QObject
{
    Q_OBJECT

public:
    /// Opens or makes the library in `libraryFolder`. A library that can't be opened (lost, newer schema, cut short)
    /// is an error and is left as it is; where only its contents show that it is damaged, each request fails,
    /// after libraryLost(). One that can't be written is opened for reading, with a notice(). No folder is an error, too.
    static Result<std::unique_ptr<Engine>> open(const QString &libraryFolder);
    /// The newest backup beside the library that can take the place of its database, as a path, where that is damaged
    /// or gone; else empty. Reads all of both: seconds where there is much.
    [[nodiscard]] static QString backupFor(const QString &libraryFolder);
    /// Puts it there; the damaged one stays beside it under another name. While nobody has the library open.
    [[nodiscard]] static Result<QString> restoreBackup(const QString &libraryFolder, const QString &backup);
    ~Engine() override;

    /// Where the library is kept when nobody says otherwise. Empty where there is no home folder: neither HOME nor
    /// XDG_DATA_HOME is set.
    [[nodiscard]] static QString defaultLibraryFolder();
    /// What an InfluenceRequest::method can be.
    [[nodiscard]] static QList<AttributionInfo> methods();
    /// Of the libtorch that computes, such as "2.6.0".
    [[nodiscard]] static QString libtorchVersion();
    [[nodiscard]] QString libraryFolder() const;

    /// @name Computing, one after the other
    /// train and resume announce their session with sessionStarted().
    /// @{
    JobId train(const TrainingConfig &config);
    /// Goes on from the last checkpoint to the planned number of epochs.
    JobId resume(SessionId session);
    /// From an index, on a thread of its own, so that it doesn't wait for what is computed: answeredAtOnce(), then the
    /// answer.
    JobId traceInfluence(const InfluenceRequest &request);
    JobId computeSelfInfluence(const SelfInfluenceRequest &request);
    /// Ranks the training examples by suspicion that their label is wrong.
    JobId auditLabels(const LabelAuditRequest &request);
    /// Finds out how well methods predict on a session, and keeps that; answered with EvaluationCompleted. Copies of the
    /// model that were trained for it are kept one by one, when it is stopped, too.
    JobId evaluate(const EvaluationRequest &request);
    /// Answered with IndexBuilt. One at a time a session; what is built of it is kept when it is stopped.
    JobId buildIndex(const IndexRequest &request);
    /// Computes `pairs` random scores of a stored influence analysis again, on the CPU in float64; answered
    /// with AnalysisVerified, also when they don't agree.
    JobId verifyAnalysis(AnalysisId analysis, int pairs);
    JobId listDevices();
    /// @}

    /// @name The library, answered while the engine computes
    /// @{
    JobId listSessions();
    JobId openSession(SessionId session);
    JobId renameSession(SessionId session, const QString &name);
    JobId setSessionNote(SessionId session, const QString &note);
    JobId setSessionTags(SessionId session, const QStringList &tags);
    /// What a person says of the session's training labels, in place of what was said before.
    JobId setLabelDecisions(SessionId session, const QList<LabelDecision> &decisions);
    /// The session's data were moved: `spec` names where they are now, for this session and all others that looked for
    /// them in the same place. Refused when that holds other data.
    JobId relocateData(SessionId session, const QString &spec);
    /// With its checkpoints and analyses. Refused while the session is running.
    JobId deleteSession(SessionId session);
    JobId exportSession(SessionId session, const QString &folder);
    /// Answered with InfluenceCompleted, SelfInfluenceCompleted or LabelAuditCompleted; nothing is computed
    /// again.
    JobId openAnalysis(AnalysisId analysis);
    JobId inspectDataset(const QString &spec);
    /// As inspectDataset(), with the label of every example.
    JobId browseDataset(const QString &spec);
    /// The dataset that the session was trained on, in its order; Failed when it is gone or changed.
    JobId browseDataset(SessionId session);
    /// Of a dataset that no session has to know.
    JobId loadImages(const QString &spec, Split split, const QList<qint64> &indices);
    JobId loadImages(SessionId session, Split split, const QList<qint64> &indices);
    /// @}

    /// Asks a job to stop; it ends with Cancelled within one batch. Unknown or ended jobs are ignored.
    void cancel(JobId job);

Q_SIGNALS:
    void progress(proponent::JobId job, const proponent::Progress &progress);
    void finished(proponent::JobId job, const proponent::Outcome &outcome);
    /// What an index says, before exact scores take its place: rankings without parts of the scores; not stored. Of
    /// several questions, of each before its own.
    void answeredAtOnce(proponent::JobId job, const proponent::InfluenceAnalysis &analysis);

    /// A session exists in the library from now on; details hold configuration, dataset and earlier epochs.
    void sessionStarted(proponent::JobId job, const proponent::SessionDetails &details);
    void trainingSample(proponent::JobId job, const proponent::TrainingSample &sample);
    void epochFinished(proponent::JobId job, const proponent::EpochMetrics &metrics);
    /// The list of sessions, or something in it, is no longer what listSessions() answered last; also by what another
    /// program did, a second or so after it.
    void sessionsChanged();
    /// Something about the set-up that makes things slow or is worth knowing; once each.
    void notice(const QString &text);
    /// The library turned out to be damaged when it was read: each request fails from now on. Once.
    void libraryLost(const QString &message);

private:
    class Impl;
    explicit Engine(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace proponent
