// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ranked_example_model.h"

#include "ui/text/format.h"
#include "ui/work/image_store.h"

#include <QSet>

#include <algorithm>

namespace proponent::ui {

namespace {

bool isFlipped(const RankedExample &example)
{
    return example.originalLabel >= 0 && example.originalLabel != example.label;
}

} // namespace

RankedExampleModel::RankedExampleModel(ImageStore &images, QObject *parent)
    : QAbstractListModel(parent), m_images(images)
{
    connect(&images, &ImageStore::arrived, this, [this](Split split, const QList<qint64> &indices) {
        if (split != Split::Train)
            return;
        const QSet<qint64> arrived(indices.begin(), indices.end());
        for (int row = 0; row < m_examples.size(); ++row) {
            if (arrived.contains(m_examples.at(row).trainIndex))
                Q_EMIT dataChanged(index(row), index(row), {ImageRole});
        }
    });
}

void RankedExampleModel::setExamples(const QList<RankedExample> &examples, const DatasetInfo &dataset,
                                     double largest)
{
    beginResetModel();
    m_examples = examples;
    m_dataset = dataset;
    m_largest = largest > 0 ? largest : 1;
    endResetModel();
}

void RankedExampleModel::clear()
{
    setExamples({}, {}, 1);
}

RankedExample RankedExampleModel::exampleAt(const QModelIndex &index) const
{
    return m_examples.value(index.row());
}

int RankedExampleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_examples.size());
}

QVariant RankedExampleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RankedExample &example = m_examples.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return describe(example);
    case IndexRole:
        return example.trainIndex;
    case LabelNameRole:
        return text::className(m_dataset, example.label);
    case OriginalNameRole:
        return isFlipped(example) ? text::className(m_dataset, example.originalLabel) : QString();
    case ScoreRole:
        return example.score;
    case ScoreTextRole:
        return text::signedScore(example.score);
    case ShareRole:
        return std::clamp(example.score / m_largest, -1.0, 1.0);
    case FlippedRole:
        return isFlipped(example);
    case ImageRole:
        return m_images.image(Split::Train, example.trainIndex);
    default:
        return {};
    }
}

QString RankedExampleModel::describe(const RankedExample &example) const
{
    QString words = tr("Training example %1: %2, score %3")
                        .arg(text::example(example.trainIndex), text::className(m_dataset, example.label),
                             text::signedScore(example.score));
    if (isFlipped(example))
        words += tr("; label planted wrong, in the file it is %1")
                     .arg(text::className(m_dataset, example.originalLabel));
    return words;
}

} // namespace proponent::ui
