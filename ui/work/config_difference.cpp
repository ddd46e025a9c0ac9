// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/config_difference.h"

#include "ui/text/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace proponent::ui {

namespace {

struct ConfigText
{
    Q_DECLARE_TR_FUNCTIONS(proponent::ui::ConfigDifference)
};

/// As the training form shows it.
QString exactly(double value)
{
    return QLocale().toString(value, 'g', 12);
}

QString optimizerName(OptimizerKind kind)
{
    return kind == OptimizerKind::Sgd ? ConfigText::tr("SGD") : ConfigText::tr("AdamW");
}

QString scheduleName(ScheduleKind kind)
{
    return kind == ScheduleKind::Constant ? ConfigText::tr("Constant") : ConfigText::tr("Cosine");
}

QString threadsInWords(int threads)
{
    return threads > 0 ? text::count(threads) : ConfigText::tr("All cores");
}

QString labelChangesInWords(const QList<LabelDecision> &changes)
{
    const auto count = [&](LabelDecision::Verdict verdict) {
        return std::count_if(changes.begin(), changes.end(),
                             [verdict](const LabelDecision &one) { return one.verdict == verdict; });
    };
    QStringList parts;
    if (const auto relabelled = count(LabelDecision::Verdict::Relabel))
        parts += ConfigText::tr("%1 relabelled").arg(text::count(relabelled));
    if (const auto excluded = count(LabelDecision::Verdict::Exclude))
        parts += ConfigText::tr("%1 excluded").arg(text::count(excluded));
    return parts.isEmpty() ? ConfigText::tr("none") : parts.join(QStringLiteral(", "));
}

/// How many of `changes` the other session doesn't have.
qsizetype countOnlyIn(const QList<LabelDecision> &changes, const QList<LabelDecision> &other)
{
    return std::count_if(changes.begin(), changes.end(),
                         [&](const LabelDecision &one) { return !other.contains(one); });
}

class Differences
{
public:
    void add(const QString &setting, const QString &inA, const QString &inB)
    {
        if (inA != inB)
            append(setting, inA, inB);
    }
    void append(const QString &setting, const QString &inA, const QString &inB)
    {
        m_found.append({setting, inA, inB});
    }
    void addNumber(const QString &setting, double inA, double inB)
    {
        add(setting, exactly(inA), exactly(inB));
    }
    void addCount(const QString &setting, qint64 inA, qint64 inB)
    {
        add(setting, text::count(inA), text::count(inB));
    }
    [[nodiscard]] QList<ConfigDifference> found() const { return m_found; }

private:
    QList<ConfigDifference> m_found;
};

QString wrongLabelsOf(const TrainingConfig &config)
{
    return config.noiseKind == NoiseKind::Uniform ? ConfigText::tr("any other class")
                                                  : ConfigText::tr("the next class");
}

void addData(Differences &differences, const SessionDetails &a, const SessionDetails &b)
{
    if (a.dataset.fingerprint != b.dataset.fingerprint) {
        const bool namesake = a.dataset.name == b.dataset.name;
        const auto words = [namesake](const DatasetInfo &dataset) {
            return namesake
                       ? ConfigText::tr("%1 (contents %2)").arg(dataset.name, dataset.fingerprint.left(8))
                       : dataset.name;
        };
        differences.add(ConfigText::tr("Data"), words(a.dataset), words(b.dataset));
    }
    differences.addCount(ConfigText::tr("Training examples"), a.trainCount, b.trainCount);
    differences.addCount(ConfigText::tr("Test examples"), a.testCount, b.testCount);
    differences.addNumber(ConfigText::tr("Label noise"), a.config.labelNoise, b.config.labelNoise);
    if (a.config.labelNoise > 0 && b.config.labelNoise > 0)
        differences.add(ConfigText::tr("Wrong labels are of"), wrongLabelsOf(a.config),
                        wrongLabelsOf(b.config));
}

void addLabelChanges(Differences &differences, const QList<LabelDecision> &a, const QList<LabelDecision> &b)
{
    if (a == b)
        return;
    QString inA = labelChangesInWords(a);
    QString inB = labelChangesInWords(b);
    if (inA == inB) { // as many, but of other examples
        inA = ConfigText::tr("%1; %2 of them only here").arg(inA, text::count(countOnlyIn(a, b)));
        inB = ConfigText::tr("%1; %2 of them only here").arg(inB, text::count(countOnlyIn(b, a)));
    }
    differences.append(ConfigText::tr("Label changes"), inA, inB);
}

void addOptimisation(Differences &differences, const TrainingConfig &a, const TrainingConfig &b)
{
    differences.addCount(ConfigText::tr("Epochs"), a.epochs, b.epochs);
    differences.addCount(ConfigText::tr("Batch size"), a.batchSize, b.batchSize);
    differences.addNumber(ConfigText::tr("Learning rate"), a.learningRate, b.learningRate);
    differences.add(ConfigText::tr("Schedule"), scheduleName(a.schedule), scheduleName(b.schedule));
    differences.add(ConfigText::tr("Optimizer"), optimizerName(a.optimizer), optimizerName(b.optimizer));
    if (a.optimizer == OptimizerKind::Sgd && b.optimizer == OptimizerKind::Sgd)
        differences.addNumber(ConfigText::tr("Momentum"), a.momentum, b.momentum);
    differences.addNumber(ConfigText::tr("Weight decay"), a.weightDecay, b.weightDecay);
    differences.add(ConfigText::tr("Seed"), QString::number(a.seed), QString::number(b.seed));
    differences.addCount(ConfigText::tr("Checkpoint every"), a.checkpointEvery, b.checkpointEvery);
}

} // namespace

QList<ConfigDifference> configDifferences(const SessionDetails &a, const SessionDetails &b)
{
    Differences differences;
    addData(differences, a, b);
    addLabelChanges(differences, a.config.labelChanges, b.config.labelChanges);
    differences.add(ConfigText::tr("Model"), text::modelName(a.config.model),
                    text::modelName(b.config.model));
    addOptimisation(differences, a.config, b.config);
    differences.add(ConfigText::tr("Device"), a.summary.device, b.summary.device);
    differences.add(ConfigText::tr("Precision"), text::precisionName(a.summary.precision),
                    text::precisionName(b.summary.precision));
    differences.add(ConfigText::tr("CPU threads"), threadsInWords(a.config.threads),
                    threadsInWords(b.config.threads));
    differences.add(ConfigText::tr("libtorch"), a.libtorchVersion, b.libtorchVersion);
    return differences.found();
}

} // namespace proponent::ui
