// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/analysis_job.h"

#include <QJsonObject>

#include <span>

namespace proponent {

/// What an evaluation asks of a method: scores of all training examples on some test examples of a session.
struct ScoresWanted
{
    SessionId session;
    AttributionChoice method;
    QList<qint64> tests;
    QString device;
    Precision precision = Precision::Fp32;
    int threads = 0;
};

/// Calls `take(row, firstTrain, scores)` with all of them in whatever pieces: `row` in the order of the tests, `scores`
/// of the training examples from `firstTrain` on. Answers with the parameters that the method was computed with; nothing
/// when stopped. Throws EngineError when it can't be done.
[[nodiscard]] std::optional<QJsonObject> scoresFor(
    SessionStore &store, DatasetCache &datasets, const ScoresWanted &wanted,
    const std::function<void(qint64 row, qint64 firstTrain, std::span<const float> scores)> &take,
    const AnalysisJobEvents &events, const std::stop_token &stop);

} // namespace proponent
