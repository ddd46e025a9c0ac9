// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/data_example_model.h"
#include "ui/settings/window_settings.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QSlider;
class QToolButton;

namespace proponent::ui {

/// Which examples of a data set are shown, and how large.
class DataFilters : public QWidget
{
    Q_OBJECT

public:
    explicit DataFilters(QWidget *parent = nullptr);

    /// What there is to filter by; `ofSession`: a session says what was planted, changed and misclassified.
    void setExamples(const DatasetInfo &dataset, const SplitExamples &train, const SplitExamples &test,
                     bool ofSession);
    /// What can't be asked of a split is off.
    [[nodiscard]] DataFilter filter() const;
    /// Without a word to anybody.
    void setFilter(const DataFilter &filter);
    void setShown(qsizetype shown, qsizetype all);

    void setThumbnailSize(ThumbnailSize size);
    [[nodiscard]] ThumbnailSize thumbnailSize() const;

    [[nodiscard]] QToolButton *trainButton() const { return m_train; }
    [[nodiscard]] QToolButton *testButton() const { return m_test; }
    [[nodiscard]] QComboBox *classChoice() const { return m_class; }
    [[nodiscard]] QCheckBox *flippedBox() const { return m_flipped; }
    [[nodiscard]] QCheckBox *misclassifiedBox() const { return m_misclassified; }
    [[nodiscard]] QCheckBox *changedBox() const { return m_changed; }

Q_SIGNALS:
    void filterChanged();
    void thumbnailSizeChanged(proponent::ui::ThumbnailSize size);

private:
    QHBoxLayout *makeUpperRow();
    QHBoxLayout *makeLowerRow();
    void showSplit();
    void fillClasses();
    void showBox(QCheckBox *box, Split split, const QString &text, qsizetype count, const QString &whyNone);

    DatasetInfo m_dataset;
    qsizetype m_flippedCount = 0;
    qsizetype m_changedCount = 0;
    qsizetype m_misclassifiedCount = 0;
    bool m_ofSession = false;
    QToolButton *m_train;
    QToolButton *m_test;
    QComboBox *m_class;
    QCheckBox *m_flipped;
    QCheckBox *m_misclassified;
    QCheckBox *m_changed;
    QLabel *m_shown;
    QSlider *m_size;
};

} // namespace proponent::ui
