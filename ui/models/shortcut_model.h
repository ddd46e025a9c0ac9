// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/action_collection.h"

#include <QAbstractTableModel>

namespace proponent::ui {

/// Every action and the keys that set it off, one a row. Keys that another action has taken are refused, and
/// the row says whose they are.
class ShortcutModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        CategoryColumn,
        ActionColumn,
        ShortcutColumn,
        AlternativeColumn,
        RemarkColumn,
        ColumnCount
    };

    explicit ShortcutModel(ActionCollection &actions, QObject *parent = nullptr);

    [[nodiscard]] int rowOf(ActionCollection::Id id) const;
    /// Back to what it was at first; refused like any other keys.
    bool reset(int row);
    void resetAll();
    [[nodiscard]] bool isChanged(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// A QKeySequence; of several keys in a row, the first counts. An empty one takes the shortcut away.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    /// The user has changed something.
    void edited();

private:
    using Id = ActionCollection::Id;

    [[nodiscard]] Id idAt(int row) const { return m_actions.ids().at(row); }
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString remark(int row) const;
    /// Why this action can't have these keys; empty when it can.
    [[nodiscard]] QString objection(Id id, const QKeySequence &keys) const;
    bool change(int row, const QList<QKeySequence> &shortcuts);
    void setRefusal(int row, const QString &text);

    ActionCollection &m_actions;
    int m_refusedRow = -1; ///< the last edit's, if it was refused
    QString m_refusal;
};

} // namespace proponent::ui
