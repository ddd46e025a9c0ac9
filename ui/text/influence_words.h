// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/session.h"

#include <QString>

/// Influence analyses in the user's words.
namespace proponent::ui::text {

/// "TracIn, cosine" of "tracin-cosine"; a method that this version doesn't know keeps that name.
[[nodiscard]] QString influenceMethodName(const QString &stored);
[[nodiscard]] QString layersName(LayerChoice layers); ///< "all layers"
/// A sentence, the formula, and where it is from: a line each.
[[nodiscard]] QString influenceMethodExplanation(const AttributionInfo &method);

/// "Questions about this session are answered at once: of 60,000 training examples…".
[[nodiscard]] QString indexWords(const SessionIndex &index);
[[nodiscard]] QString lds(const MethodResult &result); ///< "LDS 0.76 ± 0.01"
/// "100 subsets × 3, 500 test examples".
[[nodiscard]] QString conditions(const MethodEvaluation &evaluation);

/// What a question is called: "True label", "Rather than".
[[nodiscard]] QString questionName(Question::Kind kind);
/// What training examples pushed an example toward, or away from: "Shirt", "Coat, which the model says", "Shirt against all
/// others". Where that is one label against another, `toward` says which comes first.
[[nodiscard]] QString questionTarget(const Question &question, const TestInfluence &influence,
                                     const DatasetInfo &dataset, bool toward);
/// What makes training examples proponents of what was asked: "training on them lowered the loss of this example".
[[nodiscard]] QString proponentWords(const AnalysisHeader &header, const TestInfluence &influence,
                                     const DatasetInfo &dataset);
[[nodiscard]] QString opponentWords(const AnalysisHeader &header, const TestInfluence &influence,
                                    const DatasetInfo &dataset);
/// "Training on #4,211 (Shirt) pushed this example toward Shirt: +0.83 over 5 checkpoints."
[[nodiscard]] QString influenceSentence(const AnalysisHeader &header, const TestInfluence &influence,
                                        const RankedExample &example, const DatasetInfo &dataset);

} // namespace proponent::ui::text
