// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/mislabelled_metric.h"

#include "engine/facade/analysis_setup.h"
#include "engine/facade/audit_signals.h"
#include "engine/facade/facade_text.h"
#include "engine/scores/audit.h"

#include <QElapsedTimer>

#include <algorithm>

namespace proponent {

QStringList suspicionMethods()
{
    QStringList names;
    for (const AuditMethod method : auditMethods())
        names += toString(method);
    return names;
}

bool evaluateMislabelled(const EvaluationSetup &setup, MethodEvaluation &evaluation)
{
    const QList<qint64> &flipped = setup.details.flipped;
    if (flipped.isEmpty()) {
        throw EngineError(
            FacadeText::tr(
                "No label of session %1 is known to be wrong. Train one with --label-noise 0.1, say, to see "
                "how many of them are found.")
                .arg(setup.request.session.value));
    }
    AnalysisChoices choices;
    choices.session = setup.request.session;
    choices.topK = 1;
    choices.device = setup.request.device;
    choices.precision = setup.scoringPrecision();
    choices.threads = setup.request.threads;
    const bool withSelfInfluence =
        std::ranges::any_of(setup.request.methods, [](const AttributionChoice &method) {
            return method.name == toString(AuditMethod::SelfInfluence);
        });
    const bool withFolds = std::ranges::any_of(setup.request.methods, [](const AttributionChoice &method) {
        return needsFolds(auditMethodFromString(method.name).value_or(AuditMethod::Combined));
    });
    QElapsedTimer clock;
    clock.start();
    AnalysisSetup analysis(setup.store, setup.datasets, choices, setup.events);
    if (withSelfInfluence && !analysis.claim(AnalysisKind::LabelAudit, {}, {}, setup.stop))
        return false;
    const ScoringTask task = analysis.task();
    SelfInfluenceSource selfInfluence;
    if (withSelfInfluence)
        selfInfluence = [&] { return selfInfluenceScores(task, setup.stop, analysis.keptFile()); };
    const auto signals =
        computeSignals(analysis, task, selfInfluence, withFolds ? usualFolds : 0, setup.events, setup.stop);
    if (!signals)
        return false;
    analysis.finish();
    evaluation.precision = analysis.header.precision;
    for (const AttributionChoice &method : setup.request.methods) {
        const std::vector<double> &suspicion =
            signals->by(auditMethodFromString(method.name).value_or(AuditMethod::Combined));
        const QList<double> found = recoveryOf(bySuspicion(suspicion), flipped);
        MethodResult result;
        result.method = method.name;
        result.value = recoveryArea(suspicion, flipped, setup.inputs.excluded);
        result.seconds = double(clock.nsecsElapsed()) * 1e-9; // of all: they share their passes
        for (const int percent : foundPercents)
            result.found += found[percent - 1];
        evaluation.results += result;
    }
    return true;
}

} // namespace proponent
