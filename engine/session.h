// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/float_array.h"
#include "engine/ids.h"
#include "engine/method_evaluation.h"
#include "engine/progress.h"
#include "engine/session_index.h"
#include "engine/training_config.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace proponent {

/// Files that a dataset reader passed over, for one reason.
struct LeftOut
{
    QString reason; ///< "cut short"
    qint64 count = 0;
    QStringList files; ///< the first few, within DatasetInfo::path

    [[nodiscard]] QString toString() const; ///< "3 left out, cut short: cat/1.jpg, cat/7.jpg, …"
};

/// What files and a configuration mean, by number: a session keeps the rules that it began with, so that its data
/// and labels stay what they were. 1: test images are held out by their places, and flips may go to classes without
/// examples. 2: held out by their contents, flips to classes with examples; images in folders below a class's and
/// *.jfif are read, images that are cut short are not, transparent ones get a background, and 12 bits of 16 are seen.
inline constexpr int latestDatasetRules = 2;

/// What a dataset reader found. Counts are of the files, before any limit.
struct DatasetInfo
{
    QString spec; ///< what the user named: "fashion-mnist" or a folder
    QString path; ///< the folder it was read from
    QString name; ///< "Fashion-MNIST", or the folder's name
    QString format; ///< "IDX (gzip)"
    QString fingerprint; ///< SHA-256, hex, over the decoded pixels and labels of both splits
    qint64 trainCount = 0;
    qint64 testCount = 0;
    int channels = 0;
    int height = 0;
    int width = 0;
    QStringList classNames;
    QList<qint64> trainClassCounts;
    QList<qint64> testClassCounts;
    int rules = latestDatasetRules;
    bool trainInTurn =
        false; ///< training examples are taken from the classes in turn, not in the files' order
    bool testInTurn = false; ///< likewise the test examples
    /// @name Of the reading, not kept with sessions
    /// @{
    QList<LeftOut> leftOut;
    QStringList notices; ///< what else is worth knowing: a sentence each
    /// @}

    [[nodiscard]] int classCount() const { return int(classNames.size()); }
    /// What was left out, and the notices: a sentence each.
    [[nodiscard]] QStringList remarks() const;
};

/// QImage::text() with this key, of the images of examples: the file within DatasetInfo::path, or nothing.
inline constexpr QLatin1String imageFileKey("File");

/// Interrupted: stopped by the user, or its program ended without a word; can be resumed.
enum class SessionState { Running, Interrupted, Completed, Failed };

[[nodiscard]] QString toString(SessionState state); ///< "running", "interrupted", "completed", "failed"

/// After an epoch. Train figures are running means over the epoch's batches, test figures are of the
/// whole test split after it.
struct EpochMetrics
{
    int epoch = 0; ///< from 1
    double trainLoss = 0;
    double trainAccuracy = 0; ///< 0 to 1
    double testLoss = 0;
    double testAccuracy = 0; ///< 0 to 1
    double learningRate = 0;
    double seconds = 0; ///< of training, without the evaluation
    double samplesPerSecond = 0; ///< training examples a second
    double lossScale = 0; ///< 0: loss scaling not in use
    qint64 skippedSteps = 0; ///< in this epoch

    friend bool operator==(const EpochMetrics &, const EpochMetrics &) = default;
};

struct CheckpointInfo
{
    int epoch = 0;
    double learningRate = 0; ///< of the epoch that led to it; the weight of the checkpoint in TracInCP
    QString file; ///< absolute path
    QString checksum; ///< SHA-256 of the file, hex; empty: from before that was kept, and not read since
    QString trainingStateChecksum; ///< likewise, of what resuming needs besides
};

/// A line of the sessions list.
struct SessionSummary
{
    SessionId id;
    QString name;
    QString note;
    QStringList tags;
    SessionState state = SessionState::Running;
    QString failure; ///< in words, when Failed
    QDateTime created;
    QDateTime updated;
    QString dataName;
    QString model;
    QString device; ///< "cpu", "cuda:0": what was used
    Precision precision = Precision::Fp32; ///< what was used
    int epochsDone = 0;
    int epochsPlanned = 0;
    std::optional<double> testAccuracy; ///< of the last epoch, 0 to 1
    SessionId parent; ///< valid when derived from another
    int analysisCount = 0;
};

enum class AnalysisKind { Influence, SelfInfluence, LabelAudit };

/// A line of a session's list of analyses.
struct AnalysisSummary
{
    AnalysisId id;
    AnalysisKind kind = AnalysisKind::Influence;
    QString method; ///< "tracin"
    QString layers; ///< "all", "last"
    QList<int> checkpoints; ///< epochs
    QDateTime created;
    double seconds = 0;
    QList<qint64> testIndices; ///< of influence; empty for the other kinds, and for a group
    QJsonObject parameters; ///< of the method
    QString question; ///< questionText(); empty: the usual one of test examples
};

/// The model's answers on the test split after one epoch. Row i is test example i.
struct TestEvaluation
{
    int epoch = 0;
    QList<int> labels;
    QList<int> predicted;
    QList<float> losses; ///< cross-entropy, nats
    FloatArray probabilities; ///< [examples x classes], row-major; may be empty for older epochs
};

/// Everything of a session that a window shows at once.
struct SessionDetails
{
    SessionSummary summary;
    TrainingConfig config;
    DatasetInfo dataset;
    QList<double> mean; ///< input normalisation, one a channel, of pixels scaled to 0..1
    QList<double> std;
    qint64 parameters = 0; ///< trainable
    qint64 trainCount = 0; ///< after the limit
    qint64 testCount = 0; ///< after the limit
    QList<qint64>
        flipped; ///< training indices with a label that was planted wrong and not changed, ascending
    QList<EpochMetrics> epochs;
    QList<CheckpointInfo> checkpoints;
    QList<AnalysisSummary> analyses; ///< newest first
    QList<MethodEvaluation> evaluations; ///< of methods, newest first
    std::optional<SessionIndex> index; ///< where openSession() found one
    QList<LabelDecision> decisions; ///< what a person said of this session's training labels, by index
    TestEvaluation evaluation; ///< of the last epoch
    QList<QList<float>> testLossByEpoch; ///< [epoch][test example]
    QString libtorchVersion; ///< that trained it
    QList<TrainingSample>
        samples; ///< thinned, up to the last epoch: where they are, loss, accuracy and loss scale
};

} // namespace proponent

Q_DECLARE_METATYPE(proponent::EpochMetrics)
Q_DECLARE_METATYPE(proponent::SessionDetails)
