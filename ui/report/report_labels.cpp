// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_sections.h"
#include "ui/text/audit_words.h"
#include "ui/text/format.h"

#include <algorithm>
#include <array>

namespace proponent::ui {

namespace {

constexpr qsizetype shownSuspects = 24;
constexpr qsizetype shownChanges = 48;

using Verdict = LabelDecision::Verdict;

std::optional<LabelDecision> decisionOn(qint64 trainIndex, const QList<LabelDecision> &decisions)
{
    const auto found =
        std::find_if(decisions.begin(), decisions.end(),
                     [trainIndex](const LabelDecision &one) { return one.trainIndex == trainIndex; });
    return found == decisions.end() ? std::nullopt : std::optional(*found);
}

/// "3 kept, 12 relabelled, 1 excluded".
QString countsOf(const QList<LabelDecision> &decisions)
{
    const auto count = [&decisions](Verdict verdict) {
        return int(std::count_if(decisions.begin(), decisions.end(),
                                 [verdict](const LabelDecision &one) { return one.verdict == verdict; }));
    };
    QStringList parts;
    if (const int kept = count(Verdict::Keep))
        parts += Report::tr("%Ln kept", nullptr, kept);
    if (const int relabelled = count(Verdict::Relabel))
        parts += Report::tr("%Ln relabelled", nullptr, relabelled);
    if (const int excluded = count(Verdict::Exclude))
        parts += Report::tr("%Ln excluded", nullptr, excluded);
    return parts.join(QStringLiteral(", "));
}

QString methodSentence(AuditMethod method)
{
    switch (method) {
    case AuditMethod::Combined:
        return Report::tr(
            "Ranked by the loss of the given label plus how few of the nearest examples have it.");
    case AuditMethod::Loss:
        return Report::tr("Ranked by the loss of the given label, the mean over the checkpoints.");
    case AuditMethod::Margin:
        return Report::tr(
            "Ranked by how far another class was ahead of the given one, the mean over the checkpoints "
            "(after Pleiss et al., 2020, arXiv:2001.10528).");
    case AuditMethod::Neighbours:
        return Report::tr(
            "Ranked by how few of the nearest examples have the given label (after Bahri et al., 2020, "
            "arXiv:2004.12289).");
    case AuditMethod::SelfInfluence:
        return Report::tr("Ranked by self-influence (Pruthi et al., 2020, arXiv:2002.08484).");
    case AuditMethod::SelfConfidence:
        return Report::tr("Ranked by how little a model trained without the example believes the given label "
                          "(confident learning, Northcutt et al., 2021, arXiv:1911.00068).");
    case AuditMethod::NormalisedMargin:
        return Report::tr(
            "Ranked by how much more a model trained without the example believes another label "
            "(confident learning, Northcutt et al., 2021, arXiv:1911.00068).");
    }
    return {};
}

ReportThumbnail suspectThumbnail(const SuspectExample &suspect, const SessionDetails &details)
{
    const DatasetInfo &dataset = details.dataset;
    const QString given = text::className(dataset, suspect.label);
    const QString believed = text::className(dataset, suspect.suggestedLabel);
    const auto decision = decisionOn(suspect.trainIndex, details.decisions);
    ReportThumbnail thumbnail{Split::Train,
                              suspect.trainIndex,
                              Report::tr("Training example %1: given %2, the model believes %3")
                                  .arg(text::example(suspect.trainIndex), given, believed),
                              {{text::example(suspect.trainIndex), ReportTone::Muted},
                               {Report::tr("given %1").arg(given), ReportTone::Plain},
                               {Report::tr("believed %1").arg(believed), ReportTone::Strong},
                               {decision ? text::verdict(*decision, dataset) : Report::tr("not judged"),
                                decision ? ReportTone::Right : ReportTone::Muted}}};
    if (suspect.originalLabel >= 0 && suspect.originalLabel != suspect.label)
        thumbnail.lines.append({Report::tr("⚑ was %1").arg(text::className(dataset, suspect.originalLabel)),
                                ReportTone::Warning});
    return thumbnail;
}

/// What each method would have found, where noise was planted.
void writeRecovery(ReportMarkup &markup, const ReportContents &contents)
{
    const LabelAudit &audit = *contents.audit;
    if (audit.recovery.isEmpty())
        return;
    markup.plots(
        {{contents.recovery, Report::tr("How many of the planted errors come how early in this ranking")}});
    ReportTable table;
    table.header = {Report::tr("Ranked by")};
    constexpr std::array looks{1, 5, 10, 20, 50}; // per cent of the training examples
    for (const int percent : looks)
        table.header += Report::tr("in the first %1 %").arg(percent);
    for (const RecoveryCurve &curve : audit.recovery) {
        if (curve.found.size() < looks.back())
            continue;
        QList<ReportCell> row{wordCell(text::auditMethodName(curve.method))};
        for (const int percent : looks)
            row += numberCell(text::percent(curve.foundInTop(percent)));
        table.rows += row;
    }
    table.caption =
        Report::tr("Share of the %Ln label(s) planted wrong that a look at so much of the ranking finds.",
                   nullptr, int(contents.details.flipped.size()));
    markup.table(table);
}

} // namespace

void writeAudit(ReportMarkup &markup, const ReportContents &contents)
{
    const SessionDetails &details = contents.details;
    markup.section(QStringLiteral("audit"), Report::tr("Label audit"));
    if (!contents.audit) {
        markup.paragraph(Report::tr("The labels of this session are not audited."));
        return;
    }
    const LabelAudit &audit = *contents.audit;
    const auto method = auditMethodFromString(audit.header.method);
    QString words =
        Report::tr("The training examples whose labels are most likely wrong, of %1, most suspicious first.")
            .arg(text::count(audit.header.trainCount));
    if (method)
        words += u' ' + methodSentence(*method);
    markup.paragraph(words + plantedNote(details));
    if (audit.strength.isTooWeak())
        markup.paragraph(text::weakness(audit.strength), ReportTone::Warning);
    if (audit.folds)
        markup.paragraph(text::expectedErrors(*audit.folds, details.dataset));
    if (!details.decisions.isEmpty())
        markup.paragraph(Report::tr("Judged by a person: %1.").arg(countsOf(details.decisions)));
    QList<ReportThumbnail> thumbnails;
    for (const SuspectExample &suspect : audit.top.first(std::min(audit.top.size(), shownSuspects)))
        thumbnails += suspectThumbnail(suspect, details);
    markup.thumbnails(thumbnails);
    writeRecovery(markup, contents);
    markup.paragraph(Report::tr("%Ln checkpoint(s), computed in %1 on %2, %3.", nullptr,
                                int(audit.header.checkpoints.size()))
                         .arg(text::duration(audit.header.seconds), audit.header.device,
                              text::precisionName(audit.header.precision)),
                     ReportTone::Muted);
}

void writeLabelChanges(ReportMarkup &markup, const ReportContents &contents)
{
    const QList<LabelDecision> &changes = contents.details.config.labelChanges;
    if (changes.isEmpty() && !contents.details.summary.parent.isValid())
        return;
    markup.section(QStringLiteral("changes"), Report::tr("Changed labels"));
    QString words = contents.parentName.isEmpty()
                        ? Report::tr("This session was trained again after a person judged labels.")
                        : Report::tr("This session was made from “%1”, after a person judged labels.")
                              .arg(contents.parentName);
    if (!changes.isEmpty())
        words += u' ' + Report::tr("Changed: %1.").arg(countsOf(changes));
    markup.paragraph(words);
    QList<ReportThumbnail> thumbnails;
    for (const LabelDecision &change : changes.first(std::min(changes.size(), shownChanges))) {
        const QString verdict = text::verdict(change, contents.details.dataset);
        thumbnails +=
            {Split::Train,
             change.trainIndex,
             Report::tr("Training example %1: %2").arg(text::example(change.trainIndex), verdict),
             {{text::example(change.trainIndex), ReportTone::Muted}, {verdict, ReportTone::Strong}}};
    }
    if (!thumbnails.isEmpty())
        markup.thumbnails(thumbnails);
    if (changes.size() > shownChanges)
        markup.paragraph(Report::tr("%Ln more are left out.", nullptr, int(changes.size() - shownChanges)),
                         ReportTone::Muted);
}

} // namespace proponent::ui
