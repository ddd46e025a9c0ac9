// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/label_audit.h"
#include "engine/result.h"
#include "engine/session.h"
#include "engine/store/inspection.h"
#include "engine/store/retrainings.h"
#include "engine/store/thumbnail.h"

#include <QHash>
#include <QImage>

#include <memory>
#include <variant>

namespace proponent {

/// What is known when a run begins.
struct NewSession
{
    TrainingConfig config;
    QString name;
    DatasetInfo dataset;
    QList<double> mean;
    QList<double> std;
    QString device;
    Precision precision = Precision::Fp32;
    qint64 parameters = 0;
    qint64 trainCount = 0;
    qint64 testCount = 0;
    QList<qint64> flipped;
    QString libtorchVersion;
    SessionId parent;
};

/// One finished epoch. `checkpointFile` is relative to the library folder and empty when the epoch has no
/// checkpoint; the file is whole and synced before it is named here.
struct EpochRecord
{
    EpochMetrics metrics;
    TestEvaluation evaluation;
    QString checkpointFile;
    QString checkpointChecksum = {}; ///< as in CheckpointInfo
    QString trainingStateChecksum = {};
};

/// Held by the process that trains or analyses a session. When the process ends, however it ends, the lock is free.
class SessionLock
{
public:
    virtual ~SessionLock() = default;
};

/// A session comes into the library locked: nobody can take it for interrupted before its run begins.
struct CreatedSession
{
    SessionId id;
    std::unique_ptr<SessionLock> lock;
};

/// The sessions of a library folder: `library.sqlite` and the files beside it.
///
/// Use a store only in the thread that opened it; open another for another thread or process (WAL, busy
/// timeout). Functions throw EngineError when the database answers with an error (disk full, damaged
/// file); each writes in one transaction that is rolled back then.
class SessionStore
{
public:
    /// Opens or makes the library. Applies the numbered migrations :/schema/schema-N.sql. A newer schema, a damaged
    /// file, or one that is lost while files of sessions are there is an error that names the file; nothing is
    /// changed then. A library that can't be written, on a full disk say, is opened all the same: it can be read, and
    /// sessions deleted where that makes space.
    [[nodiscard]] static Result<std::unique_ptr<SessionStore>> open(
        const QString &libraryFolder, Inspection inspection = Inspection::Contents);
    /// The same, throwing EngineError: LibraryLost where the database is damaged or gone.
    [[nodiscard]] static std::unique_ptr<SessionStore> openOrThrow(const QString &libraryFolder,
                                                                   Inspection inspection);
    /// @name Where it can't be opened; see backups.h
    /// @{
    [[nodiscard]] static QString backupFor(const QString &libraryFolder);
    static QString restoreBackup(const QString &libraryFolder, const QString &backup);
    /// @}
    ~SessionStore();

    [[nodiscard]] QString folder() const;
    /// What a person should know of how the library is open, in words; empty when there is nothing.
    [[nodiscard]] QString notice() const;
    /// Throws EngineError when nothing can be written: before hours are spent on what can't be kept.
    void requireWritable();
    /// Whether another connection to the library, of this or another program, has changed it since this was last
    /// asked, or a program that trained is gone.
    [[nodiscard]] bool changedElsewhere();

    /// @name Runs
    /// @{
    [[nodiscard]] CreatedSession createSession(const NewSession &session); ///< in state Running
    /// For going on with a session. Nothing when another process, or another part of this one, holds it.
    [[nodiscard]] std::unique_ptr<SessionLock> lockSession(SessionId session);
    /// "checkpoints/<session>", relative to the library folder; made when missing.
    [[nodiscard]] QString checkpointFolder(SessionId session);
    void addEpoch(SessionId session, const EpochRecord &record); ///< replaces the epoch's earlier record
    /// For a checkpoint from before checksums were kept; one that is there stays.
    void setCheckpointChecksum(SessionId session, int epoch, const QString &checksum);
    /// In place of what was kept: SessionDetails::samples.
    void keepSamples(SessionId session, const QList<TrainingSample> &samples);
    /// With the checkpoint files that they name, and the samples of later.
    void dropEpochsAfter(SessionId session, int epoch);
    void setState(SessionId session, SessionState state, const QString &failure = {});
    /// @}

