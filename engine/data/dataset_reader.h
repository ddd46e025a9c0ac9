// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset.h"

#include <QDir>
#include <QString>
#include <QStringList>

#include <span>

namespace proponent {

/// What a reader takes out of a folder. Everything else in DatasetInfo (fingerprint, counts, the classes'
/// default names) and the checks that hold for every format are openDataset()'s work.
struct ReadSplits
{
    ImageSet train;
    ImageSet test;
    QString format; ///< "IDX (gzip)"
    QStringList classNames; ///< in the order of the labels; empty when the format doesn't name them
    QStringList sources; ///< files and folders below its own that a change is noticed by; absolute
    QString trainLabelSource; ///< file or folder that errors about the training labels name
    QString testLabelSource; ///< likewise for the test labels
    QList<LeftOut> leftOut; ///< nothing is passed over without a word
    QStringList notices; ///< what else is worth knowing: a sentence each
};

/// One format. To add one, write a file with these two functions and add a line to the table in
/// dataset_reader.cpp; readers are asked in the table's order.
struct DatasetReader
{
    const char *name; ///< "IDX"; to be translated as DataText

    /// Whether the folder's contents are meant to be of this format, even if they turn out to be broken.
    bool (*recognises)(const QDir &folder);

    /// Reads everything. Errors name the file, what is wrong with it, and what to do. Pixels and labels of
    /// each split agree in number, and both splits have the same image size. `rules`: DatasetInfo::rules.
    Result<ReadSplits> (*read)(const QDir &folder, int rules);
};

[[nodiscard]] std::span<const DatasetReader> datasetReaders();

/// The reader that recognises the folder, or null.
[[nodiscard]] const DatasetReader *readerFor(const QDir &folder);

} // namespace proponent
