// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training_config.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <limits>

namespace proponent {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(proponent::TrainingConfig)
};

template <class Enum, std::size_t N>
std::optional<Enum> fromString(const QString &text, const Enum (&values)[N])
{
    for (const Enum value : values) {
        if (text == toString(value))
            return value;
    }
    return {};
}

/// [example, new label] of each, -1 for an example that is left out.
QJsonArray toArray(const QList<LabelDecision> &changes)
{
    QJsonArray array;
    for (const LabelDecision &change : changes)
        array.append(QJsonArray{change.trainIndex, change.label});
    return array;
}

/// Largest integer that JSON, and so a stored configuration, holds exactly.
constexpr qint64 largestExact = (qint64(1) << 53) - 1;
/// Weights are float32: below this a step changes none of them, and above the factor every step is nonsense
/// that overflows sooner or later.
constexpr double smallestLearningRate = 1e-12;
constexpr double largestFactor = 1e6;

/// Reads typed fields; remembers the first that has the wrong type.
class FieldReader
{
public:
    explicit FieldReader(const QJsonObject &json) : m_json(json) {}

    void read(const QString &name, QString &field)
    {
        if (const QJsonValue value = take(name, QJsonValue::String); value.isString())
            field = value.toString();
    }
    void read(const QString &name, double &field)
    {
        if (const QJsonValue value = take(name, QJsonValue::Double); value.isDouble())
            field = value.toDouble();
    }
    template <std::integral Integer>
    void read(const QString &name, Integer &field)
    {
        const QJsonValue value = take(name, QJsonValue::Double);
        if (!value.isDouble())
            return;
        // Not by way of a double, which has 2^63 - 1 as a number that no integer holds.
        constexpr qint64 none = std::numeric_limits<qint64>::min();
        const qint64 number = value.toInteger(none);
        if (number == none || number > std::numeric_limits<Integer>::max() ||
            number < std::numeric_limits<Integer>::lowest())
            fail(name);
        else
            field = Integer(number);
    }
    template <class Enum>
    void read(const QString &name, Enum &field, std::optional<Enum> (*parse)(const QString &))
    {
        const QJsonValue value = take(name, QJsonValue::String);
        if (!value.isString())
            return;
        if (const auto parsed = parse(value.toString()))
            field = *parsed;
        else
            fail(name);
    }

    void read(const QString &name, QList<LabelDecision> &field)
    {
        const QJsonArray pairs = take(name, QJsonValue::Array).toArray();
        for (const QJsonValue &pair : pairs) {
            const qint64 index = pair[0].toInteger(-1);
            const int label = pair[1].toInt(-2);
            if (index < 0 || label < -1) {
                fail(name);
                return;
            }
            field += label < 0 ? LabelDecision{index, LabelDecision::Verdict::Exclude, -1}
                               : LabelDecision{index, LabelDecision::Verdict::Relabel, label};
        }
    }

    [[nodiscard]] const QString &wrongField() const { return m_wrong; }

private:
    QJsonValue take(const QString &name, QJsonValue::Type type)
    {
        const QJsonValue value = m_json.value(name);
        if (!value.isUndefined() && value.type() != type)
            fail(name);
        return value;
    }
    void fail(const QString &name)
    {
        if (m_wrong.isEmpty())
            m_wrong = name;
    }

    const QJsonObject &m_json;
    QString m_wrong;
};

} // namespace

QString toString(Precision precision)
{
    switch (precision) {
    case Precision::Auto:
        return QStringLiteral("auto");
    case Precision::Fp32:
        return QStringLiteral("fp32");
    case Precision::Bf16:
        return QStringLiteral("bf16");
    case Precision::Fp16:
        return QStringLiteral("fp16");
    }
    Q_UNREACHABLE();
}

std::optional<Precision> precisionFromString(const QString &text)
{
    return fromString(text, {Precision::Auto, Precision::Fp32, Precision::Bf16, Precision::Fp16});
}

QString toString(OptimizerKind kind)
{
    return kind == OptimizerKind::Sgd ? QStringLiteral("sgd") : QStringLiteral("adamw");
}

QString toString(ScheduleKind kind)
{
    return kind == ScheduleKind::Constant ? QStringLiteral("constant") : QStringLiteral("cosine");
}

QString toString(NoiseKind kind)
{
    return kind == NoiseKind::Uniform ? QStringLiteral("uniform") : QStringLiteral("pair");
}

std::optional<OptimizerKind> optimizerFromString(const QString &text)
{
    return fromString(text, {OptimizerKind::Sgd, OptimizerKind::AdamW});
}

std::optional<ScheduleKind> scheduleFromString(const QString &text)
{
    return fromString(text, {ScheduleKind::Constant, ScheduleKind::Cosine});
}

std::optional<NoiseKind> noiseKindFromString(const QString &text)
{
    return fromString(text, {NoiseKind::Uniform, NoiseKind::Pair});
}

