// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/influence_run.h"

namespace proponent {

/// How far `reduced` is from `full`: both [rows][training examples], a row a test example. Scores that are
/// not finite in either are left out; those are counted where the ranking is made.
[[nodiscard]] PrecisionCheck compareScores(const std::vector<std::vector<float>> &reduced,
                                           const std::vector<std::vector<float>> &full);

/// Scores a sample of the task in its own type and in fp32, and compares: up to 256 training examples,
/// spread evenly, by up to 8 of the questions' examples. Nothing when stopped.
[[nodiscard]] std::optional<PrecisionCheck> checkInfluencePrecision(const ScoringTask &task,
                                                                    const AskedExamples &asked,
                                                                    const std::stop_token &stop);

/// The same for self-influence.
[[nodiscard]] std::optional<PrecisionCheck> checkSelfInfluencePrecision(const ScoringTask &task,
                                                                        const std::stop_token &stop);

} // namespace proponent
