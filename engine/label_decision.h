// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace proponent {

/// What a person says of the label of one training example.
struct LabelDecision
{
    /// Keep: it is right. Relabel: it is `label`. Exclude: don't train on the example.
    enum class Verdict { Keep, Relabel, Exclude };

    qint64 trainIndex = -1;
    Verdict verdict = Verdict::Keep;
    int label = -1; ///< with Relabel; -1 otherwise

    friend bool operator==(const LabelDecision &, const LabelDecision &) = default;
};

/// Those of `earlier` and `later` that change something, ascending by index; where both change an example, the
/// later change stands. To keep is to keep what was trained on, so it undoes no earlier change.
[[nodiscard]] QList<LabelDecision> labelChanges(const QList<LabelDecision> &earlier,
                                                const QList<LabelDecision> &later);

} // namespace proponent
