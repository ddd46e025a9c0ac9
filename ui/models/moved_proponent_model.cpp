// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/moved_proponent_model.h"

#include "ui/text/format.h"
#include "ui/work/image_store.h"

namespace proponent::ui {

MovedProponentModel::MovedProponentModel(ImageStore &images, Column column, QObject *parent)
    : QAbstractListModel(parent), m_images(images), m_column(column)
{
    connect(&images, &ImageStore::arrived, this, [this](Split split, const QList<qint64> &arrived) {
        if (split != Split::Train)
            return;
        for (const qint64 trainIndex : arrived) {
            if (const QModelIndex changed = indexOf(trainIndex); changed.isValid())
                Q_EMIT dataChanged(changed, changed, {ImageRole});
        }
    });
}

void MovedProponentModel::setProponents(const QList<MovedProponent> &proponents, const DatasetInfo &dataset)
{
    beginResetModel();
    m_proponents = proponents;
    m_dataset = dataset;
    endResetModel();
}

MovedProponent MovedProponentModel::proponentAt(const QModelIndex &index) const
{
    return m_proponents.value(index.row());
}

QModelIndex MovedProponentModel::indexOf(qint64 trainIndex) const
{
    for (int row = 0; row < m_proponents.size(); ++row) {
        if (m_proponents.at(row).example.trainIndex == trainIndex)
            return index(row);
    }
    return {};
}

int MovedProponentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_proponents.size());
}

QVariant MovedProponentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MovedProponent &proponent = m_proponents.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return describe(proponent);
    case IndexRole:
        return proponent.example.trainIndex;
    case RankRole:
        return proponent.rank;
    case LabelNameRole:
        return text::className(m_dataset, proponent.example.label);
    case ScoreRole:
        return proponent.example.score;
    case ScoreTextRole:
        return text::signedScore(proponent.example.score);
    case MovementRole:
        return int(proponent.movement);
    case MovementTextRole:
        return movementInWords(proponent);
    case ImageRole:
        return m_images.image(Split::Train, proponent.example.trainIndex);
    default:
        return {};
    }
}

/// A's column says where an example goes, B's where it comes from.
QString MovedProponentModel::movementInWords(const MovedProponent &proponent) const
{
    const bool inA = m_column == Column::A;
    const auto elsewhere = [&](const QString &sign) {
        return sign + u' ' + (inA ? tr("rank %1 in B") : tr("rank %1 in A")).arg(proponent.otherRank);
    };
    switch (proponent.movement) {
    case Movement::Same:
        return elsewhere(QStringLiteral("="));
    case Movement::Up:
        return elsewhere(QStringLiteral("↑"));
    case Movement::Down:
        return elsewhere(QStringLiteral("↓"));
    case Movement::New:
        return proponent.isUntrainedInOther ? tr("+ new: not trained in A") : tr("+ new");
    case Movement::Gone:
        return proponent.isUntrainedInOther ? tr("− gone: not trained in B") : tr("− gone");
    }
    return {};
}

QString MovedProponentModel::describe(const MovedProponent &proponent) const
{
    const RankedExample &example = proponent.example;
    QString words = tr("%1. Training example %2: %3, score %4; %5")
                        .arg(QString::number(proponent.rank), text::example(example.trainIndex),
                             text::className(m_dataset, example.label), text::signedScore(example.score),
                             movementInWords(proponent));
    if (example.originalLabel >= 0 && example.originalLabel != example.label)
        words += tr("; in the file it is %1").arg(text::className(m_dataset, example.originalLabel));
    return words;
}

} // namespace proponent::ui
