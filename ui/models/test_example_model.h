// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

#include <QAbstractListModel>
#include <QSet>
#include <QSortFilterProxyModel>

namespace proponent::ui {

class ImageStore;

/// The test examples of the open session with the model's newest answers. Images come when they have been
/// loaded; a view asks only for those that it shows.
class TestExampleModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IndexRole = Qt::UserRole + 1,
        LabelRole, ///< int
        PredictedRole, ///< int
        LabelNameRole,
        PredictedNameRole,
        LossRole,
        WrongRole,
        ImageRole, ///< QImage, null while it is not loaded
        TracedRole,
    };

    explicit TestExampleModel(ImageStore &images, QObject *parent = nullptr);

    /// Keeps the rows when only the answers are newer.
    void setEvaluation(SessionId session, const TestEvaluation &evaluation, const DatasetInfo &dataset);
    void setTraced(const QSet<qint64> &tests);
    [[nodiscard]] int wrongCount() const { return m_wrong; }
    /// @name Of a row, without a QVariant around it: sorting asks a million times
    /// @{
    [[nodiscard]] int labelAt(int row) const { return m_evaluation.labels.at(row); }
    [[nodiscard]] bool isWrong(int row) const
    {
        return labelAt(row) != m_evaluation.predicted.value(row, -1);
    }
    [[nodiscard]] float lossAt(int row) const { return m_evaluation.losses.value(row, 0); }
    /// @}

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString describe(int row) const;

    ImageStore &m_images;
    SessionId m_session;
    TestEvaluation m_evaluation;
    DatasetInfo m_dataset;
    QSet<qint64> m_traced;
    int m_wrong = 0;
};

/// Which test examples of a TestExampleModel are shown: misclassified first, then by loss.
class TestExampleFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TestExampleFilter(QObject *parent = nullptr);

    void setOnlyWrong(bool only);
    /// A label; below 0: all.
    void setLabel(int label);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] const TestExampleModel &tests() const;

    bool m_onlyWrong = true;
    int m_label = -1;
};

} // namespace proponent::ui
