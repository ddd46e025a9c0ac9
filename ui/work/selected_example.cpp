// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/selected_example.h"

namespace proponent::ui {

ExampleFacts factsOfTest(const SessionDetails &session, qint64 test)
{
    const TestEvaluation &evaluation = session.evaluation;
    ExampleFacts facts;
    facts.split = Split::Test;
    facts.index = test;
    facts.label = evaluation.labels.value(test, -1);
    facts.originalLabel = facts.label;
    facts.predicted = evaluation.predicted.value(test, -1);
    if (test < evaluation.losses.size())
        facts.loss = evaluation.losses.at(test);
    const int classes = session.dataset.classCount();
    if (evaluation.probabilities.size() >= (test + 1) * classes)
        facts.probabilities = evaluation.probabilities.mid(test * classes, classes);
    for (const QList<float> &losses : session.testLossByEpoch) {
        if (test < losses.size())
            facts.lossByEpoch += losses.at(test);
    }
    return facts;
}

void SelectedExample::select(const ExampleFacts &facts)
{
    m_facts = facts;
    Q_EMIT changed();
}

void SelectedExample::clear()
{
    m_facts.reset();
    Q_EMIT changed();
}

} // namespace proponent::ui