    /// @name Browsing and editing
    /// sessions() and details() report a session as Interrupted when it says running but no process holds
    /// its lock, and write that down.
    /// @{
    [[nodiscard]] QList<SessionSummary> sessions(); ///< newest first
    [[nodiscard]] SessionDetails details(SessionId session); ///< throws when there is none such
    [[nodiscard]] DatasetInfo dataset(
        SessionId session); ///< that it trains on; throws when there is none such
    /// For this session and all others of the same data that looked for them in the same place.
    void relocateDataset(SessionId session, const DatasetInfo &found);
    void rename(SessionId session, const QString &name);
    void setNote(SessionId session, const QString &note);
    void setLabelDecisions(SessionId session,
                           const QList<LabelDecision> &decisions); ///< in place of the earlier
    void setTags(SessionId session, const QStringList &tags);
    void remove(SessionId session); ///< with its files; throws when a process trains or analyses it
    /// @}

    /// @name Analyses
    /// @{
    /// Held while a session is analysed: by any number, and it isn't removed meanwhile. Throws when there is none
    /// such.
    [[nodiscard]] std::unique_ptr<SessionLock> lockForAnalysis(SessionId session);
    /// For working at one question, in unfinishedFolder(). Nothing when another process, or another part of this
    /// one, is at it.
    [[nodiscard]] std::unique_ptr<SessionLock> lockQuestion(SessionId session, const QString &question);
    /// "…/analyses/<session>/unfinished-<question>", absolute. One that is left there is deleted after two days
    /// without a write.
    [[nodiscard]] QString unfinishedFolder(SessionId session, const QString &question) const;
    /// `scoresFile` of the header is a temporary file inside the library folder (see temporaryFile()); it
    /// is renamed to "analyses/<session>/analysis-<id>.npy" before the row that names it is committed.
    AnalysisId addInfluence(const InfluenceAnalysis &analysis);
    AnalysisId addSelfInfluence(const SelfInfluenceAnalysis &analysis);
    AnalysisId addLabelAudit(const LabelAudit &audit);
    /// A new name for a file that isn't whole yet: "tmp/…" inside the library folder; absolute. A file that
    /// is left there is deleted after two days without a write.
    [[nodiscard]] QString temporaryFile(const QString &suffix);
    using Analysis = std::variant<InfluenceAnalysis, SelfInfluenceAnalysis, LabelAudit>;
    /// Throws when there is none such. The scores file is an absolute path, or empty when none was kept.
    [[nodiscard]] Analysis analysis(AnalysisId analysis);
    /// @}

    /// @name What is known of methods
    /// @{
    void addEvaluation(const MethodEvaluation &evaluation);
    /// Without copies where none are kept. Held by lockQuestion(): who adds some keeps those that there are, too.
    [[nodiscard]] Retrainings retrainings(SessionId session, const QString &question);
    void keepRetrainings(SessionId session, const Retrainings &retrainings);
    /// @}

    /// @name Indexes
    /// A name tells those of a session apart; what they are of stands in the files.
    /// @{
    /// "…/indexes/<session>/<name>.index", absolute, there or not. Its unfinished file beside it, the name and ".part",
    /// is deleted after two days without a write, unless it is locked (flock).
    [[nodiscard]] QString indexFile(SessionId session, const QString &name) const;
    [[nodiscard]] QStringList indexFiles(SessionId session) const; ///< that are there, newest first
    /// @}

    /// @name Thumbnails of looked-at examples, so that they stay viewable without the dataset
    /// They go with the last session of their dataset.
    /// @{
    /// Of which examples of a dataset there is one; the fingerprint vouches for what it shows.
    [[nodiscard]] QSet<qint64> examplesWithThumbnail(const QString &fingerprint, Split split);
    void storeThumbnails(const QString &fingerprint, Split split, const QList<Thumbnail> &thumbnails);
    [[nodiscard]] QHash<qint64, QImage> thumbnails(const QString &fingerprint, Split split,
                                                   const QList<qint64> &indices);
    /// @}

private:
    class Impl;
    explicit SessionStore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace proponent
