// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/analysis_setup.h"

namespace proponent {

/// What a request for influence asks, and what of the answer doesn't depend on how it is found.

inline constexpr qint64 groupIndex = -1; ///< in place of a test's: the answer is a group's

/// Of the split that is asked about, by index. EngineError says which there aren't.
[[nodiscard]] QList<qint64> chooseExamples(const AnalysisSetup &analysis, const InfluenceRequest &request);
/// EngineError for a class that there isn't.
[[nodiscard]] Question checkedQuestion(const Question &question, const SessionDetails &details);
/// The example, or the group, without what is ranked.
[[nodiscard]] TestInfluence unanswered(const AnalysisSetup &analysis, qint64 test);
/// Of all that the answer shows, and of those that were asked about.
void storeThumbnails(AnalysisSetup &analysis, const InfluenceAnalysis &result, const QList<qint64> &asked);

} // namespace proponent
