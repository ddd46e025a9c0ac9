// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/data_browser.h"

#include <QAbstractListModel>

namespace proponent::ui {

/// Which examples are shown: those that every part lets through.
struct DataFilter
{
    Split split = Split::Train;
    int label = -1; ///< as in the files; below 0: all
    bool onlyFlipped = false; ///< label planted wrong
    bool onlyMisclassified = false; ///< by the session's model
    bool onlyChanged = false; ///< relabelled or excluded by a person

    friend bool operator==(const DataFilter &, const DataFilter &) = default;
};

/// The examples of one split of a data set that a filter lets through, in file order. Holds nothing for a row
/// but its number, so that a million rows are a few megabytes; images come when they have been loaded.
class DataExampleModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IndexRole = Qt::UserRole + 1, ///< qint64
        LabelRole, ///< int, as in the file
        LabelNameRole,
        PredictedRole, ///< int; below 0: not known
        WrongRole, ///< the model says something else
        FlippedRole,
        ChangedRole,
        ExcludedRole,
        MarkRole, ///< int of Mark
        NoteRole, ///< the mark in a word or two
        ImageRole, ///< QImage, null while it is not loaded
    };
    /// The one thing about an example that its cell says; of several, a person's word comes first.
    enum class Mark { None, Right, Wrong, Flipped, Relabelled, Excluded };

    explicit DataExampleModel(ImageStore &images, QObject *parent = nullptr);

    /// Keeps the rows when the filter lets the same examples through as before.
    void setExamples(const DatasetInfo &dataset, const SplitExamples &train, const SplitExamples &test);
    void setFilter(const DataFilter &filter);
    [[nodiscard]] const DataFilter &filter() const { return m_filter; }
    /// Of the filter's split, without the other parts of the filter.
    [[nodiscard]] qsizetype exampleCount() const { return examples().labels.size(); }
    /// Below 0: the filter doesn't let it through.
    [[nodiscard]] int rowOf(qint64 example) const;
    /// What a person said of the row's label; Keep where nothing was changed.
    [[nodiscard]] LabelDecision changeAt(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] const SplitExamples &examples() const;
    [[nodiscard]] Mark markOf(qint64 example) const;
    [[nodiscard]] QString noteOf(qint64 example) const;
    [[nodiscard]] QString describe(qint64 example) const;
    [[nodiscard]] QString labelName(qint64 example) const;

    ImageStore &m_images;
    DatasetInfo m_dataset;
    SplitExamples m_train;
    SplitExamples m_test;
    DataFilter m_filter;
    QList<int> m_rows; ///< the examples that are shown, ascending
};

} // namespace proponent::ui
