// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_sections.h"
#include "ui/text/format.h"

#include <numeric>

namespace proponent::ui {

namespace {

constexpr qsizetype mostEpochs = 60; ///< rows that a table of epochs has; of longer runs every so many epochs

QString limitText(qint64 limit)
{
    return limit > 0 ? Report::tr("the first %1").arg(text::count(limit)) : Report::tr("all");
}

QString optimizerText(const TrainingConfig &config)
{
    return config.optimizer == OptimizerKind::Sgd
               ? Report::tr("SGD, momentum %1").arg(text::number(config.momentum))
               : Report::tr("AdamW");
}

QString precisionText(const SessionDetails &details)
{
    const QString used = text::precisionName(details.summary.precision);
    return details.config.precision == Precision::Auto ? Report::tr("%1, chosen automatically").arg(used)
                                                       : used;
}

QString channelValues(const QList<double> &values)
{
    QStringList words;
    for (const double value : values)
        words += text::number(value);
    return words.join(QStringLiteral(", "));
}

QList<ReportCell> epochRow(const EpochMetrics &epoch, bool withScale)
{
    QList<ReportCell> row{
        numberCell(text::count(epoch.epoch)),          numberCell(text::loss(epoch.trainLoss)),
        numberCell(text::loss(epoch.testLoss)),        numberCell(text::percent(epoch.trainAccuracy)),
        numberCell(text::percent(epoch.testAccuracy)), numberCell(text::number(epoch.learningRate)),
        numberCell(text::duration(epoch.seconds)),     numberCell(text::rate(epoch.samplesPerSecond))};
    if (withScale) {
        row += numberCell(text::number(epoch.lossScale));
        row += numberCell(text::count(epoch.skippedSteps));
    }
    return row;
}

void writeEpochs(ReportMarkup &markup, const QList<EpochMetrics> &epochs)
{
    const bool withScale = std::any_of(epochs.begin(), epochs.end(),
                                       [](const EpochMetrics &epoch) { return epoch.lossScale > 0; });
    ReportTable table;
    table.header = {Report::tr("Epoch"),          Report::tr("Train loss"),    Report::tr("Test loss"),
                    Report::tr("Train accuracy"), Report::tr("Test accuracy"), Report::tr("Learning rate"),
                    Report::tr("Time"),           Report::tr("Examples")};
    if (withScale)
        table.header += {Report::tr("Loss scale"), Report::tr("Skipped steps")};
    const qsizetype step = (epochs.size() + mostEpochs - 1) / mostEpochs;
    for (qsizetype i = 0; i < epochs.size(); ++i) {
        if (i % step == 0 || i + 1 == epochs.size())
            table.rows += epochRow(epochs.at(i), withScale);
    }
    table.caption =
        Report::tr("Loss: cross-entropy in nats. Train figures are means over an epoch's batches, "
                   "test figures are of the whole test split after it.");
    if (step > 1)
        table.caption += u' ' + Report::tr("One epoch in %1 is shown, and the last.").arg(text::count(step));
    markup.table(table);
}

} // namespace

QString summaryLine(const SessionDetails &details)
{
    const QString what =
        Report::tr("%1 on %2").arg(text::modelName(details.summary.model), details.summary.dataName);
    if (details.epochs.isEmpty())
        return Report::tr("%1: no epoch is finished yet").arg(what);
    const EpochMetrics &last = details.epochs.constLast();
    QString line = Report::tr("%1: %2 of %3 test examples right after %Ln epoch(s)", nullptr, last.epoch)
                       .arg(what, text::percent(last.testAccuracy), text::count(details.testCount));
    if (details.summary.state != SessionState::Completed)
        line += Report::tr(" of %1 (%2)")
                    .arg(text::count(details.summary.epochsPlanned),
                         text::stateName(details.summary.state).toLower());
    return line;
}

void writeKeyFigures(ReportMarkup &markup, const ReportContents &contents)
{
    const SessionDetails &details = contents.details;
    QList<ReportFact> figures;
    if (!details.epochs.isEmpty()) {
        const EpochMetrics &last = details.epochs.constLast();
        const double seconds =
            std::accumulate(details.epochs.begin(), details.epochs.end(), 0.0,
                            [](double sum, const EpochMetrics &one) { return sum + one.seconds; });
        figures += {{Report::tr("test accuracy"), text::percent(last.testAccuracy)},
                    {Report::tr("test loss"), text::loss(last.testLoss)},
                    {Report::tr("time of training"), text::duration(seconds)}};
    }
    figures += {{Report::tr("training examples"), text::count(details.trainCount)},
                {Report::tr("parameters"), text::count(details.parameters)}};
    if (!details.flipped.isEmpty())
        figures += {Report::tr("labels planted wrong"), text::count(details.flipped.size())};
    markup.section(QStringLiteral("result"), Report::tr("Key figures"));
    markup.keyFigures(figures);
    if (details.summary.state == SessionState::Failed && !details.summary.failure.isEmpty())
        markup.paragraph(Report::tr("The training failed: %1").arg(details.summary.failure),
                         ReportTone::Wrong);
    for (const QString &problem : contents.problems)
        markup.paragraph(problem, ReportTone::Warning);
}

void writeConfiguration(ReportMarkup &markup, const ReportContents &contents)
{
    const SessionDetails &details = contents.details;
    const TrainingConfig &config = details.config;
    const QString share = text::percent(config.labelNoise);
    const QString noise = config.labelNoise <= 0 ? Report::tr("none")
                          : config.noiseKind == NoiseKind::Uniform
                              ? Report::tr("%1 of the training labels, changed to a wrong class").arg(share)
                              : Report::tr("%1 of the training labels, changed to the next class").arg(share);
    const QString epochs = Report::tr("%1, of which %2 are done")
                               .arg(text::count(config.epochs), text::count(details.summary.epochsDone));
    markup.section(QStringLiteral("configuration"), Report::tr("Configuration"));
    markup.facts({
        {Report::tr("Data"), details.summary.dataName},
        {Report::tr("Training examples"), limitText(config.trainLimit)},
        {Report::tr("Test examples"), limitText(config.testLimit)},
        {Report::tr("Label noise"), noise},
        {Report::tr("Model"), text::modelName(config.model)},
        {Report::tr("Epochs"), epochs},
        {Report::tr("Batch size"), text::count(config.batchSize)},
        {Report::tr("Optimizer"), optimizerText(config)},
        {Report::tr("Learning rate"), text::number(config.learningRate)},
        {Report::tr("Schedule"),
         config.schedule == ScheduleKind::Cosine ? Report::tr("Cosine") : Report::tr("Constant")},
        {Report::tr("Weight decay"), text::number(config.weightDecay)},
        {Report::tr("Checkpoint every"), Report::tr("%Ln epoch(s)", nullptr, config.checkpointEvery)},
        {Report::tr("Seed"), QString::number(config.seed)},
        {Report::tr("Device"), details.summary.device},
        {Report::tr("Precision"), precisionText(details)},
    });
}

void writeData(ReportMarkup &markup, const ReportContents &contents)
{
    const SessionDetails &details = contents.details;
    const DatasetInfo &data = details.dataset;
    const auto used = [](qint64 count, qint64 all) {
        return count == all ? text::count(count)
                            : Report::tr("%1 of %2").arg(text::count(count), text::count(all));
    };
    markup.section(QStringLiteral("data"), Report::tr("Data"));
    QList<ReportFact> facts{
        {Report::tr("Data set"), data.name},
        {Report::tr("Format"), data.format},
        {Report::tr("Images"), Report::tr("%1 × %2 pixels, %Ln channel(s)", nullptr, data.channels)
                                   .arg(text::count(data.width), text::count(data.height))},
        {Report::tr("Classes"), text::count(data.classCount())},
        {Report::tr("Training examples"), used(details.trainCount, data.trainCount)},
        {Report::tr("Test examples"), used(details.testCount, data.testCount)},
    };
    if (!details.mean.isEmpty())
        facts +=
            {Report::tr("Normalisation"), Report::tr("mean %1, standard deviation %2, of pixels from 0 to 1")
                                              .arg(channelValues(details.mean), channelValues(details.std))};
    facts += {Report::tr("SHA-256 of the data"), data.fingerprint};
    markup.facts(facts);
    if (contents.datasetMissing)
        markup.paragraph(
            Report::tr("The data set is no longer where it was: the images of this report are stored "
                       "thumbnails, where there are any."),
            ReportTone::Warning);
}

void writeLearning(ReportMarkup &markup, const ReportContents &contents)
{
    const QList<EpochMetrics> &epochs = contents.details.epochs;
    markup.section(QStringLiteral("learning"), Report::tr("Learning"));
    if (epochs.isEmpty()) {
        markup.paragraph(Report::tr("No epoch is finished yet."));
        return;
    }
    const EpochMetrics &last = epochs.constLast();
    markup.plots(
        {{contents.loss, Report::tr("Loss by epoch; after the last one train %1, test %2")
                             .arg(text::loss(last.trainLoss), text::loss(last.testLoss))},
         {contents.accuracy, Report::tr("Accuracy by epoch; after the last one train %1, test %2")
                                 .arg(text::percent(last.trainAccuracy), text::percent(last.testAccuracy))}});
    writeEpochs(markup, epochs);
}

} // namespace proponent::ui
