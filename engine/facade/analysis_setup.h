// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device/device_id.h"
#include "engine/facade/analysis_job.h"
#include "engine/facade/kept_fits.h"
#include "engine/facade/session_inputs.h"
#include "engine/facade/unfinished_analysis.h"
#include "engine/methods/influence_run.h"

#include <QElapsedTimer>
#include <QFile>

namespace proponent {

/// What every request for an analysis names.
struct AnalysisChoices
{
    SessionId session;
    LayerChoice layers = LayerChoice::All;
    CheckpointChoice checkpoints;
    int topK = 0;
    QString device;
    Precision precision = Precision::Fp32;
    int batchSize = 0;
    int threads = 0;
    QString exportFile;
    bool keepScores = false;

    [[nodiscard]] bool wantsAllScores() const { return keepScores || !exportFile.isEmpty(); }
};

/// In place of CheckpointChoice::Kind::Usual what is usual for the method.
[[nodiscard]] CheckpointChoice usualCheckpoints(const CheckpointChoice &choice,
                                                const AttributionMethod &method,
                                                const SessionDetails &details);

/// A new file of scores, which goes with this object unless the store has taken it.
struct TemporaryScores
{
    explicit TemporaryScores(SessionStore &store) : path(store.temporaryFile(QStringLiteral(".npy"))) {}
    ~TemporaryScores() { QFile::remove(path); }
    Q_DISABLE_COPY_MOVE(TemporaryScores)

    const QString path;
};

/// What all kinds of analysis have in common: the session's model and data on the device, the header that
/// says how it was computed, and what is stored beside the results. The clock of the header starts with it.
/// Engine thread only.
class AnalysisSetup
{
public:
    /// Throws EngineError when a choice can't be met. `store` and `events` have to outlive this object.
    AnalysisSetup(SessionStore &store, DatasetCache &datasets, const AnalysisChoices &choices,
                  const AnalysisJobEvents &events);

    [[nodiscard]] torch::Device device() const { return m_device.torch(); }
    /// On the device: training examples with the labels they were trained on, or test examples.
    [[nodiscard]] ImageTensors::Batch examples(bool ofTraining, const QList<qint64> &indices) const;

    /// What is kept is found again by the same question only, in which `method` and `tests` take part, and no other
    /// program is at it from now on. Waits where one is; false when stopped meanwhile.
    [[nodiscard]] bool claim(AnalysisKind kind, const QString &method, const QList<qint64> &tests,
                             const std::stop_token &stop);
    /// For a method that trains models: these take the place of the checkpoints. Before claim(); false when stopped.
    [[nodiscard]] bool useHalfModels(const AttributionChoice &choice, const std::stop_token &stop);
    /// @name For what outlives an interruption; empty without claim()
    /// @{
    [[nodiscard]] QString keptFile() const; ///< of a ScoreStream
    [[nodiscard]] QString keptMatrix() const; ///< .npy
    /// @}
    [[nodiscard]] QString keptFolder() const;
    /// Refers to this object. `tests`: how many.
    [[nodiscard]] ScoringTask task(qint64 tests = 0);
    /// Of all that gradients of the session's examples depend on, besides checkpoints and precision, and the labels as
    /// they are, which a newer version of this program may plant otherwise: hex.
    [[nodiscard]] QString inputsKey() const;
    /// @name While nobody asks, the session may be deleted
    /// reclaim() throws EngineError when it is.
    /// @{
    void release() { m_sessionLock.reset(); }
    void reclaim() { m_sessionLock = m_store.lockForAnalysis(header.session); }
    /// @}
    /// The analysis is stored: what was kept goes.
    void finish();
    /// Analyses of the session that were stored since this object is there, if another program was at the same
    /// question meanwhile; newest first.
    [[nodiscard]] QList<AnalysisSummary> finishedMeanwhile();
    /// Computed on the same device in the same precision, on the same of all else that the header names.
    [[nodiscard]] bool isSameQuestion(const AnalysisHeader &other) const;

    [[nodiscard]] RankedExample ranked(qint64 index, double score) const;
    [[nodiscard]] int label(qint64 index) const; ///< that a training example was trained on
    [[nodiscard]] int originalLabel(qint64 index) const; ///< that it has in the file
    void finishHeader();
    void startClock() { m_clock.start(); } ///< of the header, of another question
    void storeThumbnails(Split split, const ImageSet &images, const QList<qint64> &indices);

    const AnalysisChoices choices;
    SessionDetails details;
    SessionInputs inputs;
    AnalysisHeader header;

private:
    [[nodiscard]] QString questionKey(AnalysisKind kind, const QString &method,
                                      const QList<qint64> &tests) const;
    [[nodiscard]] QString kept(const QString &name) const;

    SessionStore &m_store;
    const AnalysisJobEvents &m_events;
    DeviceId m_device;
    Precision m_precision = Precision::Fp32;
    QList<CheckpointInfo> m_checkpoints;
    std::shared_ptr<Network> m_network;
    std::unique_ptr<ImageTensors> m_train;
    std::vector<std::string> m_parameters;
    double m_trainingTime = 0;
    std::unique_ptr<KeptFits> m_fits;
    std::unique_ptr<SessionLock> m_sessionLock;
    std::unique_ptr<UnfinishedAnalysis> m_unfinished;
    QElapsedTimer m_clock;
};

} // namespace proponent
