// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/method_model.h"

#include <QDialog>
#include <QSortFilterProxyModel>

class QLabel;
class QPushButton;
class QTableView;

namespace proponent::ui {

struct Workspace;

/// How well each method predicts what retraining does on the open session: what is known, and a button that finds it
/// out, with what that will take. Not modal: it is left open, or closed, while that goes on.
class MethodsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit MethodsDialog(Workspace &workspace, QWidget *parent = nullptr);

    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QPushButton *findOutButton() const { return m_findOut; }
    [[nodiscard]] QString note() const;

private:
    void setUpTable();
    void layOut();
    void showSession();
    [[nodiscard]] QString plannedWords() const;

    Workspace &m_workspace;
    MethodModel m_model;
    QSortFilterProxyModel m_sorted;
    QTableView *m_table;
    QLabel *m_session;
    QLabel *m_note; ///< what it will take, that it goes on, or why it failed
    QPushButton *m_findOut;
    QString m_problem;
};

} // namespace proponent::ui
