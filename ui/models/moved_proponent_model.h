// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/proponent_moves.h"

#include <QAbstractListModel>

namespace proponent::ui {

class ImageStore;

/// The top proponents of one test example in one of two sessions, with where each stands in the other.
class MovedProponentModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Column { A, B };
    enum Role {
        IndexRole = Qt::UserRole + 1,
        RankRole,
        LabelNameRole,
        ScoreRole,
        ScoreTextRole,
        MovementRole, ///< Movement as int
        MovementTextRole, ///< sign and words
        ImageRole,
    };

    MovedProponentModel(ImageStore &images, Column column, QObject *parent = nullptr);

    void setProponents(const QList<MovedProponent> &proponents, const DatasetInfo &dataset);
    [[nodiscard]] MovedProponent proponentAt(const QModelIndex &index) const;
    /// Invalid when it is not among these.
    [[nodiscard]] QModelIndex indexOf(qint64 trainIndex) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString movementInWords(const MovedProponent &proponent) const;
    [[nodiscard]] QString describe(const MovedProponent &proponent) const;

    ImageStore &m_images;
    Column m_column;
    QList<MovedProponent> m_proponents;
    DatasetInfo m_dataset;
};

} // namespace proponent::ui
