// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attribution.h"
#include "engine/device_info.h"
#include "engine/ids.h"
#include "engine/influence_analysis.h"

#include <QDateTime>
#include <QList>

namespace proponent {

/// Builds the index of a session: of each training example one row, with which questions are answered at once.
struct IndexRequest
{
    SessionId session;
    CheckpointChoice checkpoints{CheckpointChoice::Kind::Usual, {}}; ///< usual for `logra`
    int rank = 1024; ///< values in a row; fewer where the model has fewer directions
    QString device = QStringLiteral("auto");
    Precision precision = Precision::Fp32;
    int batchSize = 0; ///< training examples at a time; 0: chosen by the engine
    int threads = 0; ///< 0: all cores
};

/// What an index loses, against exact scores of all training examples, measured when it is built.
struct IndexError
{
    static constexpr int ranked = 20; ///< at each end
    static constexpr int candidates = 150; ///< at each end, that are scored exactly for each question

    int questions = 0; ///< test examples in the sample
    double recall = 0; ///< of the exact first 20 at either end, those that are the index's first 20
    double recallExact = 0; ///< those that are among its candidates, and so in the answer
    double rankCorrelation = 0; ///< Spearman's, over all training examples
};

/// An index that a session has.
struct SessionIndex
{
    QString file; ///< absolute
    AttributionChoice method; ///< whose scores it answers with
    int rank = 0;
    QList<int> checkpoints; ///< epochs
    QString device; ///< that it was built on
    Precision precision = Precision::Fp32;
    qint64 rows = 0;
    qint64 bytes = 0; ///< on the disk
    double seconds = 0; ///< that building it took
    IndexError error;
};

} // namespace proponent
