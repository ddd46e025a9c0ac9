// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/label_audit.h"
#include "engine/method_evaluation.h"
#include "engine/session_index.h"
#include "engine/training_config.h"

#include <QString>
#include <QStringList>

#include <variant>

namespace proponent::cli {

/// @name One struct for each subcommand, with what it was given
/// `session` is what the user wrote: an id or a name.
/// @{
struct DevicesCommand
{};
struct TrainCommand
{
    TrainingConfig config;
    bool index = false; ///< build one afterwards
};
struct ResumeCommand
{
    QString session;
};
struct InfluenceCommand
{
    QString session;
    InfluenceRequest request; ///< without the session
    int verifiedPairs = 0; ///< scores to compute again by brute force
};
struct SelfInfluenceCommand
{
    QString session;
    SelfInfluenceRequest request; ///< without the session
};
struct AuditCommand
{
    QString session;
    LabelAuditRequest request; ///< without the session
};
struct EvaluateCommand
{
    QString session;
    EvaluationRequest request; ///< without the session
};
struct IndexCommand
{
    QString session;
    IndexRequest request; ///< without the session
};
struct SessionsCommand
{};
struct MethodsCommand
{};
struct ShowCommand
{
    QString session;
};
struct DeleteCommand
{
    QString session;
};
struct ExportCommand
{
    QString session;
    QString folder;
};
struct RelocateCommand
{
    QString session;
    QString folder; ///< where its data are now
};
struct DemoCommand
{};
/// @}

using Command =
    std::variant<DevicesCommand, TrainCommand, ResumeCommand, InfluenceCommand, SelfInfluenceCommand,
                 AuditCommand, EvaluateCommand, IndexCommand, SessionsCommand, MethodsCommand, ShowCommand,
                 DeleteCommand, ExportCommand, RelocateCommand, DemoCommand>;

/// A command line that can be carried out.
struct Invocation
{
    Command command;
    QString library; ///< empty: the default one
    bool json = false;
};

/// --help or --version: to be printed as it is.
struct Information
{
    QString text;
};

/// One line: which argument is wrong, with its value, and what is allowed.
struct UsageError
{
    QString message;
};

using ParsedArguments = std::variant<Invocation, Information, UsageError>;

/// `arguments` as QCoreApplication::arguments() gives them, the program first.
[[nodiscard]] ParsedArguments parseArguments(const QStringList &arguments);

} // namespace proponent::cli
