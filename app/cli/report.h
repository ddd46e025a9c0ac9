// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/label_audit.h"
#include "engine/outcome.h"
#include "engine/session.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <variant>

/// What the subcommands print: `…Json` is the one object of --json, `…Text` is for people and ends with a
/// line end.
namespace proponent::cli {

[[nodiscard]] QJsonObject methodsJson(const QList<AttributionInfo> &methods);
[[nodiscard]] QString methodsText(const QList<AttributionInfo> &methods);
[[nodiscard]] QJsonObject devicesJson(const QList<DeviceInfo> &devices);
[[nodiscard]] QString devicesText(const QList<DeviceInfo> &devices);

/// Of train and resume.
[[nodiscard]] QJsonObject trainingJson(const SessionDetails &details);
[[nodiscard]] QString trainingText(const SessionDetails &details);

[[nodiscard]] QJsonObject influenceJson(const InfluenceAnalysis &analysis);
[[nodiscard]] QString influenceText(const InfluenceAnalysis &analysis, const SessionDetails &details);

[[nodiscard]] QJsonObject verificationJson(const Verification &verification);
[[nodiscard]] QString verificationText(const Verification &verification);

[[nodiscard]] QJsonObject selfInfluenceJson(const SelfInfluenceAnalysis &analysis);
[[nodiscard]] QString selfInfluenceText(const SelfInfluenceAnalysis &analysis, const SessionDetails &details);

[[nodiscard]] QJsonObject auditJson(const LabelAudit &audit);
[[nodiscard]] QString auditText(const LabelAudit &audit, const SessionDetails &details);

[[nodiscard]] QJsonObject methodEvaluationJson(const MethodEvaluation &evaluation);
[[nodiscard]] QString methodEvaluationText(const MethodEvaluation &evaluation);

[[nodiscard]] QJsonObject indexJson(const SessionIndex &index);
[[nodiscard]] QString indexText(const SessionIndex &index);

[[nodiscard]] QJsonObject sessionsJson(const QList<SessionSummary> &sessions);
[[nodiscard]] QString sessionsText(const QList<SessionSummary> &sessions);

/// A stored analysis with its results.
using Analysis = std::variant<InfluenceAnalysis, SelfInfluenceAnalysis, LabelAudit>;

[[nodiscard]] QJsonObject sessionJson(const SessionDetails &details, const QList<Analysis> &analyses);
[[nodiscard]] QString sessionText(const SessionDetails &details);

/// How --json tells of an end without a result; `session` is the one that was begun, if any.
[[nodiscard]] QJsonObject failureJson(const QString &message, SessionId session);
[[nodiscard]] QJsonObject stoppedJson(SessionId session);

/// "session 7: cnn on Fashion-MNIST, 10,000 training examples, …": said when training begins.
[[nodiscard]] QString startedText(const SessionDetails &details);
/// One line after an epoch.
[[nodiscard]] QString epochText(const EpochMetrics &metrics, int epochs);

/// How much of the ranking the recovery of planted noise is told for, in percent.
inline constexpr int recoveryPercents[] = {5, 10, 15, 20, 30};

} // namespace proponent::cli
