// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/shortcut_model.h"

#include <QDialog>
#include <QSortFilterProxyModel>

class QLineEdit;
class QPushButton;
class QTableView;

namespace proponent::ui {

class WindowSettings;

/// The keys of every action, to look up and to change. Changes are stored as they are made.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    ShortcutsDialog(ActionCollection &actions, WindowSettings &settings, QWidget *parent = nullptr);

    [[nodiscard]] ShortcutModel *model() { return &m_model; }
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QLineEdit *search() const { return m_search; }
    [[nodiscard]] QPushButton *removeButton() const { return m_remove; }
    [[nodiscard]] QPushButton *resetButton() const { return m_reset; }
    [[nodiscard]] QPushButton *resetAllButton() const { return m_resetAll; }

private:
    void setUpTable();
    void layOut();
    void connectButtons();
    void updateButtons();
    /// In the model; invalid when none is current.
    [[nodiscard]] QModelIndex current() const;

    ShortcutModel m_model;
    QSortFilterProxyModel m_filter;
    QLineEdit *m_search;
    QTableView *m_table;
    QPushButton *m_remove;
    QPushButton *m_reset;
    QPushButton *m_resetAll;
};

} // namespace proponent::ui
