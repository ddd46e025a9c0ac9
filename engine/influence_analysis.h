// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attribution.h"
#include "engine/device_info.h"
#include "engine/ids.h"
#include "engine/question.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace proponent {

/// Whose parameters the gradients are taken over: every trainable one, or those of the last layer that
/// has any.
enum class LayerChoice { All, Last };

[[nodiscard]] QString toString(LayerChoice layers); ///< "all", "last"
[[nodiscard]] std::optional<LayerChoice> layerChoiceFromString(const QString &text);

/// Which checkpoints of the session are summed over.
struct CheckpointChoice
{
    /// Usual: all or the last, as is usual for the method.
    enum class Kind { All, Last, Epochs, Usual };
    Kind kind = Kind::All;
    QList<int> epochs; ///< for Kind::Epochs

    /// "usual", "all", "last", "1,3".
    static std::optional<CheckpointChoice> fromString(const QString &text);
    [[nodiscard]] QString toString() const;
};

/// Which test examples are asked about.
struct TestChoice
{
    enum class Kind { Indices, Misclassified };
    Kind kind = Kind::Indices;
    QList<qint64> indices; ///< for Kind::Indices; ascending, no duplicates

    /// "0-49,77" or "misclassified". Nothing, too, for more than a million indices.
    static std::optional<TestChoice> fromString(const QString &text);
};

struct InfluenceRequest
{
    SessionId session;
    TestChoice tests;
    bool ofTraining = false; ///< the indices are of training examples, asked as if they were tests
    bool asGroup = false; ///< one question: the mean over all of them
    AttributionChoice method;
    Question question;
    LayerChoice layers = LayerChoice::All;
    CheckpointChoice checkpoints{CheckpointChoice::Kind::Usual, {}};
    int topK = 20; ///< proponents and opponents kept for each question
    QString device = QStringLiteral("auto");
    Precision precision = Precision::Fp32;
    int batchSize = 0; ///< training examples scored at a time; 0: chosen by the engine
    int threads = 0; ///< 0: all cores
    QString exportFile; ///< .npy or .csv, written when not empty
    bool keepScores = false; ///< all of them, beside the database: AnalysisHeader::scoresFile
    /// From the session's index, which says method, layers and checkpoints: at once by its rows, then exact scores of
    /// those that these rank first.
    bool fromIndex = false;
};

struct SelfInfluenceRequest
{
    SessionId session;
    LayerChoice layers = LayerChoice::All;
    CheckpointChoice checkpoints;
    int topK = 100;
    QString device = QStringLiteral("auto");
    Precision precision = Precision::Fp32;
    int batchSize = 0;
    int threads = 0;
    QString exportFile;
    bool keepScores = false;
};

/// Counts of scores in equal bins from `minimum` to `maximum`.
struct ScoreHistogram
{
    double minimum = 0;
    double maximum = 0;
    QList<qint64> counts;
};

/// One training example in a ranking.
struct RankedExample
{
    qint64 trainIndex = -1;
    int label = -1; ///< trained on
    int originalLabel = -1; ///< in the file; differs from `label` where noise was planted
    double score = 0;
    QList<float> scoreByCheckpoint; ///< adds up to `score`; in the order of the analysis' checkpoints
    QList<float> scoreByLayer; ///< likewise by layer, in the order of the analysis' layer names
};

/// What training examples did to one test example. Proponents: highest score first, all above 0;
/// opponents: lowest first, all below 0. Either may hold fewer than were asked for.
struct TestInfluence
{
    qint64 testIndex = -1; ///< -1: of a group
    int label = -1;
    int predicted = -1;
    double loss = 0;
    QList<RankedExample> proponents;
    QList<RankedExample> opponents;
    ScoreHistogram histogram; ///< of all training examples' scores
    qint64 nonFinite = 0; ///< training examples whose score is not finite; they are not ranked
};

/// How scores in reduced precision compare with fp32, on a sample of the analysis.
struct PrecisionCheck
{
    int trainCount = 0; ///< training examples in the sample
    int testCount = 0; ///< test examples in it; 1 for self-influence
    double relativeError = 0; ///< |reduced - fp32| / |fp32|, Euclidean norms over the sample's scores
    /// Spearman's correlation of the training examples' ranks, the mean over the test examples.
    double rankCorrelation = 0;
};

/// What all analyses have in common.
struct AnalysisHeader
{
    AnalysisId id;
    SessionId session;
    QString method;
    QJsonObject parameters; ///< of the method, as it was asked with
    /// What the method chose by itself: its "damping", that of the last checkpoint. Of an answer from an index its
    /// "rank", and of how many training examples the scores are "exact": those of the others count in the histogram
    /// only, as the index has them.
    QJsonObject fitted;
    Question question; ///< of influence
    bool ofTraining = false; ///< training examples were asked about as if they were tests
    QList<qint64> group; ///< whose mean was asked about: the one result is theirs; empty: each example's own
    LayerChoice layers = LayerChoice::All;
    QList<int> checkpoints; ///< epochs
    QStringList layerNames; ///< modules whose parameters count, in order of registration
    QString device;
    Precision precision = Precision::Fp32;
    QDateTime created;
    double seconds = 0;
    double examplesPerSecond = 0; ///< training examples x checkpoints a second
    qint64 trainCount = 0;
    std::optional<PrecisionCheck> precisionCheck; ///< where the precision isn't fp32
    int batchSize = 0; ///< training examples at a time, as planned; 0: not known
    qint64 expectedMemory = 0; ///< bytes scoring was to take beside model and data; 0: not known
    QString scoresFile; ///< .npy beside the database: float32 [tests, train], or [train]; empty: not kept
};

/// A score that is kept for a self-check.
struct SampledScore
{
    qint64 position = 0; ///< of the test example in the request
    qint64 train = 0;
    double score = 0;
};

/// What was asked, and of which examples, but for the usual: empty is the loss of each test example. JSON otherwise:
/// {"ask": "margin", "of": "train", "group": [0, 1]}.
[[nodiscard]] QString questionText(const AnalysisHeader &header);
/// Into the header's question, ofTraining and group.
void readQuestion(const QString &text, AnalysisHeader &header);

struct InfluenceAnalysis
{
    AnalysisHeader header;
    QList<TestInfluence> results; ///< in the order of the request
    QList<SampledScore> sample; ///< random ones; empty in analyses from before they were kept
};

/// A self-check: stored scores of random pairs of a training and a test example, against gradients computed in
/// float64, one example at a time, by ordinary automatic differentiation.
struct Verification
{
    AnalysisId analysis;
    int pairs = 0;
    double largestError = 0; ///< |stored - recomputed|
    double relativeError = 0; ///< Euclidean norm of the errors over that of the recomputed scores
    /// Largest error as a share of the largest score that gradients of these lengths can have (Cauchy and
    /// Schwarz): rounding shows against this, whatever the angle between the two. Of examples that the model is
    /// all but sure of, whose tiny gradients float32 knows less exactly, the length is taken larger.
    double scaledError = 0;
    double tolerance = 0; ///< of scaledError: what the precision can explain

    [[nodiscard]] bool isExplained() const { return scaledError <= tolerance; }
};

/// Training examples by self-influence: the sum over checkpoints of lr_i * |grad l(w_i, z)|^2.
struct SelfInfluenceAnalysis
{
    AnalysisHeader header;
    QList<RankedExample> top; ///< highest first
    ScoreHistogram histogram;
    qint64 nonFinite = 0;
};

} // namespace proponent

Q_DECLARE_METATYPE(proponent::InfluenceAnalysis)
