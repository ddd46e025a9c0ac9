// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/changed_example_model.h"

#include "ui/text/format.h"
#include "ui/work/image_store.h"

#include <algorithm>

namespace proponent::ui {

ChangedExampleModel::ChangedExampleModel(ImageStore &images, QObject *parent)
    : QAbstractListModel(parent), m_images(images)
{
    connect(&images, &ImageStore::arrived, this, [this](Split split, const QList<qint64> &tests) {
        if (split != Split::Test)
            return;
        for (const qint64 test : tests) {
            if (const QModelIndex changed = indexOf(test); changed.isValid())
                Q_EMIT dataChanged(changed, changed, {ImageRole});
        }
    });
}

void ChangedExampleModel::setExamples(const QList<ChangedExample> &examples, const DatasetInfo &dataset)
{
    beginResetModel();
    m_examples = examples;
    m_dataset = dataset;
    m_rows.clear();
    for (int row = 0; row < examples.size(); ++row)
        m_rows.insert(examples.at(row).test, row);
    endResetModel();
}

int ChangedExampleModel::count(ChangeKind kind) const
{
    return int(std::count_if(m_examples.begin(), m_examples.end(),
                             [kind](const ChangedExample &example) { return example.kind == kind; }));
}

QModelIndex ChangedExampleModel::indexOf(qint64 test) const
{
    return index(m_rows.value(test, -1));
}

int ChangedExampleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_examples.size());
}

QVariant ChangedExampleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ChangedExample &example = m_examples.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return describe(example);
    case IndexRole:
        return example.test;
    case KindRole:
        return int(example.kind);
    case LabelNameRole:
        return text::className(m_dataset, example.label);
    case NameByARole:
        return text::className(m_dataset, example.predictedByA);
    case NameByBRole:
        return text::className(m_dataset, example.predictedByB);
    case RightByARole:
        return example.predictedByA == example.label;
    case RightByBRole:
        return example.predictedByB == example.label;
    case ImageRole:
        return m_images.image(Split::Test, example.test);
    default:
        return {};
    }
}

QString ChangedExampleModel::describe(const ChangedExample &example) const
{
    const auto answer = [&](int predicted) {
        const QString name = text::className(m_dataset, predicted);
        return predicted == example.label ? tr("%1 (right)").arg(name) : tr("%1 (wrong)").arg(name);
    };
    return tr("Test example %1: %2. A: %3, loss %4. B: %5, loss %6")
        .arg(text::example(example.test), text::className(m_dataset, example.label),
             answer(example.predictedByA), text::loss(example.lossByA), answer(example.predictedByB),
             text::loss(example.lossByB));
}

void ChangedExampleFilter::setKind(std::optional<ChangeKind> kind)
{
    if (std::exchange(m_kind, kind) != kind)
        invalidateFilter();
}

bool ChangedExampleFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    return !m_kind || index.data(ChangedExampleModel::KindRole).toInt() == int(*m_kind);
}

} // namespace proponent::ui
