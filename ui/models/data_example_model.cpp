// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/data_example_model.h"

#include "ui/text/format.h"

#include <algorithm>

namespace proponent::ui {

using Verdict = LabelDecision::Verdict;

namespace {

bool isFlipped(const SplitExamples &examples, qint64 example)
{
    return std::binary_search(examples.flipped.begin(), examples.flipped.end(), example);
}

bool isWrong(const SplitExamples &examples, qint64 example)
{
    const int predicted = examples.predicted.value(example, -1);
    return predicted >= 0 && predicted != examples.labels.at(example);
}

/// Keep where nothing was changed.
LabelDecision changeOf(const SplitExamples &examples, qint64 example)
{
    const auto found =
        std::lower_bound(examples.changes.begin(), examples.changes.end(), example,
                         [](const LabelDecision &change, qint64 index) { return change.trainIndex < index; });
    const bool there = found != examples.changes.end() && found->trainIndex == example;
    return there ? *found : LabelDecision{.trainIndex = example};
}

bool isAccepted(const SplitExamples &examples, qint64 example, const DataFilter &filter)
{
    return (filter.label < 0 || examples.labels.at(example) == filter.label) &&
           (!filter.onlyFlipped || isFlipped(examples, example)) &&
           (!filter.onlyMisclassified || isWrong(examples, example)) &&
           (!filter.onlyChanged || changeOf(examples, example).verdict != Verdict::Keep);
}

QList<int> accepted(const SplitExamples &examples, const DataFilter &filter)
{
    QList<int> rows;
    for (qsizetype example = 0; example < examples.labels.size(); ++example) {
        if (isAccepted(examples, example, filter))
            rows.append(int(example));
    }
    return rows;
}

} // namespace

DataExampleModel::DataExampleModel(ImageStore &images, QObject *parent)
    : QAbstractListModel(parent), m_images(images)
{
    connect(&images, &ImageStore::arrived, this, [this](Split split, const QList<qint64> &indices) {
        if (split != m_filter.split)
            return;
        for (const qint64 example : indices) {
            if (const int row = rowOf(example); row >= 0)
                Q_EMIT dataChanged(index(row), index(row), {ImageRole});
        }
    });
}

void DataExampleModel::setExamples(const DatasetInfo &dataset, const SplitExamples &train,
                                   const SplitExamples &test)
{
    const bool sameData = dataset.fingerprint == m_dataset.fingerprint;
    QList<int> rows = accepted(m_filter.split == Split::Train ? train : test, m_filter);
    const auto take = [&] {
        m_dataset = dataset;
        m_train = train;
        m_test = test;
        m_rows = std::move(rows);
    };
    if (sameData && rows == m_rows) {
        take();
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    take();
    endResetModel();
}

void DataExampleModel::setFilter(const DataFilter &filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    m_rows = accepted(examples(), filter);
    endResetModel();
}

const SplitExamples &DataExampleModel::examples() const
{
    return m_filter.split == Split::Train ? m_train : m_test;
}

int DataExampleModel::rowOf(qint64 example) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), example);
    return found != m_rows.end() && *found == example ? int(found - m_rows.begin()) : -1;
}

LabelDecision DataExampleModel::changeAt(const QModelIndex &index) const
{
    return changeOf(examples(), m_rows.at(index.row()));
}

int DataExampleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant DataExampleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const qint64 example = m_rows.at(index.row());
    const SplitExamples &examples = this->examples();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return describe(example);
    case IndexRole:
        return example;
    case LabelRole:
        return examples.labels.at(example);
    case LabelNameRole:
        return labelName(example);
    case PredictedRole:
        return examples.predicted.value(example, -1);
    case WrongRole:
        return isWrong(examples, example);
    case FlippedRole:
        return isFlipped(examples, example);
    case ChangedRole:
        return changeOf(examples, example).verdict != Verdict::Keep;
    case ExcludedRole:
        return changeOf(examples, example).verdict == Verdict::Exclude;
    case MarkRole:
        return int(markOf(example));
    case NoteRole:
        return noteOf(example);
    case ImageRole:
        return m_images.image(m_filter.split, example);
    default:
        return {};
    }
}

DataExampleModel::Mark DataExampleModel::markOf(qint64 example) const
{
    const Verdict verdict = changeOf(examples(), example).verdict;
    if (verdict != Verdict::Keep)
        return verdict == Verdict::Exclude ? Mark::Excluded : Mark::Relabelled;
    if (isFlipped(examples(), example))
        return Mark::Flipped;
    if (examples().predicted.value(example, -1) < 0)
        return Mark::None;
    return isWrong(examples(), example) ? Mark::Wrong : Mark::Right;
}

QString DataExampleModel::noteOf(qint64 example) const
{
    switch (markOf(example)) {
    case Mark::Excluded:
        return tr("excluded");
    case Mark::Relabelled:
        return text::className(m_dataset, changeOf(examples(), example).label);
    case Mark::Flipped:
        return tr("planted");
    case Mark::Right:
    case Mark::Wrong:
        return text::className(m_dataset, examples().predicted.at(example));
    case Mark::None:
        return text::example(example);
    }
    return {};
}

QString DataExampleModel::describe(qint64 example) const
{
    const QString title =
        m_filter.split == Split::Train ? tr("Training example %1: %2") : tr("Test example %1: %2");
    QStringList words{title.arg(text::example(example), labelName(example))};
    if (isFlipped(examples(), example))
        words += tr("trained on with a label that was planted wrong");
    const LabelDecision change = changeOf(examples(), example);
    if (change.verdict == Verdict::Exclude)
        words += tr("excluded from training");
    else if (change.verdict == Verdict::Relabel)
        words += tr("relabelled %1").arg(text::className(m_dataset, change.label));
    const int predicted = examples().predicted.value(example, -1);
    if (predicted >= 0)
        words += isWrong(examples(), example) ? tr("predicted %1").arg(text::className(m_dataset, predicted))
                                              : tr("predicted correctly");
    if (example < examples().losses.size())
        words += tr("loss %1").arg(text::loss(examples().losses.at(example)));
    return words.join(QStringLiteral(", "));
}

QString DataExampleModel::labelName(qint64 example) const
{
    const int label = examples().labels.at(example);
    return label < 0 ? tr("label not known") : text::className(m_dataset, label);
}

} // namespace proponent::ui
