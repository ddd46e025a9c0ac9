// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/test_example_model.h"

#include "ui/text/format.h"
#include "ui/work/image_store.h"

namespace proponent::ui {

TestExampleModel::TestExampleModel(ImageStore &images, QObject *parent)
    : QAbstractListModel(parent), m_images(images)
{
    connect(&images, &ImageStore::arrived, this, [this](Split split, const QList<qint64> &indices) {
        if (split != Split::Test || indices.isEmpty())
            return;
        for (const qint64 row : indices) {
            if (row < rowCount()) {
                const QModelIndex changed = index(int(row));
                Q_EMIT dataChanged(changed, changed, {ImageRole});
            }
        }
    });
}

void TestExampleModel::setEvaluation(SessionId session, const TestEvaluation &evaluation,
                                     const DatasetInfo &dataset)
{
    const auto take = [&] {
        m_session = session;
        m_evaluation = evaluation;
        m_dataset = dataset;
        m_wrong = 0;
        for (qsizetype i = 0; i < evaluation.labels.size(); ++i)
            m_wrong += isWrong(int(i));
    };
    if (session == m_session && evaluation.labels.size() == m_evaluation.labels.size()) {
        if (evaluation.epoch == m_evaluation.epoch)
            return;
        take();
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    take();
    endResetModel();
}

void TestExampleModel::setTraced(const QSet<qint64> &tests)
{
    if (tests == m_traced)
        return;
    const QSet<qint64> touched = (tests - m_traced) + (m_traced - tests);
    m_traced = tests;
    for (const qint64 row : touched) {
        if (row < rowCount())
            Q_EMIT dataChanged(index(int(row)), index(int(row)), {TracedRole});
    }
}

int TestExampleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_evaluation.labels.size());
}

QVariant TestExampleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const int label = m_evaluation.labels.at(row);
    const int predicted = m_evaluation.predicted.value(row, -1);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return describe(row);
    case IndexRole:
        return qint64(row);
    case LabelRole:
        return label;
    case PredictedRole:
        return predicted;
    case LabelNameRole:
        return text::className(m_dataset, label);
    case PredictedNameRole:
        return text::className(m_dataset, predicted);
    case LossRole:
        return double(lossAt(row));
    case WrongRole:
        return isWrong(row);
    case ImageRole:
        return m_images.image(Split::Test, row);
    case TracedRole:
        return m_traced.contains(row);
    default:
        return {};
    }
}

QString TestExampleModel::describe(int row) const
{
    const int label = m_evaluation.labels.at(row);
    const int predicted = m_evaluation.predicted.value(row, -1);
    const QString name = text::className(m_dataset, label);
    const QString answer = label == predicted ? tr("predicted correctly")
                                              : tr("predicted %1").arg(text::className(m_dataset, predicted));
    QString words = tr("Test example %1: %2, %3, loss %4")
                        .arg(text::example(row), name, answer, text::loss(m_evaluation.losses.value(row, 0)));
    if (m_traced.contains(row))
        words += tr(", traced");
    return words;
}

TestExampleFilter::TestExampleFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    sort(0);
}

void TestExampleFilter::setOnlyWrong(bool only)
{
    if (std::exchange(m_onlyWrong, only) != only)
        invalidateFilter();
}

void TestExampleFilter::setLabel(int label)
{
    if (std::exchange(m_label, label) != label)
        invalidateFilter();
}

const TestExampleModel &TestExampleFilter::tests() const
{
    return static_cast<const TestExampleModel &>(*sourceModel());
}

bool TestExampleFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    return (!m_onlyWrong || tests().isWrong(row)) && (m_label < 0 || tests().labelAt(row) == m_label);
}

bool TestExampleFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const TestExampleModel &model = tests();
    const bool leftWrong = model.isWrong(left.row());
    if (leftWrong != model.isWrong(right.row()))
        return leftWrong;
    const float leftLoss = model.lossAt(left.row());
    const float rightLoss = model.lossAt(right.row());
    return leftLoss != rightLoss ? leftLoss > rightLoss : left.row() < right.row();
}

} // namespace proponent::ui
