// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/audit_words.h"

#include "ui/text/format.h"

#include <QCoreApplication>

#include <cmath>

namespace proponent::ui::text {

namespace {

struct AuditText
{
    Q_DECLARE_TR_FUNCTIONS(proponent::ui::AuditWords)
};

} // namespace

QString auditMethodName(AuditMethod method)
{
    switch (method) {
    case AuditMethod::Combined:
        return AuditText::tr("Combined");
    case AuditMethod::Loss:
        return AuditText::tr("Loss");
    case AuditMethod::Margin:
        return AuditText::tr("Margin");
    case AuditMethod::Neighbours:
        return AuditText::tr("Neighbours");
    case AuditMethod::SelfInfluence:
        return AuditText::tr("Self-influence");
    case AuditMethod::SelfConfidence:
        return AuditText::tr("Self-confidence");
    case AuditMethod::NormalisedMargin:
        return AuditText::tr("Normalised margin");
    }
    return {};
}

QString auditMethodExplanation(AuditMethod method)
{
    switch (method) {
    case AuditMethod::Combined:
        return AuditText::tr("Loss and neighbours added up; a good start.");
    case AuditMethod::Loss:
        return AuditText::tr("How little the model believes the given label, averaged over the checkpoints.");
    case AuditMethod::Margin:
        return AuditText::tr(
            "How far another class is ahead of the given label, averaged over the checkpoints "
            "(Pleiss et al., 2020).");
    case AuditMethod::Neighbours:
        return AuditText::tr("How few of the examples that look alike to the model have the same label.");
    case AuditMethod::SelfInfluence:
        return AuditText::tr(
            "How far training on an example lowers its own loss (Pruthi et al., 2020); takes several "
            "times as long as all the others.");
    case AuditMethod::SelfConfidence:
        return AuditText::tr(
            "How little a model that was trained without the example believes the given label "
            "(Northcutt et al., 2021); takes as long as training once for each fold.");
    case AuditMethod::NormalisedMargin:
        return AuditText::tr("How much more such a model believes another label than the given one.");
    }
    return {};
}

QString verdict(const LabelDecision &decision, const DatasetInfo &dataset)
{
    switch (decision.verdict) {
    case LabelDecision::Verdict::Keep:
        return AuditText::tr("Kept");
    case LabelDecision::Verdict::Relabel:
        return AuditText::tr("→ %1").arg(className(dataset, decision.label));
    case LabelDecision::Verdict::Exclude:
        return AuditText::tr("Excluded");
    }
    return {};
}

QString verdictIcon(LabelDecision::Verdict verdict)
{
    switch (verdict) {
    case LabelDecision::Verdict::Keep:
        return QStringLiteral("right");
    case LabelDecision::Verdict::Relabel:
        return QStringLiteral("rename");
    case LabelDecision::Verdict::Exclude:
        return QStringLiteral("exclude");
    }
    return {};
}

QString suspicion(const SuspectExample &suspect, const DatasetInfo &dataset)
{
    const QString label = className(dataset, suspect.label);
    QString words = suspect.suggestedLabel == suspect.label
                        ? AuditText::tr("Labelled %1, and the model believes it too.").arg(label)
                        : AuditText::tr("Labelled %1; the model believes %2.")
                              .arg(label, className(dataset, suspect.suggestedLabel));
    const double loss = suspect.value(AuditMethod::Loss);
    if (std::isfinite(loss)) {
        words += u' ' + AuditText::tr("Its loss is %1 nats, averaged over %Ln checkpoint(s).", nullptr,
                                      int(suspect.lossByCheckpoint.size()))
                            .arg(number(loss));
    }
    const double neighbours = suspect.value(AuditMethod::Neighbours);
    if (std::isfinite(neighbours)) {
        words +=
            u' ' + AuditText::tr("Of the examples that look alike to the model, about %1 are labelled %2.")
                       .arg(percent(std::exp(-neighbours)), label);
    }
    if (suspect.likelyLabel >= 0) {
        words += u' ' + (suspect.likelyLabel == suspect.label
                             ? AuditText::tr("A model trained without it says so, too.")
                             : AuditText::tr("A model trained without it says %1.")
                                   .arg(className(dataset, suspect.likelyLabel)));
    }
    return words;
}

QString weakness(const ModelStrength &strength)
{
    if (!strength.isTooWeak())
        return {};
    const QString right = percent(strength.accuracy);
    const QString chance = percent(strength.chance);
    QString words;
    switch (strength.source) {
    case ModelStrength::Source::Neighbours:
        words =
            AuditText::tr("Of the examples, %1 have the label that most have which look alike to the model; "
                          "always saying the most frequent label would be right for %2.")
                .arg(right, chance);
        break;
    case ModelStrength::Source::TestExamples:
        words = AuditText::tr(
                    "It gets %1 of the test examples right; always saying the most frequent label would "
                    "be right for %2.")
                    .arg(right, chance);
        break;
    case ModelStrength::Source::Folds:
        words = AuditText::tr(
                    "Trained without an example it says the label of %1; always saying the most frequent "
                    "label would be right for %2.")
                    .arg(right, chance);
        break;
    }
    return AuditText::tr("This model is too weak to judge labels by.") + u' ' + words + u' ' +
           AuditText::tr("Train it longer, or choose another: this order says little.");
}

QString expectedErrors(const FoldEstimates &folds, const DatasetInfo &dataset)
{
    QString words =
        AuditText::tr("Models trained on %Ln fold(s) expect about %1 wrong labels.", nullptr, folds.folds)
            .arg(count(std::llround(folds.expectedErrors)));
    if (!folds.confusions.isEmpty()) {
        const LabelConfusion &most = folds.confusions.constFirst();
        words += u' ' + AuditText::tr("Most frequent: labelled %1, likely %2 (%3).")
                            .arg(className(dataset, most.given), className(dataset, most.likely),
                                 count(std::llround(most.expected)));
    }
    return words;
}

QString auditDetails(const LabelAudit &audit)
{
    const AnalysisHeader &header = audit.header;
    const auto method = auditMethodFromString(header.method);
    QStringList details{method ? auditMethodName(*method) : header.method,
                        AuditText::tr("%1 training examples").arg(count(header.trainCount)),
                        AuditText::tr("%Ln checkpoint(s)", nullptr, int(header.checkpoints.size())),
                        AuditText::tr("%1 on %2").arg(duration(header.seconds), header.device)};
    if (audit.folds)
        details += AuditText::tr("about %1 wrong labels expected by %Ln fold(s)", nullptr, audit.folds->folds)
                       .arg(count(std::llround(audit.folds->expectedErrors)));
    if (audit.nonFinite > 0)
        details += AuditText::tr("%Ln value(s) not finite, left out", nullptr, int(audit.nonFinite));
    return details.join(QStringLiteral(" · "));
}

} // namespace proponent::ui::text
