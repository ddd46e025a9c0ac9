// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/test_comparison.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>

#include <optional>

namespace proponent::ui {

class ImageStore;

/// The test examples that two sessions answer differently.
class ChangedExampleModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IndexRole = Qt::UserRole + 1,
        KindRole, ///< ChangeKind as int
        LabelNameRole,
        NameByARole, ///< the class that A predicts
        NameByBRole,
        RightByARole,
        RightByBRole,
        ImageRole, ///< QImage, null while it is not loaded
    };

    explicit ChangedExampleModel(ImageStore &images, QObject *parent = nullptr);

    void setExamples(const QList<ChangedExample> &examples, const DatasetInfo &dataset);
    [[nodiscard]] int count(ChangeKind kind) const;
    /// Invalid when the two agree on it.
    [[nodiscard]] QModelIndex indexOf(qint64 test) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString describe(const ChangedExample &example) const;

    ImageStore &m_images;
    QList<ChangedExample> m_examples;
    QHash<qint64, int> m_rows; ///< of the test examples
    DatasetInfo m_dataset;
};

/// Those of one kind, or all.
class ChangedExampleFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setKind(std::optional<ChangeKind> kind);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    std::optional<ChangeKind> m_kind;
};

} // namespace proponent::ui
