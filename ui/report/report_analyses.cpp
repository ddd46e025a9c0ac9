// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_sections.h"
#include "ui/text/format.h"
#include "ui/text/influence_words.h"

#include <algorithm>

namespace proponent::ui {

namespace {

constexpr qsizetype shownOfEachSide = 8; ///< proponents, and opponents, of a test example
constexpr qsizetype shownByItself = 8; ///< of the ranking by self-influence

/// "all layers · 5 checkpoints · 60,000 training examples · computed in 0:16 on cpu, fp32".
QString circumstances(const AnalysisHeader &header)
{
    QStringList parts{
        text::layersName(header.layers),
        Report::tr("%Ln checkpoint(s)", nullptr, int(header.checkpoints.size())),
        Report::tr("%1 training examples").arg(text::count(header.trainCount)),
        Report::tr("computed in %1 on %2, %3")
            .arg(text::duration(header.seconds), header.device, text::precisionName(header.precision))};
    if (header.precisionCheck)
        parts += Report::tr("ranks agree %1 with fp32")
                     .arg(text::number(header.precisionCheck->rankCorrelation, 4));
    return parts.join(QStringLiteral(" · "));
}

QString nonFiniteText(qint64 count)
{
    return Report::tr("%Ln training example(s) left out: the value is not finite.", nullptr, int(count));
}

ReportThumbnail ranked(const RankedExample &example, const DatasetInfo &dataset)
{
    const QString label = text::className(dataset, example.label);
    const QString score = text::signedScore(example.score);
    ReportThumbnail thumbnail{
        Split::Train,
        example.trainIndex,
        Report::tr("Training example %1: %2, score %3").arg(text::example(example.trainIndex), label, score),
        {{text::example(example.trainIndex), ReportTone::Muted},
         {label, ReportTone::Plain},
         {score, example.score < 0 ? ReportTone::Opponent : ReportTone::Proponent}}};
    if (example.originalLabel >= 0 && example.originalLabel != example.label)
        thumbnail.lines.append({Report::tr("⚑ was %1").arg(text::className(dataset, example.originalLabel)),
                                ReportTone::Warning});
    return thumbnail;
}

void writeRanking(ReportMarkup &markup, const QList<RankedExample> &ranking, qsizetype most,
                  const DatasetInfo &dataset)
{
    QList<ReportThumbnail> thumbnails;
    for (const RankedExample &example : ranking.first(std::min(ranking.size(), most)))
        thumbnails += ranked(example, dataset);
    markup.thumbnails(thumbnails);
}

QStringList sentencesAbout(const ReportedTrace &traced, const DatasetInfo &dataset)
{
    const TestInfluence &influence = traced.influence;
    QStringList sentences;
    for (const auto *side : {&influence.proponents, &influence.opponents}) {
        if (!side->isEmpty())
            sentences += text::influenceSentence(traced.header, influence, side->constFirst(), dataset);
    }
    if (sentences.isEmpty())
        sentences += Report::tr("No training example had any influence on this one.");
    return sentences;
}

QString headingOf(const ReportedTrace &traced, const DatasetInfo &dataset)
{
    const TestInfluence &influence = traced.influence;
    const QString which = text::example(influence.testIndex);
    const QString label = text::className(dataset, influence.label);
    if (traced.header.ofTraining)
        return Report::tr("Training example %1: %2, asked about as if it were a test example")
            .arg(which, label);
    const QString answer =
        influence.label == influence.predicted
            ? Report::tr("predicted right")
            : Report::tr("predicted %1").arg(text::className(dataset, influence.predicted));
    return Report::tr("Test example %1: %2, %3, loss %4")
        .arg(which, label, answer, text::loss(influence.loss));
}

void writeTrace(ReportMarkup &markup, const ReportedTrace &traced, const DatasetInfo &dataset)
{
    const TestInfluence &influence = traced.influence;
    const QString heading = headingOf(traced, dataset);
    markup.subheading(heading);
    markup.portrait(
        {traced.header.ofTraining ? Split::Train : Split::Test, influence.testIndex, heading, {}},
        sentencesAbout(traced, dataset),
        {traced.scores, Report::tr("How the scores of all training examples are spread, from %1 to %2")
                            .arg(text::signedScore(influence.histogram.minimum),
                                 text::signedScore(influence.histogram.maximum))});
    if (!influence.proponents.isEmpty()) {
        markup.paragraph(
            Report::tr("+ Proponents: %1").arg(text::proponentWords(traced.header, influence, dataset)),
            ReportTone::Proponent);
        writeRanking(markup, influence.proponents, shownOfEachSide, dataset);
    }
    if (!influence.opponents.isEmpty()) {
        markup.paragraph(
            Report::tr("− Opponents: %1").arg(text::opponentWords(traced.header, influence, dataset)),
            ReportTone::Opponent);
        writeRanking(markup, influence.opponents, shownOfEachSide, dataset);
    }
    markup.paragraph(text::influenceMethodName(traced.header.method) + QStringLiteral(" · ") +
                         circumstances(traced.header),
                     ReportTone::Muted);
    if (influence.nonFinite > 0)
        markup.paragraph(nonFiniteText(influence.nonFinite), ReportTone::Warning);
}

} // namespace

void writeTraces(ReportMarkup &markup, const ReportContents &contents)
{
    markup.section(QStringLiteral("influence"), Report::tr("Influence"));
    if (contents.tests.isEmpty()) {
        markup.paragraph(Report::tr("No test example of this session is traced."));
    } else {
        QString words = Report::tr("%Ln traced test example(s), wrong answers first.", nullptr,
                                   int(contents.tests.size()));
        if (contents.testsLeftOut > 0)
            words += u' ' + Report::tr("%Ln more, traced earlier or predicted right, are left out.", nullptr,
                                       contents.testsLeftOut);
        markup.paragraph(words + plantedNote(contents.details));
    }
    for (const ReportedTrace &traced : contents.tests + contents.training)
        writeTrace(markup, traced, contents.details.dataset);
}

void writeSelfInfluence(ReportMarkup &markup, const ReportContents &contents)
{
    if (!contents.selfInfluence)
        return;
    const SelfInfluenceAnalysis &analysis = *contents.selfInfluence;
    markup.section(QStringLiteral("self-influence"), Report::tr("Self-influence"));
    markup.paragraph(
        Report::tr("The training examples that influenced their own prediction most: rare ones, hard ones, "
                   "and ones with a wrong label.") +
        plantedNote(contents.details));
    writeRanking(markup, analysis.top, shownByItself, contents.details.dataset);
    markup.plots(
        {{contents.selfScores, Report::tr("How the self-influence of all training examples is spread")}});
    markup.paragraph(circumstances(analysis.header), ReportTone::Muted);
    if (analysis.nonFinite > 0)
        markup.paragraph(nonFiniteText(analysis.nonFinite), ReportTone::Warning);
}

} // namespace proponent::ui
