// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/evaluation_setup.h"

namespace proponent {

/// What ranks training examples by suspicion: the methods of a label audit.
[[nodiscard]] QStringList suspicionMethods();

/// How well each method of the request finds the labels that were planted wrong. False when stopped. Throws EngineError
/// where none were planted.
[[nodiscard]] bool evaluateMislabelled(const EvaluationSetup &setup, MethodEvaluation &evaluation);

} // namespace proponent
