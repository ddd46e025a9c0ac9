// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/method_facts.h"

#include <QAbstractTableModel>

namespace proponent::ui {

/// The table's methods, one a row, with what a session knows of how well each predicts, asked with its usual parameters.
class MethodModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Method, Lds, Seconds, Conditions, ColumnCount };
    enum Role {
        NameRole = Qt::UserRole, ///< "ekfac"
        SortRole, ///< what was never found out below all else
    };

    explicit MethodModel(QObject *parent = nullptr);

    void setEvaluations(const QList<MethodEvaluation> &evaluations);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        AttributionInfo method;
        std::optional<KnownLds> known;
    };

    [[nodiscard]] QString words(const Row &row, int column) const;
    [[nodiscard]] QVariant number(const Row &row, int column) const;

    QList<Row> m_rows;
};

} // namespace proponent::ui
