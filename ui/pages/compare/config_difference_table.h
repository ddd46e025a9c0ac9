// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/config_difference_model.h"

#include <QSortFilterProxyModel>
#include <QTableView>

namespace proponent::ui {

/// What two sessions were set to differently. As high as its rows, up to a limit; sorts by a click on a
/// column; copies the selected rows, or all.
class ConfigDifferenceTable : public QTableView
{
    Q_OBJECT

public:
    explicit ConfigDifferenceTable(QWidget *parent = nullptr);

    void showDifferences(const SessionDetails &a, const SessionDetails &b);
    void copy() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitHeight();

    ConfigDifferenceModel m_model;
    QSortFilterProxyModel m_sorted;
};

} // namespace proponent::ui
