// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/evaluation_setup.h"

#include "engine/device/precision.h"
#include "engine/facade/facade_text.h"

#include <algorithm>

namespace proponent {

EvaluationSetup::EvaluationSetup(SessionStore &library, DatasetCache &cache, const EvaluationRequest &asked,
                                 const AnalysisJobEvents &told, const std::stop_token &stopped)
    : store(library),
      datasets(cache),
      request(asked),
      events(told),
      stop(stopped),
      details(library.details(asked.session)),
      m_lock(library.lockForAnalysis(asked.session))
{
    store.requireWritable();
    device = DeviceId::parse(request.device).valueOrThrow();
    precision =
        resolvePrecision(device, request.precision.value_or(details.summary.precision)).valueOrThrow();
    events.onProgress({Progress::Stage::LoadingData});
    setThreadCount(request.threads);
    inputs =
        makeInputs(datasets.openFor(details.dataset).valueOrThrow(), details.config, details.dataset.rules);
    for (std::int64_t i = 0; i < inputs.trainCount; ++i) {
        if (!std::ranges::binary_search(inputs.excluded, i))
            trained.push_back(i);
    }
}

QList<qint64> EvaluationSetup::tests(qint64 standard) const
{
    QList<qint64> tests;
    if (!request.tests) {
        for (qint64 i = 0; i < std::min(standard, inputs.testCount); ++i)
            tests += i;
    } else if (request.tests->kind == TestChoice::Kind::Misclassified) {
        for (qsizetype i = 0; i < details.evaluation.labels.size(); ++i) {
            if (details.evaluation.labels[i] != details.evaluation.predicted[i])
                tests += i;
        }
    } else {
        tests = request.tests->indices;
    }
    if (tests.isEmpty())
        throw EngineError(
            FacadeText::tr("There is no test example to evaluate methods on. Name some by index."));
    if (tests.first() < 0 || tests.last() >= inputs.testCount) {
        throw EngineError(FacadeText::tr("There is no test example %1: they are numbered from 0 to %2.")
                              .arg(tests.first() < 0 ? tests.first() : tests.last())
                              .arg(inputs.testCount - 1));
    }
    return tests;
}

} // namespace proponent
