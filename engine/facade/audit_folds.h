// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/analysis_setup.h"
#include "engine/scores/confident_learning.h"

namespace proponent {

/// Trains `folds` models by the session's settings, on the analysis' device in its precision, one after the other: each
/// on all training examples but a fold's, and asked about those after its last epoch. Nothing when stopped; throws
/// EngineError when one can't be trained. Engine thread only.
[[nodiscard]] std::optional<OutOfSample> trainFolds(const AnalysisSetup &setup, const ImageTensors &train,
                                                    int folds, const AnalysisJobEvents &events,
                                                    const std::stop_token &stop);

} // namespace proponent
