// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/suspect_facts.h"

#include <algorithm>
#include <limits>

namespace proponent::ui {

ExampleFacts factsOfSuspect(const SuspectExample &suspect, const AnalysisHeader &audit, bool planted)
{
    ExampleFacts facts;
    facts.split = Split::Train;
    facts.index = suspect.trainIndex;
    facts.label = suspect.label;
    facts.originalLabel = planted ? suspect.originalLabel : suspect.label;
    facts.predicted = suspect.suggestedLabel;
    const QList<int> &epochs = audit.checkpoints;
    if (epochs.isEmpty() || epochs.size() != suspect.lossByCheckpoint.size())
        return facts;
    facts.loss = suspect.lossByCheckpoint.constLast();
    // Epochs without a checkpoint are gaps in the curve.
    facts.lossByEpoch.fill(std::numeric_limits<float>::quiet_NaN(),
                           *std::max_element(epochs.begin(), epochs.end()));
    for (qsizetype i = 0; i < epochs.size(); ++i)
        facts.lossByEpoch[epochs.at(i) - 1] = suspect.lossByCheckpoint.at(i);
    return facts;
}

} // namespace proponent::ui
