// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"

#include <QList>
#include <QString>

#include <array>
#include <limits>
#include <optional>

namespace proponent {

/// By what training examples are ranked when wrong labels are looked for. Whatever it is, a higher value is
/// more suspicious. y is the label trained on, p_i the softmax of the logits after checkpoint i.
/// - Combined: Loss + Neighbours - shortage_y; the default. With labels replaced at rate r by labels drawn as often
///   as they occur, the odds that y was put in place of another are r / (1 - r) * pi_y / p with p = p(y | x) of the
///   true labels and pi_y the share of the examples that have label y (Bayes): however confusable the classes are,
///   p / pi_y alone orders the examples, and what ranks badly is the estimate of p. Loss and Neighbours are two
///   estimates of -log p. The model's own was trained on this very label; the neighbours' comes from other examples'
///   labels, but sees only where the model puts the example. Their errors differ, so their sum, a product of the two
///   estimates, may be better than either: measured, it beats Loss and is level with Neighbours. Neither knows r or
///   which labels were replaced. pi_y matters where classes are rare: p is small there for want of examples alone, and
///   the right ones of a rare class would come first. shortage_y = max(0, log(2/3 * n / (K n_y))), n_y of n examples
///   having label y and K labels occurring: how far the class falls short of two thirds of an even share. Classes above
///   that count as equally large, so that chance differences between their sizes move nothing.
///   A class of fewer than a sixteenth of an even share that is outvoted among the neighbours anyhow (n_y < k) may be
///   one that the model hasn't learned at all. There an example is suspected for what it has beyond the usual of its
///   class alone, the median and three standard deviations by the median deviation (Hampel, 1974, JASA 69:383); what
///   has nothing beyond comes after the twentieth of the other examples that are most suspected, as nothing is known
///   of it. That holds in full from a thirty-second and k / 2 on, and in part before.
/// - Loss: mean over the checkpoints of the cross-entropy -log p_i(y).
/// - Margin: minus the area under the margin: mean over the checkpoints of the largest other logit minus the
///   given label's (AUM of Pleiss et al., 2020, arXiv 2001.10528, at checkpoints in place of steps).
/// - Neighbours: -log((same + 1/2) / (k + classes / 2)) less a shortage, with `same` the number among the k nearest
///   other examples that have label y: the estimate of a share under Jeffreys' prior. k is the square root of the
///   number of examples. The shortage is that of the examples with label y to be expected among the k, were they
///   anywhere: max(0, log(2/3 * (e + 1/2) / (e_y + 1/2))), e_y = k (n_y - 1) / (n - 1) and e that of an even share; the
///   halves shrink the ratio where few are expected (Noren et al., 2013, Stat Methods Med Res 22:57). Near is the
///   Euclidean distance between the centred logits of all checkpoints in one vector: examples that the model saw
///   alike throughout training. Asking the neighbours on the logit layer is the deep k-NN of Bahri et al., 2020
///   (arXiv 2004.12289); all checkpoints instead of the last is ours.
/// - SelfInfluence: sum over the checkpoints of lr_i |grad loss(w_i)|^2 (Pruthi et al., 2020, arXiv
///   2002.08484).
/// - SelfConfidence: 1 - q(y), q the probabilities of a model that was trained without the example and its copies: one
///   of several that are trained on all folds but one. A ranking of confident learning (Northcutt et al., 2021, arXiv
///   1911.00068).
/// - NormalisedMargin: max q(k) over the other classes k, minus q(y). Likewise.
enum class AuditMethod {
    Combined,
    Loss,
    Margin,
    Neighbours,
    SelfInfluence,
    SelfConfidence,
    NormalisedMargin
};

constexpr int auditMethodCount = 7;

[[nodiscard]] QString toString(AuditMethod method); ///< "combined", …, "self-influence"
[[nodiscard]] QList<AuditMethod> auditMethods(); ///< in the order of the enumeration
[[nodiscard]] std::optional<AuditMethod> auditMethodFromString(const QString &text);
/// Ranks by models that are trained on folds.
[[nodiscard]] bool needsFolds(AuditMethod method);

constexpr int fewestFolds = 2;
constexpr int mostFolds = 20;
constexpr int usualFolds = 5;

struct LabelAuditRequest
{
    SessionId session;
    AuditMethod method = AuditMethod::Combined; ///< that ranks; the others are computed too
    CheckpointChoice checkpoints;
    int topK = 100; ///< examples kept
    /// Self-influence takes a backward pass a checkpoint, several times as long as all the rest.
    bool withSelfInfluence = true;
    /// Self-influence from the rows of the session's index, by its method and checkpoints: at once.
    bool fromIndex = false;
    /// 0: none. Else so many models are trained by the session's settings, each on all folds of the training examples
    /// but one, and asked about that one: at most as long as so many trainings, less where several are trained at once.
    int folds = 0;
    QString device = QStringLiteral("auto");
    Precision precision = Precision::Fp32;
    int batchSize = 0; ///< training examples at a time; 0: chosen by the engine
    int threads = 0; ///< 0: all cores
    QString exportFile; ///< .npy or .csv of the suspicion of every training example, when not empty
};

/// A training example whose label may be wrong.
struct SuspectExample
{
    qint64 trainIndex = -1;
    int label = -1; ///< trained on
    int originalLabel = -1; ///< in the file; differs from `label` where noise was planted
    int suggestedLabel = -1; ///< of the highest mean probability over the checkpoints; may be `label`
    /// By confident learning, may be `label`; -1: no class is likely enough, or no folds were trained.
    int likelyLabel = -1;
    double suspicion = 0; ///< by the audit's method
    std::array<double, auditMethodCount> values{}; ///< by AuditMethod; NaN where it wasn't computed
    QList<float> lossByCheckpoint; ///< in the order of the audit's checkpoints
    QList<float> marginByCheckpoint; ///< the given label's logit minus the largest other

