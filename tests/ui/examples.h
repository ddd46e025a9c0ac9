// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_decision.h"
#include "ui/models/data_example_model.h"

#include <QSet>
#include <QSignalSpy>

namespace proponent::test {

/// The examples of a DataExampleModel, from the top.
inline QList<qint64> shownIn(const QAbstractItemModel &model)
{
    QList<qint64> examples;
    for (int row = 0; row < model.rowCount(); ++row)
        examples += model.index(row, 0).data(DataExampleModel::IndexRole).toLongLong();
    return examples;
}

inline QList<int> labelsIn(const QAbstractItemModel &model)
{
    QList<int> labels;
    for (int row = 0; row < model.rowCount(); ++row)
        labels += model.index(row, 0).data(DataExampleModel::LabelRole).toInt();
    return labels;
}

/// Of a signal whose second argument is a list of examples.
inline QSet<qint64> arrivedIn(const QSignalSpy &spy)
{
    QSet<qint64> examples;
    for (const QList<QVariant> &arguments : spy) {
        const auto indices = arguments.at(1).value<QList<qint64>>();
        examples.unite(QSet<qint64>(indices.begin(), indices.end()));
    }
    return examples;
}

/// To class 1.
inline QList<LabelDecision> relabelled(const QList<qint64> &trainIndices)
{
    QList<LabelDecision> changes;
    for (const qint64 index : trainIndices)
        changes.append({index, LabelDecision::Verdict::Relabel, 1});
    return changes;
}

} // namespace proponent::test
