// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace proponent::ui {

class ClassCountsPlot;

/// What the reader found in a data set, what is wrong with it, and how many examples each class has.
class DataFacts : public QWidget
{
    Q_OBJECT

public:
    explicit DataFacts(QWidget *parent = nullptr);

    /// `session`: the one that was trained on it, if it is looked at as a session's.
    void showDataset(const DatasetInfo &dataset, const SessionDetails *session);

    [[nodiscard]] ClassCountsPlot *counts() const { return m_counts; }
    [[nodiscard]] QToolButton *copyButton() const { return m_copy; }
    /// One a line.
    [[nodiscard]] QString problems() const;

private:
    QGridLayout *makeRows();
    void showUse(const SessionDetails *session);

    DatasetInfo m_dataset;
    QLabel *m_name;
    QLabel *m_format;
    QLineEdit *m_folder;
    QLabel *m_images;
    QLabel *m_size;
    QLabel *m_classes;
    QLabel *m_train;
    QLabel *m_test;
    QLineEdit *m_fingerprint;
    QToolButton *m_copy;
    QLabel *m_use; ///< what the session made of it
    QLabel *m_problemsTitle;
    QLabel *m_problems;
    ClassCountsPlot *m_counts;
};

} // namespace proponent::ui
