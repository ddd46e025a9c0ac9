// SPDX-License-Identifier: GPL-3.0-or-later
// What the subcommands print of sessions.
#include "app/cli/numbers.h"
#include "app/cli/report.h"
#include "app/cli/text.h"
#include "app/cli/text_table.h"

using namespace Qt::StringLiterals;

namespace proponent::cli {

namespace {

QString epochsTable(const QList<EpochMetrics> &epochs)
{
    TextTable table({{Cli::tr("epoch"), right},
                     {Cli::tr("train loss"), right},
                     {Cli::tr("train accuracy"), right},
                     {Cli::tr("test loss"), right},
                     {Cli::tr("test accuracy"), right},
                     {Cli::tr("learning rate"), right},
                     {Cli::tr("time"), right},
                     {Cli::tr("examples/s"), right}});
    for (const EpochMetrics &metrics : epochs) {
        table.addRow({QString::number(metrics.epoch), lossText(metrics.trainLoss),
                      percentText(metrics.trainAccuracy), lossText(metrics.testLoss),
                      percentText(metrics.testAccuracy), QString::number(metrics.learningRate),
                      secondsText(metrics.seconds), rateText(metrics.samplesPerSecond)});
    }
    return table.toString();
}

QString dateText(const QDateTime &date)
{
    return date.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s);
}

QString accuracyText(const SessionSummary &summary)
{
    return summary.testAccuracy ? percentText(*summary.testAccuracy) : u"-"_s;
}

QString exampleCounts(const SessionDetails &details)
{
    return Cli::tr("%1 training and %2 test examples")
        .arg(countText(details.trainCount), countText(details.testCount));
}

QString indicesText(const QList<qint64> &indices)
{
    constexpr qsizetype shown = 8;
    QStringList words;
    for (qsizetype i = 0; i < std::min(shown, indices.size()); ++i)
        words.append(QString::number(indices[i]));
    if (indices.size() > shown)
        words.append(Cli::tr("... (%1 in all)").arg(indices.size()));
    return words.join(u", "_s);
}

QString kindText(AnalysisKind kind)
{
    switch (kind) {
    case AnalysisKind::Influence:
        return Cli::tr("influence");
    case AnalysisKind::SelfInfluence:
        return Cli::tr("self-influence");
    case AnalysisKind::LabelAudit:
        return Cli::tr("label audit");
    }
    return {};
}

/// With its lines, each below the first.
QString noteText(const QString &note)
{
    QStringList lines;
    for (const QString &line : note.split(u'\n'))
        lines.append(oneLine(line));
    return lines.join(u'\n' + QString(15, u' '));
}

/// Of a column: a table is as wide as its widest cell.
QString elided(const QString &name)
{
    constexpr qsizetype most = 60;
    return name.size() > most ? name.left(most - 1) + u'…' : name;
}

QString analysesTable(const QList<AnalysisSummary> &analyses)
{
    TextTable table({{Cli::tr("analysis"), right},
                     {Cli::tr("kind"), left},
                     {Cli::tr("method"), left},
                     {Cli::tr("layers"), left},
                     {Cli::tr("checkpoints"), left},
                     {Cli::tr("created"), left},
                     {Cli::tr("time"), right},
                     {Cli::tr("test examples"), left}});
    for (const AnalysisSummary &analysis : analyses) {
        table.addRow({QString::number(analysis.id.value), kindText(analysis.kind), analysis.method,
                      analysis.layers, checkpointList(analysis.checkpoints), dateText(analysis.created),
                      secondsText(analysis.seconds), indicesText(analysis.testIndices)});
    }
    return table.toString();
}

QString stateText(const SessionSummary &summary)
{
    QString state = toString(summary.state);
    if (summary.state == SessionState::Failed && !summary.failure.isEmpty())
        return u"%1: %2"_s.arg(state, summary.failure);
    if (summary.state == SessionState::Interrupted)
        return Cli::tr("%1; proponent-cli resume %2 goes on").arg(state).arg(summary.id.value);
    return state;
}

} // namespace

QString trainingText(const SessionDetails &details)
{
    QString text = startedText(details) + u'\n' + epochsTable(details.epochs);
    text += Cli::tr("checkpoints: %1").arg(details.checkpoints.size());
    if (!details.checkpoints.isEmpty())
        text += Cli::tr(", the last is %1").arg(oneLine(details.checkpoints.last().file));
    return text + u'\n';
}

