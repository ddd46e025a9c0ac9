// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QComboBox;
class QPushButton;

namespace proponent::ui {

/// Which data set is looked at, and what can be done with it.
class DataBar : public QWidget
{
    Q_OBJECT

public:
    explicit DataBar(QWidget *parent = nullptr);

    /// Fashion-MNIST, the recent folders, and the data set itself where it is none of these. An empty `spec`:
    /// none is looked at.
    void showData(const QString &spec, const QStringList &recentFolders);
    /// Empty: it can be trained on.
    void setTrainingProblem(const QString &why);
    [[nodiscard]] QComboBox *choice() const { return m_data; }
    [[nodiscard]] QPushButton *trainButton() const { return m_train; }

Q_SIGNALS:
    void dataChosen(const QString &spec);
    void openRequested();
    void trainRequested();

private:
    QComboBox *m_data;
    QPushButton *m_open;
    QPushButton *m_train;
};

} // namespace proponent::ui
