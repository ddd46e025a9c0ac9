// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"
#include "engine/session.h"

#include <QString>

/// Label audits in the user's words.
namespace proponent::ui::text {

[[nodiscard]] QString auditMethodName(AuditMethod method); ///< "Self-influence"
[[nodiscard]] QString auditMethodExplanation(AuditMethod method); ///< one sentence

/// "Kept", "→ Shirt", "Excluded".
[[nodiscard]] QString verdict(const LabelDecision &decision, const DatasetInfo &dataset);
[[nodiscard]] QString verdictIcon(LabelDecision::Verdict verdict); ///< a name for themedIcon()

/// Why an example is suspected: "Labelled Shirt; the model believes Coat. Its loss is 4.2, …".
[[nodiscard]] QString suspicion(const SuspectExample &suspect, const DatasetInfo &dataset);

/// What is wrong with judging labels by the model; empty where it knows enough, or nothing is known of it.
[[nodiscard]] QString weakness(const ModelStrength &strength);

/// How many wrong labels models trained on folds expect, and of what kind most are.
[[nodiscard]] QString expectedErrors(const FoldEstimates &folds, const DatasetInfo &dataset);

/// What an audit is over and what it took: "Loss · 60,000 training examples · 5 checkpoints · 0:12 on cpu".
[[nodiscard]] QString auditDetails(const LabelAudit &audit);

} // namespace proponent::ui::text
