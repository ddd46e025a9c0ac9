// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/influence_questions.h"

#include "engine/facade/facade_text.h"

namespace proponent {

namespace {

void addIndices(QList<qint64> &indices, const QList<RankedExample> &examples)
{
    for (const RankedExample &example : examples)
        indices += example.trainIndex;
}

} // namespace

QList<qint64> chooseExamples(const AnalysisSetup &analysis, const InfluenceRequest &request)
{
    const SessionDetails &details = analysis.details;
    const qint64 count = request.ofTraining ? analysis.inputs.trainCount : details.testCount;
    if (request.tests.kind == TestChoice::Kind::Misclassified) {
        if (request.ofTraining)
            throw EngineError(
                FacadeText::tr("Which training examples the model gets wrong isn't kept. Name them by "
                               "index."));
        QList<qint64> wrong;
        for (qsizetype i = 0; i < details.evaluation.labels.size(); ++i) {
            if (details.evaluation.labels[i] != details.evaluation.predicted[i])
                wrong += i;
        }
        if (wrong.isEmpty())
            throw EngineError(
                FacadeText::tr("The model gets every test example right. Name test examples by index."));
        return wrong;
    }
    const QList<qint64> &indices = request.tests.indices;
    if (indices.isEmpty())
        throw EngineError(FacadeText::tr("No test example is named. Name at least one by index, from 0."));
    if (indices.last() >= count || indices.first() < 0) {
        const QString text =
            request.ofTraining
                ? FacadeText::tr("There is no training example %1: they are numbered from 0 to %2.")
                : FacadeText::tr("There is no test example %1: they are numbered from 0 to %2.");
        throw EngineError(text.arg(indices.last()).arg(count - 1));
    }
    return indices;
}

Question checkedQuestion(const Question &question, const SessionDetails &details)
{
    if (question.namesLabel() && question.label >= details.dataset.classCount()) {
        throw EngineError(FacadeText::tr("There is no class %1: they are numbered from 0 to %2.")
                              .arg(question.label)
                              .arg(details.dataset.classCount() - 1));
    }
    return question;
}

TestInfluence unanswered(const AnalysisSetup &analysis, qint64 test)
{
    const TestEvaluation &evaluation = analysis.details.evaluation;
    TestInfluence result;
    result.testIndex = test;
    if (test >= 0 && analysis.header.ofTraining) {
        result.label = analysis.label(test);
    } else if (test >= 0) {
        result.label = int(analysis.inputs.dataset->test.labels[std::size_t(test)]);
        if (test < evaluation.predicted.size()) {
            result.predicted = evaluation.predicted[test];
            result.loss = double(evaluation.losses[test]);
        }
    }
    return result;
}

void storeThumbnails(AnalysisSetup &analysis, const InfluenceAnalysis &result, const QList<qint64> &asked)
{
    QList<qint64> shown;
    for (const TestInfluence &test : result.results) {
        addIndices(shown, test.proponents);
        addIndices(shown, test.opponents);
    }
    analysis.storeThumbnails(Split::Train, analysis.inputs.dataset->train, shown);
    if (result.header.ofTraining)
        analysis.storeThumbnails(Split::Train, analysis.inputs.dataset->train, asked);
    else
        analysis.storeThumbnails(Split::Test, analysis.inputs.dataset->test, asked);
}

} // namespace proponent
