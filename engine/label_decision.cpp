// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/label_decision.h"

#include <QMap>

namespace proponent {

QList<LabelDecision> labelChanges(const QList<LabelDecision> &earlier, const QList<LabelDecision> &later)
{
    QMap<qint64, LabelDecision> byIndex;
    for (const QList<LabelDecision> *list : {&earlier, &later}) {
        for (const LabelDecision &decision : *list) {
            // To keep is to keep the label that was trained on, with earlier changes.
            if (decision.verdict != LabelDecision::Verdict::Keep)
                byIndex.insert(decision.trainIndex, decision);
        }
    }
    return byIndex.values();
}

} // namespace proponent