QJsonObject TrainingConfig::toJson() const
{
    return {{QStringLiteral("data"), data},
            {QStringLiteral("train_limit"), trainLimit},
            {QStringLiteral("test_limit"), testLimit},
            {QStringLiteral("label_noise"), labelNoise},
            {QStringLiteral("noise_kind"), toString(noiseKind)},
            {QStringLiteral("model"), model},
            {QStringLiteral("epochs"), epochs},
            {QStringLiteral("batch_size"), batchSize},
            {QStringLiteral("optimizer"), toString(optimizer)},
            {QStringLiteral("lr"), learningRate},
            {QStringLiteral("momentum"), momentum},
            {QStringLiteral("weight_decay"), weightDecay},
            {QStringLiteral("schedule"), toString(schedule)},
            {QStringLiteral("seed"), seed},
            {QStringLiteral("checkpoint_every"), checkpointEvery},
            {QStringLiteral("device"), device},
            {QStringLiteral("precision"), toString(precision)},
            {QStringLiteral("threads"), threads},
            {QStringLiteral("name"), name},
            {QStringLiteral("label_changes"), toArray(labelChanges)}};
}

Result<TrainingConfig> TrainingConfig::fromJson(const QJsonObject &json)
{
    TrainingConfig config;
    FieldReader reader(json);
    reader.read(QStringLiteral("data"), config.data);
    reader.read(QStringLiteral("train_limit"), config.trainLimit);
    reader.read(QStringLiteral("test_limit"), config.testLimit);
    reader.read(QStringLiteral("label_noise"), config.labelNoise);
    reader.read(QStringLiteral("noise_kind"), config.noiseKind, noiseKindFromString);
    reader.read(QStringLiteral("model"), config.model);
    reader.read(QStringLiteral("epochs"), config.epochs);
    reader.read(QStringLiteral("batch_size"), config.batchSize);
    reader.read(QStringLiteral("optimizer"), config.optimizer, optimizerFromString);
    reader.read(QStringLiteral("lr"), config.learningRate);
    reader.read(QStringLiteral("momentum"), config.momentum);
    reader.read(QStringLiteral("weight_decay"), config.weightDecay);
    reader.read(QStringLiteral("schedule"), config.schedule, scheduleFromString);
    reader.read(QStringLiteral("seed"), config.seed);
    reader.read(QStringLiteral("checkpoint_every"), config.checkpointEvery);
    reader.read(QStringLiteral("device"), config.device);
    reader.read(QStringLiteral("precision"), config.precision, precisionFromString);
    reader.read(QStringLiteral("threads"), config.threads);
    reader.read(QStringLiteral("name"), config.name);
    reader.read(QStringLiteral("label_changes"), config.labelChanges);
    if (!reader.wrongField().isEmpty())
        return Error{
            Text::tr("The stored configuration has a wrong value for “%1”.").arg(reader.wrongField())};
    return config;
}

QList<FieldProblem> problemsOf(const TrainingConfig &config)
{
    QList<FieldProblem> problems;
    const auto require = [&problems](bool good, const char *field, const QString &message) {
        if (!good)
            problems += {QString::fromLatin1(field), message};
    };
    const QString limit = Text::tr("must be from 0 (for all) to %1").arg(largestExact);
    require(!config.data.trimmed().isEmpty(), "data", Text::tr("must be fashion-mnist or a folder"));
    require(config.trainLimit >= 0 && config.trainLimit <= largestExact, "train_limit", limit);
    require(config.testLimit >= 0 && config.testLimit <= largestExact, "test_limit", limit);
    require(config.labelNoise >= 0 && config.labelNoise < 1, "label_noise",
            Text::tr("must be a share from 0 up to, but not including, 1"));
    require(builtInModelNames().contains(config.model), "model",
            Text::tr("must be one of %1").arg(builtInModelNames().join(QStringLiteral(", "))));
    require(config.epochs >= 1 && config.epochs <= 100'000, "epochs", Text::tr("must be from 1 to 100000"));
    require(config.batchSize >= 1 && config.batchSize <= 1'000'000, "batch_size",
            Text::tr("must be from 1 to 1000000"));
    require(config.learningRate >= smallestLearningRate && config.learningRate <= largestFactor, "lr",
            Text::tr("must be above 0: from %1 to %2").arg(smallestLearningRate).arg(qint64(largestFactor)));
    require(config.momentum >= 0 && config.momentum < 1, "momentum", Text::tr("must be from 0 to below 1"));
    require(config.weightDecay >= 0 && config.weightDecay <= largestFactor, "weight_decay",
            Text::tr("must be from 0 to %1").arg(qint64(largestFactor)));
    require(config.seed >= 0 && config.seed <= largestExact, "seed",
            Text::tr("must be from 0 to %1").arg(largestExact));
    require(config.checkpointEvery >= 1, "checkpoint_every", Text::tr("must be 1 or more epochs"));
    require(config.threads >= 0 && config.threads <= 4096, "threads",
            Text::tr("must be from 0 (all cores) to 4096"));
    return problems;
}

QStringList builtInModelNames()
{
    return {QStringLiteral("logistic"), QStringLiteral("mlp"), QStringLiteral("cnn"),
            QStringLiteral("resnet9")};
}

} // namespace proponent
