// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/session.h"

#include <QAbstractListModel>

namespace proponent::ui {

class ImageStore;

/// A ranking of training examples: the proponents, or the opponents, of one test example.
class RankedExampleModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IndexRole = Qt::UserRole + 1,
        LabelNameRole,
        OriginalNameRole, ///< empty unless the label was planted wrong
        ScoreRole,
        ScoreTextRole,
        ShareRole, ///< of the largest score of the comparison, -1 to 1
        FlippedRole,
        ImageRole,
    };

    explicit RankedExampleModel(ImageStore &images, QObject *parent = nullptr);

    /// `largest`: the size of the score that fills a bar; the same for the rows that are compared.
    void setExamples(const QList<RankedExample> &examples, const DatasetInfo &dataset, double largest);
    void clear();
    [[nodiscard]] RankedExample exampleAt(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString describe(const RankedExample &example) const;

    ImageStore &m_images;
    QList<RankedExample> m_examples;
    DatasetInfo m_dataset;
    double m_largest = 1;
};

} // namespace proponent::ui
