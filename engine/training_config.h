// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device_info.h"
#include "engine/ids.h"
#include "engine/label_decision.h"
#include "engine/result.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace proponent {

enum class OptimizerKind { Sgd, AdamW };
enum class ScheduleKind { Constant, Cosine };
/// Which class a planted wrong label is of: any other alike, or, for each class, always the next one that there are
/// examples of (the pair flipping of Han et al., 2018, arXiv 1804.06872), as where two classes are mistaken for each
/// other.
enum class NoiseKind { Uniform, Pair };

[[nodiscard]] QString toString(OptimizerKind kind); ///< "sgd", "adamw"
[[nodiscard]] QString toString(ScheduleKind kind); ///< "constant", "cosine"
[[nodiscard]] QString toString(NoiseKind kind); ///< "uniform", "pair"
[[nodiscard]] std::optional<OptimizerKind> optimizerFromString(const QString &text);
[[nodiscard]] std::optional<ScheduleKind> scheduleFromString(const QString &text);
[[nodiscard]] std::optional<NoiseKind> noiseKindFromString(const QString &text);

/// Everything that determines a training run; stored with the session. Field names in JSON and on the
/// command line are the same words ("batch-size" there, "batch_size" in JSON).
struct TrainingConfig
{
    QString data = QStringLiteral("fashion-mnist"); ///< "fashion-mnist" or a folder
    qint64 trainLimit = 0; ///< first N training examples in the dataset's order; 0: all
    qint64 testLimit = 0; ///< first N test examples; 0: all
    double labelNoise = 0; ///< share of training labels flipped to another class, 0 up to below 1
    NoiseKind noiseKind = NoiseKind::Uniform;
    QString model = QStringLiteral("cnn");
    int epochs = 5;
    int batchSize = 128;
    OptimizerKind optimizer = OptimizerKind::Sgd;
    double learningRate = 0.05;
    double momentum = 0.9; ///< SGD only
    double weightDecay = 0;
    ScheduleKind schedule = ScheduleKind::Cosine;
    qint64 seed = 1;
    int checkpointEvery = 1; ///< epochs between checkpoints; the last epoch always has one
    QString device = QStringLiteral("auto"); ///< "auto", "cpu", "cuda", "cuda:N"
    Precision precision = Precision::Auto;
    int threads = 0; ///< CPU threads of the engine, at most one a core; 0: all cores
    QString name; ///< the session's name; empty: made from model and data
    /// A person's changes to the training labels, made after the noise is planted: Relabel and Exclude,
    /// ascending by index. Excluded examples keep their index but aren't trained on, ranked or audited.
    QList<LabelDecision> labelChanges;
    SessionId parent; ///< the session that the changes were made in, if any; not in JSON

    [[nodiscard]] QJsonObject toJson() const;
    /// Unknown fields are ignored, missing ones keep their defaults; a wrong value is an error.
    static Result<TrainingConfig> fromJson(const QJsonObject &json);

    friend bool operator==(const TrainingConfig &, const TrainingConfig &) = default;
};

/// What is wrong with one field, shown beside it.
struct FieldProblem
{
    QString field; ///< the JSON name: "batch_size"
    QString message; ///< what is wrong and what is allowed
};

/// Every problem that can be seen without touching data or devices; empty when the run can start.
[[nodiscard]] QList<FieldProblem> problemsOf(const TrainingConfig &config);

/// Names that TrainingConfig::model may have, smallest first: logistic, mlp, cnn, resnet9.
[[nodiscard]] QStringList builtInModelNames();

} // namespace proponent