    [[nodiscard]] double value(AuditMethod method) const { return values[std::size_t(method)]; }
};

/// How much of the planted noise a method finds.
struct RecoveryCurve
{
    AuditMethod method = AuditMethod::Combined;
    /// Share, 0 to 1, of the planted wrong labels among the first 1 %, 2 %, … 100 % of the ranking.
    QList<double> found;

    [[nodiscard]] double foundInTop(int percent) const { return found[percent - 1]; } ///< 1 to 100
};

/// Whether a model knows enough of the classes to judge labels by: how often it says the given one of examples that
/// say something of more than its memory.
struct ModelStrength
{
    /// Which examples. Of several it is those that the model does worst on.
    enum class Source {
        Neighbours, ///< all training examples, by most of their neighbours' labels
        TestExamples, ///< by the model
        Folds ///< all training examples, by models that were trained without them
    };
    Source source = Source::Neighbours;
    double accuracy = std::numeric_limits<double>::quiet_NaN(); ///< 0 to 1; NaN: not known
    double chance = 0; ///< accuracy of always saying the most frequent label

    /// Of what there is to know above chance.
    [[nodiscard]] double skill() const { return chance < 1 ? (accuracy - chance) / (1 - chance) : 1; }
    [[nodiscard]] bool isTooWeak() const { return skill() < 0.1; } ///< false where nothing is known
};

[[nodiscard]] QString toString(ModelStrength::Source source); ///< "neighbours", "test-examples", "folds"

/// Wrong labels to be expected of one kind.
struct LabelConfusion
{
    int given = -1; ///< label trained on
    int likely = -1; ///< another
    double expected = 0; ///< training examples
};

/// What models that were trained on folds say of all labels together: the confident joint of Northcutt et al., 2021
/// (arXiv 1911.00068), scaled to the classes' sizes.
struct FoldEstimates
{
    int folds = 0;
    double accuracy = 0; ///< share of the training examples whose given label is the most probable
    double expectedErrors = 0; ///< training examples with a wrong label
    QList<LabelConfusion> confusions; ///< most frequent first, 100 at most
};

/// Training examples by suspicion that their label is wrong.
struct LabelAudit
{
    AnalysisHeader header; ///< `method` is one of auditMethods()
    QList<SuspectExample> top; ///< most suspicious first
    ScoreHistogram histogram; ///< of all training examples' suspicion
    qint64 nonFinite = 0; ///< training examples whose suspicion is not finite; they are not ranked
    QList<RecoveryCurve> recovery; ///< one a method that was computed; empty where no noise was planted
    ModelStrength strength; ///< of audits by earlier versions nothing is known
    double neighbourRecall = 1; ///< share of the nearest examples that were found, on a sample; 1: all are
    std::optional<FoldEstimates> folds;
};

} // namespace proponent