QString sessionsText(const QList<SessionSummary> &sessions)
{
    if (sessions.isEmpty())
        return Cli::tr("no sessions yet; 'proponent-cli train' makes one\n");
    TextTable table({{Cli::tr("session"), right},
                     {Cli::tr("name"), left},
                     {Cli::tr("state"), left},
                     {Cli::tr("model"), left},
                     {Cli::tr("data"), left},
                     {Cli::tr("epochs"), right},
                     {Cli::tr("test accuracy"), right},
                     {Cli::tr("device"), left},
                     {Cli::tr("precision"), left},
                     {Cli::tr("analyses"), right},
                     {Cli::tr("created"), left}});
    for (const SessionSummary &summary : sessions) {
        table.addRow({QString::number(summary.id.value), elided(summary.name), toString(summary.state),
                      summary.model, elided(summary.dataName),
                      u"%1/%2"_s.arg(summary.epochsDone).arg(summary.epochsPlanned), accuracyText(summary),
                      summary.device, toString(summary.precision), QString::number(summary.analysisCount),
                      dateText(summary.created)});
    }
    return table.toString();
}

QString sessionText(const SessionDetails &details)
{
    const SessionSummary &summary = details.summary;
    const TrainingConfig &config = details.config;
    QString text;
    const auto addLines = [&text](const QString &title, const QString &lines) {
        if (!lines.isEmpty())
            text += u"%1 "_s.arg(title + u':', -14) + lines + u'\n';
    };
    const auto add = [&addLines](const QString &title, const QString &value) {
        addLines(title, oneLine(value));
    };
    add(Cli::tr("session"), QString::number(summary.id.value));
    add(Cli::tr("name"), summary.name);
    add(Cli::tr("state"), stateText(summary));
    addLines(Cli::tr("note"), noteText(summary.note));
    add(Cli::tr("tags"), summary.tags.join(u", "_s));
    add(Cli::tr("created"), dateText(summary.created));
    add(Cli::tr("made from"), summary.parent.isValid() ? QString::number(summary.parent.value) : QString());
    add(Cli::tr("data"),
        Cli::tr("%1 (%2, %3), %4")
            .arg(details.dataset.name, details.dataset.format, details.dataset.path, exampleCounts(details)));
    add(Cli::tr("planted errors"), details.flipped.isEmpty() ? QString() : countText(details.flipped.size()));
    add(Cli::tr("model"), Cli::tr("%1, %2 parameters").arg(summary.model, countText(details.parameters)));
    add(Cli::tr("training"),
        Cli::tr("%1 of %2 epochs, batch size %3, %4, learning rate %5 (%6), momentum %7, weight decay %8, "
                "seed %9")
            .arg(summary.epochsDone)
            .arg(summary.epochsPlanned)
            .arg(config.batchSize)
            .arg(toString(config.optimizer))
            .arg(config.learningRate)
            .arg(toString(config.schedule))
            .arg(config.momentum)
            .arg(config.weightDecay)
            .arg(config.seed));
    add(Cli::tr("computed on"),
        Cli::tr("%1, %2, libtorch %3")
            .arg(summary.device, toString(summary.precision), details.libtorchVersion));
    if (!details.epochs.isEmpty())
        text += u'\n' + epochsTable(details.epochs);
    for (const CheckpointInfo &checkpoint : details.checkpoints)
        text += Cli::tr("checkpoint %1: %2\n").arg(checkpoint.epoch).arg(oneLine(checkpoint.file));
    if (!details.analyses.isEmpty())
        text += u'\n' + analysesTable(details.analyses);
    if (details.index)
        text += u'\n' + indexText(*details.index);
    for (const MethodEvaluation &evaluation : details.evaluations)
        text += u'\n' + methodEvaluationText(evaluation);
    return text;
}

QString startedText(const SessionDetails &details)
{
    const SessionSummary &summary = details.summary;
    return Cli::tr("session %1: %2; %3, %4 parameters, %5, %6")
        .arg(summary.id.value)
        .arg(oneLine(summary.name), exampleCounts(details), countText(details.parameters), summary.device,
             toString(summary.precision));
}

QString epochText(const EpochMetrics &metrics, int epochs)
{
    return Cli::tr("epoch %1 of %2: train loss %3, accuracy %4; test loss %5, accuracy %6; %7, %8 examples/s")
        .arg(metrics.epoch)
        .arg(epochs)
        .arg(lossText(metrics.trainLoss), percentText(metrics.trainAccuracy), lossText(metrics.testLoss),
             percentText(metrics.testAccuracy), secondsText(metrics.seconds),
             rateText(metrics.samplesPerSecond));
}

} // namespace proponent::cli
